//! HTML: one file that needs no other, no script and no network. Style and pictures are inside; every label is escaped; tables say
//! what heads what; sources are anchors.

mod escape;
mod picture;
mod table;

use super::Form;
use crate::report::view::{Sheet, Sources, said};
use crate::report::{Block, Document, Fact, Meta, VERSION};
use escape::escape;
use std::io::{self, Write};

/// A self-contained web page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Html;

const STYLE: &str = include_str!("style.css");

impl Form for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        write_head(document, out)?;
        write_contents(document, out)?;
        let mut body = Body { sources: Sources::default(), level: document.meta.level(), headings: 0, count: 0 };
        writeln!(out, "<main>")?;
        document.blocks.iter().try_for_each(|block| body.block(block, out))?;
        writeln!(out, "</main>\n<footer>")?;
        write_meta(&document.meta, document.tells_method(), &body.sources, out)?;
        writeln!(out, "<p class=\"colophon\">Made with topline {VERSION}.</p>\n</footer>\n</body>\n</html>")
    }
}

fn write_head(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let title = if document.title.is_empty() { &document.meta.verb } else { &document.title };
    let (title, verb) = (escape(title), escape(&document.meta.verb));
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"topline {VERSION}\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"kicker\">topline · {verb}</p>\n<h1>{title}</h1>\n</header>"
    )
}

/// A list of the sections, once there are several.
fn write_contents(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text } => Some((*level, text)),
        _ => None,
    });
    let sections: Vec<(usize, &String)> =
        (1..).zip(headings).filter(|(_, (level, _))| *level <= 1).map(|(i, (_, text))| (i, text)).collect();
    if sections.len() < 3 {
        return Ok(());
    }
    writeln!(out, "<nav aria-label=\"Contents\">\n<ol>")?;
    for (i, text) in sections {
        writeln!(out, "<li><a href=\"#section-{i}\">{}</a></li>", escape(text))?;
    }
    writeln!(out, "</ol>\n</nav>")
}

/// The blocks, counting as they go.
struct Body {
    sources: Sources,
    level: Option<f64>,
    headings: usize,
    /// Tables and pictures so far.
    count: usize,
}

impl Body {
    fn block(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        match block {
            Block::Heading { level, text } => {
                self.headings += 1;
                let (tag, i) = ((*level).clamp(1, 3) + 1, self.headings);
                writeln!(out, "<h{tag} id=\"section-{i}\">{}</h{tag}>", escape(text))
            }
            Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escape(text)),
            Block::Table(table) => {
                self.count += 1;
                table::write(&Sheet::of(table, self.level, &mut self.sources), self.count, out)
            }
            Block::Picture(drawn) => {
                self.count += 1;
                picture::write(drawn, self.count, out)
            }
            Block::Notes(notes) => {
                writeln!(out, "<ul class=\"notes\">")?;
                notes.iter().try_for_each(|note| writeln!(out, "<li>{}</li>", escape(note)))?;
                writeln!(out, "</ul>")
            }
            Block::Facts(facts) => write_facts(facts, out),
        }
    }
}

fn write_facts(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    writeln!(out, "<dl>")?;
    for fact in facts {
        writeln!(out, "<dt>{}</dt><dd>{}</dd>", escape(fact.column.title()), escape(&said(fact)))?;
    }
    writeln!(out, "</dl>")
}

fn write_meta(meta: &Meta, told: bool, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    if !meta.method.is_empty() {
        let heading = if told { "" } else { "\n<h2 id=\"method\">Method</h2>" };
        writeln!(out, "<section>{heading}")?;
        write_facts(&meta.method, out)?;
        writeln!(out, "</section>")?;
    }
    if !meta.warnings.is_empty() {
        writeln!(out, "<section>\n<h2 id=\"warnings\">Warnings</h2>\n<ul class=\"notes\">")?;
        for warning in &meta.warnings {
            let place = warning.place.as_ref().map(|place| format!(" <code>{}</code>", escape(place)));
            let (code, message) = (escape(&warning.code), escape(&warning.message));
            writeln!(out, "<li><b>{code}</b> {message}{}</li>", place.unwrap_or_default())?;
        }
        writeln!(out, "</ul>\n</section>")?;
    }
    let list: Vec<String> = sources.list().collect();
    if !list.is_empty() {
        writeln!(out, "<section>\n<h2 id=\"sources\">Sources</h2>")?;
        writeln!(out, "<p>Places in tables are line:field of the file.</p>\n<ol class=\"sources\">")?;
        for (i, source) in (1..).zip(&list) {
            writeln!(out, "<li id=\"source-{i}\">{}</li>", escape(source))?;
        }
        writeln!(out, "</ol>\n</section>")?;
    }
    if !meta.inputs.is_empty() {
        writeln!(out, "<section>\n<h2 id=\"inputs\">Input files</h2>\n<dl class=\"inputs\">")?;
        for input in &meta.inputs {
            let (path, hash) = (escape(&input.path), escape(input.sha256()));
            writeln!(out, "<dt>{path}</dt><dd><code>sha256 {hash}</code></dd>")?;
        }
        writeln!(out, "</dl>\n</section>")?;
    }
    Ok(())
}
