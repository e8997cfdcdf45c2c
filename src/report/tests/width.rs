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

/// An estimate of two groups as acts make it, with all numbers that it has.
fn estimates() -> Table {
    use crate::report::Value;
    let by = [crate::report::columns::group("edu", "education")];
    let mut table = Table::new("", estimate_columns(&by, None));
    for (level, share) in [("lower secondary or less", 0.32), ("university degree", 0.45)] {
        let name = |name: &str| Value::named(name, name);
        let number = Value::Number;
        let ends = [number(share), number(0.02), number(share - 0.04), number(share + 0.04), number(0.95)];
        let sizes = [52.0, 648.0, 728.0, 336.0, 1.93].map(|size| number(size * (0.8 + share)));
        let head = vec![name("q"), name("trusts"), name(level), name("share")];
        let row = head.into_iter().chain(ends).chain([name("wilson")]).chain(sizes).chain([Value::Missing]);
        table.push_measured(crate::uncertainty::Measure::Share, row.collect());
    }
    table
}

#[test]
fn whiskers_stand_in_place_of_the_least_needed_numbers() {
    let document = Document::new("", Meta::default()).with(Block::Table(estimates()));
    let narrow = shown(&document, 80);
    assert!(narrow.contains('●') && narrow.contains("left out for want of room"), "{narrow}");
    assert!(narrow.contains("lower secondary or less  ") && narrow.contains("    n  "), "{narrow}");
    let plain = text(&Terminal { style: Style { width: 80, unicode: false, ..Style::PLAIN } }, &document);
    assert!(plain.contains("effective") && !plain.contains('●'), "{plain}");
    let left_out = |width: usize| {
        let text = shown(&document, width);
        text.lines().find(|line| line.starts_with("left out")).unwrap_or_default().to_owned()
    };
    // Base, effective base, weights: the last goes first.
    let all: Vec<String> = (60..=140).map(left_out).collect();
    assert!(all.iter().any(|line| line.contains("weighted n") && !line.contains("effective n")), "{all:?}");
    assert!(all.iter().all(|line| !line.contains("effective n") || line.contains("weighted n")), "{all:?}");
    assert!(shown(&document, 140).contains("design effect") && shown(&document, 140).contains('●'));
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
