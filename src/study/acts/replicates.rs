//! Replicate weights that are not what is stated of them: their scale is then wrong, and every interval with it.

use super::Found;
use crate::report::Warning;
use crate::study::Source;

/// So many times the respondents, no sample is worth by design; calibration to what hangs together with the answers makes it a few times.
const TOO_MANY: f64 = 20.0;

/// So many times, and there is no variance to speak of: the answers are what the weights are calibrated to, or all the same.
const WITHOUT_VARIANCE: f64 = 1000.0;

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

/// Estimates that are all worth many times their respondents, even the least sure.
fn too_sure(found: &Found) -> Option<String> {
    let Found::Estimates(found) = found else { return None };
    let counts = found.rows.iter().filter_map(|row| row.estimate.base.n.zip(row.estimate.base.n_effective));
    let counts = counts.filter(|(n, effective)| *n >= FEWEST && *effective < WITHOUT_VARIANCE * n);
    let (n, effective) = counts.min_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)))?;
    (effective > TOO_MANY * n).then(|| {
        format!(
            "{n:.0} respondents are worth {effective:.0} of a simple random sample; see that type, scale and rscales are those of the file"
        )
    })
}
