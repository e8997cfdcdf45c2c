//! The options of every act, defined once: flags of a command and keys of a study file are the same structs. One file for each act, and
//! one for each group of options that acts share.

mod basis;
mod compare;
mod design;
mod estimate;
mod precision;
mod selection;
mod statistic;
mod trend;

pub use super::spec::SetOf;
pub use basis::PublishedBasis;
pub use compare::CompareOptions;
pub use design::DesignFlags;
pub use estimate::EstimateOptions;
pub use precision::Precision;
pub use selection::Selection;
pub use statistic::Statistic;
pub use trend::TrendOptions;

use super::StudyError;

/// The first of some options that does nothing, as an error.
fn no_effect(options: &[(&str, bool)], place: &str) -> Result<(), StudyError> {
    match options.iter().find(|(_, idle)| *idle) {
        Some((option, _)) => Err(StudyError::Usage(format!("{option} has no effect {place}: leave it out"))),
        None => Ok(()),
    }
}
