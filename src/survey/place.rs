//! Where a number stands: the provenance that travels with it into every output and error.

use std::fmt;
use std::sync::Arc;

/// A position in an input file. Lines and columns count from 1; columns are fields, not bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// Line of the file, from 1.
    pub line: usize,
    /// Field within the line, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
