//! Survey-data and public-opinion statistics: published opinion tables and respondent-level microdata in, design-based estimates
//! with honest intervals, comparisons, trends, charts and reports out.
//!
//! Files become tables, tables become [`uncertainty::Estimates`] that know their joint uncertainty, and everything after that works
//! on estimates alone.

pub mod chart;
pub mod compare;
pub mod engine;
pub mod estimate;
pub mod ingest;
pub mod names;
pub mod num;
pub mod report;
pub mod sample;
pub mod study;
pub mod survey;
pub mod trend;
pub mod uncertainty;

/// The examples of the README are compiled and run with the other tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
