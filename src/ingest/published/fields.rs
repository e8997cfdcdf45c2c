//! Columns that are recognised by name, in long tables and in tables with answers across.

use super::super::error::ReadError;
use super::super::records::Grid;
use super::draft::Context;
use super::finding::Code;
use super::layout::{Column, Unit};
use super::lexicon;
use crate::names;
use std::collections::BTreeMap;

/// What a named column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    DateStart,
    DateEnd,
    Wave,
    Date,
    Pollster,
    Mode,
    Population,
    Question,
    Answer,
    Value(Unit),
    Base,
    WeightedBase,
    Rounding,
    Note,
    Source,
}

/// Every field: its name, what it holds in words, and the other names it goes by.
const FIELDS: [(Field, &str, &str, &str); 16] = [
    (
        Field::DateStart,
        "date_start",
        "first day of fieldwork",
        "start_date|start|date_from|field_start|fieldwork_start|дата_начала|дата_початку",
    ),
    (
        Field::DateEnd,
        "date_end",
        "last day of fieldwork",
        "end_date|end|date_to|field_end|fieldwork_end|дата_окончания|дата_закінчення",
    ),
    (Field::Wave, "wave", "wave", "round|волна|хвиля|welle|vague"),
    (
        Field::Date,
        "date",
        "dates of fieldwork",
        "dates|period|fieldwork|field_dates|month|year|дата|даты|дати|период|період|месяц|місяць|год|рік|datum",
    ),
    (
        Field::Pollster,
        "pollster",
        "pollster",
        "firm|institute|polling_firm|polling_organization|опросная_организация|организация|організація|institut",
    ),
    (Field::Mode, "mode", "mode", "survey_mode|метод|methode"),
    (Field::Population, "population", "population", "universe|генеральная_совокупность"),
    (Field::Question, "question", "question", "question_id|item|вопрос|питання|запитання|frage"),
    (
        Field::Answer,
        "answer",
        "answer",
        "answers|response|responses|answer_option|ответ|ответы|вариант_ответа|відповідь|відповіді|antwort|réponse",
    ),
    (
        Field::Value(Unit::Percent),
        "percent",
        "figure, per cent",
        "pct|%|per_cent|percentage|процент|проценты|відсоток|prozent",
    ),
    (Field::Value(Unit::Share), "share", "figure, share of 1", "proportion|доля|частка|anteil"),
    (
        Field::Base,
        "n",
        "base, unweighted",
        "base|base_n|n_unweighted|unweighted_n|base_unweighted|unweighted_base|sample_size|sample|база|выборка|вибірка",
    ),
    (Field::WeightedBase, "n_weighted", "base, weighted", "weighted_n|base_weighted|weighted_base|взвешенная_база"),
    (Field::Rounding, "rounding", "unit the figure is rounded to", "rounded_to|rounding_unit|округление|округлення"),
    (Field::Note, "note", "note", "notes|remark|remarks|comment|примечание|примітка"),
    (Field::Source, "source", "source", "sources|url|publication|источник|джерело|quelle"),
];

/// The field that a heading names.
pub(super) fn named(heading: &str) -> Option<Field> {
    let plain = lexicon::normal(heading).replace([' ', '-'], "_");
    FIELDS
        .iter()
        .find(|(_, name, _, others)| plain == *name || others.split('|').any(|other| other == plain))
        .map(|(field, ..)| *field)
}

/// What a field holds, in words.
fn describe(field: Field) -> &'static str {
    FIELDS.iter().find(|(known, ..)| *known == field).map_or("", |(_, _, words, _)| words)
}

/// The columns of a table with one line of names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Row of the names.
    pub(super) row: usize,
    pub(super) width: usize,
    pub(super) headings: Vec<String>,
    fields: Vec<(Field, usize)>,
    /// Named columns that are no field.
    pub(super) others: Vec<usize>,
}

impl Named {
    /// Reads the names in a row. With `stub` the first column needs none.
    ///
    /// # Errors
    /// Two columns of one name or meaning; values under no name.
    pub(super) fn read(grid: &Grid, row: usize, stub: bool) -> Result<Self, ReadError> {
        let mut named = Named { row, width: grid.width(row), ..Named::default() };
        let mut names = BTreeMap::new();
        let heading_error = |why: String, next: &str| ReadError::Heading {
            file: grid.file().to_string(),
            line: grid.line(row),
            why,
            next: next.to_owned(),
        };
        for column in 0..named.width {
            let heading = grid.text(row, column);
            if heading.is_empty() && stub && column == 0 {
                named.others.push(column);
            } else if heading.is_empty() {
                if let Some(filled) = (row + 1..grid.rows()).find(|&r| !grid.text(r, column).is_empty()) {
                    let why =
                        format!("column {} has no name, but line {} has a value in it", column + 1, grid.line(filled));
                    return Err(heading_error(why, "Name the column, or remove it"));
                }
            } else if let Some(field) = self::named(heading) {
                if let Some(first) = named.column(field) {
                    let why = format!("columns {} and {} are both the {}", first + 1, column + 1, describe(field));
                    return Err(heading_error(why, "Keep one, or rename the other"));
                }
                named.fields.push((field, column));
            } else {
                if let Some(first) = names.insert(lexicon::normal(heading), column) {
                    let why = format!("columns {} and {} are both named \"{heading}\"", first + 1, column + 1);
                    return Err(heading_error(why, "Rename one of them"));
                }
                named.others.push(column);
            }
            named.headings.push(heading.to_owned());
        }
        Ok(named)
    }

    /// The column that holds a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// The column of figures and their scale.
    pub(super) fn value(&self) -> Option<(usize, Unit)> {
        let on = |unit| self.column(Field::Value(unit)).map(|column| (column, unit));
        on(Unit::Percent).or_else(|| on(Unit::Share))
    }

    /// Warns of group columns whose name is a letter or two off a known one.
    pub(super) fn warn_of_near_names(&self, context: &mut Context<'_>, groups: &[usize]) {
        for &column in groups {
            let heading = &self.headings[column];
            let known = FIELDS.iter().map(|(_, name, ..)| *name).filter(|name| name.len() > 3);
            if let Some(meant) = names::nearest(heading, known).filter(|_| heading.chars().count() > 3) {
                let message = format!("column \"{heading}\" was read as a group variable");
                let advice = format!("; did you mean \"{meant}\"?");
                context.findings.advise(Code::NearName, Some(context.grid.place(self.row, column)), message, advice);
            }
        }
    }

    /// What each column holds; `other` describes those that are no field.
    pub(super) fn describe(&self, other: impl Fn(usize) -> String) -> Vec<Column> {
        let holds = |column: usize| match self.fields.iter().find(|(_, at)| *at == column) {
            Some((field, _)) => describe(*field).to_owned(),
            None if self.others.contains(&column) => other(column),
            None => "nothing".into(),
        };
        let column =
            |(at, heading): (usize, &String)| Column { column: at + 1, heading: heading.clone(), holds: holds(at) };
        self.headings.iter().enumerate().map(column).collect()
    }

    /// Refuses a row with too few fields, or with text beyond the last name.
    pub(super) fn refuse_ragged(&self, grid: &Grid, row: usize) -> Result<(), ReadError> {
        refuse_ragged(grid, row, self.row, self.width)
    }
}

/// Refuses a row with fewer fields than the heading row, or with text beyond its last.
pub(super) fn refuse_ragged(grid: &Grid, row: usize, heading: usize, width: usize) -> Result<(), ReadError> {
    let found = grid.width(row);
    let surplus = (width..found).any(|column| !grid.text(row, column).is_empty());
    if found >= width && !surplus {
        return Ok(());
    }
    Err(ReadError::Ragged {
        file: grid.file().to_string(),
        line: grid.line(row),
        found,
        expected: width,
        heading: grid.line(heading),
        delimiter: grid.delimiter().name(),
    })
}
