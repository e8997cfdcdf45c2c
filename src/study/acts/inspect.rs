//! `inspect`: what is in a file: its layout as found, questions with answers and waves, groups, bases.

use crate::report::columns::inspect_columns;
use crate::report::{Table, Value};
use crate::sample::Published;
use crate::study::{Source, StudyError};
use crate::survey::{self, Figure};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One row for each question, grouping variable, wave axis and pollster of a published table, or for each variable of
/// respondent-level data.
///
/// # Errors
/// [`StudyError`] when respondent-level data cannot be read any more.
pub fn inspect(source: &Source) -> Result<Table, StudyError> {
    match (source.published(), source.respondents()) {
        (Some(sample), _) => Ok(of_published(source, sample)),
        (None, Some(respondents)) => of_respondents(respondents.file()),
        (None, None) => Ok(Table::new("variables", inspect_columns())),
    }
}

/// One row for each variable: its values if there are few, else their range.
fn of_respondents(file: &dyn survey::Source) -> Result<Table, StudyError> {
    let mut table = Table::new("variables", inspect_columns());
    for (place, variable) in file.variables().iter().enumerate() {
        let mut values: BTreeMap<survey::Value, u64> = BTreeMap::new();
        for chunk in 0..file.chunks().len() {
            for column in file.read(chunk, &[place])? {
                for row in 0..column.len() {
                    *values.entry(column.value(row)).or_default() += 1;
                }
            }
        }
        let missing = values.remove(&survey::Value::Missing).unwrap_or(0);
        let count = values.values().sum::<u64>();
        let role = if variable.kind == survey::Kind::Number { "number" } else { "text" };
        let title = variable.label.clone();
        let shown = shown(variable, &values);
        table.push(vec![
            variable.name.clone().into(),
            role.into(),
            title.into(),
            shown.into(),
            (count as f64).into(),
            (missing as f64).into(),
        ]);
    }
    table.note("n: respondents with a value");
    Ok(table)
}

/// Values with their counts; beyond this many their number and range.
const MOST_VALUES: usize = 12;

fn shown(variable: &survey::Variable, values: &BTreeMap<survey::Value, u64>) -> String {
    if values.len() <= MOST_VALUES {
        let one = |(value, count): (&survey::Value, &u64)| format!("{} ({count})", variable.title(value));
        return values.iter().map(one).collect::<Vec<_>>().join(", ");
    }
    match (values.first_key_value(), values.last_key_value()) {
        (Some((first, _)), Some((last, _))) => format!("{} values, {first} to {last}", values.len()),
        _ => String::new(),
    }
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
        let values = distinct(grouped.iter().filter_map(|f| level(f))).join(", ");
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
