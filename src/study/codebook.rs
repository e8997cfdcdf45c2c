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
    /// Of answers and groups, by the names that charts have.
    pub(super) colours: Vec<(String, Colour)>,
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

/// The colours that the study states for answers, nets and groups, by the names that charts have.
fn colours(file: &StudyFile) -> Vec<(String, Colour)> {
    let named = |id: &str, title: &Option<String>, colour: Option<ColourSpec>| {
        Some((title.as_deref().unwrap_or(id).to_owned(), colour?.0))
    };
    let answers = file.question.iter().flat_map(|question| &question.answers);
    let nets = file.question.iter().flat_map(|question| &question.nets);
    let levels = file.group.iter().flat_map(|group| &group.levels);
    let answers = answers.filter_map(|answer| named(&answer.id, &answer.title, answer.colour));
    let nets = nets.filter_map(|net| named(&net.id, &net.title, net.colour));
    answers.chain(nets).chain(levels.filter_map(|level| named(&level.id, &None, level.colour))).collect()
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

fn arcs(texts: &[String]) -> Vec<Arc<str>> {
    texts.iter().map(|text| Arc::from(text.as_str())).collect()
}
