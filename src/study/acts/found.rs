//! What an act found: its tables, and the document of them.

use super::{
    CompareResult, EstimateResult, Inspection, TestResult, TrendResult, codes, compare, overlap, replicates, scaled,
    scales, spellings, summed, test, unstated,
};
use crate::compare::hypothesis::Takes;
use crate::report::{Block, Column, Document, Fact, Kind, Meta, Table, Value, Warning};
use crate::sample::Draw;
use crate::study::options::{CompareOptions, Selection};
use crate::study::{Source, StudyError};
use crate::survey::Cell;
use crate::uncertainty::{Flags, Level};
use std::borrow::Cow;

/// The result of an act.
#[derive(Debug, Clone)]
pub enum Found {
    /// Of `estimate`.
    Estimates(EstimateResult),
    /// Of `compare`.
    Comparisons(CompareResult),
    /// Of `compare --test`.
    Tests(TestResult),
    /// Of `trend`.
    Trends(TrendResult),
    /// Of `inspect`.
    Inspection(Inspection),
}

impl Found {
    /// The verb that finds such things.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Estimates(_) => "estimate",
            Self::Comparisons(_) | Self::Tests(_) => "compare",
            Self::Trends(_) => "trend",
            Self::Inspection(_) => "inspect",
        }
    }

    /// The tables, the main one first, called `name`.
    pub fn tables(&self, source: &Source, name: &str) -> Vec<Table> {
        match self {
            Self::Estimates(found) => {
                let covariance = found.options.covariance.then(|| found.covariance());
                std::iter::once(found.table(source, name)).chain(covariance).collect()
            }
            Self::Comparisons(found) => vec![found.table(source, name)],
            Self::Tests(found) => vec![found.table(source, name)],
            Self::Trends(found) => vec![found.table(name), found.parameters()],
            Self::Inspection(found) => vec![found.table.clone()],
        }
    }

    /// The tables as a report prints them: of a trend the waves and the parameters, not the fit at every date.
    pub fn shown(&self, source: &Source, name: &str) -> Vec<Table> {
        match self {
            Self::Trends(found) => vec![found.observed(name, &format!("is in {name}.csv")), found.parameters()],
            _ => self.tables(source, name),
        }
    }

    /// What `compare` finds: a test of all groups at once where one is named, else differences.
    ///
    /// # Errors
    /// [`StudyError`] when something asked for is not there.
    pub fn of_compare(source: &Source, options: &CompareOptions, everybody: bool) -> Result<Self, StudyError> {
        match options.test {
            Some(_) => Ok(Self::Tests(test(source, options)?)),
            None => Ok(Self::Comparisons(compare(source, options, everybody)?)),
        }
    }

    /// A document of the tables with their method and warnings.
    pub fn document(&self, source: &Source) -> Document {
        let mut warnings = source.warnings().to_vec();
        warnings.extend(self.warnings(source));
        let meta = Meta {
            verb: self.verb().to_owned(),
            inputs: vec![source.input().clone()],
            method: self.method(source),
            warnings,
        };
        let start = match self {
            Self::Inspection(_) => Document::new(source.path(), meta).with(Block::Notes(source.layout().0)),
            _ => Document::new("", meta),
        };
        self.tables(source, self.verb()).into_iter().fold(start, |made, table| made.with(Block::Table(table)))
    }

    /// What of a `document` of this a screen shows: of a trend the waves and the parameters.
    pub fn on_screen<'a>(&self, document: &'a Document) -> Cow<'a, Document> {
        let Self::Trends(found) = self else { return Cow::Borrowed(document) };
        let waves = found.observed(self.verb(), "is in other forms: --format csv, or -o FILE");
        let start = Document::new("", document.meta.clone());
        Cow::Owned([waves, found.parameters()].into_iter().fold(start, |made, table| made.with(Block::Table(table))))
    }

    /// How the numbers were made.
    pub fn method(&self, source: &Source) -> Vec<Fact> {
        let text = |name: &str, title: &str, value: &str| Fact::new(Column::new(name, title, Kind::Text), value);
        let level = |level: Level| Fact::new(Column::new("level", "Confidence level", Kind::Level), level.get());
        let mut facts = match self {
            Self::Estimates(found) => {
                let standard = found.options.standard.iter();
                let standard = standard.map(|standard| text("standard", "Presentation standard", &standard.0.title));
                let interval = Fact::new(Column::new("interval", "Interval", Kind::Text), found.interval_value());
                [level(found.level()), interval].into_iter().chain(standard).collect()
            }
            Self::Comparisons(found) => vec![
                level(found.options.precision.level()),
                text("interval", "Interval", "estimate ± t·se, from the joint covariance"),
                text("adjustment", "p-values adjusted by", found.options.adjustment().name()),
            ],
            Self::Tests(found) => of_tests(found, text),
            Self::Trends(found) => vec![level(found.level), text("method", "Method", found.method)],
            // What a file holds rests on no base.
            Self::Inspection(_) => return source.layout().1,
        };
        facts.extend(source.basis_facts());
        facts.extend(self.denominator(source));
        facts
    }

    /// The simple random sample that the design effects of respondents compare with.
    fn denominator(&self, source: &Source) -> Option<Fact> {
        let Self::Estimates(found) = self else { return None };
        let draw = source.respondents()?.learned().draw()?;
        let value = match draw {
            Draw::WithReplacement => Value::named("with-replacement", "a simple random sample with replacement"),
            Draw::WithoutReplacement => {
                let people = "a simple random sample without replacement from as many people as the weights add up to";
                Value::named("without-replacement", people)
            }
        };
        let taken = found.rows.iter().any(|row| row.estimate.base.deff.is_some());
        taken.then(|| Fact::new(Column::new("srs", "Design effects against", Kind::Text), value))
    }

    /// One warning for each kind of remark that the numbers carry and that a reader must not miss.
    pub fn warnings(&self, source: &Source) -> Vec<Warning> {
        const CODES: [(Flags, &str, &str); 4] = [
            (
                Flags::ASSUMED_DEFF,
                "W201",
                "no design effect is stated, so simple random sampling is assumed and intervals are too narrow for most polls: give --deff, or --margin with a printed margin of error",
            ),
            (Flags::NOMINAL_BASE, "W202", "some figures are printed without a base: the nominal one is used for them"),
            (
                Flags::WHOLE_BASE,
                "W203",
                "some groups are printed without a base and their share of the sample is not stated: the base of everybody is used for them, so their intervals are too narrow. State the shares in a study's [[group]] levels",
            ),
            (
                Flags::NO_SPREAD,
                "W209",
                "some figures come from one respondent or one cluster, or from one number given by all: their standard error of 0 is no certainty unless everybody was asked (flag no-spread)",
            ),
        ];
        let flags = self.flags();
        let found = CODES.iter().filter(|(flag, ..)| flags.has(*flag));
        let warning = |&(_, code, message): &(Flags, &str, &str)| Warning {
            code: code.to_owned(),
            message: message.to_owned(),
            place: None,
        };
        let overlap = match self {
            Self::Comparisons(found) => overlap::in_comparisons(found),
            Self::Trends(found) => overlap::in_trends(found),
            Self::Estimates(found) => scaled::to_the_sample(source, &found.rows),
            Self::Tests(_) | Self::Inspection(_) => None,
        };
        found
            .map(warning)
            .chain(overlap)
            .chain(self.strangers(source))
            .chain(unstated::warnings(source, self))
            .chain(replicates::warning(source, self))
            .chain(scales::warnings(source, self))
            .chain(codes::warnings(source, self))
            .chain(codes::idle(source, self))
            .chain(spellings::warnings(source, self))
            .chain(summed::warnings(source, self))
            .collect()
    }

    /// A warning for values that `--where` asks for and nobody has, while others have what else it asks for.
    fn strangers(&self, source: &Source) -> Option<Warning> {
        let selection = self.selection()?;
        let strangers = source.strangers_to(selection.condition.as_deref()?);
        let message = format!("--where asks for what nobody has: {}", strangers.join("; "));
        (!strangers.is_empty()).then(|| Warning { code: "W219".to_owned(), message, place: None })
    }

    /// What was asked for.
    fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Estimates(found) => Some(&found.options.selection),
            Self::Comparisons(found) => Some(&found.options.selection),
            Self::Tests(found) => Some(&found.options.selection),
            Self::Trends(found) => Some(&found.selection),
            Self::Inspection(_) => None,
        }
    }

    /// Whether this variable makes its groups.
    pub(in crate::study) fn is_by(&self, variable: &str) -> bool {
        let mut groupings = self.selection().into_iter().flat_map(|selection| &selection.by);
        groupings.any(|by| by.0.iter().any(|of| **of == *variable))
    }

    /// Whether it answers a question of this name.
    pub(in crate::study) fn is_about(&self, question: &str) -> bool {
        let is = |cell: &Cell| cell.question.as_deref() == Some(question);
        match self {
            Self::Estimates(found) => found.rows.iter().any(|row| is(&row.cell)),
            Self::Comparisons(found) => found.rows.iter().any(|row| is(&row.comparison.pair.cell)),
            Self::Tests(found) => found.rows.iter().any(|row| *row.question == *question),
            Self::Trends(found) => found.series.iter().any(|series| is(&series.cell)),
            Self::Inspection(_) => false,
        }
    }

    fn flags(&self) -> Flags {
        let all: Vec<Flags> = match self {
            Self::Estimates(found) => found.rows.iter().map(|row| row.estimate.base.flags).collect(),
            Self::Comparisons(found) => found.rows.iter().map(|row| row.comparison.difference.base.flags).collect(),
            Self::Tests(found) => found.rows.iter().map(|row| row.tested.flags).collect(),
            Self::Inspection(_) => Vec::new(),
            Self::Trends(found) => {
                let observed = found.series.iter().flat_map(|s| s.trend.observed());
                observed.map(|o| o.observation.estimate.base.flags).collect()
            }
        };
        all.into_iter().fold(Flags::default(), Flags::with)
    }
}

/// The method of tests; those of single numbers have intervals, at 1 − 2α where two one-sided tests are put.
fn of_tests(found: &TestResult, text: impl Fn(&str, &str, &str) -> Fact) -> Vec<Fact> {
    let test = text("test", "Test", found.test);
    if found.takes == Takes::Respondents {
        return vec![test];
    }
    let level = Column::new("level", "Confidence level", Kind::Level);
    let adjusted = text("adjustment", "p-values adjusted by", found.adjustment.name());
    vec![test, Fact::new(level, found.interval_level()), adjusted]
}
