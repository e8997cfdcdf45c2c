//! Adjustment (stand-in).
/// a
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Adjustment {
    /// n
    None,
    /// h
    #[default]
    Holm,
}
impl Adjustment {
    /// a
    pub const ALL: [Self; 2] = [Self::None, Self::Holm];
    /// n
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Holm => "holm",
        }
    }
    /// s
    pub fn summary(&self) -> &'static str {
        ""
    }
    /// a
    pub fn adjust(&self, p: &[f64]) -> Vec<f64> {
        p.to_vec()
    }
}
