//! A design whose columns are found: weights, and either stages of sampling or replicate weights.

use super::error::DesignError;
use super::options::{DesignOptions, LonelyPsu, Srs, WeightKind};
use super::replicates::Replicates;
use crate::ingest::microdata::with_comma;
use crate::names;
use crate::survey::{Kind, Source, Value, comma_remark};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A design that fits the columns of its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    pub(super) weight: Option<usize>,
    pub(super) kind: WeightKind,
    pub(super) df: Option<f64>,
    pub(super) whole_df: Option<f64>,
    pub(super) srs: Srs,
    pub(super) variance: Variance,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Variance {
    Linearized { stages: Vec<Stage>, lonely: LonelyPsu, nested: bool },
    Replicates(Replicates),
}

/// The columns of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stage {
    pub(super) stratum: Option<usize>,
    /// `None` only at the last stage: respondents themselves.
    pub(super) cluster: Option<usize>,
    pub(super) fpc: Option<usize>,
}

impl Design {
    /// The design that `options` state of `source`.
    ///
    /// # Errors
    /// [`DesignError`] when a column is missing or options contradict each other.
    pub fn new(options: &DesignOptions, source: &dyn Source) -> Result<Self, DesignError> {
        let weight = options.weight.as_ref().map(|name| number(source, "weight", name)).transpose()?;
        if options.weight_kind == WeightKind::Frequency && weight.is_none() {
            return fail("frequency weights need a column: --weight NAME");
        }
        if options.df.is_some_and(|df| df.is_nan() || df <= 0.0) {
            return fail("degrees of freedom must be above 0");
        }
        let variance = match &options.replicates {
            Some(pattern) => {
                no_stages(options)?;
                Variance::Replicates(Replicates::new(pattern, options, source)?)
            }
            None => {
                no_replicates(options)?;
                let lonely = options.lonely_psu.unwrap_or_default();
                Variance::Linearized { stages: stages(options, source)?, lonely, nested: options.nested }
            }
        };
        Ok(Self {
            weight,
            kind: options.weight_kind,
            df: options.df,
            whole_df: options.whole_df,
            srs: options.srs,
            variance,
        })
    }

    /// The replicate columns of `options`, the ones this design was made of, that are left out because their scale is 0.
    pub fn replicates_left_out<'a>(&self, options: &DesignOptions, source: &'a dyn Source) -> Vec<&'a str> {
        let (Variance::Replicates(used), Some(pattern)) = (&self.variance, &options.replicates) else {
            return Vec::new();
        };
        let is_named = |name: &str| pattern.split(',').any(|one| names::fits(one.trim(), name));
        let left_out = source.variables().iter().enumerate().filter(|(place, _)| !used.columns.contains(place));
        left_out.map(|(_, variable)| &*variable.name).filter(|name| is_named(name)).collect()
    }
}

fn fail<T>(message: &str) -> Result<T, DesignError> {
    Err(DesignError::Options(message.to_owned()))
}

fn no_stages(options: &DesignOptions) -> Result<(), DesignError> {
    let stated = !options.strata.is_empty() || !options.psu.is_empty() || !options.fpc.is_empty();
    if stated || options.nested || options.lonely_psu.is_some() {
        return fail("replicate weights carry the whole design: leave out strata, psu, fpc, nested and lonely-psu");
    }
    if options.weight_kind == WeightKind::Frequency {
        return fail("replicate weights go with probability weights, not frequencies");
    }
    Ok(())
}

fn no_replicates(options: &DesignOptions) -> Result<(), DesignError> {
    let stated = [
        (options.replicate_type.is_some(), "replicate-type"),
        (options.scale.is_some(), "scale"),
        (!options.rscales.is_empty(), "rscales"),
        (options.fay_rho.is_some(), "fay-rho"),
        (options.mse.is_some(), "mse"),
        (options.combined.is_some(), "combined"),
    ];
    match stated.iter().find(|(is_stated, _)| *is_stated) {
        Some((_, name)) => {
            fail(&format!("{name} has no effect without replicate weights: name them, --replicates 'rep*'"))
        }
        None => Ok(()),
    }
}

/// One stage for every cluster column, and one more for respondents where strata or fpc are stated for it.
fn stages(options: &DesignOptions, source: &dyn Source) -> Result<Vec<Stage>, DesignError> {
    let count = options.strata.len().max(options.fpc.len()).max(options.psu.len()).max(1);
    if count > options.psu.len() + 1 {
        let message =
            "strata or fpc of a later stage need the clusters of the stages before it: --psu, one column for each";
        return fail(message);
    }
    if options.nested && (options.strata.is_empty() || options.psu.is_empty()) {
        return fail("nested has no effect without strata and psu");
    }
    // Without strata, units can be alone only within those of an upper stage, which enter where its fractions are known.
    if options.lonely_psu.is_some() && options.strata.is_empty() && (count == 1 || options.fpc.is_empty()) {
        return fail("lonely-psu has no effect without strata: all clusters are drawn from one");
    }
    let column = |role: &'static str, names: &[String], stage: usize| {
        names.get(stage).map(|name| find(source, role, name)).transpose()
    };
    let stage = |stage| {
        let fpc =
            options.fpc.get(stage).map(|name: &String| number(source, "population size (fpc)", name)).transpose()?;
        let stratum = column("stratum", &options.strata, stage)?;
        Ok(Stage { stratum, cluster: column("cluster (psu)", &options.psu, stage)?, fpc })
    };
    (0..count).map(stage).collect()
}

fn find(source: &dyn Source, role: &'static str, name: &str) -> Result<usize, DesignError> {
    source.find(name).ok_or_else(|| DesignError::NoColumn {
        file: source.name().to_owned(),
        role,
        name: name.to_owned(),
        hint: names::hint(name, column_names(source)),
    })
}

/// Names of the columns of a file, without those that sets of several variables are counted in.
pub(super) fn column_names(source: &dyn Source) -> impl Iterator<Item = &str> {
    let made = |place: usize| source.sets().iter().flat_map(|set| &set.items).any(|item| item.column == place);
    source.variables().iter().enumerate().filter(move |(place, _)| !made(*place)).map(|(_, variable)| &*variable.name)
}

/// A numeric column.
fn number(source: &dyn Source, role: &'static str, name: &str) -> Result<usize, DesignError> {
    let place = find(source, role, name)?;
    match source.variables()[place].kind {
        Kind::Number => Ok(place),
        Kind::Text => Err(words(source, role, place)),
    }
}

/// The error that a column holds words, with the first of them.
pub(super) fn words(source: &dyn Source, role: &'static str, column: usize) -> DesignError {
    let first = Words::of(source, column).first;
    let name = source.variables()[column].name.to_string();
    DesignError::NotNumbers { file: source.name().to_owned(), role, name, first }
}

/// Why a column has no mean, and the next step: of a column of words shares, of one of numbers with some cells amiss to say that these are
/// no answers, or to mend them.
pub(super) fn first_word(source: &dyn Source, column: usize) -> String {
    let found = Words::of(source, column);
    let Words { first, words, numbers, .. } = &found;
    if *words == 0 && *numbers > 0 {
        let first = first.trim_end_matches(AS_TEXT).trim_end_matches("; ");
        return format!(
            "holds its numbers as text{first}. Store them as numbers in the file, or ask for shares: --stat share"
        );
    }
    if numbers <= words {
        return format!(
            "holds words{first}. A mean, ratio or quantile needs numbers; ask for shares, or for how many people say each: --stat share, --stat total"
        );
    }
    let (cells, them) = if *words == 1 { ("one cell", "it") } else { ("some cells", "them") };
    let count = if *words == 1 { String::new() } else { format!(", {words} in all") };
    let stated = found.no_answers(&source.variables()[column].name);
    let mend = if stated.is_empty() { "Mend" } else { "Else mend" };
    format!(
        "holds numbers but for {cells}{first}{count}. {stated}{mend} {them} in the file: write a plain number, or leave the cell empty where it is not known"
    )
}

/// What is said of a number that stands as a word.
const AS_TEXT: &str = "the file holds it as text";

/// More different words than this are no codes.
const MOST_CODES: usize = 6;

/// What a column of words holds.
#[derive(Default)]
struct Words {
    /// The first value that is no number and where it stands, as `: "some" in line 4`; else one that looks like a number and is none;
    /// nothing where the column is empty.
    first: String,
    /// Cells that hold a word.
    words: usize,
    /// Cells that hold a number.
    numbers: usize,
    /// The words that may stand for no answer, each once, one more than may be at most.
    codes: BTreeSet<Arc<str>>,
}

impl Words {
    fn of(source: &dyn Source, place: usize) -> Self {
        let mut found: Option<(Oddity, String)> = None;
        let (mut start, mut all, mut decimals) = (0, Self::default(), 0);
        let commas = source.has_decimal_commas();
        for (chunk, &rows) in source.chunks().iter().enumerate() {
            let Some(column) = source.read(chunk, &[place]).ok().and_then(|mut columns| columns.pop()) else { break };
            for row in 0..rows {
                let Value::Text(text) = column.value(row) else { continue };
                let oddity = Oddity::of(&text);
                match oddity {
                    Oddity::Quoted => all.numbers += 1,
                    Oddity::Comma if commas && with_comma(&text).is_some() => decimals += 1,
                    _ => all.words += 1,
                }
                if found.as_ref().is_none_or(|(before, _)| oddity < *before) {
                    let (place, remark) = (source.place(start + row as u64), oddity.remark(source));
                    let mark = if remark.is_empty() { "" } else { "; " };
                    found = Some((oddity, format!(": \"{text}\" in {place}{mark}{remark}")));
                }
                let is_word = oddity == Oddity::Word || text.eq_ignore_ascii_case("nan");
                if is_word && all.codes.len() <= MOST_CODES && may_be_code(&text) {
                    all.codes.insert(text);
                }
            }
            start += rows as u64;
        }
        // Beside a word commas start decimals; where none stands, it is they that are unclear.
        let is_word = matches!(found, Some((Oddity::Word, _)));
        *(if is_word { &mut all.numbers } else { &mut all.words }) += decimals;
        Self { first: found.map(|(_, words)| words).unwrap_or_default(), ..all }
    }

    /// How words are stated as codes for no answer; nothing where none look like such.
    fn no_answers(&self, variable: &str) -> String {
        if self.codes.is_empty() || self.codes.len() > MOST_CODES {
            return String::new();
        }
        let codes: Vec<&str> = self.codes.iter().map(|code| &**code).collect();
        let stated = format!("{variable}={}", codes.join(","));
        let quoted = stated.chars().any(|c| !(c.is_alphanumeric() || "=,_-".contains(c)));
        let mark = if stated.contains('\'') { "\"" } else { "'" };
        let flag = if quoted { format!("{mark}{stated}{mark}") } else { stated.clone() };
        let words = codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
        let stand = if codes.len() == 1 { "stands" } else { "stand" };
        format!("If {words} {stand} for no answer, state --missing {flag} (missing = [\"{stated}\"] of the source). ")
    }
}

/// Whether a word may be stated as a code: it names no number, and a list of codes can hold it.
fn may_be_code(word: &str) -> bool {
    !word.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '"' | '\\' | '$' | '`'))
}

/// Why a text is no number, the plainest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Oddity {
    Word,
    Comma,
    NotFinite,
    Padded,
    Quoted,
}

impl Oddity {
    fn of(text: &str) -> Self {
        let digits = text.trim_start_matches(['-', '+']);
        match text.parse::<f64>() {
            Err(_) if text.replace(',', "").parse::<f64>().is_ok() => Self::Comma,
            Err(_) => Self::Word,
            Ok(number) if !number.is_finite() => Self::NotFinite,
            Ok(_) if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") => Self::Padded,
            Ok(_) => Self::Quoted,
        }
    }

    fn remark(self, source: &dyn Source) -> &'static str {
        match self {
            Self::Word => "",
            Self::Comma => comma_remark(source),
            Self::NotFinite => "where a number is not known, leave the cell empty",
            Self::Padded => "with zeros before it, it is a code",
            Self::Quoted => AS_TEXT,
        }
    }
}
