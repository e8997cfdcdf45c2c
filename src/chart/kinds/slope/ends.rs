//! What stands at the ends of slopes: values at both sides, names once, at the last wave.

use super::{find, waves};
use crate::chart::figures::Figures;
use crate::chart::layout::{Lines, Sheet};
use crate::chart::words::{self, Printer};

/// What is written at one side: the names of the lines that reach it, with their values there.
pub(super) fn ends(
    figures: &Figures,
    sheet: &Sheet<'_>,
    (names, wave): (&[&str], &str),
    (printer, first): (Printer, bool),
) -> Vec<End> {
    let waves = waves(figures);
    // Lines that reach the last wave have their names there; twice they would take the width from the slopes.
    let named_there = |name: &str| first && waves.last().is_some_and(|last| find(figures, name, last).is_some());
    let both = names.iter().all(|name| waves.first().is_some_and(|first| find(figures, name, first).is_some()));
    let alone = !first && both;
    let most = sheet.body.width * if alone { 0.36 } else { 0.27 };
    let end = |(line, name): (usize, &&str)| {
        let value = find(figures, name, wave)?.value?;
        let printed = printer.value(value);
        if named_there(name) {
            let width = sheet.width_of(&printed, sheet.plain().strong());
            return Some(End { line, value, lines: Lines { lines: vec![printed], width, shortened: false } });
        }
        Some(End::new(sheet, name, &printed, (line, value), (most, first)))
    };
    names.iter().enumerate().filter_map(end).collect()
}

/// A line at one side.
pub(super) struct End {
    /// Its place among the lines.
    pub(super) line: usize,
    pub(super) value: f64,
    pub(super) lines: Lines,
}

impl End {
    fn new(
        sheet: &Sheet<'_>,
        name: &str,
        value: &str,
        (line, number): (usize, f64),
        (most, first): (f64, bool),
    ) -> Self {
        let style = sheet.plain().strong();
        let name = words::capital(name);
        let text = if first { format!("{name}\u{a0} {value}") } else { format!("{value}\u{a0} {name}") };
        let ruler = sheet.measure(style);
        let mut lines = ruler.wrap(&text.replace("\u{a0} ", " "), most, 4);
        // A name that is cut short does not take its value with it.
        if first && lines.shortened {
            lines = ruler.wrap(&name, most, 3);
            lines.lines.push(value.to_owned());
        }
        Self { line, value: number, lines }
    }
}
