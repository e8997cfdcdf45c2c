//! What the table linter found: the printed table with what its lines add up to and the suspect cells marked, and the rules they break below.

mod remarks;
mod rules;

use super::Chart;
use super::crosstab::{Crosstab, digits};
use super::listing::Entry;
use super::printed::{CLOSE, Numbers};
use super::sureness::margins_are;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Explained, Framed, LeftOut, Rect, Role, Stroke};
use crate::chart::figures::{CellFinding, Figures, Row, Unshown};
use crate::chart::layout::{Column, RowPitch, Sheet};
use crate::chart::words::{self, Printer};
use remarks::Remarks;
use rules::{Broken, broken, count_words, is_flagged, is_off, line_sum, sum_printer};

/// The kind.
pub(super) struct Lint;

/// The most rules written out.
const MOST_RULES: usize = 14;

impl Chart for Lint {
    fn name(&self) -> &'static str {
        "lint"
    }

    fn about(&self) -> &'static str {
        "a printed table with the cells that cannot be right"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let found = || figures.rows.iter().flat_map(|row| &row.findings);
        let mut parts = Vec::new();
        let framed = figures.notes.left_out.framed.unwrap_or_else(|| whole_framed(figures));
        match found().count() {
            0 if figures.findings.is_empty() => parts.push("Nothing in the table was found wrong on reading it"),
            0 => {}
            _ => parts.push(match framed.explained {
                Explained::All => "Framed: explained above by the red numbers",
                Explained::First => {
                    "Framed: what cannot be right; red numbers: the first rules it breaks, explained above"
                }
                Explained::None => "Framed: what cannot be right, without room to say why",
            }),
        }
        if framed.marked {
            parts.push("Marked in a line that does not add up: the figure that stands off from that of everybody");
        }
        let margins = margins_are(figures);
        let margins = margins.as_deref().unwrap_or(words::NO_INTERVALS);
        parts.push(margins);
        parts.join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ":", &counted(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let Ok(table) = Crosstab::read(figures, "lint") else { return "Printed table.".to_owned() };
        let all = broken(&table, figures);
        let list = all.iter().take(MOST_RULES).map(|one| format!(" {}.", one.told(true)));
        format!("Printed table, {}.{}", count_words(figures, &table, &all), list.collect::<String>())
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let table = Crosstab::read(figures, "lint")?;
        let all = broken(&table, figures);
        let whole = View { lines: table.entries.len(), explained: all.len().min(MOST_RULES) };
        if !sheet.is_fixed() {
            return whole.draw(figures, sheet, table);
        }
        // A picture that cannot grow shows as much as it has room for: first it explains fewer rules, then lines without findings go.
        let most = (sheet.body.height / PITCH.least) as usize;
        let mut views = whole.shorter(&table, &all, most);
        // The footer speaks of one of them: what it says holds as far as may be.
        if let Some(said) = figures.notes.left_out.framed {
            let table = || Crosstab::read(figures, "lint");
            let holds = |view: &View| table().is_ok_and(|table| view.framed(&kept(table.entries, *view), &all) == said);
            views.sort_by_cached_key(|view| !holds(view));
        }
        let mut refused = None;
        for view in views {
            let mut trial = sheet.clone();
            match view.draw(figures, &mut trial, Crosstab::read(figures, "lint")?) {
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

fn counted(figures: &Figures) -> String {
    Crosstab::read(figures, "lint")
        .map(|table| count_words(figures, &table, &broken(&table, figures)))
        .unwrap_or_default()
}

/// The part of a table with findings that is shown.
#[derive(Debug, Clone, Copy)]
struct View {
    /// How many lines: those with findings before others.
    lines: usize,
    /// How many rules are explained.
    explained: usize,
}

impl View {
    /// This view, then ever shorter ones of at most `most` lines: with fewer rules explained, then with fewer lines that have no findings,
    /// then of the first that have some, with theirs.
    fn shorter(self, table: &Crosstab<'_>, all: &[Broken<'_>], most: usize) -> Vec<Self> {
        const FEW: usize = 3;
        let fewer = |lines: usize| {
            let explained = (FEW.min(self.explained)..=self.explained).rev();
            explained.map(move |explained| Self { lines, explained })
        };
        let flagged: Vec<usize> = (0..table.entries.len()).filter(|at| is_flagged(&table.entries[*at])).collect();
        let least = flagged.len().max(1);
        let mut views: Vec<Self> = fewer(self.lines).filter(|_| self.lines <= most).collect();
        views.extend((least..self.lines.min(most + 1)).rev().map(|lines| Self { lines, ..self }));
        views.extend(fewer(least).filter(|_| least <= most));
        for lines in (1..flagged.len().min(most + 1)).rev() {
            let shown = &flagged[..lines];
            let last = all.iter().rposition(|one| one.lines.iter().any(|line| shown.contains(line)));
            views.push(Self { lines, explained: last.map_or(0, |last| last + 1).min(self.explained) });
        }
        // A table of which not a line has room says what it lacks.
        views.push(Self { lines: 1, explained: 0 });
        views
    }

    /// What is drawn of framed figures where these lines are shown.
    fn framed(self, shown: &[Entry<'_>], all: &[Broken<'_>]) -> Framed {
        let found: Vec<&CellFinding> =
            shown.iter().flat_map(|entry| &entry.rows).flat_map(|row| &row.findings).collect();
        let breaks = |one: &Broken<'_>| found.iter().any(|finding| finding.rule == one.rule);
        let broken: Vec<usize> = (0..all.len()).filter(|at| breaks(&all[*at])).collect();
        let explained = match broken.iter().filter(|at| **at < self.explained).count() {
            count if count == broken.len() => Explained::All,
            0 => Explained::None,
            _ => Explained::First,
        };
        Framed { explained, marked: found.into_iter().any(is_marked) }
    }

    fn draw(self, figures: &Figures, sheet: &mut Sheet<'_>, mut table: Crosstab<'_>) -> Result<(), ChartError> {
        let all = broken(&table, figures);
        let whole = lines_of(&table);
        table.entries = kept(table.entries, self);
        let shown = lines_of(&table);
        let framed = Some(self.framed(&table.entries, &all));
        let told = figures.notes.left_out.framed.unwrap_or_else(|| whole_framed(figures));
        sheet.leave_out(LeftOut { framed: framed.filter(|framed| *framed != told), ..LeftOut::default() });
        let unshown = Unshown {
            lines: figures.left_out.lines + whole.0 - shown.0,
            flagged: figures.left_out.flagged + whole.1 - shown.1,
            ..figures.left_out
        };
        let (columns, printer, sums) = beside(sheet, &mut table, figures, &all[..self.explained]);
        let remarks = Remarks::new(sheet, (&all, self.explained), unshown, !sums);
        let area = sheet.body.inset(0.0, 0.0, 0.0, remarks.height(sheet) + ABOVE);
        let (_, anchor, widest) = COLUMNS;
        let cells = table.place(sheet, area, (sheet.columns_width(&columns), anchor, widest), PITCH)?;
        let edge = cells.right(table.columns.len()) + sheet.columns_width(&columns);
        sheet.columns(&columns, edge.min(sheet.body.right()), &cells.rows.centres, cells.top);
        let placed = table.cells(&cells);
        // Neighbours of one line with the same findings have one frame: these are of all of them.
        let one = |a: &Placed<'_>, b: &Placed<'_>| a.1.0 == b.1.0 && !codes(a).is_empty() && codes(a) == codes(b);
        for run in placed.chunk_by(one) {
            draw_frame(sheet, run);
        }
        write_numbers(sheet, &table, &placed, printer);
        remarks.write(sheet, cells.rows.bottom + ABOVE);
        Ok(())
    }
}

/// Whether a figure is marked as the one that is wrong in its line.
fn is_marked(finding: &CellFinding) -> bool {
    finding.of_sum && finding.suspect
}

/// What is drawn of framed figures where nothing is left out.
fn whole_framed(figures: &Figures) -> Framed {
    let marked = figures.rows.iter().flat_map(|row| &row.findings).any(is_marked);
    Framed { explained: Explained::All, marked }
}

/// How many lines a table has, and how many of them have findings.
fn lines_of(table: &Crosstab<'_>) -> (usize, usize) {
    (table.entries.len(), table.entries.iter().filter(|entry| is_flagged(entry)).count())
}

/// The columns beside the table, how its numbers are printed, and whether sums are among the columns. Where there is no room for all, numbers
/// stand closer, then the sums go, of which the words below tell, and last numbers are rounded. The numbers of the rules stay.
fn beside(
    sheet: &mut Sheet<'_>,
    table: &mut Crosstab<'_>,
    figures: &Figures,
    explained: &[Broken<'_>],
) -> (Vec<Column>, Printer, bool) {
    let (given, rounded) = (Printer::as_given(figures), Printer::of(figures));
    let [sums, numbers] = told_columns(sheet, table, (figures, explained));
    let ways = [(given, true, false), (given, true, true), (given, false, true), (rounded, true, true)];
    let mut of = |(printer, with_sums, closer): (Printer, bool, bool)| {
        let mut columns: Vec<Column> = sums.iter().filter(|_| with_sums).chain(&numbers).cloned().collect();
        let printed = Numbers::in_cells_of(table, sheet, vec![printer; table.columns.len()]);
        // Bases and margins come after what is wrong with a line.
        let body = sheet.body;
        sheet.body.width -= sheet.columns_width(&columns);
        columns.extend(table.beside(sheet, (figures, &printed), true));
        sheet.body = body;
        if closer {
            table.least = printed.widest + CLOSE;
        }
        let fits = table.width(sheet, body, sheet.columns_width(&columns)) >= table.least;
        (fits, (columns, printer, with_sums && sums.is_some()))
    };
    let found = ways.into_iter().map(&mut of).find_map(|(fits, found)| fits.then_some(found));
    let found = found.unwrap_or_else(|| of((rounded, false, true)).1);
    if found.1 != given {
        sheet.remark("Numbers of answers are rounded for want of room".to_owned());
    }
    found
}

/// What lines add up to, red where that is wrong, and the numbers of the rules they break; none where there are none.
fn told_columns(
    sheet: &Sheet<'_>,
    table: &Crosstab<'_>,
    (figures, explained): (&Figures, &[Broken<'_>]),
) -> [Option<Column>; 2] {
    let printer = sum_printer(figures);
    let badge = sheet.small().strong().coloured(sheet.theme.colours.highlight.readable_on(sheet.theme.colours.paper));
    let sum = |entry: &Entry<'_>| line_sum(entry).map_or_else(String::new, |sum| printer.bare(sum));
    let mut sums = Column::new("sum", table.entries.iter().map(sum).collect(), badge);
    sums.faint = (0..table.entries.len()).filter(|at| !is_off(&table.entries[*at])).collect();
    let broken_by = |entry: &Entry<'_>| {
        let breaks = |one: &Broken<'_>| entry.rows.iter().flat_map(|row| &row.findings).any(|f| f.rule == one.rule);
        let numbers: Vec<String> =
            (1..).zip(explained).filter(|(_, one)| breaks(one)).map(|(number, _)| number.to_string()).collect();
        numbers.join(", ")
    };
    let numbers = Column::new("", table.entries.iter().map(broken_by).collect(), badge);
    let told = |column: &Column| column.cells.iter().any(|cell| !cell.is_empty());
    [sums, numbers].map(|column| Some(column).filter(told))
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

/// A cell in its place.
type Placed<'a> = (Rect, (usize, usize), Option<&'a Row>);

fn found<'a>((_, _, row): &Placed<'a>) -> &'a [CellFinding] {
    row.map_or(&[], |row| &row.findings)
}

/// What a cell is framed for.
fn codes<'a>(cell: &Placed<'a>) -> Vec<(&'a str, &'a str)> {
    found(cell).iter().map(|finding| (finding.code.as_str(), finding.message.as_str())).collect()
}

/// Whether something at the cell says that it is this figure that is wrong.
fn is_suspect(cell: &Placed<'_>) -> bool {
    found(cell).iter().any(|finding| finding.suspect)
}

/// The ground of neighbouring cells: framed where something is wrong with them together, tinted where it is one of them.
fn draw_frame(sheet: &mut Sheet<'_>, run: &[Placed<'_>]) {
    let (flag, ground) = (sheet.theme.colours.highlight, sheet.theme.colours.cells[0]);
    let paper = sheet.theme.colours.paper;
    let inner = |rect: Rect| rect.inset(2.0, 1.0, 2.0, 1.0);
    let (first, last) = (inner(run[0].0), inner(run[run.len() - 1].0));
    let whole = Rect::new(first.x, first.y, last.right() - first.x, first.height);
    if run[0].2.is_some() {
        let frame = (!found(&run[0]).is_empty()).then(|| Stroke::new(flag, 1.0));
        sheet.rect(Role::Cell, whole, ground.over(paper), frame);
    }
    for cell in run.iter().filter(|cell| is_suspect(cell)) {
        sheet.rect(Role::Cell, inner(cell.0).inset(0.5, 0.5, 0.5, 0.5), flag.fade(0.18).over(paper), None);
    }
}

/// The numbers of cells: digits of a column end at one place, and the sign for per cent stands at the first of a block.
fn write_numbers(sheet: &mut Sheet<'_>, table: &Crosstab<'_>, placed: &[Placed<'_>], printer: Printer) {
    let (plain, flag) = (sheet.plain(), sheet.theme.colours.highlight);
    let tint = flag.fade(0.18).over(sheet.theme.colours.paper);
    let suspect = plain.strong().coloured(flag.readable_on(tint));
    // In narrow cells the signs go: the subtitle says what numbers are.
    let least = placed.iter().map(|cell| cell.0.width).fold(f64::INFINITY, f64::min);
    let numbers = placed.iter().filter_map(|cell| Some(table.printed(cell.1.0, cell.2?, printer)));
    let widest = numbers.map(|text| sheet.width_of(digits(&text).0, plain.strong())).fold(0.0, f64::max);
    let signed = 2.0 * sheet.width_of("%", plain) + widest + 4.0 <= least;
    let told = |row: &Row, line: usize| {
        let text = table.printed(line, row, printer);
        if signed { text } else { text.replace('%', "") }
    };
    for column in 0..table.columns.len() {
        let of_column = || placed.iter().filter(|cell| cell.1.1 == column).filter_map(|cell| Some((cell, cell.2?)));
        let style = |cell: &Placed<'_>| if is_suspect(cell) { suspect } else { plain };
        let width = |(cell, row): (&Placed<'_>, &Row)| sheet.width_of(digits(&told(row, cell.1.0)).0, style(cell));
        let half = of_column().map(width).fold(0.0, f64::max) / 2.0;
        for (cell, row) in of_column() {
            let style = style(cell);
            let text = told(row, cell.1.0);
            let (x, y) = cell.0.centre();
            let end = x + half + sheet.width_of(digits(&text).1, style);
            sheet.write_centred(Role::Value, (end, y), Anchor::End, style, &text);
        }
    }
}
