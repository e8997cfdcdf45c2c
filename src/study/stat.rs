//! The statistics that `--stat` names.

use crate::uncertainty::Measure;

/// A statistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stat {
    /// Shares of answers.
    #[default]
    Share,
    /// A mean.
    Mean,
    /// A total over the population.
    Total,
    /// A ratio of two totals.
    Ratio,
    /// Quantiles.
    Quantile,
    /// The median.
    Median,
    /// The variance in the population.
    Variance,
    /// The standard deviation in the population.
    StandardDeviation,
    /// Positive less negative answers.
    NetScore,
    /// A function of other estimates.
    Function,
}

impl Stat {
    /// Every statistic.
    pub const ALL: [Self; 10] = [
        Self::Share,
        Self::Mean,
        Self::Total,
        Self::Ratio,
        Self::Quantile,
        Self::Median,
        Self::Variance,
        Self::StandardDeviation,
        Self::NetScore,
        Self::Function,
    ];

    /// The name in flags, study files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Mean => "mean",
            Self::Total => "total",
            Self::Ratio => "ratio",
            Self::Quantile => "quantile",
            Self::Median => "median",
            Self::Variance => "variance",
            Self::StandardDeviation => "standard-deviation",
            Self::NetScore => "net-score",
            Self::Function => "function",
        }
    }

    /// One line for the help.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Share => "share of every answer",
            Self::Mean => "mean of a number",
            Self::Total => "total of a number over the population, or how many people give each answer",
            Self::Ratio => "total of one number over the total of another",
            Self::Quantile => "quantiles of a number",
            Self::Median => "median of a number",
            Self::Variance => "variance of a number in the population",
            Self::StandardDeviation => "standard deviation of a number in the population",
            Self::NetScore => "share of positive less share of negative answers",
            Self::Function => "a function of estimates, as the log of one share over another",
        }
    }

    /// Whether it is made of the numbers of a variable, and not of answers; a total of whichever the variable holds or is asked for.
    pub fn is_of_numbers(self) -> bool {
        !matches!(self, Self::Share | Self::NetScore)
    }

    /// The kind of number.
    pub fn measure(self) -> Measure {
        match self {
            Self::Share => Measure::Share,
            Self::NetScore => Measure::Difference,
            _ => Measure::Number,
        }
    }
}
