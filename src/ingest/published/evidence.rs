//! Whether a table of text holds printed shares rather than one line per person: told by words, signs and sums that only published tables
//! have.

use super::super::cell::{self, Content, Style};
use super::super::records::Grid;
use super::draft::{Context, Names};
use super::fields::{self, Field};
use super::finding::Findings;
use super::settings::Settings;
use super::{lexicon, long, wide};
use std::collections::{BTreeMap, BTreeSet};

/// A rectangle of more lines than this, with nothing that only published tables have, is respondent-level data.
const MOST_LINES: usize = 60;

/// Whether a grid (the whole file or its head) is a published table.
pub(in super::super) fn looks_published(grid: &Grid) -> bool {
    let cells = (0..grid.rows()).flat_map(|row| (1..grid.width(row)).map(move |column| grid.text(row, column)));
    let style = Style { decimal: cell::decimal_sign(cells), letters: 0 };
    let (settings, mut findings) = (Settings::default(), Findings::default());
    let context =
        Context { grid, settings: &settings, style, findings: &mut findings, names: Names::default(), cells: 0 };
    if long::heading(&context).is_some()
        || names_answers_and_figures(grid)
        || labelled_base(grid, style)
        || mostly_percent_signs(grid, style)
    {
        return true;
    }
    if let Some(row) = wide::heading(&context) {
        return wide::adds_up(&context, row);
    }
    if !is_rectangle(grid) {
        return grid.rows() <= MOST_LINES || uniform(grid) < 0.9;
    }
    let small = is_small_table(grid, style);
    let names_answers = fields::named(grid.text(0, 0)) == Some(Field::Answer) && grid.rows() <= MOST_LINES;
    let misnamed = grid.rows() <= MOST_LINES && long::refuse_misnamed(&context).is_err();
    let without_headings = (1..grid.width(0)).all(|column| cell::parse(grid.text(0, column), style).content.is_value());
    (heads_groups(grid) && (small || names_answers))
        || (small && (columns_add_up(grid, style) || without_headings))
        || misnamed
}

/// A first line that names answers and figures and little else: impossible figures below it are an error, not respondents.
fn names_answers_and_figures(grid: &Grid) -> bool {
    let named: Vec<Field> = (0..grid.width(0)).filter_map(|column| fields::named(grid.text(0, column))).collect();
    let figures = named.iter().any(|field| matches!(field, Field::Value(_)));
    named.contains(&Field::Answer) && figures && named.len() == grid.width(0)
}

/// A line labelled as a base. A bare "n" may also be a value that respondents have, as a region: it labels a base only where no other label
/// comes twice between two of them, and where it counts people.
fn labelled_base(grid: &Grid, style: Style) -> bool {
    let base = |row: usize| {
        let mut labels = 0..2.min(grid.width(row).saturating_sub(1));
        labels.find(|&column| lexicon::base(grid.text(row, column)).is_some())
    };
    let bases: Bases = (1..grid.rows()).filter_map(|row| Some((row, base(row)?))).collect();
    let is_bare = |(&row, &column): (&usize, &usize)| grid.text(row, column).eq_ignore_ascii_case("n");
    match bases.values().max() {
        None => false,
        Some(&last) => {
            !bases.iter().all(is_bare)
                || (counts_people(grid, style, &bases, last + 1) && labels_differ(grid, last, &bases))
        }
    }
}

/// Lines that are labelled as bases, with the columns of their labels.
type Bases = BTreeMap<usize, usize>;

/// Whether some column, from `first` on, has whole figures in these lines, larger than samples hardly ever are and than all others of it.
fn counts_people(grid: &Grid, style: Style, bases: &Bases, first: usize) -> bool {
    const LEAST: f64 = 30.0;
    let number = |row, column| match cell::parse(grid.text(row, column), style).content {
        Content::Number(n) => Some(n.value()),
        _ => None,
    };
    let width = bases.keys().map(|&row| grid.width(row)).max().unwrap_or_default();
    (first..width).any(|column| {
        let others = (1..grid.rows()).filter(|row| !bases.contains_key(row)).filter_map(|row| number(row, column));
        let most = others.fold(LEAST, f64::max);
        bases.keys().all(|&row| number(row, column).is_some_and(|n| n.fract() == 0.0 && n >= most))
    })
}

/// Whether between lines of bases stand labels, each another.
fn labels_differ(grid: &Grid, column: usize, bases: &Bases) -> bool {
    let mut seen = BTreeSet::new();
    (1..grid.rows()).all(|row| match grid.text(row, column) {
        _ if bases.contains_key(&row) => row == 1 || !std::mem::take(&mut seen).is_empty(),
        label => label.is_empty() || seen.insert(label),
    })
}

/// More than half of the numbers have per cent signs.
fn mostly_percent_signs(grid: &Grid, style: Style) -> bool {
    let (mut numbers, mut signs) = (0usize, 0usize);
    for row in 0..grid.rows() {
        for column in 1..grid.width(row) {
            if let Content::Number(n) = cell::parse(grid.text(row, column), style).content {
                numbers += 1;
                signs += usize::from(n.has_percent_sign());
            }
        }
    }
    signs * 2 > numbers
}

/// Every line as wide as the first, whose cells are names, each another; only above the numbers of lines there may be none.
fn is_rectangle(grid: &Grid) -> bool {
    let width = grid.width(0);
    let names: BTreeSet<&str> = (0..width).map(|column| grid.text(0, column)).filter(|text| !text.is_empty()).collect();
    let nameless = grid.text(0, 0).is_empty() && numbers_lines(grid);
    names.len() + usize::from(nameless) == width && (1..grid.rows()).all(|row| grid.width(row) == width)
}

/// Whether the first column counts the lines from 0 or 1, as programs write it beside tables of respondents.
fn numbers_lines(grid: &Grid) -> bool {
    let number = |row: usize| grid.text(row, 0).parse::<usize>().ok();
    let first = (grid.rows() > 1).then(|| number(1)).flatten().filter(|first| *first < 2);
    first.is_some_and(|first| (1..grid.rows()).all(|row| number(row) == Some(first + row - 1)))
}

/// The share of lines that are as wide as most are.
fn uniform(grid: &Grid) -> f64 {
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    (0..grid.rows()).for_each(|row| *widths.entry(grid.width(row)).or_default() += 1);
    widths.into_values().max().unwrap_or(0) as f64 / grid.rows().max(1) as f64
}

/// Few lines, each labelled with another text, with figures of at most 100 beside it.
fn is_small_table(grid: &Grid, style: Style) -> bool {
    let labels: BTreeSet<&str> = (1..grid.rows()).map(|row| grid.text(row, 0)).collect();
    let share = |row: usize, column: usize| match cell::parse(grid.text(row, column), style).content {
        Content::Number(n) => n.value() <= 100.0,
        Content::Text => false,
        _ => true,
    };
    grid.rows() <= MOST_LINES
        && labels.len() + 1 == grid.rows()
        && labels.iter().all(|label| matches!(cell::parse(label, style).content, Content::Text | Content::Missing))
        && (1..grid.rows()).all(|row| (1..grid.width(row)).all(|column| share(row, column)))
}

/// Columns headed by everybody, known levels of groups, or dates.
fn heads_groups(grid: &Grid) -> bool {
    let known = |text: &str| {
        lexicon::total(text) || lexicon::variable_of(text) != "group" || super::super::dates::period(text).is_ok()
    };
    (1..grid.width(0)).filter(|&column| known(grid.text(0, column))).count() * 2 > grid.width(0) - 1
}

/// Most columns add up to 100 or 1.
fn columns_add_up(grid: &Grid, style: Style) -> bool {
    let sum = |column: usize| -> f64 {
        let number = |row| match cell::parse(grid.text(row, column), style).content {
            Content::Number(n) => n.value(),
            _ => 0.0,
        };
        (1..grid.rows()).map(number).sum()
    };
    let full = (1..grid.width(0)).filter(|&column| whole(sum(column))).count();
    full * 2 > grid.width(0) - 1
}

/// About 100 or about 1.
pub(super) fn whole(sum: f64) -> bool {
    (95.0..=105.0).contains(&sum) || (0.95..=1.05).contains(&sum)
}
