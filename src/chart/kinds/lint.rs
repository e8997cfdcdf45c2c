//! What the table linter found: the printed table with the suspect cells numbered, and what is wrong with each below.

use super::Chart;
use super::crosstab::Crosstab;
use super::dots::value_text;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{CellFinding, Figures};
use crate::chart::layout::{Lines, RowPitch, Sheet};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct Lint;

/// The most findings written out.
const MOST_FINDINGS: usize = 14;

impl Chart for Lint {
    fn name(&self) -> &'static str {
        "lint"
    }

    fn about(&self) -> &'static str {
        "a printed table with the cells that cannot be right"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let cells = match findings(figures).len() {
            0 if figures.findings.is_empty() => "Nothing in the table was found wrong on reading it. ",
            0 => "",
            _ => "Framed cells are explained above by their numbers. ",
        };
        format!("{cells}Intervals are not shown")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        format!("{}: {}", words::subject(figures), count_words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let found = findings(figures).into_iter().chain(&figures.findings);
        let list = found.take(MOST_FINDINGS).map(|f| format!(" {}: {}.", f.code, f.message.trim_end_matches('.')));
        format!("Printed table, {}.{}", count_words(figures), list.collect::<String>())
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let table = Crosstab::read(figures, "lint")?;
        let printer = Printer::of(figures);
        let small = sheet.small().coloured(sheet.theme.colours.ink);
        let ruler = sheet.measure(small);
        let indent = sheet.width_of("00  ", small.strong());
        let found = findings(figures);
        let width = sheet.body.width - indent;
        let text = |finding: &CellFinding| ruler.wrap_full(&format!("{}: {}", finding.code, finding.message), width, 3);
        let numbered = found.len().min(MOST_FINDINGS);
        let mut texts: Vec<Lines> =
            found.iter().copied().chain(&figures.findings).take(MOST_FINDINGS).map(text).collect();
        let more = found.len() + figures.findings.len() - texts.len();
        if more > 0 {
            texts.push(ruler.wrap_full(&format!("and {more} more"), width, 1));
        }
        let below: f64 = texts.iter().map(|lines| lines.lines.len() as f64 * ruler.leading() + 2.0).sum();
        let area = sheet.body.inset(0.0, 0.0, 0.0, below + 12.0);
        let cells = table.place(sheet, area, (0.0, Anchor::Middle, 150.0), RowPitch { least: 21.0, most: 40.0 })?;
        let flag = sheet.theme.colours.highlight;
        for (rect, _, row) in table.cells(&cells) {
            let Some(row) = row else { continue };
            let rect = rect.inset(2.0, 1.0, 2.0, 1.0);
            let number = row.finding.as_ref().and_then(|f| found.iter().position(|g| *g == f));
            let wash = if number.is_some() { flag.fade(0.12) } else { sheet.theme.colours.cells[0] };
            let frame = number.map(|_| Stroke::new(flag, 1.5));
            sheet.rect(Role::Cell, rect, wash.over(sheet.theme.colours.paper), frame);
            let style = if number.is_some() { sheet.plain().strong() } else { sheet.plain() };
            let text = value_text(row, printer);
            let (x, y) = rect.centre();
            // In a narrow cell the number of the finding pushes the value aside.
            let badge = number.map_or(0.0, |number| sheet.width_of(&(number + 1).to_string(), small.strong()) + 6.0);
            let aside = (sheet.width_of(&text, style) / 2.0 + badge - rect.width / 2.0).max(0.0);
            sheet.write_centred(Role::Value, (x - aside, y), Anchor::Middle, style, &text);
            if let Some(number) = number {
                self.badge(sheet, number + 1, rect);
            }
        }
        let mut y = cells.rows.bottom + 12.0 + small.size;
        for (at, lines) in texts.iter().enumerate() {
            let x = sheet.body.x;
            // A finding away from the cells has no number to look for.
            let mark = if at < numbered { (at + 1).to_string() } else { "–".to_owned() };
            let style = small.strong().coloured(flag.readable_on(sheet.theme.colours.paper));
            sheet.write(Role::Remark, (x, y), Anchor::Start, style, &mark);
            y = sheet.write_lines(Role::Remark, (x + indent, y), Anchor::Start, small, lines) + 2.0;
        }
        Ok(())
    }
}

impl Lint {
    /// The number of a finding in the corner of its cell.
    fn badge(&self, sheet: &mut Sheet<'_>, number: usize, cell: Rect) {
        let style =
            sheet.small().strong().coloured(sheet.theme.colours.highlight.readable_on(sheet.theme.colours.paper));
        let at = (cell.right() - 4.0, cell.y + style.size * 0.73 + 3.0);
        sheet.write(Role::Value, at, Anchor::End, style, &number.to_string());
    }
}

/// How many findings there are, in words.
fn count_words(figures: &Figures) -> String {
    match findings(figures).len() + figures.findings.len() {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    }
}

/// Each finding at a cell once, in the order of the rows.
fn findings(figures: &Figures) -> Vec<&CellFinding> {
    let mut found: Vec<&CellFinding> = Vec::new();
    for finding in figures.rows.iter().filter_map(|row| row.finding.as_ref()) {
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found
}
