//! The acts: one file for each verb that works on a source. The command line and the study runner call the same functions with the
//! same options.

mod changes;
mod codes;
mod compare;
mod estimate;
mod everybody;
mod found;
mod functions;
mod inspect;
mod inspected_sets;
pub(in crate::study) mod intervals;
mod margin;
mod namesakes;
mod nobody;
mod overlap;
mod own_answers;
mod parts;
mod replicates;
mod roles;
mod scaled;
mod scales;
mod scores;
mod single;
mod sizes;
mod spellings;
mod summed;
mod test;
mod trend;
mod unstated;
mod weighed;
mod weighting;

pub(super) use changes::changes;
pub use compare::{CompareResult, CompareRow, compare};
pub use estimate::{EstimateResult, EstimateRow, estimate};
pub use found::Found;
pub use inspect::{InspectOptions, Inspection, inspect};
pub use margin::{MarginOptions, margin};
pub(super) use namesakes::GroupNames;
pub use namesakes::SeriesName;
pub(super) use scales::{KnownScales, scale_of};
pub use test::{TestResult, TestRow, test};
pub use trend::{FittedSeries, TrendResult, trend};
pub use weighting::{HEAVY, Margin, WeightSpread, Weighting};

use super::options::{Precision, Selection, Statistic};
use super::source::{Asked, Roles};
use super::spec::{By, NetSpec};
use super::{Source, StudyError};
use crate::estimate::{Ask, Quantiles};
use crate::names;
use crate::report::columns::{group, over};
use crate::report::{Column, Kind, Value};
use crate::sample::Published;
use crate::survey::{Cell, Net, Place, Role};
use crate::uncertainty::Flags;
use own_answers::Wanted;
use roles::roles;
use std::sync::{Arc, OnceLock};

/// Each thing once: what is named twice is asked for once, and counts as one comparison.
fn once<T: PartialEq>(named: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in named {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// The variables that questions stand for: those of a function, and the question itself only where it is of its answers.
fn asked_of(questions: &[Arc<str>], statistic: &Statistic) -> Vec<Arc<str>> {
    let Some(function) = statistic.function.as_ref().map(|spec| &spec.0) else { return questions.to_vec() };
    let own = if function.is_of_answers() { questions } else { &[] };
    own.iter().chain(function.leaves().iter().filter_map(|leaf| leaf.question.as_ref())).cloned().collect()
}

/// A source and the sample that answers for it.
struct Context<'a> {
    source: &'a Source,
    sample: Asked<'a>,
    /// Quantiles that were made together, before each is asked for.
    ahead: OnceLock<Vec<(Ask, Quantiles)>>,
}

impl<'a> Context<'a> {
    fn new(
        source: &'a Source,
        selection: &Selection,
        precision: &Precision,
        roles: Roles<'_>,
    ) -> Result<Self, StudyError> {
        if let Some(df) = precision.df.filter(|df| df.is_nan() || *df <= 0.0) {
            return Err(StudyError::Usage(format!("{df} degrees of freedom are not possible: --df is above 0")));
        }
        let asked = source.ask(selection, precision.df, roles).map_err(|error| sizes::explained(source, error));
        Ok(Self { source, sample: asked?, ahead: OnceLock::new() })
    }

    /// One [`Ask`] for each question and grouping of a selection.
    fn asks(&self, selection: &Selection, statistic: &Statistic) -> Result<Vec<Ask>, StudyError> {
        statistic.check()?;
        check_nets(&selection.net)?;
        functions::check_numbers(self, statistic)?;
        let questions = once(self.questions(selection, statistic)?);
        self.check_over(selection)?;
        self.check_several(&questions, statistic)?;
        self.check_roles(&asked_of(&questions, statistic), selection)?;
        let groupings: Vec<Vec<Arc<str>>> = match selection.by.as_slice() {
            [] => vec![Vec::new()],
            named => named.iter().map(|by| by.0.clone()).collect(),
        };
        let wanted = own_answers::of_each(self, &questions, selection, statistic)?;
        let ask = |question: &Arc<str>, wanted: &Wanted, by: &Vec<Arc<str>>| Ask {
            question: question.clone(),
            answers: wanted.answers.clone(),
            nets: self.nets(question, selection, &wanted.nets),
            named_nets: wanted.nets.len(),
            by: by.clone(),
            over: selection.over.as_deref().map(Arc::from),
            percent_of: statistic.percent_of.unwrap_or_default(),
        };
        let each = questions.iter().zip(&wanted);
        Ok(each.flat_map(|(question, wanted)| groupings.iter().map(move |by| ask(question, wanted, by))).collect())
    }

    fn questions(&self, selection: &Selection, statistic: &Statistic) -> Result<Vec<Arc<str>>, StudyError> {
        let function = statistic.function.as_ref().filter(|spec| !spec.0.is_of_answers());
        let named = statistic.ratio.as_ref().map(|ratio| ratio.to_string().into());
        match (selection.question.as_slice(), &self.sample, named.or_else(|| Some(function?.0.name().clone()))) {
            ([], _, Some(named)) => Ok(vec![named]),
            ([], Asked::Published(sample), _) => Ok(sample.questions()),
            ([], Asked::Part(sample), _) => Ok(sample.questions()),
            ([], Asked::Microdata(sample), _) => {
                let file = self.source.path();
                let has = |name: &str| sample.source().find(name).is_some();
                // A table of figures whose heading has a slip is taken for respondents.
                let figures = if has("answer") || has("percent") || has("share") {
                    format!("; were {file} a published table, it would have the columns answer and percent (or share)")
                } else {
                    String::new()
                };
                let message = format!("name a variable with --question; `topline inspect {file}` lists them{figures}");
                Err(StudyError::Usage(message))
            }
            (named, ..) => Ok(named.iter().map(|q| Arc::from(q.as_str())).collect()),
        }
    }

    /// Nets `made` by flags, then the others of the codebook (a published table knows the latter by itself).
    fn nets(&self, question: &str, selection: &Selection, made: &[Arc<str>]) -> Vec<Net> {
        let named = selection.net.iter().filter(|spec| made.contains(&spec.name)).map(|spec| Net {
            id: spec.name.clone(),
            title: spec.name.clone(),
            labels: Vec::new(),
            of: spec.of.clone(),
            role: Role::Plain,
        });
        let listed = self.source.codebook().question(question).map(|q| q.nets.clone()).unwrap_or_default();
        let others = listed.into_iter().filter(|net| selection.net.iter().all(|named| named.name != net.id));
        named.chain(others).collect()
    }

    /// Shares are of responses only where respondents could give several.
    fn check_several(&self, questions: &[Arc<str>], statistic: &Statistic) -> Result<(), StudyError> {
        let sample = self.sample.sample();
        let single = questions.iter().find(|question| !sample.gives_several(question));
        match (statistic.percent_of, single) {
            (Some(_), Some(question)) => Err(StudyError::Usage(format!(
                "--percent-of has no effect on {question}, which is no --set of several variables: leave it out"
            ))),
            _ => Ok(()),
        }
    }

    /// Each variable in one role: a group within itself is everybody or nobody.
    fn check_roles(&self, questions: &[Arc<str>], selection: &Selection) -> Result<(), StudyError> {
        let over = selection.over.as_deref();
        check_blocks(&selection.by)?;
        for by in selection.by.iter().map(|by| &by.0) {
            if let Some(twice) = by.iter().enumerate().find(|(at, variable)| by[..*at].contains(variable)) {
                return Err(StudyError::Usage(format!("--by names {} twice: once is enough", twice.1)));
            }
            if let Some(both) = by.iter().find(|variable| over == Some(&***variable)) {
                let message =
                    format!("{both} cannot be a group and the wave at once: leave it out of --by or of --over");
                return Err(StudyError::Usage(message));
            }
        }
        let groups = selection.by.iter().flat_map(|by| &by.0).map(|variable| &**variable).chain(over);
        let of_itself = |name: &&str| questions.iter().any(|question| **question == **name);
        match groups.into_iter().find(of_itself).filter(|_| self.sample.microdata().is_some()) {
            Some(name) => Err(StudyError::Usage(format!(
                "the question {name} cannot be its own group: take another variable for --by or --over"
            ))),
            None => Ok(()),
        }
    }

    /// Published tables have one time axis.
    fn check_over(&self, selection: &Selection) -> Result<(), StudyError> {
        match selection.over.as_deref() {
            Some(other) if self.sample.microdata().is_none() && !["wave", "date"].contains(&other) => {
                let hint = names::hint(other, ["wave", "date"]);
                Err(StudyError::Usage(format!("{}: no time axis named \"{other}\"{hint}", self.source.id())))
            }
            Some(_) if self.source.published().is_some_and(lacks_waves) => {
                let name = self.source.id();
                Err(StudyError::Usage(format!("--over has no effect on {name}, a table without waves: leave it out")))
            }
            _ => Ok(()),
        }
    }
}

/// Whether no figure of a printed table has a wave.
fn lacks_waves(table: &Published) -> bool {
    table.figures().iter().all(|figure| figure.wave.is_none())
}

/// Each net under a name of its own.
fn check_nets(nets: &[NetSpec]) -> Result<(), StudyError> {
    match nets.iter().enumerate().find(|(at, net)| nets[..*at].iter().any(|before| before.name == net.name)) {
        Some((_, twice)) => {
            Err(StudyError::Usage(format!("--net names {} twice: give every net a name of its own", twice.name)))
        }
        None => Ok(()),
    }
}

/// Each block of groups once, in whichever order its variables are named.
fn check_blocks(blocks: &[By]) -> Result<(), StudyError> {
    let same = |a: &By, b: &By| a.0.len() == b.0.len() && a.0.iter().all(|variable| b.0.contains(variable));
    match blocks.iter().enumerate().find(|(at, block)| blocks[..*at].iter().any(|before| same(before, block))) {
        Some((_, twice)) => Err(StudyError::Usage(format!(
            "--by asks for the groups of {} twice: once is enough",
            twice.0.join(" and ")
        ))),
        None => Ok(()),
    }
}

/// Grouping variables of some cells, in order of first appearance.
fn variables_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Arc<str>> {
    let mut variables: Vec<Arc<str>> = Vec::new();
    for group in cells.flat_map(|cell| &cell.groups) {
        if !variables.contains(&group.variable) {
            variables.push(group.variable.clone());
        }
    }
    variables
}

/// Columns for the labels of some cells: grouping variables, and the wave and pollster where they differ.
struct LabelColumns {
    by: Vec<Column>,
    over: Option<Column>,
    pollster: bool,
}

impl LabelColumns {
    fn of<'a>(
        source: &Source,
        by: &[Arc<str>],
        axis: Option<&str>,
        cells: impl Iterator<Item = &'a Cell> + Clone,
    ) -> Self {
        let title =
            |variable: &Arc<str>| source.codebook().group(variable).map_or(variable.clone(), |g| g.title.clone());
        let waves = cells.clone().any(|cell| cell.wave.is_some());
        Self {
            by: by.iter().map(|variable| group(variable, &title(variable))).collect(),
            over: waves.then(|| axis.filter(|axis| *axis != "date").unwrap_or("wave")).map(|axis| over(axis, axis)),
            pollster: cells.clone().any(|cell| cell.pollster.is_some()),
        }
    }

    /// The column of pollsters, where there are several.
    fn pollster_column(&self) -> Option<Column> {
        self.pollster.then(|| Column::new("pollster", "pollster", Kind::Text).as_context())
    }
}

/// The question and answer of a cell: ids for machines, titles for people.
fn names_of(source: &Source, cell: &Cell) -> [Value; 2] {
    let question = cell.question.as_deref().and_then(|id| source.codebook().question(id));
    let titled = |id: &Arc<str>, title: Option<&Arc<str>>| Value::named(id.clone(), title.unwrap_or(id).clone());
    let answer_title = |id: &Arc<str>| question.and_then(|q| q.title_of(id));
    [
        cell.question.as_ref().map_or(Value::Missing, |id| titled(id, question.map(|q| &q.title))),
        cell.answer.as_ref().map_or(Value::Missing, |id| titled(id, answer_title(id))),
    ]
}

/// The levels of a cell, in the order of the columns; missing means everybody.
fn levels_of(cell: &Cell, by: &[Arc<str>]) -> impl Iterator<Item = Value> {
    by.iter().map(|variable| cell.level(variable).map(Value::from).into()).collect::<Vec<Value>>().into_iter()
}

/// Flags as machines read them.
fn flags_value(flags: Flags) -> Value {
    let names: Vec<&str> = flags.iter().map(|(name, _)| name).collect();
    if names.is_empty() { Value::Missing } else { names.join(";").into() }
}

/// The printed figures behind a cell and their publications, each once.
fn provenance(context: &Context<'_>, cell: &Cell) -> (Vec<Place>, Vec<Arc<str>>) {
    let figures = context.sample.published().map(|sample| sample.behind(cell)).unwrap_or_default();
    let mut sources: Vec<Arc<str>> = Vec::new();
    for found in figures.iter().filter_map(|figure| figure.source.as_ref()) {
        if !sources.contains(found) {
            sources.push(found.clone());
        }
    }
    (figures.iter().map(|figure| figure.place.clone()).collect(), sources)
}

/// Places and publications as two values.
fn provenance_values(places: &[Place], sources: &[Arc<str>]) -> [Value; 2] {
    let list = |items: Vec<String>| if items.is_empty() { Value::Missing } else { items.join("; ").into() };
    [list(places.iter().map(ToString::to_string).collect()), list(sources.iter().map(ToString::to_string).collect())]
}

/// The wave of a cell: its label for machines, its field dates for people.
fn wave_value(cell: &Cell) -> Value {
    cell.wave.as_ref().map(|wave| wave.label.clone()).into()
}

/// One side of a comparison: an answer by its title, else the level or wave as it is.
fn side_value(source: &Source, cell: &Cell, name: &str) -> Value {
    let question = cell.question.as_deref().and_then(|id| source.codebook().question(id));
    let title = question.filter(|_| cell.answer.is_none()).and_then(|q| q.title_of(name));
    title.map_or_else(|| Value::from(name), |title| Value::named(name, title.clone()))
}
