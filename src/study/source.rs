//! One opened source: its figures as a sample, with what is known and assumed about it.

use super::StudyError;
use super::codebook::{basis, codebook, group_shares};
use super::file::{SourceEntry, StudyFile};
use super::options::PublishedBasis;
use crate::ingest::dates;
use crate::ingest::published::{self, Finding, FoundNet, Layout, Settings};
use crate::report::{Column, Fact, Input, Kind, Warning};
use crate::sample::margin::{DesignEffect, PrintedMargin};
use crate::sample::{Assumptions, Published, Rounding};
use crate::survey::{Codebook, Fieldwork, Figure, Net, Question, Role, Wave};
use crate::uncertainty::Level;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A source ready to be asked.
#[derive(Debug, Clone)]
pub struct Source {
    id: String,
    sample: Published,
    layout: Layout,
    input: Input,
    warnings: Vec<Warning>,
    basis: PublishedBasis,
    deff: Option<DesignEffect>,
    citation: Option<String>,
}

impl Source {
    /// A file by itself, without a study.
    ///
    /// # Errors
    /// [`StudyError`] when it cannot be read or its basis makes no sense.
    pub fn of_file(path: &Path, flags: &PublishedBasis) -> Result<Self, StudyError> {
        Self::of_bytes(&path.to_string_lossy(), &read(path)?, flags)
    }

    /// Bytes by themselves, as from standard input.
    ///
    /// # Errors
    /// [`StudyError`] when they cannot be read or their basis makes no sense.
    pub fn of_bytes(name: &str, bytes: &[u8], flags: &PublishedBasis) -> Result<Self, StudyError> {
        Self::build(name, bytes, &SourceEntry::default(), &StudyFile::default(), flags)
    }

    /// A source that a study declares.
    pub(super) fn of_entry(
        entry: &SourceEntry,
        path: &Path,
        study: &StudyFile,
        flags: &PublishedBasis,
    ) -> Result<Self, StudyError> {
        Self::build(&path.to_string_lossy(), &read(path)?, entry, study, flags)
    }

    fn build(
        name: &str,
        bytes: &[u8],
        entry: &SourceEntry,
        study: &StudyFile,
        flags: &PublishedBasis,
    ) -> Result<Self, StudyError> {
        let mut codebook = codebook(study);
        let basis = basis(flags, &entry.basis);
        let reading = published::read_bytes(name, bytes, &settings(entry, &codebook)?)?;
        add_nets(&mut codebook, &reading.nets);
        let figures = chosen(reading.figures, entry)?;
        let warnings = reading.findings.iter().map(warning).collect();
        let deff = design_effect(&basis)?;
        let assumptions = Assumptions {
            n: basis.n,
            deff: deff.map(|deff| deff.middle()),
            rounding: basis.rounding.map_or(Rounding::AsPrinted, |spec| spec.0),
            group_shares: group_shares(study),
        };
        Ok(Self {
            id: if entry.id.is_empty() { name.to_owned() } else { entry.id.clone() },
            sample: Published::new(name, figures, codebook, assumptions),
            layout: reading.layout,
            input: Input::of(name, bytes),
            warnings,
            basis,
            deff,
            citation: entry.citation.clone(),
        })
    }

    /// Its name in the study, or the file's.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its figures as a sample.
    pub fn published(&self) -> &Published {
        &self.sample
    }

    /// How its labels are read.
    pub fn codebook(&self) -> &Codebook {
        self.sample.codebook()
    }

    /// The layout found in the file.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The file and its hash.
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// What was found on reading.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The design effect, if one is stated or follows from printed margins.
    pub fn deff(&self) -> Option<DesignEffect> {
        self.deff
    }

    /// How it is to be cited.
    pub fn citation(&self) -> Option<&str> {
        self.citation.as_deref()
    }

    /// The layout as facts.
    pub fn layout_facts(&self) -> Vec<Fact> {
        let text = |name: &str, title: &str, value: &str| Fact::new(Column::new(name, title, Kind::Text), value);
        let tables = self.layout.tables.iter().map(|table| table.kind.describe()).collect::<Vec<_>>().join("; ");
        vec![
            text("kind", "Kind", "published table"),
            text("layout", "Layout", &tables),
            text("encoding", "Encoding", &self.layout.encoding),
            text("delimiter", "Fields divided by", self.layout.delimiter.name()),
        ]
    }

    /// Base and design effect as facts of the method.
    pub fn basis_facts(&self) -> Vec<Fact> {
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

    /// What the intervals of this source rest on, in a sentence for a report; `None` when nothing is stated.
    pub fn basis_sentence(&self) -> Option<String> {
        let n = self.basis.n.map(|n| format!(" The nominal base of a wave is {n}."));
        let stated = match self.deff {
            Some(deff) if deff.low() < deff.high() => {
                let margins: Vec<String> = self.basis.margin.iter().map(|m| m.to_string()).collect();
                Some(format!(
                    " The design effect is not printed; the printed margins ({}) allow {:.3} to {:.3}, and {:.3} is used.",
                    margins.join(", "),
                    deff.low(),
                    deff.high(),
                    deff.middle()
                ))
            }
            Some(deff) => Some(format!(" Design effect: {}.", deff.middle())),
            None => Some(" No design effect is stated: simple random sampling is assumed.".to_owned()),
        };
        let file =
            Path::new(&self.input.path).file_name().map_or_else(String::new, |f| f.to_string_lossy().into_owned());
        (n.is_some() || self.deff.is_some())
            .then(|| format!("{file}.{}{}", n.unwrap_or_default(), stated.unwrap_or_default()))
    }
}

/// What is stated of a file before it is read.
fn settings(entry: &SourceEntry, codebook: &Codebook) -> Result<Settings, StudyError> {
    let arc = |text: &Option<String>| text.as_deref().map(Arc::<str>::from);
    let wave = entry.wave.as_deref().map(|label| Wave { label: label.into(), period: dates::period(label).ok() });
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

/// Nets that the file shows and the codebook does not know.
fn add_nets(codebook: &mut Codebook, found: &[FoundNet]) {
    for net in found {
        if codebook.question(&net.question).is_none() {
            codebook.questions.push(Question {
                id: net.question.clone(),
                title: net.question.clone(),
                text: None,
                answers: Vec::new(),
                nets: Vec::new(),
                ordered: false,
            });
        }
        let question = codebook.questions.iter_mut().find(|q| q.id == net.question);
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
        message: finding.message.clone(),
        place: finding.place.as_ref().map(ToString::to_string),
    }
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StudyError> {
    let unreadable = |error| StudyError::Unreadable { path: path.to_owned(), error };
    if path.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    std::fs::read(path).map_err(unreadable)
}
