//! Respondent-level data: formats, damaged files, errors, laws that hold for any data, passes, replicate weights that were made.

mod centers;
mod damaged;
mod errors;
mod files;
mod formats;
mod laws;
mod passes;
mod quantiles;
mod replicates_made;
mod unlike_r;
