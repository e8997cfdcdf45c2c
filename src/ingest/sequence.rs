//! Names that stand in an order of their own, whatever a file says of it: numbers, bands of numbers, dates.

use super::dates::period;
use crate::survey::{Period, Range, outside, range_of};

/// Where a name stands among others of its kind. Numbers come before dates, so that any names have one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A number, or a band of numbers.
    Numbers(Range),
    /// A date, or a stretch of dates.
    Dates(Period),
}

/// The rank of a name; none of words.
pub fn rank(name: &str) -> Option<Rank> {
    // Most names are words: without a digit they need not be read.
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    range_of(name).map(Rank::Numbers).or_else(|| period(name).ok().map(Rank::Dates))
}

/// Whether names have an order of their own: all are numbers, or all are dates, but for words for no opinion, and two at least.
pub fn are_ranked<'a>(names: impl IntoIterator<Item = &'a str>) -> bool {
    let on_scale = names.into_iter().filter(|name| outside(name).is_none());
    let ranks: Option<Vec<Rank>> = on_scale.map(rank).collect();
    let kind = |rank: &Rank| matches!(rank, Rank::Numbers(_));
    ranks.is_some_and(|ranks| ranks.len() > 1 && ranks.iter().all(|rank| kind(rank) == kind(&ranks[0])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_bands_and_dates_have_an_order_and_words_have_none() {
        assert!(are_ranked(["3", "10", "Don't know"]));
        assert!(are_ranked(["5–10", "under 5", "18+"]));
        assert!(are_ranked(["2 March 2025", "11 Feb 2025"]));
        assert!(!are_ranked(["3", "some"]) && !are_ranked(["3", "2 March 2025"]) && !are_ranked(["3", "Don't know"]));
        assert!(rank("2 March 2025") > rank("11 Feb 2025") && rank("10") > rank("9"));
    }
}
