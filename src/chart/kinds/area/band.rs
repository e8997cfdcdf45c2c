//! The area of one answer, and where in it a text has room.

use crate::chart::drawing::Point;
use crate::chart::layout::Sheet;
use crate::chart::words;

/// One answer over time: its lower and upper edge at every poll, in places of the sheet.
pub(super) struct Band {
    pub(super) xs: Vec<f64>,
    /// Upper edge, above (less than) the lower one.
    pub(super) top: Vec<f64>,
    pub(super) bottom: Vec<f64>,
}

impl Band {
    /// The free height between two places: the lowest upper edge, the highest lower edge.
    pub(super) fn free(&self, from: f64, to: f64) -> (f64, f64) {
        let ends = [from, to].into_iter();
        let polls = self.xs.iter().copied().filter(|x| (from..=to).contains(x));
        let places: Vec<f64> = ends.chain(polls).collect();
        let worst = |edge: &[f64], pick: fn(f64, f64) -> f64, start| {
            places.iter().map(|x| between(&self.xs, edge, *x)).fold(start, pick)
        };
        (worst(&self.top, f64::max, f64::NEG_INFINITY), worst(&self.bottom, f64::min, f64::INFINITY))
    }

    /// The middle of the area at the last poll.
    pub(super) fn last_middle(&self) -> f64 {
        let last = self.xs.len() - 1;
        f64::midpoint(self.top[last], self.bottom[last])
    }

    /// Where the name of the answer has room, clear of the first value with its interval.
    pub(super) fn place_of(&self, sheet: &Sheet<'_>, name: &str) -> Option<Point> {
        let style = sheet.plain().strong();
        let first = sheet.width_of("100%", style) + sheet.width_of("88.8–88.8", sheet.small());
        let reach = (self.xs[0] + first + 18.0, self.xs[self.xs.len() - 1] - 8.0);
        self.roomiest(sheet.width_of(&words::capital(name), style), style.size * 1.5, reach)
    }

    /// The middle of a place for a text of some width between two places, if one has `height`: where the area is thickest, or nearly, and
    /// there as near to the middle as may be.
    fn roomiest(&self, width: f64, height: f64, (from, to): (f64, f64)) -> Option<(f64, f64)> {
        const TRIED: usize = 60;
        const NEARLY: f64 = 0.85;
        let step = (to - from - width) / TRIED as f64;
        let places = (0..=TRIED).filter(|_| step > 0.0).map(|at| from + at as f64 * step);
        let free = |left: f64| {
            let (top, bottom) = self.free(left - 4.0, left + width + 4.0);
            (bottom - top, (left + width / 2.0, f64::midpoint(top, bottom)))
        };
        let centre = f64::midpoint(from, to);
        let rooms: Vec<(f64, (f64, f64))> = places.map(free).collect();
        let most = rooms.iter().map(|(room, _)| *room).fold(0.0, f64::max);
        let thick = rooms.into_iter().filter(|(room, _)| *room >= height && *room >= NEARLY * most);
        thick.map(|(_, place)| place).min_by(|a, b| (a.0 - centre).abs().total_cmp(&(b.0 - centre).abs()))
    }
}

/// The height of a line through `ys` at `xs`, in a place between the first and the last.
fn between(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let after = xs.partition_point(|known| *known < x).clamp(1, xs.len() - 1);
    let part = ((x - xs[after - 1]) / (xs[after] - xs[after - 1])).clamp(0.0, 1.0);
    ys[after - 1] + part * (ys[after] - ys[after - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An area 100 wide that is 10 high at its ends and 40 in its middle.
    fn spindle() -> Band {
        Band { xs: vec![0.0, 50.0, 100.0], top: vec![45.0, 30.0, 45.0], bottom: vec![55.0, 70.0, 55.0] }
    }

    #[test]
    fn the_free_height_is_that_of_the_narrowest_place() {
        assert_eq!(spindle().free(0.0, 100.0), (45.0, 55.0));
        assert_eq!(spindle().free(25.0, 60.0), (37.5, 62.5));
    }

    #[test]
    fn a_text_stands_where_it_has_room_or_nowhere() {
        let (x, y) = spindle().roomiest(20.0, 20.0, (0.0, 100.0)).unwrap();
        assert!((x - 50.0).abs() < 2.0 && (y - 50.0).abs() < 2.0, "{x} {y}");
        assert_eq!(spindle().roomiest(20.0, 39.0, (0.0, 100.0)), None);
        assert_eq!(spindle().roomiest(120.0, 1.0, (0.0, 100.0)), None);
    }
}
