//! A weighted distribution that is sorted only where somebody looks: quantiles need a few places of it, and sorting all of it is most of
//! the work. The values are cut at some of their own (samplesort, Frazer & McKellar 1970); only the weight of each piece is added up until
//! a place in it is asked for. They stay where they were gathered: a piece is copied, the whole is not.

use crate::num::Sum;

/// Values with weights above 0, in the parts they were gathered in.
type Parts = Vec<Vec<(f64, f64)>>;

/// Stretches up to this length are sorted.
const SHORT: usize = 1 << 10;

/// Cuts of a longer one.
const CUTS: usize = 15;

/// Values looked at to find them.
const LOOKS: usize = 8 * (CUTS + 1) - 1;

/// The distribution of some values.
pub(super) struct Distribution {
    stretch: Stretch,
    len: usize,
    total: f64,
    /// Respondents.
    people: f64,
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

/// Some of the values, all those between two.
enum Stretch {
    /// In order; equal values stay in the order they were given.
    Sorted(Vec<Point>),
    /// In pieces, all values of one being less than those of the next.
    Cut { parts: Parts, piece_of: Vec<u8>, pieces: Vec<Piece> },
}

/// The least value of every piece but the first; infinite ones are none.
type Cuts = [f64; CUTS];

struct Piece {
    /// Values of the stretch ahead of it.
    start: usize,
    len: usize,
    /// Weight ahead of it, that ahead of the stretch included.
    before: Sum,
    /// Its values, once somebody has looked.
    stretch: Option<Stretch>,
}

impl Distribution {
    /// Of (x, weight), in any order, no x NaN.
    pub(super) fn new(parts: Parts) -> Self {
        let len = parts.iter().map(Vec::len).sum();
        let (stretch, total) = Stretch::new(parts, Sum::default());
        Self { stretch, len, total: total.get(), people: len as f64 }
    }

    /// Of (x, how many people gave it).
    pub(super) fn of_frequencies(parts: Parts) -> Self {
        let all = Self::new(parts);
        Self { people: all.total, ..all }
    }

    pub(super) fn people(&self) -> f64 {
        self.people
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// The value at place `k` of the sorted distribution, k < [`Self::len`].
    pub(super) fn at(&mut self, k: usize) -> Point {
        self.stretch.at(k)
    }

    /// All values in order. They are sorted for the first question alone.
    pub(super) fn all(&mut self) -> &[Point] {
        self.stretch.all()
    }

    /// The first place with more than this weight up to and with it, or the last place.
    pub(super) fn above(&mut self, weight: f64) -> usize {
        self.stretch.above(weight).min(self.len - 1)
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
}

impl Stretch {
    /// Of values with so much weight ahead of them; and the weight up to and with them.
    fn new(parts: Parts, before: Sum) -> (Self, Sum) {
        let len: usize = parts.iter().map(Vec::len).sum();
        let Some(cuts) = (len > SHORT).then(|| cuts(&parts, len)) else { return sorted(parts.concat(), before) };
        let mut sums = [(0, Sum::default()); CUTS + 1];
        let mut piece_of: Vec<u8> = Vec::with_capacity(len);
        for part in &parts {
            piece_of.extend(part.iter().map(|&(x, weight)| {
                let piece = piece(x, &cuts);
                let (count, sum) = &mut sums[usize::from(piece)];
                *count += 1;
                sum.add(weight);
                piece
            }));
        }
        // Values that hide their order from a few looks, or most of which are alike.
        if sums.iter().any(|(count, _)| *count > len - len / 8) {
            return sorted(parts.concat(), before);
        }
        let (mut start, mut ahead) = (0, before);
        let mut next = |(len, sum): (usize, Sum)| {
            let piece = Piece { start, len, before: ahead, stretch: None };
            start += len;
            ahead.merge(sum);
            piece
        };
        let pieces = sums.map(&mut next).into();
        (Self::Cut { parts, piece_of, pieces }, ahead)
    }

    fn at(&mut self, k: usize) -> Point {
        match self {
            Self::Sorted(points) => points[k],
            Self::Cut { parts, piece_of, pieces } => {
                let number = pieces.partition_point(|piece| piece.start <= k) - 1;
                let start = pieces[number].start;
                pieces[number].look(number, parts, piece_of).at(k - start)
            }
        }
    }

    /// The first place with more than this weight up to and with it, or the end.
    fn above(&mut self, weight: f64) -> usize {
        match self {
            Self::Sorted(points) => points.partition_point(|point| point.with <= weight),
            Self::Cut { parts, piece_of, pieces } => {
                let number = pieces.partition_point(|piece| piece.before.get() <= weight).max(1) - 1;
                pieces[number].start + pieces[number].look(number, parts, piece_of).above(weight)
            }
        }
    }

    fn all(&mut self) -> &[Point] {
        if let Self::Cut { parts, pieces, .. } = self {
            *self = sorted(std::mem::take(parts).concat(), pieces[0].before).0;
        }
        match self {
            Self::Sorted(points) => points,
            Self::Cut { .. } => &[],
        }
    }
}

impl Piece {
    /// Its values, found among those of the stretch on the first look.
    fn look(&mut self, number: usize, parts: &Parts, piece_of: &[u8]) -> &mut Stretch {
        let (before, len) = (self.before, self.len);
        self.stretch.get_or_insert_with(|| {
            let mut own = Vec::with_capacity(len);
            let mut rest = piece_of;
            for part in parts {
                let (pieces, after) = rest.split_at(part.len());
                let mine = part.iter().zip(pieces).filter(|(_, piece)| usize::from(**piece) == number);
                own.extend(mine.map(|(value, _)| *value));
                rest = after;
            }
            Stretch::new(vec![own], before).0
        })
    }
}

/// Which piece a value lies in: cuts that it is not less than.
fn piece(x: f64, cuts: &Cuts) -> u8 {
    cuts.iter().map(|cut| u8::from(x >= *cut)).sum()
}

/// Values that cut some into pieces of about one length; those that are alike cut once, the least of those looked at does not.
fn cuts(parts: &Parts, len: usize) -> Cuts {
    let mut looks: Vec<f64> = (0..LOOKS).map(|look| nth(parts, (2 * look + 1) * len / (2 * LOOKS))).collect();
    looks.sort_by(f64::total_cmp);
    let mut cuts = [f64::INFINITY; CUTS];
    let mut last = looks[0];
    let chosen = looks.iter().skip(LOOKS / (2 * CUTS)).step_by(LOOKS / CUTS).filter(|look| {
        let is_new = **look > last;
        last = **look;
        is_new
    });
    cuts.iter_mut().zip(chosen).for_each(|(cut, look)| *cut = *look);
    cuts
}

/// The value at place `k`, as they stand.
fn nth(parts: &Parts, mut k: usize) -> f64 {
    for part in parts {
        match part.get(k) {
            Some((x, _)) => return *x,
            None => k -= part.len(),
        }
    }
    f64::NAN
}

/// The values in order, and the weight up to and with the last.
fn sorted(mut values: Vec<(f64, f64)>, before: Sum) -> (Stretch, Sum) {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = before;
    let point = |&(x, weight): &(f64, f64)| {
        let before = sum.get();
        sum.add(weight);
        Point { x, weight, before, with: sum.get() }
    };
    (Stretch::Sorted(values.iter().map(point).collect()), sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A place that is not the one looked for.
    fn elsewhere(k: usize, count: usize) -> usize {
        (k + count / 3) % count
    }

    fn is_sorted(found: &Distribution) -> bool {
        matches!(found.stretch, Stretch::Sorted(_))
    }

    #[test]
    fn looks_that_find_the_same_value_everywhere_end() {
        // Blocks with the least value wherever a look falls, and next to nothing but one value.
        let blocks = (0..LOOKS).flat_map(|_| (0..2_001).map(|x| (f64::from((x + 1_001) % 2_001), 1.0)));
        let alike = (0..50_000).map(|at| (if at % 1_000 == 7 { f64::from(at) } else { 3.0 }, 1.0));
        for (values, middle) in [(blocks.collect::<Vec<_>>(), 1_000.0), (alike.collect(), 3.0)] {
            let half = values.len() as f64 / 2.0;
            let mut found = Distribution::new(vec![values]);
            let place = found.above(half);
            assert_eq!(found.at(place).x, middle);
        }
    }

    #[test]
    fn a_look_sorts_a_piece_and_all_values_are_sorted_once() {
        let values: Vec<(f64, f64)> = (0..40_000).map(|x| (f64::from(x * 7 % 40_000), 1.0)).collect();
        let mut found = Distribution::new(values.chunks(999).map(<[_]>::to_vec).collect());
        assert_eq!(found.at(20_000).x, 20_000.0);
        let Stretch::Cut { pieces, .. } = &found.stretch else { panic!("a long stretch is cut") };
        assert_eq!(pieces.iter().filter(|piece| piece.stretch.is_some()).count(), 1);
        let longest = pieces.windows(2).map(|two| two[1].start - two[0].start).max().unwrap();
        assert!(longest < 40_000 / 8, "{longest}");
        let first = found.all().to_vec();
        assert!(is_sorted(&found));
        assert_eq!((0..40_000).map(|k| found.at(k)).collect::<Vec<_>>(), first);
    }

    proptest! {
        #[test]
        fn every_place_is_that_of_the_sorted_values(
            values in prop::collection::vec((-40..40_i32, 1..1000_u32), 1..400),
            copies in prop::sample::select(vec![1, 30]),
            length in 1..900_usize,
            asked in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
        ) {
            let value = |(&(x, w), copy): (&(i32, u32), i32)| (f64::from(x + 81 * (copy % 3)) / 8.0, f64::from(w) / 7.0);
            let values: Vec<(f64, f64)> = (0..copies).flat_map(|copy| values.iter().map(move |one| (one, copy))).map(value).collect();
            let mut sorted = values.clone();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let parts = || values.chunks(length).map(<[_]>::to_vec).collect();
            let mut found = Distribution::new(parts());
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
                prop_assert_eq!(Distribution::new(parts()).all()[k], point);
            }
            prop_assert_eq!(found.above(f64::INFINITY), sorted.len() - 1);
        }
    }
}
