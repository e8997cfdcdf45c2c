//! Markdown (GitHub's): pipe tables, pictures as links, method, warnings and sources at the end. Labels are escaped, so no label can
//! become markup.

use super::Form;
use crate::report::view::{Role, Sheet, Sources, said, visible};
use crate::report::{Block, Document, Fact, Picture, VERSION};
use std::io::{self, Write};

/// GitHub-flavoured Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markdown;

impl Form for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let mut sources = Sources::default();
        let titled = !document.title.is_empty();
        if titled {
            writeln!(out, "# {}", escape(&document.title))?;
        }
        for (at, block) in document.blocks.iter().enumerate() {
            if titled || at > 0 {
                writeln!(out)?;
            }
            match block {
                Block::Heading { level, text } => {
                    writeln!(out, "{} {}", "#".repeat(usize::from(*level).clamp(1, 3) + 1), escape(text))?;
                }
                Block::Paragraph(text) => writeln!(out, "{}", paragraph(text))?,
                Block::Table(table) => write_sheet(&Sheet::of(table, document.meta.level(), &mut sources), out)?,
                Block::Picture(picture) => write_picture(picture, out)?,
                Block::Notes(notes) => notes.iter().try_for_each(|note| writeln!(out, "- {}", paragraph(note)))?,
                Block::Facts(facts) => write_facts(facts, out)?,
            }
        }
        write_end(document, &sources, out)
    }
}

fn write_sheet(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    if !sheet.caption.is_empty() {
        writeln!(out, "**{}**\n", escape(&sheet.caption))?;
    }
    if let Some(context) = sheet.context_line() {
        writeln!(out, "{}\n", paragraph(&context))?;
    }
    write_line(sheet.parts.iter().map(|part| escape(&part.title)), out)?;
    let rule = |role: Role| match role {
        Role::Estimate | Role::Figure(_) | Role::Interval(_) => "--:".to_owned(),
        _ => "---".to_owned(),
    };
    write_line(sheet.parts.iter().map(|part| rule(part.role)), out)?;
    for line in &sheet.lines {
        // Every line says all of its labels: a cell stays true when it is copied.
        write_line(line.cells.iter().map(|cell| escape(&cell.text)), out)?;
    }
    if sheet.lines.is_empty() {
        writeln!(out, "\nNo rows.")?;
    }
    sheet.legend.iter().try_for_each(|line| writeln!(out, "\n{}", paragraph(line)))
}

fn write_line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn write_picture(picture: &Picture, out: &mut dyn Write) -> io::Result<()> {
    match &picture.href {
        Some(href) => writeln!(out, "![{}](<{}>)", escape(&picture.alt), target(href))?,
        None => writeln!(out, "{}", paragraph(&picture.alt))?,
    }
    if picture.caption.is_empty() { Ok(()) } else { writeln!(out, "\n*{}*", escape(&picture.caption)) }
}

/// A link target between angle brackets.
fn target(href: &str) -> String {
    visible(href).replace('\\', "/").replace('<', "%3C").replace('>', "%3E")
}

fn write_facts(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    facts.iter().try_for_each(|fact| writeln!(out, "- {}: {}", paragraph(fact.column.title()), escape(&said(fact))))
}

fn write_end(document: &Document, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let meta = &document.meta;
    if !meta.method.is_empty() && !document.tells_method() {
        writeln!(out, "\n## Method\n")?;
    }
    write_facts(&meta.method, out)?;
    if !meta.warnings.is_empty() {
        writeln!(out, "\n## Warnings\n")?;
    }
    for warning in &meta.warnings {
        let place = warning.place.as_ref().map(|place| format!(" ({})", escape(place))).unwrap_or_default();
        writeln!(out, "- {}: {}{place}", paragraph(&warning.code), escape(&warning.message))?;
    }
    let mut list = sources.list().enumerate().peekable();
    if list.peek().is_some() {
        writeln!(out, "\n## Sources\n\nPlaces are line:field of the file.\n")?;
    }
    for (i, source) in list {
        writeln!(out, "{}. {}", i + 1, paragraph(&source))?;
    }
    if !meta.inputs.is_empty() {
        writeln!(out, "\n## Input files\n\n| file | SHA-256 |\n| --- | --- |")?;
    }
    for input in &meta.inputs {
        write_line([escape(&input.path), input.sha256().to_owned()].into_iter(), out)?;
    }
    writeln!(out, "\nMade with topline {VERSION}.")
}

/// Text that opens a line: as [`escape`], and nothing at its start makes a heading, list or rule.
fn paragraph(text: &str) -> String {
    let text = escape(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits == 0 && text.starts_with(['#', '+', '-', '=', ':']) {
        format!("\\{text}")
    } else if digits > 0 && rest.starts_with(['.', ')']) {
        format!("{}\\{rest}", &text[..digits])
    } else {
        text
    }
}

/// One line of text that Markdown shows as it is.
fn escape(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let within_word = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        let special = matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!' | '{' | '}');
        if special || (c == '_' && !within_word) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_becomes_markup() {
        assert_eq!(escape("a|b *c* <script> snake_case _x_"), "a\\|b \\*c\\* \\<script\\> snake_case \\_x\\_");
        assert_eq!(paragraph("# no"), "\\# no");
        assert_eq!(paragraph("12. no"), "12\\. no");
        assert_eq!(paragraph("12 per cent"), "12 per cent");
        assert_eq!(target("a b>(c).png"), "a b%3E(c).png");
    }
}
