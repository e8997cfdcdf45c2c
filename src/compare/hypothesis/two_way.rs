//! A two-way table of weighted shares with their joint covariance, and the matrix of generalized design effects that the Rao–Scott tests
//! rest on (Rao & Scott 1981, 1984; Thomas & Rao 1987). Observed shares are used, as by R survey.

use crate::compare::CompareError;
use crate::num::{Matrix, solved};
use crate::sample::{Microdata, Quantity, Tabulation, Term};
use crate::uncertainty::{Estimates, Output, Smooth};
use std::sync::Arc;

/// The totals of a table, rows (answers) within columns (groups); levels without weight are left out.
pub(super) struct TwoWay {
    /// Weighted totals, `rows * column + row`.
    pub(super) totals: Estimates,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Respondents, among them those without an answer: R scales X² to all of the design. No p-value depends on it.
    pub(super) n: f64,
    /// Degrees of freedom of the whole design.
    pub(super) df: f64,
}

impl TwoWay {
    /// The table, the answers of everybody, and who is there at all.
    pub(super) fn rests_on(question: &Arc<str>, by: &Arc<str>) -> [Tabulation; 3] {
        let answers = |by: Vec<Arc<str>>| Tabulation { quantity: Quantity::Answers(question.clone()), by, over: None };
        [answers(vec![by.clone()]), answers(Vec::new()), Tabulation::of_people(&[], None)]
    }

    pub(super) fn new(sample: &Microdata, question: &str, by: &str) -> Result<Self, CompareError> {
        if sample.source().sets().iter().any(|set| &*set.name == question) {
            let what = format!(
                "people can give several answers to {question}, so they make no two-way table; compare the shares, or test an item by itself"
            );
            return Err(CompareError::Nothing { what });
        }
        let [table, whole, _] = Self::rests_on(&question.into(), &by.into());
        let mut made = sample.tabulate(&[table, whole])?;
        let (Some(whole), Some(table)) = (made.pop(), made.pop()) else {
            return Err(CompareError::Nothing { what: format!("nobody answered {question}") });
        };
        let all = &table.estimates;
        let is_used = |&at: &usize| matches!(table.terms[at], Term::Answer(_)) && occurs(all, at);
        let used: Vec<usize> = (0..all.len()).filter(is_used).collect();
        let columns = used.chunk_by(|&a, &b| all.cells()[a].groups == all.cells()[b].groups).count();
        let rows = used.len() / columns.max(1);
        if rows < 2 || columns < 2 {
            let what = format!("{question} by {by} has {rows} answers and {columns} groups; two of each are needed");
            return Err(CompareError::Nothing { what });
        }
        let df = whole.estimates.get(0).base.df;
        Ok(Self { totals: all.select(&used), rows, columns, n: sample.respondents()?, df })
    }

    /// Degrees of freedom of the table.
    pub(super) fn freedom(&self) -> usize {
        (self.rows - 1) * (self.columns - 1)
    }

    /// Pearson's X² of the weighted table scaled to n respondents, and the generalized design effects Δ.
    ///
    /// # Errors
    /// [`CompareError::Singular`] where these cannot be made or nothing varies.
    pub(super) fn pearson(&self, (question, by): (&str, &str)) -> Result<(f64, Matrix), CompareError> {
        let labels: Vec<Output> = (0..self.totals.len()).map(|at| self.totals.output(at)).collect();
        let shares = self.totals.map(&Shares, labels);
        let p = shares.values();
        let row = |at: usize| p.iter().skip(at % self.rows).step_by(self.rows).sum::<f64>();
        let column = |at: usize| p[at / self.rows * self.rows..][..self.rows].iter().sum::<f64>();
        let square = |at: usize| {
            let expected = row(at) * column(at);
            (p[at] - expected) * (p[at] - expected) / expected
        };
        let statistic = self.n * (0..p.len()).map(square).sum::<f64>();
        let effects = self.effects(&shares).filter(|effects| effects.trace() > 0.0);
        Ok((statistic, effects.ok_or_else(|| CompareError::Singular { what: format!("{question} by {by}") })?))
    }

    /// Δ = (Cᵀ D⁻¹ C / n)⁻¹ Cᵀ D⁻¹ V D⁻¹ C, with D the shares and C the interactions.
    fn effects(&self, shares: &Estimates) -> Option<Matrix> {
        let p = shares.values();
        let inverse = |at: usize| if p[at] > 0.0 { 1.0 / p[at] } else { 0.0 };
        let interactions = Matrix::from_fn(p.len(), self.freedom(), |at, k| {
            let sign = |level: usize, of: usize| if level == 0 { -1.0 } else { f64::from(u8::from(level == of + 1)) };
            sign(at % self.rows, k % (self.rows - 1)) * sign(at / self.rows, k / (self.rows - 1))
        });
        let scaled = Matrix::from_fn(p.len(), self.freedom(), |at, k| inverse(at) * interactions[(at, k)]);
        let simple = interactions.transpose() * &scaled / self.n;
        let design = scaled.transpose() * shares.covariance() * &scaled;
        solved(&simple, &design)
    }
}

/// Whether the answer occurs in some group and the group has some answer.
fn occurs(all: &Estimates, at: usize) -> bool {
    let cell = &all.cells()[at];
    let weighs = |same: &dyn Fn(usize) -> bool| {
        (0..all.len()).any(|other| all.cells()[other].answer.is_some() && same(other) && all.values()[other] > 0.0)
    };
    weighs(&|other| all.cells()[other].answer == cell.answer)
        && weighs(&|other| all.cells()[other].groups == cell.groups)
}

/// Every total over their sum.
struct Shares;

impl Smooth for Shares {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        let sum: f64 = x.iter().sum();
        x.iter().map(|x| x / sum).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        let sum: f64 = x.iter().sum();
        let entry = |i: usize, j: usize| f64::from(u8::from(i == j)) / sum - x[i] / (sum * sum);
        (0..x.len()).map(|i| (0..x.len()).map(|j| (j, entry(i, j))).collect()).collect()
    }
}
