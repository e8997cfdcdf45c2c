//! The lines of a published table: answers with their figures, bases, printed sums; and which lines belong to one question.

use super::super::draft::Context;
use super::super::finding::Code;
use super::super::layout::Line;
use super::super::lexicon::{self, BaseKind};
use super::header::{Head, Holds};
use super::segment::{Block, Labels, first_text};
use crate::ingest::cell::{self, Content};
use crate::ingest::error::{ReadError, clip};
use crate::survey::PrintedBase;
use std::collections::BTreeSet;

/// A line of answers.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) row: usize,
    pub(super) label: String,
    /// Spaces before the label; a tab counts as four.
    pub(super) indent: usize,
}

/// The answers of one question.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The words above them, or in the column of questions.
    pub(super) heading: Option<String>,
    pub(super) answers: Vec<Answer>,
    /// The base of each column of figures, in the order of the columns.
    pub(super) bases: Vec<PrintedBase>,
}

/// The questions of a table and the lines that print bases.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) parts: Vec<Part>,
    pub(super) base_lines: Vec<Line>,
}

/// Sorts the lines of a table.
///
/// # Errors
/// Figures without a label, bases that are no counts or contradict each other.
pub(super) fn read(
    context: &mut Context<'_>,
    block: &Block,
    labels: Labels,
    heads: &[Head],
) -> Result<Body, ReadError> {
    let mut body = Body::default();
    let mut rows_of_bases: Vec<(usize, Option<usize>, BaseKind)> = Vec::new();
    for (heading, row) in headed_rows(context, block, labels) {
        let label = label(context, row, labels);
        let same = body.parts.last().is_some_and(|part| part.heading == heading);
        if let Some(kind) = lexicon::base(label).or_else(|| counted_total(context, row, labels)) {
            let of = if heading.is_none() || !labelled(context, row, labels) {
                None
            } else {
                Some(body.parts.len() - usize::from(same))
            };
            body.base_lines.push(Line { line: context.grid.line(row), text: label.to_owned() });
            rows_of_bases.push((row, of, kind));
        } else if lexicon::sum(label) {
            check_sum(context, row, heads);
        } else if lexicon::statistic(label) {
            let message = format!("line \"{}\" was left out: it is no share of people", clip(label));
            context.findings.add(Code::LineSkipped, Some(context.grid.place(row, labels.answer())), message);
        } else if label.is_empty() {
            return Err(unlabelled(context, row, labels));
        } else {
            if !same {
                body.parts.push(Part { heading, ..Part::default() });
            }
            let indent = indent(context.grid.raw(row, labels.answer()));
            let answer = Answer { row, label: label.to_owned(), indent };
            if let Some(part) = body.parts.last_mut() {
                part.answers.push(answer);
            }
        }
    }
    join_parts(context, &mut body, labels, heads);
    bases(context, &mut body, heads, rows_of_bases)?;
    Ok(body)
}

/// Every row of figures with the question it stands under.
fn headed_rows(context: &Context<'_>, block: &Block, labels: Labels) -> Vec<(Option<String>, usize)> {
    let grid = context.grid;
    let mut rows = Vec::new();
    let mut question: Option<String> = None;
    for section in &block.sections {
        if labels.count == 1 {
            question = section.heading.map(|row| first_text(context, row).to_owned());
        }
        for &row in &section.rows {
            let first = grid.text(row, labels.first);
            if labels.count == 2 && !first.is_empty() && lexicon::base(first).is_none() {
                question = Some(first.to_owned());
            }
            rows.push((question.clone(), row));
        }
    }
    rows
}

/// Whether the label stands in the column of answers.
fn labelled(context: &Context<'_>, row: usize, labels: Labels) -> bool {
    !context.grid.text(row, labels.answer()).is_empty()
}

/// The label of a row: the answer, or the question where the row has no answer.
fn label<'a>(context: &Context<'a>, row: usize, labels: Labels) -> &'a str {
    let grid = context.grid;
    let answer = grid.text(row, labels.answer());
    lexicon::unmarked(if answer.is_empty() { grid.text(row, labels.first) } else { answer })
}

fn indent(label: &str) -> usize {
    label.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn unlabelled(context: &Context<'_>, row: usize, labels: Labels) -> ReadError {
    ReadError::Cell {
        spot: context.spot(row, labels.answer(), ""),
        rule: "this line has figures but no label".into(),
        next: "Write the answer, or \"Base\", before the figures".into(),
    }
}

/// A row labelled "total" whose figures are counts of people is a base.
fn counted_total(context: &Context<'_>, row: usize, labels: Labels) -> Option<BaseKind> {
    let grid = context.grid;
    let counts = |column| match context.count(row, column, "") {
        Ok(Some(n)) => n > 100.0 && !grid.text(row, column).contains('%'),
        _ => grid.text(row, column).is_empty(),
    };
    let filled = (labels.end()..grid.width(row)).any(|column| !grid.text(row, column).is_empty());
    let total = lexicon::sum(label(context, row, labels));
    (total && filled && (labels.end()..grid.width(row)).all(counts)).then_some(BaseKind::Plain)
}

/// A printed sum should be 100 or 1.
fn check_sum(context: &mut Context<'_>, row: usize, heads: &[Head]) {
    for head in heads.iter().filter(|head| matches!(head.holds, Holds::Figures { .. })) {
        let Content::Number(sum) = cell::parse(context.grid.text(row, head.column), context.style).content else {
            continue;
        };
        let sum = sum.value();
        if (sum - 100.0).abs() > 1.0 && (sum - 1.0).abs() > 0.01 {
            let message = format!("the printed sum of column \"{}\" is {sum}, not 100", head.heading);
            context.findings.add(Code::PrintedSum, Some(context.grid.place(row, head.column)), message);
        }
    }
}

/// Lines of text inside a table head questions only if the answers under each are complete; otherwise they head answers of
/// one question, and go before labels that would otherwise be the same.
fn join_parts(context: &mut Context<'_>, body: &mut Body, labels: Labels, heads: &[Head]) {
    let questions = body.parts.len() > 1
        && (labels.count == 2
            || body.parts.iter().all(|part| {
                part.heading.as_deref().is_none_or(|heading| !lexicon::summary(heading))
                    && is_complete(context, part, heads)
            }));
    if questions || body.parts.len() < 2 {
        return;
    }
    for part in &body.parts {
        if let (Some(heading), Some(&Answer { row, .. })) = (&part.heading, part.answers.first()) {
            let message = format!(
                "\"{heading}\" was read as a heading over answers, not as a question: the answers below it do not add up to 100 %"
            );
            context.findings.add(Code::HeadingSkipped, Some(context.grid.place(row, labels.first)), message);
        }
    }
    let mut labels = BTreeSet::new();
    let repeated = body.parts.iter().flat_map(|part| &part.answers).any(|answer| !labels.insert(answer.label.clone()));
    let full = |part: &Part, label: String| match &part.heading {
        Some(heading) if repeated => format!("{}: {label}", heading.trim_end_matches(':')),
        _ => label,
    };
    let answers = body.parts.iter_mut().flat_map(|part| {
        let answers = std::mem::take(&mut part.answers);
        answers.into_iter().map(|answer| Answer { label: full(part, answer.label), ..answer }).collect::<Vec<_>>()
    });
    body.parts = vec![Part { answers: answers.collect(), ..Part::default() }];
}

/// Whether the numbers of a column add up to about 100 %, or more (nets), in most columns.
fn is_complete(context: &Context<'_>, part: &Part, heads: &[Head]) -> bool {
    let figures = heads.iter().filter(|head| matches!(head.holds, Holds::Figures { .. }));
    let sum = |head: &Head| -> f64 {
        let number =
            |answer: &Answer| match cell::parse(context.grid.text(answer.row, head.column), context.style).content {
                Content::Number(n) => n.value(),
                _ => 0.0,
            };
        part.answers.iter().map(number).sum()
    };
    let sums: Vec<f64> = figures.map(sum).collect();
    let scale = if sums.iter().all(|sum| *sum <= 5.0) { 1.0 } else { 100.0 };
    sums.iter().filter(|sum| **sum >= 0.95 * scale).count() * 2 > sums.len()
}

/// Gives each question the bases of its columns.
fn bases(
    context: &Context<'_>,
    body: &mut Body,
    heads: &[Head],
    rows: Vec<(usize, Option<usize>, BaseKind)>,
) -> Result<(), ReadError> {
    let parts = body.parts.len();
    for (index, part) in body.parts.iter_mut().enumerate() {
        // With one question, or one base row for all, the base is everybody's.
        let alone = rows.iter().all(|(_, of, _)| *of == rows[0].1);
        let mine: Vec<(usize, BaseKind)> = rows
            .iter()
            .filter(|(_, of, _)| parts == 1 || alone || of.is_none_or(|of| of == index))
            .map(|(row, _, kind)| (*row, *kind))
            .collect();
        let explicit = |wanted| mine.iter().any(|(_, kind)| *kind == wanted);
        let plain_is_weighted = explicit(BaseKind::Unweighted) && !explicit(BaseKind::Weighted);
        for head in heads {
            let mut base = PrintedBase::default();
            if let Holds::Figures { base: printed, .. } = &head.holds {
                base.unweighted = *printed;
            }
            for &(row, kind) in &mine {
                let weighted = match kind {
                    BaseKind::Weighted => true,
                    BaseKind::Unweighted => false,
                    BaseKind::Plain => plain_is_weighted,
                    BaseKind::Effective => continue,
                };
                let slot = if weighted { &mut base.weighted } else { &mut base.unweighted };
                merge(context, slot, row, head)?;
            }
            part.bases.push(base);
        }
    }
    Ok(())
}

/// Puts a printed base beside one known already.
fn merge(context: &Context<'_>, slot: &mut Option<f64>, row: usize, head: &Head) -> Result<(), ReadError> {
    let Some(count) = context.count(row, head.column, &head.heading)? else { return Ok(()) };
    match slot.replace(count) {
        Some(first) if first != count => Err(ReadError::Cell {
            spot: context.spot(row, head.column, &head.heading),
            rule: format!("another base printed for this column is {first}"),
            next: "Label one \"Weighted base\" and one \"Unweighted base\", or correct one".into(),
        }),
        _ => Ok(()),
    }
}
