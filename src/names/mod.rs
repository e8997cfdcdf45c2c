//! Names typed by people: finding the one that was meant, and saying which ones exist.

mod choice;

pub use choice::{Choice, Registry, UnknownName};

use std::collections::HashSet;

/// The known name nearest to `typed`, if one is near enough to be a slip of the hand (by Damerau–Levenshtein distance,
/// case ignored): at most a third of its letters differ, and never all of them. Else the only one that it shortens, as `wgt` does `weight`.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = typed.to_lowercase();
    let known: Vec<&str> = known.into_iter().collect();
    slip(&lower, &known).or_else(|| {
        let mut longer = known.iter().filter(|name| shortens(&lower, &name.to_lowercase()));
        longer.next().filter(|_| longer.next().is_none()).copied()
    })
}

/// Whether `short` is `name` without some letters, beginning alike and with half of them left.
fn shortens(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let begins = short.chars().next() == name.chars().next();
    let count = short.chars().count();
    begins
        && count >= 3
        && 2 * count >= name.chars().count()
        && short.chars().all(|letter| letters.any(|c| c == letter))
}

fn slip<'a>(lower: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed = lower.chars().count();
    let is_near = |distance: usize, length: usize| distance < length && distance <= (length / 3).max(1);
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(lower, &name.to_lowercase()), *name))
        .filter(|(distance, name)| is_near(*distance, name.chars().count().max(typed)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The tail of a message about an unknown name, each known one named once: `; did you mean "wilson"? known: wald, wilson`. A name with a
/// comma stands in quotes, as it would look like two; of several names between commas it says so.
pub fn hint<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut named = HashSet::new();
    let known: Vec<&str> = known.into_iter().filter(|name| named.insert(*name)).collect();
    let meant =
        nearest(typed, known.iter().copied()).map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    let parts = || typed.split(',').map(str::trim);
    if parts().count() > 1 && parts().all(|part| known.contains(&part)) {
        return "; these are several: give the option once for each".to_owned();
    }
    let listed = |names: &[&str]| {
        let quoted =
            names.iter().map(|name| if name.contains(',') { format!("\"{name}\"") } else { (*name).to_owned() });
        quoted.collect::<Vec<_>>().join(", ")
    };
    match known.len() {
        0 => format!("{meant}; none are known here"),
        1..=40 => format!("{meant}{} known: {}", if meant.is_empty() { ";" } else { "" }, listed(&known)),
        more => format!(
            "{meant}{} {more} are known, among them {}",
            if meant.is_empty() { ";" } else { "" },
            listed(&known[..12])
        ),
    }
}

/// Whether `name` fits `pattern`, where `*` stands for any letters.
pub fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|tail| {
            let mut cuts = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
            cuts.any(|at| fits(rest, &tail[at..]))
        }),
    }
}

/// Why a file of a name that was typed cannot be read or written: the commonest causes in plain words.
pub fn unread(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            error.get_ref().map_or_else(|| "no such file or folder".to_owned(), ToString::to_string)
        }
        std::io::ErrorKind::IsADirectory => "a folder, not a file: name a file".to_owned(),
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            "a part of the path is a file, not a folder".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_between_are_told_apart() {
        assert_eq!(hint("q1, q2", ["q1", "q2", "q3"]), "; these are several: give the option once for each");
        assert!(hint("q1,q5", ["q1", "q2"]).ends_with("known: q1, q2"));
        assert!(!hint("q1,", ["q1", "q2"]).contains("several"));
    }

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["wald", "wilson", "korn-graubard"];
        assert_eq!(nearest("wilsn", known), Some("wilson"));
        assert_eq!(nearest("Wislon", known), Some("wilson"));
        assert_eq!(nearest("bootstrap", known), None);
        assert_eq!(
            (nearest("m", ["q"]), nearest("M", ["q", "m"]), nearest("q", ["q1"])),
            (None, Some("m"), Some("q1"))
        );
        assert_eq!(nearest("wgt", ["id", "weight", "wave"]), Some("weight"));
        assert_eq!(nearest("wgt", ["weight", "wright"]), None, "two that it may stand for");
        assert_eq!(hint("wilsn", known), "; did you mean \"wilson\"? known: wald, wilson, korn-graubard");
        assert_eq!(hint("xyz", known), "; known: wald, wilson, korn-graubard");
        assert_eq!(hint("xyz", ["Yes, men", "No"]), "; known: \"Yes, men\", No", "one name with a comma");
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        assert!(fits("rep*", "rep001") && fits("rep*", "rep") && fits("*_w", "a_w_w") && fits("a*b*c", "aXbYc"));
        assert!(!fits("rep*", "re") && !fits("a*b", "abc"));
    }
}
