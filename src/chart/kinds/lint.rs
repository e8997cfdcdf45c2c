//! What the table linter found: the printed table with the suspect cells numbered, and what is wrong with each below.

use super::Chart;
use super::crosstab::Crosstab;
use super::dots::value_text;
use super::listing::Entry;
use super::printed::Numbers;
use super::sureness::margins_are;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{CellFinding, Figures, Row};
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
        let all = all_findings(figures).len();
        let cells = match all - figures.findings.len() {
            0 if all == 0 => "Nothing in the table was found wrong on reading it. ",
            0 => "",
            _ => "Framed cells are explained above by their numbers. ",
        };
        let margins = margins_are(figures);
        format!("{cells}{}", margins.as_deref().unwrap_or(words::NO_INTERVALS))
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ":", &count_words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let list = all_findings(figures).into_iter().take(MOST_FINDINGS).map(|finding| format!(" {}.", told(finding)));
        format!("Printed table, {}.{}", count_words(figures), list.collect::<String>())
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let table = Crosstab::read(figures, "lint")?;
        let found = findings(&table);
        let all = found.len() + figures.findings.len();
        let whole = View { lines: table.entries.len(), explained: all.min(MOST_FINDINGS) };
        if !sheet.is_fixed() {
            return whole.draw(figures, sheet, (table, &found));
        }
        // A picture that cannot grow shows as much as it has room for: first it explains fewer findings, then lines without any go.
        let mut refused = None;
        let most = (sheet.body.height / PITCH.least) as usize;
        for view in whole.shorter(&table, &found, most) {
            let mut trial = sheet.clone();
            match view.draw(figures, &mut trial, (Crosstab::read(figures, "lint")?, &found)) {
                Ok(()) => {
                    *sheet = trial;
                    return Ok(());
                }
                Err(error) => drop(refused.get_or_insert(error)),
            }
        }
        refused.map_or(Ok(()), Err)
    }
}

/// The part of a table with findings that is shown.
#[derive(Debug, Clone, Copy)]
struct View {
    /// How many lines: those with findings before others.
    lines: usize,
    /// How many findings are explained.
    explained: usize,
}

impl View {
    /// This view, then ever shorter ones of at most `most` lines: with fewer findings explained, then with fewer lines that have none, then
    /// of the first that have some, with theirs.
    fn shorter(self, table: &Crosstab<'_>, found: &[&CellFinding], most: usize) -> Vec<Self> {
        const FEW: usize = 3;
        let fewer = |lines: usize| {
            let explained = (FEW.min(self.explained)..=self.explained).rev();
            explained.map(move |explained| Self { lines, explained })
        };
        let flagged: Vec<&Entry<'_>> = table.entries.iter().filter(|entry| is_flagged(entry)).collect();
        let least = flagged.len().max(1);
        let mut views: Vec<Self> = fewer(self.lines).filter(|_| self.lines <= most).collect();
        views.extend((least..self.lines.min(most + 1)).rev().map(|lines| Self { lines, ..self }));
        views.extend(fewer(least).filter(|_| least <= most));
        for lines in (1..flagged.len().min(most + 1)).rev() {
            let theirs = flagged[..lines].iter().flat_map(|entry| &entry.rows).filter_map(|row| row.finding.as_ref());
            let known = theirs.filter_map(|finding| found.iter().position(|other| *other == finding));
            let explained = known.max().map_or(0, |last| last + 1).min(self.explained);
            views.push(Self { lines, explained });
        }
        // A table of which not a line has room says what it lacks.
        views.push(Self { lines: 1, explained: 0 });
        views
    }

    fn draw(
        self,
        figures: &Figures,
        sheet: &mut Sheet<'_>,
        (mut table, found): (Crosstab<'_>, &[&CellFinding]),
    ) -> Result<(), ChartError> {
        let lines = table.entries.len();
        table.entries = kept(table.entries, self);
        let remarks = Remarks::new(figures, sheet, found, (self.explained, lines - table.entries.len()));
        let area = sheet.body.inset(0.0, 0.0, 0.0, remarks.height(sheet) + ABOVE);
        let numbers = Numbers::plain(&mut table, figures, sheet);
        let bases = table.beside(sheet, (figures, &numbers), true);
        let (_, anchor, widest) = COLUMNS;
        let cells = table.place(sheet, area, (sheet.columns_width(&bases), anchor, widest), PITCH)?;
        let edge = cells.right(table.columns.len()) + sheet.columns_width(&bases);
        sheet.columns(&bases, edge.min(sheet.body.right()), &cells.rows.centres, cells.top);
        let placed = table.cells(&cells);
        // Neighbours of one line with one finding have one frame: it is of all of them.
        let one = |a: &Placed<'_>, b: &Placed<'_>| a.1.0 == b.1.0 && finding(a).is_some() && finding(a) == finding(b);
        for run in placed.chunk_by(one) {
            let at = finding(&run[0]).and_then(|f| found.iter().position(|g| *g == f));
            let number = at.filter(|at| *at < self.explained).map(|at| at + 1);
            draw_run(sheet, run, number, Printer::of(figures));
        }
        remarks.write(sheet, cells.rows.bottom + ABOVE);
        Ok(())
    }
}

fn is_flagged(entry: &Entry<'_>) -> bool {
    entry.rows.iter().any(|row| row.finding.is_some())
}

/// The lines of a view; a heading passes to the first line that is left below it.
fn kept<'a>(entries: Vec<Entry<'a>>, view: View) -> Vec<Entry<'a>> {
    let flagged = entries.iter().filter(|entry| is_flagged(entry)).count();
    let mut room = [view.lines.saturating_sub(flagged), view.lines.min(flagged)];
    let mut left: Vec<Entry<'a>> = Vec::new();
    let mut heading = None;
    for mut entry in entries {
        if entry.label.heading.is_some() {
            heading = entry.label.heading.take();
        }
        let room = &mut room[usize::from(is_flagged(&entry))];
        if *room > 0 {
            *room -= 1;
            entry.label.heading = heading.take();
            left.push(entry);
        }
    }
    left
}

/// Columns keep nothing free at their right, are centred and fill the picture.
const COLUMNS: (f64, Anchor, f64) = (0.0, Anchor::Middle, f64::INFINITY);
const PITCH: RowPitch = RowPitch { least: 21.0, most: 40.0 };
/// Space between the table and what is said of it.
const ABOVE: f64 = 12.0;

/// In narrower pictures what is said of a finding may take more lines.
const NARROW: f64 = 480.0;

/// What is said below the table: the first findings, and how much more there is.
struct Remarks {
    texts: Vec<Lines>,
    /// How many of them have a number in a cell.
    numbered: usize,
    /// Space before the texts.
    indent: f64,
}

impl Remarks {
    fn new(figures: &Figures, sheet: &Sheet<'_>, found: &[&CellFinding], (explained, hidden): (usize, usize)) -> Self {
        let style = sheet.small();
        let indent = sheet.width_of("00  ", style.strong());
        let width = sheet.body.width - indent;
        let ruler = sheet.measure(style);
        let most = if width < NARROW { 7 } else { 3 };
        let text = |finding: &CellFinding| ruler.wrap_full(&told(finding), width, most);
        let all = found.iter().copied().chain(&figures.findings);
        let mut texts: Vec<Lines> = all.take(explained).map(text).collect();
        let more = found.len() + figures.findings.len() - texts.len();
        let findings = (more > 0).then(|| words::counted(more, "more finding"));
        let lines = (hidden > 0).then(|| format!("{} not shown", words::counted(hidden, "line")));
        let rest: Vec<String> = findings.into_iter().chain(lines).collect();
        if !rest.is_empty() {
            texts.push(ruler.wrap_full(&format!("and {}", rest.join("; ")), width, 2));
        }
        Self { texts, numbered: found.len().min(explained), indent }
    }

    fn height(&self, sheet: &Sheet<'_>) -> f64 {
        let leading = sheet.measure(sheet.small()).leading();
        self.texts.iter().map(|lines| lines.lines.len() as f64 * leading + 2.0).sum()
    }

    fn write(&self, sheet: &mut Sheet<'_>, top: f64) {
        let style = sheet.small().coloured(sheet.theme.colours.ink);
        let flag = style.strong().coloured(sheet.theme.colours.highlight.readable_on(sheet.theme.colours.paper));
        let mut y = top + style.size;
        for (at, lines) in self.texts.iter().enumerate() {
            let x = sheet.body.x;
            // A finding away from the cells has no number to look for.
            let mark = if at < self.numbered { (at + 1).to_string() } else { "–".to_owned() };
            sheet.write(Role::Remark, (x, y), Anchor::Start, flag, &mark);
            y = sheet.write_lines(Role::Remark, (x + self.indent, y), Anchor::Start, style, lines) + 2.0;
        }
    }
}

/// A cell in its place.
type Placed<'a> = (Rect, (usize, usize), Option<&'a Row>);

fn finding<'a>((_, _, row): &Placed<'a>) -> Option<&'a CellFinding> {
    row.and_then(|row| row.finding.as_ref())
}

/// Neighbouring cells with their values: where there is a finding in one frame, numbered at its end where it is explained.
fn draw_run(sheet: &mut Sheet<'_>, run: &[Placed<'_>], number: Option<usize>, printer: Printer) {
    let flag = sheet.theme.colours.highlight;
    let flagged = finding(&run[0]).is_some();
    let wash = if flagged { flag.fade(0.12) } else { sheet.theme.colours.cells[0] };
    let inner = |rect: Rect| rect.inset(2.0, 1.0, 2.0, 1.0);
    let (first, last) = (inner(run[0].0), inner(run[run.len() - 1].0));
    let whole = Rect::new(first.x, first.y, last.right() - first.x, first.height);
    if run[0].2.is_some() {
        let frame = flagged.then(|| Stroke::new(flag, 1.5));
        sheet.rect(Role::Cell, whole, wash.over(sheet.theme.colours.paper), frame);
    }
    let style = if flagged { sheet.plain().strong() } else { sheet.plain() };
    let badge = sheet.small().strong().coloured(flag.readable_on(sheet.theme.colours.paper));
    for (at, (rect, _, row)) in run.iter().enumerate() {
        let (Some(row), rect) = (row, inner(*rect)) else { continue };
        let number = number.filter(|_| at + 1 == run.len()).map(|number| number.to_string());
        let text = value_text(row, printer);
        // In a narrow cell the number of the finding pushes the value aside.
        let beside = number.as_ref().map_or(0.0, |number| sheet.width_of(number, badge) + 6.0);
        let aside = (sheet.width_of(&text, style) / 2.0 + beside - rect.width / 2.0).max(0.0);
        let (x, y) = rect.centre();
        sheet.write_centred(Role::Value, (x - aside, y), Anchor::Middle, style, &text);
        if let Some(number) = number {
            let corner = (rect.right() - 4.0, rect.y + badge.size * 0.73 + 3.0);
            sheet.write(Role::Value, corner, Anchor::End, badge, &number);
        }
    }
}

/// A finding in words, with its code last: whoever looks at the picture need not know it.
fn told(finding: &CellFinding) -> String {
    format!("{} ({})", words::capital(finding.message.trim_end_matches('.')), finding.code)
}

/// How many findings there are, in words.
fn count_words(figures: &Figures) -> String {
    match all_findings(figures).len() {
        0 => "no findings".to_owned(),
        count => words::counted(count, "finding"),
    }
}

/// Every finding once: those at cells in the order of the table, then the others.
fn all_findings(figures: &Figures) -> Vec<&CellFinding> {
    let at_cells = Crosstab::read(figures, "lint").map(|table| findings(&table)).unwrap_or_default();
    at_cells.into_iter().chain(&figures.findings).collect()
}

/// Each finding at a cell once, in the order of lines and columns.
fn findings<'a>(table: &Crosstab<'a>) -> Vec<&'a CellFinding> {
    let mut found: Vec<&CellFinding> = Vec::new();
    for entry in &table.entries {
        let cells = table.columns.iter().filter_map(|column| table.cell(entry, column));
        for finding in cells.filter_map(|row| row.finding.as_ref()) {
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    found
}
