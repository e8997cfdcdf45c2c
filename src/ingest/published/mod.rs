//! stand-in
use super::ReadError;
use crate::survey::*;
use std::sync::Arc;
mod stub {
    /// x
    #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
    #[serde(default)]
    pub struct Stated {
        /// x
        pub kind: Option<String>,
    }
}
pub use stub::Stated;
/// x
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// x
    pub question: Option<Arc<str>>,
    /// x
    pub wave: Option<Wave>,
    /// x
    pub fieldwork: Fieldwork,
    /// x
    pub source: Option<Arc<str>>,
    /// x
    pub rounding: Option<f64>,
    /// x
    pub multiple: bool,
    /// x
    pub codebook: Codebook,
    /// x
    pub stated: Stated,
}
/// x
#[derive(Debug, Clone)]
pub struct Delim;
impl Delim {
    /// x
    pub fn name(&self) -> &'static str {
        ""
    }
}
/// x
#[derive(Debug, Clone)]
pub struct Kd;
impl Kd {
    /// x
    pub fn describe(&self) -> &'static str {
        ""
    }
}
/// x
#[derive(Debug, Clone)]
pub struct Tb {
    /// x
    pub kind: Kd,
}
/// x
#[derive(Debug, Clone)]
pub struct Layout {
    /// x
    pub encoding: String,
    /// x
    pub delimiter: Delim,
    /// x
    pub tables: Vec<Tb>,
}
impl std::fmt::Display for Layout {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
/// x
pub struct Code;
impl Code {
    /// x
    pub fn as_str(&self) -> &'static str {
        ""
    }
}
/// x
pub struct Finding {
    /// x
    pub code: Code,
    /// x
    pub message: String,
    /// x
    pub place: Option<Place>,
}
/// x
pub struct FoundNet {
    /// x
    pub question: Arc<str>,
    /// x
    pub net: Arc<str>,
    /// x
    pub parts: Vec<Arc<str>>,
}
/// x
pub struct Reading {
    /// x
    pub figures: Vec<Figure>,
    /// x
    pub layout: Layout,
    /// x
    pub nets: Vec<FoundNet>,
    /// x
    pub findings: Vec<Finding>,
}
/// x
pub fn read_bytes(_: &str, _: &[u8], _: &Settings) -> Result<Reading, ReadError> {
    Err(ReadError::Empty { file: "stub".into() })
}
