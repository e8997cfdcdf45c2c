//! Which lines of a published table are titles, headings, figures and notes. A file may hold several tables, one below the other.

use super::super::draft::Context;
use super::super::lexicon;
use crate::ingest::cell::{self, Content};
use crate::ingest::dates;
use crate::ingest::error::ReadError;

/// One table: rows of the grid by what they are.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) titles: Vec<usize>,
    pub(super) heads: Vec<usize>,
    pub(super) sections: Vec<Section>,
    pub(super) notes: Vec<usize>,
}

/// Lines of figures under one line of text, or before the first.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) heading: Option<usize>,
    pub(super) rows: Vec<usize>,
}

/// The columns of labels: one of answers, or one of questions and one of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labels {
    /// The first column that is not empty.
    pub(super) first: usize,
    /// How many columns hold labels: 1 or 2.
    pub(super) count: usize,
}

impl Labels {
    /// The column of answers.
    pub(super) fn answer(self) -> usize {
        self.first + self.count - 1
    }

    /// The first column of figures.
    pub(super) fn end(self) -> usize {
        self.first + self.count
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// A label alone.
    Label,
    /// Words over columns.
    Head,
    /// Figures.
    Values,
}

/// Finds the label columns: the first one, and the second where its cells are words beside figures.
pub(super) fn labels(context: &Context<'_>) -> Labels {
    let grid = context.grid;
    let filled = |row: usize| (0..grid.width(row)).filter(move |&column| !grid.text(row, column).is_empty());
    let first = (0..grid.rows()).filter(|&row| filled(row).nth(1).is_some()).filter_map(|row| filled(row).next()).min();
    let first = first.unwrap_or(0);
    let value = |row, column| is_value(context, row, column);
    let beside = |row: usize| (first + 2..grid.width(row)).any(|column| value(row, column));
    let (mut words, mut values) = (0, 0);
    for row in (0..grid.rows()).filter(|&row| beside(row)) {
        match cell::parse(grid.text(row, first + 1), context.style).content {
            Content::Text => words += 1,
            Content::Missing => {}
            _ => values += 1,
        }
    }
    // A heading line may have words over a column of figures; more lines of words than of figures make it a column of labels.
    Labels { first, count: if words > values { 2 } else { 1 } }
}

/// A figure or a sign in its place, not a year or date over a column.
fn is_value(context: &Context<'_>, row: usize, column: usize) -> bool {
    let text = context.grid.text(row, column);
    let content = cell::parse(text, context.style).content;
    let dated = || {
        matches!(content, Content::Number(n) if n.value() > 100.0 || n.decimals() == 4) && dates::period(text).is_ok()
    };
    content.is_value() && !dated()
}

/// What a row is. Below figures, a label with any figure beside it is a line of figures, however many of its cells cannot be read.
fn classify(context: &Context<'_>, labels: Labels, row: usize, below_figures: bool) -> Row {
    let grid = context.grid;
    let label = grid.text(row, labels.answer());
    let (mut values, mut words) = (0, 0);
    for column in labels.end()..grid.width(row) {
        let text = grid.text(row, column);
        match cell::parse(text, context.style).content {
            Content::Missing => values += usize::from(!text.is_empty()),
            Content::Text => words += 1,
            _ if is_value(context, row, column) || lexicon::base(label).is_some() => values += 1,
            _ => words += 1,
        }
    }
    match () {
        () if values + words == 0 => Row::Label,
        () if words == 0 || (!label.is_empty() && (values > words || (below_figures && values > 0))) => Row::Values,
        () => Row::Head,
    }
}

/// Divides the grid into tables.
///
/// # Errors
/// No line of figures, or a stated heading line that is not there.
pub(super) fn blocks(context: &Context<'_>, labels: Labels) -> Result<Vec<Block>, ReadError> {
    let stated = stated_headings(context)?;
    let (mut blocks, mut block, mut pending) = (Vec::new(), Block::default(), Vec::new());
    for row in 0..context.grid.rows() {
        let started = !block.sections.is_empty();
        let kind = match &stated {
            Some(heads) if heads.contains(&row) => Row::Head,
            Some(heads) if heads.first().is_some_and(|first| row < *first) => Row::Label,
            // With stated headings every line of figures after them belongs to the one table.
            Some(_) if classify(context, labels, row, true) == Row::Head => Row::Values,
            _ => classify(context, labels, row, started),
        };
        match kind {
            Row::Label => pending.push(row),
            Row::Values => add_values(&mut block, row, &mut pending),
            Row::Head if started => {
                let (notes, titles) = divide(context, &std::mem::take(&mut pending));
                block.notes.extend(notes);
                blocks.push(std::mem::replace(&mut block, Block { titles, heads: vec![row], ..Block::default() }));
            }
            Row::Head => {
                // Headings above a title are part of it.
                if !pending.is_empty() {
                    block.titles.append(&mut block.heads);
                }
                block.titles.append(&mut pending);
                block.heads.push(row);
            }
        }
    }
    if block.sections.is_empty() {
        // Headings without figures below them are notes of the last table.
        pending.extend(block.titles.into_iter().chain(block.heads));
        pending.sort_unstable();
    } else {
        blocks.push(block);
    }
    if let Some(last) = blocks.last_mut() {
        last.notes.append(&mut pending);
    }
    if blocks.is_empty() {
        return Err(ReadError::NoTable {
            file: context.grid.file().to_string(),
            why: "no line has a label and figures beside it".into(),
            next: "A published table has answers down and groups or waves across; a long one has columns named answer and percent".into(),
        });
    }
    Ok(blocks)
}

/// Adds a line of figures; lines of text before it head a section, except that those before the first figures of a table without headings
/// are its titles.
fn add_values(block: &mut Block, row: usize, pending: &mut Vec<usize>) {
    if block.sections.is_empty() && block.heads.is_empty() {
        block.titles.append(pending);
    }
    let heading = pending.pop();
    // Of several lines of text the last is the heading; the others go with the titles.
    block.titles.append(pending);
    if heading.is_some() || block.sections.is_empty() {
        block.sections.push(Section { heading, rows: Vec::new() });
    }
    if let Some(section) = block.sections.last_mut() {
        section.rows.push(row);
    }
}

/// Lines of text between two tables: up to the last blank line they are notes of the first, after it titles of the second. Without a
/// blank line, those that begin as notes do are notes.
fn divide(context: &Context<'_>, rows: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let grid = context.grid;
    let gap = rows.iter().rposition(|&row| row > 0 && grid.line(row) > grid.line(row - 1) + 1);
    let at = gap.unwrap_or_else(|| rows.iter().take_while(|&&row| lexicon::note(first_text(context, row))).count());
    (rows[..at].to_vec(), rows[at..].to_vec())
}

/// The first text of a row.
pub(super) fn first_text<'a>(context: &Context<'a>, row: usize) -> &'a str {
    let grid = context.grid;
    (0..grid.width(row)).map(|column| grid.text(row, column)).find(|text| !text.is_empty()).unwrap_or("")
}

fn stated_headings(context: &Context<'_>) -> Result<Option<Vec<usize>>, ReadError> {
    let stated = &context.settings.stated;
    let first = stated.heading_row(context.grid)?;
    Ok(first.map(|first| (first..first + stated.heading_lines.unwrap_or(1)).collect()))
}
