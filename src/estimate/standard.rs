//! Presentation standards: which shares are reliable enough to be printed, by rules kept as data (`assets/standards`, or a file of one's
//! own). A standard brings its own interval and level, whatever is shown beside the shares.

use crate::names;
use crate::uncertainty::interval::{self, Interval};
use crate::uncertainty::{Estimate, Flags, Level, Measure};
use serde::Deserialize;
use std::path::Path;
use std::str::FromStr;

/// Rules with the interval they speak of.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// The name used in flags and study files.
    pub name: String,
    /// Whose it is.
    pub title: String,
    interval: String,
    level: Level,
    rule: Vec<Rule>,
}

/// What speaks when all its conditions hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    name: String,
    when: Vec<Condition>,
    then: Outcome,
}

/// A number with its bounds; those that are stated must all hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Condition {
    of: Quantity,
    below: Option<f64>,
    at_most: Option<f64>,
    above: Option<f64>,
    at_least: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Quantity {
    N,
    NEffective,
    Df,
    Width,
    RelativeWidth,
    ComplementWidth,
    Least,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Complement,
    Review,
    Suppress,
}

/// What a standard says of one share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// `reliable`, `unreliable` (to be reviewed) or `suppress`.
    pub word: &'static str,
    /// The remarks for readers; none where the share is reliable.
    pub flags: Flags,
    /// Names of the rules that led to it.
    pub rules: Vec<String>,
}

/// A standard that is not known, or that does not say what a standard says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StandardError {
    /// No such name.
    #[error("no presentation standard named \"{name}\"{hint}; or name a .toml file of rules")]
    Unknown {
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// A file that cannot be read, or holds no standard.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
}

/// Texts of the standards that come with the library.
const BUNDLED: [&str; 1] = [include_str!("../../assets/standards/nchs.toml")];

impl Standard {
    /// The standards that come with the library.
    pub fn bundled() -> Vec<Self> {
        BUNDLED.iter().filter_map(|text| Self::parse("", text).ok()).collect()
    }

    fn parse(file: &str, text: &str) -> Result<Self, StandardError> {
        let wrong = |reason: String| StandardError::File { file: file.to_owned(), reason };
        let made: Self = toml::from_str(text).map_err(|error| wrong(error.to_string().trim_end().to_owned()))?;
        let idle = |condition: &Condition| {
            [condition.below, condition.at_most, condition.above, condition.at_least].iter().all(Option::is_none)
        };
        if let Some(rule) = made.rule.iter().find(|rule| rule.when.is_empty() || rule.when.iter().any(idle)) {
            let reason = "a condition needs a bound: below, at-most, above or at-least";
            return Err(wrong(format!("rule \"{}\": {reason}", rule.name)));
        }
        match interval::named(&made.interval) {
            Some(known) if known.fits(Measure::Share) => Ok(made),
            _ => {
                let hint = names::hint(&made.interval, interval::ALL.iter().map(|known| known.name()));
                Err(wrong(format!("no interval named \"{}\"{hint}", made.interval)))
            }
        }
    }

    fn interval(&self) -> &'static dyn Interval {
        interval::named(&self.interval).unwrap_or(interval::USUAL)
    }

    /// What the rules say of a share.
    pub fn judge(&self, share: &Estimate) -> Verdict {
        let numbers = Numbers::new(share, self.interval(), self.level);
        let speaking: Vec<&Rule> =
            self.rule.iter().filter(|rule| rule.when.iter().all(|condition| condition.holds(&numbers))).collect();
        let worst = speaking.iter().map(|rule| rule.then).max();
        // What is not printed needs no more remarks.
        let counted = |rule: &&&Rule| worst != Some(Outcome::Suppress) || rule.then == Outcome::Suppress;
        let rules = speaking.iter().filter(counted).map(|rule| rule.name.clone()).collect();
        let has = |outcome| speaking.iter().any(|rule| rule.then == outcome);
        let complement = if has(Outcome::Complement) { Flags::COMPLEMENT_UNRELIABLE } else { Flags::default() };
        let (word, flags) = match worst {
            Some(Outcome::Suppress) => ("suppress", Flags::SUPPRESS),
            Some(Outcome::Review) => ("unreliable", Flags::UNRELIABLE.with(complement)),
            Some(Outcome::Complement) | None => ("reliable", complement),
        };
        Verdict { word, flags, rules }
    }
}

impl FromStr for Standard {
    type Err = StandardError;

    fn from_str(name: &str) -> Result<Self, StandardError> {
        if Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            let unread =
                |error: std::io::Error| StandardError::File { file: name.to_owned(), reason: names::unread(&error) };
            return Self::parse(name, &std::fs::read_to_string(name).map_err(unread)?);
        }
        let known = Self::bundled();
        let hint = names::hint(name, known.iter().map(|standard| standard.name.as_str()));
        known
            .into_iter()
            .find(|standard| standard.name == name)
            .ok_or(StandardError::Unknown { name: name.to_owned(), hint })
    }
}

/// The numbers that rules speak of.
struct Numbers {
    n: Option<f64>,
    n_effective: Option<f64>,
    df: f64,
    width: f64,
    share: f64,
}

impl Numbers {
    fn new(share: &Estimate, interval: &dyn Interval, level: Level) -> Self {
        let bounds = interval.bounds(share, level);
        let inside = 0.0 < share.value && share.value < 1.0;
        let n = share.base.n;
        // A share that does not vary stands on everybody.
        let varies = inside && share.se > 0.0;
        let effective = if varies { share.effective() } else { n.or(share.base.n_effective) };
        let capped = effective.map(|effective| n.map_or(effective, |n| effective.min(n)));
        let width = if inside { bounds.high - bounds.low } else { 0.0 };
        Self { n, n_effective: capped, df: share.base.df, width, share: share.value }
    }

    /// `None` for a number that is not known.
    fn get(&self, quantity: Quantity) -> Option<f64> {
        match quantity {
            Quantity::N => self.n.or(self.n_effective),
            Quantity::NEffective => self.n_effective,
            Quantity::Df => Some(self.df),
            Quantity::Width => Some(self.width),
            Quantity::RelativeWidth => Some(self.width / self.share),
            Quantity::ComplementWidth => Some(self.width / (1.0 - self.share)),
            Quantity::Least => Some(self.share.min(1.0 - self.share)),
        }
    }
}

impl Condition {
    /// A number that is not known, or of nobody, lies beyond every bound: nothing is reliable by silence.
    fn holds(&self, numbers: &Numbers) -> bool {
        let Some(value) = numbers.get(self.of).filter(|value| !value.is_nan()) else { return true };
        self.below.is_none_or(|bound| value < bound)
            && self.at_most.is_none_or(|bound| value <= bound)
            && self.above.is_none_or(|bound| value > bound)
            && self.at_least.is_none_or(|bound| value >= bound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uncertainty::Base;

    fn word(p: f64, n: f64, deff: f64, df: f64) -> (&'static str, Flags, String) {
        let effective = n / deff;
        let base = Base { n: Some(n), n_effective: Some(effective), df, ..Base::default() };
        let se = (p * (1.0 - p) / effective).sqrt();
        let share = Estimate { value: p, se, rounding: 0.0, measure: Measure::Share, base };
        let verdict = "nchs".parse::<Standard>().unwrap().judge(&share);
        (verdict.word, verdict.flags, verdict.rules.join("; "))
    }

    /// Each rule of Parker et al. (2017), just within and just beyond. Widths are those of Clopper and Pearson's interval: R 4.2.2,
    /// binom.test(50, 100): 0.3983 to 0.6017; binom.test(3, 100): 0.0062 to 0.0852; binom.test(20, 45): 0.2964 to 0.6000;
    /// binom.test(22, 44): 0.3456 to 0.6544.
    #[test]
    fn the_rules_of_the_standard() {
        let none = Flags::default();
        assert_eq!(word(0.5, 100.0, 1.0, 50.0), ("reliable", none, String::new()));
        assert_eq!(word(0.5, 29.0, 1.0, 50.0).0, "suppress");
        assert_eq!(word(0.5, 100.0, 3.4, 50.0).2, "effective n below 30; interval of 30 points or more");
        assert_eq!(word(22.0 / 44.0, 44.0, 1.0, 50.0).2, "interval of 30 points or more");
        // 0.0790 wide, 2.6 times the share.
        assert_eq!(word(0.03, 100.0, 1.0, 50.0).2, "interval wider than 130 % of the share");
        assert_eq!(
            word(0.97, 100.0, 1.0, 50.0),
            ("reliable", Flags::COMPLEMENT_UNRELIABLE, "interval wider than 130 % of the complement".to_owned())
        );
        // Narrower than five points, a share may be small.
        assert_eq!(word(0.001, 4000.0, 1.0, 50.0).0, "reliable");
        assert_eq!(
            word(0.5, 100.0, 1.0, 7.0),
            ("unreliable", Flags::UNRELIABLE, "fewer than 8 degrees of freedom".to_owned())
        );
        assert_eq!(word(0.0, 100.0, 1.0, 50.0), ("unreliable", Flags::UNRELIABLE, "0 % or 100 %".to_owned()));
        assert_eq!(word(1.0, 20.0, 1.0, 50.0).0, "suppress");
    }

    #[test]
    fn a_standard_that_is_none_says_why() {
        let unknown = "nchz".parse::<Standard>().unwrap_err().to_string();
        assert!(unknown.contains("did you mean \"nchs\""), "{unknown}");
        let head = "name = 'x'\ntitle = 'x'\ninterval = 'wilson'\nlevel = 0.9\n";
        let rule = |rule: &str| {
            Standard::parse("x.toml", &format!("{head}[[rule]]\nname = 'r'\n{rule}")).unwrap_err().to_string()
        };
        assert!(rule("when = [{ of = 'n' }]\nthen = 'suppress'").contains("needs a bound"));
        assert!(rule("when = [{ of = 'm', below = 3 }]\nthen = 'suppress'").contains("unknown variant `m`"));
        assert!(Standard::parse("x.toml", &head.replace("wilson", "wilsn")).is_err());
    }
}
