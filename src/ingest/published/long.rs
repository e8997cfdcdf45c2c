//! The long form: one line per answer, group and wave, with columns recognised by name; every other column is a group variable.

use super::super::cell;
use super::super::error::ReadError;
use super::draft::{self, Context, Draft, Shape};
use super::fields::{self, Field, Named};
use super::finding::Code;
use super::groupings::Groupings;
use super::layout::{Kind, Table, Unit};
use super::waves::Waves;
use super::{Read, lexicon};
use crate::names;
use crate::survey::{Fieldwork, PrintedBase};
use std::sync::Arc;

/// Lines searched for the names of columns.
const SEARCHED: usize = 30;

/// The row with the names of a long table: an answer column and one of figures, and a third that is no base. (With two or three columns
/// and no names of groups or waves, a table is read as published, which gives the same.)
pub(super) fn heading(context: &Context<'_>) -> Option<usize> {
    let grid = context.grid;
    (0..grid.rows().min(SEARCHED)).find(|&row| {
        let has = |wanted: fn(Field) -> bool| {
            (0..grid.width(row)).any(|column| fields::named(grid.text(row, column)).is_some_and(wanted))
        };
        let filled = (0..grid.width(row)).filter(|&column| !grid.text(row, column).is_empty()).count();
        has(|field| field == Field::Answer) && has(|field| matches!(field, Field::Value(_))) && filled > 2
    })
}

/// Refuses a table that is long but for one name: answers without figures named nearly as they should be, or the reverse.
///
/// # Errors
/// [`ReadError::Heading`] with the name that was meant.
pub(super) fn refuse_misnamed(context: &Context<'_>) -> Result<(), ReadError> {
    let grid = context.grid;
    for row in 0..grid.rows().min(SEARCHED) {
        let headings =
            || (0..grid.width(row)).map(|column| grid.text(row, column)).filter(|text| (4..20).contains(&text.len()));
        let fields: Vec<Field> =
            (0..grid.width(row)).filter_map(|column| fields::named(grid.text(row, column))).collect();
        let has_value = fields.iter().any(|field| matches!(field, Field::Value(_)));
        let wanted: &[&str] = match (fields.contains(&Field::Answer), has_value) {
            (true, false) => &["percent", "share"],
            (false, true) => &["answer"],
            _ => continue,
        };
        let unknown = || headings().filter(|text| fields::named(text).is_none());
        let near = unknown().find_map(|text| Some((text, names::nearest(text, wanted.iter().copied())?)));
        if let Some((typed, meant)) = near {
            return Err(ReadError::Heading {
                file: grid.file().to_string(),
                line: grid.line(row),
                why: format!("no column is named {}, but \"{typed}\" may mean \"{meant}\"", wanted.join(" or ")),
                next: "Correct the name, or state the kind of the table".into(),
            });
        }
    }
    Ok(())
}

/// Reads a long table. Its names stand in the stated row, or the one that looks like it.
///
/// # Errors
/// Ragged rows, rows without an answer, unreadable dates, bases and figures.
pub(super) fn read(context: &mut Context<'_>, stated: Option<usize>) -> Result<Read, ReadError> {
    let heading = stated.or_else(|| self::heading(context)).unwrap_or(0);
    let columns = columns(context, heading)?;
    let named = &columns.named;
    named.warn_of_near_names(context, &named.others);
    context.expect(context.grid.rows() - heading - 1)?;
    let mut waves = Waves::default();
    let mut drafts = Vec::new();
    for row in heading + 1..context.grid.rows() {
        named.refuse_ragged(context.grid, row)?;
        drafts.push(line(context, &columns, &mut waves, row)?);
    }
    waves.complete(&mut drafts);
    warn_of_small_percentages(context, &columns, &drafts);
    let done = draft::finish(context, &named.headings, drafts, columns.unit)?;
    let table = Table {
        kind: Kind::Long,
        titles: super::lines(context.grid, 0..heading),
        headings: vec![context.grid.line(heading)],
        columns: named.describe(|column| columns.groupings.describe(column)),
        bases: Vec::new(),
        notes: Vec::new(),
        unit: done.unit,
        rounding: done.rounding.clone(),
        questions: Vec::new(),
        figures: done.figures.len(),
        without_figure: done.without,
    };
    Ok(Read { done, table })
}

/// The columns of a long table.
struct Columns {
    named: Named,
    groupings: Groupings,
    /// The column of figures, and its scale.
    value: usize,
    unit: Unit,
}

fn columns(context: &mut Context<'_>, heading: usize) -> Result<Columns, ReadError> {
    let named = Named::read(context.grid, heading, false)?;
    let missing = |what: &str, names: &str| ReadError::Heading {
        file: context.grid.file().to_string(),
        line: context.grid.line(named.row),
        why: format!("no column of {what} among {}", super::super::error::clip(&named.headings.join(", "))),
        next: format!("A long table names its {what} {names}"),
    };
    named.column(Field::Answer).ok_or_else(|| missing("answers", "\"answer\""))?;
    if named.column(Field::Value(Unit::Percent)).is_some() && named.column(Field::Value(Unit::Share)).is_some() {
        return Err(ReadError::Heading {
            file: context.grid.file().to_string(),
            line: context.grid.line(named.row),
            why: "there is a column of percentages and one of shares".into(),
            next: "Keep one of the two".into(),
        });
    }
    let (value, unit) = named.value().ok_or_else(|| missing("figures", "\"percent\" or \"share\""))?;
    let unit = context.settings.stated.unit.unwrap_or(unit);
    let groupings = Groupings::new(context, &named, &named.others);
    Ok(Columns { named, groupings, value, unit })
}

fn line(context: &mut Context<'_>, columns: &Columns, waves: &mut Waves, row: usize) -> Result<Draft, ReadError> {
    let Columns { named, groupings, value, .. } = columns;
    let value = *value;
    let grid = context.grid;
    let answer = named.column(Field::Answer).unwrap_or_default();
    let label = lexicon::unmarked(grid.text(row, answer));
    if label.is_empty() {
        return Err(ReadError::Cell {
            spot: context.spot(row, answer, &named.headings[answer]),
            rule: "every line of a long table names its answer".into(),
            next: "Write the answer, or remove the line".into(),
        });
    }
    let shape = Shape { indent: 0, net: lexicon::net(label).is_some() };
    let answer = context.names.get(label);
    let parsed = cell::parse(grid.text(row, value), context.style);
    let fieldwork = fieldwork(context, named, row);
    let rounding = rounding(context, columns, row)?;
    Ok(Draft {
        question: question(context, named, row)?,
        answer,
        groups: groupings.of_row(context, row),
        wave: waves.of_row(context, named, row, &fieldwork)?.or_else(|| context.settings.wave.clone()),
        fieldwork,
        base: base(context, named, row)?,
        note: text(context, named, row, Field::Note).or_else(|| draft::marked(&parsed.marks)),
        source: text(context, named, row, Field::Source).or_else(|| context.settings.source.clone()),
        content: parsed.content,
        rounding,
        row,
        column: value,
        shape,
    })
}

/// The unit that the figure of a row is rounded to, on the scale of the figures, as a fraction of 1: for figures whose decimals do not show
/// it, as one that was worked out from two printed ones.
fn rounding(context: &Context<'_>, columns: &Columns, row: usize) -> Result<Option<f64>, ReadError> {
    let Some(column) = columns.named.column(Field::Rounding) else { return Ok(None) };
    let (whole, possible) = match columns.unit {
        Unit::Percent => (100.0, "from 0 to 100"),
        Unit::Share => (1.0, "from 0 to 1"),
    };
    match cell::parse(context.grid.text(row, column), context.style).content {
        cell::Content::Missing => Ok(None),
        cell::Content::Number(n) if n.value() >= 0.0 && n.value() <= whole => Ok(Some(n.value() / whole)),
        _ => Err(ReadError::Cell {
            spot: context.spot(row, column, &columns.named.headings[column]),
            rule: format!("the unit that a figure is rounded to is a number {possible}, on the scale of the figure"),
            next: "Write a number, as 1 for whole per cent, or leave the cell empty".into(),
        }),
    }
}

/// The text of a named column; `None` when empty.
pub(super) fn text(context: &mut Context<'_>, named: &Named, row: usize, field: Field) -> Option<Arc<str>> {
    let text = context.grid.text(row, named.column(field)?);
    (!text.is_empty()).then(|| context.names.get(text))
}

pub(super) fn question(context: &mut Context<'_>, named: &Named, row: usize) -> Result<Arc<str>, ReadError> {
    let Some(column) = named.column(Field::Question) else { return Ok(super::question(context)) };
    text(context, named, row, Field::Question).ok_or_else(|| ReadError::Cell {
        spot: context.spot(row, column, &named.headings[column]),
        rule: "every line names its question where there is a column for it".into(),
        next: "Write the question, or remove the column".into(),
    })
}

/// Who asked: from the row, otherwise as stated.
pub(super) fn fieldwork(context: &mut Context<'_>, named: &Named, row: usize) -> Fieldwork {
    let stated = &context.settings.fieldwork;
    Fieldwork {
        pollster: text(context, named, row, Field::Pollster).or_else(|| stated.pollster.clone()),
        mode: text(context, named, row, Field::Mode).or_else(|| stated.mode.clone()),
        population: text(context, named, row, Field::Population).or_else(|| stated.population.clone()),
    }
}

/// Bases printed in the row.
pub(super) fn base(context: &Context<'_>, named: &Named, row: usize) -> Result<PrintedBase, ReadError> {
    let read = |field| match named.column(field) {
        Some(column) => context.count(row, column, &named.headings[column]),
        None => Ok(None),
    };
    Ok(PrintedBase { unweighted: read(Field::Base)?, weighted: read(Field::WeightedBase)? })
}

/// A column named percent without any figure above 1 may hold shares.
fn warn_of_small_percentages(context: &mut Context<'_>, columns: &Columns, drafts: &[Draft]) {
    let Columns { named, value, unit, .. } = columns;
    let numbers = || {
        drafts.iter().filter_map(|draft| match draft.content {
            cell::Content::Number(n) => Some(n),
            _ => None,
        })
    };
    let small = numbers().all(|n| n.value() <= 1.0 && !n.has_percent_sign()) && numbers().any(|n| n.decimals() > 1);
    if *unit == Unit::Percent && small {
        let message =
            format!("no figure in column \"{}\" exceeds 1; they were read as per cent", named.headings[*value]);
        let advice = ": if they are shares of 1, name the column share";
        context.findings.advise(Code::UnitGuessed, Some(context.grid.place(named.row, *value)), message, advice);
    }
}
