//! The numbered list of sources of a document: each publication and file once, in order of appearance.

use super::visible;

/// Sources met so far.
#[derive(Debug, Default)]
pub(in crate::report) struct Sources(Vec<(Option<String>, Option<String>)>);

/// Where one row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Reference {
    /// Its number in the list, from 1.
    pub(in crate::report) number: usize,
    /// `line:field` within the file.
    pub(in crate::report) position: Option<String>,
}

impl Sources {
    /// The reference for a place (`file:line:field`) and a publication; `None` when neither is known.
    pub(super) fn refer(&mut self, place: Option<&str>, source: Option<&str>) -> Option<Reference> {
        let (file, position) = place.map_or((None, None), split_list);
        let entry = (source.map(visible), file.map(visible));
        if entry == (None, None) && position.is_none() {
            return None;
        }
        let known = self.0.iter().position(|other| *other == entry);
        let number = known.unwrap_or_else(|| {
            self.0.push(entry);
            self.0.len() - 1
        }) + 1;
        Some(Reference { number, position: position.map(|position| visible(&position)) })
    }

    /// The list: each source as text.
    pub(in crate::report) fn list(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|entry| match entry {
            (Some(text), Some(file)) => format!("{text} ({file})"),
            (Some(text), None) => text.clone(),
            (None, file) => file.clone().unwrap_or_default(),
        })
    }
}

/// File and positions of several places with `; ` between; places in different files keep the names of theirs.
fn split_list(places: &str) -> (Option<&str>, Option<String>) {
    let all: Vec<_> = places.split("; ").map(split).collect();
    let file = all[0].0;
    if all.iter().any(|(other, _)| *other != file) {
        return (None, Some(places.to_owned()));
    }
    let positions: Vec<&str> = all.into_iter().filter_map(|(_, position)| position).collect();
    (file, Some(positions.join(", ")))
}

/// File and `line:field` of a place; a place in another style is all position.
fn split(place: &str) -> (Option<&str>, Option<&str>) {
    let mut parts = place.rmatch_indices(':').filter(|(at, _)| place[at + 1..].split(':').all(is_count));
    match parts.nth(1) {
        Some((at, _)) => (Some(&place[..at]), Some(&place[at + 1..])),
        None => (None, Some(place)),
    }
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_share_the_number_of_their_file() {
        let mut sources = Sources::default();
        let first = sources.refer(Some("C:\\a:b.csv:12:3"), Some("Levada")).unwrap();
        assert_eq!((first.number, first.position.as_deref()), (1, Some("12:3")));
        assert_eq!(sources.refer(Some("C:\\a:b.csv:13:3"), Some("Levada")).unwrap().number, 1);
        assert_eq!(sources.refer(Some("sheet B"), None).unwrap().position.as_deref(), Some("sheet B"));
        assert_eq!(sources.refer(None, None), None);
        let two = sources.refer(Some("C:\\a:b.csv:12:3; C:\\a:b.csv:14:3"), Some("Levada")).unwrap();
        assert_eq!((two.number, two.position.as_deref()), (1, Some("12:3, 14:3")));
        let apart = sources.refer(Some("a.csv:1:2; b.csv:3:4"), None).unwrap();
        assert_eq!(apart.position.as_deref(), Some("a.csv:1:2; b.csv:3:4"));
        assert_eq!(sources.list().next().as_deref(), Some("Levada (C:\\a:b.csv)"));
    }
}
