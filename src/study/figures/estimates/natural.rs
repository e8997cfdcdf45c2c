//! The kind of chart that estimates are drawn as where none is asked for.

use super::{Reader, own_answers};
use crate::chart::figures::distinct;
use crate::chart::kinds::MOST_SERIES;
use crate::study::Source;
use crate::study::acts::{EstimateResult, KnownScales};
use crate::study::figures::measures;
use crate::study::file::ChartEntry;
use crate::study::stat::Stat;
use crate::survey::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The full scale of a question calls for stacked bars; groups for dots, or for a heat map where answers are many; single answers for bars, or
/// for lines over several waves, which a few groups may share.
pub(in crate::study::figures) fn natural(
    source: &Source,
    found: &EstimateResult,
    scales: &KnownScales,
    entry: &ChartEntry,
) -> &'static str {
    let reader = Reader::new(source, (found, &found.everybody), scales, entry.wave.as_deref());
    // A table gives each a scale of its own.
    if measures::differ(reader.numbers_of_all()) {
        return "table";
    }
    let known = |cell: &Cell| cell.question.as_deref().is_some_and(|question| scales.get(question).is_some());
    let ordered = |cell: &Cell| known(cell) || reader.question(cell).is_some_and(|q| q.ordered);
    let scale = |cell: &Cell| ordered(cell) && reader.is_elementary(cell) && !reader.takes_several(cell);
    let own = own_answers::are_so(&reader);
    if found.options.statistic.stat() == Stat::Share && !own && answers(found, &scale) > 2 {
        return if is_long_course(&reader) { "trend" } else { "likert" };
    }
    if reader.grouped && entry.highlight.is_none() && runs_in_panels(&reader) {
        return "facets";
    }
    if own && (reader.grouped || reader.waves.len() > 1) {
        return if own_answers::run_in_panels(&reader) { "facets" } else { "heat" };
    }
    let many = || answers(found, &|cell| reader.is_elementary(cell)) > MOST_SERIES;
    if reader.grouped && !is_few_lines(&reader) {
        return if many() { "heat" } else { "dots" };
    }
    let dated = reader.waves.waves().all(|wave| wave.period.is_some());
    match reader.waves.len() {
        0 | 1 if reader.questions && !own && many() => "heat",
        0 | 1 => "bars",
        // Pollsters seldom ask in the same weeks: theirs are polls of one course, told apart by their marks.
        _ if reader.pollsters && dated => "trend",
        2 | 3 => "slope",
        _ if dated => "trend",
        _ => "slope",
    }
}

/// Whether one question was asked of everybody so often that a stack for each poll would be a wall: of several pollsters sooner, as their
/// polls are of one course.
fn is_long_course(reader: &Reader<'_>) -> bool {
    const STACKS: usize = 12;
    const OF_POLLSTERS: usize = 3;
    let one = !reader.questions && !reader.grouped && reader.wave.is_none();
    let dated = reader.waves.waves().all(|wave| wave.period.is_some());
    one && dated && reader.waves.len() > if reader.pollsters { OF_POLLSTERS } else { STACKS }
}

/// The most answers to one question, of those that count.
fn answers(found: &EstimateResult, counts: &dyn Fn(&Cell) -> bool) -> usize {
    let mut questions: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for cell in found.rows.iter().map(|row| &row.cell).filter(|cell| counts(cell)) {
        questions.entry(&cell.question).or_default().insert(&cell.answer);
    }
    questions.values().map(BTreeSet::len).max().unwrap_or_default()
}

/// Whether groups are lines over time that go into panels: of one answer more than one plot tells apart, of several a few in each.
fn runs_in_panels(reader: &Reader<'_>) -> bool {
    const WAVES: usize = 4;
    const PANELS: usize = 12;
    let asked = distinct(reader.found.rows.iter().map(|row| (&row.cell.question, &row.cell.answer))).len();
    let groups = distinct(reader.found.rows.iter().map(|row| &row.cell.groups)).len();
    let one_variable = reader.found.rows.iter().all(|row| row.cell.groups.len() == 1) && reader.found.by.len() == 1;
    let dated = reader.waves.waves().all(|wave| wave.period.is_some());
    let over_time = reader.wave.is_none() && dated && reader.waves.len() >= WAVES && !reader.pollsters;
    let fits = if asked == 1 {
        (FEW + 1..=PANELS).contains(&groups)
    } else {
        asked <= PANELS && groups <= FEW || groups <= PANELS && asked <= FEW
    };
    over_time && one_variable && fits
}

/// Groups whose lines one plot tells apart.
const FEW: usize = 6;

/// Whether a few groups are asked about one thing in several waves, of which the picture is to show all.
fn is_few_lines(reader: &Reader<'_>) -> bool {
    let one = !reader.questions && !reader.answers && !reader.pollsters && reader.wave.is_none();
    let groups = || distinct(reader.found.rows.iter().map(|row| &row.cell.groups)).len();
    one && reader.waves.len() > 1 && groups() <= FEW
}
