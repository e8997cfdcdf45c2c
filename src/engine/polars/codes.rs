//! Keys as dense integer codes: every combination of the values of some columns that occurs in a chunk gets a number.

use crate::survey::{Column, MISSING, NO_WHOLE};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Tables up to this many places are looked up directly; above, combinations are sorted.
const DIRECT: u64 = 1 << 22;

/// Tables up to this many places stay in the processor's cache and need no thought.
const NESTED: u64 = 1 << 16;

/// Memory kept between chunks: the direct table, [`MISSING`] everywhere when not in use.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    table: Vec<u32>,
}

impl Scratch {
    /// The first `places` of the direct table.
    fn table(&mut self, places: u64) -> &mut [u32] {
        if self.table.len() < places as usize {
            self.table.resize(places as usize, MISSING);
        }
        &mut self.table[..places as usize]
    }
}

/// The group of every row ([`MISSING`]: none) and the first row of every group.
#[derive(Debug)]
pub(super) struct Grouping {
    pub(super) codes: Vec<u32>,
    pub(super) first: Vec<u32>,
}

/// Codes below a bound, not necessarily all in use.
struct Coded {
    codes: Vec<u32>,
    bound: u64,
    /// The first row of every code, where all are known to be in use.
    first: Option<Vec<u32>>,
}

impl Coded {
    fn new(codes: Vec<u32>, bound: u64) -> Self {
        Self { codes, bound, first: None }
    }
}

/// Codes in memory with room for a power of two of them, so that a shorter chunk finds what a longer one gave back.
fn roomy(codes: impl ExactSizeIterator<Item = u32>) -> Vec<u32> {
    let mut all = Vec::with_capacity(codes.len().next_power_of_two());
    all.extend(codes);
    all
}

/// Groups rows by the combination of values in `columns`; a row with a missing value has no group, unless the column is the last and
/// `keep_missing`.
pub(super) fn group(rows: usize, columns: &[&Column], keep_missing: bool, scratch: &mut Scratch) -> Grouping {
    let mut all = None;
    for (place, column) in columns.iter().enumerate() {
        let mut next = code(column);
        if keep_missing && place + 1 == columns.len() {
            let missing = next.bound as u32;
            next.codes.iter_mut().filter(|code| **code == MISSING).for_each(|code| *code = missing);
            next.bound += 1;
        }
        all = Some(match all {
            Some(all) => both(all, (&next.codes, next.bound), scratch),
            None => next,
        });
    }
    compress(all.unwrap_or_else(|| Coded::new(roomy(std::iter::repeat_n(0, rows)), 1)), scratch)
}

/// Groups rows by the pair of two groupings; a row without a group in one has none.
pub(super) fn cross(a: &Grouping, b: &Grouping, inside: impl Fn(usize) -> bool, scratch: &mut Scratch) -> Grouping {
    let codes = a.codes.iter().enumerate().map(|(row, &code)| if inside(row) { code } else { MISSING });
    let a = Coded::new(roomy(codes), a.first.len() as u64);
    let all = both(a, (&b.codes, b.first.len() as u64), scratch);
    compress(all, scratch)
}

fn both(mut a: Coded, (b, bound): (&[u32], u64), scratch: &mut Scratch) -> Coded {
    if a.bound * bound > NESTED && is_nested(&a.codes, (b, bound)) {
        let outside = a.codes.iter().map(|&code| code == MISSING);
        let codes = b.iter().zip(outside).map(|(&with, outside)| if outside { MISSING } else { with });
        return Coded::new(roomy(codes), bound);
    }
    if a.bound * bound > DIRECT {
        let grouping = compress(a, scratch);
        a = Coded::new(grouping.codes, grouping.first.len() as u64);
    }
    if a.bound * bound > DIRECT {
        return sorted_pairs(&a.codes, b);
    }
    for (code, &with) in a.codes.iter_mut().zip(b) {
        let missing = *code == MISSING || with == MISSING;
        *code = if missing { MISSING } else { *code * bound as u32 + with };
    }
    Coded::new(a.codes, a.bound * bound)
}

/// Whether `b` never stands with two values of `a`, as clusters lie in one stratum each: then `b` alone tells the pairs apart.
fn is_nested(a: &[u32], (b, bound): (&[u32], u64)) -> bool {
    let mut with = vec![MISSING; bound as usize];
    a.iter().zip(b).filter(|(a, b)| **a != MISSING && **b != MISSING).all(|(&a, &b)| {
        let with = &mut with[b as usize];
        if *with == MISSING {
            *with = a;
        }
        *with == a
    })
}

/// Numbers the pairs that occur, in their order.
fn sorted_pairs(a: &[u32], b: &[u32]) -> Coded {
    let pair = |row: u32| (a[row as usize], b[row as usize]);
    let whole = |row: &u32| pair(*row).0 != MISSING && pair(*row).1 != MISSING;
    let by_second = counted((0..a.len() as u32).filter(whole).collect(), |row| pair(*row).1);
    let order = counted(by_second, |row| pair(*row).0);
    let mut codes = vec![MISSING; a.len()];
    let mut first = Vec::new();
    for same in order.chunk_by(|&one, &other| pair(one) == pair(other)) {
        same.iter().for_each(|&row| codes[row as usize] = first.len() as u32);
        first.push(same[0]);
    }
    Coded { codes, bound: first.len() as u64, first: Some(first) }
}

/// The same places by `key`, those of one key as they were: sorting by counting (Knuth 1973, 5.2), as keys are small numbers.
fn counted(places: Vec<u32>, key: impl Fn(&u32) -> u32) -> Vec<u32> {
    let mut starts: Vec<u32> = vec![0; places.iter().map(&key).max().map_or(0, |most| most as usize + 2)];
    places.iter().for_each(|place| starts[key(place) as usize + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut sorted = vec![0; places.len()];
    for place in places {
        let next = &mut starts[key(&place) as usize];
        sorted[*next as usize] = place;
        *next += 1;
    }
    sorted
}

/// Numbers the codes in use from 0: in their own order, so that sums of one cell stand together, or where that would be a long way
/// through codes not in use in the order of rows.
fn compress(coded: Coded, scratch: &mut Scratch) -> Grouping {
    if let Some(first) = coded.first {
        return Grouping { codes: coded.codes, first };
    }
    if coded.bound <= 2 * coded.codes.len() as u64 {
        return in_order(coded, scratch);
    }
    let Coded { mut codes, bound, .. } = coded;
    let mut first: Vec<u32> = Vec::new();
    if bound > DIRECT {
        let mut numbers: HashMap<u64, u32, Fast> = HashMap::default();
        for (row, code) in codes.iter_mut().enumerate().filter(|(_, code)| **code != MISSING) {
            *code = *numbers.entry(u64::from(*code)).or_insert_with(|| {
                first.push(row as u32);
                first.len() as u32 - 1
            });
        }
        return Grouping { codes, first };
    }
    let table = scratch.table(bound);
    let mut used = Vec::new();
    for (row, code) in codes.iter_mut().enumerate() {
        if *code == MISSING {
            continue;
        }
        let number = &mut table[*code as usize];
        if *number == MISSING {
            *number = first.len() as u32;
            first.push(row as u32);
            used.push(*code);
        }
        *code = *number;
    }
    used.into_iter().for_each(|code| table[code as usize] = MISSING);
    Grouping { codes, first }
}

fn in_order(Coded { mut codes, bound, .. }: Coded, scratch: &mut Scratch) -> Grouping {
    let table = scratch.table(bound);
    for (row, &code) in (0..).zip(&codes).filter(|(_, code)| **code != MISSING) {
        let first = &mut table[code as usize];
        *first = row.min(*first);
    }
    let mut first = Vec::new();
    for place in table.iter_mut().filter(|place| **place != MISSING) {
        first.push(std::mem::replace(place, first.len() as u32));
    }
    codes.iter_mut().filter(|code| **code != MISSING).for_each(|code| *code = table[*code as usize]);
    table.fill(MISSING);
    Grouping { codes, first }
}

/// Codes of one column: whole numbers near each other by their distance from the least, others in the order of rows.
fn code(column: &Column) -> Coded {
    match column {
        Column::Text { codes, levels } => Coded::new(roomy(codes.iter().copied()), levels.len() as u64),
        Column::Numbers(values) => near(values).unwrap_or_else(|| hashed(values)),
        Column::Whole(values) => near_whole(values).unwrap_or_else(|| hashed(&column.numbers().unwrap_or_default())),
    }
}

fn near(values: &[f64]) -> Option<Coded> {
    let (mut low, mut high, mut whole) = (f64::INFINITY, f64::NEG_INFINITY, true);
    for &value in values {
        low = if value < low { value } else { low };
        high = if value > high { value } else { high };
        // Numbers beyond 32 bits are told by the range below.
        whole &= value.is_nan() | (f64::from(value as i32) == value);
    }
    if low > high {
        return Some(Coded::new(vec![MISSING; values.len()], 0));
    }
    if !whole || high - low >= 65_536.0 {
        return None;
    }
    let code = |&value: &f64| if value.is_nan() { MISSING } else { (value as i32 - low as i32) as u32 };
    Some(Coded::new(roomy(values.iter().map(code)), (high - low) as u64 + 1))
}

fn near_whole(values: &[i32]) -> Option<Coded> {
    let wider = |(low, high): (i32, i32), &value: &i32| {
        let above = if value == NO_WHOLE { i32::MAX } else { value };
        (low.min(above), high.max(value))
    };
    let (low, high) = values.iter().fold((i32::MAX, NO_WHOLE), wider);
    if high == NO_WHOLE {
        return Some(Coded::new(vec![MISSING; values.len()], 0));
    }
    let range = i64::from(high) - i64::from(low);
    if range >= 65_536 {
        return None;
    }
    let code = |&value: &i32| if value == NO_WHOLE { MISSING } else { value.wrapping_sub(low) as u32 };
    Some(Coded::new(roomy(values.iter().map(code)), range as u64 + 1))
}

fn hashed(values: &[f64]) -> Coded {
    let mut numbers: HashMap<u64, u32, Fast> = HashMap::default();
    let mut number = |&value: &f64| {
        let fresh = numbers.len() as u32;
        // Adding 0 makes −0 the key of 0.
        if value.is_nan() { MISSING } else { *numbers.entry((value + 0.0).to_bits()).or_insert(fresh) }
    };
    let codes = roomy(values.iter().map(&mut number));
    Coded::new(codes, numbers.len() as u64)
}

/// Hash maps keyed by whole numbers of our own making.
pub(super) type Fast = BuildHasherDefault<Multiply>;

/// Fibonacci hashing (Knuth 1973, 6.4): the upper half of a product, folded down.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, value: u64) {
        let product = u128::from(self.0 ^ value) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Value;
    use proptest::prelude::*;

    /// What a grouping says of every row, in values: nothing, or the combination of its group's first row.
    fn told(grouping: &Grouping, columns: &[&Column]) -> Vec<Option<Vec<Value>>> {
        let key = |row: u32| columns.iter().map(|column| column.value(row as usize)).collect();
        let of = |&code: &u32| (code != MISSING).then(|| key(grouping.first[code as usize]));
        grouping.codes.iter().map(of).collect()
    }

    fn wanted(columns: &[&Column]) -> Vec<Option<Vec<Value>>> {
        let key = |row: usize| columns.iter().map(|column| column.value(row)).collect::<Vec<Value>>();
        (0..columns[0].len()).map(|row| Some(key(row)).filter(|key| !key.contains(&Value::Missing))).collect()
    }

    #[test]
    fn whole_numbers_at_their_limits_are_kept_apart() {
        for values in [
            vec![i32::MIN + 1, i32::MAX, NO_WHOLE, -1, 0, i32::MAX],
            vec![-5, 65_530, 65_530, NO_WHOLE, -5],
            vec![-5, 65_531, 65_531, NO_WHOLE, -5],
            vec![NO_WHOLE; 3],
        ] {
            let column = Column::Whole(values.into());
            let grouping = group(column.len(), &[&column], false, &mut Scratch::default());
            assert_eq!(told(&grouping, &[&column]), wanted(&[&column]));
        }
    }

    #[test]
    fn clusters_in_strata_need_no_table_of_both() {
        let rows = 30_000;
        let strata = Column::Whole((0..rows).map(|row| row % 3_000 / 30).collect());
        let nested = Column::Whole((0..rows).map(|row| if row == 7 { NO_WHOLE } else { row % 3_000 }).collect());
        let strewn = Column::Whole((0..rows).map(|row| row % 2_999).collect());
        for clusters in [&nested, &strewn] {
            let columns = [&strata, clusters];
            let grouping = group(rows as usize, &columns, false, &mut Scratch::default());
            assert_eq!(told(&grouping, &columns), wanted(&columns));
        }
        assert!(is_nested(&code(&strata).codes, (&code(&nested).codes, 3_000)));
        assert!(!is_nested(&code(&strata).codes, (&code(&strewn).codes, 3_000)));
    }

    proptest! {
        #[test]
        fn whole_numbers_are_grouped_as_numbers_are(values in prop::collection::vec((-3..4_i32, 0..3_i32), 1..60)) {
            let a = Column::Whole(values.iter().map(|&(a, _)| if a == 3 { NO_WHOLE } else { a * 40_000 }).collect());
            let b = Column::Whole(values.iter().map(|&(_, b)| b).collect());
            let as_numbers = |column: &Column| Column::Numbers(column.numbers().unwrap().into_owned().into());
            let (c, d) = (as_numbers(&a), as_numbers(&b));
            let whole = group(values.len(), &[&a, &b], false, &mut Scratch::default());
            prop_assert_eq!(told(&whole, &[&a, &b]), wanted(&[&a, &b]));
            let numbers = group(values.len(), &[&c, &d], false, &mut Scratch::default());
            prop_assert_eq!(told(&numbers, &[&c, &d]), wanted(&[&c, &d]));
        }
    }
}
