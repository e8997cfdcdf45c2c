//! Comparisons as figures: the two ends of each with the change and its interval, or the differences alone.

use super::domain;
use super::estimates::{known_order, unit};
use super::notes;
use super::waves::WaveNames;
use crate::chart::figures::distinct;
use crate::chart::{Figures, GroupOrder, Part, Row, Unit, words};
use crate::study::Source;
use crate::study::StudyError;
use crate::study::acts::{CompareResult, CompareRow, GroupNames, KnownScales, scale_of};
use crate::study::figures::choice::lacks;
use crate::survey::{Cell, Group, Wave};
use crate::uncertainty::{Estimate, Measure};
use std::sync::Arc;

/// Figures for a kind of chart.
pub(super) fn figures(
    source: &Source,
    found: &CompareResult,
    kind: &str,
    scales: &KnownScales,
) -> Result<Figures, StudyError> {
    let reader = Reader::new(source, found);
    let differences = matches!(kind, "dots" | "bars");
    if kind == "slope" && reader.names.is_none() {
        return Err(lacks(
            "slope",
            "comparisons of the same two waves, groups or answers; these compare several: draw `dumbbell`",
        ));
    }
    let answers = notes::answer_order(source, found.rows.iter().map(|row| &row.comparison.pair.cell));
    let place = |row: &&CompareRow| {
        let answer = notes::answer_title(source, &row.comparison.pair.cell);
        let listed = answers.iter().position(|known| Some(&known.name) == answer.as_ref());
        (listed, scales.place(&row.comparison.pair.cell))
    };
    let mut in_order: Vec<&CompareRow> = found.rows.iter().collect();
    in_order.sort_by_key(place);
    let several = reader.questions().len() > 1;
    let listed = kind != "slope" && several;
    // Slopes stand under no headings, and keep the order of what they show.
    let grouped = kind != "slope" && !several && found.rows.iter().all(|row| reader.group(row).is_some());
    let headed = |row: Row, of: &CompareRow| match several {
        true if listed => reader.under_question(row, of),
        true => reader.with_question(row, of),
        false if grouped => Row { group: reader.group(of), item: None, ..row },
        false => row,
    };
    let rows: Vec<Row> = in_order
        .into_iter()
        .flat_map(|of| {
            let rows = if differences { vec![reader.difference(of)] } else { reader.ends(of, kind).to_vec() };
            rows.into_iter().map(move |row| headed(row, of))
        })
        .collect();
    let measure = found.rows.first().map(|row| row.comparison.estimates.0.measure);
    let unit = unit(measure);
    let questions = if listed { reader.questions() } else { vec![("item".to_owned(), String::new())] };
    let groups = match grouped {
        true => reader.group_orders(),
        false => questions.into_iter().map(|(id, title)| as_compared(&rows, id, title)).collect(),
    };
    Ok(Figures {
        subject: reader.subject(differences),
        measure: reader.measure(differences),
        answers,
        unit: if differences && unit == Unit::Share { Unit::Points } else { unit },
        groups,
        rows,
        notes: notes::of_comparisons(source, found),
        ..Figures::default()
    })
}

/// Rows of a question in the order of the comparisons.
fn as_compared(rows: &[Row], variable: String, title: String) -> GroupOrder {
    let of = |row: &&Row| row.group.as_ref().map_or("item", |group| &*group.variable) == variable;
    let levels = rows.iter().filter(of).filter_map(|row| row.heading().map(str::to_owned)).collect();
    GroupOrder { variable, title, levels, ordered: true }
}

/// Comparisons with what they differ in.
struct Reader<'a> {
    source: &'a Source,
    found: &'a CompareResult,
    waves: WaveNames<'a>,
    groups: GroupNames,
    /// The two that every row compares, the one a change starts from first.
    names: Option<(String, String)>,
    answers: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, found: &'a CompareResult) -> Self {
        let cell = |row: &'a CompareRow| &row.comparison.pair.cell;
        let first = found.rows.first();
        let same = found
            .rows
            .iter()
            .all(|row| first.is_some_and(|first| row.comparison.pair.names == first.comparison.pair.names));
        let answers = found.rows.iter().any(|row| first.is_some_and(|first| cell(first).answer != cell(row).answer));
        let mut reader = Self {
            source,
            found,
            waves: WaveNames::of(notes::compared_waves(found).into_iter()),
            groups: GroupNames::of(found.rows.iter().map(cell)),
            names: None,
            answers,
        };
        reader.names = first.filter(|_| same).map(|row| reader.pair(row));
        reader
    }

    /// The names of both ends as readers know them, the one a change starts from first.
    fn pair(&self, row: &CompareRow) -> (String, String) {
        let pair = &row.comparison.pair;
        let name = |name: &str| self.named(&pair.cell, name);
        (name(&pair.names.1), name(&pair.names.0))
    }

    /// A wave, an answer, everybody, or a level as it is.
    fn named(&self, cell: &Cell, name: &str) -> String {
        let question = cell.question.as_deref().and_then(|id| self.source.codebook().question(id));
        let answer = question.filter(|_| cell.answer.is_none()).and_then(|q| q.title_of(name)).map(ToString::to_string);
        let wave = |wave: &&Wave| &*wave.label == name;
        let wave = self.waves.waves().find(wave).map(|wave| self.waves.name(wave));
        let all = || {
            domain::everybody(self.source, &self.found.options.selection)
                .unwrap_or_else(|| "all respondents".to_owned())
        };
        let everybody = (name == "total").then(all);
        answer.or(wave).or(everybody).unwrap_or_else(|| name.to_owned())
    }

    /// The question of a cell in words.
    fn about(&self, cell: &Cell) -> Option<String> {
        notes::subject(self.source, cell, self.found.options.statistic.stat())
    }

    /// The measure, or that of differences in it.
    fn measure(&self, differences: bool) -> Option<String> {
        let cells = self.found.rows.iter().map(|row| &row.comparison.pair.cell);
        let stat = self.found.options.statistic.stat();
        let measure = notes::measure(self.source, cells, stat)?;
        let points = if stat.measure() == Measure::Share { ", in points" } else { "" };
        Some(if differences { format!("Difference in the {}{points}", words::lower(&measure)) } else { measure })
    }

    /// The questions with their titles.
    fn questions(&self) -> Vec<(String, String)> {
        let cells = self.found.rows.iter().map(|row| &row.comparison.pair.cell);
        let named = cells.filter_map(|cell| Some((cell.question.as_deref()?, cell)));
        let title = |cell: &Cell| notes::question_title(self.source, cell).unwrap_or_default();
        distinct(named.map(|(id, cell)| (id.to_owned(), title(cell))))
    }

    /// A row under the heading of its question.
    fn under_question(&self, row: Row, of: &CompareRow) -> Row {
        let question = of.comparison.pair.cell.question.as_deref().unwrap_or("item");
        let group = row.item.as_deref().map(|item| Group::new(question, item));
        Row { group, item: None, ..row }
    }

    /// A row that has its question in its name: slopes stand under no headings.
    fn with_question(&self, row: Row, of: &CompareRow) -> Row {
        let question = notes::question_title(self.source, &of.comparison.pair.cell);
        let parts: Vec<String> = question.into_iter().chain(row.item).collect();
        Row { item: Some(parts.join(", ")), ..row }
    }

    /// Whether all rows compare a group with everybody.
    fn against_everybody(&self) -> bool {
        self.found.rows.iter().all(|row| row.later_wave.is_none() && row.comparison.pair.names.1 == "total")
    }

    /// What all rows are about: the two compared, where rows are of several questions.
    fn subject(&self, differences: bool) -> Option<String> {
        let questions: Vec<String> = self.questions().into_iter().map(|(_, title)| words::capital(&title)).collect();
        let titles: Vec<&str> = questions.iter().map(String::as_str).collect();
        let about = match titles.len() {
            0 | 1 => self.about(&self.found.rows.first()?.comparison.pair.cell)?,
            _ => words::list(&titles, 3),
        };
        let colon = if about.ends_with(['?', '!', '.']) { "" } else { ":" };
        Some(match &self.names {
            Some((before, after)) if differences => format!("{about}{colon} {after} minus {before}"),
            Some((before, after)) => format!("{about}{colon} {before} and {after}"),
            None if self.against_everybody() => {
                format!("{about}{colon} groups against {}", self.named(&Cell::default(), "total"))
            }
            None => about,
        })
    }

    /// The group that a row is about, where nothing else tells it from other rows: groups may have an order, or be sorted.
    fn group(&self, row: &CompareRow) -> Option<Group> {
        let pair = &row.comparison.pair;
        let alone = !self.answers && (pair.cell.wave.is_none() || self.waves.len() < 2);
        match (pair.cell.groups.as_slice(), self.found.options.selection.by.as_slice()) {
            ([group], _) if alone && self.names.is_some() => Some(group.clone()),
            ([], [by]) if alone && self.names.is_none() && self.against_everybody() => {
                let [variable] = by.0.as_slice() else { return None };
                Some(Group::new(variable.clone(), self.pair(row).1))
            }
            _ => None,
        }
    }

    /// The grouping variables of rows that stand for groups, with what is known of the order of their levels.
    fn group_orders(&self) -> Vec<GroupOrder> {
        let groups: Vec<Group> = distinct(self.found.rows.iter().filter_map(|row| self.group(row)));
        let order = |variable: &Arc<str>| {
            let of = groups.iter().filter(|group| group.variable == *variable);
            let levels: Vec<Arc<str>> = of.map(|group| group.level.clone()).collect();
            known_order(self.source, variable, scale_of(self.source, variable, &levels).as_ref(), &levels)
        };
        distinct(groups.iter().map(|group| &group.variable)).into_iter().map(order).collect()
    }

    /// What a row is about, and which two it compares where rows differ in that.
    fn item(&self, row: &CompareRow) -> String {
        let pair = &row.comparison.pair;
        let answer = notes::answer_title(self.source, &pair.cell).filter(|_| self.answers);
        let groups = self.groups.name(&pair.cell.groups);
        let wave = pair.cell.wave.as_ref().filter(|_| self.waves.len() > 1).map(|wave| self.waves.name(wave));
        let (before, after) = self.pair(row);
        let compared = match (&self.names, &row.later_wave, pair.names.1 == "total") {
            (Some(_), ..) => None,
            (None, Some(_), _) => Some(format!("{before}\u{a0}– {after}")),
            (None, None, true) => Some(after),
            (None, None, false) => Some(format!("{after} minus {before}")),
        };
        let parts: Vec<String> = answer.into_iter().chain(groups).chain(wave).chain(compared).collect();
        let only =
            || notes::answer_title(self.source, &pair.cell).or_else(|| self.about(&pair.cell)).unwrap_or_default();
        if parts.is_empty() { only() } else { parts.join(", ") }
    }

    /// What the two ends are called in the legend.
    fn end_names(&self, row: &CompareRow) -> (String, String) {
        match &self.names {
            Some(names) => names.clone(),
            None if row.later_wave.is_some() => ("earlier wave".to_owned(), "later wave".to_owned()),
            None if row.comparison.pair.names.1 == "total" => {
                (self.named(&Cell::default(), "total"), "group".to_owned())
            }
            None => ("second".to_owned(), "first".to_owned()),
        }
    }

    fn difference(&self, row: &CompareRow) -> Row {
        let made = &row.comparison;
        let outer = (made.difference.rounding > 0.0).then_some(made.outer);
        let (a, b) = (&made.estimates.0.base, &made.estimates.1.base);
        let n = a.n.zip(b.n).map(|(a, b)| a.min(b));
        // A difference without a standard error has no p-value; its interval alone tells.
        let level = self.found.options.precision.level();
        let significant = (!made.p_adjusted.is_nan()).then_some(made.p_adjusted < 1.0 - level.get());
        Row { inner: Some(made.bounds), outer, n, significant, ..Row::new(made.difference.value).item(self.item(row)) }
    }

    /// b is where a change starts (the earlier wave, everybody), a where it ends.
    fn ends(&self, row: &CompareRow, kind: &str) -> Vec<Row> {
        let (a, b) = &row.comparison.estimates;
        let (before, after) = self.end_names(row);
        let item = self.item(row);
        let row_in_time = row.later_wave.is_some() && kind == "dumbbell";
        let answer = notes::answer_title(self.source, &row.comparison.pair.cell);
        let end = |name: String, e: &Estimate| Row {
            n: e.base.n,
            n_effective: e.base.n_effective,
            answer: answer.clone(),
            ..Row::new(e.value).item(item.clone()).series(name)
        };
        let at =
            |row: Row, name: &str| match self.waves.waves().find(|wave| &*wave.label == name).map(|wave| wave.period) {
                Some(Some(period)) if row_in_time => row.at(period.middle(), name),
                _ => row,
            };
        let part = if row.later_wave.is_some() { Part::Change } else { Part::Gap };
        let change = Row { n: None, ..self.difference(row).part(part) };
        let names = &row.comparison.pair.names;
        vec![at(end(before, b), &names.1), at(end(after, a), &names.0), change]
    }
}
