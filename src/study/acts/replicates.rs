//! Replicate weights that are not what is stated of them: their scale is then wrong, and every interval with it.

use super::Found;
use crate::report::Warning;
use crate::study::Source;

/// So many times the respondents, no sample is worth by design.
const TOO_MANY: f64 = 5.0;

/// Fewer respondents may lie alike by chance.
const FEWEST: f64 = 30.0;

/// The warning that weights or estimates contradict the type stated.
pub(super) fn warning(source: &Source, found: &Found) -> Option<Warning> {
    let respondents = source.respondents().filter(|respondents| respondents.has_replicates())?;
    if matches!(found, Found::Inspection(_)) {
        return None;
    }
    let why = respondents.replicates_belie().map(str::to_owned).or_else(|| too_sure(found))?;
    let message =
        format!("replicate weights do not fit --replicate-type: {why}. Intervals may be far too narrow or wide");
    Some(Warning { code: "W213".to_owned(), message, place: None })
}

/// Estimates that are all worth many times their respondents.
fn too_sure(found: &Found) -> Option<String> {
    let Found::Estimates(found) = found else { return None };
    let counts = found.rows.iter().filter_map(|row| row.estimate.base.n.zip(row.estimate.base.n_effective));
    let mut counts: Vec<(f64, f64)> = counts.filter(|(n, _)| *n >= FEWEST).collect();
    counts.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let (n, effective) = *counts.get(counts.len() / 2)?;
    (effective > TOO_MANY * n).then(|| {
        format!(
            "{n:.0} respondents are worth {effective:.0} of a simple random sample; see that type, scale and rscales are those of the file"
        )
    })
}
