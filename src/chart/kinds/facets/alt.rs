//! Small multiples for readers that cannot see them.

use super::changes::Changes;
use super::{dated, panels};
use crate::chart::figures::Figures;
use crate::chart::kinds::told::{MOST_TOLD, more, range_words, rise_and_fall};
use crate::chart::kinds::trend::{Plot, told_polls};
use crate::chart::words::{self, Printer};

/// Type, measure, range, the panels that rise and fall most, then what is in every panel.
pub(super) fn describe(figures: &Figures) -> String {
    let printer = Printer::of(figures);
    let panels = panels(figures);
    let (what, of) = match dated(figures) {
        true => ("panels of lines over time", format!(", {}", told_polls(figures))),
        false => ("panels of dots", String::new()),
    };
    let head = format!("{} {what} on one scale{of}: {}", panels.len(), words::measured(figures));
    let polls = Plot::read(figures, None).polls();
    let one = |panel: &&str| match dated(figures) {
        true => lines(figures, panel, (printer, &polls)),
        false => dots(figures, panel, printer),
    };
    let told: String = panels.iter().take(MOST_TOLD).map(one).collect();
    let rest = more(panels.len(), "panel");
    let changes = Changes::of(figures).map(|changes| changes.told(figures)).unwrap_or_default();
    head + &range_words(figures, printer)
        + &rise_and_fall(&courses(figures, &panels), printer)
        + &changes
        + &told
        + &rest
}

/// The panels with the ends of their lines, where each has one.
fn courses<'a>(figures: &'a Figures, panels: &[&'a str]) -> Vec<(&'a str, (f64, f64))> {
    let read = |panel: &&'a str| Plot::read(figures, Some(panel)).courses().into_iter().map(|(_, ends)| ends).collect();
    let plots: Vec<Vec<(f64, f64)>> = panels.iter().filter(|_| dated(figures)).map(read).collect();
    let single = plots.iter().all(|lines| lines.len() == 1);
    if single { panels.iter().copied().zip(plots.into_iter().flatten()).collect() } else { Vec::new() }
}

/// ` Capital: from 12% to 34%.`, or of several lines ` Capital: agree from 12% to 34%, disagree from 40% to 20%.`
fn lines(figures: &Figures, panel: &str, (printer, polls): (Printer, &[f64])) -> String {
    let plot = Plot::read(figures, Some(panel));
    let lines = plot.courses();
    let alone = lines.len() == 1;
    let line = |(of, (first, last)): &(&str, (f64, f64))| {
        let (name, one) = (*of, plot.is_one_poll(of));
        let name = if alone || name.is_empty() { String::new() } else { format!("{name} ") };
        match one {
            true => format!("{name}{} in one poll{}", printer.value(*last), plot.until(of, polls)),
            false => {
                format!("{name}from {} to {}{}", printer.value(*first), printer.value(*last), plot.until(of, polls))
            }
        }
    };
    told(panel, &lines.iter().map(line).collect::<Vec<_>>())
}

/// ` Men: highest Capital, 38%, lowest North, 12%.`
fn dots(figures: &Figures, panel: &str, printer: Printer) -> String {
    let here = figures.estimates().filter(|(row, _)| row.panel.as_deref() == Some(panel));
    let mut valued: Vec<(&str, f64)> =
        here.map(|(row, value)| (row.heading().unwrap_or(figures.everybody()), value)).collect();
    valued.sort_by(|a, b| b.1.total_cmp(&a.1));
    let one = |(name, value): &(&str, f64)| format!("{name}, {}", printer.value(*value));
    match valued.as_slice() {
        [] => String::new(),
        [only] => told(panel, &[one(only)]),
        [top, .., bottom] => told(panel, &[format!("highest {}", one(top)), format!("lowest {}", one(bottom))]),
    }
}

/// What is in a panel, whose name has no colon of its own.
fn told(panel: &str, parts: &[String]) -> String {
    format!(" {}: {}.", words::capital(panel).replace(": ", ", "), parts.join("; "))
}
