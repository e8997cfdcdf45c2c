//! Numbers that look like codes for no answer though nobody declared them: 99 on a scale of 0 to 10.

use std::collections::BTreeSet;

/// From the least to the greatest answer of a scale, at most.
const SCALE: f64 = 10.0;

/// Different whole numbers that others, such as ages and years, have at most.
const VARIOUS: usize = 128;

/// How often a code stands at least beside others wider than a scale.
const OFTEN: u64 = 3;

/// A number so far from the others that it is hardly one of them, as codes are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The number.
    pub code: f64,
    /// How often it stands.
    pub count: u64,
}

/// What looks like a code among some numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspects {
    /// In order.
    pub codes: Vec<Suspect>,
    /// The least and the greatest of the other numbers.
    pub others: (f64, f64),
}

/// The usual codes (−1 to −9; 77, 88, 97, 98, 99, 999 and such) among `numbers` (each with how often it stands; the same may come again)
/// that lie farther from all others than those lie apart or from zero. The others are whole numbers with few gaps, as those of a scale, and
/// not rarer than the codes; beside more than a scale, such as ages, a code stands three times or more. NaN is skipped.
pub fn looks_missing(numbers: impl Iterator<Item = (f64, u64)> + Clone) -> Option<Suspects> {
    let mut codes: Vec<Suspect> = Vec::new();
    for (code, count) in numbers.clone().filter(|(number, _)| is_usual(*number)) {
        match codes.iter_mut().find(|known| known.code == code) {
            Some(known) => known.count += count,
            None => codes.push(Suspect { code, count }),
        }
    }
    if codes.is_empty() {
        return None;
    }
    let Others { mut low, mut high, count } = Others::of(numbers.filter(|(number, _)| !is_usual(*number)))?;
    let is_various = high - low > SCALE;
    let is_answer = |number: f64| (low..=high).contains(&number);
    // Numbers near the others or opposite to one are of their kind, and make room for the next: a scale of −5 to 5 has no codes.
    let (opposites, mut rest): (Vec<_>, Vec<_>) = codes.into_iter().partition(|suspect| is_answer(-suspect.code));
    for Suspect { code, .. } in opposites {
        (low, high) = (low.min(code), high.max(code));
    }
    let distance = |code: f64, low: f64, high: f64| (code - high).max(low - code);
    rest.sort_by(|a, b| distance(a.code, low, high).total_cmp(&distance(b.code, low, high)));
    rest.retain(|suspect| {
        let is_far = distance(suspect.code, low, high) > (high - low).max(low.abs()).max(high.abs());
        if !is_far {
            (low, high) = (low.min(suspect.code), high.max(suspect.code));
        }
        is_far && (!is_various || suspect.count >= OFTEN)
    });
    rest.sort_by(|a, b| a.code.total_cmp(&b.code));
    let is_rarer = rest.iter().map(|suspect| suspect.count).sum::<u64>() <= count;
    (!rest.is_empty() && is_rarer).then_some(Suspects { codes: rest, others: (low, high) })
}

/// Whole numbers that fill more than half of the places between the least and the greatest.
struct Others {
    low: f64,
    high: f64,
    /// How many stand.
    count: u64,
}

impl Others {
    fn of(numbers: impl Iterator<Item = (f64, u64)>) -> Option<Self> {
        let (mut seen, mut count) = (BTreeSet::new(), 0);
        for (number, times) in numbers.filter(|(number, _)| number.is_finite()) {
            if number != number.trunc() || number.abs() > 1e9 || seen.len() > VARIOUS {
                return None;
            }
            seen.insert(number as i64);
            count += times;
        }
        let (low, high) = (*seen.first()? as f64, *seen.last()? as f64);
        (low < high && 2.0 * seen.len() as f64 > high - low + 1.0).then_some(Self { low, high, count })
    }
}

/// Whether surveys use a number as a code for no answer.
fn is_usual(number: f64) -> bool {
    let size = number.abs();
    if size != size.trunc() || !(1.0..1e9).contains(&size) {
        return false;
    }
    let size = size as u32;
    if size < 10 {
        return number < 0.0;
    }
    // All digits 7, 8 or 9; the last of nines may be 6, 7 or 8: 97 is "not asked" where 99 is "refused".
    let (rest, last) = (size / 10, size % 10);
    let first = rest % 10;
    let alike = std::iter::successors(Some(rest), |rest| Some(rest / 10)).take_while(|rest| *rest > 0);
    let mut digits = alike.map(|rest| rest % 10);
    digits.all(|digit| digit == first) && (first == last && first >= 7 || first == 9 && (6..=8).contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(numbers: &[f64]) -> Vec<f64> {
        let found = looks_missing(numbers.iter().map(|&number| (number, 1)));
        found.map_or_else(Vec::new, |found| found.codes.iter().map(|suspect| suspect.code).collect())
    }

    fn with(numbers: impl Iterator<Item = i32>, more: &[f64]) -> Vec<f64> {
        numbers.map(f64::from).chain(more.iter().copied()).collect()
    }

    #[test]
    fn codes_far_outside_a_scale_are_seen() {
        assert_eq!(codes(&with(0..=10, &[99.0, 97.0, 88.0, 99.0])), [88.0, 97.0, 99.0]);
        assert_eq!(codes(&with(1..=5, &[-9.0, -8.0])), [-9.0, -8.0]);
        assert_eq!(codes(&with(0..=1, &[-9.0, 99.0])), [-9.0, 99.0]);
        assert_eq!(codes(&with(18..=95, &[999.0])), [] as [f64; 0], "a number alone beside many");
        assert_eq!(codes(&with(18..=95, &[999.0, 999.0, 998.0, 999.0])), [999.0]);
    }

    #[test]
    fn numbers_of_a_kind_with_the_others_are_none() {
        for numbers in [
            with(-5..=5, &[]),
            with(-9..=9, &[]),
            with(-10..=2, &[]),
            with(0..=100, &[]),
            with(18..=97, &[98.0, 99.0]),
            with((1..=50).map(|thousand| 1000 * thousand), &[9999.0, 999.0, -9.0]),
            with(0..=0, &[99.0]),
            vec![99.0, -9.0],
            with(0..=10, &[96.5, f64::NAN, 100.0]),
            with(0..=1, &[-1.0]),
            with(-2..=-1, &[1.0, 2.0]),
            with(-3..=-1, &[1.0, 2.0, 3.0]),
            with(2..=4, &[-1.0, -2.0]),
            vec![20.0, 24.0, 25.0, 29.0, 31.0, 33.0, 38.0, 40.0, 44.0, 45.0, 88.0],
            vec![0.0, 20.0, 35.0, 38.0, 40.0, 88.0, 88.0, 88.0],
            with(0..=20, &[88.0]),
            with((0..=30).map(|tens| 10 * tens), &[777.0, 999.0, 999.0, 999.0]),
            with(1..=2, &[99.0, 99.0, 99.0]),
        ] {
            assert_eq!(codes(&numbers), [] as [f64; 0], "{numbers:?}");
        }
    }
}
