//! The sum of the answers that rows are sorted by, where no net says it: an order by a number that is not shown looks like none.

use super::scale::Scale;
use crate::chart::figures::{AnswerOrder, Figures, Part, Row};
use crate::chart::kinds::sorting::Sorting;
use crate::chart::words;
use crate::survey::Role;

/// What the sum is called.
pub(super) const SUM: &str = "together";

/// Figures with the sum of several answers on the leading side as a net of each row, of which the footer tells; none where nets are given,
/// or one answer stands there.
pub(super) fn with_sum(figures: &Figures) -> Option<Figures> {
    let scale = Scale::read(figures);
    let names: Vec<&str> = scale.answers.iter().map(|answer| answer.name).collect();
    let sorting = Sorting::of_columns(figures, &names);
    let parts = sorting.columns();
    let side = figures.role(parts.first()?);
    let sided = matches!(side, Role::Positive | Role::Negative);
    if !sided || parts.len() < 2 || figures.rows.iter().any(|row| row.part == Part::Net) || names.contains(&SUM) {
        return None;
    }
    let of = |row: &Row| row.part == Part::Estimate && row.answer.as_deref() == Some(parts[0]);
    let sum = |first: &Row| {
        let same = |row: &&Row| {
            row.part == Part::Estimate && (&row.item, &row.group, &row.when) == (&first.item, &first.group, &first.when)
        };
        let value =
            |part: &&str| figures.rows.iter().filter(same).find(|row| row.answer.as_deref() == Some(part))?.value;
        let values = parts.iter().map(value).collect::<Option<Vec<f64>>>()?;
        let sum = Row { value: Some(values.iter().sum()), inner: None, outer: None, part: Part::Net, ..first.clone() };
        Some(sum.answer(SUM))
    };
    let sums: Vec<Row> = figures.rows.iter().filter(|row| of(row)).filter_map(sum).collect();
    let said = parts.iter().map(|part| words::capital(part)).collect::<Vec<_>>().join(" + ");
    let said = format!("{}: {said}", words::capital(SUM));
    let mut figures = figures.clone();
    figures.rows.extend(sums);
    figures.answers.push(AnswerOrder { name: SUM.to_owned(), role: side });
    figures.notes.extra.push(said);
    Some(figures)
}
