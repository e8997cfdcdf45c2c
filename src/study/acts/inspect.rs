//! `inspect`: what is in a file: its layout as found, questions with answers and waves, groups, bases.

use super::inspected_sets::{SetSummary, uncounted};
use super::weighting::Weighting;
use crate::ingest::microdata::{Content, Frequency, Spellings, VariableSummary, codebook, no_answers};
use crate::names;
use crate::report::columns::inspect_columns;
use crate::report::{Column, Kind, Table, Value};
use crate::sample::{Published, SampleError};
use crate::study::source::Respondents;
use crate::study::spec::{TargetSpec, one_or_many};
use crate::study::{Source, StudyError};
use crate::survey::{self, Codebook, Figure, Suspects};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Options of `inspect`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct InspectOptions {
    /// Only this variable or question; repeatable. With --weight the chart shows the variables named so without and with weight
    #[arg(long, help_heading = "What is asked", value_name = "Q")]
    #[serde(deserialize_with = "one_or_many")]
    pub question: Vec<String>,
    /// What weighting aims at, repeatable: the share that each level of a variable has in the population, in per cent, as
    /// "sex=men:45,women:55". The chart of weights shows how far the variable is off before and after
    #[arg(long, help_heading = "Weighting", value_name = "VAR=LEVEL:SHARE,…")]
    #[serde(deserialize_with = "one_or_many")]
    pub target: Vec<TargetSpec>,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// One row for each question, grouping variable, wave axis and pollster of a published table, or for each variable of
    /// respondent-level data.
    pub table: Table,
    /// What the weight does, where respondents have one.
    pub weighting: Option<Weighting>,
    /// Variables with numbers that look like codes for no answer.
    pub codes: Vec<(String, Suspects)>,
    /// Variables with words that are probably one level written in several ways.
    pub alike: Vec<(String, Spellings)>,
    /// What was asked.
    pub options: InspectOptions,
}

/// Looks into a file; what a weight does to the variables named, where that is to be `drawn`.
///
/// # Errors
/// [`StudyError`] when a name is not there, or respondent-level data cannot be read any more or have an impossible weight.
pub fn inspect(source: &Source, options: &InspectOptions, drawn: bool) -> Result<Inspection, StudyError> {
    check_targets(source, &options.target)?;
    let (table, weighting, (codes, alike)) = match (source.published(), source.respondents()) {
        (Some(sample), _) => (of_published(source, sample, &options.question)?, None, Default::default()),
        (None, Some(respondents)) => of_respondents(respondents, source.codebook(), (options, drawn))?,
        (None, None) => (Table::new("variables", inspect_columns()), None, Default::default()),
    };
    Ok(Inspection { table, weighting, codes, alike, options: options.clone() })
}

/// Refuses targets that nothing is held against, or that say two things of one variable.
fn check_targets(source: &Source, targets: &[TargetSpec]) -> Result<(), StudyError> {
    let weighted = source.respondents().is_some_and(|respondents| respondents.weight().is_some());
    let of_set = |name: &str| source.respondents()?.sets().iter().find(|set| *set.name == *name);
    for (at, TargetSpec { variable, .. }) in targets.iter().enumerate() {
        let message = if !weighted {
            "--target has no effect without the weight of respondents: name its column with --weight, or as weight = \"…\" of the source, or leave the target out".to_owned()
        } else if targets[..at].iter().any(|before| before.variable == *variable) {
            format!("--target states the shares of {variable} twice: state them once")
        } else if let Some(item) = of_set(variable).and_then(|set| set.items.first()) {
            format!(
                "--target {variable}: a set of several variables has no shares that add up to 100: state those of one of its variables, as of {}",
                item.name
            )
        } else {
            continue;
        };
        return Err(StudyError::Usage(message));
    }
    Ok(())
}

/// Refuses the first name that is not among the known ones.
fn check(named: &[String], kind: &'static str, known: &[Arc<str>], source_name: &str) -> Result<(), StudyError> {
    let unknown = named.iter().find(|name| known.iter().all(|known| **known != ***name));
    unknown.map_or(Ok(()), |name| {
        let hint = names::hint(name, known.iter().map(|known| &**known));
        let (name, source_name) = (name.clone(), source_name.to_owned());
        Err(SampleError::Unknown { kind, name, source_name, hint }.into())
    })
}

/// Whether a name is asked for: all are where none is named.
fn asked(named: &[String], name: &str) -> bool {
    named.is_empty() || named.iter().any(|one| one == name)
}

/// By variable what looks like codes for no answer, and words that look like one.
type Noticed = (Vec<(String, Suspects)>, Vec<(String, Spellings)>);

/// What is found in respondents: a table, what the weight does, what is to be looked at.
type OfRespondents = (Table, Option<Weighting>, Noticed);

/// The table of the variables asked for; of a weight, what it does to those named.
fn of_respondents(
    respondents: &Respondents,
    stated: &Codebook,
    (options, drawn): (&InspectOptions, bool),
) -> Result<OfRespondents, StudyError> {
    let named = &options.question;
    let aims: Vec<String> = options.target.iter().map(|target| target.variable.to_string()).collect();
    let file = respondents.file();
    let sets = respondents.sets().iter().map(|set| set.name.clone());
    let known: Vec<Arc<str>> = file.variables().iter().map(|variable| variable.name.clone()).chain(sets).collect();
    check(named, "variable", &known, file.name())?;
    check(&aims, "variable", &known, file.name())?;
    let mut summaries = codebook(file, respondents.weight())?;
    let is_shown = |variable: &str| drawn && named.iter().chain(&aims).any(|name| **name == *variable);
    let shown = super::weighed::shown(respondents, is_shown)?;
    summaries.retain(|summary| asked(named, &summary.name));
    summaries.iter_mut().for_each(|summary| leave_declared(summary, stated, file));
    let mut weighting =
        respondents.weight().map(|place| Weighting::of(file, place, (&shown, &options.target), stated)).transpose()?;
    let mut table = of_variables(&summaries);
    for set in respondents.sets().iter().filter(|set| asked(named, &set.name)) {
        let columns = table.columns().len();
        match SetSummary::of(respondents, set) {
            Ok(counted) => {
                table.push(counted.line(columns));
                if let Some(weighting) = weighting.as_mut().filter(|_| !named.is_empty()) {
                    weighting.margins.push(SetSummary::weighed(respondents, set)?.margin(stated));
                }
            }
            Err(error) if !named.is_empty() => return Err(error.into()),
            // A file may declare sets that nobody asks about: what else is in it can still be shown.
            Err(error) => {
                table.push(uncounted(set, columns));
                table.note(format!("the set {} is not counted: {error}", set.name));
            }
        }
    }
    table.note("n: respondents with an answer; values: each with its respondents, and with its share by weight where one is stated");
    if let Some(weighting) = &weighting {
        table.note(weight_note(weighting, respondents.stated_design().weighs()));
    }
    Ok((table, weighting, noticed(&summaries)))
}

/// Answers that the study declares to be outside the scale are no longer suspects.
fn leave_declared(summary: &mut VariableSummary, stated: &Codebook, file: &dyn survey::Source) {
    let (Some(question), Some(place)) = (stated.question(&summary.name), file.find(&summary.name)) else { return };
    let declared = no_answers(question, &file.variables()[place]);
    let is_declared = |code: f64| declared.iter().any(|missing| missing.holds(&survey::Value::number(code)));
    if let Some(suspects) = &mut summary.suspects {
        suspects.codes.retain(|suspect| !is_declared(suspect.code));
    }
    summary.suspects = summary.suspects.take().filter(|suspects| !suspects.codes.is_empty());
}

fn noticed(summaries: &[VariableSummary]) -> Noticed {
    // What says something of the design, or who somebody is, has no mean.
    let plain = summaries.iter().filter(|summary| summary.hints.is_empty());
    let codes = plain.filter_map(|summary| Some((summary.name.to_string(), summary.suspects.clone()?))).collect();
    let each = |summary: &VariableSummary| {
        let name = summary.name.to_string();
        summary.alike.clone().into_iter().map(move |spellings| (name.clone(), spellings))
    };
    (codes, summaries.iter().flat_map(each).collect())
}

/// What a weight does, in a sentence.
fn weight_note(weighting: &Weighting, weighs: bool) -> String {
    let spread = &weighting.spread;
    if !weighs {
        let people = spread.n as f64 * spread.mean;
        return format!(
            "weight {}: {} rows stand for {} respondents: shares are of these, n is of rows",
            weighting.name,
            spread.n,
            short(people)
        );
    }
    let (deff, effective) = (short(spread.deff), spread.n_effective().round());
    let uncounted = spread.uncounted().map(|who| format!("; {who}")).unwrap_or_default();
    format!(
        "weight {}: {} respondents; {} to {}, mean {}; Kish's design effect {deff}, effective n {effective}{uncounted}",
        weighting.name,
        spread.n,
        short(spread.min),
        short(spread.max),
        short(spread.mean),
    )
}

/// One row for each variable: its values if there are few, else their range; codes for no answer apart.
fn of_variables(summaries: &[VariableSummary]) -> Table {
    let extra = [
        Column::new("n_user_missing", "no answer, by code", Kind::Count),
        Column::new("hints", "looks like", Kind::Text),
    ];
    let mut table = Table::new("variables", inspect_columns().into_iter().chain(extra).collect());
    for summary in summaries {
        let role = if summary.kind == survey::Kind::Number { "number" } else { "text" };
        let codes: u64 = summary.user_missing.iter().map(|frequency| frequency.count.n).sum();
        let codes_too = summary.suspects.iter().flat_map(|suspects| &suspects.codes);
        let codes_too =
            codes_too.map(|suspect| format!("no answer: {}?", suspect.code)).filter(|_| summary.hints.is_empty());
        let hints: Vec<String> = summary.hints.iter().map(|hint| hint.describe().to_owned()).chain(codes_too).collect();
        table.push(vec![
            summary.name.clone().into(),
            role.into(),
            summary.label.clone().into(),
            shown(summary).into(),
            (summary.answered.n as f64).into(),
            (summary.system_missing.n as f64).into(),
            (codes as f64).into(),
            hints.join(", ").into(),
        ]);
    }
    table
}

fn shown(summary: &VariableSummary) -> String {
    let answers = match &summary.content {
        Content::Values(values) => list(values, summary.answered.weighted),
        Content::Numbers { min, median, mean, max, weighted_mean } => {
            let weighted = weighted_mean.map(|mean| format!(", by weight {}", short(mean))).unwrap_or_default();
            format!("{} to {}, median {}, mean {}{weighted}", short(*min), short(*max), short(*median), short(*mean))
        }
        Content::Words { distinct, .. } => format!("{distinct} different texts"),
    };
    match summary.user_missing.as_slice() {
        [] => answers,
        codes => format!("{answers}; no answer: {}", list(codes, None)),
    }
}

/// At most six digits: for the eye.
fn short(number: f64) -> String {
    let digits = format!("{number:.5e}").parse::<f64>().unwrap_or(number);
    digits.to_string()
}

/// Letters of a value that are shown.
const MOST_LETTERS: usize = 40;

fn clipped(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn list(values: &[Frequency], all: Option<f64>) -> String {
    let one = |frequency: &Frequency| {
        let name = frequency.label.as_ref().map_or_else(|| frequency.value.to_string(), ToString::to_string);
        let share = all.zip(frequency.count.weighted).filter(|(all, _)| *all > 0.0);
        let share = share.map(|(all, weighted)| format!(", {:.1} %", 100.0 * weighted / all)).unwrap_or_default();
        format!("{} ({}{share})", clipped(&name), frequency.count.n)
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn of_published(source: &Source, sample: &Published, named: &[String]) -> Result<Table, StudyError> {
    let mut table = Table::new("variables", inspect_columns());
    check(named, "question", &sample.questions(), sample.name())?;
    let figures: Vec<&Figure> = sample.figures().iter().filter(|f| asked(named, &f.question)).collect();
    for question in sample.questions().into_iter().filter(|question| asked(named, question)) {
        let of_question: Vec<&Figure> = figures.iter().copied().filter(|f| f.question == question).collect();
        let answers = distinct(of_question.iter().map(|f| f.answer.clone()));
        let known = source.codebook().question(&question);
        let nets = known.map_or(&[][..], |q| &q.nets);
        let marked = answers.iter().map(|answer| match nets.iter().find(|net| net.id == *answer) {
            Some(net) => format!("{answer} (net of {})", net.of.join(" + ")),
            None => answer.to_string(),
        });
        let values = marked.collect::<Vec<_>>().join(", ");
        table.push(row(&question, "question", known.map(|q| &q.title), values, &of_question));
    }
    let variables = distinct(figures.iter().flat_map(|f| f.groups.iter().map(|g| g.variable.clone())));
    for variable in variables {
        let level = |f: &&Figure| f.groups.iter().find(|g| g.variable == variable).map(|g| g.level.clone());
        let grouped: Vec<&Figure> = figures.iter().copied().filter(|f| level(f).is_some()).collect();
        let values = distinct(grouped.iter().filter_map(level)).join(", ");
        table.push(row(&variable, "group", source.codebook().group(&variable).map(|g| &g.title), values, &grouped));
    }
    let waves: BTreeSet<_> = figures.iter().filter_map(|f| f.wave.as_ref()).collect();
    if let (Some(first), Some(last)) = (waves.first(), waves.last()) {
        let dated: Vec<&Figure> = figures.iter().copied().filter(|f| f.wave.is_some()).collect();
        let values =
            if first == last { first.to_string() } else { format!("{} waves, {first} to {last}", waves.len()) };
        table.push(row("wave", "time", None, values, &dated));
    }
    let asked: Vec<&Figure> = figures.iter().copied().filter(|f| f.fieldwork.pollster.is_some()).collect();
    if !asked.is_empty() {
        let values = distinct(asked.iter().filter_map(|f| f.fieldwork.pollster.clone())).join(", ");
        table.push(row("pollster", "pollster", None, values, &asked));
    }
    table.note("n: figures; missing: figures without a printed base");
    Ok(table)
}

fn row(name: &str, role: &str, title: Option<&Arc<str>>, values: String, figures: &[&Figure]) -> Vec<Value> {
    let without = figures.iter().filter(|f| f.base.unweighted.or(f.base.weighted).is_none()).count();
    vec![name.into(), role.into(), title.cloned().into(), values.into(), figures.len().into(), without.into()]
}

fn distinct(names: impl Iterator<Item = Arc<str>>) -> Vec<Arc<str>> {
    let mut found: Vec<Arc<str>> = Vec::new();
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
