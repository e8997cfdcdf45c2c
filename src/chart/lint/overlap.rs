//! C01: no text is printed over another.

use super::{Rule, Subject, quoted};

pub(super) const RULE: Rule = Rule { code: "C01", about: "no text is printed over another", check };

/// Boxes may touch by this much: letters rarely fill theirs.
const SLACK: f64 = 1.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let texts: Vec<_> = subject.texts().map(|(_, _, text)| (text.extent(), text)).collect();
    let mut found = Vec::new();
    for (at, (extent, text)) in texts.iter().enumerate() {
        for (other_extent, other) in &texts[..at] {
            let (across, down) = extent.overlap(other_extent);
            if across > SLACK && down > SLACK {
                let (a, b) = (quoted(&other.text), quoted(&text.text));
                found.push(format!("{a} and {b} overlap: enlarge the picture or shorten the labels"));
            }
        }
    }
    found
}
