//! Whether a table of text holds printed shares rather than one line per person: told by words, signs and sums that only published tables
//! have.

use super::super::cell::{self, Content, Style};
use super::super::records::Grid;
use super::draft::{Context, Names};
use super::fields::{self, Field};
use super::finding::Findings;
use super::settings::Settings;
use super::typed::{self, MOST_LINES};
use super::{lexicon, long, wide};
use std::collections::{BTreeMap, BTreeSet};

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
        return wide::holds_shares(&context, row);
    }
    if !is_rectangle(grid, style) {
        return grid.rows() <= MOST_LINES || uniform(grid) < 0.9;
    }
    let small = is_small_table(grid, style);
    let names_answers = fields::named(grid.text(0, 0)) == Some(Field::Answer) && grid.rows() <= MOST_LINES;
    let misnamed = grid.rows() <= MOST_LINES && long::refuse_misnamed(&context).is_err();
    let lacking = typed::refuse_lacking(&context).is_err();
    let without_headings = (1..grid.width(0)).all(|column| cell::parse(grid.text(0, column), style).content.is_value());
    (heads_groups(grid) && (small || names_answers))
        || (small && (columns_add_up(grid, style) || without_headings))
        || misnamed
        || lacking
}

/// A first line that names answers and figures and little else: impossible figures below it are an error, not respondents.
fn names_answers_and_figures(grid: &Grid) -> bool {
    let named: Vec<Field> = (0..grid.width(0)).filter_map(|column| fields::named(grid.text(0, column))).collect();
    let figures = named.iter().any(|field| matches!(field, Field::Value(_)));
    named.contains(&Field::Answer) && figures && named.len() == grid.width(0)
}

/// A line labelled as a base. A bare "n" may also be a value that respondents have, as a region: it labels a base only where it stands alone
/// beside its figures, where these count people, where nothing left of it names this one line alone, and where no other label comes twice
/// between two of them.
fn labelled_base(grid: &Grid, style: Style) -> bool {
    let base = |row: usize| {
        let mut labels = 0..2.min(grid.width(row).saturating_sub(1));
        labels.find(|&column| lexicon::base(grid.text(row, column)).is_some())
    };
    let bases: Bases = (1..grid.rows()).filter_map(|row| Some((row, base(row)?))).collect();
    let is_bare = |(&row, &column): (&usize, &usize)| grid.text(row, column).eq_ignore_ascii_case("n");
    let Some(last) = bases.values().max() else { return false };
    if !bases.iter().all(is_bare) {
        return true;
    }
    let width = bases.keys().map(|&row| grid.width(row)).max().unwrap_or_default();
    let has_number = |&column: &usize| (1..grid.rows()).any(|row| number(grid, style, row, column).is_some());
    let first = (last + 1..width).find(has_number).unwrap_or(width);
    let alone = |(&row, &column): (&usize, &usize)| (column + 1..first).all(|beside| grid.text(row, beside).is_empty());
    bases.iter().all(alone)
        && bases.iter().all(|(&row, &column)| (0..column).all(|left| in_block(grid, row, left)))
        && (first..width).any(|column| counts_people(grid, style, &bases, column))
        && labels_differ(grid, style, first, &bases)
}

/// Lines that are labelled as bases, with the columns of their labels.
type Bases = BTreeMap<usize, usize>;

/// Whether a cell left of a label names a block of lines, here or above, rather than this one line as the ids of respondents do.
fn in_block(grid: &Grid, row: usize, column: usize) -> bool {
    let text = grid.text(row, column);
    let named_once = row + 1 < grid.rows() && grid.text(row + 1, column).is_empty();
    text.is_empty() || named_once || (1..grid.rows()).any(|other| other != row && grid.text(other, column) == text)
}

/// The number in a cell, if it is one.
pub(super) fn number(grid: &Grid, style: Style, row: usize, column: usize) -> Option<f64> {
    match cell::parse(grid.text(row, column), style).content {
        Content::Number(n) => Some(n.value()),
        _ => None,
    }
}

/// Whether a column has whole figures in these lines, larger than samples hardly ever are and than all others of it. Of everybody, which only
/// published tables have, and with answers enough for every base, they may be small.
fn counts_people(grid: &Grid, style: Style, bases: &Bases, column: usize) -> bool {
    const LEAST: f64 = 30.0;
    let others = (1..grid.rows()).filter(|row| !bases.contains_key(row));
    let figures: Vec<f64> = others.filter_map(|row| number(grid, style, row, column)).collect();
    let above = bases.keys().next().map_or(0..0, |&first| 0..first);
    let of_everybody = above.into_iter().any(|row| lexicon::total(grid.text(row, column)));
    let least = match of_everybody && figures.len() >= 2 * bases.len() {
        true => 0.0,
        false => figures.into_iter().fold(LEAST, f64::max),
    };
    bases.keys().all(|&row| number(grid, style, row, column).is_some_and(|n| n.fract() == 0.0 && n >= least))
}

/// Whether the lines between bases are labelled, each otherwise, by all words left of the column `first`; likewise bases that stand together.
fn labels_differ(grid: &Grid, style: Style, first: usize, bases: &Bases) -> bool {
    let is_word = |row, column| cell::parse(grid.text(row, column), style).content == Content::Text;
    let words: Vec<usize> = (0..first).filter(|&column| (1..grid.rows()).any(|row| is_word(row, column))).collect();
    let (mut seen, mut among_bases) = (BTreeSet::new(), false);
    (1..grid.rows()).all(|row| {
        let is_base = bases.contains_key(&row);
        if std::mem::replace(&mut among_bases, is_base) != is_base {
            seen.clear();
        }
        let label: Vec<&str> = words.iter().map(|&column| grid.text(row, column)).collect();
        label.iter().all(|word| word.is_empty()) || seen.insert(label)
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
fn is_rectangle(grid: &Grid, style: Style) -> bool {
    let width = grid.width(0);
    let names: BTreeSet<&str> = (0..width).map(|column| grid.text(0, column)).filter(|text| !text.is_empty()).collect();
    let nameless = grid.text(0, 0).is_empty() && numbers_lines(grid, style);
    names.len() + usize::from(nameless) == width && (1..grid.rows()).all(|row| grid.width(row) == width)
}

/// Whether the first column numbers the lines, as programs write it beside tables of respondents: from 0 or 1, or with gaps, as people left
/// out leave them. Years, questions and answers in numbers rise too: only people have words beside them that come again.
fn numbers_lines(grid: &Grid, style: Style) -> bool {
    let number = |row: usize| grid.text(row, 0).parse::<usize>().ok();
    let Some(numbers) = (1..grid.rows()).map(number).collect::<Option<Vec<_>>>() else { return false };
    let counts = numbers.first().is_some_and(|first| *first < 2) && numbers.windows(2).all(|two| two[0] + 1 == two[1]);
    let rises = numbers.len() > 1 && numbers.windows(2).all(|two| two[0] < two[1]);
    let is_year = |row: usize| super::super::dates::period(grid.text(row, 0)).is_ok();
    counts
        || (rises
            && !(1..grid.rows()).all(is_year)
            && (1..grid.width(0)).any(|column| words_repeat(grid, style, column)))
}

/// Whether a column holds words alone, and one of them twice.
fn words_repeat(grid: &Grid, style: Style, column: usize) -> bool {
    let cells: Vec<&str> = (1..grid.rows()).map(|row| grid.text(row, column)).filter(|text| !text.is_empty()).collect();
    let words: BTreeSet<&str> = cells.iter().copied().collect();
    words.len() < cells.len() && words.iter().all(|word| cell::parse(word, style).content == Content::Text)
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

/// Everybody, a known level of a group, or a date.
pub(super) fn heads_group(text: &str) -> bool {
    lexicon::total(text) || lexicon::variable_of(text) != "group" || super::super::dates::period(text).is_ok()
}

/// Columns headed by everybody, known levels of groups, or dates.
fn heads_groups(grid: &Grid) -> bool {
    (1..grid.width(0)).filter(|&column| heads_group(grid.text(0, column))).count() * 2 > grid.width(0) - 1
}

/// Most columns add up to 100 or 1.
fn columns_add_up(grid: &Grid, style: Style) -> bool {
    let sum = |column| -> f64 { (1..grid.rows()).filter_map(|row| number(grid, style, row, column)).sum() };
    let full = (1..grid.width(0)).filter(|&column| whole(sum(column))).count();
    full * 2 > grid.width(0) - 1
}

/// About 100 or about 1.
pub(super) fn whole(sum: f64) -> bool {
    (95.0..=105.0).contains(&sum) || (0.95..=1.05).contains(&sum)
}
