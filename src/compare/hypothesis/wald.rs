//! Wald's test of independence on the totals N_ij − N_i N_j / N (Koch, Freeman & Freeman 1975), F on k and ν degrees of freedom; adjusted:
//! times (ν − k + 1)/ν, on k and ν − k + 1 (Thomas & Rao 1987).

use super::two_way::TwoWay;
use super::{Subject, Test, Tested, linear_part};
use crate::compare::CompareError;
use crate::num::distribution::f_survival;
use crate::num::{Matrix, solved};
use crate::sample::Tabulation;
use crate::uncertainty::{Output, Smooth};
use std::sync::Arc;

pub(super) struct Wald {
    pub(super) adjusted: bool,
}

impl Test for Wald {
    fn name(&self) -> &'static str {
        if self.adjusted { "adjusted-wald" } else { "wald" }
    }

    fn summary(&self) -> &'static str {
        if self.adjusted {
            "Wald's test corrected for few degrees of freedom, F"
        } else {
            "departures from independence over their covariance, F"
        }
    }

    fn rests_on(&self, question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
        TwoWay::rests_on(question, by).into()
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let table = TwoWay::new(subject.sample()?, subject.question, subject.by)?;
        let departures = Departures { rows: table.rows, columns: table.columns };
        let labels: Vec<Output> = departures.places().map(|at| table.totals.output(at)).collect();
        let k = table.freedom() as f64;
        let covariance = linear_part(&table.totals, &departures, labels).covariance();
        let values = departures.value(table.totals.values());
        let values = Matrix::from_vec(values.len(), 1, values);
        let singular = || CompareError::Singular { what: format!("{} by {}", subject.question, subject.by) };
        let wald = solved(&covariance, &values).ok_or_else(singular)?.dot(&values);
        let denominator = if self.adjusted { table.df - k + 1.0 } else { table.df };
        if denominator <= 0.0 {
            return Err(CompareError::Singular { what: format!("{} by {}", subject.question, subject.by) });
        }
        let statistic = wald / k * denominator / table.df;
        let p_value = f_survival(statistic, k, denominator);
        Ok(vec![Tested::of_all(statistic, vec![k, denominator], p_value)])
    }
}

/// N_ij − N_i N_j / N for all rows and columns but the first.
struct Departures {
    rows: usize,
    columns: usize,
}

impl Departures {
    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (1..self.columns).flat_map(move |column| (1..self.rows).map(move |row| column * self.rows + row))
    }

    /// Total of a row, of a column, of all.
    fn margins(&self, x: &[f64], at: usize) -> (f64, f64, f64) {
        let row = x.iter().skip(at % self.rows).step_by(self.rows).sum();
        let column = x[at / self.rows * self.rows..][..self.rows].iter().sum();
        (row, column, x.iter().sum())
    }
}

impl Smooth for Departures {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        let value = |at: usize| {
            let (row, column, all) = self.margins(x, at);
            x[at] - row * column / all
        };
        self.places().map(value).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        let line = |at: usize| {
            let (row, column, all) = self.margins(x, at);
            let entry = |by: usize| {
                let same_row = f64::from(u8::from(by % self.rows == at % self.rows));
                let same_column = f64::from(u8::from(by / self.rows == at / self.rows));
                f64::from(u8::from(by == at)) - same_row * column / all - same_column * row / all
                    + row * column / (all * all)
            };
            (0..x.len()).map(|by| (by, entry(by))).collect()
        };
        self.places().map(line).collect()
    }
}
