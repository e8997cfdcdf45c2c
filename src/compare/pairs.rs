//! Which estimates are compared with which.

use super::{CompareError, Pair};
use crate::names;
use crate::survey::{Cell, Group, Wave};
use crate::uncertainty::Estimates;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What each group or wave is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// Every other one, each pair once.
    Each,
    /// The one before.
    Previous,
    /// The wave nearest to a year earlier, if there is one within six weeks of that; waves only.
    YearBefore,
    /// The first.
    First,
    /// The last.
    Last,
    /// The one with this name.
    Named(Arc<str>),
}

impl Against {
    /// The words for what is not named.
    const WORDS: [(&str, Self); 5] = [
        ("each", Self::Each),
        ("previous", Self::Previous),
        ("year-before", Self::YearBefore),
        ("first", Self::First),
        ("last", Self::Last),
    ];

    /// What a word stands for: one of the list, else a group or wave of that name.
    pub fn of_word(word: &str) -> Self {
        let listed = Self::WORDS.into_iter().find(|(known, _)| *known == word);
        listed.map_or_else(|| Self::Named(word.into()), |(_, against)| against)
    }

    /// The words that may stand where a group or wave is named; with answers and everybody nothing is compared here.
    fn words() -> impl Iterator<Item = &'static str> {
        Self::WORDS.into_iter().map(|(word, _)| word).chain(["total", "answers"])
    }
}

/// An estimate: which part, which place in it.
pub(super) type Address = (usize, usize);

/// Levels of one grouping variable, within the same question, answer, other groups and wave; a − b, in order of the levels.
///
/// # Errors
/// [`CompareError`] when there are not two levels or the named one does not occur.
pub fn groups(parts: &[Estimates], variable: &str, against: &Against) -> Result<Vec<Pair>, CompareError> {
    let split = |cell: &Cell| {
        let level = cell.level(variable)?.to_owned();
        let groups: Vec<Group> = cell.groups.iter().filter(|g| &*g.variable != variable).cloned().collect();
        Some((Cell { groups, ..cell.clone() }, level))
    };
    let families = families(parts, split);
    let order = occurring(parts, |cell| cell.level(variable).map(str::to_owned));
    let position = |level: &String| order.iter().position(|known| known == level);
    paired(families, against, position, ("group level", &order), |level| level.clone())
}

/// Waves, within the same question, answer, groups and pollster; a is the later wave, so a − b is the change.
///
/// # Errors
/// [`CompareError`] when there are not two waves or the named one does not occur.
pub fn waves(parts: &[Estimates], against: &Against) -> Result<Vec<Pair>, CompareError> {
    let split = |cell: &Cell| Some((Cell { wave: None, ..cell.clone() }, cell.wave.clone()?));
    let families = families(parts, split);
    let mut order: Vec<Wave> = families.iter().flat_map(|(_, members)| members).map(|(wave, _)| wave.clone()).collect();
    order.sort();
    order.dedup();
    let labels: Vec<String> = order.iter().map(ToString::to_string).collect();
    let position = |wave: &Wave| order.iter().position(|w| w == wave);
    if *against == Against::YearBefore {
        return year_before(families, &labels);
    }
    let pairs = paired(families, against, position, ("wave", &labels), ToString::to_string)?;
    // Each pair comes once, the earlier wave first: turn it round.
    let turned = |pair: Pair| if *against == Against::Each { pair.swapped() } else { pair };
    Ok(pairs.into_iter().map(turned).collect())
}

/// Each wave with the one nearest to a year earlier.
fn year_before(families: Families<Wave>, known: &[String]) -> Result<Vec<Pair>, CompareError> {
    const YEAR: f64 = 365.25;
    const SLACK: f64 = 46.0;
    let middle = |wave: &Wave| wave.period.map(|period| period.middle());
    let mut pairs = Vec::new();
    for (cell, mut members) in families {
        members.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (wave, a) in &members {
            let Some(time) = middle(wave) else { continue };
            let off = |other: &Wave| middle(other).map(|then| (time - then - YEAR).abs()).filter(|off| *off <= SLACK);
            let candidates = members.iter().filter_map(|(other, b)| Some((off(other)?, other, b)));
            if let Some((_, other, b)) = candidates.min_by(|x, y| x.0.total_cmp(&y.0)) {
                let names = (wave.to_string(), other.to_string());
                pairs.push(Pair { cell: cell.clone(), a: *a, b: *b, names });
            }
        }
    }
    if pairs.is_empty() {
        let what = format!("no wave has another within six weeks of a year before it; known: {}", known.join(", "));
        return Err(CompareError::Nothing { what });
    }
    Ok(pairs)
}

/// Answers to one question, within the same groups and wave: the lead of the first over the second.
///
/// # Errors
/// [`CompareError`] when there are not two answers.
pub fn answers(parts: &[Estimates]) -> Result<Vec<Pair>, CompareError> {
    let split = |cell: &Cell| Some((Cell { answer: None, ..cell.clone() }, cell.answer.as_ref()?.to_string()));
    let families = families(parts, split);
    let order = occurring(parts, |cell| cell.answer.as_ref().map(ToString::to_string));
    let position = |answer: &String| order.iter().position(|known| known == answer);
    paired(families, &Against::Each, position, ("answer", &order), |answer| answer.clone())
}

/// Every group with everybody of the same question, answer, wave and pollster: the cell without groups.
///
/// # Errors
/// [`CompareError`] when no group has its everybody.
pub fn with_total(parts: &[Estimates]) -> Result<Vec<Pair>, CompareError> {
    let totals: BTreeMap<_, _> =
        families(parts, |cell| cell.groups.is_empty().then(|| (cell.clone(), ()))).into_iter().collect();
    let mut pairs = Vec::new();
    for (part, estimates) in parts.iter().enumerate() {
        for (index, cell) in estimates.cells().iter().enumerate().filter(|(_, cell)| !cell.groups.is_empty()) {
            let label = Cell { groups: Vec::new(), ..cell.clone() };
            let Some(&[(_, b)]) = totals.get(&label).map(Vec::as_slice) else { continue };
            let level: Vec<&str> = cell.groups.iter().map(|g| &*g.level).collect();
            pairs.push(Pair { cell: label, a: (part, index), b, names: (level.join(", "), "total".to_owned()) });
        }
    }
    if pairs.is_empty() {
        return Err(CompareError::Nothing { what: "no group has a figure for everybody beside it".to_owned() });
    }
    Ok(pairs)
}

/// Estimates that differ only in one part of the label, with the rest of it, each in its place.
type Families<K> = Vec<(Cell, Vec<(K, Address)>)>;

/// Estimates that differ only in the part of the label that `split` takes out: answer by answer, each in its groups, and these in their waves.
/// Answers and groups stand in the order in which they occur, which is that of the estimates.
pub(super) fn families<K>(parts: &[Estimates], split: impl Fn(&Cell) -> Option<(Cell, K)>) -> Families<K> {
    let mut families: BTreeMap<Cell, Vec<(K, Address)>> = BTreeMap::new();
    let (mut answers, mut groups) = (BTreeMap::new(), BTreeMap::new());
    for (part, estimates) in parts.iter().enumerate() {
        for (index, cell) in estimates.cells().iter().enumerate() {
            if let Some((rest, key)) = split(cell) {
                let next = answers.len();
                answers.entry((rest.question.clone(), rest.answer.clone())).or_insert(next);
                let next = groups.len();
                groups.entry(rest.groups.clone()).or_insert(next);
                families.entry(rest).or_default().push((key, (part, index)));
            }
        }
    }
    let mut families: Families<K> = families.into_iter().collect();
    families.sort_by_cached_key(|(cell, _)| {
        (answers.get(&(cell.question.clone(), cell.answer.clone())).copied(), groups.get(&cell.groups).copied())
    });
    families
}

/// Distinct names in order of occurrence, which is their natural order.
pub(super) fn occurring(parts: &[Estimates], name: impl Fn(&Cell) -> Option<String>) -> Vec<String> {
    let mut order = Vec::new();
    for found in parts.iter().flat_map(|part| part.cells()).filter_map(name) {
        if !order.contains(&found) {
            order.push(found);
        }
    }
    order
}

/// More pairs than this, of all groups, answers and waves, nobody reads.
pub const MOST_PAIRS: usize = 500_000;

fn paired<K: PartialEq>(
    families: Families<K>,
    against: &Against,
    position: impl Fn(&K) -> Option<usize>,
    (kind, known): (&'static str, &[String]),
    name: impl Fn(&K) -> String,
) -> Result<Vec<Pair>, CompareError> {
    if let Against::Named(wanted) = against
        && !known.iter().any(|k| **k == **wanted)
    {
        let hint = names::hint(wanted, known.iter().map(|k| &**k).chain(Against::words().map(|word| -> &str { word })));
        return Err(CompareError::Unknown { kind, name: wanted.to_string(), hint });
    }
    let each = families.iter().map(|(_, members)| members.len() * members.len().saturating_sub(1) / 2).sum();
    if *against == Against::Each && each > MOST_PAIRS {
        return Err(CompareError::TooMany { kind, pairs: each, most: MOST_PAIRS });
    }
    let mut pairs = Vec::new();
    for (cell, mut members) in families {
        members.sort_by_key(|(key, _)| position(key));
        for (i, j) in chosen(members.len(), against, |at| name(&members[at].0)) {
            let ((key_a, a), (key_b, b)) = (&members[i], &members[j]);
            pairs.push(Pair { cell: cell.clone(), a: *a, b: *b, names: (name(key_a), name(key_b)) });
        }
    }
    if pairs.is_empty() {
        return Err(CompareError::Few { kind, known: known.to_vec(), next: String::new() });
    }
    Ok(pairs)
}

/// Index pairs (a, b) among `count` ordered members.
fn chosen(count: usize, against: &Against, name: impl Fn(usize) -> String) -> Vec<(usize, usize)> {
    let with =
        |fixed: Option<usize>| fixed.map_or(vec![], |b| (0..count).filter(|&a| a != b).map(|a| (a, b)).collect());
    match against {
        Against::Each => (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect(),
        // For groups there is no year before: nothing is chosen, and the caller says that there is nothing to compare.
        Against::YearBefore => Vec::new(),
        Against::Previous => (1..count).map(|a| (a, a - 1)).collect(),
        Against::First => with((count > 0).then_some(0)),
        Against::Last => with(count.checked_sub(1)),
        Against::Named(wanted) => with((0..count).find(|&at| name(at) == **wanted)),
    }
}
