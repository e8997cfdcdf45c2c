//! One estimate by itself, the confidence level, and bounds.

/// What kind of number an estimate is; intervals for shares differ from those for other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// A share of people, in [0, 1].
    #[default]
    Share,
    /// A mean, total, ratio, quantile or other number on its own scale.
    Number,
    /// A difference of shares, in [−1, 1].
    Difference,
}

/// What an estimate stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// Respondents, unweighted.
    pub n: Option<f64>,
    /// Sum of weights.
    pub n_weighted: Option<f64>,
    /// The size of a simple random sample of the same precision.
    pub n_effective: Option<f64>,
    /// Design effect: variance over that of a simple random sample of `n`.
    pub deff: Option<f64>,
    /// Degrees of freedom of the variance; infinite for published tables.
    pub df: f64,
    /// What a reader must know about it.
    pub flags: Flags,
}

/// Remarks on an estimate, each with a stable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags(u16);

impl Flags {
    /// The base is the nominal one, not printed with the figure.
    pub const NOMINAL_BASE: Self = Self(1);
    /// The base is the group's stated share of the whole sample's base.
    pub const GROUP_SHARE_BASE: Self = Self(1 << 1);
    /// The base of a group is not known: that of the whole sample stands in, so the interval is too narrow.
    pub const WHOLE_BASE: Self = Self(1 << 2);
    /// No design effect is stated: simple random sampling is assumed.
    pub const ASSUMED_DEFF: Self = Self(1 << 3);
    /// A net added up from its printed parts.
    pub const SUM_OF_PARTS: Self = Self(1 << 4);
    /// 0 % or 100 %, or a quantile whose interval goes beyond the last number: the interval is one-sided.
    pub const ONE_SIDED: Self = Self(1 << 5);

    /// The base is the weighted one: no unweighted base is printed.
    pub const WEIGHTED_BASE: Self = Self(1 << 6);

    /// A presentation standard wants it reviewed.
    pub const UNRELIABLE: Self = Self(1 << 7);
    /// A presentation standard does not let it be printed.
    pub const SUPPRESS: Self = Self(1 << 8);
    /// A presentation standard lets it be printed, but not what it leaves to 100 %.
    pub const COMPLEMENT_UNRELIABLE: Self = Self(1 << 9);
    /// Nothing shows how sure it is: its standard error is 0 because one respondent or cluster gave it, or one number throughout.
    pub const NO_SPREAD: Self = Self(1 << 10);
    /// There is no such number, or no such error: a quotient by 0, the log of 0.
    pub const UNDEFINED: Self = Self(1 << 11);
    /// A total of 0: nobody who was asked gave the answer, which says nothing of those who were not.
    pub const NOBODY: Self = Self(1 << 12);

    const ALL: [(Self, &'static str, &'static str); 13] = [
        (Self::NOMINAL_BASE, "nominal-base", "printed without a base: the nominal one is used"),
        (
            Self::GROUP_SHARE_BASE,
            "group-share-base",
            "group printed without a base: its stated share of the wave's base is used",
        ),
        (
            Self::WHOLE_BASE,
            "whole-base",
            "group printed without a base, its share not stated: the base of everybody is used, so the interval is too narrow",
        ),
        (Self::ASSUMED_DEFF, "assumed-deff", "no design effect stated: simple random sampling is assumed"),
        (Self::SUM_OF_PARTS, "sum-of-parts", "not printed: added up from its printed parts"),
        (
            Self::ONE_SIDED,
            "one-sided",
            "0 % or 100 %, or a quantile so far out that the numbers end within its interval: the interval is one-sided",
        ),
        (Self::UNRELIABLE, "unreliable", "unreliable by the presentation standard: review before it is printed"),
        (Self::SUPPRESS, "suppress", "not to be printed by the presentation standard"),
        (
            Self::COMPLEMENT_UNRELIABLE,
            "complement-unreliable",
            "what the share leaves to 100 % is unreliable by the presentation standard",
        ),
        (Self::WEIGHTED_BASE, "weighted-base", "the weighted base is used: no unweighted one is printed"),
        (
            Self::NO_SPREAD,
            "no-spread",
            "nothing differs between its sampling units (one respondent or cluster, or one number throughout): unless everybody was asked, the interval says nothing",
        ),
        (
            Self::NOBODY,
            "nobody",
            "nobody who was asked gave this answer: how many of the others would, the interval does not tell",
        ),
        (
            Self::UNDEFINED,
            "undefined",
            "there is no such number here, or its error is not known: a quotient by 0, the log or root of what has none, a number too large",
        ),
    ];

    /// Both sets of remarks.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The stable names, in order, each with what it means.
    pub fn iter(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        Self::ALL.into_iter().filter(move |(flag, ..)| self.has(*flag)).map(|(_, name, meaning)| (name, meaning))
    }
}

impl Default for Base {
    fn default() -> Self {
        Self { n: None, n_weighted: None, n_effective: None, deff: None, df: f64::INFINITY, flags: Flags::default() }
    }
}

/// One number with its own uncertainty, cut out of an [`super::Estimates`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value (shares as fractions of 1).
    pub value: f64,
    /// Standard error from sampling alone.
    pub se: f64,
    /// How far rounding of printed figures may have moved the value; 0 for unrounded data.
    pub rounding: f64,
    /// The kind of number.
    pub measure: Measure,
    /// What it stands on.
    pub base: Base,
}

impl Estimate {
    /// Whether nothing is left of its standard error but the rounding of sums, while it is no share of 0 % or 100 %; or whether a spread
    /// between people was asked of one.
    pub fn lacks_spread(&self) -> bool {
        let at_an_end = self.measure == Measure::Share && (self.value == 0.0 || self.value == 1.0);
        let of_one = self.value.is_nan() && self.base.n.is_some_and(|n| n <= 1.0);
        of_one || (!at_an_end && self.se <= 1e-13 * self.value.abs())
    }

    /// The size of a simple random sample of the same precision: the stated one, or p(1 − p)/se² where that is defined.
    pub fn effective(&self) -> Option<f64> {
        let implied = self.value * (1.0 - self.value) / (self.se * self.se);
        self.base
            .n_effective
            .or((self.measure == Measure::Share && implied.is_finite() && implied > 0.0).then_some(implied))
    }

    /// The same estimate had the printed figure been `value`: a share's standard error follows p(1 − p) on the same effective n.
    pub fn moved_to(&self, value: f64) -> Self {
        match (self.measure, self.effective()) {
            (Measure::Share, Some(n)) => {
                let value = value.clamp(0.0, 1.0);
                Self { value, se: (value * (1.0 - value) / n).sqrt(), ..*self }
            }
            _ => Self { value, ..*self },
        }
    }
}

/// Lower and upper end of an interval, on the estimate's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Bounds {
    /// The two ends.
    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// Whether `value` lies within, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A confidence level strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Deserialize)]
#[serde(try_from = "f64")]
pub struct Level(f64);

impl TryFrom<f64> for Level {
    type Error = LevelError;

    fn try_from(level: f64) -> Result<Self, LevelError> {
        Self::new(level)
    }
}

/// A confidence level outside (0, 1).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("confidence level {0} is not between 0 and 1: {meant}", meant = meant(.0))]
pub struct LevelError(pub String);

/// How a level that was meant in per cent is written, or else the usual one.
fn meant(text: &str) -> String {
    let per_cent = text.trim().trim_end_matches('%').trim_end().parse::<f64>().ok();
    let per_cent = per_cent.filter(|level| *level >= 50.0 && *level < 100.0).unwrap_or(95.0);
    // Rounded: 99.9 divided by 100 is 0.9990000000000001.
    format!("for {per_cent} per cent write {}", (per_cent * 1e4).round() / 1e6)
}

impl Level {
    /// 95 per cent.
    pub const USUAL: Self = Self(0.95);

    /// A level; an error unless `0 < level < 1`.
    pub fn new(level: f64) -> Result<Self, LevelError> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(LevelError(level.to_string())) }
    }

    /// The level as a fraction, 0.95.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The probability below the upper end of a two-sided interval: 0.975 for 95 per cent.
    pub fn upper_tail(self) -> f64 {
        0.5 + self.0 / 2.0
    }
}

impl std::str::FromStr for Level {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        text.trim()
            .parse::<f64>()
            .ok()
            .and_then(|level| Self::new(level).ok())
            .ok_or_else(|| LevelError(text.to_owned()))
    }
}
