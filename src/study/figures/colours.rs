//! The colours that a study states, as far as they are of what a picture shows.

use super::{Drawn, StudyError};
use crate::chart::colour::Colour;
use crate::chart::{Figures, Row, words};
use crate::study::codebook::StatedColour;

/// The colours of the names in a picture: an answer's where its question is asked about, a level's where its variable makes the groups.
///
/// # Errors
/// [`StudyError`] where one name has two colours: it can be drawn in one only.
pub(super) fn of(
    (chart, kind): (&str, &str),
    of: &[Drawn<'_>],
    figures: &Figures,
) -> Result<Vec<(String, Colour)>, StudyError> {
    // Cells have the hue of their side.
    if kind == "heat" {
        return Ok(Vec::new());
    }
    let shown: Vec<String> = figures.rows.iter().flat_map(Row::names).map(words::capital).collect();
    let mut found: Vec<&StatedColour> = Vec::new();
    for drawn in of {
        let all = &drawn.source.told().colours;
        let is_meant = |stated: &&StatedColour| match stated.of_level {
            true => drawn.found.is_by(&stated.of),
            false => drawn.found.is_about(&stated.of) || is_level(drawn, all, &stated.of),
        };
        for stated in all.iter().filter(is_meant).filter(|stated| shown.contains(&words::capital(&stated.name))) {
            let same = |known: &&&StatedColour| words::capital(&known.name) == words::capital(&stated.name);
            match found.iter().find(same) {
                // A group that is called like an answer stands beside it: the answer has the colour.
                Some(known) if known.of_level == stated.of_level && known.colour != stated.colour => {
                    return Err(two_colours(chart, known, stated));
                }
                Some(_) => {}
                None => found.push(stated),
            }
        }
    }
    Ok(found.into_iter().map(|stated| (stated.name.clone(), stated.colour)).collect())
}

/// Whether a question makes the groups, and no colour is stated of it as a grouping variable.
fn is_level(drawn: &Drawn<'_>, all: &[StatedColour], question: &str) -> bool {
    drawn.found.is_by(question) && !all.iter().any(|stated| stated.of_level && stated.of == question)
}

fn two_colours(chart: &str, first: &StatedColour, second: &StatedColour) -> StudyError {
    let of = |stated: &StatedColour| format!("{} (of {})", stated.colour, stated.of);
    StudyError::Usage(format!(
        "chart {chart}: \"{}\" has two colours, {} and {}, and would be drawn in one: state the same, or draw two charts",
        first.name,
        of(first),
        of(second)
    ))
}
