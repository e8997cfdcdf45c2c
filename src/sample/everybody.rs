//! Groups and everybody from one pass: where the sums of groups are known jointly, those of everybody are their sums.

use super::{Draw, Sample, SampleError, Tabulation, Totals};
use crate::survey::Cell;
use crate::uncertainty::{Estimates, Linear, Output};

/// A sample that beside its groups has everybody who is in one, as cells without groups.
pub struct WithEverybody<'a>(pub &'a dyn Sample);

impl Sample for WithEverybody<'_> {
    fn totals(&self, tabulation: &Tabulation) -> Result<Vec<Totals>, SampleError> {
        Ok(self.0.totals(tabulation)?.into_iter().map(with_sums).collect())
    }

    fn gives_several(&self, question: &str) -> bool {
        self.0.gives_several(question)
    }

    fn is_part(&self) -> bool {
        self.0.is_part()
    }

    fn srs(&self) -> Option<Draw> {
        self.0.srs()
    }
}

fn with_sums(totals: Totals) -> Totals {
    let own = &totals.estimates;
    let mut rows: Vec<Vec<(usize, f64)>> = (0..own.len()).map(|at| vec![(at, 1.0)]).collect();
    let mut outputs: Vec<Output> = (0..own.len()).map(|at| own.output(at)).collect();
    let mut terms = totals.terms.clone();
    let of = |at: usize| (Cell { groups: Vec::new(), ..own.cells()[at].clone() }, &totals.terms[at]);
    for at in (0..own.len()).filter(|at| !own.cells()[*at].groups.is_empty()) {
        let (cell, term) = of(at);
        let known = (own.len()..outputs.len()).find(|&sum| outputs[sum].cell == cell && terms[sum] == *term);
        match known {
            Some(sum) => {
                rows[sum].push((at, 1.0));
                add_base(&mut outputs[sum], own, at);
            }
            None => {
                rows.push(vec![(at, 1.0)]);
                outputs.push(Output { cell, ..own.output(at) });
                terms.push(term.clone());
            }
        }
    }
    Totals { estimates: own.map(&Linear(rows), outputs), terms, center: totals.center }
}

fn add_base(sum: &mut Output, own: &Estimates, at: usize) {
    let (mine, theirs) = (&mut sum.base, own.output(at).base);
    let added = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a + b);
    (mine.n, mine.n_weighted) = (added(mine.n, theirs.n), added(mine.n_weighted, theirs.n_weighted));
    mine.df = mine.df.max(theirs.df);
}
