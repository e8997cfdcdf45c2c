//! C09: estimates show their intervals, or the footer says that they are left out; what shows them is named, and what is named is there.

use super::{Rule, Subject};
use crate::chart::drawing::{Drawing, Mark, Role, Shape};
use crate::chart::words::NO_INTERVALS;

pub(super) const RULE: Rule =
    Rule { code: "C09", about: "intervals are shown and named, or the footer says they are not", check };

/// A way of showing intervals.
struct Way {
    /// What it is, for messages.
    what: &'static str,
    /// Marks that have to be explained.
    marks: Role,
    /// Others that are meant by its words too.
    or: Role,
    /// Whether a part of the footer, or a heading, in small letters, names it.
    names: fn(&str) -> bool,
}

const WAYS: [Way; 3] = [
    Way { what: "lines of intervals", marks: Role::Whisker, or: Role::Cloud, names: names_lines },
    Way { what: "bands of intervals", marks: Role::Ribbon, or: Role::Forecast, names: |said| said.contains("band of") },
    Way { what: "intervals in numbers", marks: Role::Interval, or: Role::Interval, names: names_numbers },
];

/// `Bars: 95% intervals`, `whiskers: …`, or that intervals are there and hidden by their points.
fn names_lines(said: &str) -> bool {
    let drawn = |called: &str| ["bar", "line", "whisker"].iter().any(|mark| called.contains(mark));
    let named = said.split_once(':').is_some_and(|(called, what)| drawn(called) && what.contains("interval"));
    (named && !said.contains("band of")) || said.contains("no longer than the points")
}

/// `In brackets: …`, `Small, by sums: …`, `Margin: …`; a column under such a heading explains itself.
fn names_numbers(said: &str) -> bool {
    let told = ["in brackets", "small", "margin"].iter().any(|start| said.starts_with(start));
    (told && said.contains("interval")) || said.ends_with("interval") && !said.contains(':') || said == "margin"
}

fn check(subject: &Subject<'_>) -> Vec<String> {
    let (drawing, footer) = (subject.drawing, footer(subject.drawing));
    let mut found = Vec::new();
    if hides_intervals(drawing) {
        found.push("no interval is shown, for the figures have none: state what they rest on, as --n and --deff of a published table (n and deff of a study's [[source]])".to_owned());
    }
    let shown = drawing.marks.iter().any(|mark| mark.role.shows_interval());
    if shown && footer.contains(NO_INTERVALS) {
        found.push("the footer says that intervals are not shown, and the picture shows some".to_owned());
        return found;
    }
    let parts: Vec<String> = parts(&footer);
    let headings: Vec<String> = texts(drawing, Role::Heading).map(str::to_lowercase).collect();
    for Way { what, marks, or, names } in WAYS {
        let (named, headed) = (parts.iter().any(|part| names(part)), headings.iter().any(|heading| names(heading)));
        let drawn = subject.draws(&[marks]);
        if drawn && !named && !headed {
            found.push(format!("the picture has {what}, and its footer does not say what they are"));
        }
        if named && !drawn && !subject.draws(&[or]) {
            found.push(format!("the footer names {what}, and the picture has none"));
        }
    }
    let two = ["thick ", "thin "].iter().all(|start| parts.iter().any(|part| part.starts_with(start)));
    if two && subject.draws(&[Role::Whisker]) && widths(drawing) < 2 {
        found.push("the footer names thick and thin intervals, and the picture has them of one width".to_owned());
    }
    found
}

/// The texts in a role.
fn texts(drawing: &Drawing, role: Role) -> impl Iterator<Item = &str> {
    drawing.marks.iter().filter(move |mark| mark.role == role).filter_map(|mark| Some(mark.text()?.text.as_str()))
}

fn footer(drawing: &Drawing) -> String {
    texts(drawing, Role::Footer).collect::<Vec<_>>().join(" ")
}

/// What a footer says, one thing at a time, in small letters; without what is quoted.
fn parts(footer: &str) -> Vec<String> {
    // What follows a quotation begins anew.
    let own = footer.split('”').map(|part| part.split('“').next().unwrap_or("")).collect::<Vec<_>>().join(". ");
    let own = own.to_lowercase();
    own.replace("; ", ". ").split(". ").map(|part| part.trim().trim_end_matches('.').to_owned()).collect()
}

/// How many widths the lines of intervals have.
fn widths(drawing: &Drawing) -> usize {
    let width = |mark: &Mark| match &mark.shape {
        Shape::Line { stroke, .. } => Some(stroke.width),
        Shape::Area { .. } => Some(mark.extent().width.min(mark.extent().height)),
        _ => None,
    };
    let whiskers = drawing.marks.iter().filter(|mark| mark.role == Role::Whisker);
    let mut widths: Vec<f64> = whiskers.filter_map(width).collect();
    widths.sort_by(f64::total_cmp);
    widths.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    widths.len()
}

/// Whether a picture shows no interval, as a line, a band or in numbers, and its footer does not say so.
pub(in crate::chart) fn hides_intervals(drawing: &Drawing) -> bool {
    let shown = drawing.marks.iter().any(|mark| mark.role.shows_interval());
    !shown && !footer(drawing).contains(NO_INTERVALS)
}
