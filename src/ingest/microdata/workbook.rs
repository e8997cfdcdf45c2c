//! Sheets of workbooks (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`) through the crate `calamine`: a row of names, then one respondent a
//! row; read whole, once, into memory.
//!
//! A column is numeric when every cell in it is a number; numbers among words are printed plainly. Dates become ISO text, lengths of
//! time seconds. Empty cells, `NA`, `.` and `#N/A` are missing; any other error value is refused with its cell.

use super::growing::Words;
use super::{Frame, Reading, guard, io_error};
use crate::survey::{Column, Kind, Source, SourceError, Variable};
use calamine::{CellErrorType, Data, DataType, ExcelDateTime, Range, Reader, open_workbook_auto};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    File::open(path).map_err(|error| io_error(path, &error))?;
    guard::panics(path, || read(path, reading.sheet.as_deref())).map(|frame| Arc::new(frame) as Arc<dyn Source>)
}

fn read(path: &Path, wanted: Option<&str>) -> Result<Frame, String> {
    let told =
        |error: calamine::Error| format!("not a workbook, or a damaged one ({error}); save it again, or as .csv");
    let mut book = open_workbook_auto(path).map_err(told)?;
    let sheets = book.sheet_names();
    let mut filled = Vec::new();
    for sheet in sheets.iter().filter(|sheet| wanted.is_none_or(|wanted| wanted == *sheet)) {
        let cells = book.worksheet_range(sheet).map_err(told)?;
        if !cells.is_empty() {
            filled.push((sheet, cells));
        }
    }
    match (&filled[..], wanted) {
        ([(sheet, cells)], _) => table(&format!("{} [{sheet}]", path.display()), cells),
        ([], Some(wanted)) => {
            let hint = crate::names::hint(wanted, sheets.iter().map(String::as_str));
            Err(format!("no filled sheet is named \"{wanted}\"{hint}"))
        }
        ([], None) => Err("no sheet holds anything".to_owned()),
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|(sheet, _)| sheet.as_str()).collect();
            let listed = names.join(", ");
            Err(format!("several sheets hold something: {listed}; name the one to read, as --sheet '{}'", names[0]))
        }
    }
}

fn table(name: &str, cells: &Range<Data>) -> Result<Frame, String> {
    let (top, left) = cells.start().unwrap_or_default();
    let mut columns = Vec::new();
    for across in 0..cells.width() {
        let letters = letters(left as usize + across);
        let at = |row: usize| format!("{letters}{}", top as usize + row + 1);
        let column: Vec<&Data> = (0..cells.height()).filter_map(|row| cells.get((row, across))).collect();
        let [head, values @ ..] = &column[..] else { continue };
        if column.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let title = words(head, &at(0))?.filter(|title| !title.is_empty());
        let title = title
            .ok_or_else(|| format!("cell {}: no name stands above the values of this column; write one", at(0)))?;
        let column = filled(values, |row| at(row + 1))?;
        let kind = if column.numbers().is_some() { Kind::Number } else { Kind::Text };
        columns.push((Variable::new(title, kind), column));
    }
    if cells.height() < 2 {
        return Err("no respondents: only a row of names".to_owned());
    }
    let rows = (1..cells.height()).map(|row| top + row as u32 + 1).collect();
    Frame::new(name, columns).map(|frame| frame.in_sheet_rows(rows)).map_err(|error| error.to_string())
}

fn filled(values: &[&Data], at: impl Fn(usize) -> String) -> Result<Column, String> {
    let numbers: Vec<Option<f64>> = values.iter().map(|cell| number(cell)).collect();
    if let Some(numbers) = numbers.into_iter().collect::<Option<Vec<f64>>>() {
        return Ok(Column::Numbers(numbers.into()));
    }
    let mut column = Words::default();
    for (row, cell) in values.iter().enumerate() {
        match words(cell, &at(row))? {
            Some(word) => column.push(&word),
            None => column.push_missing(),
        }
    }
    Ok(column.finish())
}

fn is_missing(cell: &Data) -> bool {
    match cell {
        Data::Empty | Data::Error(CellErrorType::NA) => true,
        Data::String(text) => matches!(text.trim(), "" | "NA" | "."),
        _ => false,
    }
}

/// The number in a cell, NaN for a missing one, `None` for anything else.
fn number(cell: &Data) -> Option<f64> {
    match cell {
        cell if is_missing(cell) => Some(f64::NAN),
        Data::Int(value) => Some(*value as f64),
        Data::Float(value) => Some(*value),
        Data::DateTime(length) if length.is_duration() => Some((length.as_f64() * 86_400_000.0).round() / 1000.0),
        _ => None,
    }
}

/// The words in a cell, `None` for a missing one.
fn words(cell: &Data, at: &str) -> Result<Option<String>, String> {
    Ok(match cell {
        cell if is_missing(cell) => None,
        Data::Error(error) => {
            return Err(format!("cell {at}: the error value {error}; put a value in its place or empty the cell"));
        }
        Data::String(text) => Some(text.trim().to_owned()),
        Data::Bool(value) => Some(value.to_string()),
        Data::DateTime(moment) if !moment.is_duration() => Some(iso(moment)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Some(text.strip_suffix("T00:00:00").unwrap_or(text).to_owned())
        }
        other => number(other).map(|number| number.to_string()),
    })
}

fn iso(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, millisecond) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, millisecond) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}"),
    }
}

/// The letters of a column, from 0: A to Z, then AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}
