//! Answers and groups in words that nobody put in order. Where all answers to a question, or all levels of a grouping variable, are words
//! of a well-known scale, they stand in its order, and that is said.

use super::{CompareRow, EstimateRow, FittedSeries, Found};
use crate::report::Warning;
use crate::study::Source;
use crate::study::options::Selection;
use crate::survey::{Cell, Group, Kind, KnownScale, Role};
use crate::uncertainty::Estimates;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Variables with their scales.
type Named = Vec<(Arc<str>, KnownScale)>;

/// From the answers to each of some questions to their scales.
type Reading = fn(&[&[Arc<str>]]) -> Vec<Option<KnownScale>>;

/// Grouping variables and families of comparisons stand by themselves.
const APART: Reading = |questions| questions.iter().map(|answers| KnownScale::of(answers)).collect();
const TOGETHER: Reading = KnownScale::of_all;

/// Questions whose answers, and grouping variables whose levels are a well-known scale.
#[derive(Debug, Clone, Default)]
pub(in crate::study) struct KnownScales {
    questions: Named,
    groups: Named,
}

impl KnownScales {
    /// The scales of what the cells of an act answer, and of their groups. Of answers that were chosen the others are not known, and a part
    /// of a scale is none.
    fn of<'a>(source: &Source, selection: &Selection, cells: impl Iterator<Item = &'a Cell>, reading: Reading) -> Self {
        let chosen = !selection.answer.is_empty();
        let (mut questions, mut groups) = (Vec::new(), Vec::new());
        for cell in cells {
            for group in &cell.groups {
                let stated = || is_listed(source, &group.variable) || is_stated(source, &group.variable);
                Words::gather(&mut groups, &group.variable, &group.level, stated);
            }
            if let (false, Some(question), Some(answer)) = (chosen, &cell.question, &cell.answer)
                && !is_net(source, selection, question, answer)
            {
                Words::gather(&mut questions, question, answer, || is_stated(source, question));
            }
        }
        Self { questions: known(questions, reading), groups: known(groups, APART) }
    }

    /// The scale of a question.
    pub(in crate::study) fn get(&self, question: &str) -> Option<&KnownScale> {
        find(&self.questions, question)
    }

    /// The scale of a grouping variable.
    pub(in crate::study) fn of_group(&self, variable: &str) -> Option<&KnownScale> {
        find(&self.groups, variable)
    }

    /// The answers of all questions, each once, those of one scale together in its order.
    pub(in crate::study) fn answers(&self) -> Vec<(Arc<str>, Role)> {
        let mut all: Vec<(Arc<str>, Role)> = Vec::new();
        for (_, scale) in &self.questions {
            let same = self.questions.iter().map(|(_, other)| other).filter(|other| other.name == scale.name);
            let mut words: Vec<Arc<str>> = Vec::new();
            for (answer, _) in same.flat_map(|scale| &scale.answers) {
                if !words.contains(answer) {
                    words.push(answer.clone());
                }
            }
            // Two spellings of one answer have no order between them: then each question keeps its own.
            let answers = KnownScale::of(&words).map_or_else(|| scale.answers.clone(), |whole| whole.answers);
            for answer in answers {
                if all.iter().all(|(known, _)| *known != answer.0) {
                    all.push(answer);
                }
            }
        }
        all
    }

    /// Where the answer of a cell stands on the scale of its question; the last place without one.
    pub(in crate::study) fn place(&self, cell: &Cell) -> usize {
        let scale = cell.question.as_deref().and_then(|question| self.get(question));
        scale.zip(cell.answer.as_deref()).map_or(usize::MAX, |(scale, answer)| scale.place(answer))
    }
}

fn find<'a>(named: &'a Named, variable: &str) -> Option<&'a KnownScale> {
    named.iter().find(|(known, _)| **known == *variable).map(|(_, scale)| scale)
}

/// Whether a study lists the levels of a grouping variable.
fn is_listed(source: &Source, variable: &str) -> bool {
    source.codebook().group(variable).is_some_and(|known| !known.levels.is_empty())
}

/// Whether the study or the file says in what order the answers stand, or they are no words of one variable.
fn is_stated(source: &Source, question: &str) -> bool {
    if source.codebook().question(question).is_some_and(|known| !known.answers.is_empty()) {
        return true;
    }
    let Some(respondents) = source.respondents() else { return false };
    let file = respondents.file();
    let variable = file.find(question).map(|at| &file.variables()[at]);
    variable.is_none_or(|variable| variable.kind != Kind::Text || source.orders(question))
}

/// The well-known scale that all values of a variable make, where nothing states their order.
pub(in crate::study) fn scale_of(source: &Source, variable: &str, values: &[Arc<str>]) -> Option<KnownScale> {
    let stated = is_listed(source, variable) || is_stated(source, variable);
    (!stated).then(|| KnownScale::of(values)).flatten()
}

fn is_net(source: &Source, selection: &Selection, question: &str, answer: &Arc<str>) -> bool {
    let asked = selection.net.iter().any(|net| net.name == *answer);
    asked || source.codebook().question(question).is_some_and(|known| known.nets.iter().any(|net| net.id == *answer))
}

/// More words than any scale has.
const MANY: usize = 40;

/// The words of a variable, each once; none where their order is stated.
struct Words {
    variable: Arc<str>,
    stated: bool,
    found: Vec<Arc<str>>,
}

impl Words {
    fn gather(all: &mut Vec<Self>, variable: &Arc<str>, word: &Arc<str>, stated: impl FnOnce() -> bool) {
        let at = all.iter().position(|known| known.variable == *variable).unwrap_or_else(|| {
            all.push(Self { variable: variable.clone(), stated: stated(), found: Vec::new() });
            all.len() - 1
        });
        let Self { stated, found, .. } = &mut all[at];
        if !*stated && found.len() <= MANY && !found.contains(word) {
            found.push(word.clone());
        }
    }
}

fn known(words: Vec<Words>, reading: Reading) -> Named {
    let scales = reading(&words.iter().map(|words| words.found.as_slice()).collect::<Vec<_>>());
    words.into_iter().zip(scales).filter_map(|(words, scale)| Some((words.variable, scale?))).collect()
}

/// Puts answers in the order of their scales: rows of the same question, groups and wave together, in order of the first of them.
fn sort<T>(scales: &KnownScales, rows: &mut [T], cell: impl Fn(&T) -> &Cell) {
    if scales.questions.is_empty() {
        return;
    }
    let beside = |row: &T| Cell { answer: None, ..cell(row).clone() };
    let mut came = BTreeMap::new();
    for row in rows.iter() {
        let next = came.len();
        came.entry(beside(row)).or_insert(next);
    }
    rows.sort_by_cached_key(|row| (came.get(&beside(row)).copied(), scales.place(cell(row))));
}

/// Puts the answers and groups of respondents in the order of their scales, which are settled over all that an act asks; each of `asked` has
/// its rows sorted by themselves. Printed ones stay as they are printed.
pub(super) fn sort_estimates(source: &Source, selection: &Selection, asked: &mut [Vec<EstimateRow>]) {
    if source.published().is_some() {
        return;
    }
    let scales = KnownScales::of(source, selection, asked.iter().flatten().map(|row| &row.cell), TOGETHER);
    for rows in asked {
        sort(&scales, rows, |row| &row.cell);
        sort_groups(&scales, rows);
    }
}

fn sort_groups(scales: &KnownScales, rows: &mut [EstimateRow]) {
    if scales.groups.is_empty() {
        return;
    }
    let mut seen: Vec<Group> = Vec::new();
    for group in rows.iter().flat_map(|row| &row.cell.groups) {
        if !seen.contains(group) {
            seen.push(group.clone());
        }
    }
    // Levels of other variables keep the order in which they came.
    let place = |row: &EstimateRow| -> Vec<usize> {
        let came = |group: &Group| seen.iter().position(|known| known == group).unwrap_or(usize::MAX);
        let scale = |group: &Group| scales.of_group(&group.variable).map(|scale| scale.place(&group.level));
        row.cell.groups.iter().map(|group| scale(group).unwrap_or_else(|| came(group))).collect()
    };
    rows.sort_by_cached_key(place);
}

/// Estimates of one question that are about to be compared, with the answers that somebody gave in the order of their scale.
pub(super) fn sort_parts(source: &Source, selection: &Selection, parts: Vec<Estimates>) -> Vec<Estimates> {
    let given = |part: &Estimates, at: usize| part.values()[at] != 0.0;
    let cells = parts.iter().flat_map(|part| part.cells().iter().enumerate().map(move |(at, cell)| (part, at, cell)));
    let cells = cells.filter(|(part, at, _)| given(part, *at)).map(|(.., cell)| cell);
    let scales = KnownScales::of(source, selection, cells, APART);
    let in_order = |part: Estimates| {
        let mut order: Vec<(usize, Cell)> = part.cells().iter().cloned().enumerate().collect();
        sort(&scales, &mut order, |(_, cell)| cell);
        part.select(&order.into_iter().map(|(at, _)| at).collect::<Vec<_>>())
    };
    if scales.questions.is_empty() { parts } else { parts.into_iter().map(in_order).collect() }
}

/// What the rows of comparisons are about, and where answers are compared both of them.
fn compared(row: &CompareRow) -> Vec<Cell> {
    let pair = &row.comparison.pair;
    let of_answers = row.sides.iter().all(Vec::is_empty) && row.later_wave.is_none() && pair.cell.answer.is_none();
    let side = |name: &String| Cell { answer: Some(name.as_str().into()), ..pair.cell.clone() };
    if of_answers { vec![side(&pair.names.0), side(&pair.names.1)] } else { vec![pair.cell.clone()] }
}

/// Puts the answers of trends in the order of their scales.
pub(super) fn sort_series(source: &Source, selection: &Selection, series: &mut [FittedSeries]) {
    let scales = KnownScales::of(source, selection, series.iter().map(|series| &series.cell), TOGETHER);
    sort(&scales, series, |series| &series.cell);
}

impl Found {
    /// The well-known scales among its questions, and of estimates among its grouping variables.
    pub(in crate::study) fn scales(&self, source: &Source) -> KnownScales {
        let of_questions = |scales: KnownScales| KnownScales { groups: Vec::new(), ..scales };
        match self {
            Self::Estimates(found) => {
                KnownScales::of(source, &found.options.selection, found.rows.iter().map(|row| &row.cell), TOGETHER)
            }
            Self::Comparisons(found) => {
                let cells: Vec<Cell> = found.rows.iter().flat_map(compared).collect();
                of_questions(KnownScales::of(source, &found.options.selection, cells.iter(), APART))
            }
            Self::Trends(found) => {
                let cells = found.series.iter().map(|series| &series.cell);
                of_questions(KnownScales::of(source, &found.selection, cells, TOGETHER))
            }
            Self::Tests(_) | Self::Inspection(_) => KnownScales::default(),
        }
    }
}

/// What is said of each scale.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let scales = found.scales(source);
    let order = match (source.published(), found) {
        (None, _) => "they stand in its order",
        (Some(_), Found::Estimates(_)) => "charts have them in its order (the table as printed)",
        (Some(_), _) => "they are shown in its order",
    };
    let said = |(what, entry, named): (&str, &str, &Named)| -> Vec<Warning> {
        let one = |(variable, scale): &(Arc<str>, KnownScale)| {
            let (first, last) = scale.ends()?;
            let sided = scale.answers.iter().any(|(_, role)| matches!(role, Role::Positive | Role::Negative));
            let sides = match sided && what == "answers to" {
                true => ", and charts show its two sides; net scores still need roles that a study states",
                false => "",
            };
            let message = format!(
                "the {what} {variable} are the words of a well-known scale ({}): {order}, from \"{first}\" to \"{last}\"{sides}. For another order list them in a study's [[{entry}]]",
                scale.name
            );
            Some(Warning { code: "W210".to_owned(), message, place: None })
        };
        named.iter().filter_map(one).collect()
    };
    let all = [("answers to", "question", &scales.questions), ("levels of", "group", &scales.groups)];
    all.into_iter().flat_map(said).collect()
}
