//! Respondent-level data: formats, damaged files, errors, laws that hold for any data, replicate weights that were made.

mod damaged;
mod errors;
mod files;
mod formats;
mod laws;
mod quantiles;
mod replicates_made;
mod unlike_r;
