//! What is in a file, as figures: the weights of respondents, or a printed table with what the reader noticed in it.

mod printed;
mod sums;
mod told;
mod weights;

use crate::chart::Figures;
use crate::study::acts::Inspection;
use crate::study::{Source, StudyError};

/// Figures for a kind of chart.
pub(super) fn figures(source: &Source, found: &Inspection, kind: &str) -> Result<Figures, StudyError> {
    match (kind, source.table(), &found.weighting) {
        ("lint", Some(table), _) => printed::figures(source, table, found),
        ("lint", None, _) => {
            let message =
                "the chart lint needs a published table: these are respondents, of whom `weights` can be drawn";
            Err(StudyError::Usage(message.to_owned()))
        }
        (_, _, Some(_)) if counts_people(source) => {
            let message = "the chart weights needs weights that give some people more say than others: this one counts people (weight-kind frequency), so nothing is weighted; `estimate` draws its shares";
            Err(StudyError::Usage(message.to_owned()))
        }
        (_, _, Some(weighting)) => Ok(weights::figures(source, weighting)),
        (_, Some(_), None) => {
            let message =
                "the chart weights needs respondents: this is a published table, of which `lint` can be drawn";
            Err(StudyError::Usage(message.to_owned()))
        }
        (_, None, None) => {
            let message =
                "the chart weights needs a weight: name its column with --weight, or as weight = \"…\" of the source";
            Err(StudyError::Usage(message.to_owned()))
        }
    }
}

/// Whether the weight of respondents says for how many people a row stands.
fn counts_people(source: &Source) -> bool {
    source.respondents().is_some_and(|respondents| !respondents.stated_design().weighs())
}
