//! Lines whose intervals at one place would cover each other stand aside of it: no further than it takes, and each line by the same
//! distance at all places.

/// What a line covers at one place along the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cover {
    /// The place.
    pub at: f64,
    /// One end of its interval, in any unit.
    pub from: f64,
    /// The other, not smaller.
    pub to: f64,
}

/// Less than this would be seen as a slip of the pen.
const LEAST: f64 = 0.8;

/// How much room lines have that stand aside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// From one line to the next.
    pub step: f64,
    /// The most that all of one place take.
    pub widest: f64,
    /// The most of the way to the next place that they take, a part of it.
    pub share: f64,
}

/// How far each line stands aside of its places, less than a step where many lines or near places leave it no room; nothing for lines
/// that cover no other.
pub fn asides(lines: &[Vec<Cover>], room: Room) -> Vec<f64> {
    let meet =
        |a: usize, b: usize| a != b && lines[a].iter().any(|one| lines[b].iter().any(|other| covers(one, other)));
    let mut slots: Vec<usize> = Vec::with_capacity(lines.len());
    for line in 0..lines.len() {
        let free = |slot: &usize| (0..line).all(|other| slots[other] != *slot || !meet(line, other));
        slots.push((0..).find(free).unwrap_or(line));
    }
    let count = slots.iter().max().map_or(1, |most| most + 1);
    let step = room.step.min(room.widest / count as f64).min(room.share * nearest(lines) / count as f64);
    let middle = (count - 1) as f64 / 2.0;
    let aside = |line: usize| {
        let alone = (0..lines.len()).all(|other| !meet(line, other));
        if alone || step < LEAST { 0.0 } else { (slots[line] as f64 - middle) * step }
    };
    (0..lines.len()).map(aside).collect()
}

/// Whether one covers the other by more than the end of an interval.
fn covers(one: &Cover, other: &Cover) -> bool {
    const END: f64 = 0.25;
    let common = one.to.min(other.to) - one.from.max(other.from);
    (one.at - other.at).abs() < 1e-6 && common > END * (one.to - one.from).min(other.to - other.from)
}

/// The least distance between two places.
fn nearest(lines: &[Vec<Cover>]) -> f64 {
    let mut places: Vec<f64> = lines.iter().flatten().map(|cover| cover.at).collect();
    places.sort_by(f64::total_cmp);
    let steps = places.windows(2).map(|pair| pair[1] - pair[0]);
    steps.filter(|step| *step > 1e-6).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { step: 4.0, widest: 20.0, share: 0.3 };

    fn line(spans: &[(f64, f64, f64)]) -> Vec<Cover> {
        spans.iter().map(|&(at, from, to)| Cover { at, from, to }).collect()
    }

    #[test]
    fn lines_that_cover_each_other_part_and_others_stay() {
        let lines = [
            line(&[(0.0, 0.0, 10.0), (100.0, 0.0, 10.0)]),
            line(&[(0.0, 5.0, 15.0), (100.0, 20.0, 30.0)]),
            line(&[(0.0, 40.0, 50.0), (100.0, 40.0, 50.0)]),
        ];
        assert_eq!(asides(&lines, ROOM), [-2.0, 2.0, 0.0]);
        assert_eq!(asides(&lines, Room { widest: 6.0, ..ROOM }), [-1.5, 1.5, 0.0], "no wider than all may be");
    }

    #[test]
    fn a_line_that_covers_one_neighbour_shares_the_place_of_another() {
        let lines = [line(&[(0.0, 0.0, 10.0)]), line(&[(0.0, 6.0, 16.0)]), line(&[(0.0, 12.0, 22.0)])];
        assert_eq!(asides(&lines, ROOM), [-2.0, 2.0, -2.0]);
    }

    #[test]
    fn lines_stay_nearer_to_their_place_than_to_the_next() {
        let lines = [line(&[(0.0, 0.0, 9.0), (10.0, 0.0, 9.0)]), line(&[(0.0, 0.0, 9.0), (10.0, 0.0, 9.0)])];
        assert_eq!(asides(&lines, ROOM), [-0.75, 0.75]);
        assert_eq!(asides(&lines, Room { share: 0.1, ..ROOM }), [0.0, 0.0], "too little to be seen");
        let ends = [line(&[(0.0, 0.0, 10.0)]), line(&[(0.0, 8.0, 18.0)])];
        assert_eq!(asides(&ends, ROOM), [0.0, 0.0], "ends of intervals may touch");
    }
}
