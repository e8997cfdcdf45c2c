//! `margin`: margins of error from a base, and design effects from printed margins. Needs no data.

use crate::report::Table;
use crate::report::columns::{margin_columns, printed_margin_columns};
use crate::sample::margin::{DesignEffect, PrintedMargin, margin_of};
use crate::study::StudyError;
use crate::study::options::PublishedBasis;
use crate::study::spec::PercentSpec;
use crate::uncertainty::Level;
use schemars::JsonSchema;
use serde::Deserialize;

/// Options of `margin`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct MarginOptions {
    /// Base and design effect, or printed margins.
    #[command(flatten)]
    #[serde(flatten)]
    pub basis: PublishedBasis,
    /// The share whose margin is wanted, in per cent; repeatable [default: 50]
    #[arg(long = "p", value_name = "PERCENT")]
    pub share: Vec<PercentSpec>,
    /// Confidence level, between 0 and 1 [default: 0.95]
    #[arg(long, value_name = "LEVEL")]
    #[schemars(with = "Option<f64>")]
    pub level: Option<Level>,
}

/// The margins of a base, or, with printed margins, the design effect behind them.
///
/// # Errors
/// [`StudyError`] without a base, and when no one design effect makes the printed margins.
pub fn margin(options: &MarginOptions) -> Result<Table, StudyError> {
    let level = options.level.unwrap_or(Level::USUAL);
    let Some(n) = options.basis.n else {
        return Err(StudyError::Usage("margins need a base: give --n N".to_owned()));
    };
    if options.basis.margin.is_empty() { Ok(computed(options, n, level)) } else { printed(options, n, level) }
}

fn computed(options: &MarginOptions, n: f64, level: Level) -> Table {
    let deff = options.basis.deff.unwrap_or(1.0);
    let shares = if options.share.is_empty() { vec![0.5] } else { options.share.iter().map(|p| p.0).collect() };
    let mut table = Table::new("margins", margin_columns());
    for p in shares {
        table.push(vec![n.into(), deff.into(), p.into(), level.get().into(), margin_of(p, n, deff, level).into()]);
    }
    table
}

fn printed(options: &MarginOptions, n: f64, level: Level) -> Result<Table, StudyError> {
    let margins: Vec<PrintedMargin> = options.basis.margin.iter().map(|m| m.margin).collect();
    let rounding = options.basis.rounding_of_margins();
    let deff = DesignEffect::from_schedule(&margins, n, level, rounding)?;
    let (least, most) = deff.n_effective(n);
    let mut table = Table::new("design-effect", printed_margin_columns());
    let values = [n, deff.low(), deff.high(), least, most].map(Into::into);
    table.push(values.into_iter().chain([rounding.name().into()]).collect());
    Ok(table)
}
