//! The rows of a comparison: its difference, and the two that it compares with intervals of their own.

use super::super::notes;
use super::Reader;
use crate::chart::{Part, Row};
use crate::study::acts::{CompareRow, intervals};
use crate::uncertainty::{Bounds, Estimate, Flags, Measure};

impl Reader<'_> {
    /// The difference of two with its interval, where there is one.
    pub(super) fn difference(&self, row: &CompareRow) -> Row {
        let made = &row.comparison;
        let outer = (made.difference.rounding > 0.0).then_some(made.outer);
        let (a, b) = (&made.estimates.0.base, &made.estimates.1.base);
        let n = a.n.zip(b.n).map(|(a, b)| a.min(b));
        // A difference without a standard error has no p-value; its interval alone tells.
        let level = self.found.options.precision.level();
        let significant = (!made.p_adjusted.is_nan()).then_some(made.p_adjusted < 1.0 - level.get());
        let unsure = [Flags::NO_SPREAD, Flags::NOBODY].into_iter().any(|flag| made.difference.base.flags.has(flag));
        let is_known = |bounds: &Bounds| bounds.low.is_finite() && bounds.high.is_finite();
        let inner = Some(made.bounds).filter(|bounds| !unsure && is_known(bounds));
        let outer = outer.filter(|_| !unsure);
        let df = Some(made.difference.base.df).filter(|df| df.is_finite());
        Row { inner, outer, n, df, significant, ..Row::new(made.difference.value).item(self.item(row)) }
    }

    /// The intervals of one of two compared; none of quantiles, whose intervals do not follow from a standard error.
    fn own_interval(&self, of: &Estimate) -> (Option<Bounds>, Option<Bounds>) {
        let spreadless = of.measure == Measure::Number && of.lacks_spread();
        if spreadless || self.found.options.statistic.reads_quantiles() {
            return (None, None);
        }
        let (inner, outer) = intervals::of_one(of, &self.found.options.precision);
        let is_known = |bounds: &Bounds| bounds.low.is_finite() && bounds.high.is_finite();
        (Some(inner).filter(is_known), outer.filter(is_known))
    }

    /// b is where a change starts (the earlier wave, everybody), a where it ends.
    pub(super) fn ends(&self, row: &CompareRow, kind: &str) -> Vec<Row> {
        let (a, b) = &row.comparison.estimates;
        let (before, after) = self.end_names(row);
        let item = self.item(row);
        let row_in_time = row.later_wave.is_some() && kind == "dumbbell";
        let answer = notes::answer_title(self.source, &row.comparison.pair.cell);
        let end = |name: String, e: &Estimate| {
            let (inner, outer) = self.own_interval(e);
            Row {
                inner,
                outer,
                n: e.base.n,
                n_effective: e.base.n_effective,
                df: Some(e.base.df).filter(|df| df.is_finite()),
                answer: answer.clone(),
                ..Row::new(e.value).item(item.clone()).series(name)
            }
        };
        let at =
            |row: Row, name: &str| match self.waves.waves().find(|wave| &*wave.label == name).map(|wave| wave.period) {
                Some(Some(period)) if row_in_time => row.at(period.middle(), name),
                _ => row,
            };
        let part = if row.later_wave.is_some() { Part::Change } else { Part::Gap };
        let change = Row { n: None, ..self.difference(row).part(part) };
        let names = &row.comparison.pair.names;
        vec![at(end(before, b), &names.1), at(end(after, a), &names.0), change]
    }
}
