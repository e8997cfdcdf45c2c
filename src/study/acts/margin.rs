//! `margin`: margins of error from a base, and design effects from printed margins. Needs no data.

use crate::names::Choice;
use crate::report::columns::{margin_columns, printed_margin_columns};
use crate::report::{Block, Document, Meta, Table, Warning};
use crate::sample::margin::{DesignEffect, MarginError, PrintedMargin, Rounding, margin_of};
use crate::study::choices::MarginRoundings;
use crate::study::spec::{MarginSpec, PercentSpec, positive};
use crate::study::{StudyError, margins};
use crate::uncertainty::Level;

/// Options of `margin`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MarginOptions {
    /// Base: the number of respondents
    #[arg(long, value_name = "N", value_parser = positive, allow_negative_numbers = true)]
    pub n: Option<f64>,
    /// Design effect [default: 1, simple random sampling]
    #[arg(long, value_name = "D", value_parser = positive, allow_negative_numbers = true, conflicts_with = "margin")]
    pub deff: Option<f64>,
    /// A printed margin of error, as "50=3.4": at 50 %, 3.4 points, both in per cent; repeatable: gives the design effect behind them
    #[arg(long, value_name = "P=M")]
    pub margin: Vec<MarginSpec>,
    /// How the printed margins were rounded: nearest or up [default: nearest]
    #[arg(long, alias = "margin-rounding", value_name = "HOW", requires = "margin")]
    pub rounding: Option<Choice<MarginRoundings>>,
    /// The share whose margin is wanted, in per cent; repeatable [default: 50]
    #[arg(long = "p", value_name = "PERCENT", conflicts_with = "margin")]
    pub share: Vec<PercentSpec>,
    /// Confidence level, between 0 and 1 [default: 0.95]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
}

/// The margins of a base, or, with printed margins, the design effect behind them.
///
/// # Errors
/// [`StudyError`] without a base, and when no one design effect makes the printed margins.
pub fn margin(options: &MarginOptions) -> Result<Document, StudyError> {
    let level = options.level.unwrap_or(Level::USUAL);
    let Some(n) = options.n else {
        return Err(StudyError::Usage("margins need a base: give --n N".to_owned()));
    };
    let (table, warning) =
        if options.margin.is_empty() { (computed(options, n, level)?, None) } else { printed(options, n, level)? };
    let meta = Meta { verb: "margin".to_owned(), warnings: warning.into_iter().collect(), ..Meta::default() };
    Ok(Document::new("", meta).with(Block::Table(table)))
}

fn computed(options: &MarginOptions, n: f64, level: Level) -> Result<Table, StudyError> {
    if !(n >= 1.0 && n.is_finite()) {
        return Err(MarginError::Base(n).into());
    }
    let deff = DesignEffect::exactly(options.deff.unwrap_or(1.0))?.middle();
    let shares = if options.share.is_empty() { vec![0.5] } else { options.share.iter().map(|p| p.0).collect() };
    let mut table = Table::new("margins", margin_columns());
    for p in shares {
        table.push(vec![n.into(), deff.into(), p.into(), level.get().into(), margin_of(p, n, deff, level).into()]);
    }
    Ok(table)
}

fn printed(options: &MarginOptions, n: f64, level: Level) -> Result<(Table, Option<Warning>), StudyError> {
    let margins: Vec<PrintedMargin> = options.margin.iter().map(|m| m.margin).collect();
    let rounding = options.rounding.map_or(Rounding::Nearest, |choice| *choice.get());
    let deff = DesignEffect::from_schedule(&margins, n, level, rounding)?;
    let (least, most) = deff.n_effective(n);
    let mut table = Table::new("design-effect", printed_margin_columns());
    let values = [n, deff.low(), deff.high(), least, most].map(Into::into);
    table.push(values.into_iter().chain([rounding.name().into()]).collect());
    Ok((table, margins::too_sure(&deff, &options.margin, n, level)))
}
