//! Published tables as samples: every printed column is a multinomial with an effective n (Scott & Seber 1983).
//!
//! Covariances are those of the *printed* shares, cov(a, b) = (p(a and b) − p(a)·p(b)) / n_eff, where two answers share nobody, and a
//! net contains its parts. Rounding of the printed figures is carried apart.

mod base;
mod column;
mod index;

use super::{Quantity, Sample, SampleError, Tabulation, Totals};
use crate::ingest::published::same_variable;
use crate::names;
use crate::survey::{Cell, Codebook, Figure, Group};
pub use base::{Assumptions, Rounding};
use column::Column;
use index::Index;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The figures of one source with what is assumed where they say nothing.
#[derive(Debug, Clone)]
pub struct Published {
    name: Arc<str>,
    figures: Vec<Figure>,
    index: Index,
    codebook: Codebook,
    assumptions: Assumptions,
}

impl Published {
    /// A sample from printed figures whose labels the codebook knows. `name` identifies the source in messages.
    pub fn new(name: &str, figures: Vec<Figure>, codebook: Codebook, assumptions: Assumptions) -> Self {
        let index = Index::new(&figures);
        Self { name: name.into(), figures, index, codebook, assumptions }
    }

    /// Ids of the questions that have figures, in the codebook's order, then the file's.
    pub fn questions(&self) -> Vec<Arc<str>> {
        let listed = self.codebook.questions.iter().map(|q| &q.id);
        ordered(listed, self.figures.iter().map(|f| &f.question))
    }

    /// Sets of grouping variables under which the question has figures, beside everybody, in the codebook's order.
    pub fn groupings(&self, question: &str) -> Vec<Vec<Arc<str>>> {
        let of_question = self.of_question(question).filter(|f| !f.groups.is_empty());
        let mut sets: Vec<Vec<Arc<str>>> = Vec::new();
        for figure in of_question {
            let set: Vec<Arc<str>> = figure.groups.iter().map(|g| g.variable.clone()).collect();
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        let rank = |set: &Vec<Arc<str>>| {
            set.iter().map(|v| self.codebook.groups.iter().position(|g| g.id == *v)).collect::<Vec<_>>()
        };
        sets.sort_by_key(|set| (set.len(), rank(set)));
        sets
    }

    /// The figures, in file order.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The source as messages name it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same source with only these figures.
    pub fn with_figures(&self, figures: Vec<Figure>) -> Self {
        Self::new(&self.name, figures, self.codebook.clone(), self.assumptions.clone())
    }

    /// The codebook.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// What is assumed where figures say nothing.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The printed figures that an estimate stands on: the figure itself, or the printed parts of a net.
    pub fn behind(&self, cell: &Cell) -> Vec<&Figure> {
        let (Some(question), Some(answer)) = (&cell.question, &cell.answer) else { return Vec::new() };
        // Estimates name the pollster only where the source has several.
        let same_pollster = |f: &&Figure| cell.pollster.is_none() || f.fieldwork.pollster == cell.pollster;
        let beside = self.index.beside(question, &cell.wave, &cell.groups).iter().map(|&at| &self.figures[at]);
        let beside: Vec<&Figure> = beside.filter(same_pollster).collect();
        let own: Vec<&Figure> = beside.iter().copied().filter(|f| f.answer == *answer).collect();
        if !own.is_empty() {
            return own;
        }
        let net = self.codebook.question(question).and_then(|q| q.nets.iter().find(|n| n.id == *answer));
        net.map_or(Vec::new(), |net| beside.into_iter().filter(|f| net.of.contains(&f.answer)).collect())
    }

    /// Its figures, in file order.
    fn of_question(&self, question: &str) -> impl Iterator<Item = &Figure> {
        self.index.of_question(question).iter().map(|&at| &self.figures[at])
    }

    /// The label of a figure, answer aside.
    fn cell_of(&self, figure: &Figure) -> Cell {
        let mut groups = figure.groups.clone();
        groups.sort();
        let pollster = figure.fieldwork.pollster.clone();
        Cell { question: Some(figure.question.clone()), answer: None, groups, wave: figure.wave.clone(), pollster }
    }

    /// The printed columns of a question under exactly these grouping variables, in order of waves, then groups.
    fn columns(&self, question: &str, by: &[Arc<str>]) -> Vec<Column<'_>> {
        let mut wanted = by.to_vec();
        wanted.sort();
        let mut columns: BTreeMap<_, Column<'_>> = BTreeMap::new();
        for figure in self.of_question(question) {
            let cell = self.cell_of(figure);
            if cell.groups.iter().map(|g| &g.variable).eq(wanted.iter()) {
                let rank: Vec<_> = by.iter().map(|v| self.level_rank(v, cell.level(v).unwrap_or_default())).collect();
                let key = (cell.wave.clone(), cell.pollster.clone(), rank);
                columns.entry(key).or_insert_with(|| Column::new(cell)).figures.push(figure);
            }
        }
        columns.into_values().collect()
    }

    /// Where a level stands: by the codebook if it lists it, else after those, by first occurrence in the file.
    fn level_rank(&self, variable: &str, level: &str) -> (usize, usize) {
        let listed = self.codebook.group(variable).and_then(|g| g.levels.iter().position(|(id, _)| &**id == level));
        let first = self.index.first_of(&Group::new(variable, level));
        (listed.unwrap_or(usize::MAX), first.unwrap_or(usize::MAX))
    }

    fn check(&self, question: &str, by: &[Arc<str>]) -> Result<(), SampleError> {
        let unknown = |kind, name: &str, known: Vec<Arc<str>>| {
            let usual = same_variable(name);
            let read_as = known.iter().find(|k| ***k == *usual).map(|k| format!("; that heading is called {k} here"));
            let hint = read_as.unwrap_or_else(|| names::hint(name, known.iter().map(|k| &**k)));
            SampleError::Unknown { kind, name: name.to_owned(), source_name: self.name.to_string(), hint }
        };
        let questions = self.questions();
        if !questions.iter().any(|q| &**q == question) {
            return Err(unknown("question", question, questions));
        }
        let variables = ordered([].iter(), self.figures.iter().flat_map(|f| f.groups.iter().map(|g| &g.variable)));
        match by.iter().find(|variable| !variables.contains(variable)) {
            Some(variable) => Err(unknown("group variable", variable, variables)),
            None => Ok(()),
        }
    }
}

impl Sample for Published {
    /// One [`Totals`] for each printed column, scaled to a base of 1: the totals of answers are the printed shares and the base is
    /// exact. Waves are always kept apart, whatever `over` says: printed shares of different waves cannot be pooled.
    fn totals(&self, tabulation: &Tabulation) -> Result<Vec<Totals>, SampleError> {
        let Quantity::Answers(question) = &tabulation.quantity else {
            let quantity = tabulation.quantity.describe();
            return Err(SampleError::NotPublished { source_name: self.name.to_string(), quantity });
        };
        self.check(question, &tabulation.by)?;
        let several = ordered([].iter(), self.figures.iter().filter_map(|f| f.fieldwork.pollster.as_ref())).len() > 1;
        let nets = self.codebook.question(question).map_or(&[][..], |q| &q.nets);
        let columns = self.columns(question, &tabulation.by);
        let columns: Vec<Column<'_>> = match self.assumptions.multiple {
            true => columns.into_iter().flat_map(Column::apart).collect(),
            false => columns,
        };
        columns.into_iter().map(|column| column.totals(self, nets, several)).collect()
    }

    fn prints_nets(&self) -> bool {
        true
    }

    fn knows_answers_apart(&self) -> bool {
        self.assumptions.multiple
    }
}

/// Distinct names: first those listed, in that order, if they occur; then the others as they occur.
fn ordered<'a>(
    listed: impl Iterator<Item = &'a Arc<str>>,
    occurring: impl Iterator<Item = &'a Arc<str>>,
) -> Vec<Arc<str>> {
    let mut found: Vec<Arc<str>> = Vec::new();
    for name in occurring {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    let mut names: Vec<Arc<str>> = listed.filter(|name| found.contains(name)).cloned().collect();
    names.dedup();
    let others: Vec<Arc<str>> = found.into_iter().filter(|name| !names.contains(name)).collect();
    names.extend(others);
    names
}
