//! Respondent-level data as a source: the file, the engine, the design as stated.

use super::SourceFlags;
use crate::engine::{self, Engine};
use crate::ingest;
use crate::ingest::microdata::{
    Wanted, as_numbers, is_scale_of_numbers, named_weight, numbers_beside_words, relabelled, with_declared_missing,
    with_sets, without_user_missing,
};
use crate::report::{Column, Fact, Kind};
use crate::sample::{Design, DesignOptions, Learned, MakeOptions, Method, Microdata, attach};
use crate::study::StudyError;
use crate::study::codebook::codebook;
use crate::study::file::{SourceEntry, StudyFile};
use crate::study::options::DesignFlags;
use crate::survey::{self, Answer, Beginning, Codebook, MultipleSet, Question, Role, SetSpec, watched};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// What variables are asked for: the same codes are numbers to a mean, and answers to a share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles<'a> {
    /// Whose numbers are wanted.
    pub(crate) numbers: Vec<&'a str>,
    /// Whose answers or levels are wanted.
    pub(crate) words: Vec<&'a str>,
}

/// Respondents in a file, with the design that is stated for them.
pub(crate) struct Respondents {
    /// As in the file: with the codes for no answer.
    file: Arc<dyn survey::Source>,
    /// As estimates see them: no answer is missing, labels are those of the study.
    answers: Arc<dyn survey::Source>,
    /// Of the numbers asked for, the part that is looked at once more for codes.
    beginning: Beginning,
    /// What the study says of labels.
    stated: Codebook,
    engine: Arc<dyn Engine>,
    design: DesignFlags,
    /// The design as the library takes it: that of the flags, or of replicates made from it.
    options: DesignOptions,
    /// What the replicate weights show that contradicts what is stated of them; looked at once.
    belied: OnceLock<Option<String>>,
    /// What the data show of the design.
    learned: Arc<Learned>,
}

impl Respondents {
    pub(super) fn open(
        path: &Path,
        entry: &SourceEntry,
        stated: (&StudyFile, &SourceFlags),
    ) -> Result<Self, StudyError> {
        let design = stated.1.design.over(&entry.design);
        Self::new(ingest::microdata::open_with(path, &design.reading()?)?, entry, stated)
    }

    pub(super) fn of_bytes(
        name: &str,
        bytes: &[u8],
        entry: &SourceEntry,
        (study, flags): (&StudyFile, &SourceFlags),
    ) -> Result<Self, StudyError> {
        Self::new(Arc::new(ingest::microdata::read_delimited(name, bytes)?), entry, (study, flags))
    }

    fn new(
        file: Arc<dyn survey::Source>,
        entry: &SourceEntry,
        (study, flags): (&StudyFile, &SourceFlags),
    ) -> Result<Self, StudyError> {
        let design = flags.design.over(&entry.design);
        let to_make = design.made()?;
        let file = flags.watch.iter().fold(file, |file, watch| watched(file, watch.clone()));
        let missing = design.missing.iter().map(|missing| missing.places(&*file)).collect::<Result<Vec<_>, _>>()?;
        let missing = missing.concat();
        let coded: Vec<usize> = missing.iter().map(|(place, _)| *place).collect();
        let beginning = Beginning::default();
        let file = beginning.of(numbers_beside_words(with_declared_missing(file, missing), &coded)?);
        let stated = codebook(study);
        let answers = relabelled(without_user_missing(file.clone()), &stated);
        let sets = sets(&*answers, &design);
        let answers = with_sets(answers, &sets)?;
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let listed = design.engine.map_or(&engine::ALL[0], |choice| choice.get());
        let engine = (listed.make)(flags.threads.unwrap_or(cores)).into();
        let options = design.options(None);
        let made = Self {
            file,
            answers,
            beginning,
            stated,
            engine,
            design,
            options,
            belied: OnceLock::new(),
            learned: Arc::default(),
        };
        made.sample(None, None, Roles::default())?;
        made.with_replicates(to_make)
    }

    /// The same with replicate weights in the place of the design, where these are to be made.
    fn with_replicates(self, to_make: Option<(&dyn Method, MakeOptions)>) -> Result<Self, StudyError> {
        let Some((method, make)) = to_make else { return Ok(self) };
        let weights = self.sample(None, None, Roles::default())?.make_replicates(method, &make)?;
        let options = DesignOptions { srs: self.options.srs, ..weights.options(self.options.weight.clone()) };
        let (file, answers) = (attach(self.file, &weights), attach(self.answers, &weights));
        Ok(Self { file, answers, options, ..self })
    }

    /// What a study must say of this file once made replicates stand in it as columns; `None` where none were made.
    pub(crate) fn replicate_design(&self) -> Option<&DesignOptions> {
        self.design.make_replicates.map(|_| &self.options)
    }

    /// The variables and their values, as in the file.
    pub(crate) fn file(&self) -> &dyn survey::Source {
        &*self.file
    }

    /// The variables as estimates see them, with a column for each answer of a set.
    pub(crate) fn answers(&self) -> &dyn survey::Source {
        &*self.answers
    }

    /// The multiple-response sets.
    pub(crate) fn sets(&self) -> &[MultipleSet] {
        self.answers.sets()
    }

    pub(super) fn is_set(&self, question: &str) -> bool {
        self.answers.sets().iter().any(|set| &*set.name == question)
    }

    /// The design as it is stated.
    pub(crate) fn stated_design(&self) -> &DesignFlags {
        &self.design
    }

    /// What the data have shown of the design so far.
    pub(crate) fn learned(&self) -> &Learned {
        &self.learned
    }

    /// The stated codes for no answer, of variables asked for, that nobody has.
    pub(crate) fn idle_codes(&self, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
        let idle = self.design.missing.iter().filter(|codes| is_asked(codes.variable()) && codes.is_idle(&*self.file));
        idle.map(ToString::to_string).collect()
    }

    /// Names of the replicates that are left out because a scale of 0 is stated for them; those of made ones follow from the design.
    pub(crate) fn replicates_left_out(&self) -> Vec<&str> {
        let design = Design::new(&self.options, &*self.answers).ok();
        let design = design.filter(|_| self.design.make_replicates.is_none());
        design.map_or_else(Vec::new, |design| design.replicates_left_out(&self.options, &*self.answers))
    }

    /// What the replicate weights show that contradicts the type stated for them; made ones are what they are.
    pub(crate) fn replicates_belie(&self) -> Option<&str> {
        let look = || {
            let design = Design::new(&self.options, &*self.answers).ok()?;
            design.replicates_belie(&self.options, &*self.answers).ok()?
        };
        let stated = self.design.replicates.is_some() && self.design.make_replicates.is_none();
        if stated { self.belied.get_or_init(look).as_deref() } else { None }
    }

    /// Whether replicate weights are stated.
    pub(crate) fn has_replicates(&self) -> bool {
        self.design.replicates.is_some()
    }

    /// The variable that looks like a weight, where none is stated.
    pub(crate) fn idle_weight(&self) -> Option<&survey::Variable> {
        if self.design.weight.is_some() {
            return None;
        }
        named_weight(&*self.file).map(|place| &self.file.variables()[place])
    }

    /// The place of the weight among the variables, if one is stated.
    pub(crate) fn weight(&self) -> Option<usize> {
        self.file.find(self.design.weight.as_deref()?)
    }

    /// The sample for a domain. Degrees of freedom may be stated.
    pub(super) fn sample(
        &self,
        condition: Option<&str>,
        df: Option<f64>,
        roles: Roles<'_>,
    ) -> Result<Microdata, StudyError> {
        let source = self.seen_as(roles, condition.is_some());
        let design = Design::new(&self.options(df), &*source)?;
        let sample = Microdata::new(source, self.engine.clone(), design);
        let sample = sample.telling(self.learned.clone());
        Ok(match condition {
            Some(condition) => sample.within(condition)?,
            None => sample,
        })
    }

    /// The answers, with questions as numbers where a statistic takes them as such, and as conditions see them if there is one.
    fn seen_as(&self, roles: Roles<'_>, is_condition: bool) -> Arc<dyn survey::Source> {
        self.beginning.want(roles.numbers.iter().filter_map(|name| self.file.find(name)));
        let wanted = |question: &Question| {
            let is = |names: &[&str]| names.contains(&&*question.id);
            let of_numbers = is(&roles.numbers) || (is_scale_of_numbers(question) && !is(&roles.words));
            if of_numbers { Wanted::Numbers } else { Wanted::Answers }
        };
        as_numbers(self.answers.clone(), &self.file, &self.stated, wanted, is_condition)
    }

    /// The variables and their values, as conditions see them.
    pub(crate) fn seen_by_conditions(&self) -> Arc<dyn survey::Source> {
        self.seen_as(Roles::default(), true)
    }

    fn options(&self, df: Option<f64>) -> DesignOptions {
        DesignOptions { df: df.or(self.options.df), ..self.options.clone() }
    }

    /// The study's codebook, and what the file says of variables or answers that the study does not list.
    pub(super) fn codebook(&self, study: &StudyFile) -> Codebook {
        let mut made = codebook(study);
        for variable in self.file.variables() {
            let labelled = variable.label.is_some() || !variable.labels.is_empty();
            match made.questions.iter_mut().find(|known| known.id == variable.name) {
                Some(known) => fill(known, question(variable)),
                None if labelled => made.questions.push(question(variable)),
                None => {}
            }
        }
        for set in self.answers.sets() {
            if made.question(&set.name).is_none() {
                made.questions.push(several(set));
            }
        }
        made
    }

    pub(super) fn design_facts(&self) -> Vec<Fact> {
        vec![Fact::new(Column::new("design", "Design", Kind::Text), self.design_text().trim().to_owned())]
    }

    /// The design in words.
    pub(super) fn design_text(&self) -> String {
        let list = |what: &str, columns: &[String]| {
            if columns.is_empty() { None } else { Some(format!("{what} {}", columns.join(", "))) }
        };
        let one = |what: &str, column: &Option<String>| column.as_ref().map(|column| format!("{what} {column}"));
        let parts = [
            one("weights", &self.design.weight),
            list("strata", &self.design.strata),
            list("clusters", &self.design.psu),
            list("population sizes", &self.design.fpc),
            one("replicate weights", &self.design.replicates),
            self.design
                .make_replicates
                .map(|choice| format!("replicate weights made by {}", self.made_by(choice.name()))),
        ];
        let stated: Vec<String> = parts.into_iter().flatten().collect();
        if stated.is_empty() {
            " No design is stated: a simple random sample is assumed.".to_owned()
        } else {
            format!(" Design: {}.", stated.join("; "))
        }
    }

    /// How replicates were made: `bootstrap, 500 from seed 7`.
    fn made_by(&self, method: &str) -> String {
        let count = self.options.replicates.as_ref().map_or(0, |names| names.split(',').count());
        let seed = self.design.seed.map(|seed| format!(" from seed {seed}")).unwrap_or_default();
        format!("{method}, {count}{seed}")
    }

    pub(super) fn layout(&self) -> (Vec<String>, Vec<Fact>) {
        let text = |name: &str, title: &str, value: String| Fact::new(Column::new(name, title, Kind::Text), value);
        let rows = format!("{} respondents, {} variables", self.file.rows(), self.file.variables().len());
        let facts = vec![text("kind", "Kind", "microdata".to_owned()), text("size", "Size", rows.clone())];
        (vec![format!("respondent-level data: {rows}")], facts)
    }
}

/// The sets that are stated, then those of the file that can be made and whose names are free.
fn sets(source: &dyn survey::Source, design: &DesignFlags) -> Vec<SetSpec> {
    let mut sets: Vec<SetSpec> = design.set.iter().map(|set| set.0.clone()).collect();
    for declared in source.declared_sets() {
        let free = source.find(&declared.name).is_none() && sets.iter().all(|set| set.name != declared.name);
        let of = &declared.of;
        let once = of.iter().enumerate().all(|(at, item)| !of[..at].contains(item));
        let there = once && of.len() > 1 && of.iter().all(|item| source.find(item).is_some());
        let labels = |item: &Arc<str>| {
            let variable = source.find(item).map(|at| &source.variables()[at]);
            variable.is_some_and(|v| v.labels.iter().any(|(value, _)| !v.is_user_missing(value)))
        };
        let known = !declared.mentions || of.iter().any(labels);
        sets.extend((free && there && known).then(|| declared.clone()));
    }
    sets
}

/// A question whose answers are variables.
fn several(set: &MultipleSet) -> Question {
    let answer = |item: &survey::Item| Answer {
        id: item.name.clone(),
        title: item.title.clone(),
        labels: Vec::new(),
        role: Role::Plain,
    };
    Question {
        id: set.name.clone(),
        title: set.label.clone().unwrap_or_else(|| set.name.clone()),
        text: set.label.clone(),
        answers: set.items.iter().map(answer).collect(),
        nets: Vec::new(),
        ordered: false,
    }
}

/// Fills in what a study leaves to the file: the answers, the title, the wording.
fn fill(stated: &mut Question, file: Question) {
    if stated.title == stated.id {
        stated.title = file.title;
    }
    if stated.answers.is_empty() {
        stated.answers = file.answers;
    }
    stated.text = stated.text.take().or(file.text);
}

/// What a file says of a variable.
fn question(variable: &survey::Variable) -> Question {
    let answer = |(value, label): &(survey::Value, Arc<str>)| Answer {
        id: value.to_string().into(),
        title: label.clone(),
        labels: Vec::new(),
        role: Role::Plain,
    };
    Question {
        id: variable.name.clone(),
        title: variable.label.clone().unwrap_or_else(|| variable.name.clone()),
        text: variable.label.clone(),
        answers: variable.labels.iter().map(answer).collect(),
        nets: Vec::new(),
        ordered: false,
    }
}
