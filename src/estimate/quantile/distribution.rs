//! A weighted distribution that is sorted only where somebody looks: quantiles need a few places of it, and sorting all of it is most of
//! the work. Halves are split off as in quicksort (Hoare 1961), each with the weight ahead of it, and kept for the next question.

use crate::num::Sum;
use std::cell::RefCell;

/// Stretches up to this length are sorted.
const SHORT: usize = 48;

/// Values that there may be room for between splits.
const MOST_KEPT: usize = 1 << 20;

/// Values with weights above 0; equal values stay in the order they were given.
pub(super) struct Distribution {
    values: Vec<(f64, f64)>,
    /// Where stretches begin, in order: all values of one are at most those of the next.
    stretches: Vec<Stretch>,
    total: f64,
    /// Respondents.
    people: f64,
}

#[derive(Clone, Copy)]
struct Stretch {
    start: usize,
    /// Weight ahead of it.
    before: Sum,
    is_sorted: bool,
}

/// A value with its place among the weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) weight: f64,
    /// Weight ahead of it.
    pub(super) before: f64,
    /// Weight up to and with it.
    pub(super) with: f64,
}

thread_local! {
    /// Room for the upper part of a split.
    static UPPER: RefCell<Vec<(f64, f64)>> = const { RefCell::new(Vec::new()) };
}

impl Distribution {
    /// Of (x, weight), in any order, no x NaN.
    pub(super) fn new(values: Vec<(f64, f64)>) -> Self {
        let total = weight(&values);
        let all = Stretch { start: 0, before: Sum::default(), is_sorted: false };
        let people = values.len() as f64;
        Self { values, stretches: vec![all], total: total.get(), people }
    }

    /// Of (x, how many people gave it).
    pub(super) fn of_frequencies(values: Vec<(f64, f64)>) -> Self {
        let all = Self::new(values);
        Self { people: all.total, ..all }
    }

    pub(super) fn people(&self) -> f64 {
        self.people
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// The value at place `k` of the sorted distribution, k < [`Self::len`].
    pub(super) fn at(&mut self, k: usize) -> Point {
        loop {
            let number = self.stretches.partition_point(|stretch| stretch.start <= k) - 1;
            let Stretch { start, mut before, is_sorted } = self.stretches[number];
            if !is_sorted {
                self.refine(number);
                continue;
            }
            self.values[start..k].iter().for_each(|(_, weight)| before.add(*weight));
            self.remember(number, k, before);
            let (x, weight) = self.values[k];
            let mut with = before;
            with.add(weight);
            return Point { x, weight, before: before.get(), with: with.get() };
        }
    }

    /// All values in order. They are sorted for the first question alone.
    pub(super) fn all(&mut self) -> Vec<Point> {
        if !self.stretches.iter().all(|stretch| stretch.is_sorted) {
            self.values.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.stretches = vec![Stretch { start: 0, before: Sum::default(), is_sorted: true }];
        }
        let mut sum = Sum::default();
        let point = |&(x, weight): &(f64, f64)| {
            let before = sum.get();
            sum.add(weight);
            Point { x, weight, before, with: sum.get() }
        };
        self.values.iter().map(point).collect()
    }

    /// The first place with more than this weight up to and with it, or the last place.
    pub(super) fn above(&mut self, weight: f64) -> usize {
        loop {
            let number = self.stretches.partition_point(|stretch| stretch.before.get() <= weight).max(1) - 1;
            let Stretch { start, mut before, is_sorted } = self.stretches[number];
            if !is_sorted {
                self.refine(number);
                continue;
            }
            let mut found = start;
            while found + 1 < self.values.len() {
                let mut with = before;
                with.add(self.values[found].1);
                if with.get() > weight {
                    break;
                }
                (found, before) = (found + 1, with);
            }
            let end = self.stretches.get(number + 1).map_or(self.values.len(), |next| next.start);
            if found < end {
                self.remember(number, found, before);
            }
            return found;
        }
    }

    /// The first place from which on `is_before` does not hold, looked for in growing steps from `near`: what lies far away need not be
    /// sorted.
    pub(super) fn first_after(&mut self, near: usize, is_before: impl Fn(Point) -> bool) -> usize {
        let (mut low, mut high) = (near, near);
        let mut step = 1;
        while low > 0 && !is_before(self.at(low - 1)) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = 1;
        while high < self.len() && is_before(self.at(high)) {
            high = (high + step).min(self.len());
            step *= 2;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(self.at(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Cuts a long sorted stretch at a place whose weight ahead is known, so that it is not added up again.
    fn remember(&mut self, number: usize, start: usize, before: Sum) {
        if start - self.stretches[number].start > SHORT {
            self.stretches.insert(number + 1, Stretch { start, before, is_sorted: true });
        }
    }

    /// Sorts a short stretch, splits a long one.
    fn refine(&mut self, number: usize) {
        let Stretch { start, mut before, .. } = self.stretches[number];
        let end = self.stretches.get(number + 1).map_or(self.values.len(), |next| next.start);
        let stretch = &mut self.values[start..end];
        if stretch.len() <= SHORT {
            stretch.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.stretches[number].is_sorted = true;
            return;
        }
        let pivot = middle_of_some(stretch);
        let mut lower = split(stretch, |x| x < pivot);
        let is_least = lower == 0;
        if is_least {
            // Those equal to the pivot come first and are in order as they stand.
            lower = split(stretch, |x| x <= pivot);
        }
        if lower < stretch.len() / 16 || (stretch.len() - lower < stretch.len() / 16 && !is_least) {
            // Values that stand so that the pivot halves nothing would be split for ever.
            stretch.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.stretches[number].is_sorted = true;
            return;
        }
        self.stretches[number].is_sorted = is_least;
        if lower < stretch.len() {
            before.merge(weight(&stretch[..lower]));
            self.stretches.insert(number + 1, Stretch { start: start + lower, before, is_sorted: false });
        }
    }
}

/// The median of nine values from all over the stretch.
fn middle_of_some(stretch: &[(f64, f64)]) -> f64 {
    let mut some: [f64; 9] = std::array::from_fn(|k| stretch[(2 * k + 1) * stretch.len() / 18].0);
    some.sort_by(f64::total_cmp);
    some[4]
}

/// Moves those that are `low` to the front, both parts in the order they had; how many they are. Every value is written to both, as a
/// branch that is taken half of the time costs more.
fn split(stretch: &mut [(f64, f64)], low: impl Fn(f64) -> bool) -> usize {
    UPPER.with_borrow_mut(|upper| {
        if upper.len() < stretch.len() {
            upper.resize(stretch.len(), (0.0, 0.0));
        }
        let (mut lower, mut rest) = (0, 0);
        for at in 0..stretch.len() {
            let value = stretch[at];
            let is_low = usize::from(low(value.0));
            stretch[lower] = value;
            upper[rest] = value;
            lower += is_low;
            rest += 1 - is_low;
        }
        stretch[lower..].copy_from_slice(&upper[..rest]);
        if upper.len() > MOST_KEPT {
            *upper = Vec::new();
        }
        lower
    })
}

/// Their weight, on four sums, as one waits for itself.
fn weight(values: &[(f64, f64)]) -> Sum {
    let mut sums = [Sum::default(); 4];
    for four in values.chunks(4) {
        four.iter().zip(&mut sums).for_each(|((_, weight), sum)| sum.add(*weight));
    }
    let [mut all, rest @ ..] = sums;
    rest.into_iter().for_each(|sum| all.merge(sum));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A place that is not the one looked for.
    fn elsewhere(k: usize, count: usize) -> usize {
        (k + count / 3) % count
    }

    /// Nine looks for a pivot find the least of every block, so a split takes next to nothing off.
    #[test]
    fn blocks_that_hide_the_middle_are_sorted() {
        let values: Vec<(f64, f64)> = (0..18).flat_map(|_| (0..20_000).map(|x| (f64::from(x), 1.0))).collect();
        let mut found = Distribution::new(values);
        let middle = found.above(180_000.0);
        assert_eq!(found.at(middle).x, 10_000.0);
        assert!(found.stretches.len() < 10);
    }

    #[test]
    fn all_values_are_sorted_once() {
        let mut found = Distribution::new((0..1000).map(|x| (f64::from(x * 7 % 1000), 1.0)).collect());
        found.at(500);
        let first = found.all();
        assert!(matches!(found.stretches[..], [Stretch { start: 0, is_sorted: true, .. }]));
        assert_eq!(found.all(), first);
        assert_eq!((0..1000).map(|k| found.at(k)).collect::<Vec<_>>(), first);
        assert_eq!(found.all(), first, "cut at places that were asked for, they are in order still");
    }

    proptest! {
        #[test]
        fn every_place_is_that_of_the_sorted_values(
            values in prop::collection::vec((-40..40_i32, 1..1000_u32), 1..400),
            asked in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
        ) {
            let values: Vec<(f64, f64)> = values.iter().map(|&(x, w)| (f64::from(x) / 8.0, f64::from(w) / 7.0)).collect();
            let mut sorted = values.clone();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut found = Distribution::new(values);
            for k in asked.iter().map(|index| index.index(sorted.len())) {
                let sum = |end: usize| {
                    let mut sum = Sum::default();
                    sorted[..end].iter().for_each(|(_, weight)| sum.add(*weight));
                    sum.get()
                };
                let (x, weight) = sorted[k];
                let point = Point { x, weight, before: sum(k), with: sum(k + 1) };
                prop_assert_eq!(found.at(k), point);
                prop_assert_eq!(found.above((point.before + point.with) / 2.0), k);
                prop_assert_eq!(found.first_after(elsewhere(k, sorted.len()), |at| at.with < point.with), k);
                prop_assert_eq!(Distribution::new(sorted.clone()).all()[k], point);
            }
        }
    }
}
