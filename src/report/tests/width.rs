//! The terminal at any width: nothing sticks out, the estimate and its interval stay, empty tables say so.

use super::{sample, text};
use crate::report::columns::estimate_columns;
use crate::report::{Block, Document, Meta, Style, Table, Terminal};
use unicode_width::UnicodeWidthStr;

fn shown(document: &Document, width: usize) -> String {
    text(&Terminal { style: Style { width, ..Style::PLAIN } }, document)
}

#[test]
fn nothing_sticks_out_and_what_matters_stays() {
    for width in 40..=200 {
        let text = shown(&sample::document(), width);
        for line in text.lines() {
            assert!(line.width() <= width, "{} letters at width {width}: {line}", line.width());
        }
        assert!(text.contains("30–37 %") && text.contains("33 %"), "{text}");
    }
}

#[test]
fn whiskers_come_with_room_and_numbers_go_without() {
    let document = Document::new("", Meta::default()).with(Block::Table(sample::estimates()));
    assert!(!shown(&document, 80).contains('●'));
    assert!(shown(&document, 120).contains('●'));
    assert!(shown(&document, 50).contains("left out for want of room"));
    assert!(!shown(&document, 120).contains("left out"));
}

#[test]
fn an_empty_table_says_so_in_every_form() {
    let document =
        Document::new("", Meta::default()).with(Block::Table(Table::new("rows", estimate_columns(&[], None))));
    assert!(shown(&document, 200).contains("no rows"));
    assert!(text(&crate::report::form::Markdown, &document).contains("No rows."));
    assert!(text(&crate::report::form::Html, &document).contains("No rows."));
    assert!(text(&crate::report::form::Delimited::CSV, &document).starts_with("question,answer,stat,"));
}
