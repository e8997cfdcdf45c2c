//! A function of estimates as an act asks for it: the statistics it is of, each as if it were asked for alone, then the function of them.

use super::Context;
use super::parts::{Part, parts_of};
use crate::estimate::{Ask, Leaf, Of};
use crate::names::{Choice, UnknownName};
use crate::sample::Sample;
use crate::study::StudyError;
use crate::study::choices::Stats;
use crate::study::options::{Precision, Statistic};
use crate::study::stat::Stat;
use crate::uncertainty::Estimates;
use std::sync::Arc;

/// What has to be asked for, each with its statistic, and for every leaf of the function which of these it is of.
pub(super) struct Asked {
    pub(super) asks: Vec<(Ask, Statistic)>,
    leaves: Vec<usize>,
}

/// What a function of `ask` is of.
pub(super) fn asked(context: &Context<'_>, ask: &Ask, statistic: &Statistic) -> Result<Asked, StudyError> {
    let function = statistic.function_of()?;
    let mut made = Asked { asks: Vec::new(), leaves: Vec::new() };
    for leaf in function.leaves() {
        let question = leaf.question.as_ref().unwrap_or(&ask.question);
        let of = with_quantile(leaf.of, statistic)?;
        let same = |(other, known): &(Ask, Statistic)| {
            other.question == *question && known.stat() == of.stat() && known.quantile == of.quantile
        };
        let at = made.asks.iter().position(same).unwrap_or_else(|| {
            let nets = match &leaf.question {
                Some(question) => context.source.codebook().question(question).map(|q| q.nets.clone()),
                None => Some(ask.nets.clone()),
            };
            let own =
                Ask { question: question.clone(), answers: Vec::new(), nets: nets.unwrap_or_default(), ..ask.clone() };
            made.asks.push((own, of));
            made.asks.len() - 1
        });
        made.asks[at].0.answers.extend(leaf.answer.clone());
        made.leaves.push(at);
    }
    Ok(made)
}

/// The statistic of a leaf, quantiles by the rule that is asked for.
fn with_quantile(of: Of, asked: &Statistic) -> Result<Statistic, StudyError> {
    let (stat, quantile) = match of {
        Of::Share => (Stat::Share, Vec::new()),
        Of::Mean => (Stat::Mean, Vec::new()),
        Of::Total => (Stat::Total, Vec::new()),
        Of::Variance => (Stat::Variance, Vec::new()),
        Of::StandardDeviation => (Stat::StandardDeviation, Vec::new()),
        Of::Quantile(probability) => (Stat::Quantile, vec![probability]),
    };
    let unknown = |error: UnknownName| StudyError::Usage(error.to_string());
    let stat: Choice<Stats> = stat.name().parse().map_err(unknown)?;
    Ok(Statistic { stat: Some(stat), quantile, quantile_rule: asked.quantile_rule, ..Statistic::default() })
}

/// The function in every group and wave.
pub(super) fn functions(
    sample: &dyn Sample,
    context: &Context<'_>,
    ask: &Ask,
    (statistic, precision): (&Statistic, &Precision),
) -> Result<Vec<Estimates>, StudyError> {
    let function = statistic.function_of()?;
    let asked = asked(context, ask, statistic)?;
    let found = |(ask, statistic): &(Ask, Statistic)| {
        let parts = parts_of(sample, context, ask, (statistic, precision))?;
        Ok(parts.into_iter().map(|part: Part| part.estimates).collect())
    };
    let found: Vec<Vec<Estimates>> = asked.asks.iter().map(found).collect::<Result<_, StudyError>>()?;
    let made: Vec<Estimates> = joined(found, function.name())?
        .into_iter()
        .map(|(all, ends)| {
            let place = |(leaf, &of): (&Leaf, &usize)| {
                let start = if of == 0 { 0 } else { ends[of - 1] };
                (start..ends[of]).filter(|&at| all.cells()[at].answer == leaf.answer).collect()
            };
            let places: Vec<Vec<usize>> = function.leaves().iter().zip(&asked.leaves).map(place).collect();
            function.of(&all, &places, &ask.question)
        })
        .filter(|part| !part.is_empty())
        .collect();
    if made.is_empty() {
        let by = if ask.by.is_empty() { String::new() } else { format!(" by {}", ask.by.join(", ")) };
        let message = format!(
            "{} has no value{by}: all that it is of stands together nowhere; try another --by, or none",
            function.name()
        );
        return Err(StudyError::Usage(message));
    }
    Ok(made)
}

/// Estimates, and where those of each statistic end among them.
type Joined = (Estimates, Vec<usize>);

/// What is of one statistic stays in its parts; what is of several is known jointly, or not at all.
fn joined(mut found: Vec<Vec<Estimates>>, name: &Arc<str>) -> Result<Vec<Joined>, StudyError> {
    if found.len() == 1 {
        let alone = |part: Estimates| (part.len(), part);
        return Ok(found.remove(0).into_iter().map(alone).map(|(end, part)| (part, vec![end])).collect());
    }
    let end = |end: &mut usize, parts: &Vec<Estimates>| {
        *end += parts.iter().map(Estimates::len).sum::<usize>();
        Some(*end)
    };
    let ends = found.iter().scan(0, end).collect();
    let all = Estimates::join_all(found.concat()).map_err(|_| {
        StudyError::Usage(format!(
            "{name} is of several variables, and how their estimates vary together is not known: respondents who are drawn one by one have no clusters that tell, and printed tables never tell. Of respondents, state a column that tells each from the others with --psu; or take a function of the answers to one question"
        ))
    })?;
    Ok(all.map(|all| (all, ends)).into_iter().collect())
}
