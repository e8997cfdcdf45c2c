//! What is wrong, by rule: each is told once, for all the cells that break it.

use crate::chart::figures::{CellFinding, Figures, Row};
use crate::chart::kinds::crosstab::Crosstab;
use crate::chart::kinds::listing::Entry;
use crate::chart::words::{self, Printer};

/// The most places of a rule that are named.
const MOST_PLACES: usize = 6;

/// A rule that figures break, with what breaks it.
pub(super) struct Broken<'a> {
    pub(super) rule: &'a str,
    /// What was found, each once: first at the cells, in their order.
    pub(super) found: Vec<&'a CellFinding>,
    /// How many of these are at cells.
    pub(super) at_cells: usize,
    /// The lines it is broken in.
    pub(super) lines: Vec<usize>,
    /// Where it is sums that are wrong, these lines with theirs.
    sums: Vec<String>,
}

impl Broken<'_> {
    /// The rule with the places that no cell shows, and the sums of its lines where no column has them.
    pub(super) fn told(&self, with_sums: bool) -> String {
        let sums = self.sums.iter().filter(|_| with_sums).map(String::as_str);
        let places = self.found.iter().map(|finding| finding.place.as_str()).filter(|place| !place.is_empty());
        sentence(self.rule, &sums.chain(places).collect::<Vec<_>>())
    }
}

/// A rule, and where it is broken after it.
fn sentence(rule: &str, places: &[&str]) -> String {
    let rule = words::capital(rule.trim_end_matches('.'));
    let more = places.len().saturating_sub(MOST_PLACES);
    let named = places[..places.len() - more].join("; ");
    match (places.is_empty(), more) {
        (true, _) => rule,
        (_, 0) => format!("{rule} – {named}"),
        _ => format!("{rule} – {named}; and {more} more"),
    }
}

/// How sums are printed: as finely as the table, and so that none that is wrong reads 100.
pub(super) fn sum_printer(figures: &Figures) -> Printer {
    let off = figures.rows.iter().filter(|row| row.findings.iter().any(|finding| finding.of_sum));
    let sums = off.filter_map(|row| row.sum.as_ref()?.row.value);
    sums.fold(Printer::as_given(figures), |printer, sum| printer.telling_from(sum, 1.0))
}

/// What the answers of a line add up to, where that is known.
pub(super) fn line_sum(entry: &Entry<'_>) -> Option<f64> {
    entry.rows.iter().find_map(|row| row.sum.as_ref()).and_then(|sum| sum.row.value)
}

/// Whether the sum of a line is wrong.
pub(super) fn is_off(entry: &Entry<'_>) -> bool {
    entry.rows.iter().flat_map(|row| &row.findings).any(|finding| finding.of_sum)
}

pub(super) fn is_flagged(entry: &Entry<'_>) -> bool {
    entry.rows.iter().any(|row| !row.findings.is_empty())
}

/// Rules in the order in which cells, line by line, break them, then those that nothing in the table breaks.
pub(super) fn broken<'a>(table: &Crosstab<'a>, figures: &'a Figures) -> Vec<Broken<'a>> {
    let mut all: Vec<Broken<'a>> = Vec::new();
    let printer = sum_printer(figures);
    for (line, entry) in table.entries.iter().enumerate() {
        let cells = table.columns.iter().filter_map(|column| table.cell(entry, column));
        for finding in cells.flat_map(|row: &Row| &row.findings) {
            let broken = of_rule(&mut all, &finding.rule);
            if !broken.found.iter().any(|known| known.message == finding.message) {
                broken.found.push(finding);
                broken.at_cells += 1;
            }
            if broken.lines.last() != Some(&line) {
                broken.lines.push(line);
                let sum = line_sum(entry).filter(|_| finding.of_sum);
                broken.sums.extend(sum.map(|sum| format!("{} {}", entry.spoken, printer.value(sum))));
            }
        }
    }
    for finding in &figures.findings {
        of_rule(&mut all, &finding.rule).found.push(finding);
    }
    all
}

fn of_rule<'b, 'a>(all: &'b mut Vec<Broken<'a>>, rule: &'a str) -> &'b mut Broken<'a> {
    let at = all.iter().position(|broken| broken.rule == rule).unwrap_or_else(|| {
        all.push(Broken { rule, found: Vec::new(), at_cells: 0, lines: Vec::new(), sums: Vec::new() });
        all.len() - 1
    });
    &mut all[at]
}

/// How much is wrong, in words: lines that do not add up, then what else was found.
pub(super) fn count_words(figures: &Figures, table: &Crosstab<'_>, all: &[Broken<'_>]) -> String {
    let off = table.entries.iter().filter(|entry| is_off(entry)).count() + figures.left_out.off;
    let lines = table.entries.len() + figures.left_out.lines;
    let at_sums = |broken: &Broken<'_>| broken.found.iter().take(broken.at_cells).filter(|f| f.of_sum).count();
    let others = all.iter().map(|broken| broken.found.len() - at_sums(broken)).sum::<usize>();
    let sums = match (off, lines) {
        (_, 1) => "the answers do not add up to 100%".to_owned(),
        (1, _) => format!("1 of {lines} lines does not add up to 100%"),
        _ => format!("{off} of {lines} lines do not add up to 100%"),
    };
    match (off, others) {
        (0, 0) => "no findings".to_owned(),
        (0, others) => words::counted(others, "finding"),
        (_, 0) => sums,
        (_, others) => format!("{sums}; {}", words::counted(others, "more finding")),
    }
}
