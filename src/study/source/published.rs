//! A published table as a source: its figures as a sample, its layout, its base and design effect.

use crate::ingest::dates;
use crate::ingest::published::{self, Finding, FoundNet, Layout, Settings, same_variable};
use crate::report::{Column, Fact, Kind, Warning};
use crate::sample::margin::{DesignEffect, PrintedMargin};
use crate::sample::{Assumptions, Published, Rounding};
use crate::study::StudyError;
use crate::study::codebook::{codebook, group_shares};
use crate::study::file::{SourceEntry, StudyFile};
use crate::study::margins::too_sure;
use crate::study::options::PublishedBasis;
use crate::survey::expression::{Condition, ExpressionError, Occurring};
use crate::survey::{self, Codebook, Fieldwork, Figure, Net, Question, Role, Variable, Wave};
use crate::uncertainty::Level;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Printed figures with what was found and stated about them.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    sample: Published,
    layout: Layout,
    warnings: Vec<Warning>,
    findings: Vec<Finding>,
    basis: PublishedBasis,
    deff: Option<DesignEffect>,
}

impl Table {
    pub(super) fn read(
        name: &str,
        bytes: &[u8],
        (entry, study): (&SourceEntry, &StudyFile),
        basis: PublishedBasis,
        tolerant: bool,
    ) -> Result<(Self, Codebook), StudyError> {
        let mut codebook = codebook(study);
        let settings = Settings { tolerant, ..settings(entry, &codebook)? };
        let reading = published::read_bytes(name, bytes, &settings)?;
        add_titles(&mut codebook, &reading.layout);
        add_nets(&mut codebook, &reading.nets);
        let figures = chosen(reading.figures, entry)?;
        if let Some(n) = basis.n.filter(|n| !(*n >= 1.0 && n.is_finite())) {
            return Err(StudyError::Usage(format!("a base of {n} is not possible: n is at least 1")));
        }
        let deff = design_effect(&basis)?;
        let assumptions = Assumptions {
            n: basis.n,
            deff: deff.map(|deff| deff.middle()),
            rounding: basis.rounding.map_or(Rounding::AsPrinted, |spec| spec.0),
            multiple: entry.multiple,
            group_shares: group_shares(study),
        };
        let sample = Published::new(name, figures, codebook.clone(), assumptions);
        let surprising = deff.zip(basis.n).and_then(|(deff, n)| too_sure(&deff, &basis.margin, n, Level::USUAL));
        let warnings = reading.findings.iter().map(warning).chain(surprising).collect();
        let (layout, findings) = (reading.layout, reading.findings);
        Ok((Self { sample, layout, warnings, findings, basis, deff }, codebook))
    }

    /// The figures.
    pub(crate) fn sample(&self) -> &Published {
        &self.sample
    }

    /// The design effect, if one is stated or follows from printed margins.
    pub(crate) fn deff(&self) -> Option<DesignEffect> {
        self.deff
    }

    /// What the reader noticed, with its places.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The figures for which a condition on their labels holds, and the values that it asks for and no figure has.
    pub(super) fn within(&self, condition: &str) -> Result<(Published, Vec<String>), StudyError> {
        let figures = self.sample.figures();
        let (variables, columns): (Vec<Variable>, Vec<survey::Column>) = label_columns(figures).into_iter().unzip();
        let condition = Condition::new(condition, &variables).map_err(|error| called_otherwise(error, &variables))?;
        let held = condition.holds(&|place| &columns[place], figures.len());
        let kept = figures.iter().zip(held).filter(|(_, holds)| *holds).map(|(figure, _)| figure.clone());
        let kept: Vec<Figure> = kept.collect();
        let mut occurring = Occurring::new(&condition);
        occurring.see(&condition.columns().iter().map(|&place| columns[place].clone()).collect::<Vec<_>>());
        if kept.is_empty() {
            let why = occurring.stranger(&variables).map(|why| format!(": {why}")).unwrap_or_default();
            let message = format!("--where leaves no figure{why}\n  {}", condition.text());
            return Err(StudyError::Asked { source_name: self.sample.name().to_owned(), message });
        }
        Ok((self.sample.with_figures(kept), occurring.strangers(&variables)))
    }

    pub(super) fn layout(&self) -> (Vec<String>, Vec<Fact>) {
        (self.layout.to_string().lines().map(str::to_owned).collect(), self.layout_facts())
    }

    fn layout_facts(&self) -> Vec<Fact> {
        let text = |name: &str, title: &str, value: &str| Fact::new(Column::new(name, title, Kind::Text), value);
        let tables = self.layout.tables.iter().map(|table| table.kind.describe()).collect::<Vec<_>>().join("; ");
        vec![
            text("kind", "Kind", "published table"),
            text("layout", "Layout", &tables),
            text("encoding", "Encoding", &self.layout.encoding),
            text("delimiter", "Fields divided by", self.layout.delimiter.name()),
        ]
    }

    pub(super) fn basis_facts(&self) -> Vec<Fact> {
        let number = |name: &str, title: &str, value: f64| Fact::new(Column::new(name, title, Kind::Number), value);
        let mut facts = Vec::new();
        facts.extend(self.basis.n.map(|n| number("n", "Nominal base", n)));
        if let Some(deff) = self.deff {
            facts.push(number("deff", "Design effect", deff.middle()));
            if deff.low() < deff.high() {
                facts.push(number("deff_low", "Design effect, least", deff.low()));
                facts.push(number("deff_high", "Design effect, most", deff.high()));
            }
        }
        facts
    }

    /// Base and design effect in words; `None` when nothing is stated.
    pub(super) fn basis_text(&self) -> Option<String> {
        let n = self.basis.n.map(|n| format!(" The nominal base of a wave is {n}."));
        let deff = match self.deff {
            Some(deff) if deff.low() < deff.high() => {
                let margins: Vec<String> = self.basis.margin.iter().map(ToString::to_string).collect();
                let (margins, low, high, middle) = (margins.join(", "), deff.low(), deff.high(), deff.middle());
                format!(
                    " The design effect is not printed; the printed margins ({margins}) allow {low:.3} to {high:.3}, and \
                     {middle:.3} is used."
                )
            }
            Some(deff) => format!(" Design effect: {}.", deff.middle()),
            None => " No design effect is stated: simple random sampling is assumed.".to_owned(),
        };
        (n.is_some() || self.deff.is_some()).then(|| format!("{}{deff}", n.unwrap_or_default()))
    }
}

/// The labels of figures as columns, for conditions: question, answer, wave, pollster, mode and every grouping variable.
fn label_columns(figures: &[Figure]) -> Vec<(Variable, survey::Column)> {
    let mut variables: Vec<Arc<str>> = Vec::new();
    for group in figures.iter().flat_map(|f| &f.groups) {
        if !variables.contains(&group.variable) {
            variables.push(group.variable.clone());
        }
    }
    let mut columns = vec![
        labels("question", figures, |f| Some(f.question.clone())),
        labels("answer", figures, |f| Some(f.answer.clone())),
        labels("wave", figures, |f| f.wave.as_ref().map(|wave| wave.label.clone())),
        labels("pollster", figures, |f| f.fieldwork.pollster.clone()),
        labels("mode", figures, |f| f.fieldwork.mode.clone()),
        labels("population", figures, |f| f.fieldwork.population.clone()),
    ];
    for variable in &variables {
        let level = |f: &Figure| f.groups.iter().find(|g| g.variable == *variable).map(|g| g.level.clone());
        columns.push(labels(variable, figures, level));
    }
    columns
}

fn labels(name: &str, figures: &[Figure], label: impl Fn(&Figure) -> Option<Arc<str>>) -> (Variable, survey::Column) {
    let found: Vec<Option<Arc<str>>> = figures.iter().map(label).collect();
    let levels: Vec<Arc<str>> = found.iter().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect();
    let code = |label: &Option<Arc<str>>| {
        let place = label.as_ref().and_then(|label| levels.binary_search(label).ok());
        place.and_then(|place| u32::try_from(place).ok()).unwrap_or(survey::MISSING)
    };
    let codes = found.iter().map(code).collect();
    (Variable::new(name, survey::Kind::Text), survey::Column::Text { codes, levels })
}

/// What is stated of a file before it is read.
fn settings(entry: &SourceEntry, codebook: &Codebook) -> Result<Settings, StudyError> {
    let arc = |text: &Option<String>| text.as_deref().map(Arc::<str>::from);
    let period = entry.field_dates.as_deref().map(dates::period).transpose();
    let period = period.map_err(|error| StudyError::Usage(format!("source {}: field-dates: {error}", entry.id)))?;
    let named = |label: &str| Wave { label: label.into(), period: period.or(dates::period(label).ok()) };
    let wave = entry.wave.as_deref().or(entry.field_dates.as_deref()).map(named);
    Ok(Settings {
        question: arc(&entry.question),
        wave,
        fieldwork: Fieldwork { pollster: None, mode: arc(&entry.mode), population: arc(&entry.population) },
        multiple: entry.multiple,
        codebook: codebook.clone(),
        stated: entry.layout.clone(),
        ..Settings::default()
    })
}

/// The figures of the pollster asked for.
fn chosen(figures: Vec<Figure>, entry: &SourceEntry) -> Result<Vec<Figure>, StudyError> {
    let Some(pollster) = entry.pollster.as_deref() else { return Ok(figures) };
    let known: Vec<Arc<str>> = figures.iter().filter_map(|f| f.fieldwork.pollster.clone()).collect();
    if known.is_empty() {
        // The file does not say who asked: the study does.
        let named = |mut figure: Figure| {
            figure.fieldwork.pollster = Some(pollster.into());
            figure
        };
        return Ok(figures.into_iter().map(named).collect());
    }
    if !known.iter().any(|name| &**name == pollster) {
        let distinct: BTreeSet<&str> = known.iter().map(|name| &**name).collect();
        let message = format!("no figures of pollster \"{pollster}\"{}", crate::names::hint(pollster, distinct));
        return Err(StudyError::Asked { source_name: entry.id.clone(), message });
    }
    let of_pollster = |figure: &Figure| figure.fieldwork.pollster.as_deref() == Some(pollster);
    Ok(figures.into_iter().filter(of_pollster).collect())
}

/// A heading that the reader gave its usual name is not known by the one that is printed: the error says which.
fn called_otherwise(error: ExpressionError, variables: &[Variable]) -> ExpressionError {
    let Some(typed) = &error.unknown else { return error };
    let usual = same_variable(typed);
    match variables.iter().any(|variable| *variable.name == *usual) {
        true => {
            ExpressionError { message: format!("no column \"{typed}\"; that heading is called {usual} here"), ..error }
        }
        false => error,
    }
}

/// The line above a table of one question as its title, where the codebook gives none.
fn add_titles(codebook: &mut Codebook, layout: &Layout) {
    for table in &layout.tables {
        let ([id], Some(title)) = (table.questions.as_slice(), table.title()) else { continue };
        if let Some(question) = question_of(codebook, &Arc::from(id.as_str())).filter(|q| q.title == q.id) {
            question.title = title.into();
        }
    }
}

/// The question of this id, added to the codebook if it does not know it.
fn question_of<'a>(codebook: &'a mut Codebook, id: &Arc<str>) -> Option<&'a mut Question> {
    if codebook.question(id).is_none() {
        let (id, title) = (id.clone(), id.clone());
        codebook.questions.push(Question {
            id,
            title,
            text: None,
            answers: Vec::new(),
            nets: Vec::new(),
            ordered: false,
        });
    }
    codebook.questions.iter_mut().find(|question| question.id == *id)
}

/// Nets that the file shows and the codebook does not know.
fn add_nets(codebook: &mut Codebook, found: &[FoundNet]) {
    for net in found {
        let question = question_of(codebook, &net.question);
        if let Some(question) = question.filter(|q| q.nets.iter().all(|known| known.id != net.net)) {
            question.nets.push(Net {
                id: net.net.clone(),
                title: net.net.clone(),
                labels: Vec::new(),
                of: net.parts.clone(),
                role: Role::Plain,
            });
        }
    }
}

/// The design effect stated, or the range that printed margins allow.
fn design_effect(basis: &PublishedBasis) -> Result<Option<DesignEffect>, StudyError> {
    if basis.deff.is_some() && !basis.margin.is_empty() {
        return Err(StudyError::Usage(
            "a design effect and printed margins say the same thing: state one of them".to_owned(),
        ));
    }
    if basis.margin_rounding.is_some() && basis.margin.is_empty() {
        return Err(StudyError::Usage("margin-rounding has no effect without printed margins".to_owned()));
    }
    if let Some(deff) = basis.deff {
        return Ok(Some(DesignEffect::exactly(deff)?));
    }
    if basis.margin.is_empty() {
        return Ok(None);
    }
    let n = basis.n.ok_or_else(|| {
        StudyError::Usage("printed margins need the base they were printed for: give --n N".to_owned())
    })?;
    let margins: Vec<PrintedMargin> = basis.margin.iter().map(|m| m.margin).collect();
    Ok(Some(DesignEffect::from_schedule(&margins, n, Level::USUAL, basis.rounding_of_margins())?))
}

fn warning(finding: &Finding) -> Warning {
    Warning {
        code: finding.code.as_str().to_owned(),
        message: finding.advised(),
        place: finding.place.as_ref().map(ToString::to_string),
    }
}
