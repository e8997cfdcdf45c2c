//! One printed column: the answers of one question in one group of one wave, as a multinomial.

use super::Published;
use crate::num::Matrix;
use crate::sample::{SampleError, Term, Totals};
use crate::survey::{Cell, Figure, Net, Wave};
use crate::uncertainty::{Base, Columns, Estimates, Flags, Linear, Measure, Output, SampleKey};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The figures that stand in one column.
pub(super) struct Column<'a> {
    cell: Cell,
    /// The answer, where each is a column of its own because people could give several.
    alone: Option<Arc<str>>,
    pub(super) figures: Vec<&'a Figure>,
}

impl<'a> Column<'a> {
    pub(super) fn new(cell: Cell) -> Self {
        Self { cell, alone: None, figures: Vec::new() }
    }

    /// A column for each figure: their covariances are not known.
    pub(super) fn apart(self) -> impl Iterator<Item = Self> {
        let cell = self.cell;
        let alone = move |figure: &'a Figure| Self {
            cell: cell.clone(),
            alone: Some(figure.answer.clone()),
            figures: vec![figure],
        };
        self.figures.into_iter().map(alone)
    }

    /// The shares and an exact base of 1, then the nets that can be added up from printed parts.
    pub(super) fn totals(mut self, source: &Published, nets: &[Net], several: bool) -> Result<Totals, SampleError> {
        self.sort(source, nets);
        self.check()?;
        let mut base = Base::default();
        let mut outputs = Vec::new();
        let wave_base = self.wave_base(source);
        for figure in &self.figures {
            let own = source.assumptions.base(figure, wave_base)?;
            outputs.push(self.output(&figure.answer, own, several));
            base = own;
        }
        let shares: Vec<f64> = self.figures.iter().map(|f| f.printed.share()).collect();
        let (weights, mut factor) = Columns::of_covariance(&self.covariance(nets, &outputs));
        factor = factor.followed_by(Columns::empty(1));
        let widths = self.figures.iter().map(|f| source.assumptions.half_width(f.printed)).chain([0.0]);
        let widths: Vec<f64> = widths.collect();
        let mut terms: Vec<Term> = self.figures.iter().map(|f| Term::Answer(f.answer.clone())).collect();
        terms.push(Term::Base);
        let mut base_output = self.output("", base, several);
        base_output.cell.answer = None;
        outputs.push(base_output);
        let values = shares.iter().copied().chain([1.0]).collect();
        let estimates =
            Estimates::linearized(self.key(source), outputs, values, weights, factor).with_rounding(&widths);
        let centers = vec![0.0; terms.len()];
        Ok(self.with_nets(Totals { estimates, terms, centers }, nets))
    }

    /// Answers in the codebook's order, each net before its parts as tables print them; then the others as they stand in the file.
    fn sort(&mut self, source: &Published, nets: &[Net]) {
        let answers = source.codebook.question(&self.figures[0].question).map_or(&[][..], |q| &q.answers);
        let place = |id: &str| answers.iter().position(|a| &*a.id == id).unwrap_or(usize::MAX);
        let rank = |id: &Arc<str>| match nets.iter().find(|net| net.id == *id) {
            Some(net) => (net.of.iter().map(|part| place(part)).min().unwrap_or(usize::MAX), 0),
            None => (place(id), 1),
        };
        let first = |id: &Arc<str>| self.figures.iter().position(|f| f.answer == *id);
        let keys: Vec<_> = self.figures.iter().map(|f| (rank(&f.answer), first(&f.answer))).collect();
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|&at| keys[at]);
        self.figures = order.into_iter().map(|at| self.figures[at]).collect();
    }

    /// Every answer stands once; sorted figures of one answer are neighbours.
    fn check(&self) -> Result<(), SampleError> {
        match self.figures.windows(2).find(|pair| pair[0].answer == pair[1].answer) {
            Some(pair) => Err(SampleError::Twice {
                place: pair[1].place.clone(),
                first: pair[0].place.clone(),
                answer: pair[1].answer.to_string(),
            }),
            None => Ok(()),
        }
    }

    /// The base printed for everybody in this wave, from which a group's base may be scaled.
    fn wave_base(&self, source: &Published) -> Option<f64> {
        let cell = &self.cell;
        let question = cell.question.as_ref()?;
        let beside = source.index.beside(question, &cell.wave, &[]).iter().map(|&at| &source.figures[at]);
        let same = beside.filter(|f| f.fieldwork.pollster == cell.pollster);
        same.filter_map(|f| f.base.unweighted.or(f.base.weighted)).next()
    }

    fn output(&self, answer: &str, base: Base, several: bool) -> Output {
        let pollster = self.cell.pollster.clone().filter(|_| several);
        let cell = Cell { answer: Some(answer.into()), pollster, ..self.cell.clone() };
        Output { cell, measure: Measure::Share, base }
    }

    fn key(&self, source: &Published) -> SampleKey {
        let pollster = self.cell.pollster.as_deref().unwrap_or(&source.name);
        // Two waves may bear one label and differ in their dates.
        let dates = |wave: &Wave| wave.period.map(|period| period.to_string()).filter(|dates| **dates != *wave.label);
        let named = |wave: &Wave| format!(", {wave}{}", dates(wave).map(|d| format!(" ({d})")).unwrap_or_default());
        let wave = self.cell.wave.as_ref().map(named).unwrap_or_default();
        SampleKey {
            fieldwork: format!("{pollster}{wave}").into(),
            domain: self.cell.groups.clone(),
            question: self.cell.question.as_ref().map(|question| match &self.alone {
                Some(answer) => format!("{question}, answer {answer}").into(),
                None => question.clone(),
            }),
        }
    }

    /// (p(a and b) − p(a)·p(b)) / n_eff, with the printed shares.
    fn covariance(&self, nets: &[Net], outputs: &[Output]) -> Matrix {
        let parts: Vec<BTreeSet<&str>> = self.figures.iter().map(|f| parts_of(&f.answer, nets)).collect();
        let share = |i: usize| self.figures[i].printed.share();
        let both = |i: usize, j: usize| {
            if parts[i].is_subset(&parts[j]) {
                share(i)
            } else if parts[j].is_subset(&parts[i]) {
                share(j)
            } else {
                let common: BTreeSet<&str> = parts[i].intersection(&parts[j]).copied().collect();
                let printed = self.figures.iter().filter(|f| common.contains(&*f.answer));
                printed.map(|f| f.printed.share()).sum()
            }
        };
        let count = self.figures.len();
        Matrix::from_fn(count, count, |i, j| {
            // Bases within a column differ only where a pollster prints one for each answer; the smaller is on the safe side.
            let effective = |k: usize| outputs[k].base.n_effective.unwrap_or(f64::INFINITY);
            (both(i, j) - share(i) * share(j)) / effective(i).min(effective(j))
        })
    }

    /// Adds every net that is not printed but whose parts all are.
    fn with_nets(&self, totals: Totals, nets: &[Net]) -> Totals {
        let printed = |id: &Arc<str>| self.figures.iter().position(|f| f.answer == *id);
        let Totals { estimates, terms, .. } = totals;
        let mut rows: Vec<Vec<(usize, f64)>> = Vec::new();
        let mut outputs = Vec::new();
        let mut all_terms = Vec::new();
        for (at, term) in terms.into_iter().enumerate() {
            for net in nets.iter().filter(|net| printed(&net.id).is_none()) {
                let parts: Option<Vec<usize>> = net.of.iter().map(printed).collect();
                let Some(parts) = parts.filter(|parts| parts.iter().min() == Some(&at)) else { continue };
                let mut output = estimates.output(at);
                output.cell.answer = Some(net.id.clone());
                output.base.flags = output.base.flags.with(Flags::SUM_OF_PARTS);
                rows.push(parts.into_iter().map(|part| (part, 1.0)).collect());
                outputs.push(output);
                all_terms.push(Term::Answer(net.id.clone()));
            }
            rows.push(vec![(at, 1.0)]);
            outputs.push(estimates.output(at));
            all_terms.push(term);
        }
        let estimates = estimates.map(&Linear(rows), outputs).at_most_everybody();
        let centers = vec![0.0; all_terms.len()];
        Totals { estimates, terms: all_terms, centers }
    }
}

/// The elementary answers that an answer or net stands for.
fn parts_of<'a>(id: &'a str, nets: &'a [Net]) -> BTreeSet<&'a str> {
    let mut parts = BTreeSet::new();
    let mut open = vec![id];
    let mut opened = BTreeSet::new();
    while let Some(next) = open.pop() {
        match nets.iter().find(|net| &*net.id == next) {
            Some(net) if opened.insert(next) => open.extend(net.of.iter().map(|part| &**part)),
            Some(_) => {}
            None => {
                parts.insert(next);
            }
        }
    }
    parts
}
