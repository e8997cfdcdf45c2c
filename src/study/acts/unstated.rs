//! What the file tells of its design and nobody stated: a weight that is not used, clusters that are taken as nested. And what is stated
//! and takes something away: scales of 0.

use super::Found;
use crate::report::Warning;
use crate::study::Source;

/// A warning for each.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let Some(respondents) = source.respondents().filter(|_| !matches!(found, Found::Inspection(_))) else {
        return Vec::new();
    };
    let warning = |code: &str, message| Warning { code: code.to_owned(), message, place: None };
    let nested = respondents.learned().takes_as_nested().then(|| {
        let message = "cluster numbers begin again in every stratum, so those of different strata are taken as different clusters: say so with --nested (nested = true)";
        warning("W207", message.to_owned())
    });
    let idle = respondents.idle_weight().filter(|variable| !found.is_about(&variable.name)).map(|variable| {
        let name = &variable.name;
        let message = format!(
            "no weight is stated, and \"{name}\" looks like one: state --weight {name} (weight = \"{name}\") if it is, or --allow W208 if it is not"
        );
        warning("W208", message)
    });
    let left_out = respondents.replicates_left_out();
    let left_out = (!left_out.is_empty()).then(|| warning("W211", of_scale_0(&left_out)));
    nested.into_iter().chain(idle).chain(left_out).collect()
}

fn of_scale_0(replicates: &[&str]) -> String {
    const NAMED: usize = 6;
    let more = if replicates.len() > NAMED { ", …" } else { "" };
    let named = replicates[..replicates.len().min(NAMED)].join(", ");
    let count = replicates.len();
    let (columns, have) = if count == 1 { ("column", "has") } else { ("columns", "have") };
    format!(
        "{count} replicate {columns} {have} scale 0 and add nothing to the variance: {named}{more}. Mend --rscales if that is not meant"
    )
}
