//! One table in the terminal: header, rule, lines, legend.

use super::Page;
use super::layout::{GAP, Layout};
use super::whisker::whisker;
use super::wrap::wrap;
use crate::report::view::{Line, Role, Scale, Sheet};
use std::io;
use unicode_width::UnicodeWidthStr;

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet, page: &mut Page<'_>) -> io::Result<()> {
    let sheet = &folded(sheet, page);
    if !sheet.caption.is_empty() {
        page.bold(&sheet.caption)?;
    }
    if let Some(context) = sheet.context_line() {
        page.dim(&context)?;
    }
    let layout = Layout::of(sheet, page.style);
    let grid = Grid { sheet, layout: &layout };
    grid.header(page)?;
    for line in &sheet.lines {
        if line.apart {
            page.line("")?;
        }
        grid.line(line, page)?;
    }
    if sheet.lines.is_empty() {
        page.dim("no rows")?;
    }
    if !layout.dropped.is_empty() {
        let titles: Vec<&str> = layout.dropped.iter().rev().map(|&part| sheet.parts[part].title.as_str()).collect();
        page.dim(&format!("left out for want of room: {}", titles.join(", ")))?;
    }
    if let Some(text) = sheet.scale.as_ref().filter(|_| layout.bar.is_some()).and_then(Scale::legend) {
        page.dim(text)?;
    }
    sheet.legend.iter().try_for_each(|text| page.dim(text))
}

/// The sheet in the letters the terminal has.
fn folded(sheet: &Sheet, page: &Page<'_>) -> Sheet {
    let mut sheet = sheet.clone();
    sheet.parts.iter_mut().for_each(|part| part.title = page.fold(&part.title));
    sheet.lines.iter_mut().flat_map(|line| &mut line.cells).for_each(|cell| cell.text = page.fold(&cell.text));
    sheet
}

struct Grid<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
}

impl Grid<'_> {
    fn header(&self, page: &mut Page<'_>) -> io::Result<()> {
        let titles = self.layout.columns.iter().map(|&(part, width)| wrap(&self.sheet.parts[part].title, width));
        let mut titles: Vec<Vec<String>> = titles.collect();
        let height = titles.iter().map(Vec::len).max().unwrap_or(0);
        // Titles stand on the rule.
        titles.iter_mut().for_each(|lines| drop(lines.splice(0..0, vec![String::new(); height - lines.len()])));
        (0..height).try_for_each(|row| {
            let mut text = self.aligned(|column| titles[column][row].as_str());
            if row + 1 == height {
                text.push_str(&self.ends());
            }
            let text = page.paint("1", text.trim_end());
            page.line(&text)
        })?;
        let rule = if page.style.unicode { "─" } else { "-" };
        let columns = self.layout.columns.iter().map(|(_, width)| *width).chain(self.layout.bar);
        let rules: Vec<String> = columns.map(|width| rule.repeat(width)).collect();
        let text = page.paint("2", &rules.join(&" ".repeat(GAP)));
        page.line(&text)
    }

    /// The two ends of the whiskers' scale.
    fn ends(&self) -> String {
        let Some((scale, width)) = self.sheet.scale.as_ref().zip(self.layout.bar) else { return String::new() };
        let (low, high) = &scale.labels;
        let between = width.saturating_sub(low.width() + high.width());
        format!("{}{low}{}{high}", " ".repeat(GAP), " ".repeat(between))
    }

    fn line(&self, line: &Line, page: &mut Page<'_>) -> io::Result<()> {
        let texts = self.layout.columns.iter().map(|&(part, width)| {
            let cell = &line.cells[part];
            if cell.again && !line.apart { vec![String::new()] } else { wrap(&cell.text, width) }
        });
        let texts: Vec<Vec<String>> = texts.collect();
        for row in 0..texts.iter().map(Vec::len).max().unwrap_or(0) {
            let mut text = self.aligned(|column| texts[column].get(row).map_or("", String::as_str));
            if let Some(drawn) = self.drawn(line).filter(|_| row == 0) {
                text.push_str(&" ".repeat(GAP));
                text.push_str(&page.paint("36", drawn.trim_end()));
            }
            page.line(&text)?;
        }
        Ok(())
    }

    fn drawn(&self, line: &Line) -> Option<String> {
        Some(whisker(line.range.as_ref()?, self.sheet.scale.as_ref()?, self.layout.bar?))
    }

    /// One line of cells, numbers to the right, words to the left.
    fn aligned<'t>(&self, text: impl Fn(usize) -> &'t str) -> String {
        let cells = self.layout.columns.iter().enumerate().map(|(column, &(part, width))| {
            let text = text(column);
            let pad = " ".repeat(width.saturating_sub(text.width()));
            match self.sheet.parts[part].role {
                Role::Estimate | Role::Figure(_) | Role::Interval(_) => pad + text,
                Role::Label | Role::Marks | Role::Where => text.to_owned() + &pad,
            }
        });
        cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
    }
}
