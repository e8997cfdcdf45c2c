//! Small tables as people type them: lines of words, each another, with shares beside them and no word that only published tables have.
//! What tells them from respondents, and what such a table lacks.

use super::super::cell::{self, Content};
use super::super::error::{ReadError, clip};
use super::draft::Context;
use super::fields::{Field, Named};
use super::{evidence, lexicon, wide};
use crate::survey::is_scale_word;
use std::collections::BTreeSet;

/// More lines than this nobody types; so many labels that all differ are of respondents.
pub(super) const MOST_LINES: usize = 60;

/// Of fewer people no share is printed.
const LEAST_BASE: f64 = 30.0;

/// How a table with answers across is known to be one, where neither its waves nor its groups tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// By its names: answers in per cent beside a base.
    Names,
    /// By its figures, which respondents might have too.
    Figures,
}

/// Whether lines are labelled by words, each otherwise, with answers beside them: by name in per cent, or such as add up to everybody (most
/// of them, where they are those of a well-known scale, or the lines are questions, or a net score is beside them).
pub(super) fn sign(context: &Context<'_>, named: &Named, answers: &[usize], groups: &[usize]) -> Option<Sign> {
    let labels: Vec<usize> = named.column(Field::Question).into_iter().chain(groups.iter().copied()).collect();
    if !is_list(context, named, &labels) || has_answers_down(context, named, answers) {
        return None;
    }
    let heading = |column: usize| named.headings[column].as_str();
    if answers.iter().all(|&column| lexicon::in_per_cent(heading(column))) {
        return Some(if has_bases(context, named) { Sign::Names } else { Sign::Figures });
    }
    let is_answer = |&column: &usize| is_scale_word(lexicon::unmarked(heading(column)));
    let named_so = answers.iter().all(is_answer)
        || named.column(Field::Question).is_some()
        || named.others.iter().any(|&column| is_net_score(context, named, column));
    let is_whole = wide::whole(context, named.row, answers) || (named_so && wide::half(context, named.row, answers));
    (answers.len() > 1 && is_whole).then_some(Sign::Figures)
}

/// Whether it looks like a table with its answers down: columns of everybody or of known groups, a line of bases, or columns that add up.
fn has_answers_down(context: &Context<'_>, named: &Named, answers: &[usize]) -> bool {
    let grid = context.grid;
    let mut lines = named.row + 1..grid.rows();
    (answers.len() > 1 && answers.iter().all(|&column| adds_up(context, named, column)))
        || answers.iter().any(|&column| evidence::heads_group(&named.headings[column]))
        || lines.any(|row| lexicon::base(grid.text(row, 0)).is_some())
}

/// Whether a column adds up to everybody.
fn adds_up(context: &Context<'_>, named: &Named, column: usize) -> bool {
    let number = |row| evidence::number(context.grid, context.style, row, column);
    evidence::whole((named.row + 1..context.grid.rows()).filter_map(number).sum())
}

/// Whether few lines have words in some of these columns, and each line others.
fn is_list(context: &Context<'_>, named: &Named, labels: &[usize]) -> bool {
    let grid = context.grid;
    let lines = named.row + 1..grid.rows();
    let of_line = |row: usize| labels.iter().map(|&column| grid.text(row, column)).collect::<Vec<_>>();
    let all: BTreeSet<Vec<&str>> = lines.clone().map(of_line).collect();
    let says = |label: &Vec<&str>| label.iter().any(|text| !text.is_empty());
    (2..=MOST_LINES).contains(&lines.len()) && all.len() == lines.len() && all.iter().all(says)
}

/// Whether every line has a base, of as many people as are asked for shares.
pub(super) fn has_bases(context: &Context<'_>, named: &Named) -> bool {
    let Some(column) = named.column(Field::Base).or(named.column(Field::WeightedBase)) else { return false };
    let base = |row: usize| evidence::number(context.grid, context.style, row, column).is_some_and(|n| n >= LEAST_BASE);
    let mut lines = named.row + 1..context.grid.rows();
    lines.len() <= MOST_LINES && lines.all(base)
}

/// Whether a column holds net scores or another statistic, as its name says; `net` alone also heads sums, which are never negative.
pub(super) fn is_net_score(context: &Context<'_>, named: &Named, column: usize) -> bool {
    let heading = &named.headings[column];
    let is_signed =
        |row: usize| matches!(cell::parse(context.grid.text(row, column), context.style).content, Content::Signed(..));
    lexicon::statistic(heading)
        || (lexicon::starts_with_net(heading) && (named.row + 1..context.grid.rows()).any(is_signed))
}

/// Refuses a small table whose figures are shares by their name while no column names the answers, or that has none but net scores.
///
/// # Errors
/// [`ReadError::Heading`] with what is lacking.
pub(super) fn refuse_lacking(context: &Context<'_>) -> Result<(), ReadError> {
    let grid = context.grid;
    let Ok(named) = Named::read(grid, 0, true) else { return Ok(()) };
    if named.column(Field::Answer).is_some() || !(1..grid.rows()).all(|row| named.refuse_ragged(grid, row).is_ok()) {
        return Ok(());
    }
    let (figures, groups) = wide::sort_columns(context, &named);
    const LABELS: [Field; 7] = [
        Field::Question,
        Field::Pollster,
        Field::Wave,
        Field::Date,
        Field::DateStart,
        Field::DateEnd,
        Field::Population,
    ];
    let labels: Vec<usize> = LABELS.iter().filter_map(|&field| named.column(field)).chain(groups).collect();
    // Answers under their question, with nothing but per cent beside them, lack nothing.
    let is_whole = named.value().is_some_and(|(column, _)| adds_up(context, &named, column));
    let is_asked = lexicon::asks(&named.headings[0]);
    if !figures.is_empty() || is_whole || is_asked || !is_list(context, &named, &labels) {
        return Ok(());
    }
    let error = |why: String, next: &str| {
        let (file, line) = (grid.file().to_string(), grid.line(0));
        let next = format!("{next}. If each line is a respondent, state the design, as --srs with-replacement");
        Err(ReadError::Heading { file, line, why, next })
    };
    if named.value().is_some() {
        let why = format!("no column of answers among {}", clip(&named.headings.join(", ")));
        let next = "Add a column \"answer\" that says what each figure is the share of, or head the figures by their \
            answer, as \"agree (%)\"";
        return error(why, next);
    }
    match named.others.iter().find(|&&column| is_net_score(context, &named, column)) {
        Some(&column) if has_bases(context, &named) => {
            let why = format!("column \"{}\" holds no shares, and no other column does", named.headings[column]);
            let next = "Give the shares that a net score is taken from, a column for each, as \"approve\" and \
                \"disapprove\": --stat net-score takes their difference";
            error(why, next)
        }
        _ => Ok(()),
    }
}
