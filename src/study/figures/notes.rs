//! What stands under a chart: source, dates, bases, how sure the figures are.

use super::asked;
use super::domain;
use super::measures;
use super::methods;
use super::nets;
use super::waves::{month, readable};
use crate::chart::figures::{distinct, range};
use crate::chart::{AnswerOrder, GroupOrder, Margins, Notes, words};
use crate::compare::adjust::Adjustment;
use crate::ingest::dates::period;
use crate::num::distribution::normal_quantile;
use crate::study::acts::{CompareResult, CompareRow, EstimateResult, EstimateRow, TrendResult};
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Figure, Period, Precision, Role, Wave};
use crate::trend::Note;
use crate::uncertainty::{Estimate, Level};
use std::collections::BTreeSet;

/// The words for the answer of a cell.
pub(super) fn answer_title(source: &Source, cell: &Cell) -> Option<String> {
    let answer = cell.answer.as_deref()?;
    let question = cell.question.as_deref().and_then(|id| source.codebook().question(id));
    let title = question.and_then(|q| q.title_of(answer)).map_or(answer.to_owned(), ToString::to_string);
    // Items of a set without labels are names of variables.
    let is_name = title == answer && cell.question.as_deref().is_some_and(|id| source.is_set(id));
    Some(if is_name { words_of(answer) } else { title })
}

/// The name of a variable as words: `age group` for `age_group`.
pub(super) fn words_of(name: &str) -> String {
    name.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is measured, for a neutral title: the question’s title, else its wording where that is short, else its name among words.
pub(super) fn subject(source: &Source, cell: &Cell, stat: Stat) -> Option<String> {
    const SHORT: usize = 110;
    let id = cell.question.as_deref()?;
    let question = source.codebook().question(id);
    let title = question.map(|q| q.title.to_string()).filter(|title| title != id);
    let wording = || question.and_then(|q| q.text.as_deref()).filter(|text| text.chars().count() < SHORT);
    let answers = || format!("Answers to “{}”", words_of(id));
    let named = || match stat {
        Stat::Share | Stat::NetScore => answers(),
        Stat::Total if cell.answer.is_some() => answers(),
        _ => measures::measure(source, std::iter::once(cell), stat, &[]).unwrap_or_else(|| id.to_owned()),
    };
    title.or_else(|| wording().map(str::to_owned)).or_else(|| Some(named()))
}

/// What several questions are about: their titles; none where there are not several.
pub(super) fn questions<'a>(source: &Source, cells: impl Iterator<Item = &'a Cell>) -> Option<String> {
    let titles = distinct(cells.filter_map(|cell| Some(words::capital(&question_title(source, cell)?))));
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    (titles.len() > 1).then(|| words::list(&titles, 3))
}

/// The words for the question of a cell.
pub(super) fn question_title(source: &Source, cell: &Cell) -> Option<String> {
    let id = cell.question.as_deref()?;
    let title = source.codebook().question(id).map(|question| question.title.to_string());
    Some(title.filter(|title| title != id).unwrap_or_else(|| words_of(id)))
}

/// The answers of some cells in the codebook's order, nets after answers, and last what is outside the scale.
pub(super) fn answer_order<'a>(source: &Source, cells: impl Iterator<Item = &'a Cell>) -> Vec<AnswerOrder> {
    let questions: BTreeSet<&str> = cells.filter_map(|cell| cell.question.as_deref()).collect();
    let known = questions.into_iter().filter_map(|id| source.codebook().question(id));
    let mut order: Vec<AnswerOrder> = known
        .flat_map(|q| {
            let answers = q.answers.iter().map(|a| (&a.title, a.role));
            answers.chain(q.nets.iter().map(|n| (&n.title, n.role)))
        })
        .map(|(name, role)| AnswerOrder { name: name.to_string(), role })
        .collect();
    order.sort_by_key(|answer| matches!(answer.role, Role::DontKnow | Role::Refused));
    order
}

/// Panels (`variable` is `panel`) or lines (`series`) of answers in no known order, which charts sort by their values; none where the
/// answers have an order.
pub(super) fn unordered<'a>(
    source: &Source,
    cells: impl Iterator<Item = &'a Cell>,
    variable: &str,
) -> Option<GroupOrder> {
    let questions: BTreeSet<&str> = cells.filter_map(|cell| cell.question.as_deref()).collect();
    let stated = |id: &&str| source.codebook().question(id).is_some_and(|question| !question.answers.is_empty());
    let known = questions.iter().any(|id| stated(id) || source.orders(id));
    (!known).then(|| GroupOrder { variable: variable.to_owned(), ..GroupOrder::default() })
}

/// What the wider intervals add.
const ROUNDING: &str = "rounding";

/// Notes on estimates.
pub(super) fn of_estimates(source: &Source, found: &EstimateResult, shown: &[&EstimateRow]) -> Notes {
    let rounded = shown.iter().any(|row| row.outer.is_some());
    let periods = shown.iter().filter_map(|row| row.cell.wave.as_ref()?.period);
    Notes {
        domain: domain::sentence(source, &found.options.selection),
        only: domain::in_words(source, &found.options.selection),
        interval: Some(methods::of_estimates(found)),
        margins: margins(found.options.statistic.stat(), Margins::NetScores),
        outer: rounded.then(|| ROUNDING.to_owned()),
        extra: asked::several(source, shown.iter().map(|row| &row.cell), &found.options.statistic)
            .into_iter()
            .chain(asked::calculated(&found.options.statistic))
            .collect(),
        ..common(source, found.level(), periods, shown.iter().map(|row| &row.cell))
    }
}

/// Notes on trends.
pub(super) fn of_trends(source: &Source, found: &TrendResult) -> Notes {
    let cells = found.series.iter().map(|series| &series.cell);
    let observed = found.series.iter().flat_map(|series| series.trend.observed());
    let periods = observed.filter_map(|o| o.observation.period);
    let adjusted =
        found.series.iter().any(|series| series.trend.parameters().iter().any(|p| p.name.starts_with("house ")));
    let mut remarks = found.series.iter().flat_map(|series| series.trend.notes());
    let pooled = remarks.any(|note| matches!(note, Note::HousesPooled { .. }));
    Notes {
        domain: domain::sentence(source, &found.selection),
        only: domain::in_words(source, &found.selection),
        margins: margins(found.statistic.stat(), Margins::NetScores),
        fit: Some(format!(
            "{}{}",
            found.method.replace('-', " "),
            match () {
                () if adjusted => ", house effects taken out",
                () if pooled => ", pollsters pooled",
                () => "",
            }
        )),
        extra: asked::several(source, cells.clone(), &found.statistic)
            .into_iter()
            .chain(asked::calculated(&found.statistic))
            .chain(nets::sums(source, &found.selection, cells.clone()))
            .collect(),
        ..common(source, found.level, periods, cells)
    }
}

/// Notes on comparisons.
pub(super) fn of_comparisons(source: &Source, found: &CompareResult, shown: &[&CompareRow]) -> Notes {
    let cells = shown.iter().map(|row| &row.comparison.pair.cell);
    // Where answers are compared, they are the two sides.
    let sides = |row: &&CompareRow| {
        let pair = &row.comparison.pair;
        [&pair.names.0, &pair.names.1].map(|name| {
            let answer = pair.cell.answer.clone().unwrap_or_else(|| name.as_str().into());
            Cell { answer: Some(answer), ..pair.cell.clone() }
        })
    };
    let sides: Vec<Cell> = shown.iter().flat_map(sides).collect();
    let sums = nets::sums(source, &found.options.selection, sides.iter());
    let rounded = shown.iter().any(|row| row.comparison.difference.rounding > 0.0);
    let periods = compared_waves(found).into_iter().filter_map(|wave| wave.period);
    Notes {
        domain: domain::sentence(source, &found.options.selection),
        only: domain::in_words(source, &found.options.selection),
        outer: rounded.then(|| ROUNDING.to_owned()),
        margins: margins(found.options.statistic.stat(), Margins::Untold),
        n: bases(shown, &|estimate| estimate.base.n),
        n_effective: bases(shown, &|estimate| estimate.base.n_effective),
        unadjusted: found.options.adjustment() == Adjustment::None,
        extra: asked::several(source, cells.clone(), &found.options.statistic)
            .into_iter()
            .chain(asked::calculated(&found.options.statistic))
            .chain(sums)
            .collect(),
        ..common(source, found.options.precision.level(), periods, cells)
    }
}

/// What margins are told of, which for net scores is this.
fn margins(stat: Stat, of_net_scores: Margins) -> Margins {
    if stat == Stat::NetScore { of_net_scores } else { Margins::Shares }
}

/// The least and the largest base of what is compared: a difference has none of its own.
fn bases(shown: &[&CompareRow], of: &dyn Fn(&Estimate) -> Option<f64>) -> Option<(f64, f64)> {
    let sides = |row: &&CompareRow| [of(&row.comparison.estimates.0), of(&row.comparison.estimates.1)];
    range(shown.iter().flat_map(sides).flatten())
}

/// Notes on printed figures as they stand.
pub(super) fn of_printed(source: &Source, shown: &[&Figure]) -> Notes {
    let cells: Vec<Cell> =
        shown.iter().map(|f| Cell { question: Some(f.question.clone()), ..Cell::default() }).collect();
    let periods = shown.iter().filter_map(|figure| figure.wave.as_ref()?.period);
    Notes { deff: None, margin: None, level: None, ..common(source, Level::USUAL, periods, cells.iter()) }
}

/// The waves that comparisons are about: both where waves are compared.
pub(super) fn compared_waves(found: &CompareResult) -> BTreeSet<&Wave> {
    let all = found.rows.iter().chain(&found.everybody);
    all.flat_map(|row| [&row.later_wave, &row.earlier_wave, &row.comparison.pair.cell.wave]).flatten().collect()
}

fn common<'a>(
    source: &Source,
    level: Level,
    periods: impl Iterator<Item = Period>,
    cells: impl Iterator<Item = &'a Cell>,
) -> Notes {
    let stated = of_source(source);
    let deff = source.table().and_then(|table| table.deff()).map(|deff| (deff.low(), deff.high()));
    Notes {
        field_dates: field_dates(periods).or(stated.field_dates),
        wording: wording(source, cells),
        deff,
        deff_assumed: source.table().is_some_and(|table| table.deff().is_none()),
        margin: margin(source, level),
        level: Some(level),
        ..stated
    }
}

/// The wording of the question, where all that is shown was asked in the same words.
fn wording<'a>(source: &Source, cells: impl Iterator<Item = &'a Cell>) -> Option<String> {
    let asked = cells.filter_map(|cell| source.codebook().question(cell.question.as_deref()?));
    let wordings: BTreeSet<_> = asked.map(|question| question.text.as_deref()).collect();
    (wordings.len() == 1).then(|| wordings.first().copied().flatten().map(str::to_owned)).flatten()
}

/// The source and its fieldwork, as far as it does not depend on what is shown.
pub(super) fn of_source(source: &Source) -> Notes {
    let mode = match source.published() {
        Some(sample) => one(sample.figures(), |f| f.fieldwork.mode.as_deref()),
        None => source.told().mode.clone(),
    };
    Notes {
        source: source.citation().map(str::to_owned).or_else(|| Some(file_name(source.path()))),
        field_dates: told_dates(source),
        mode,
        population: population(source),
        ..Notes::default()
    }
}

/// The file without its folders: readers of a picture have others.
fn file_name(path: &str) -> String {
    let name = std::path::Path::new(path).file_name().and_then(|name| name.to_str());
    name.unwrap_or(path).to_owned()
}

/// Half-width of the normal interval of one half on the nominal base.
fn margin(source: &Source, level: Level) -> Option<f64> {
    let assumed = source.published()?.assumptions();
    let (n, deff) = (assumed.n?, assumed.deff?);
    Some(normal_quantile(level.upper_tail()) * (0.25 * deff / n).sqrt())
}

/// The most months that are listed one by one.
const LISTED: usize = 3;

/// When polls were in the field: a few months one by one, as nobody asked between them; of many the first and the last.
fn field_dates(periods: impl Iterator<Item = Period>) -> Option<String> {
    let periods: BTreeSet<Period> = periods.collect();
    let months = distinct(periods.iter().map(month));
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    match months.as_slice() {
        [] => None,
        _ if periods.len() == 1 => periods.first().map(readable),
        few if few.len() <= LISTED => Some(words::list(few, LISTED)),
        [_, .., _] => periods.first().zip(periods.iter().max_by_key(|period| period.end())).map(whole_span),
        [one] => Some((*one).to_owned()),
    }
}

/// From the month in which the first poll began to that in which the last one ended.
fn whole_span((first, last): (&Period, &Period)) -> String {
    let told = |period: &Period, day: jiff::civil::Date| match period.precision() {
        Precision::Year => month(period),
        _ => day.strftime("%b %Y").to_string(),
    };
    format!("from {} to {}", told(first, first.start()), told(last, last.end()))
}

/// The field dates that a study states of respondents without waves.
fn told_dates(source: &Source) -> Option<String> {
    source.told().field_dates.as_deref().filter(|_| source.published().is_none()).map(dates)
}

/// Dates as a person states them, as readers expect them; words that are no dates as they stand.
pub(super) fn dates(text: &str) -> String {
    period(text).map_or_else(|_| text.to_owned(), |period| readable(&period))
}

/// Dates as stated for a chart. What is written as a date of figures has to be one.
///
/// # Errors
/// [`StudyError::Usage`], as of `2025-13-01`.
pub(super) fn stated_dates(text: &str) -> Result<String, StudyError> {
    let of_figures = |c: char| c.is_ascii_digit() || "-/. –".contains(c);
    match period(text) {
        Err(error) if text.chars().all(of_figures) => {
            Err(StudyError::Usage(format!("--field-dates (field-dates of a chart): {error}")))
        }
        _ => Ok(dates(text)),
    }
}

/// Who was asked, where all figures, or the study of respondents, say the same.
pub(super) fn population(source: &Source) -> Option<String> {
    match source.published() {
        Some(sample) => one(sample.figures(), |f| f.fieldwork.population.as_deref()),
        None => source.told().population.clone(),
    }
}

/// The value that all figures share.
fn one<'a>(figures: &'a [Figure], field: impl Fn(&'a Figure) -> Option<&'a str>) -> Option<String> {
    let values: BTreeSet<&str> = figures.iter().filter_map(field).collect();
    (values.len() == 1).then(|| values.first().map(ToString::to_string)).flatten()
}

/// How everybody is called in a list of groups.
pub(super) fn everybody(source: &Source) -> Option<String> {
    population(source).map(|population| format!("All {population}"))
}
