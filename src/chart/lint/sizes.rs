//! C10: at most three sizes of text.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C10", about: "texts have at most three sizes", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let mut sizes: Vec<f64> = subject.texts().map(|(_, _, text)| text.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup();
    if sizes.len() <= 3 {
        Vec::new()
    } else {
        vec![format!("texts have {} sizes ({sizes:?}), three are enough", sizes.len())]
    }
}
