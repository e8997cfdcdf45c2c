//! Tables as pollsters publish them: answers down, groups or waves across, with titles, one or two heading lines, bases and notes.

mod body;
mod header;
mod segment;

use super::super::cell::{self, Content};
use super::super::error::ReadError;
use super::draft::{self, Context, Draft, Finished, Shape};
use super::finding::Code;
use super::layout::{Column, Line, Table};
use super::{Read, lexicon, relabel, titles};
use crate::survey::PrintedBase;
use body::Part;
use header::{Head, Holds};
use segment::{Block, Labels};
use std::sync::Arc;

/// Reads every table of the grid.
///
/// # Errors
/// No figures under headings; ragged rows; figures, bases or headings that cannot be read.
pub(super) fn read(context: &mut Context<'_>) -> Result<Vec<Read>, ReadError> {
    let labels = segment::labels(context);
    let mut blocks = segment::blocks(context, labels)?;
    let several = blocks.len() > 1;
    let mut read = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter_mut().enumerate() {
        let question = question(context, block, several.then_some(index));
        read.push(table(context, block, labels, question)?);
    }
    Ok(read)
}

/// The question of a table: stated; or the one of the codebook that its titles print; or for one of several its title; or the name of the
/// file.
fn question(context: &mut Context<'_>, block: &Block, index: Option<usize>) -> Arc<str> {
    if context.settings.question.is_some() {
        return super::question(context);
    }
    let titles = || block.titles.iter().map(|&row| segment::first_text(context, row));
    let listed = |title: &str| relabel::question_named(&context.settings.codebook, title);
    let parts = |title| [title, titles::without_base(title), titles::question(title)];
    if let Some(listed) = titles().flat_map(parts).find_map(listed) {
        return listed.id.clone();
    }
    let mut bare = titles().map(titles::without_base);
    let title = bare.clone().find(|title| lexicon::asks(title)).or_else(|| bare.next());
    match (index, title) {
        (Some(_), Some(title)) => title.into(),
        (Some(index), None) => format!("{}-{}", super::question(context), index + 1).into(),
        (None, _) => super::question(context),
    }
}

fn table(context: &mut Context<'_>, block: &mut Block, labels: Labels, question: Arc<str>) -> Result<Read, ReadError> {
    let mut heads = header::read(context, block, labels)?;
    refuse_ragged(context, block)?;
    base_from_notes(context, block, &mut heads);
    let body = body::read(context, block, labels, &heads)?;
    let suppressed =
        block.notes.iter().chain(&block.titles).any(|&row| lexicon::suppression(segment::first_text(context, row)));
    context.expect(heads.len() * body.parts.iter().map(|part| part.answers.len()).sum::<usize>())?;
    let mut drafts = Vec::new();
    for part in &body.parts {
        let question = match (&part.heading, body.parts.len()) {
            (Some(heading), 2..) => context.names.get(heading),
            (Some(heading), _) if labels.count == 2 && context.settings.question.is_none() => {
                context.names.get(heading)
            }
            _ => question.clone(),
        };
        for (at, head) in heads.iter().enumerate() {
            drafts.extend(column(context, &question, part, head, part.bases[at]));
        }
    }
    if suppressed {
        suppress(context, &mut drafts);
    }
    let told =
        block.titles.iter().chain(&block.notes).find_map(|&row| titles::population(&super::text(context.grid, row)));
    if let Some(population) = told.filter(|_| context.settings.fieldwork.population.is_none()) {
        let population = context.names.get(&population);
        drafts.iter_mut().for_each(|draft| draft.fieldwork.population = Some(population.clone()));
    }
    // Figures in the order of the file.
    drafts.sort_by_key(|draft| (draft.row, draft.column));
    let unit = context.settings.stated.unit.unwrap_or_else(|| draft::guess_unit(&drafts, context.findings));
    let width = heads.last().map_or(0, |head| head.column + 1);
    let mut headings = vec![String::new(); width];
    heads.iter().for_each(|head| headings[head.column].clone_from(&head.heading));
    let done = draft::finish(context, &headings, drafts, unit)?;
    let table = Table { bases: body.base_lines, ..describe(context, block, labels, &heads, &done) };
    Ok(Read { done, table })
}

/// The cells of one question in one column.
fn column(context: &mut Context<'_>, question: &Arc<str>, part: &Part, head: &Head, base: PrintedBase) -> Vec<Draft> {
    let Holds::Figures { groups, wave, .. } = &head.holds else { return Vec::new() };
    let grid = context.grid;
    let parsed: Vec<_> =
        part.answers.iter().map(|answer| cell::parse(grid.text(answer.row, head.column), context.style)).collect();
    let numbers = parsed.iter().filter(|parsed| parsed.content != Content::Missing);
    let only_dashes = numbers.clone().count() > 1 && numbers.clone().all(|parsed| parsed.content == Content::Dash);
    if only_dashes {
        let message = format!("column \"{}\" has dashes only: read as not asked, without figures", head.heading);
        context.findings.add(Code::NotAsked, Some(grid.place(part.answers[0].row, head.column)), message);
    }
    let mut drafts = Vec::with_capacity(parsed.len());
    for (answer, parsed) in part.answers.iter().zip(parsed) {
        drafts.push(Draft {
            question: question.clone(),
            answer: context.names.get(&answer.label),
            groups: groups.clone(),
            wave: wave.clone().or_else(|| context.settings.wave.clone()),
            fieldwork: context.settings.fieldwork.clone(),
            base,
            note: draft::marked(&parsed.marks),
            source: context.settings.source.clone(),
            rounding: None,
            content: if only_dashes { Content::Missing } else { parsed.content },
            row: answer.row,
            column: head.column,
            shape: Shape { indent: answer.indent, net: lexicon::net(&answer.label).is_some() },
        });
    }
    drafts
}

/// Stars that the notes explain as suppressed figures.
fn suppress(context: &mut Context<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.content == Content::Trace) {
        draft.content = Content::Missing;
        let place = context.grid.place(draft.row, draft.column);
        context.findings.add(
            Code::Suppressed,
            Some(place),
            "a star stands for a suppressed figure here, as the notes say: no figure was read",
        );
    }
}

/// Every line of figures has as many fields as the headings.
fn refuse_ragged(context: &Context<'_>, block: &Block) -> Result<(), ReadError> {
    let grid = context.grid;
    let rows = || block.sections.iter().flat_map(|section| section.rows.iter().copied());
    let widest = block.heads.iter().copied().max_by_key(|&row| grid.width(row)).or_else(|| rows().next());
    let Some(heading) = widest else { return Ok(()) };
    rows().try_for_each(|row| super::fields::refuse_ragged(grid, row, heading, grid.width(heading)))
}

/// Without a base line, `n = 1618` in a title or note is the base of everybody, where there is one such column.
fn base_from_notes(context: &mut Context<'_>, block: &Block, heads: &mut [Head]) {
    let grid = context.grid;
    let rows = || block.sections.iter().flat_map(|section| section.rows.iter().copied());
    let printed = rows().any(|row| (0..grid.width(row)).any(|column| lexicon::base(grid.text(row, column)).is_some()));
    let mut everybody: Vec<&mut Head> = heads.iter_mut().filter(|head| head.is_everybody()).collect();
    let [head] = &mut everybody[..] else { return };
    let Holds::Figures { base: base @ None, .. } = &mut head.holds else { return };
    let lines = block.titles.iter().chain(&block.notes);
    let found = lines.copied().find_map(|row| Some((row, lexicon::base_within(&super::text(grid, row))?.0)));
    if let Some((row, n)) = found.filter(|_| !printed) {
        *base = Some(n);
        let message = format!("n = {n} was taken as the base of column \"{}\"", head.heading);
        context.findings.add(Code::BaseFromNote, Some(grid.place(row, 0)), message);
    }
}

fn describe(context: &Context<'_>, block: &Block, labels: Labels, heads: &[Head], done: &Finished) -> Table {
    let grid = context.grid;
    let label_column = |column: usize| {
        let holds = if column == labels.answer() { "answer" } else { "question" };
        let heading = block.heads.last().map_or("", |&row| grid.text(row, column));
        Column { column: column + 1, heading: heading.to_owned(), holds: holds.to_owned() }
    };
    let figures = heads.iter().map(|head| Column {
        column: head.column + 1,
        heading: head.heading.clone(),
        holds: head.describe(),
    });
    // Over the answers some tables print their question.
    let corner = block.heads.last().map(|&row| (row, grid.text(row, labels.answer())));
    let asked = corner.filter(|(_, text)| lexicon::asks(text));
    let line = |(row, text): (usize, &str)| Line {
        line: grid.line(row),
        text: text.trim_start_matches("Q:").trim().to_owned(),
    };
    // Titles are printed over pictures, so they are kept whole.
    let title = |&row: &usize| Line { line: grid.line(row), text: super::text(grid, row) };
    let titles = block.titles.iter().map(title);
    Table {
        kind: header::kind(heads),
        titles: titles.chain(asked.map(line)).collect(),
        headings: block.heads.iter().map(|&row| grid.line(row)).collect(),
        columns: (labels.first..labels.end()).map(label_column).chain(figures).collect(),
        bases: Vec::new(),
        notes: super::lines(grid, block.notes.iter().copied()),
        unit: done.unit,
        rounding: done.rounding.clone(),
        questions: Vec::new(),
        figures: done.figures.len(),
        without_figure: done.without,
    }
}
