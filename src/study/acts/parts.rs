//! The estimates that an act starts from: one statistic of one question, in parts that are jointly known each.

use super::Context;
use super::functions::{asked, functions};
use crate::estimate::{
    Ask, EstimateError, QuantileAsk, Quantiles, Rule, answer_totals, means, net_scores, quantiles, ratios, shares,
    standard_deviations, totals, variances,
};
use crate::ingest::microdata::LISTED;
use crate::sample::{Microdata, Quantity, Sample, SampleError, Tabulation};
use crate::study::StudyError;
use crate::study::options::{Precision, Statistic};
use crate::study::stat::Stat;
use crate::survey::{self, Kind, Question, Role, Value};
use crate::uncertainty::{Bounds, Estimates};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Estimates with what belongs beside them.
pub(super) struct Part {
    /// The numbers.
    pub(super) estimates: Estimates,
    /// Their intervals, where the statistic brings its own.
    pub(super) bounds: Option<Vec<Bounds>>,
    /// Which quantiles they are.
    pub(super) probabilities: Option<Vec<f64>>,
}

impl From<Quantiles> for Part {
    fn from(found: Quantiles) -> Self {
        Self { estimates: found.estimates, bounds: Some(found.bounds), probabilities: Some(found.probabilities) }
    }
}

impl From<Estimates> for Part {
    fn from(estimates: Estimates) -> Self {
        Self { estimates, bounds: None, probabilities: None }
    }
}

/// Announces the sums that the statistic of all these asks rests on, each with those of `beside` it, so that one pass over respondents can
/// make them together. Quantiles rest on no sums: they are made here.
pub(super) fn foresee<'a>(
    context: &Context<'_>,
    asks: impl Iterator<Item = &'a Ask>,
    (statistic, precision): (&Statistic, &Precision),
    beside: impl Fn(&Ask) -> Vec<Tabulation>,
) -> Result<(), StudyError> {
    let Some(sample) = context.sample.microdata() else { return Ok(()) };
    let (asks, mut all): (Vec<&Ask>, _) = (asks.collect(), Vec::new());
    if statistic.is_quantile() && asks.len() > 1 {
        quantiles_ahead(context, asks.iter().copied().cloned().collect(), statistic, precision);
    }
    for ask in asks {
        if let Some((source, place)) = unasked_number(context, ask, statistic) {
            few_values((source, place), &first_answers(source, place)?, source.rows() > FIRST as u64)?;
        }
        let own = tabulations(context, ask, statistic)?;
        all.push(own.into_iter().chain(beside(ask)).collect());
    }
    Ok(sample.foresee(&all)?)
}

/// The sums that a statistic of `ask` rests on.
pub(super) fn tabulations(
    context: &Context<'_>,
    ask: &Ask,
    statistic: &Statistic,
) -> Result<Vec<Tabulation>, StudyError> {
    let of = |ask: &Ask, statistic: &Statistic| {
        Ok::<_, StudyError>(quantity(context, ask, statistic)?.map(|quantity| ask.tabulation(quantity)))
    };
    if statistic.stat() == Stat::Function {
        let asks = asked(context, ask, statistic)?.asks;
        return asks.iter().filter_map(|(ask, statistic)| of(ask, statistic).transpose()).collect();
    }
    Ok(of(ask, statistic)?.into_iter().collect())
}

/// What a statistic sums.
fn quantity(context: &Context<'_>, ask: &Ask, statistic: &Statistic) -> Result<Option<Quantity>, StudyError> {
    let question = ask.question.clone();
    Ok(Some(match statistic.stat() {
        Stat::Share | Stat::NetScore => Quantity::Answers(question),
        Stat::Total if counts_answers(context, ask) => Quantity::Answers(question),
        Stat::Mean | Stat::Total | Stat::Variance | Stat::StandardDeviation => Quantity::Moments(question),
        Stat::Ratio => {
            let (up, down) = statistic.ratio_of()?;
            Quantity::Pair(up.into(), down.into())
        }
        Stat::Quantile | Stat::Median | Stat::Function => return Ok(None),
    }))
}

/// The statistic of one question.
pub(super) fn parts(
    context: &Context<'_>,
    ask: &Ask,
    statistic: &Statistic,
    precision: &Precision,
) -> Result<Vec<Part>, StudyError> {
    parts_of(context.sample.sample(), context, ask, (statistic, precision))
}

/// The same of `sample`, which is the context's or shows it in another way.
pub(super) fn parts_of(
    sample: &dyn Sample,
    context: &Context<'_>,
    ask: &Ask,
    (statistic, precision): (&Statistic, &Precision),
) -> Result<Vec<Part>, StudyError> {
    let found = match statistic.stat() {
        Stat::Share => of_answers(sample, context, ask, statistic)?,
        Stat::Mean => means(sample, ask)?,
        Stat::Total if counts_answers(context, ask) => answer_totals(sample, ask)?,
        Stat::Total => totals(sample, ask)?,
        Stat::Variance => variances(sample, ask)?,
        Stat::StandardDeviation => standard_deviations(sample, ask)?,
        Stat::Ratio => {
            let (up, down) = statistic.ratio_of()?;
            ratios(sample, (up, down), ask)?
        }
        Stat::NetScore => {
            let (up, down) = sides(context, ask)?;
            net_scores(sample, ask, (&up, &down))?
        }
        Stat::Function => functions(sample, context, ask, (statistic, precision))?,
        Stat::Quantile | Stat::Median => {
            let ahead = context.ahead.get().and_then(|all| all.iter().find(|(known, _)| known == ask));
            let found = match ahead {
                Some((_, found)) => vec![found.clone()],
                None => of_quantiles(context, std::slice::from_ref(ask), statistic, precision)?,
            };
            return Ok(found.into_iter().map(Part::from).collect());
        }
    };
    Ok(found.into_iter().map(Part::from).collect())
}

/// Whether a statistic has a number for each answer.
pub(super) fn is_of_answers(context: &Context<'_>, ask: &Ask, statistic: &Statistic) -> bool {
    match statistic.stat() {
        Stat::Share => true,
        Stat::Total => counts_answers(context, ask),
        _ => false,
    }
}

/// Whether a total is of answers, the number of people who give each: of words, of several answers, and where answers or nets are named.
fn counts_answers(context: &Context<'_>, ask: &Ask) -> bool {
    let Some(source) = context.sample.microdata().map(Microdata::source) else { return false };
    let words = source.find(&ask.question).is_some_and(|place| source.variables()[place].kind == Kind::Text);
    words || !ask.answers.is_empty() || ask.named_nets > 0 || context.source.takes_several(&ask.question)
}

/// The shares of a question's answers, unless these are plainly numbers.
fn of_answers(
    sample: &dyn Sample,
    context: &Context<'_>,
    ask: &Ask,
    statistic: &Statistic,
) -> Result<Vec<Estimates>, StudyError> {
    let found = shares(sample, ask)?;
    if let Some(number) = unasked_number(context, ask, statistic) {
        let answers = found.iter().flat_map(Estimates::cells).filter_map(|cell| cell.answer.clone());
        few_values(number, &answers.collect(), false)?;
    }
    Ok(found)
}

/// The question as a variable of numbers, if it is one and nothing says that the shares of its values are wanted.
fn unasked_number<'a>(
    context: &'a Context<'_>,
    ask: &Ask,
    statistic: &Statistic,
) -> Option<(&'a dyn survey::Source, usize)> {
    let source = context.sample.microdata().map(Microdata::source)?;
    let place = source
        .find(&ask.question)
        .filter(|_| statistic.stat() == Stat::Share && statistic.stat.is_none() && ask.answers.is_empty())?;
    (source.variables()[place].kind == Kind::Number).then_some((source, place))
}

/// Rows that are looked at before all are read.
const FIRST: usize = 10_000;

/// Answers of the first rows: enough to tell a number from codes.
fn first_answers(source: &dyn survey::Source, place: usize) -> Result<BTreeSet<Arc<str>>, StudyError> {
    if source.chunks().is_empty() {
        return Ok(BTreeSet::new());
    }
    let columns = source.read(0, &[place])?;
    let rows = columns.iter().flat_map(|column| (0..column.len().min(FIRST)).map(|row| column.value(row)));
    let values: BTreeSet<Value> = rows.filter(|value| *value != Value::Missing).collect();
    Ok(values.iter().map(|value| source.variables()[place].title(value)).collect())
}

/// Refuses the shares of all values of what is plainly a number; `part` says that there may be more answers than these.
fn few_values(
    (source, place): (&dyn survey::Source, usize),
    answers: &BTreeSet<Arc<str>>,
    part: bool,
) -> Result<(), StudyError> {
    let variable = &source.variables()[place];
    let is_labelled = |answer: &&Arc<str>| variable.labels.iter().any(|(_, label)| label == *answer);
    let count = answers.iter().filter(|answer| !is_labelled(answer)).count();
    if count <= LISTED {
        return Ok(());
    }
    Err(StudyError::Usage(format!(
        "{}: {} is a number with {}{count} values: ask for --stat mean or median, or for the share of every value with --stat share",
        source.name(),
        variable.name,
        if part { "at least " } else { "" },
    )))
}

/// Makes the quantiles of all these asks together. What cannot be made so says why once it is asked for.
fn quantiles_ahead(context: &Context<'_>, asks: Vec<Ask>, statistic: &Statistic, precision: &Precision) {
    if let Ok(made) = of_quantiles(context, &asks, statistic, precision) {
        context.ahead.get_or_init(|| asks.into_iter().zip(made).collect());
    }
}

fn of_quantiles(
    context: &Context<'_>,
    asks: &[Ask],
    statistic: &Statistic,
    precision: &Precision,
) -> Result<Vec<Quantiles>, StudyError> {
    let Some(sample) = context.sample.microdata() else {
        let of = asks.iter().map(|ask| &*ask.question).collect::<Vec<_>>();
        let quantity = format!("quantiles of {}", of.join(", "));
        let source_name = context.source.id().to_owned();
        return Err(EstimateError::Sample(SampleError::NotPublished { source_name, quantity }).into());
    };
    let probabilities = statistic.probabilities()?;
    let rule = statistic.quantile_rule.map_or(Rule::default(), |choice| choice.get().1);
    let interval = precision.interval_for_quantiles();
    let what = QuantileAsk { probabilities: &probabilities, rule, level: precision.level(), interval };
    Ok(quantiles(sample, asks, what)?)
}

/// Answers on the two sides of a question: the two that are named, else those that the codebook gives a side.
type Sides = (Vec<Vec<Arc<str>>>, Vec<Vec<Arc<str>>>);

fn sides(context: &Context<'_>, ask: &Ask) -> Result<Sides, StudyError> {
    if let [up, down] = ask.answers.as_slice() {
        return Ok((vec![vec![up.clone()]], vec![vec![down.clone()]]));
    }
    if !ask.answers.is_empty() {
        let count = ask.answers.len();
        return Err(StudyError::Usage(format!(
            "a net score is of two answers, the first less the second, not of {count}"
        )));
    }
    let question = context.source.codebook().question(&ask.question);
    let of = |role: Role| question.map(|question| on_side(question, role)).unwrap_or_default();
    let (up, down) = (of(Role::Positive), of(Role::Negative));
    if up.is_empty() || down.is_empty() {
        let message = format!(
            "a net score needs two sides of {}: name two answers with --answer, or give answers the roles positive and negative in a study's codebook",
            ask.question
        );
        return Err(StudyError::Usage(message));
    }
    Ok((up, down))
}

/// The ways to add up a side: every answer on it, or the nets on it.
fn on_side(question: &Question, role: Role) -> Vec<Vec<Arc<str>>> {
    let answers: Vec<Arc<str>> = question.answers.iter().filter(|a| a.role == role).map(|a| a.id.clone()).collect();
    let nets: Vec<Arc<str>> = question.nets.iter().filter(|n| n.role == role).map(|n| n.id.clone()).collect();
    [answers, nets].into_iter().filter(|side| !side.is_empty()).collect()
}
