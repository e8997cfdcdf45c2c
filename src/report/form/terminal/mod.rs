//! The terminal: aligned columns that fit the width, colour and whiskers only where asked for. Labels cannot smuggle in escape codes.

mod grid;
mod layout;
mod whisker;
mod wrap;

use super::Form;
use crate::report::view::{Sheet, Sources, said, visible};
use crate::report::{Block, Document, Fact, Picture, VERSION};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;
use wrap::{ascii, wrap};

/// How the terminal is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Bold and colour by ANSI codes.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Letters beyond ASCII for dashes, signs and rules; labels keep theirs.
    pub unicode: bool,
    /// Intervals drawn beside estimates where there is room (with `unicode` only).
    pub bars: bool,
    /// A last line says what made it, for files: by it topline knows its own.
    pub signed: bool,
}

impl Style {
    /// Eighty columns without colour.
    pub const PLAIN: Self = Self { colour: false, width: 80, unicode: true, bars: true, signed: false };

    /// The same for a file.
    pub const FILE: Self = Self { signed: true, ..Self::PLAIN };
}

/// Aligned text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// How it is written.
    pub style: Style,
}

impl Form for Terminal {
    fn name(&self) -> &'static str {
        "table"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page { style: self.style, out };
        let mut sources = Sources::default();
        let mut began = false;
        if !document.title.is_empty() {
            page.bold(&document.title)?;
            began = true;
        }
        for block in &document.blocks {
            if began {
                page.line("")?;
            }
            began = true;
            match block {
                Block::Heading { text, .. } => page.bold(text)?,
                Block::Paragraph(text) => page.text("", text)?,
                Block::Table(table) => {
                    let sheet = Sheet::of(table, document.meta.level(), &mut sources);
                    grid::write(&sheet, &mut page)?;
                }
                Block::Picture(picture) => page.picture(picture)?,
                Block::Notes(notes) => notes.iter().try_for_each(|note| page.text("- ", note))?,
                Block::Facts(facts) => page.facts(facts)?,
            }
        }
        page.sources(&sources)?;
        if self.style.signed {
            page.line("")?;
            page.line(&format!("Made with topline {VERSION}."))?;
        }
        Ok(())
    }
}

/// Where lines go, and how.
struct Page<'a> {
    style: Style,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())
    }

    /// Text in the letters the terminal has.
    fn fold(&self, text: &str) -> String {
        if self.style.unicode { text.to_owned() } else { ascii(text) }
    }

    /// `text` between ANSI codes, if colour is on.
    fn paint(&self, code: &str, text: &str) -> String {
        if self.style.colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn painted(&mut self, code: &str, text: &str) -> io::Result<()> {
        for line in wrap(&self.fold(&visible(text)), self.style.width) {
            let line = self.paint(code, &line);
            self.line(&line)?;
        }
        Ok(())
    }

    fn bold(&mut self, text: &str) -> io::Result<()> {
        self.painted("1", text)
    }

    fn dim(&mut self, text: &str) -> io::Result<()> {
        self.painted("2", text)
    }

    /// Wrapped text; later lines are indented as far as `lead` reaches.
    fn text(&mut self, lead: &str, text: &str) -> io::Result<()> {
        let indent = lead.width();
        let lines = wrap(&self.fold(&visible(text)), self.style.width.saturating_sub(indent).clamp(1, 100));
        for (i, line) in lines.iter().enumerate() {
            let lead = if i == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.line(&format!("{lead}{line}"))?;
        }
        Ok(())
    }

    fn picture(&mut self, picture: &Picture) -> io::Result<()> {
        let words = if picture.caption.is_empty() { &picture.alt } else { &picture.caption };
        let file = picture.href.as_ref().map(|href| format!(" ({href})")).unwrap_or_default();
        self.text("", &format!("[picture] {words}{file}"))
    }

    fn facts(&mut self, facts: &[Fact]) -> io::Result<()> {
        let names: Vec<String> = facts.iter().map(|fact| self.fold(&visible(fact.column.title()))).collect();
        let width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(self.style.width / 2);
        for (name, fact) in names.iter().zip(facts) {
            let pad = " ".repeat(width.saturating_sub(name.width()));
            self.text(&format!("{name}{pad}  "), &said(fact))?;
        }
        Ok(())
    }

    fn sources(&mut self, sources: &Sources) -> io::Result<()> {
        for (i, source) in sources.list().enumerate() {
            if i == 0 {
                self.line("")?;
            }
            self.text(&format!("[{}] ", i + 1), &source)?;
        }
        Ok(())
    }
}
