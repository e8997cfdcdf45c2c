//! What listed rows are told in: titles that name their groups, and the ends of their values for alt texts.

use super::listing::Entry;
use crate::chart::figures::{Figures, GroupOrder, Row, distinct, range};
use crate::chart::words::{self, Printer};

/// The subject and the variables whose groups are listed: `Support, by sex and age group`.
pub(super) fn titled_by(figures: &Figures) -> String {
    words::titled(figures, ",", &by_words(figures))
}

/// The subject, the variables whose groups are shown and the time they are shown over: `Support, by sex, 2020 – 2024`; not what the subject
/// says itself.
pub(super) fn titled_by_over(figures: &Figures, span: &str) -> String {
    let subject = words::subject(figures);
    let by = by_words(figures);
    let parts = [by.as_str(), span].into_iter().filter(|part| !part.is_empty() && !words::holds_words(&subject, part));
    words::titled(figures, ",", &parts.collect::<Vec<_>>().join(", "))
}

/// The variables whose groups are listed and the subject does not name: `by sex and age group`; nothing where there are none.
pub(super) fn by_words(figures: &Figures) -> String {
    let title = |variable: &str| figures.group_order(variable).map_or(words::lower(variable), GroupOrder::short_title);
    let subject = words::subject(figures);
    let mut titles: Vec<String> = in_order(figures).into_iter().map(title).collect();
    // Several questions that rows stand under are the subject.
    if titles.len() > 1 && words::holds_words(&subject, &titles[0]) {
        titles.clear();
    }
    // Crossed groups are items under the titles of all their variables.
    titles.extend(figures.group_order("item").map(GroupOrder::short_title));
    let mut names = distinct(titles.iter().map(String::as_str).filter(|title| !title.is_empty()));
    // Two blocks of groups beside each other are not crossed.
    let all = names.clone();
    let both = |name: &str| name.contains(" and ") && name.split(" and ").all(|part| all.contains(&part));
    names.retain(|name| !both(name));
    names.retain(|name| !words::holds_words(&subject, &format!("by {name}")));
    match names.len() {
        0 => String::new(),
        1..=4 => format!("by {}", words::list(&names, 4)),
        _ if words::holds_words(&subject, "by") => String::new(),
        _ => "by group".to_owned(),
    }
}

/// The groups that rows are listed by. Those of items under a heading of their own are told by the title of items.
fn groups(figures: &Figures) -> impl Iterator<Item = &crate::survey::Group> {
    figures.rows.iter().filter(|row| row.under.is_none()).filter_map(|row| row.group.as_ref())
}

/// Grouping variables in the order listed, then of appearance.
fn in_order(figures: &Figures) -> Vec<&str> {
    let found = distinct(groups(figures).map(|group| &*group.variable));
    let listed = figures.groups.iter().map(|group| group.variable.as_str()).filter(|name| found.contains(name));
    distinct(listed.chain(found.iter().copied()).collect::<Vec<_>>())
}

/// The lowest and highest row in words, of each series by its name.
pub(super) fn extremes(figures: &Figures, entries: &[Entry<'_>], printer: Printer) -> String {
    let named = entries.iter().flat_map(|entry| &entry.rows).filter_map(|row| row.series.as_deref());
    match figures.in_answer_order(named).as_slice() {
        [] | [_] => ends(entries, &|_| true, printer).map(|(ends, _)| format!(" {}", words::capital(&ends))),
        many => {
            let of = |name: &&str| {
                let (ends, alone) = ends(entries, &|row| row.series.as_deref() == Some(name), printer)?;
                // A person names both in one breath: "Men, Capital: 38%".
                Some(format!(" {}{} {ends}", words::capital(name), if alone { "," } else { ":" }))
            };
            Some(many.iter().filter_map(of).collect::<String>())
        }
    }
    .unwrap_or_default()
}

/// The highest and the lowest of the rows that are `wanted`, `highest: men, 39%; lowest: women, 28%.`, or the only one, and whether it is.
fn ends(entries: &[Entry<'_>], wanted: &dyn Fn(&Row) -> bool, printer: Printer) -> Option<(String, bool)> {
    let value = |entry: &Entry<'_>| entry.rows.iter().filter(|row| wanted(row)).find_map(|row| row.value);
    let others = entries.iter().filter(|entry| !entry.total);
    let mut valued: Vec<(&str, f64)> =
        others.filter_map(|entry| Some((entry.spoken.as_str(), value(entry)?))).collect();
    valued.sort_by(|a, b| b.1.total_cmp(&a.1));
    match valued.as_slice() {
        [] => None,
        [(name, value)] => Some((format!("{name}: {}.", printer.value(*value)), true)),
        [(_, high), .., (_, low)] => {
            let (high, low) = (printer.value(*high), printer.value(*low));
            // What is printed alike is neither higher nor lower to a reader.
            let of = |end: &str| {
                let names: Vec<&str> =
                    valued.iter().filter(|(_, value)| printer.value(*value) == end).map(|(name, _)| *name).collect();
                words::list(&names, 3)
            };
            let told = match high == low {
                true => format!("all {high}."),
                false => format!("highest: {}, {high}; lowest: {}, {low}.", of(&high), of(&low)),
            };
            Some((told, false))
        }
    }
}

/// The range of all values in words, for alt texts.
pub(super) fn range_words(figures: &Figures, printer: Printer) -> String {
    range(figures.estimates().map(|(_, value)| value)).map_or_else(String::new, |(low, high)| {
        format!(" Values run from {} to {}.", printer.value(low), printer.value(high))
    })
}

/// The most lines that an alt text tells one by one.
pub(super) const MOST_TOLD: usize = 12;

/// The lines that go furthest one way, as their changes are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Largest<'a> {
    /// None goes there.
    Nobody,
    /// One, or two by as much.
    Lines(Vec<&'a str>),
    /// More by as much, of which none is the largest.
    Several,
}

impl<'a> Largest<'a> {
    /// Of lines with their ends, those that go furthest up (`sign` 1) or down (-1).
    pub(super) fn of(courses: &[(&'a str, (f64, f64))], sign: f64, printer: Printer) -> Self {
        let changes = courses.iter().map(|(name, (first, last))| (*name, (last - first) * sign));
        let towards: Vec<(&str, f64)> = changes.filter(|(_, change)| *change > 0.0).collect();
        let Some(most) = towards.iter().map(|(_, change)| *change).reduce(f64::max) else { return Self::Nobody };
        let printed = |change: f64| printer.of_differences().value(change);
        let lines: Vec<&str> =
            towards.iter().filter(|(_, change)| printed(*change) == printed(most)).map(|(name, _)| *name).collect();
        if lines.len() > 2 { Self::Several } else { Self::Lines(lines) }
    }

    pub(super) fn lines(&self) -> &[&'a str] {
        if let Self::Lines(lines) = self { lines } else { &[] }
    }
}

/// The largest rise and fall of three lines or more between their ends, as these are printed: ` Largest rise: Capital, from 12% to 34%.`
pub(super) fn rise_and_fall(courses: &[(&str, (f64, f64))], printer: Printer) -> String {
    let moved = |(_, (first, last)): &&(&str, (f64, f64))| printer.value(*first) != printer.value(*last);
    let moved: Vec<(&str, (f64, f64))> = courses.iter().filter(moved).copied().collect();
    let one = |name: &&str| {
        let (_, (first, last)) = moved.iter().find(|(moved, _)| moved == name)?;
        Some(format!("{}, from {} to {}", words::capital(name), printer.value(*first), printer.value(*last)))
    };
    let told = |(sign, what): (f64, &str)| match Largest::of(&moved, sign, printer) {
        Largest::Nobody => String::new(),
        Largest::Several => format!(" Largest {what}: several by as much."),
        Largest::Lines(lines) => {
            format!(" Largest {what}: {}.", lines.iter().filter_map(one).collect::<Vec<_>>().join("; and "))
        }
    };
    if courses.len() < 3 { String::new() } else { [(1.0, "rise"), (-1.0, "fall")].map(told).concat() }
}

/// How many more there are than were told.
pub(super) fn more(count: usize, what: &str) -> String {
    let more = count.saturating_sub(MOST_TOLD);
    if more == 0 { String::new() } else { format!(" And {}.", words::counted(more, &format!("more {what}"))) }
}
