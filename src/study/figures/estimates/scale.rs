//! One item for each wave or group that has the scale of a question: elementary answers in bars, nets beside.

use super::{Reader, Rows, WAVE, crossed, own_answers, sums};
use crate::chart::figures::distinct;
use crate::chart::{GroupOrder, Part, Row, words};
use crate::study::StudyError;
use crate::study::acts::EstimateRow;
use crate::study::figures::choice::{lacks, rules_out};
use crate::study::figures::domain;
use crate::study::stat::Stat;
use crate::survey::{Cell, Group, Role};
use std::sync::Arc;

/// Refuses to stack answers that are no parts of a whole.
pub(super) fn check_whole(reader: &Reader<'_>, kind: &str) -> Result<(), StudyError> {
    let stacked = ["likert", "area"].into_iter().find(|name| *name == kind);
    let several = reader.found.rows.iter().any(|row| reader.takes_several(&row.cell));
    let needs = "answers that add up to 100 %, and people could give several here: draw `dots`, `bars` or `heat`, or over waves `facets`";
    let Some(kind) = stacked else { return Ok(()) };
    match several {
        true => Err(lacks(kind, needs)),
        false if reader.found.options.statistic.stat() != Stat::Share => {
            Err(rules_out(kind, "shares of all answers, and these are other numbers: draw `bars`, `table` or `dots`"))
        }
        false => Ok(()),
    }
}

/// Rows of every wave and group of which more than two answers are there.
///
/// # Errors
/// [`StudyError`] when there are none.
pub(super) fn rows<'a>(reader: &Reader<'a>) -> Result<Rows<'a>, StudyError> {
    // Everybody stands first among the groups of one wave; of several waves each is a line of its own.
    let alone = reader.questions || reader.waves.len() > 1;
    let all: Vec<&EstimateRow> = if alone { reader.found.rows.iter().collect() } else { reader.all().collect() };
    let parts = |cell: &Cell| {
        let beside = all.iter().filter(|row| row.cell.is_beside(cell));
        beside.filter(|row| reader.is_elementary(&row.cell)).count()
    };
    let full: Vec<&EstimateRow> = all.iter().copied().filter(|row| parts(&row.cell) > 2).collect();
    if full.is_empty() {
        return Err(lacks(
            "likert",
            "three answers or more to one question, none of them the sum of others: draw `bars`",
        ));
    }
    if own_answers::are_so(reader) {
        let needs = "questions with the same answers: choose with --question, or draw `bars`, `heat` or `table`";
        return Err(lacks("likert", needs));
    }
    let rests = rests(reader, &full);
    let blocks = reader.questions && (reader.grouped || reader.waves.len() > 1);
    let everybody = everybody(reader);
    let shown = full.iter().map(|&row| {
        let cell = &row.cell;
        let question = reader.question_title(cell).filter(|_| reader.questions);
        let wave = reader.wave_title(cell).filter(|_| reader.waves.len() > 1);
        let crossed = reader.levels(cell).filter(|_| wave.is_some() || question.is_some() || cell.groups.len() > 1);
        // Waves are groups in order of time; what more than one thing tells apart is an item of its own.
        let (item, group) = match (question, crossed, wave.clone()) {
            (None, None, Some(wave)) => (None, Some(Group::new(WAVE, wave))),
            (None, None, None) => (None, cell.groups.first().cloned()),
            // Groups or waves of several questions stand under the question that they answered.
            (Some(_), levels, wave) if blocks => {
                let level: Vec<String> = levels.into_iter().chain(wave).collect();
                let level = if level.is_empty() { everybody.clone() } else { level.join(", ") };
                (None, cell.question.as_deref().map(|id| Group::new(id, level)))
            }
            (question, levels, wave) => {
                (Some([question, levels, wave].into_iter().flatten().collect::<Vec<_>>().join(", ")), None)
            }
        };
        let part = if reader.is_elementary(cell) { Part::Estimate } else { Part::Net };
        let made = Row { answer: reader.answer_title(cell), item, group, part, ..reader.numbers(row) };
        (row, if reader.questions { made } else { crossed::under(reader, made, cell, wave) })
    });
    let mut shown: Rows<'a> = shown.collect();
    sums::set(reader, &mut shown);
    Ok(if rests.is_empty() { shown } else { with_rests(reader, shown, rests) })
}

/// The same with what columns do not print. What is outside the scale is one grey part: printed in some columns, the rest in others; two
/// where one column has both.
fn with_rests<'a>(reader: &Reader<'a>, mut shown: Rows<'a>, rests: Vec<(&'a EstimateRow, f64)>) -> Rows<'a> {
    let outside = shown.iter().find_map(|(row, _)| dont_know(reader, &row.cell));
    let has_both = |last: &EstimateRow| {
        let mut beside = shown.iter().filter(|(row, _)| row.cell.is_beside(&last.cell));
        beside.any(|(_, row)| row.answer.is_some() && row.answer == outside)
    };
    let both = rests.iter().any(|(last, _)| has_both(last));
    let outside = outside.filter(|_| !both);
    let name = outside.as_ref().map_or(NOT_PRINTED.to_owned(), |title| format!("{title}{STARRED}"));
    for (_, row) in shown.iter_mut().filter(|(_, row)| row.answer.is_some() && row.answer == outside) {
        row.answer = Some(name.clone());
    }
    for (last, rest) in rests {
        if let Some(at) = shown.iter().position(|(row, _)| std::ptr::eq(*row, last)) {
            let like = &shown[at].1;
            let (item, group, n) = (like.item.clone(), like.group.clone(), like.n);
            let row = Row { item, group, n, answer: Some(name.clone()), ..Row::new(rest) };
            shown.insert(at + 1, (last, row));
        }
    }
    shown
}

/// How everybody is called among the groups of a question.
pub(super) fn everybody(reader: &Reader<'_>) -> String {
    domain::everybody(reader.source, &reader.found.options.selection).unwrap_or_else(|| "All".to_owned())
}

/// The rows that stand under their question, with their heading.
fn under_questions<'r>(rows: &'r Rows<'_>) -> Vec<(&'r Group, &'r Cell, &'r Row)> {
    let of = rows.iter().filter_map(|(of, row)| Some((row.group.as_ref()?, &of.cell, row)));
    of.filter(|(group, cell, _)| cell.question.as_ref() == Some(&group.variable)).collect()
}

/// The questions that rows stand under, in the order of the result, each with its lines in order: everybody, then the groups, those of
/// all questions alike: without an order of their own as they are sorted in the first.
pub(super) fn blocks(reader: &Reader<'_>, rows: &Rows<'_>) -> Vec<GroupOrder> {
    let found = under_questions(rows);
    let everybody = everybody(reader);
    let mut levels = distinct(found.iter().map(|(group, ..)| &*group.level));
    levels.sort_by_key(|level| *level != everybody);
    sort_as_in_first(reader, &found, &mut levels);
    let levels: Vec<String> = levels.into_iter().map(str::to_owned).collect();
    let order = |id: &str| {
        let cell = found.iter().map(|(_, cell, _)| *cell).find(|cell| cell.question.as_deref() == Some(id));
        let title = cell.and_then(|cell| reader.question_title(cell)).unwrap_or_else(|| id.to_owned());
        GroupOrder { variable: id.to_owned(), title, levels: levels.clone(), ordered: true }
    };
    distinct(found.iter().map(|(group, ..)| &*group.variable)).into_iter().map(order).collect()
}

/// Sorts the levels of variables without an order by what the leading side has of the first question, the largest first.
fn sort_as_in_first(reader: &Reader<'_>, found: &[(&Group, &Cell, &Row)], levels: &mut [&str]) {
    let Some((first, ..)) = found.first() else { return };
    let orders = reader.group_orders();
    let scale = Leading::of(reader, found);
    let place = |level: &str| {
        let own = found.iter().find(|(group, ..)| group.variable == first.variable && *group.level == *level);
        let of = own.and_then(|(_, cell, _)| cell.groups.first());
        let at = of.and_then(|group| reader.found.by.iter().position(|variable| *variable == group.variable));
        let free = of.is_some_and(|of| orders.iter().any(|order| order.variable == *of.variable && !order.ordered));
        let in_first = found.iter().filter(|(group, ..)| group.variable == first.variable && *group.level == *level);
        let led: f64 = in_first.filter(|(_, cell, _)| scale.holds(cell)).filter_map(|(.., row)| row.value).sum();
        (at, if free { -led } else { 0.0 })
    };
    if is_sorted_by_first(reader) {
        levels.sort_by(|a, b| {
            let (a, b) = (place(a), place(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
    }
}

/// Whether groups of several questions, in one wave, have no order of their own.
fn is_sorted_by_first(reader: &Reader<'_>) -> bool {
    let single = reader.found.rows.iter().all(|row| row.cell.groups.len() < 2);
    reader.questions && single && reader.waves.len() < 2 && reader.group_orders().iter().any(|order| !order.ordered)
}

/// The heading as under which rows are sorted under all, where they are.
pub(super) fn sorted_as(reader: &Reader<'_>, blocks: &[GroupOrder]) -> Option<String> {
    let first = blocks.first().filter(|block| blocks.len() > 1 && block.levels.len() > 2)?;
    is_sorted_by_first(reader).then(|| first.title.clone())
}

/// The answers that a scale is sorted by: those of its first side, else its first.
struct Leading<'a> {
    known: Vec<(Arc<str>, Role)>,
    first: Option<&'a str>,
}

impl<'a> Leading<'a> {
    fn of(reader: &Reader<'_>, found: &[(&Group, &'a Cell, &Row)]) -> Self {
        let question = found.first().and_then(|(_, cell, _)| reader.question(cell));
        let stated = question.map(|question| question.answers.iter().map(|a| (a.id.clone(), a.role)).collect());
        let known: Vec<(Arc<str>, Role)> =
            stated.filter(|answers: &Vec<_>| !answers.is_empty()).unwrap_or_else(|| reader.scales.answers());
        let shown: Vec<&str> = distinct(found.iter().filter_map(|(_, cell, _)| cell.answer.as_deref()));
        let at = |name: &str| known.iter().position(|(of, _)| **of == *name).unwrap_or(usize::MAX);
        let elementary = |name: &&str| known.is_empty() || at(name) < usize::MAX;
        let first = shown.iter().copied().filter(elementary).min_by_key(|name| at(name));
        Self { known, first }
    }

    fn holds(&self, cell: &Cell) -> bool {
        let role = |name: &str| self.known.iter().find(|(of, _)| **of == *name).map(|(_, role)| *role);
        let (Some(answer), Some(first)) = (cell.answer.as_deref(), self.first) else { return false };
        let sided = role(first).filter(|role| matches!(role, Role::Positive | Role::Negative));
        answer == first || sided.is_some() && role(answer) == sided
    }
}

/// How the part of a column is called that no printed answer accounts for.
pub(super) use crate::chart::figures::NOT_PRINTED;
/// What stands behind the name of an answer that takes in this part.
const STARRED: &str = "*";

/// The name among `answers` of the part that is not printed, if there is one, and what the footer says of it.
pub(super) fn not_printed<'a>(answers: impl Iterator<Item = &'a str>) -> Option<(&'a str, Option<String>)> {
    let named = |name: &&str| *name == NOT_PRINTED || name.ends_with(STARRED);
    let name = answers.into_iter().find(named)?;
    let starred = name.strip_suffix(STARRED).map(|title| format!("*{}, or {NOT_PRINTED}", words::capital(title)));
    Some((name, starred))
}

/// The title of the answer that stands for no opinion.
fn dont_know(reader: &Reader<'_>, cell: &Cell) -> Option<String> {
    let answers = &reader.question(cell)?.answers;
    answers.iter().find(|answer| answer.role == Role::DontKnow).map(|answer| answer.title.to_string())
}

/// The last answer of every column that rounding does not fill to 100 %, with what is missing.
fn rests<'a>(reader: &Reader<'a>, full: &[&'a EstimateRow]) -> Vec<(&'a EstimateRow, f64)> {
    let mut rests = Vec::new();
    for row in full.iter().filter(|row| reader.is_elementary(&row.cell)) {
        let beside =
            || full.iter().filter(|other| other.cell.is_beside(&row.cell) && reader.is_elementary(&other.cell));
        let is_last = beside().next_back().is_some_and(|last| std::ptr::eq(*last, *row));
        rests.extend(rest(beside().copied()).filter(|_| is_last).map(|rest| (*row, rest)));
    }
    rests
}

/// What answers of one whole leave to 100 %, where rounding of each cannot account for it.
pub(super) fn rest<'a>(answers: impl Iterator<Item = &'a EstimateRow>) -> Option<f64> {
    let add =
        |(rest, rounding): (f64, f64), row: &EstimateRow| (rest - row.estimate.value, rounding + row.estimate.rounding);
    let (rest, rounding) = answers.fold((1.0, 0.0), add);
    (rest > rounding.min(crate::chart::figures::MOST_ROUNDING) + 1e-9).then_some(rest)
}
