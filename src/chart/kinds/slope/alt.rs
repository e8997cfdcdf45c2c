//! Slopes for readers that cannot see them.

use super::changes::emphasis;
use super::{find, names, waves};
use crate::chart::figures::Figures;
use crate::chart::kinds::dumbbell::{between, noun, told};
use crate::chart::kinds::emphasis::tested;
use crate::chart::kinds::told::{MOST_TOLD, more, range_words, rise_and_fall};
use crate::chart::words::{self, Printer};

/// Type, measure, range, the lines that rise and fall most, then every line.
pub(super) fn describe(figures: &Figures) -> String {
    let printer = Printer::of(figures);
    let (waves, names) = (waves(figures), names(figures));
    let value = |name: &str, wave: &str| find(figures, name, wave)?.value;
    let span = match waves.as_slice() {
        [first, .., last] if !between(figures) => format!(" from {first} to {last}"),
        groups => format!(", {}", words::list(groups, 6)),
    };
    let ends = |name: &str| value(name, waves.first()?).zip(value(name, waves.last()?));
    let timed = names.iter().filter(|_| !between(figures));
    let courses: Vec<(&str, (f64, f64))> = timed.filter_map(|name| Some((*name, ends(name)?))).collect();
    let line = |name: &&str| {
        let values: Vec<String> = waves.iter().filter_map(|wave| Some(printer.value(value(name, wave)?))).collect();
        let change = tested(figures, name).and_then(|row| told(row, figures, printer.of_differences()));
        format!(" {}: {}{}.", words::capital(name), values.join(", then "), change.unwrap_or_default())
    };
    let head = format!("Slope chart of {}{span}: {}", words::counted(names.len(), "line"), words::measured(figures));
    let lines: String = names.iter().take(MOST_TOLD).map(line).collect();
    let rest = more(names.len(), "line");
    let sure = emphasis(figures, &names).and_then(|emphasis| emphasis.told(figures, noun(figures))).unwrap_or_default();
    head + &range_words(figures, printer) + &rise_and_fall(&courses, printer) + &sure + &lines + &rest
}
