//! The groups of a line in a table with named columns: one column per variable, one column of levels of several variables, or a pair of
//! columns with the variable and its level.

use super::draft::Context;
use super::fields::Named;
use super::lexicon;
use crate::survey::Group;
use std::sync::Arc;

/// How the group columns of a table are read.
#[derive(Debug)]
pub(super) struct Groupings {
    /// The columns of a variable's name and of its level.
    pair: Option<(usize, usize)>,
    /// Other columns, with their variable; without, each level tells its own.
    columns: Vec<(usize, Option<Arc<str>>)>,
}

impl Groupings {
    /// Of these columns of a table.
    pub(super) fn new(context: &mut Context<'_>, named: &Named, columns: &[usize]) -> Self {
        let heading = |column: usize| named.headings[column].as_str();
        let mut columns_of_pair =
            columns.iter().copied().skip_while(|&column| !lexicon::names_variable(heading(column)));
        // "group" before "level", "subgroup" or the like names the variable.
        let pair = columns_of_pair.next().zip(columns_of_pair.find(|&column| lexicon::names_level(heading(column))));
        let paired = |column: usize| pair.is_some_and(|(variable, level)| column == variable || column == level);
        let single = columns.iter().copied().filter(|&column| !paired(column));
        let variable = |column: usize| {
            let heading = &named.headings[column];
            (column, (!lexicon::any_variable(heading)).then(|| context.names.get(heading)))
        };
        Self { pair, columns: single.map(variable).collect() }
    }

    /// The groups of a row: every level but those that stand for everybody.
    pub(super) fn of_row(&self, context: &mut Context<'_>, row: usize) -> Vec<Group> {
        let grid = context.grid;
        let level = |column| {
            Some(lexicon::unmarked(grid.text(row, column))).filter(|&text| !text.is_empty() && !lexicon::total(text))
        };
        let mut groups = Vec::new();
        if let Some((variable, level)) = self.pair.and_then(|(variable, at)| Some((level(variable)?, level(at)?))) {
            groups.push(Group { variable: context.names.get(variable), level: context.names.get(level) });
        }
        for (column, variable) in &self.columns {
            let Some(level) = level(*column) else { continue };
            let variable = variable.clone().unwrap_or_else(|| context.names.get(lexicon::variable_of(level)));
            groups.push(Group { variable, level: context.names.get(level) });
        }
        groups
    }

    /// What a column holds, in words.
    pub(super) fn describe(&self, column: usize) -> String {
        match self.pair {
            Some((variable, _)) if variable == column => return "group variable".into(),
            Some((_, level)) if level == column => return "group".into(),
            _ => {}
        }
        match self.columns.iter().find(|(known, _)| *known == column) {
            Some((_, Some(variable))) => format!("group variable {variable}"),
            _ => "groups of several variables".into(),
        }
    }
}
