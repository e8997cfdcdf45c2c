//! Groups and everybody from one pass: where the sums of groups are known jointly, those of everybody are their sums.

use super::{Draw, Sample, SampleError, Tabulation, Term, Totals};
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
    let mut of_everybody: Vec<(Output, &Term, Vec<usize>)> = Vec::new();
    for at in (0..own.len()).filter(|at| !own.cells()[*at].groups.is_empty()) {
        let (cell, term) = (Cell { groups: Vec::new(), ..own.cells()[at].clone() }, &totals.terms[at]);
        match of_everybody.iter_mut().find(|(output, known, _)| output.cell == cell && *known == term) {
            Some((sum, _, of)) => {
                of.push(at);
                add_base(sum, own, at);
            }
            None => of_everybody.push((Output { cell, ..own.output(at) }, term, vec![at])),
        }
    }
    let mut rows: Vec<Vec<(usize, f64)>> = (0..own.len()).map(|at| vec![(at, 1.0)]).collect();
    let mut outputs: Vec<Output> = (0..own.len()).map(|at| own.output(at)).collect();
    let (mut terms, mut centers) = (totals.terms.clone(), totals.centers.clone());
    for (output, term, of) in of_everybody {
        let center = center(&totals, &of);
        rows.push(of.iter().flat_map(|&at| about(&totals, at, center)).collect());
        outputs.push(output);
        terms.push(term.clone());
        centers.push(center);
    }
    Totals { estimates: own.map(&Linear(rows), outputs), terms, centers }
}

/// What the squares of all these are about: the mean of their centers, by their bases.
fn center(totals: &Totals, of: &[usize]) -> f64 {
    let own = |at: usize| totals.centers[at];
    if of.iter().all(|&at| own(at) == own(of[0])) {
        return own(of[0]);
    }
    let base = |at: usize| totals.base_of(at).map_or(0.0, |base| totals.estimates.values()[base]);
    let all: f64 = of.iter().map(|&at| base(at)).sum();
    of.iter().map(|&at| base(at) / all * own(at)).sum()
}

/// A sum, squares about `center` in place of their own c: Σ w(x − c)² + 2(c − center) Σ w x − (c² − center²) Σ w.
fn about(totals: &Totals, at: usize, center: f64) -> Vec<(usize, f64)> {
    let own = totals.centers[at];
    let moved = (totals.terms[at] == Term::SumOfSquares && own != center).then_some(2.0 * (own - center));
    let by_sum = moved.zip(totals.beside(at, &Term::Sum)).map(|(moved, sum)| (sum, moved));
    let by_base = moved.zip(totals.base_of(at)).map(|(moved, base)| (base, -moved * (own + center) / 2.0));
    [(at, 1.0)].into_iter().chain(by_sum).chain(by_base).collect()
}

fn add_base(sum: &mut Output, own: &Estimates, at: usize) {
    let (mine, theirs) = (&mut sum.base, own.output(at).base);
    let added = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a + b);
    (mine.n, mine.n_weighted) = (added(mine.n, theirs.n), added(mine.n_weighted, theirs.n_weighted));
    mine.df = mine.df.max(theirs.df);
}
