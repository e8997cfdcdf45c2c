//! The one order of panels and of the lines in them: in the picture, its key, its alt text and the plotted numbers. It is the order that is
//! known, else that of size, the largest first; no opinion is last.

use super::{dated, sided};
use crate::chart::figures::{Figures, GroupOrder, Part, Row, distinct};
use crate::chart::kinds::listing::{by_first_value, listing};
use crate::chart::kinds::trend::{Plot, are_apart, line_names};
use crate::ingest::are_ranked;
use crate::survey::{Role, outside};

/// The variable that stands for the lines of a plot.
const LINES: &str = "series";

/// The same figures with their rows in the order of panels and lines. Colours go by the order that lines had, as in other pictures of
/// them.
pub(super) fn arranged(figures: &Figures) -> Figures {
    let (panels, lines) = panels_and_lines(figures);
    let place = |names: &[&str], name: Option<&str>| names.iter().position(|known| Some(*known) == name);
    let mut rows = figures.rows.clone();
    rows.sort_by_key(|row| {
        let panel = place(&panels, row.panel.as_deref()).unwrap_or(usize::MAX);
        (row.part != Part::Estimate, panel, place(&lines, row.line()))
    });
    let levels = line_names(figures).into_iter().map(str::to_owned).collect();
    let known = figures.group_order(LINES).cloned().unwrap_or_default();
    let hues = GroupOrder { variable: LINES.to_owned(), levels, ..known };
    let others = figures.groups.iter().filter(|group| group.variable != LINES).cloned();
    let groups = others.chain(dated(figures).then_some(hues)).collect();
    let arranged = Figures { rows, groups, ..figures.clone() };
    if dated(figures) { arranged } else { Figures { rows: listed(&arranged), ..arranged } }
}

/// Rows of dots, whose panels are in order, as they stand in their columns.
fn listed(figures: &Figures) -> Vec<Row> {
    let entries = listing(figures, &[Part::Estimate], &by_first_value);
    let place = |row: &Row| entries.iter().position(|entry| entry.rows.iter().any(|listed| std::ptr::eq(*listed, row)));
    let by_panel = figures.rows.chunk_by(|a, b| a.part == b.part && a.panel == b.panel);
    let sorted = |rows: &[Row]| {
        let mut rows: Vec<&Row> = rows.iter().collect();
        rows.sort_by_key(|row| place(row));
        rows.into_iter().cloned().collect::<Vec<_>>()
    };
    by_panel.flat_map(sorted).collect()
}

/// Panels, and the lines in them. Answers of one question add up to the same in every group: groups are sorted by the first of them.
fn panels_and_lines(figures: &Figures) -> (Vec<&str>, Vec<&str>) {
    let names = distinct(figures.estimates().filter_map(|(row, _)| row.panel.as_deref()));
    if !dated(figures) {
        let of_all =
            |panel: &str| here(figures, panel).find(|(row, _)| row.heading().is_none()).map(|(_, value)| value);
        let size = |panel: &str| of_all(panel).or_else(|| mean(here(figures, panel).map(|(_, value)| value)));
        return (panels(figures, names, &size), Vec::new());
    }
    // Where lines end, as it is printed there.
    let ends: Vec<End<'_>> = names.iter().flat_map(|panel| ends(figures, panel)).collect();
    let of_line = |line: &str, panel: Option<&str>| {
        let mine = ends.iter().filter(|end| end.line == line && panel.is_none_or(|panel| end.panel == panel));
        mean(mine.map(|end| end.last))
    };
    if names.iter().any(|panel| distinct(here(figures, panel).map(|(row, _)| &row.answer)).len() > 1) {
        let lines = lines(figures, &|line| of_line(line, None));
        let first = lines.first().copied().unwrap_or_default();
        // What has no line in common has no size in common either: the order asked for stays.
        if are_apart(figures) {
            return (names, lines);
        }
        return (panels(figures, names, &|panel| of_line(first, Some(panel))), lines);
    }
    let all = |panel: &str| mean(ends.iter().filter(|end| end.panel == panel).map(|end| end.last));
    let panels = panels(figures, names, &|panel| of_line(figures.everybody(), Some(panel)).or_else(|| all(panel)));
    let first = panels.first().copied();
    let lines = lines(figures, &|line| of_line(line, first));
    (panels, lines)
}

fn here<'a>(figures: &'a Figures, panel: &'a str) -> impl Iterator<Item = (&'a Row, f64)> {
    figures.estimates().filter(move |(row, _)| row.panel.as_deref() == Some(panel))
}

/// Where a line ends in its panel.
struct End<'a> {
    panel: &'a str,
    line: &'a str,
    last: f64,
}

fn ends<'a>(figures: &'a Figures, panel: &'a str) -> Vec<End<'a>> {
    let courses = Plot::read(figures, Some(panel)).courses();
    courses.into_iter().map(|(line, (_, last))| End { panel, line, last }).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then_some(sum / count)
}

/// Lines, everybody first, then in the order of the variable called `series`.
fn lines<'a>(figures: &'a Figures, size: &dyn Fn(&str) -> Option<f64>) -> Vec<&'a str> {
    let mut names = line_names(figures);
    if is_sorted_by_size(figures, LINES, &names) {
        sort_by_size(&mut names, size);
        names.sort_by_key(|name| is_outside(figures, name));
    }
    names.sort_by_key(|name| *name != figures.everybody());
    names
}

/// The highlighted panel, that of everybody, then the others in the order of the variable called `panel`.
fn panels<'a>(figures: &'a Figures, mut names: Vec<&'a str>, size: &dyn Fn(&str) -> Option<f64>) -> Vec<&'a str> {
    if let Some(order) = figures.group_order("panel").filter(|order| order.ordered) {
        names.sort_by_key(|name| order.levels.iter().position(|level| level == name).unwrap_or(usize::MAX));
    } else if is_sorted_by_size(figures, "panel", &names) {
        sort_by_size(&mut names, size);
    }
    names.sort_by_key(|name| is_outside(figures, name));
    // Stable sorts: the others keep their order.
    names.sort_by_key(|name| *name != figures.everybody());
    names.sort_by_key(|name| !figures.highlights(name));
    names
}

/// Whether a variable is told of that has no order of its own.
fn is_sorted_by_size(figures: &Figures, variable: &str, names: &[&str]) -> bool {
    let unordered = figures.group_order(variable).is_some_and(|order| !order.ordered);
    let scale = figures.ordered || names.iter().any(|name| sided(figures, name));
    unordered && !scale && !are_ranked(names.iter().copied())
}

fn is_outside(figures: &Figures, name: &str) -> bool {
    outside(name).is_some() || matches!(figures.role(name), Role::DontKnow | Role::Refused)
}

fn sort_by_size(names: &mut [&str], size: &dyn Fn(&str) -> Option<f64>) {
    let least = f64::NEG_INFINITY;
    names.sort_by(|a, b| size(b).unwrap_or(least).total_cmp(&size(a).unwrap_or(least)));
}
