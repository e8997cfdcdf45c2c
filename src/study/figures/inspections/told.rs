//! What the reader noticed, in words for a picture of the table: the rule that is broken, where, and which figure stands off.

use crate::chart::figures::CellFinding;
use crate::ingest::published::{Code, Detail, Finding, NetRule};
use crate::study::Source;
use crate::study::figures::notes;
use crate::survey::{Cell, Figure, Place};

/// A finding away from the cells shown: its line comes first, as there is no frame to look for.
pub(super) fn elsewhere(source: &Source, finding: &Finding) -> CellFinding {
    let line = finding.place.as_ref().map(|place| format!("line {}", place.line));
    let of = finding.place.as_ref().and_then(|place| figure(source, place));
    let sum = |figure: &Figure| match finding.detail {
        Detail::Sum(share) => format!("{}, {}: {}", question(source, figure), who(source, figure), percent(share)),
        _ => format!("{}, {}, {}", question(source, figure), who(source, figure), answer(source, figure)),
    };
    let place: Vec<String> = of.map(sum).into_iter().chain(line.clone()).collect();
    let at = line.map(|line| format!("{line}: ")).unwrap_or_default();
    let told = rule(finding);
    // What has no rule of its own is told by its message.
    let (rule, place) = told.map_or_else(
        || (format!("{at}{}", finding.message), String::new()),
        |rule| (rule.to_owned(), place.join(", ")),
    );
    CellFinding {
        code: finding.code.as_str().to_owned(),
        message: format!("{at}{}", finding.message),
        rule,
        place,
        ..CellFinding::default()
    }
}

/// A finding at this figure, which the picture shows; of a list of answers at each of them, and at the one that `stands_off` marked.
pub(super) fn at_cell(
    source: &Source,
    finding: &Finding,
    (figure, line): (&Figure, &str),
    stands_off: bool,
) -> CellFinding {
    let of_sum = is_of_sum(finding);
    let here = || format!("{line}, {}", answer(source, figure));
    let place = match &finding.detail {
        Detail::Net { parts, sum, rule } => {
            let parts: Vec<String> = parts.iter().map(|part| title(source, figure, part)).collect();
            let printed = percent(figure.printed.share());
            let make = if *rule == NetRule::AtLeastLargest { "alone is" } else { "make" };
            format!("{}: {printed} printed, {} {make} {}", here(), parts.join(" + "), percent(*sum))
        }
        Detail::Total { variable, low, high } => {
            let here = if line == who(source, figure) { answer(source, figure) } else { here() };
            let of = notes::words_of(variable);
            format!("{}: {} in all, {} by {of}", here, percent(figure.printed.share()), span(*low, *high))
        }
        Detail::Twin(first) => {
            let line = finding.place.as_ref().map(|place| format!(", lines {} and {}", first.line, place.line));
            format!("{}{}", here(), line.unwrap_or_default())
        }
        _ => String::new(),
    };
    let message = &finding.message;
    CellFinding {
        code: finding.code.as_str().to_owned(),
        message: message.clone(),
        rule: rule(finding).map_or_else(|| message.clone(), str::to_owned),
        place,
        of_sum,
        suspect: !of_sum || stands_off,
    }
}

/// Whether it is of all the answers of a cell.
pub(super) fn is_of_sum(finding: &Finding) -> bool {
    matches!(finding.code, Code::SumLow | Code::SumHigh)
}

/// The rule in words of readers, for the findings that there may be many of.
fn rule(finding: &Finding) -> Option<&'static str> {
    match finding.code {
        Code::SumHigh => Some(
            "more than 100%, beyond rounding: a figure is wrong, a net counts twice, or people could give several answers",
        ),
        Code::SumLow => Some("less than 100%, though the list of answers looks complete"),
        Code::Repeated => Some("printed twice with the same value"),
        Code::NetOff => Some(match finding.detail {
            Detail::Net { rule: NetRule::AtLeastLargest, .. } => "a net is less than its largest part",
            Detail::Net { rule: NetRule::AtMostSum, .. } => "a net is more than its parts together",
            _ => "a net is not the sum of its parts",
        }),
        Code::TotalOutside => Some("the figure of everybody is not between those of all groups"),
        _ => None,
    }
}

fn question(source: &Source, figure: &Figure) -> String {
    notes::question_title(source, &cell(figure)).unwrap_or_default()
}

fn answer(source: &Source, figure: &Figure) -> String {
    title(source, figure, &figure.answer)
}

fn title(source: &Source, figure: &Figure, answer: &str) -> String {
    let cell = Cell { answer: Some(answer.into()), ..cell(figure) };
    notes::answer_title(source, &cell).unwrap_or_else(|| answer.to_owned())
}

/// Whom a figure is of, in words.
pub(super) fn who(source: &Source, figure: &Figure) -> String {
    let levels: Vec<&str> = figure.groups.iter().map(|group| &*group.level).collect();
    let all = || notes::everybody(source).unwrap_or_else(|| "all".to_owned());
    if levels.is_empty() { all() } else { levels.join(", ") }
}

fn cell(figure: &Figure) -> Cell {
    Cell { question: Some(figure.question.clone()), answer: Some(figure.answer.clone()), ..Cell::default() }
}

fn figure<'a>(source: &'a Source, place: &Place) -> Option<&'a Figure> {
    source.table()?.sample().figures().iter().find(|figure| figure.place == *place)
}

/// To a hundredth, as the finest tables print.
fn percent(share: f64) -> String {
    format!("{}%", (1e4 * share).round() / 100.0)
}

fn span(low: f64, high: f64) -> String {
    let (low, high) = (percent(low), percent(high));
    if low == high { high } else { format!("{}–{high}", low.trim_end_matches('%')) }
}
