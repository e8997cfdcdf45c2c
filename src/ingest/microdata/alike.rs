//! Words that are one level written in two ways: `male` beside `Male`.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Spellings of what is probably one word, each with how many respondents have it, the commonest first.
pub type Spellings = Vec<(Arc<str>, u64)>;

/// What is typed for an apostrophe.
const APOSTROPHES: [char; 4] = ['’', '‘', 'ʼ', '`'];

/// The words that differ in nothing but case, blanks and the sign for an apostrophe.
pub fn alike(words: impl Iterator<Item = (Arc<str>, u64)>) -> Vec<Spellings> {
    let mut by_plain: BTreeMap<String, Spellings> = BTreeMap::new();
    for (word, count) in words {
        let plain = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace(APOSTROPHES, "'");
        by_plain.entry(plain).or_default().push((word, count));
    }
    let mut several: Vec<Spellings> = by_plain.into_values().filter(|spellings| spellings.len() > 1).collect();
    several.iter_mut().for_each(|spellings| spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))));
    several
}
