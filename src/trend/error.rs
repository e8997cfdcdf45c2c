//! Why a series cannot be made or a trend cannot be fitted.

use super::Setting;

/// One variant for each reason; the message names the series and the wave, the value, and what would be right.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrendError {
    /// Not enough waves for the method.
    #[error("{series}: {method} needs at least {least} waves, there are {waves}{advice}")]
    TooFewWaves {
        /// Name of the series.
        series: String,
        /// The method.
        method: &'static str,
        /// Waves there are.
        waves: usize,
        /// Waves needed.
        least: usize,
        /// What to do instead, starting with a separator; may be empty.
        advice: &'static str,
    },
    /// All waves on one day.
    #[error("{series}: all {waves} waves are dated {date}; a trend needs at least two dates")]
    OneDate {
        /// Name of the series.
        series: String,
        /// Waves there are.
        waves: usize,
        /// The one date.
        date: String,
    },
    /// A wave whose dates are not known.
    #[error(
        "{series}: wave \"{label}\" has no date, so it has no place in time; give its field dates or a label such as 2025-11"
    )]
    NoDate {
        /// Name of the series.
        series: String,
        /// The wave.
        label: String,
    },
    /// A number that is not finite, or outside the range of its kind.
    #[error("{series}: {what} of wave \"{label}\" is {value}; it must be {rule}")]
    BadNumber {
        /// Name of the series.
        series: String,
        /// The wave.
        label: String,
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What would be right.
        rule: &'static str,
    },
    /// A wave with sampling variance zero and no effective n to give it one.
    #[error(
        "{series}: wave \"{label}\" ({value}) has sampling variance 0, so it would outweigh every other wave; {}leave the wave out (--where)",
        if *.share { "give its base (n), from which a variance can be had, or " } else { "" }
    )]
    NoVariance {
        /// Name of the series.
        series: String,
        /// The wave.
        label: String,
        /// Its value.
        value: f64,
        /// Whether it is a share, whose variance its base tells.
        share: bool,
    },
    /// A covariance matrix of another size than the series.
    #[error("{series}: the covariance matrix is {rows} × {columns}, but there are {waves} waves")]
    CovarianceShape {
        /// Name of the series.
        series: String,
        /// Rows it has.
        rows: usize,
        /// Columns it has.
        columns: usize,
        /// Waves there are.
        waves: usize,
    },
    /// A covariance matrix that no random numbers can have, or of waves that determine each other.
    #[error(
        "{series}: the covariance matrix of the waves is not positive definite: it is not symmetric, or some wave is a combination of others (the same estimate twice?)"
    )]
    NotPositiveDefinite {
        /// Name of the series.
        series: String,
    },
    /// Estimates of different things in one series.
    #[error("{series}: a series follows one thing through time, but \"{first}\" and \"{other}\" differ")]
    Mixed {
        /// Name of the series.
        series: String,
        /// What the first estimate is about.
        first: String,
        /// What another is about.
        other: String,
    },
    /// An index beyond the estimates.
    #[error("{series}: there is no estimate {index}; there are {count}, counted from 0")]
    NoEstimate {
        /// Name of the series.
        series: String,
        /// The index asked for.
        index: usize,
        /// Estimates there are.
        count: usize,
    },
    /// A method for shares on numbers of another kind.
    #[error("{series}: {method} is for shares between 0 and 1; for other numbers use line or local-level")]
    SharesOnly {
        /// Name of the series.
        series: String,
        /// The method.
        method: &'static str,
    },
    /// Waves that are not independent, where the method needs it.
    #[error(
        "{series}: waves \"{first}\" and \"{second}\" are correlated; {method} takes independent waves only, line and logit-line take any"
    )]
    Correlated {
        /// Name of the series.
        series: String,
        /// The method.
        method: &'static str,
        /// One wave.
        first: String,
        /// Another.
        second: String,
    },
    /// More fitted dates than anybody can use.
    #[error("{series}: {points} fitted dates, more than {most}; take a longer step between dates")]
    TooManyDates {
        /// Name of the series.
        series: String,
        /// Dates asked for.
        points: f64,
        /// The most there may be.
        most: usize,
    },
    /// A wave without a house, where house effects are asked for.
    #[error(
        "{series}: wave \"{label}\" names no pollster, so it has no house effect; name it, or fit without house effects"
    )]
    NoHouse {
        /// Name of the series.
        series: String,
        /// The wave.
        label: String,
    },
    /// House effects of one house.
    #[error(
        "{series}: every wave is by {house}, and one pollster has no house effect: add polls of others, or fit without house effects"
    )]
    OneHouse {
        /// Name of the series.
        series: String,
        /// The one house.
        house: String,
    },
    /// An anchor that is not a house of the series.
    #[error("{series}: no pollster named \"{house}\" to anchor house effects at{hint}")]
    UnknownHouse {
        /// Name of the series.
        series: String,
        /// As typed.
        house: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// A setting that the method would ignore.
    #[error("{method} takes no {setting}; leave it out, or use {takers}")]
    Unused {
        /// The method.
        method: &'static str,
        /// The setting.
        setting: Setting,
        /// The methods that take it.
        takers: String,
    },
    /// A smoothing span outside (0, 1].
    #[error("a span of {span} is no fraction of the waves: it must be above 0 and at most 1, for example 0.75")]
    BadSpan {
        /// As given.
        span: f64,
    },
    /// Local lines so local that nothing is left over.
    #[error(
        "{series}: with span {span} the local lines all but run through the {waves} waves and leave no scatter to judge them by; take a larger span, or line"
    )]
    Interpolates {
        /// Name of the series.
        series: String,
        /// Waves there are.
        waves: usize,
        /// The span.
        span: f64,
    },
    /// A local neighbourhood that no line goes through.
    #[error(
        "{series}: around {date}, the nearest {waves} waves (span {span}) have too few dates for a local line; take a larger span"
    )]
    SpanTooSmall {
        /// Name of the series.
        series: String,
        /// The date of the fit.
        date: String,
        /// Waves in the neighbourhood.
        waves: usize,
        /// The span.
        span: f64,
    },
}

impl TrendError {
    /// Whether the numbers do not come out, rather than the data not fitting.
    pub fn is_numerical(&self) -> bool {
        matches!(self, Self::NotPositiveDefinite { .. })
    }
}
