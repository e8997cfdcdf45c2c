//! Where a document comes from: the verb, the input files with their hashes, the method, the warnings.

use super::{Column, Value};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The version of topline that outputs name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Who made a workbook, by its properties.
pub const CREATOR: &str = "topline";

/// One input file. Its hash is made when an output first asks for it: most do not, and a hash reads the whole file.
#[derive(Debug, Clone)]
pub struct Input {
    /// As the user named it; of a study's source as the study names it.
    pub path: String,
    location: PathBuf,
    sha256: Arc<OnceLock<String>>,
}

impl Input {
    /// An input and the hash of its bytes.
    pub fn of(path: impl Into<String>, bytes: &[u8]) -> Self {
        Self { path: path.into(), location: PathBuf::new(), sha256: Arc::new(sha256(bytes).into()) }
    }

    /// A file under the name that outputs give it, whose hash is made when it is asked for.
    pub fn of_file(path: impl Into<String>, location: &Path) -> Self {
        Self { path: path.into(), location: location.to_owned(), sha256: Arc::default() }
    }

    /// SHA-256 of its bytes, in lower-case hexadecimal; empty for a file that cannot be read (any more).
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| hash_file(&self.location).unwrap_or_default())
    }
}

impl PartialEq for Input {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.sha256() == other.sha256()
    }
}

impl Eq for Input {}

/// How much of a file is in memory at a time while it is hashed.
const PIECE: usize = 1 << 20;

/// SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hash_file(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match std::io::Read::read(&mut file, &mut piece)? {
            0 => return Ok(hex(&hash.finalize())),
            length => hash.update(&piece[..length]),
        }
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Something the reader should know before using the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A stable code, `W…`.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Where: `file:line:column`, a variable, a question.
    pub place: Option<String>,
}

/// One named thing: a column's name, title and kind with a single value.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Name, title and kind.
    pub column: Column,
    /// The value.
    pub value: Value,
}

impl Fact {
    /// A fact.
    pub fn new(column: Column, value: impl Into<Value>) -> Self {
        Self { column, value: value.into() }
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meta {
    /// The verb that made it: `estimate`, `compare` …
    pub verb: String,
    /// The files it was made from, in the order they were named.
    pub inputs: Vec<Input>,
    /// How the numbers were made, in the order worth reading. A fact of kind [`super::Kind::Level`] is the level of every interval in
    /// tables that have no level column.
    pub method: Vec<Fact>,
    /// What to beware of.
    pub warnings: Vec<Warning>,
}

impl Meta {
    /// Only a verb so far.
    pub fn new(verb: impl Into<String>) -> Self {
        Self { verb: verb.into(), ..Self::default() }
    }

    /// The level that the method states for all intervals.
    pub(super) fn level(&self) -> Option<f64> {
        self.method.iter().find(|fact| fact.column.kind() == super::Kind::Level).and_then(|fact| fact.value.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_fips_180_4() {
        // NIST, SHA-256 examples: the message "abc" and the empty message.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
