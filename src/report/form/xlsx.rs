//! A workbook: one sheet for each table, numbers at full precision shown by kind, then pictures, then what the document says of
//! itself. Its dates are fixed, so the same document gives the same bytes.

use super::Form;
use crate::report::table::free_name;
use crate::report::view::said;
use crate::report::{Block, CREATOR, Document, Fact, Kind, Picture, Row, Table, VERSION, Value};
use crate::uncertainty::Measure;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Image, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// An Office Open XML workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Xlsx;

impl Form for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn extension(&self) -> &'static str {
        "xlsx"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let mut book = workbook(document).map_err(failed)?;
        out.write_all(&book.save_to_buffer().map_err(failed)?)
    }
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the workbook cannot be written: {error}"))
}

fn workbook(document: &Document) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&document.title).set_author(CREATOR);
    book.set_properties(&properties.set_creation_datetime(&made));
    let mut names: Vec<String> = vec!["pictures".to_owned(), "about".to_owned()];
    for (name, table) in document.named_tables() {
        let name = sheet_name(&name, &names);
        write_table(book.add_worksheet().set_name(&name)?, table)?;
        names.push(name);
    }
    let pictures = document.blocks.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(picture),
        _ => None,
    });
    let drawn: Vec<(&Picture, &[u8])> = pictures.filter_map(|p| p.png.as_deref().map(|png| (p, png))).collect();
    if !drawn.is_empty() {
        write_pictures(book.add_worksheet().set_name("pictures")?, &drawn)?;
    }
    write_about(book.add_worksheet().set_name("about")?, document)?;
    Ok(book)
}

/// At most 31 characters, none that Excel forbids, unique without regard to case.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed = |c: char| !c.is_control() && !"[]:*?/\\'".contains(c);
    let name: String = wanted.chars().filter(|&c| allowed(c)).take(26).collect();
    let name = if name.is_empty() { "table".to_owned() } else { name };
    free_name(&name, |name| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase()))
}

fn write_table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    for (at, column) in (0u16..).zip(table.columns()) {
        sheet.write_string_with_format(0, at, column.name(), &head)?;
    }
    for (line, row) in (1u32..).zip(table.rows()) {
        write_row(sheet, line, table, row)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let (lines, width) = (table.rows().len(), table.columns().len());
    if lines > 0 && width > 0 {
        sheet.autofilter(0, 0, lines.try_into().unwrap_or(u32::MAX), (width - 1).try_into().unwrap_or(u16::MAX))?;
    }
    sheet.autofit();
    Ok(())
}

fn write_row(sheet: &mut Worksheet, line: u32, table: &Table, row: &Row) -> Result<(), XlsxError> {
    for (at, (column, value)) in (0u16..).zip(table.columns().iter().zip(row.values())) {
        match value {
            Value::Number(x) if x.is_finite() => {
                let shown = Format::new().set_num_format(number_format(column.kind(), row.measure()));
                sheet.write_number_with_format(line, at, *x, &shown)?;
            }
            Value::Number(x) if column.kind() == Kind::Df && *x == f64::INFINITY => {
                sheet.write_string(line, at, "inf")?;
            }
            other => {
                if let Some(text) = other.id().filter(|text| !text.is_empty()) {
                    sheet.write_string(line, at, text)?;
                }
            }
        }
    }
    Ok(())
}

/// How Excel shows a number; the number itself keeps every digit.
fn number_format(kind: Kind, measure: Measure) -> &'static str {
    match kind {
        Kind::Estimate | Kind::Difference | Kind::Error if measure != Measure::Number => "0.0%",
        Kind::Low | Kind::High | Kind::LowOuter | Kind::HighOuter if measure != Measure::Number => "0.0%",
        Kind::Share | Kind::Margin => "0.0%",
        Kind::Level => "0.##%",
        Kind::Count => "#,##0",
        Kind::PValue => "0.000",
        Kind::Ratio => "0.00",
        _ => "General",
    }
}

fn write_pictures(sheet: &mut Worksheet, pictures: &[(&Picture, &[u8])]) -> Result<(), XlsxError> {
    let mut line = 0;
    for (picture, png) in pictures {
        sheet.write_string(line, 0, &picture.caption)?;
        let image = Image::new_from_buffer(png)?.set_alt_text(&picture.alt);
        // Half size: pictures are drawn at twice the resolution of a page. A row is 20 pixels high.
        let image = image.set_scale_width(0.5).set_scale_height(0.5);
        sheet.insert_image(line + 1, 0, &image)?;
        line += 3 + (image.height() / 40.0).ceil() as u32;
    }
    Ok(())
}

fn write_about(sheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    let meta = &document.meta;
    let fact = |fact: &Fact| (fact.column.title().to_owned(), said(fact));
    let mut lines: Vec<(String, String)> = vec![
        ("title".to_owned(), document.title.clone()),
        ("schema".to_owned(), format!("topline/{}/1", meta.verb)),
        ("topline".to_owned(), VERSION.to_owned()),
    ];
    lines.extend(document.facts().map(fact));
    lines.extend(meta.method.iter().map(fact));
    lines.extend(
        meta.inputs.iter().map(|input| (format!("input {}", input.path), format!("sha256 {}", input.sha256()))),
    );
    for warning in &meta.warnings {
        let place = warning.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        lines.push((warning.code.clone(), format!("{}{place}", warning.message)));
    }
    let notes = document.tables().flat_map(|table| table.notes().iter().map(|note| (table.name().to_owned(), note)));
    lines.extend(notes.map(|(name, note)| (format!("note on {name}"), note.clone())));
    for (line, (name, value)) in (0u32..).zip(&lines) {
        sheet.write_string(line, 0, name)?;
        sheet.write_string(line, 1, value)?;
    }
    sheet.set_autofit_max_width(600).autofit();
    Ok(())
}
