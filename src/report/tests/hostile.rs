//! Labels as bad as they come: markup, delimiters, quotes, line ends, escape codes, direction marks, wide letters.

use super::text;
use crate::report::form::{ALL, Delimited, Html, Json, Markdown};
use crate::report::{Block, Column, Document, Fact, Kind, Meta, Table, Terminal, Value};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const BAD: &str = "a|b,\"c\"\t<script>alert('x')</script>\r\n\u{1b}[31m\u{202e}שלום *漢字* =1+1 \\ `&amp;` \u{0}";

fn document(label: &str) -> Document {
    let columns = vec![Column::new("label", label, Kind::Text), Column::new("n", "n", Kind::Count)];
    let mut table = Table::new(label, columns).captioned(label);
    table.push(vec![label.into(), 1600.0.into()]);
    table.push(vec!["plain".into(), 7.0.into()]);
    table.note(label);
    let mut meta = Meta::new("estimate");
    meta.method.push(Fact::new(Column::new(label, label, Kind::Text), label));
    Document::new(label, meta)
        .with(Block::Heading { level: 1, text: label.to_owned() })
        .with(Block::Paragraph(label.to_owned()))
        .with(Block::Notes(vec![label.to_owned()]))
        .with(Block::Table(table))
}

#[test]
fn csv_gives_the_label_back_as_it_was() {
    let csv = text(&Delimited::CSV, &document(BAD));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((&read[0][0], &read[0][1], &read[1][0]), (BAD, "1600", "plain"));
    let json: serde_json::Value = serde_json::from_str(&text(&Json, &document(BAD))).unwrap();
    assert_eq!(json["rows"][0]["label"], BAD);
    assert_eq!(json["method"][BAD], BAD);
}

#[test]
fn html_has_no_markup_but_its_own() {
    let html = text(&Html, &document(BAD));
    assert!(!html.contains("<script") && !html.contains('\u{1b}') && !html.contains('\u{202e}'));
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)") && html.contains("&amp;amp;"));
}

#[test]
fn markdown_rows_keep_their_cells() {
    let markdown = text(&Markdown, &document(BAD));
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(rows.len(), 4);
    for row in rows {
        let bars = row.char_indices().filter(|&(at, c)| c == '|' && !row[..at].ends_with('\\')).count();
        assert_eq!(bars, 3, "{row}");
    }
}

#[test]
fn the_terminal_gets_no_escape_codes_from_labels() {
    let shown = text(&Terminal { style: crate::report::Style::PLAIN }, &document(BAD));
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}') && !shown.contains('\0'));
}

#[test]
fn wide_letters_keep_columns_straight() {
    let columns = vec![Column::new("label", "label", Kind::Text), Column::new("n", "n", Kind::Count)];
    let mut table = Table::new("rows", columns);
    for label in ["漢字", "abcd", "é́ab", "да"] {
        table.push(vec![Value::from(label), (label.len() as f64).into()]);
    }
    let shown = text(
        &Terminal { style: crate::report::Style::PLAIN },
        &Document::new("", Meta::default()).with(Block::Table(table)),
    );
    let widths: Vec<usize> = shown.lines().map(UnicodeWidthStr::width).collect();
    assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{shown}");
}

proptest! {
    #[test]
    fn every_form_takes_every_label(label in any::<String>()) {
        for form in ALL {
            let mut out = Vec::new();
            prop_assert!(form.write(&document(&label), &mut out).is_ok(), "{}", form.name());
        }
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text(&Json, &document(&label))).is_ok());
    }
}
