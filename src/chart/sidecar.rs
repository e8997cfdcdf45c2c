//! The plotted numbers as CSV: what the picture shows, one row each, at full precision.

use super::figures::{Figures, Part, Row};
use super::lint::Finding;
use crate::uncertainty::Bounds;
use std::fmt::Write as _;

const HEADER: &str = "part,panel,variable,level,item,answer,series,day,date,estimate,low,high,low_outer,high_outer,\
n,n_effective,polls,weight,pollster,flags,finding";

fn part(row: &Row) -> &'static str {
    match row.part {
        Part::Estimate if row.value.is_none() => "suppressed",
        Part::Estimate => "estimate",
        Part::Net => "net",
        Part::Change => "change",
        Part::Gap => "difference",
        Part::Pooled => "pooled",
        Part::Bin => "bin",
        Part::Target => "target",
        Part::Poll => "poll",
    }
}

/// A field, quoted where it must be.
fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Numbers in the shortest form that reads back the same.
fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Whether a row is a difference that the picture marks as more than chance, or not.
fn judged(row: &Row) -> bool {
    row.significant.is_some() || (matches!(row.part, Part::Change | Part::Gap) && row.widest().is_some())
}

fn ends(bounds: Option<Bounds>) -> [String; 2] {
    [number(bounds.map(|b| b.low)), number(bounds.map(|b| b.high))]
}

/// Rows, those that are drawn as `sums` of others (nets, so that nothing is counted twice), then the points of fitted lines (`fitted`, `forecast`). `day` counts from 1970-01-01; shares are fractions of 1; a bin's span
/// stands in `low` and `high`. What is wrong with a printed table stands beside its cells, then (`finding`) what is in no cell.
pub(super) fn csv(figures: &Figures, sums: &[Row]) -> String {
    let mut out = format!("{HEADER}\n");
    for row in figures.rows.iter().chain(sums) {
        let text = |text: Option<&str>| field(text.unwrap_or(""));
        let group = row.group.as_ref();
        let ([low, high], [low_outer, high_outer]) = (ends(row.inner.or(row.span)), ends(row.outer));
        let flags = [
            row.low_precision.then_some("low-precision"),
            judged(row).then(|| if row.is_certain() { "significant" } else { "not-significant" }),
        ];
        let codes = row.findings.iter().map(|finding| finding.code.as_str());
        let messages: Vec<&str> = row.findings.iter().map(|finding| finding.message.as_str()).collect();
        let cells = [
            part(row).to_owned(),
            text(row.panel.as_deref()),
            text(group.map(|g| &*g.variable)),
            text(group.map(|g| &*g.level)),
            text(row.item.as_deref()),
            text(row.answer.as_deref()),
            text(row.series.as_deref()),
            number(row.when.as_ref().map(|when| when.day)),
            text(row.when.as_ref().map(|when| when.label.as_str())),
            number(row.value),
            low,
            high,
            low_outer,
            high_outer,
            number(row.n),
            number(row.n_effective),
            number(row.polls),
            number(row.weight),
            text(row.pollster.as_deref()),
            field(&flags.into_iter().flatten().chain(codes).collect::<Vec<_>>().join(" ")),
            field(&messages.join("; ")),
        ];
        let _ = writeln!(out, "{}", cells.join(","));
    }
    for fit in &figures.fits {
        for point in &fit.points {
            let kind = if point.forecast { "forecast" } else { "fitted" };
            let panel = field(fit.panel.as_deref().unwrap_or(""));
            let [low, high] = ends(point.band);
            let (series, day, value) = (field(&fit.series), point.day, point.value);
            let _ = writeln!(out, "{kind},{panel},,,,,{series},{day},,{value},{low},{high},,,,,,,,,");
        }
    }
    for finding in &figures.findings {
        let _ = writeln!(out, "finding{}{},{}", ",".repeat(19), field(&finding.code), field(&finding.message));
    }
    out
}

/// Findings as lines of text, for logs.
impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_column() {
        let row = Row::new(0.1 + 0.2).item("a, \"b\"").inner(0.2, 0.4).base(100.0, 50.0);
        let figures = Figures { rows: vec![row, Row::suppressed().group("sex", "men")], ..Figures::default() };
        let text = csv(&figures, &[]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), 2);
        assert_eq!(&records[0][4], "a, \"b\"");
        assert_eq!(records[0][9].parse::<f64>().unwrap(), 0.1 + 0.2);
        assert_eq!((&records[1][0], &records[1][3], &records[1][9]), ("suppressed", "men", ""));
    }
}
