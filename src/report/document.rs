//! A document: a title and blocks in reading order.

use super::table::free_name;
use super::{Fact, Meta, Table};

/// A picture, drawn beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The drawing; HTML holds it inline.
    pub svg: String,
    /// The same rasterised; the workbook holds it.
    pub png: Option<Vec<u8>>,
    /// Where the picture's own file lies, seen from the document: Markdown links to it.
    pub href: Option<String>,
    /// What it shows, for those who can't see it.
    pub alt: String,
    /// The words below it.
    pub caption: String,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// A heading: level 1 for a section, up to 3.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph of plain text.
    Paragraph(String),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// A list of remarks.
    Notes(Vec<String>),
    /// Names and values.
    Facts(Vec<Fact>),
}

/// What was found, ready to be written in any form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// Where it comes from.
    pub meta: Meta,
}

/// The heading of the section on method.
pub const METHOD: &str = "Method";

impl Document {
    /// A document without blocks.
    pub fn new(title: impl Into<String>, meta: Meta) -> Self {
        Self { title: title.into(), blocks: Vec::new(), meta }
    }

    /// The same document with a block more.
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Whether it ends with a section on its method, which then has the facts of the method too.
    pub(super) fn tells_method(&self) -> bool {
        let heading = self.blocks.iter().rev().find_map(|block| match block {
            Block::Heading { text, .. } => Some(text),
            _ => None,
        });
        heading.is_some_and(|text| text == METHOD) && matches!(self.blocks.last(), Some(Block::Notes(_)))
    }

    /// The facts of all fact blocks, in order.
    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.blocks.iter().flat_map(|block| match block {
            Block::Facts(facts) => facts.as_slice(),
            _ => &[],
        })
    }

    /// The tables with the name each has in machine forms: `rows` for the first, then their own, made unique.
    pub(super) fn named_tables(&self) -> Vec<(String, &Table)> {
        let mut named: Vec<(String, &Table)> = Vec::new();
        for table in self.tables() {
            let wanted = if named.is_empty() { "rows" } else { table.name() };
            let taken = |name: &str| RESERVED.contains(&name) || named.iter().any(|(other, _)| other == name);
            named.push((free_name(wanted, taken), table));
        }
        named
    }
}

/// The other keys of a JSON document.
const RESERVED: [&str; 6] = ["schema", "topline", "inputs", "method", "warnings", "facts"];
