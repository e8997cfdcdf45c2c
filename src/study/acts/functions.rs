//! A function of estimates as an act asks for it: the statistics it is of, each as if it were asked for alone, then the function of them.

use super::parts::{Part, parts_of};
use super::{Context, once};
use crate::estimate::{Ask, EstimateError, Function, Leaf, Of};
use crate::names::{self, Choice, UnknownName};
use crate::sample::{Microdata, Sample};
use crate::study::StudyError;
use crate::study::choices::Stats;
use crate::study::options::{Precision, Statistic};
use crate::study::stat::Stat;
use crate::survey::{Cell, Column, Kind, Place};
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
            made.asks.push((about(context, ask, question), of));
            made.asks.len() - 1
        });
        let answers = &mut made.asks[at].0.answers;
        answers.extend(leaf.answer.clone().filter(|answer| !answers.contains(answer)));
        made.leaves.push(at);
    }
    in_one_role(function.name(), &made.asks)?;
    Ok(made)
}

/// The same asked of a question; of another than that of `ask` with the nets of the codebook.
fn about(context: &Context<'_>, ask: &Ask, question: &Arc<str>) -> Ask {
    let own = Ask { question: question.clone(), answers: Vec::new(), ..ask.clone() };
    if *question == ask.question {
        return own;
    }
    let nets = context.source.codebook().question(question).map(|question| question.nets.clone());
    Ask { nets: nets.unwrap_or_default(), named_nets: 0, ..own }
}

/// A variable is read as numbers, without the codes for no answer, or by its answers.
fn in_one_role(name: &str, asks: &[(Ask, Statistic)]) -> Result<(), StudyError> {
    let by_answers = |question: &Arc<str>| {
        asks.iter().any(|(ask, statistic)| ask.question == *question && statistic.stat() == Stat::Share)
    };
    let both = asks.iter().find(|(ask, statistic)| statistic.stat() != Stat::Share && by_answers(&ask.question));
    match both {
        Some((ask, statistic)) => Err(StudyError::Usage(format!(
            "{name} takes {} as a number ({}) and by its answers (share) at once: take one of the two, or the same column twice under two names",
            ask.question,
            statistic.stat().name()
        ))),
        None => Ok(()),
    }
}

/// Refuses the mean of a column of words, with the shares that a function may take of it.
pub(super) fn check_numbers(context: &Context<'_>, statistic: &Statistic) -> Result<(), StudyError> {
    let (Some(sample), Some(spec)) = (context.sample.microdata(), &statistic.function) else { return Ok(()) };
    for leaf in spec.0.leaves().iter().filter(|leaf| leaf.of != Of::Share) {
        let Some(name) = &leaf.question else { continue };
        let stat = with_quantile(leaf.of, statistic)?.stat();
        let (none, counted) = match stat {
            Stat::Total => {
                ("a function takes no total".to_owned(), "; how many people give each answer is --stat total")
            }
            other => (format!("there is no {}", other.name()), ""),
        };
        if sample.gives_several(name) {
            let message = format!(
                "people can give several answers to {name}, of which {none}; a function takes the share of one of them, as share({}, ANSWER){counted}",
                in_function(name)
            );
            return Err(StudyError::Asked { source_name: context.source.id().to_owned(), message });
        }
        let place = sample.source().find(name).filter(|&at| sample.source().variables()[at].kind == Kind::Text);
        let Some(Some((Column::Text { levels, .. }, _))) = place.map(|place| sample.first_of(place)).transpose()?
        else {
            continue;
        };
        let mut words: Vec<&str> = levels.iter().map(|word| &**word).collect();
        words.sort_unstable();
        let is_number = |word: &&str| word.replace(',', "").parse::<f64>().is_ok();
        // Of numbers among them the file itself says more.
        let Some(first) = words.first().filter(|_| !words.iter().any(is_number)) else { continue };
        let message = format!(
            "\"{name}\" holds words, of which {none}; a function takes the share of one of them, as {}{counted}{}",
            share_in_function(name, first),
            names::hint("", words.iter().copied())
        );
        return Err(StudyError::Asked { source_name: context.source.id().to_owned(), message });
    }
    Ok(())
}

/// The share of an answer as a function has it.
pub(super) fn share_in_function(question: &str, answer: &str) -> String {
    format!("share({}, {})", in_function(question), in_function(answer))
}

/// A name as a function has it: in quotes where it is not one word.
fn in_function(name: &str) -> String {
    let begins = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    match begins && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        true => name.to_owned(),
        false if name.contains('\'') => format!("\"{name}\""),
        false => format!("'{name}'"),
    }
}

/// Refuses the name of an answer, net or variable, whose title and place the function would take.
fn check_name(context: &Context<'_>, ask: &Ask, function: &Function) -> Result<(), StudyError> {
    let (name, codebook) = (function.name(), context.source.codebook());
    let taken = if function.is_of_answers() {
        let leaf = function.leaves().iter().any(|leaf| leaf.answer.as_ref() == Some(name));
        leaf || codebook.question(&ask.question).is_some_and(|question| question.title_of(name).is_some())
    } else {
        let variable = context.sample.microdata().is_some_and(|sample| sample.source().find(name).is_some());
        variable || codebook.question(name).is_some()
    };
    let alone = function.leaves().len() == 1;
    match taken && !alone {
        true => Err(StudyError::Usage(format!(
            "a function named {name} would be taken for the {} of that name: call it otherwise, --function 'NAME = …'",
            if function.is_of_answers() { "answer" } else { "variable" }
        ))),
        false => Ok(()),
    }
}

/// What is printed behind a function in some place: the figures of all that it is of; else those of the cell itself.
pub(super) fn provenance(context: &Context<'_>, statistic: &Statistic, cell: &Cell) -> (Vec<Place>, Vec<Arc<str>>) {
    let Ok(function) = statistic.function_of() else { return super::provenance(context, cell) };
    let (mut places, mut sources) = (Vec::new(), Vec::new());
    for leaf in function.leaves() {
        let question = leaf.question.clone().or_else(|| cell.question.clone());
        let of_leaf = Cell { question, answer: leaf.answer.clone(), ..cell.clone() };
        let found = super::provenance(context, &of_leaf);
        places.extend(found.0);
        sources.extend(found.1);
    }
    (once(places), once(sources))
}

/// The first of what a function of `ask` is of; `None` where no function is asked for.
pub(super) fn first(context: &Context<'_>, ask: &Ask, statistic: &Statistic) -> Option<Ask> {
    statistic.function.as_ref()?;
    asked(context, ask, statistic).ok()?.asks.into_iter().next().map(|(ask, _)| ask)
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
    check_name(context, ask, function)?;
    let asked = asked(context, ask, statistic)?;
    let found = |(ask, statistic): &(Ask, Statistic)| {
        let parts = parts_of(sample, context, ask, (statistic, precision))?;
        Ok(parts.into_iter().map(|part: Part| part.estimates).collect())
    };
    let found: Vec<Vec<Estimates>> = asked.asks.iter().map(found).collect::<Result<_, StudyError>>()?;
    let counts_people = context.sample.microdata().is_some_and(Microdata::counts_people);
    let made: Vec<Estimates> = joined(found, function.name(), counts_people)?
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
        return Err(EstimateError::Apart { name: function.name().to_string(), by }.into());
    }
    Ok(made)
}

/// Estimates, and where those of each statistic end among them.
type Joined = (Estimates, Vec<usize>);

/// What is of one statistic stays in its parts; what is of several is known jointly, or not at all.
fn joined(mut found: Vec<Vec<Estimates>>, name: &str, counts_people: bool) -> Result<Vec<Joined>, StudyError> {
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
        // A row of a frequency is no cluster of the people it stands for.
        let unit = if counts_people { "" } else { "of respondents, state a column that tells each from the others with --psu; or " };
        StudyError::Usage(format!(
            "{name} is of several variables, and how their estimates vary together is not known: respondents who are drawn one by one have no clusters that tell, and printed tables never tell; {unit}take a function of the answers to one question"
        ))
    })?;
    Ok(all.map(|all| (all, ends)).into_iter().collect())
}
