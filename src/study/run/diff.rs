//! What changed between the outputs of two runs, number by number.

use crate::report::{Column, Kind, Table, Value};
use crate::study::StudyError;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Rows of a table: the labels of each, and its numbers by column.
type Rows = BTreeMap<String, BTreeMap<String, String>>;

/// The tables (`*.csv`) of an output folder.
pub struct Outputs(BTreeMap<String, Rows>);

impl Outputs {
    /// Reads the tables of a folder.
    ///
    /// # Errors
    /// [`StudyError`] when the folder or a table cannot be read.
    pub fn read(folder: &Path) -> Result<Self, StudyError> {
        tables(folder).map(Self)
    }
}

/// Compares the tables of two output folders: one row for each number that differs, or row that came or went.
pub fn diff(old: &Outputs, new: &Outputs) -> Table {
    let text = |name| Column::new(name, name, Kind::Text);
    let number = |name| Column::new(name, name, Kind::Exact);
    let columns = vec![text("file"), text("row"), text("column"), number("old"), number("new"), number("change")];
    let mut table = Table::new("changes", columns);
    let (before, after) = (&old.0, &new.0);
    let mut files: Vec<&String> = before.keys().chain(after.keys()).collect();
    files.sort();
    files.dedup();
    for file in files {
        let empty = Rows::new();
        let (was, is) = (before.get(file).unwrap_or(&empty), after.get(file).unwrap_or(&empty));
        for row in rows_of(was, is) {
            changes(&mut table, file, row, was.get(row), is.get(row));
        }
    }
    table
}

fn rows_of<'a>(was: &'a Rows, is: &'a Rows) -> Vec<&'a String> {
    let mut rows: Vec<&String> = was.keys().chain(is.keys()).collect();
    rows.sort();
    rows.dedup();
    rows
}

fn changes(
    table: &mut Table,
    file: &str,
    row: &str,
    was: Option<&BTreeMap<String, String>>,
    is: Option<&BTreeMap<String, String>>,
) {
    let push = |table: &mut Table, column: &str, old: Option<f64>, new: Option<f64>| {
        let change = old.zip(new).map(|(old, new)| new - old);
        let labels = [file, row, column].map(Value::from);
        table.push_measured(
            crate::uncertainty::Measure::Number,
            labels.into_iter().chain([old, new, change].map(Value::from)).collect(),
        );
    };
    match (was, is) {
        (Some(was), Some(is)) => {
            let columns: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            for column in columns.into_iter().filter(|column| was.get(*column) != is.get(*column)) {
                let number = |row: &BTreeMap<String, String>| row.get(column).and_then(|cell| cell.parse().ok());
                push(table, column, number(was), number(is));
            }
        }
        (Some(_), None) => push(table, "(row gone)", None, None),
        _ => push(table, "(new row)", None, None),
    }
}

fn tables(folder: &Path) -> Result<BTreeMap<String, Rows>, StudyError> {
    let unreadable = |error| StudyError::Unreadable { path: folder.to_owned(), error };
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "csv") {
            found.insert(name, rows(&path)?);
        }
    }
    Ok(found)
}

/// The rows of a CSV table: cells that are no numbers make the label, with repeats numbered.
fn rows(path: &Path) -> Result<Rows, StudyError> {
    let unreadable =
        |error: csv::Error| StudyError::Unreadable { path: path.to_owned(), error: std::io::Error::other(error) };
    let mut reader = csv::Reader::from_path(path).map_err(unreadable)?;
    let header = reader.headers().map_err(unreadable)?.clone();
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cells = header.iter().zip(record.iter());
        let (numbers, labels): (Vec<_>, Vec<_>) = cells.partition(|(_, cell)| cell.parse::<f64>().is_ok());
        // A grouping variable may bear one of these names; then the provenance has a number.
        let named = |name: &str, numbered: &str| {
            if header.iter().any(|column| column == numbered) { numbered } else { name }.to_owned()
        };
        let apart = [named("place", "place_2"), named("source", "source_2"), named("flags", "flags_2")];
        let provenance = |column: &&str| apart.iter().any(|name| name == column);
        let label: Vec<&str> = labels
            .iter()
            .filter(|(column, cell)| !provenance(column) && !cell.is_empty())
            .map(|(_, cell)| *cell)
            .collect();
        let label = label.join(" · ");
        let numbered = (1..).map(|i| if i == 1 { label.clone() } else { format!("{label} ({i})") });
        let key = numbered.into_iter().find(|key| !rows.contains_key(key)).unwrap_or_default();
        rows.insert(key, numbers.into_iter().map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect());
    }
    Ok(rows)
}
