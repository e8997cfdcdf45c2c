//! Rows by columns, as tables have them: the common reading of `heat`, `table` and `lint`.

use super::dots::value_text;
use super::headings::{Columns, breaks};
use super::listing::{Entry, listing, once, row_names, sum_of, sums_order};
use super::sorting::{Sorting, is_net};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect};
use crate::chart::figures::{AnswerOrder, Figures, GroupOrder, Part, Row, Unit, distinct, range};
use crate::chart::layout::{Column, PlacedRows, RowLabel, RowPitch, Sheet, Style};
use crate::chart::words::{self, Printer};
use crate::ingest::{are_ranked, rank};
use crate::survey;
use std::cmp::Ordering;

/// A column of the bases of lines, from the least to the largest where columns have different ones, as waves do; none where all are the
/// same or there are none.
pub(super) fn bases(entries: &[Entry<'_>], style: Style) -> Vec<Column> {
    let base =
        |entry: &Entry<'_>| range(entry.rows.iter().filter_map(|row| row.n)).map_or_else(String::new, words::counts);
    let cells: Vec<String> = entries.iter().map(base).collect();
    let differ = cells.iter().any(|cell| *cell != cells[0]);
    if differ { vec![Column::new("n", cells, style)] } else { Vec::new() }
}

/// What may be put into an order by hand: rows and columns.
pub(super) fn row_and_column_names(figures: &Figures) -> Vec<&str> {
    distinct(row_names(figures).into_iter().chain(figures.rows.iter().filter_map(Row::column)))
}

/// Whether columns are measures of their own, which have nothing in common: numbers that differ tenfold, as an age and an income do. Of a column of
/// zeros nothing follows.
pub(super) fn has_measures(figures: &Figures) -> bool {
    let columns = || distinct(figures.estimates().map(|(row, _)| row.column()));
    let largest = |column: Option<&str>| {
        let values = figures.estimates().filter(|(row, _)| row.column() == column).map(|(_, value)| value.abs());
        values.fold(0.0, f64::max)
    };
    let of_questions = figures.estimates().all(|(row, _)| row.answer.is_none() && row.when.is_none());
    figures.unit == Unit::Number && of_questions && are_apart(columns().into_iter().map(largest))
}

/// Whether the largest numbers of several things differ tenfold: then one scale cannot show them all.
pub fn are_apart(sizes: impl Iterator<Item = f64>) -> bool {
    const APART: f64 = 10.0;
    range(sizes.filter(|size| *size > 0.0)).is_some_and(|(low, high)| high >= APART * low)
}

/// Figures as a table has them: answers without an order by size or, of a printed table, as they came; numbers, bands and dates in their order, those outside a scale last and nets
/// after them; many of them down the side, and the few groups across, as names of answers are longer.
pub(super) fn arranged(figures: &Figures) -> Figures {
    let mut figures = figures.clone();
    let shown = figures.rows.iter().filter_map(|row| row.answer.as_deref());
    let mut names: Vec<String> = figures.in_answer_order(shown).into_iter().map(str::to_owned).collect();
    let sided = |name: &String| matches!(figures.role(name), survey::Role::Positive | survey::Role::Negative);
    if figures.unit != Unit::Share || figures.ordered || names.len() < 2 || names.iter().any(sided) {
        return figures;
    }
    let whole = figures.rows.iter().any(|row| row.heading().is_none());
    let mean = |name: &str| {
        let rows = figures.estimates().filter(|(row, _)| row.answer.as_deref() == Some(name));
        let values = rows.filter(|(row, _)| !whole || row.heading().is_none()).map(|(_, value)| value);
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / f64::max(count, 1.0)
    };
    let outside = |name: &str| matches!(figures.role(name), survey::Role::DontKnow | survey::Role::Refused);
    let size = |a: &str, b: &str| if figures.printed { Ordering::Equal } else { mean(b).total_cmp(&mean(a)) };
    let sum = |name: &str| is_net(&figures, name);
    let ranked = are_ranked(names.iter().map(String::as_str).filter(|name| !sum(name)));
    let own = |a: &str, b: &str| if ranked { rank(a).cmp(&rank(b)) } else { size(a, b) };
    names.sort_by(|a, b| sum(a).cmp(&sum(b)).then(outside(a).cmp(&outside(b))).then_with(|| own(a, b)));
    let order = names.into_iter().map(|name| AnswerOrder { role: figures.role(&name), name }).collect();
    figures.answers = order;
    let levels = distinct(figures.rows.iter().filter_map(Row::level)).len();
    let many = levels > 0 && figures.answers.len() > MANY.max(levels);
    if many && may_turn(&figures) { turned(&figures) } else { figures }
}

/// Figures as a table of this kind has them in a picture of this width: where words of headings would have to be broken, answers stand down
/// the side if that helps.
pub(super) fn fitted(figures: &Figures, kind: &'static str, sheet: &Sheet<'_>) -> Result<Figures, ChartError> {
    let usual = arranged(figures);
    let fits = |figures: &Figures| Crosstab::read(figures, kind).map(|table| !table.is_cramped(sheet));
    if fits(&usual)? || !may_turn(&usual) {
        return Ok(usual);
    }
    let turned = turned(&usual);
    // As many columns as there were lines may be too many.
    Ok(if fits(&turned).unwrap_or(false) { turned } else { usual })
}

/// Whether answers may stand down the side: they are by groups of one variable, or by none.
fn may_turn(figures: &Figures) -> bool {
    let plain = |row: &Row| row.answer.is_some() && row.item.is_none() && row.series.is_none();
    let variables = distinct(figures.rows.iter().filter_map(|row| row.group.as_ref().map(|group| &group.variable)));
    figures.rows.iter().all(plain) && variables.len() < 2
}

/// The same with answers as lines and groups as columns.
fn turned(figures: &Figures) -> Figures {
    let shown = figures.in_answer_order(figures.rows.iter().filter_map(|row| row.answer.as_deref()));
    let sorting = Sorting::of_columns(figures, &shown);
    let entries = listing(figures, &[Part::Estimate], &|rows| sorting.weigh(rows));
    // Over a narrow column everybody is called so in short.
    let everybody = figures.total_name.as_deref().unwrap_or("All");
    let name = |row: &Row| row.level().unwrap_or(everybody).to_owned();
    let columns = entries.iter().filter_map(|entry| entry.rows.first());
    let groups = columns.map(|row| AnswerOrder { name: name(row), role: survey::Role::Plain });
    // Answers are listed after them for their sides.
    let answers = groups.chain(figures.answers.iter().cloned()).collect();
    let found = figures.rows.iter().filter_map(|row| row.answer.as_deref());
    let levels = figures.in_answer_order(found).into_iter().map(str::to_owned).collect();
    // Nets are lines under a heading of their own.
    let turn = |row: &Row| {
        let net = row.answer.as_deref().filter(|_| row.part == Part::Net).map(sum_of);
        let item = row.answer.clone().filter(|_| net.is_none());
        Row { item, answer: None, group: net, series: Some(name(row)), ..row.clone() }
    };
    let order = GroupOrder { variable: "item".to_owned(), title: String::new(), levels, ordered: true };
    let groups = std::iter::once(order).chain(sums_order(figures)).collect();
    Figures { rows: figures.rows.iter().map(turn).collect(), answers, groups, ..figures.clone() }
}

/// A printed number parted after its last digit: what follows, as the sign for per cent, hangs to the right of the column.
pub(super) fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |last| last + 1))
}

/// Figures as a table.
pub(super) struct Crosstab<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) columns: Vec<&'a str>,
    /// The first of the columns that are nets, which stand apart after the answers they sum; the count of columns where there are none.
    pub(super) nets: usize,
    /// The least width of a cell, that its numbers need.
    pub(super) least: f64,
    /// What lines without an order of their own are sorted by.
    sorting: Sorting<'a>,
}

/// Where the cells are.
pub(super) struct Cells {
    pub(super) rows: PlacedRows,
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) top: f64,
    /// The column that stands apart from those before it, and how far.
    apart: (usize, f64),
}

/// Space between the edge of a cell and text that starts in it.
pub(super) const INSET: f64 = 7.0;
/// Space before the columns of nets.
const APART: f64 = 12.0;
/// More answers than this stand down the side, where groups are fewer.
const MANY: usize = 8;
/// The least width of a cell, whatever is in it.
pub(super) const LEAST_CELL: f64 = 26.0;
/// The most columns of a table.
const MOST_COLUMNS: usize = 24;

impl<'a> Crosstab<'a> {
    /// Reads rows and columns; lines without an order of their own are sorted by value.
    pub(super) fn read(figures: &'a Figures, kind: &'static str) -> Result<Self, ChartError> {
        let found = figures.rows.iter().filter(|row| matches!(row.part, Part::Estimate | Part::Net));
        let mut columns = figures.in_answer_order(found.map(|row| row.column().unwrap_or("")));
        let day = |name: &str| {
            let mut of = figures.rows.iter().filter(|row| row.column() == Some(name));
            of.find_map(|row| row.when.as_ref()).map_or(f64::NEG_INFINITY, |when| when.day)
        };
        columns.sort_by(|a, b| day(a).total_cmp(&day(b)));
        columns.sort_by_key(|name| (is_net(figures, name), figures.place_by_hand(name)));
        let nets = columns.partition_point(|name| !is_net(figures, name));
        if columns.len() > MOST_COLUMNS {
            return Err(ChartError::TooMany { count: columns.len(), what: "columns", most: MOST_COLUMNS });
        }
        if columns.is_empty() {
            return Err(ChartError::Lacks { kind, needs: "rows with an answer or a series, which make its columns" });
        }
        let sorting = Sorting::of_columns(figures, &columns);
        let entries = listing(figures, &[Part::Estimate, Part::Net], &|rows| sorting.weigh(rows));
        once(&entries, kind, &Row::column)?;
        Ok(Self { entries, columns, nets, least: LEAST_CELL, sorting })
    }

    /// For each column the figures that its numbers are measured by: those of all columns, unless these have nothing in common.
    pub(super) fn measures(&self, figures: &Figures) -> Vec<Figures> {
        let apart = has_measures(figures);
        let of = |column: &&str| {
            let rows = figures.rows.iter().filter(|row| !apart || row.column() == Some(*column));
            Figures { rows: rows.cloned().collect(), ..figures.clone() }
        };
        self.columns.iter().map(of).collect()
    }

    /// By which columns lines were sorted, for the footer; nothing where that is plain.
    pub(super) fn sorted(&self, figures: &Figures) -> Option<String> {
        self.sorting.said(figures, &self.entries)
    }

    /// The answer that a cell is of, on whichever side of the table answers stand.
    pub(super) fn answer(row: &'a Row) -> &'a str {
        row.column().filter(|_| row.answer.is_some()).or(row.heading()).unwrap_or("")
    }

    /// The number of a row that stands in this line: with the sign for per cent only where it is the first of its column in a block.
    pub(super) fn printed(&self, line: usize, row: &Row, printer: Printer) -> String {
        let starts =
            |at: &usize| *at == 0 || self.entries[at - 1].label.apart || self.entries[*at].label.heading.is_some();
        let block = (0..=line).rfind(starts).unwrap_or(0);
        let column = row.column().unwrap_or("");
        let told = |entry: &Entry<'_>| self.cell(entry, column).is_some_and(|row| row.value.is_some());
        let text = value_text(row, printer);
        if self.entries[block..line].iter().any(told) { text.replace('%', "") } else { text }
    }

    /// The column that a row stands in.
    pub(super) fn column(&self, row: &Row) -> Option<usize> {
        self.columns.iter().position(|name| *name == row.column().unwrap_or(""))
    }

    /// The row of the figures that stands in a cell.
    pub(super) fn cell(&self, entry: &Entry<'a>, column: &str) -> Option<&'a Row> {
        entry.rows.iter().copied().find(|row| row.column().unwrap_or("") == column)
    }

    /// Whether some word of a heading has to be broken whatever gives way to it.
    fn is_cramped(&self, sheet: &Sheet<'_>) -> bool {
        breaks(sheet, &self.columns, self.width(sheet, sheet.body, 0.0))
    }

    fn labels(&self) -> Vec<RowLabel> {
        self.entries.iter().map(|entry| entry.label.clone()).collect()
    }

    /// The part of the width that names of lines may take: less where words of headings would be broken for it or numbers have no room, but
    /// enough for the words of names.
    fn share(&self, sheet: &Sheet<'_>, area: Rect, right: f64) -> f64 {
        let usual = (0.5 - 0.02 * self.columns.len() as f64).clamp(0.2, 0.36);
        let width = self.width_beside(sheet, area, (usual, right));
        if width >= self.least && !breaks(sheet, &self.columns, width) {
            return usual;
        }
        let ruler = sheet.measure(sheet.plain().strong());
        let words = self.entries.iter().flat_map(|entry| entry.label.name.split_whitespace());
        let widest = words.map(|word| ruler.width(word) + 0.1).fold(0.0, f64::max);
        usual.min((widest / area.width).max(0.24))
    }

    /// The width of a column, as wide as names leave it: they are measured first on a copy of their width.
    pub(super) fn width(&self, sheet: &Sheet<'_>, area: Rect, right: f64) -> f64 {
        self.width_beside(sheet, area, (self.share(sheet, area, right), right))
    }

    /// The same beside names that take this share of the width.
    fn width_beside(&self, sheet: &Sheet<'_>, area: Rect, (share, right): (f64, f64)) -> f64 {
        let names = sheet.names_end(&self.labels(), area, share) - area.x;
        (area.width - names - 14.0 - right - self.apart().1) / self.columns.len() as f64
    }

    /// The first net where it stands beside answers, and the space before it.
    fn apart(&self) -> (usize, f64) {
        (self.nets, if (1..self.columns.len()).contains(&self.nets) { APART } else { 0.0 })
    }

    /// Every cell of the table, line by line: its rectangle, the line and column it stands in, and its row.
    pub(super) fn cells(&self, cells: &Cells) -> Vec<(Rect, (usize, usize), Option<&'a Row>)> {
        let places = (0..self.entries.len()).flat_map(|line| (0..self.columns.len()).map(move |at| (line, at)));
        let cell = |(line, at)| (cells.rect(line, at), (line, at), self.cell(&self.entries[line], self.columns[at]));
        places.map(cell).collect()
    }

    /// Writes names and column headings into `area`; `right` is kept free at its right, columns grow to `widest`. Headings start where the cells' text does.
    pub(super) fn place(
        &self,
        sheet: &mut Sheet<'_>,
        area: Rect,
        (right, anchor, widest): (f64, Anchor, f64),
        pitch: RowPitch,
    ) -> Result<Cells, ChartError> {
        let count = self.columns.len() as f64;
        let (labels, share) = (self.labels(), self.share(sheet, area, right));
        let width = self.width(sheet, area, right);
        if width < self.least {
            return Err(sheet.too_small(0.0, (self.least - width) * count));
        }
        let (left, width) = (sheet.names_end(&labels, area, share) + 14.0, width.min(widest));
        let mut cells = Cells { rows: PlacedRows::default(), left, width, top: area.y, apart: self.apart() };
        let into = if anchor == Anchor::Start { INSET } else { width / 2.0 };
        let places = (0..self.columns.len()).map(|at| cells.start(at) + into).collect();
        let reach = (area.x, area.right() - right);
        let mut forms =
            Columns { names: &self.columns, places, anchor, width, reach }.forms(sheet).into_iter().peekable();
        while let Some(headings) = forms.next() {
            let below = area.inset(0.0, headings.height, 0.0, 0.0);
            // High headings give way in a picture that cannot grow.
            let low = || sheet.is_fixed() && sheet.clone().rows(&labels, below, share, pitch).is_err();
            if forms.peek().is_some() && low() {
                continue;
            }
            cells.rows = sheet.rows(&labels, below, share, pitch)?;
            cells.top = below.y;
            headings.write(sheet, cells.top);
            break;
        }
        Ok(cells)
    }
}

impl Cells {
    /// The rectangle of a cell, as high as the name of its row: cells are as far from each other in all rows.
    pub(super) fn rect(&self, row: usize, column: usize) -> Rect {
        let height = self.rows.heights[row];
        Rect::new(self.start(column), self.rows.centres[row] - height / 2.0, self.width, height)
    }

    /// Left end of a column.
    fn start(&self, column: usize) -> f64 {
        let apart = if column >= self.apart.0 { self.apart.1 } else { 0.0 };
        self.left + column as f64 * self.width + apart
    }

    /// Right end of the last of `columns` columns.
    pub(super) fn right(&self, columns: usize) -> f64 {
        self.start(columns.saturating_sub(1)) + self.width
    }
}
