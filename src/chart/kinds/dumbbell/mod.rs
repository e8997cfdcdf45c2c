//! Two points a row and the difference with its own interval, if there is room: before and after with an arrow to the later one, two sides
//! each in its colour with a pale bar between them. Whether a difference is more than chance is read from its own interval, never from whether two intervals overlap.

mod axis;
mod pair;

use super::Chart;
use super::dots::{grid, grid_in_bands, guides};
use super::listing::{Entry, listing, once, row_names};
use super::named::name_ends;
use super::told::titled_by_over;
use crate::chart::ChartError;
use crate::chart::drawing::{LeftOut, Rect};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct};
use crate::chart::layout::{Column, RowLabel, RowPitch, Sheet};
use crate::chart::words::{self, Printer};
use pair::Look;

/// The kind.
pub(super) struct Dumbbell;

/// The parts of the width that names of rows may take: the first that leaves room for the points.
const NAMES: [f64; 3] = [0.38, 0.3, 0.22];
/// The most letters of a heading that says which group is taken from which; else the footer says it.
const SHORT: usize = 24;
/// The least height of a row in a picture that grows, and in sizes of its type in one that cannot.
const LEAST_ROW: f64 = 23.0;
const LEAST_OF_TYPE: f64 = 1.15;
/// The least width between the outermost points.
const LEAST_PLOT: f64 = 70.0;

impl Chart for Dumbbell {
    fn name(&self) -> &'static str {
        "dumbbell"
    }

    fn about(&self) -> &'static str {
        "before and after, or two groups, with the difference and its interval"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let changes: Vec<&Row> = figures.rows.iter().filter(|row| is_change(row)).collect();
        let certain = changes.iter().any(|row| row.is_certain());
        let noun = noun(figures);
        let adjusted = words::is_adjusted(figures);
        let test = if adjusted { ", and its test, adjusted for several comparisons, is significant" } else { "" };
        let wider = figures.notes.outer.as_deref().filter(|_| changes.iter().any(|row| row.outer.is_some()));
        let wider = wider.map(|wider| format!(" with {wider}")).unwrap_or_default();
        let interval = format!("the {noun}’s own {}{wider}", words::interval_heading(figures));
        let (brackets, subject) = match (figures.notes.intervals_off, figures.notes.left_out.intervals) {
            (true, _) => (None, interval),
            (false, true) => (Some(format!("The {noun}s’ own intervals have no room")), interval),
            (false, false) => (Some(format!("In brackets: {interval}")), "it".to_owned()),
        };
        // Between groups or answers nothing rises or falls.
        let marked = if between(figures) { "Bold" } else { "Bold with ▲ or ▼" };
        let sure = format!("{marked}: {subject} excludes zero{test}");
        let chance = words::chance(figures, noun, &|row| is_change(row) && !row.is_certain());
        let marks = changes.iter().any(|row| row.widest().is_some());
        let which = which(figures).filter(|which| which.chars().count() > SHORT);
        let which = which.map(|which| format!("Difference: {which}"));
        let sure = Some(sure).filter(|_| certain);
        let marks = brackets.into_iter().chain(sure).chain(chance).filter(|_| marks);
        let apart = rounds_apart(figures).then(|| words::ROUNDED_APART.to_owned());
        let singles = (!figures.notes.intervals_off).then(|| singles(figures));
        which.into_iter().chain(marks).chain(singles).chain(apart).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        let ends = ends(figures);
        let dated = figures.estimates().all(|(row, _)| row.when.is_some() && row.series.is_none());
        let span = if dated && ends.len() == 2 { format!("{} and {}", ends[0], ends[1]) } else { String::new() };
        titled_by_over(figures, &span)
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let ends = ends(figures);
        let entries = entries(figures, &ends);
        let head = format!(
            "Dumbbell chart of {}, {}: {}.",
            words::counted(entries.len(), "row"),
            words::list(&ends, 4),
            words::subject(figures)
        );
        let row = |entry: &Entry<'_>| {
            let values =
                ends.iter().filter_map(|end| Some(printer.value(find(entry, end)?.value?))).collect::<Vec<_>>();
            let values = values.join(if between(figures) { " and " } else { ", then " });
            let change = change(entry).and_then(|row| told(row, figures, printer.of_differences()));
            format!(" {}: {values}{}.", entry.spoken, change.unwrap_or_default())
        };
        const LISTED: usize = 8;
        let more = match entries.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" And {more} more."),
        };
        head + &entries.iter().take(LISTED).map(row).collect::<String>() + &more
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let ends = ends(figures);
        let [before, after] = ends.as_slice() else {
            return Err(ChartError::Lacks { kind: "dumbbell", needs: "two series or two dates: before and after" });
        };
        let entries = entries(figures, &ends);
        once(&entries, "dumbbell", &end)?;
        let printer = Printer::of(figures);
        let look = Look::of(sheet, figures, [before, after]);
        let key = look.key([before, after]);
        let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
        let columns = columns(sheet, figures, &entries, printer);
        let planned = columns.len();
        let Laid { columns, share, left } = laid(sheet, &labels, columns)?;
        let stacked = columns.iter().any(|column| !column.under.is_empty());
        sheet.leave_out(LeftOut { intervals: columns.len() < planned && !stacked, ..LeftOut::default() });
        let head = sheet.key_height(&key, sheet.body.width).max(sheet.headings_height(&columns)) + 6.0;
        let foot = sheet.measure(sheet.small()).leading() + 6.0;
        let area = sheet.body.inset(0.0, head, 0.0, foot);
        let least = if sheet.is_fixed() { LEAST_OF_TYPE * sheet.plain().size } else { LEAST_ROW };
        let pitch = RowPitch { least: if stacked { sheet.two_lines() } else { least }, most: 42.0 };
        let rows = match share {
            Some(share) => sheet.rows(&labels, area, share, pitch)?,
            None => sheet.rows_under(&labels, &[], area, pitch)?,
        };
        let look = look.in_rows(rows.pitch);
        let right = sheet.body.right() - sheet.columns_width(&columns);
        let pairs: Vec<[Option<&Row>; 2]> = entries.iter().map(|e| [find(e, before), find(e, after)]).collect();
        let axis = axis::axis(sheet, figures, &pairs, (left, right), printer);
        let frame = Rect::new(left, area.y, right - left, rows.bottom - area.y);
        let half = rows.pitch / 2.0;
        let bands: Vec<(f64, f64)> = rows.centres.iter().map(|y| (y - half, y + half)).collect();
        match share {
            Some(_) => grid(sheet, &axis, frame, printer),
            None => grid_in_bands(sheet, &axis, (frame, &bands), printer),
        }
        let room = axis::most_room(sheet);
        let least = |pair: &[Option<&Row>; 2]| pair.iter().flatten().filter_map(|row| row.value).reduce(f64::min);
        let first = pairs.iter().zip(&rows.centres).filter_map(|(pair, y)| Some((*y, axis.at(least(pair)?) - room)));
        guides(sheet, first.filter(|_| share.is_some()), left);
        for ((entry, pair), y) in entries.iter().zip(&pairs).zip(&rows.centres) {
            let sure = change(entry).is_none_or(Row::is_certain);
            look.draw(sheet, *pair, (&axis, printer), (*y, sure));
        }
        let first = pairs.first().and_then(|[a, b]| Some([axis.at((*a)?.value?), axis.at((*b)?.value?)]));
        let first = first.zip(rows.centres.first().copied()).filter(|_| share.is_some() && is_one_way(&pairs));
        if !first.is_some_and(|first| name_ends(sheet, ([before, after], look.texts()), first, (left, right))) {
            sheet.key(&key, sheet.body);
        }
        sheet.columns(&columns, sheet.body.right(), &rows.centres, area.y);
        Ok(())
    }
}

/// What stands beside the points: columns, and names in a part of the width, or over their rows. Points begin at `left`.
struct Laid {
    columns: Vec<Column>,
    share: Option<f64>,
    left: f64,
}

/// Where the picture is narrow, intervals stand under their changes, beside narrower names; then names stand over their rows; then intervals
/// go. A picture that cannot grow has no height to spare for names.
fn laid(sheet: &Sheet<'_>, labels: &[RowLabel], columns: Vec<Column>) -> Result<Laid, ChartError> {
    let start = |share: Option<f64>| share.map_or(sheet.body.x, |s| sheet.names_end(labels, sheet.body, s) + 14.0);
    let lacking = |(columns, share): &(Vec<Column>, Option<f64>)| {
        LEAST_PLOT + 2.0 * axis::most_room(sheet) - (sheet.body.right() - sheet.columns_width(columns) - start(*share))
    };
    let under = under(sheet, &columns, labels.len());
    let bare = columns[..columns.len().min(1)].to_vec();
    let beside = |form: &Vec<Column>| NAMES.map(|share| (form.clone(), Some(share)));
    let over = || [Some(columns.clone()), under.clone()].into_iter().flatten().map(|form| (form, None));
    let first = std::iter::once((columns.clone(), Some(NAMES[0]))).chain(under.iter().flat_map(beside));
    let ways = first.chain(over().filter(|_| !sheet.is_fixed())).chain(beside(&bare));
    let ways: Vec<_> = ways.chain(over()).chain([(bare.clone(), None)]).collect();
    let least = ways.iter().map(lacking).fold(f64::INFINITY, f64::min);
    let way = ways.into_iter().find(|way| lacking(way) <= 0.0);
    let (columns, share) = way.ok_or_else(|| sheet.too_small(0.0, least))?;
    Ok(Laid { columns, share, left: start(share) })
}

/// What the intervals of the points are, or that they are not known.
fn singles(figures: &Figures) -> String {
    let noun = noun(figures);
    match figures.estimates().any(|(row, _)| row.widest().is_some()) {
        true => words::bars(figures, "Lines above and below", &format!(" of single values, not of their {noun}s")),
        false => "Intervals of single values are not known".to_owned(),
    }
}

/// The name of an end: the series, else the date's label.
fn end(row: &Row) -> Option<&str> {
    row.series.as_deref().or(row.when.as_ref().map(|when| when.label.as_str()))
}

/// The two ends in order of time where rows are dated, else of appearance.
fn ends(figures: &Figures) -> Vec<&str> {
    let mut rows: Vec<&Row> = figures.estimates().map(|(row, _)| row).collect();
    let days = |row: &&Row| row.when.as_ref().map(|when| when.day);
    // What has no date stands as it came: the one that a change starts from first.
    if let Some(days) = rows.iter().map(days).collect::<Option<Vec<f64>>>() {
        let mut in_time: Vec<(f64, &Row)> = days.into_iter().zip(rows).collect();
        in_time.sort_by(|a, b| a.0.total_cmp(&b.0));
        rows = in_time.into_iter().map(|(_, row)| row).collect();
    }
    distinct(rows.into_iter().filter_map(end))
}

fn find<'a>(entry: &Entry<'a>, name: &str) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == Part::Estimate && end(row) == Some(name))
}

/// Whether the same end lies further to the right in all rows: names over the first row are true of the others then.
fn is_one_way(pairs: &[[Option<&Row>; 2]]) -> bool {
    let ways = || pairs.iter().filter_map(|[a, b]| Some((*b)?.value? - (*a)?.value?)).filter(|way| *way != 0.0);
    ways().all(|way| way > 0.0) || ways().all(|way| way < 0.0)
}

fn change<'a>(entry: &Entry<'a>) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| is_change(row))
}

fn is_change(row: &Row) -> bool {
    matches!(row.part, Part::Change | Part::Gap)
}

/// Whether the two ends are groups, of which neither is the later.
pub(super) fn between(figures: &Figures) -> bool {
    figures.rows.iter().any(|row| row.part == Part::Gap)
}

/// Which group is taken from which: two dates need no telling.
fn which(figures: &Figures) -> Option<String> {
    match ends(figures).as_slice() {
        [less, from] if between(figures) => Some(format!("{from} minus {less}")),
        _ => None,
    }
}

/// Whether some change is printed as another number than its printed ends are apart.
fn rounds_apart(figures: &Figures) -> bool {
    let (ends, printer) = (ends(figures), Printer::of(figures));
    let apart = |entry: &Entry<'_>| {
        let [before, after] = ends.as_slice() else { return false };
        let value = |name: &str| find(entry, name)?.value;
        let change = change(entry).and_then(|row| row.value);
        let shown = value(before).zip(value(after)).zip(change);
        shown.is_some_and(|(pair, change)| printer.rounds_apart(pair, change))
    };
    entries(figures, &ends).iter().any(apart)
}

/// What the distance between the ends is called.
pub(super) fn noun(figures: &Figures) -> &'static str {
    if between(figures) { "difference" } else { "change" }
}

/// Lines, those without an order of their own by their change: the largest first in the direction in which most of them went.
fn entries<'a>(figures: &'a Figures, ends: &[&str]) -> Vec<Entry<'a>> {
    let changes = figures.rows.iter().filter(|row| is_change(row)).filter_map(|row| row.value);
    let way = if changes.map(f64::signum).sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let weigh = |rows: &[&Row]| {
        let at = |name: &str| rows.iter().find(|row| row.part == Part::Estimate && end(row) == Some(name))?.value;
        let stated = rows.iter().find(|row| is_change(row)).and_then(|row| row.value);
        let between = || Some(at(ends.last()?)? - at(ends.first()?)?);
        // What is printed alike is not parted by rounding.
        let change = stated.or_else(between).map(|change| (change * 1e9).round() / 1e9);
        change.map_or(f64::NEG_INFINITY, |change| way * change)
    };
    listing(figures, &[Part::Estimate, Part::Change, Part::Gap], &weigh)
}

/// A change in words: `; change −14 (−19 to −9), more than chance`.
pub(super) fn told(row: &Row, figures: &Figures, points: Printer) -> Option<String> {
    let bounds = row.widest().map(|bounds| format!(" ({})", points.interval(bounds))).unwrap_or_default();
    let verdict = match row.widest() {
        None => String::new(),
        Some(_) if row.is_certain() => ", more than chance".to_owned(),
        Some(_) if row.is_undone_by_test() => format!(", may be chance {}", words::by_test(figures)),
        Some(_) => ", may be chance".to_owned(),
    };
    Some(format!("; {} {}{bounds}{verdict}", noun(figures), points.value(row.value?)))
}

/// Changes with their intervals under them, where so many rows may be as high as that takes.
fn under(sheet: &Sheet<'_>, columns: &[Column], rows: usize) -> Option<Vec<Column>> {
    let [changes, bounds] = columns else { return None };
    sheet.has_room_for(rows, sheet.two_lines()).then(|| vec![Column { under: bounds.cells.clone(), ..changes.clone() }])
}

fn columns(sheet: &Sheet<'_>, figures: &Figures, entries: &[Entry<'_>], printer: Printer) -> Vec<Column> {
    let points = printer.of_differences();
    let value = |entry: &Entry<'_>| {
        let text = change(entry).and_then(|row| Some((row, row.value?)));
        text.map_or_else(String::new, |(row, value)| {
            let mark = match (row.is_certain(), between(figures)) {
                (false, _) => "≈ ",
                (true, true) => "",
                (true, false) if value > 0.0 => "▲ ",
                (true, false) => "▼ ",
            };
            // A difference that is more than chance is not printed as none.
            let points = if row.is_certain() { points.telling(value) } else { points };
            format!("{mark}{}", points.value(value))
        })
    };
    let bounds = |entry: &Entry<'_>| {
        let bounds = change(entry).and_then(Row::widest);
        bounds.map_or_else(String::new, |b| format!("({})", points.interval(b)))
    };
    let cells = |text: &dyn Fn(&Entry<'_>) -> String| entries.iter().map(text).collect::<Vec<_>>();
    let faint = (0..entries.len()).filter(|at| !change(&entries[*at]).is_some_and(Row::is_certain)).collect();
    let unit = if figures.unit == Unit::Number { "" } else { ", points" };
    let which = which(figures).filter(|which| which.chars().count() <= SHORT);
    let heading = format!("{}{unit}", which.unwrap_or_else(|| noun(figures).to_owned()));
    let changes = Column::new(heading, cells(&value), sheet.plain().strong());
    // One heading stands over both.
    let bounds = Column { close: true, ..Column::intervals("", cells(&bounds), sheet.small()) };
    let mut columns = vec![Column { faint, ..changes }, bounds];
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    columns
}
