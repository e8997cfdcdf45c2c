//! What flags and study files choose from by name: every registry of the library, as a type for [`crate::names::Choice`].

use super::stat::Stat;
use crate::compare::adjust::Adjustment;
use crate::compare::hypothesis::{self, Test};
use crate::engine;
use crate::estimate::Rule;
use crate::names::Registry;
use crate::sample::margin::Rounding;
use crate::sample::{METHODS, Method};
use crate::trend::{self, Between, TrendModel};
use crate::uncertainty::interval::simultaneous::{self, Simultaneous};
use crate::uncertainty::interval::{self, Interval};

/// One registry: its type, the word for a member, the members, how a member is named and described.
macro_rules! registry {
    ($(#[$doc:meta])* $type:ident, $member:ty, $kind:literal, $all:expr, $name:expr, $summary:expr) => {
        $(#[$doc])*
        pub struct $type;

        impl Registry for $type {
            type Member = $member;
            const KIND: &'static str = $kind;

            fn all() -> Vec<&'static $member> {
                $all
            }

            fn name(member: &$member) -> &'static str {
                let name: fn(&$member) -> &'static str = $name;
                name(member)
            }

            fn summary(member: &$member) -> &'static str {
                let summary: fn(&$member) -> &'static str = $summary;
                summary(member)
            }
        }
    };
}

registry!(
    /// Intervals for one estimate.
    Intervals, dyn Interval, "interval", interval::ALL.to_vec(), |i| i.name(), |i| i.summary()
);
registry!(
    /// Intervals for all answers of a question at once.
    SimultaneousIntervals, dyn Simultaneous, "simultaneous interval", simultaneous::ALL.to_vec(), |i| i.name(), |i| i.summary()
);
registry!(
    /// Ways to fit a trend.
    TrendMethods, dyn TrendModel, "trend method", trend::ALL.to_vec(), |m| m.name(), |m| m.summary()
);
registry!(
    /// Estimators of the scatter between waves.
    Betweens, Between, "estimator of the between-wave variance", Between::ALL.iter().collect(), |b| b.name(), |_| ""
);
registry!(
    /// Adjustments of p-values.
    Adjustments, Adjustment, "adjustment", Adjustment::ALL.iter().collect(), |a| a.name(), |a| a.summary()
);
registry!(
    /// Tests between groups.
    Tests, dyn Test, "test", hypothesis::ALL.to_vec(), |t| t.name(), |t| t.summary()
);
registry!(
    /// Ways to make replicate weights.
    Methods, dyn Method, "way to make replicates", METHODS.to_vec(), |m| m.name(), |m| m.summary()
);
registry!(
    /// How printed margins were rounded.
    MarginRoundings, Rounding, "rounding of margins", Rounding::ALL.iter().collect(), |r| r.name(), |r| r.summary()
);
registry!(
    /// Engines.
    Engines, engine::Listed, "engine", engine::ALL.iter().collect(), |e| e.name, |e| e.summary
);
registry!(
    /// Rules for quantiles.
    Rules, (&'static str, Rule), "quantile rule", Rule::ALL.iter().collect(), |r| r.0, |_| ""
);
registry!(
    /// Statistics.
    Stats, Stat, "statistic", Stat::ALL.iter().collect(), |s| s.name(), |s| s.summary()
);
