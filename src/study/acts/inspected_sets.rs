//! Multiple-response sets as `inspect` shows them: who gave each answer, among all who answered any item.

use super::weighed;
use super::weighting::Margin;
use crate::ingest::microdata::{Content, Count, VariableSummary, summaries};
use crate::report::Value;
use crate::study::source::Respondents;
use crate::survey::{self, Codebook, MultipleSet, SourceError};

/// Who gave the answers of a set.
#[derive(Debug, Clone)]
pub(super) struct SetSummary<'a> {
    set: &'a MultipleSet,
    /// Those who answered any item.
    answered: Count,
    /// The others.
    missing: Count,
    /// Who gave each answer.
    chosen: Vec<Count>,
}

impl<'a> SetSummary<'a> {
    /// # Errors
    /// [`SourceError`] where an item holds what is neither chosen nor not.
    pub(super) fn of(respondents: &Respondents, set: &'a MultipleSet) -> Result<Self, SourceError> {
        let weight = respondents.weight();
        Ok(Self::new(set, &summaries(respondents.answers(), &places(set), weight)?, weight.is_some()))
    }

    /// The same of those with a weight above 0 alone.
    ///
    /// # Errors
    /// As [`SetSummary::of`].
    pub(super) fn weighed(respondents: &Respondents, set: &'a MultipleSet) -> Result<Self, SourceError> {
        Ok(Self::new(set, &weighed::of(respondents, &places(set))?, true))
    }

    fn new(set: &'a MultipleSet, items: &[VariableSummary], is_weighted: bool) -> Self {
        let first = items.first();
        let nobody = Count { n: 0, weighted: is_weighted.then_some(0.0) };
        Self {
            set,
            answered: first.map_or(nobody, |item| item.answered),
            missing: first.map_or(nobody, |item| item.system_missing),
            chosen: items.iter().map(|item| chosen(item).unwrap_or(nobody)).collect(),
        }
    }

    /// Its line in a table of `columns` columns.
    pub(super) fn line(&self, columns: usize) -> Vec<Value> {
        let share = |weighted: f64| {
            let all = self.answered.weighted.filter(|all| *all > 0.0)?;
            Some(format!(", {:.1} %", 100.0 * weighted / all))
        };
        let one = |(item, count): (&survey::Item, &Count)| {
            format!("{} ({}{})", item.name, count.n, count.weighted.and_then(share).unwrap_or_default())
        };
        let items: Vec<String> = self.set.items.iter().zip(&self.chosen).map(one).collect();
        let mut line = line(self.set, items.join(", "), columns);
        line[4] = (self.answered.n as f64).into();
        line[5] = (self.missing.n as f64).into();
        line
    }

    /// Its answers without and with weight; they are called as a codebook calls them.
    pub(super) fn margin(&self, stated: &Codebook) -> Margin {
        let question = stated.question(&self.set.name);
        let title = |item: &survey::Item| {
            let answer = question.and_then(|question| question.answers.iter().find(|answer| answer.id == item.name));
            answer.map_or_else(|| item.title.clone(), |answer| answer.title.clone())
        };
        Margin {
            variable: self.set.name.clone(),
            title: question.map_or_else(|| self.set.name.clone(), |question| question.title.clone()),
            answered: self.answered,
            levels: self.set.items.iter().map(title).zip(self.chosen.iter().copied()).collect(),
            targets: Vec::new(),
            rescaled: None,
            several: true,
        }
    }
}

fn places(set: &MultipleSet) -> Vec<usize> {
    set.items.iter().map(|item| item.column).collect()
}

/// The line of a set that is not counted.
pub(super) fn uncounted(set: &MultipleSet, columns: usize) -> Vec<Value> {
    let items: Vec<&str> = set.items.iter().map(|item| &*item.name).collect();
    line(set, items.join(", "), columns)
}

fn line(set: &MultipleSet, items: String, columns: usize) -> Vec<Value> {
    let mut line = vec![set.name.clone().into(), "set".into(), set.label.clone().into(), items.into()];
    line.resize(columns, Value::Missing);
    line
}

/// Those who gave an answer: the column of an item is 1 for them.
fn chosen(item: &VariableSummary) -> Option<Count> {
    let Content::Values(values) = &item.content else { return None };
    values.iter().find(|frequency| frequency.value == survey::Value::number(1.0)).map(|frequency| frequency.count)
}
