//! From the entries of a study file to the codebook.

use super::file::{AnswerEntry, GroupEntry, NetEntry, QuestionEntry, SourceEntry, StudyFile};
use super::options::PublishedBasis;
use super::spec::ColourSpec;
use crate::chart::colour::Colour;
use crate::survey::{Answer, Codebook, Group, GroupVariable, Net, Question};
use std::sync::Arc;

/// What a study says that is none of the data: of the fieldwork of a file that does not say it, and of colours.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub(super) field_dates: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) population: Option<String>,
    /// Of answers, nets and groups.
    pub(super) colours: Vec<StatedColour>,
}

/// A colour that a study states.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StatedColour {
    /// The question whose answer or net has it, or the grouping variable whose level.
    pub(super) of: String,
    /// Whether it is that of a level.
    pub(super) of_level: bool,
    /// The name that charts have.
    pub(super) name: String,
    /// The colour.
    pub(super) colour: Colour,
}

impl Told {
    /// What is said of a source.
    pub(super) fn of(entry: &SourceEntry, study: &StudyFile) -> Self {
        let (field_dates, mode, population) = (entry.field_dates.clone(), entry.mode.clone(), entry.population.clone());
        Self { field_dates, mode, population, colours: colours(study) }
    }
}

/// The codebook that a study states.
pub(super) fn codebook(file: &StudyFile) -> Codebook {
    Codebook { questions: file.question.iter().map(question).collect(), groups: file.group.iter().map(group).collect() }
}

/// The colours that the study states for answers, nets and groups, each of its own question or variable.
fn colours(file: &StudyFile) -> Vec<StatedColour> {
    let stated = |(of, of_level): (&str, bool), name: &str, colour: Option<ColourSpec>| {
        let (of, name) = (of.to_owned(), name.to_owned());
        Some(StatedColour { of, of_level, name, colour: colour?.0 })
    };
    let of_question = |question: &QuestionEntry| {
        let answers = question.answers.iter().map(|answer| (&answer.id, &answer.title, answer.colour));
        let all = answers.chain(question.nets.iter().map(|net| (&net.id, &net.title, net.colour)));
        let named = |(id, title, colour): (&String, &Option<String>, _)| {
            stated((&question.id, false), title.as_deref().unwrap_or(id), colour)
        };
        all.filter_map(named).collect::<Vec<_>>()
    };
    let of_group = |group: &GroupEntry| {
        let levels = group.levels.iter();
        levels.filter_map(|level| stated((&group.id, true), &level.id, level.colour)).collect::<Vec<_>>()
    };
    file.question.iter().flat_map(of_question).chain(file.group.iter().flat_map(of_group)).collect()
}

/// Shares of the population that the study states for groups.
pub(super) fn group_shares(file: &StudyFile) -> Vec<(Group, f64)> {
    let levels = file.group.iter().flat_map(|group| group.levels.iter().map(move |level| (group, level)));
    levels.filter_map(|(group, level)| Some((Group::new(&*group.id, &*level.id), level.share?))).collect()
}

/// What flags state, and where they are silent, the study.
pub(super) fn basis(flags: &PublishedBasis, stated: &PublishedBasis) -> PublishedBasis {
    // A design effect and printed margins say the same thing: stating one replaces both.
    let deff_by_flag = flags.deff.is_some() || !flags.margin.is_empty();
    PublishedBasis {
        n: flags.n.or(stated.n),
        deff: if deff_by_flag { flags.deff } else { stated.deff },
        margin: if deff_by_flag { flags.margin.clone() } else { stated.margin.clone() },
        margin_rounding: flags.margin_rounding.or(stated.margin_rounding),
        rounding: flags.rounding.or(stated.rounding),
    }
}

fn question(entry: &QuestionEntry) -> Question {
    Question {
        id: entry.id.as_str().into(),
        title: entry.title.as_deref().unwrap_or(&entry.id).into(),
        text: entry.text.as_deref().map(Arc::from),
        answers: entry.answers.iter().map(answer).collect(),
        nets: entry.nets.iter().map(net).collect(),
        ordered: entry.ordered,
    }
}

fn answer(entry: &AnswerEntry) -> Answer {
    Answer {
        id: entry.id.as_str().into(),
        title: entry.title.as_deref().unwrap_or(&entry.id).into(),
        labels: arcs(&entry.labels),
        role: entry.role,
    }
}

fn net(entry: &NetEntry) -> Net {
    Net {
        id: entry.id.as_str().into(),
        title: entry.title.as_deref().unwrap_or(&entry.id).into(),
        labels: arcs(&entry.labels),
        of: arcs(&entry.of),
        role: entry.role,
    }
}

fn group(entry: &GroupEntry) -> GroupVariable {
    GroupVariable {
        id: entry.id.as_str().into(),
        title: entry.title.as_deref().unwrap_or(&entry.id).into(),
        levels: entry.levels.iter().map(|level| (level.id.as_str().into(), arcs(&level.labels))).collect(),
        ordered: entry.ordered,
    }
}

/// Names as files are read: without white space around them.
fn arcs(texts: &[String]) -> Vec<Arc<str>> {
    texts.iter().map(|text| Arc::from(text.trim())).collect()
}
