//! Small texts that flags and study files share: nets, groupings, printed margins, rounding units.

mod missing_of;
mod one_or_many;
mod positive;
mod scalar;
mod target_spec;

pub(super) use missing_of::MissingOf;
pub(super) use one_or_many::one_or_many;
pub(super) use positive::{number, positive, positive_in_file, whole};
pub(super) use target_spec::TargetSpec;

use crate::chart::colour::{Colour, ColourError};
use crate::estimate::{Function, Standard, StandardError};
use crate::sample::Rounding;
use crate::sample::margin::{MarginError, PrintedMargin};
use crate::survey::SetSpec;
use crate::survey::expression::ExpressionError;
use scalar::Scalar;
use serde::{Deserialize, Deserializer};
use std::str::FromStr;
use std::sync::Arc;

/// A text that does not say what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is no {what}: {rule}")]
pub struct SpecError {
    what: &'static str,
    text: String,
    rule: &'static str,
}

/// `name=part,part`: a net.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetSpec {
    /// The net's name.
    pub name: Arc<str>,
    /// Its parts.
    pub of: Vec<Arc<str>>,
}

impl FromStr for NetSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let error =
            || SpecError { what: "net", text: text.to_owned(), rule: "write NAME=ANSWER,ANSWER, each answer once" };
        let (name, parts) = text.split_once('=').ok_or_else(error)?;
        let of = list(parts);
        let twice = of.iter().enumerate().any(|(at, part)| of[..at].contains(part));
        if name.trim().is_empty() || of.is_empty() || twice {
            Err(error())
        } else {
            Ok(Self { name: name.trim().into(), of })
        }
    }
}

/// `name=var,var` or `name=var,var:value`: a multiple-response set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetOf(pub SetSpec);

impl FromStr for SetOf {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let rule = "write NAME=VARIABLE,VARIABLE, and :VALUE after it where another value than 1 stands for the answer";
        let error = || SpecError { what: "multiple-response set", text: text.to_owned(), rule };
        let (name, rest) = text.split_once('=').ok_or_else(error)?;
        let (parts, counted) = rest.split_once(':').map_or((rest, None), |(parts, value)| (parts, Some(value.trim())));
        let of = list(parts);
        if name.trim().is_empty() || of.is_empty() || counted == Some("") {
            return Err(error());
        }
        Ok(Self(SetSpec {
            name: name.trim().into(),
            label: None,
            of,
            counted: counted.map(Arc::from),
            mentions: false,
        }))
    }
}

/// A presentation standard by its name or file.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardSpec(pub Standard);

impl FromStr for StandardSpec {
    type Err = StandardError;

    fn from_str(text: &str) -> Result<Self, StandardError> {
        text.parse().map(Self)
    }
}

/// `num/den`: the two variables of a ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatioSpec {
    /// The numerator.
    pub up: Arc<str>,
    /// The denominator.
    pub down: Arc<str>,
}

impl FromStr for RatioSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        match text.split_once('/').map(|(up, down)| (up.trim(), down.trim())) {
            Some((up, down)) if !up.is_empty() && !down.is_empty() => Ok(Self { up: up.into(), down: down.into() }),
            _ => Err(SpecError { what: "ratio", text: text.to_owned(), rule: "write NUM/DEN" }),
        }
    }
}

impl std::fmt::Display for RatioSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.up, self.down)
    }
}

/// `log(yes / no)`, or `log-odds = log(yes / no)`: a function of estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionSpec(pub Function);

impl FromStr for FunctionSpec {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        text.parse().map(Self)
    }
}

/// `a=1,b=2`, or `1,2`: the scores of groups, by level or in their order.
#[derive(Debug, Clone, PartialEq)]
pub enum ScoresSpec {
    /// A score for each level that is named.
    Named(Vec<(Arc<str>, f64)>),
    /// A score for each level in order.
    InOrder(Vec<f64>),
}

impl FromStr for ScoresSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let rule = "write LEVEL=SCORE,LEVEL=SCORE or SCORE,SCORE in the order of the levels";
        let error = || SpecError { what: "list of scores", text: text.to_owned(), rule };
        let number = |text: &str| text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let named = |item: &Arc<str>| {
            let (level, score) = item.rsplit_once('=')?;
            Some((Arc::from(level.trim()), number(score)?))
        };
        let items = list(text);
        let made = match text.contains('=') {
            true => items.iter().map(named).collect::<Option<Vec<_>>>().map(Self::Named),
            false => items.iter().map(|item| number(item)).collect::<Option<Vec<_>>>().map(Self::InOrder),
        };
        made.filter(|_| items.len() > 1).ok_or_else(error)
    }
}

/// `var,var`: grouping variables crossed with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By(pub Vec<Arc<str>>);

impl FromStr for By {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let variables = list(text);
        let error = SpecError { what: "grouping", text: text.to_owned(), rule: "write VAR or VAR,VAR" };
        if variables.is_empty() { Err(error) } else { Ok(Self(variables)) }
    }
}

/// `50=3.4`: a printed margin of 3.4 points at 50 per cent.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginSpec {
    /// The margin.
    pub margin: PrintedMargin,
    text: String,
}

impl FromStr for MarginSpec {
    type Err = MarginError;

    fn from_str(text: &str) -> Result<Self, MarginError> {
        Ok(Self { margin: text.parse()?, text: text.replace([' ', '%', '±'], "") })
    }
}

impl std::fmt::Display for MarginSpec {
    /// `3.4 points at 50 %`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.text.split_once('=') {
            Some((share, margin)) => write!(f, "{margin} points at {share} %"),
            None => f.write_str(&self.text),
        }
    }
}

/// A share in per cent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PercentSpec(pub f64);

impl FromStr for PercentSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let error = |rule| SpecError { what: "percentage", text: text.to_owned(), rule };
        let percent = text.trim_end_matches('%').trim().parse().ok().filter(|p| (0.0..=100.0).contains(p));
        let percent: f64 = percent.ok_or_else(|| error("write a number from 0 to 100"))?;
        // Who writes 0.33 may mean a third.
        if percent > 0.0 && percent < 1.0 && !text.ends_with('%') {
            return Err(error(
                "it is in per cent, 33 for a third; write the sign where less than 1 % is meant, as 0.5%",
            ));
        }
        Ok(Self(percent / 100.0))
    }
}

/// `on` or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch(pub bool);

impl FromStr for Switch {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        match text {
            "on" | "true" => Ok(Self(true)),
            "off" | "false" => Ok(Self(false)),
            _ => Err(SpecError { what: "switch", text: text.to_owned(), rule: "write on or off" }),
        }
    }
}

/// Numbers with commas between, or a file of numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scales(pub Vec<f64>);

impl FromStr for Scales {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let numbers = |text: &str| {
            let words = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
            words.map(|word| word.parse().ok()).collect::<Option<Vec<f64>>>().filter(|numbers| !numbers.is_empty())
        };
        let of_file = || std::fs::read_to_string(text).ok().and_then(|content| numbers(&content));
        let rule = "write numbers with commas between, or name a file of numbers";
        let error = || SpecError { what: "list of scales", text: text.to_owned(), rule };
        numbers(text).or_else(of_file).map(Self).ok_or_else(error)
    }
}

/// `#1B5E9E`: a colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColourSpec(pub Colour);

impl FromStr for ColourSpec {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        text.parse().map(Self)
    }
}

/// A rounding unit in points, or `off`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoundingSpec(pub Rounding);

impl FromStr for RoundingSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let error = || SpecError {
            what: "rounding unit",
            text: text.to_owned(),
            rule: "write points between 0 and 10, as 1 or 0.1, or off",
        };
        if text == "off" {
            return Ok(Self(Rounding::Off));
        }
        let unit: f64 = text.parse().map_err(|_| error())?;
        if unit > 0.0 && unit <= 10.0 { Ok(Self(Rounding::Unit(unit / 100.0))) } else { Err(error()) }
    }
}

fn list(text: &str) -> Vec<Arc<str>> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(Arc::from).collect()
}

/// Every spec is a string in a study file, and its schema says so.
macro_rules! string_in_files {
    ($($type:ty),+) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Scalar::deserialize(deserializer)?.text().parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": ["string", "number", "boolean"] })
            }
        }
    )+};
}
string_in_files!(
    NetSpec,
    By,
    RatioSpec,
    FunctionSpec,
    ScoresSpec,
    SetOf,
    MissingOf,
    StandardSpec,
    ColourSpec,
    RoundingSpec,
    MarginSpec,
    PercentSpec,
    Switch,
    Scales,
    TargetSpec
);
