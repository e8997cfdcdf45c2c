//! `inspect`: what is in a file: its layout as found, questions with answers and waves, groups, bases.

use crate::ingest::microdata::{Content, Frequency, VariableSummary, codebook};
use crate::report::columns::inspect_columns;
use crate::report::{Column, Kind, Table, Value};
use crate::sample::Published;
use crate::study::source::Respondents;
use crate::study::{Source, StudyError};
use crate::survey::{self, Figure};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One row for each question, grouping variable, wave axis and pollster of a published table, or for each variable of
/// respondent-level data.
///
/// # Errors
/// [`StudyError`] when respondent-level data cannot be read any more.
pub fn inspect(source: &Source) -> Result<Table, StudyError> {
    match (source.published(), source.respondents()) {
        (Some(sample), _) => Ok(of_published(source, sample)),
        (None, Some(respondents)) => of_respondents(respondents),
        (None, None) => Ok(Table::new("variables", inspect_columns())),
    }
}

/// One row for each variable: its values if there are few, else their range; codes for no answer apart.
fn of_respondents(respondents: &Respondents) -> Result<Table, StudyError> {
    let extra = [
        Column::new("n_user_missing", "no answer, by code", Kind::Count),
        Column::new("hints", "looks like", Kind::Text),
    ];
    let mut table = Table::new("variables", inspect_columns().into_iter().chain(extra).collect());
    for summary in codebook(respondents.file(), respondents.weight())? {
        let role = if summary.kind == survey::Kind::Number { "number" } else { "text" };
        let codes: u64 = summary.user_missing.iter().map(|frequency| frequency.count.n).sum();
        let hints: Vec<&str> = summary.hints.iter().map(|hint| hint.describe()).collect();
        table.push(vec![
            summary.name.clone().into(),
            role.into(),
            summary.label.clone().into(),
            shown(&summary).into(),
            (summary.answered.n as f64).into(),
            (summary.system_missing.n as f64).into(),
            (codes as f64).into(),
            hints.join(", ").into(),
        ]);
    }
    for set in respondents.sets() {
        let items: Vec<&str> = set.items.iter().map(|item| &*item.name).collect();
        let mut row = vec![set.name.clone().into(), "set".into(), set.label.clone().into(), items.join(", ").into()];
        row.resize(table.columns().len(), Value::Missing);
        table.push(row);
    }
    table.note("n: respondents with an answer; values: each with its respondents, and with its share by weight where one is stated");
    Ok(table)
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

fn of_published(source: &Source, sample: &Published) -> Table {
    let mut table = Table::new("variables", inspect_columns());
    let figures = sample.figures();
    for question in sample.questions() {
        let of_question: Vec<&Figure> = figures.iter().filter(|f| f.question == question).collect();
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
        let grouped: Vec<&Figure> = figures.iter().filter(|f| level(f).is_some()).collect();
        let values = distinct(grouped.iter().filter_map(level)).join(", ");
        table.push(row(&variable, "group", source.codebook().group(&variable).map(|g| &g.title), values, &grouped));
    }
    let waves: BTreeSet<_> = figures.iter().filter_map(|f| f.wave.as_ref()).collect();
    if let (Some(first), Some(last)) = (waves.first(), waves.last()) {
        let dated: Vec<&Figure> = figures.iter().filter(|f| f.wave.is_some()).collect();
        let values =
            if first == last { first.to_string() } else { format!("{} waves, {first} to {last}", waves.len()) };
        table.push(row("wave", "time", None, values, &dated));
    }
    let asked: Vec<&Figure> = figures.iter().filter(|f| f.fieldwork.pollster.is_some()).collect();
    if !asked.is_empty() {
        let values = distinct(asked.iter().filter_map(|f| f.fieldwork.pollster.clone())).join(", ");
        table.push(row("pollster", "pollster", None, values, &asked));
    }
    table.note("n: figures; missing: figures without a printed base");
    table
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
