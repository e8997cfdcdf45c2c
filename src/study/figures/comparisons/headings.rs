//! What rows of comparisons stand under: the variables of their groups, their questions, or their answers.

use super::super::{domain, groups, notes};
use super::Reader;
use crate::chart::figures::distinct;
use crate::chart::words;
use crate::chart::{GroupOrder, Row};
use crate::study::acts::{CompareRow, KnownScales};
use crate::survey::Group;

/// What rows stand under.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Headings {
    /// Nothing: their names say all.
    None,
    /// The variables of their groups.
    Variables,
    /// Their questions.
    Questions,
    /// Nothing, for their questions are their names: no answer, group or wave tells rows apart.
    Named,
    /// Their answers, where each has several rows.
    Answers,
    /// Their groups, where each has several rows.
    Groups,
}

impl Headings {
    pub(super) fn of(reader: &Reader<'_>, kind: &str) -> Self {
        let beside = |row| reader.beside_groups(row)[1..].iter().any(Option::is_some);
        let more = reader.found.rows.iter().any(|row| !row.comparison.pair.cell.groups.is_empty() || beside(row));
        let groups = |row: &CompareRow| row.comparison.pair.cell.groups.clone();
        let count = distinct(reader.found.rows.iter().map(groups)).len();
        let several = !reader.found.by.is_empty() && (2..reader.found.rows.len()).contains(&count);
        let bare = |row| reader.beside_groups(row).iter().all(Option::is_none) && !reader.is_of_everybody(row);
        let named = !more && reader.found.rows.iter().all(bare);
        match reader.questions().len() {
            2.. if named => Self::Named,
            _ if kind == "slope" => Self::None,
            0 | 1 if reader.answers && more => Self::Answers,
            0 | 1 if several => Self::Groups,
            0 | 1 => Self::Variables,
            _ => Self::Questions,
        }
    }
}

impl Reader<'_> {
    /// A row under its heading.
    pub(super) fn headed(&self, row: Row, of: &CompareRow) -> Row {
        match self.headings {
            Headings::None if self.questions().len() > 1 => self.with_question(row, of),
            Headings::None => row,
            Headings::Named => Row { item: notes::question_title(self.source, &of.comparison.pair.cell), ..row },
            Headings::Variables => self.of_group(row, of),
            Headings::Questions => self.under_question(row, of),
            Headings::Answers => self.under_answer(row, of),
            Headings::Groups => self.under_group(row, of),
        }
    }

    /// A row under the heading of its question.
    fn under_question(&self, row: Row, of: &CompareRow) -> Row {
        let question = of.comparison.pair.cell.question.as_deref().unwrap_or("item");
        let group = row.item.as_deref().map(|item| Group::new(question, item));
        Row { group, item: None, ..row }
    }

    /// A row under its answer.
    fn under_answer(&self, row: Row, of: &CompareRow) -> Row {
        let cell = &of.comparison.pair.cell;
        let answer = row.answer.clone().or_else(|| notes::answer_title(self.source, cell));
        let group = if let [group] = of.groups.as_slice() { Some(group.clone()) } else { None };
        Row { group, answer, under: cell.answer.as_deref().map(str::to_owned), ..row }
    }

    /// A row under its group, or everybody.
    fn under_group(&self, row: Row, of: &CompareRow) -> Row {
        let group = if let [group] = of.groups.as_slice() { Some(group.clone()) } else { None };
        Row { group, under: Some(self.group_name(of)), ..row }
    }

    /// What a row's group is called, or everybody.
    fn group_name(&self, of: &CompareRow) -> String {
        let everybody = || {
            let all = domain::everybody(self.source, &self.found.options.selection);
            all.unwrap_or_else(|| "all respondents".to_owned())
        };
        self.groups.name(&of.comparison.pair.cell.groups).unwrap_or_else(everybody)
    }

    /// The order of rows under their headings, and of items.
    pub(super) fn group_orders(&self, rows: &[Row], scales: &KnownScales) -> Vec<GroupOrder> {
        let as_they_come = |(variable, title): (String, String)| {
            let of = |row: &&Row| match (&row.item, &row.group) {
                (None, Some(group)) => *group.variable == *variable,
                _ => row.under.as_deref().unwrap_or("item") == variable,
            };
            let levels = rows.iter().filter(of).filter_map(|row| row.heading().map(str::to_owned)).collect();
            GroupOrder { variable, title, levels, ordered: true }
        };
        let items = as_they_come(("item".to_owned(), self.grouping()));
        if self.headings == Headings::Questions {
            return self.questions().into_iter().map(as_they_come).chain([items]).collect();
        }
        let variables = distinct(rows.iter().filter_map(|row| Some(row.group.as_ref()?.variable.clone())));
        let found = self.found.rows.iter().flat_map(|row| &row.groups);
        let answers = match self.headings {
            Headings::Groups => distinct(rows.iter().filter_map(|row| row.under.clone()))
                .into_iter()
                .map(|name| (name.clone(), name))
                .collect(),
            _ => self.answers(rows),
        };
        let answers = answers.into_iter().map(as_they_come);
        groups::orders(self.source, scales, &variables, found).into_iter().chain([items]).chain(answers).collect()
    }

    /// The titles of the variables by which everything is compared, for titles: `sex and region`.
    fn grouping(&self) -> String {
        let beside = self.found.rows.iter().flat_map(|row| &row.groups);
        // Two groups that every row compares are named themselves.
        let compared =
            self.found.rows.iter().filter(|_| self.names.is_none()).flat_map(|row| row.sides.iter().flatten());
        let variables = distinct(beside.chain(compared).map(|group| &*group.variable));
        let title = |variable: &&str| groups::group_order(self.source, variable).short_title();
        let titles: Vec<String> = variables.iter().map(title).collect();
        words::list(&titles.iter().map(String::as_str).collect::<Vec<_>>(), 4)
    }

    /// The answers under which `rows` stand, with their titles, in the order of the rows.
    fn answers(&self, rows: &[Row]) -> Vec<(String, String)> {
        let cells = self.found.rows.iter().map(|row| &row.comparison.pair.cell);
        let title = |id: &str| {
            let cell = cells.clone().find(|cell| cell.answer.as_deref() == Some(id));
            cell.and_then(|cell| notes::answer_title(self.source, cell)).unwrap_or_else(|| id.to_owned())
        };
        let ids = distinct(rows.iter().filter_map(|row| row.under.clone()));
        ids.into_iter().map(|id| (id.clone(), title(&id))).collect()
    }

    /// A row under the variable of its group, or of everybody, where nothing but these tells it from others; else by its name.
    fn of_group(&self, row: Row, of: &CompareRow) -> Row {
        let [answer, wave, compared] = self.beside_groups(of);
        let told = answer.is_none() && wave.is_none() && (compared.is_none() || of.comparison.pair.names.1 == "total");
        let group = match of.groups.as_slice() {
            [group] => Some(group.clone()),
            _ => None,
        };
        let item = row.item.clone().filter(|_| !(told && (group.is_some() || self.is_of_everybody(of))));
        Row { group, item, ..row }
    }

    /// A row that has its question in its name: slopes stand under no headings.
    fn with_question(&self, row: Row, of: &CompareRow) -> Row {
        let question = notes::question_title(self.source, &of.comparison.pair.cell);
        let parts: Vec<String> = question.into_iter().chain(row.item).collect();
        Row { item: Some(parts.join(", ")), ..row }
    }
}
