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

fn classify(context: &Context<'_>, labels: Labels, row: usize) -> Row {
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
        () if words == 0 || (values > words && !label.is_empty()) => Row::Values,
        () => Row::Head,
    }
}

/// Divides the grid into tables.
///
/// # Errors
/// No line of figures, or a stated heading line that is not there.
pub(super) fn blocks(context: &Context<'_>, labels: Labels) -> Result<Vec<Block>, ReadError> {
    let stated = stated_headings(context)?;
    let mut blocks = vec![Block::default()];
    let mut pending: Vec<usize> = Vec::new();
    for row in 0..context.grid.rows() {
        let kind = match &stated {
            Some(heads) if heads.contains(&row) => Row::Head,
            Some(heads) if heads.first().is_some_and(|first| row < *first) => Row::Label,
            // With stated headings every line of figures after them belongs to the one table.
            Some(_) if classify(context, labels, row) == Row::Head => Row::Values,
            _ => classify(context, labels, row),
        };
        let started = blocks.last().is_some_and(|block| !block.sections.is_empty());
        match kind {
            Row::Label => pending.push(row),
            Row::Head => {
                let (notes, titles) =
                    if started { divide(context, &pending) } else { (Vec::new(), std::mem::take(&mut pending)) };
                pending.clear();
                if started {
                    blocks.last_mut().into_iter().for_each(|block| block.notes.extend(&notes));
                    blocks.push(Block::default());
                }
                let Some(block) = blocks.last_mut() else { continue };
                // Lines between two heading lines are titles too, and headings above a title are part of it.
                if !titles.is_empty() {
                    block.titles.append(&mut block.heads);
                }
                block.titles.extend(titles);
                block.heads.push(row);
            }
            Row::Values => {
                let Some(block) = blocks.last_mut() else { continue };
                add_values(block, row, &mut pending);
            }
        }
    }
    blocks.last_mut().into_iter().for_each(|block| block.notes.append(&mut pending));
    blocks.retain(|block| !block.sections.is_empty());
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
    let grid = context.grid;
    let Some(line) = context.settings.stated.heading_line else { return Ok(None) };
    let first = (0..grid.rows()).find(|&row| grid.line(row) == line).ok_or_else(|| ReadError::Stated {
        file: grid.file().to_string(),
        what: "heading line",
        why: format!("line {line} is empty, or beyond the end of the file"),
    })?;
    let count = context.settings.stated.heading_lines.unwrap_or(1);
    Ok(Some((first..first + count).collect()))
}
