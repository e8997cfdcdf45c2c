//! Replicate weights: which columns, and the scales of their squares: V = scale · Σ rscaleᵣ (θᵣ − c)² (Wolter 2007).

use super::design::{column_names, words};
use super::error::DesignError;
use super::options::{DesignOptions, ReplicateType};
use crate::names;
use crate::survey::{Kind, Source};
use crate::uncertainty::About;

/// Replicate columns with their scales; columns of scale 0 are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Replicates {
    pub(super) columns: Vec<usize>,
    pub(super) scales: Vec<f64>,
    pub(super) about: About,
    /// Columns are factors of the weight.
    pub(super) factors: bool,
    /// Weights may lie below 0: so do some that are made by successive differences.
    pub(super) signed: bool,
}

impl Replicates {
    pub(super) fn new(pattern: &str, options: &DesignOptions, source: &dyn Source) -> Result<Self, DesignError> {
        let Some(kind) = options.replicate_type else {
            return fail(
                "say how the replicates were made: --replicate-type brr, fay, jk1, jkn, jk2, bootstrap, sdr or other",
            );
        };
        let columns = columns(pattern, source)?;
        check(kind, options, columns.len())?;
        let scale = scale(kind, options, columns.len() as f64)?;
        let rscale = |at| options.rscales.get(at).copied().unwrap_or(1.0);
        let scales: Vec<f64> = (0..columns.len()).map(|at| scale * rscale(at)).collect();
        let (columns, scales) = columns.into_iter().zip(scales).filter(|(_, scale)| *scale > 0.0).unzip();
        let columns: Vec<usize> = columns;
        if columns.len() < 2 {
            return fail(
                "the scales leave fewer than two replicates, which gives no variance: scales of 0 take a replicate out",
            );
        }
        let about = if options.mse.unwrap_or(false) { About::Estimate } else { About::Mean };
        let signed = matches!(kind, ReplicateType::Sdr | ReplicateType::Other);
        Ok(Self { columns, scales, about, factors: !options.combined.unwrap_or(true), signed })
    }
}

fn fail<T>(message: &str) -> Result<T, DesignError> {
    Err(DesignError::Options(message.to_owned()))
}

fn check(kind: ReplicateType, options: &DesignOptions, count: usize) -> Result<(), DesignError> {
    if !options.rscales.is_empty() && options.rscales.len() != count {
        return Err(DesignError::Rscales { scales: options.rscales.len(), replicates: count });
    }
    let bad = |scale: &f64| !scale.is_finite() || *scale < 0.0;
    if options.scale.iter().chain(&options.rscales).any(bad) {
        return fail("scale and rscales are numbers of at least 0");
    }
    if options.fay_rho.is_some() && kind != ReplicateType::Fay {
        return fail("fay-rho has an effect with --replicate-type fay only");
    }
    let fixed = matches!(kind, ReplicateType::Brr | ReplicateType::Fay | ReplicateType::Jk2 | ReplicateType::Sdr);
    if fixed && (options.scale.is_some() || !options.rscales.is_empty()) {
        return fail(
            "brr, fay, jk2 and sdr fix their scales: leave out scale and rscales, or choose --replicate-type other",
        );
    }
    Ok(())
}

/// The factor of the whole sum that goes with the type, unless stated.
fn scale(kind: ReplicateType, options: &DesignOptions, count: f64) -> Result<f64, DesignError> {
    let usual = match kind {
        ReplicateType::Brr => 1.0 / count,
        ReplicateType::Fay => match options.fay_rho {
            Some(rho) if (0.0..1.0).contains(&rho) => 1.0 / (count * (1.0 - rho) * (1.0 - rho)),
            _ => return fail("fay needs its ρ, at least 0 and below 1: --fay-rho .3"),
        },
        ReplicateType::Jk1 => (count - 1.0) / count,
        ReplicateType::Jkn if options.rscales.is_empty() => {
            return fail("jkn needs (n − 1)/n of every replicate's stratum: --rscales FILE or --rscales a,b,…");
        }
        ReplicateType::Jkn | ReplicateType::Jk2 => 1.0,
        ReplicateType::Bootstrap => 1.0 / (count - 1.0),
        ReplicateType::Sdr => 4.0 / count,
        ReplicateType::Other => match options.scale {
            Some(scale) => scale,
            None => {
                return fail("replicates of type other need their scale: --scale X, and --rscales where they differ");
            }
        },
    };
    Ok(options.scale.unwrap_or(usual))
}

/// The columns that `pattern` names, in the order of the file for a `*`, else as listed.
fn columns(pattern: &str, source: &dyn Source) -> Result<Vec<usize>, DesignError> {
    let mut found: Vec<usize> = Vec::new();
    for one in pattern.split(',').map(str::trim) {
        let matching = source.variables().iter().enumerate().filter(|(_, variable)| names::fits(one, &variable.name));
        let before = found.len();
        found.extend(matching.map(|(place, _)| place));
        if found.len() == before {
            let hint = names::hint(one, column_names(source));
            return Err(DesignError::NoReplicates { file: source.name().to_owned(), pattern: one.to_owned(), hint });
        }
    }
    if let Some((_, &twice)) = found.iter().enumerate().find(|(at, place)| found[..*at].contains(place)) {
        let name = &source.variables()[twice].name;
        return fail(&format!("the replicate column \"{name}\" is named twice in \"{pattern}\""));
    }
    if found.len() < 2 {
        return fail("one replicate column gives no variance: two at least are needed");
    }
    match found.iter().find(|&&place| source.variables()[place].kind == Kind::Text) {
        Some(&place) => Err(words(source, "replicate weight", place)),
        None => Ok(found),
    }
}
