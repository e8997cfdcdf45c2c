//! `inspect`: what is in a file: its layout as found, questions with answers and waves, groups, bases.

use crate::report::columns::inspect_columns;
use crate::report::{Table, Value};
use crate::study::Source;
use crate::survey::Figure;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One row for each question, grouping variable, wave axis and pollster of a source.
pub fn inspect(source: &Source) -> Table {
    let mut table = Table::new("variables", inspect_columns());
    let figures = source.published().figures();
    for question in source.published().questions() {
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
