//! What can go wrong with a study, and whose doing it is.

use crate::chart::ChartError;
use crate::compare::CompareError;
use crate::estimate::EstimateError;
use crate::ingest::ReadError;
use crate::names;
use crate::sample::margin::MarginError;
use crate::sample::{DesignError, SampleError};
use crate::trend::TrendError;
use std::path::{Path, PathBuf};

/// Why a study, or one act of it, cannot be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The study file says something wrong.
    #[error("{}:{line}:{column}: {message}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong and what would be right.
        message: String,
    },
    /// A file cannot be opened.
    #[error("{}: {}", path.display(), names::unread(error))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Flags that do not go together or lack something.
    #[error("{0}")]
    Usage(String),
    /// Something asked of a source that it has not.
    #[error("{source_name}: {message}")]
    Asked {
        /// The source.
        source_name: String,
        /// What, and what it has.
        message: String,
    },
    /// A target of weighting that does not fit the levels of its variable.
    #[error("{source_name}: --target {message}")]
    Target {
        /// The source.
        source_name: String,
        /// Of which variable, and what is wrong.
        message: String,
    },
    /// The data cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The sample cannot answer.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// Respondent-level data cannot be read.
    #[error(transparent)]
    Source(#[from] crate::survey::SourceError),
    /// A design does not fit the data.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// A multiple-response set that cannot be made.
    #[error(transparent)]
    Set(#[from] crate::survey::SetError),
    /// A condition that cannot be read.
    #[error(transparent)]
    Expression(#[from] crate::survey::expression::ExpressionError),
    /// A statistic cannot be made.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// Two numbers cannot be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// A trend cannot be fitted.
    #[error(transparent)]
    Trend(#[from] TrendError),
    /// Printed margins make no sense.
    #[error(transparent)]
    Margin(#[from] MarginError),
    /// A chart cannot be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A report cannot be made as asked.
    #[error(transparent)]
    Report(#[from] crate::report::ReportError),
    /// Columns that do not make a Parquet file.
    #[error(transparent)]
    Columns(#[from] crate::ingest::columns::ColumnsError),
    /// An output cannot be written.
    #[error("{} cannot be written: {}", path.display(), names::unread(error))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file is there that topline did not write.
    #[error("{} is there already, and topline replaces only outputs that nobody has changed: choose another name, or overwrite it with --force", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Figures of a file that has rows and no lines.
    #[error("{error}\n  the file has no lines: its columns' names count as line 1, its first row as line 2")]
    InRows {
        /// What is wrong with them.
        error: Box<StudyError>,
    },
    /// A step that failed has ended a run.
    #[error("{error}\n  --keep-going does the other steps all the same")]
    Stopped {
        /// What failed.
        error: Box<StudyError>,
    },
    /// A chart draws on an act that failed.
    #[error("not drawn: it draws on {act}, {why}")]
    Lost {
        /// The act.
        act: String,
        /// Why there is no result of it.
        why: String,
    },
    /// A step of a run failed. Its options are keys of a study, and no flags.
    #[error("{step}: {}", super::keys::instead_of_flags(&error.to_string()))]
    Step {
        /// Its name.
        step: String,
        /// Why.
        error: Box<StudyError>,
    },
}

/// Whose doing an error is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// How it was asked.
    Usage,
    /// The data.
    Data,
    /// The numbers do not come out.
    Numbers,
}

impl StudyError {
    /// The name that was not found, if that is what went wrong.
    pub(super) fn unknown_name(&self) -> Option<&str> {
        match self {
            Self::Sample(SampleError::Unknown { name, .. })
            | Self::Estimate(EstimateError::Sample(SampleError::Unknown { name, .. }))
            | Self::Compare(CompareError::Unknown { name, .. } | CompareError::NoGroups { against: name }) => {
                Some(name)
            }
            Self::Estimate(EstimateError::UnknownAnswer { answer, .. })
            | Self::Compare(CompareError::Estimate(EstimateError::UnknownAnswer { answer, .. })) => Some(answer),
            Self::Compare(
                CompareError::Sample(SampleError::Unknown { name, .. })
                | CompareError::Estimate(EstimateError::Sample(SampleError::Unknown { name, .. })),
            ) => Some(name),
            Self::Design(DesignError::NoColumn { name, .. })
            | Self::Sample(SampleError::Design(DesignError::NoColumn { name, .. })) => Some(name),
            Self::Expression(error) => Some(&error.expression),
            Self::Chart(
                ChartError::Kind { name, .. }
                | ChartError::Theme { name, .. }
                | ChartError::SizeName { name, .. }
                | ChartError::Highlight { name, .. }
                | ChartError::Order { name, .. },
            ) => Some(name),
            Self::Trend(TrendError::UnknownHouse { house, .. }) => Some(house),
            _ => None,
        }
    }

    /// Whose doing it is.
    pub fn blame(&self) -> Blame {
        match self {
            Self::Step { error, .. } | Self::Stopped { error } | Self::InRows { error } => error.blame(),
            // Whoever asks for a name that is not there mistyped it, or meant another file.
            _ if self.unknown_name().is_some() => Blame::Usage,
            Self::File { .. } | Self::Usage(_) | Self::Target { .. } | Self::Exists { .. } | Self::Report(_) => {
                Blame::Usage
            }
            Self::Chart(
                ChartError::Size { .. }
                | ChartError::NoHighlight { .. }
                | ChartError::NoOrder { .. }
                | ChartError::OrderAlone { .. }
                | ChartError::NoApart { .. }
                | ChartError::Apart { .. }
                | ChartError::NotDiverging { .. },
            )
            | Self::Trend(TrendError::Unused { .. } | TrendError::BadSpan { .. }) => Blame::Usage,
            Self::Compare(CompareError::NoScore { .. } | CompareError::TooMany { .. }) | Self::Set(_) => Blame::Usage,
            Self::Estimate(
                EstimateError::NetOfSeveral { .. }
                | EstimateError::NetOverlaps { .. }
                | EstimateError::NetWithinItself { .. }
                | EstimateError::NetIsAnswer { .. }
                | EstimateError::PartsApart { .. }
                | EstimateError::Probability(_),
            ) => Blame::Usage,
            Self::Design(error) | Self::Sample(SampleError::Design(error)) if error.is_of_options() => Blame::Usage,
            // Margins and design effects are stated, not read.
            Self::Margin(error) => {
                if error.is_numerical() {
                    Blame::Numbers
                } else {
                    Blame::Usage
                }
            }
            Self::Trend(error) if error.is_numerical() => Blame::Numbers,
            _ => Blame::Data,
        }
    }
}

/// The error of a file that is not there, with the names beside it that may have been meant; any other error as it is.
pub(super) fn with_near_names(path: &Path, error: std::io::Error) -> std::io::Error {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Some(typed), Ok(entries)) = (path.file_name(), std::fs::read_dir(folder)) else { return error };
    let typed = typed.to_string_lossy();
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    // A link that leads nowhere has just this name.
    names.retain(|name| *name != typed);
    names.sort();
    match names::nearest(&typed, names.iter().map(String::as_str)) {
        Some(meant) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("no such file or folder; did you mean \"{}\"?", path.with_file_name(meant).display());
            std::io::Error::new(error.kind(), message)
        }
        _ => error,
    }
}
