//! Values between the first and the last wave.

use super::intervals::Asides;
use super::{Ink, POINT, Placed};
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::layout::{Axis, Sheet};
use crate::chart::words::{self, Printer};

/// Where fewer than this part of them have room none is printed: numbers here and there say nothing of the rest.
const LEAST_PRINTED: f64 = 0.5;
/// The height of a number, and from the middle of one to its point or the end of its interval.
const HEIGHT: f64 = 16.0;
const AWAY: f64 = 9.0;
/// From the side of a number beside its interval to this, and from its middle to the height of its point.
const BESIDE: f64 = 4.0;
const OFF: f64 = 11.0;
/// How far a line bends upwards at a point whose number stands rather below.
const VALLEY: f64 = 6.0;
/// How far below the plot they may reach.
const LOW: f64 = 6.0;
/// The longest line from a name to its point: one through many others would be lost among them.
const FARTHEST: f64 = 80.0;

/// A number that is to stand by its point.
struct Wanted {
    line: usize,
    at: Point,
    /// From where to where its point and its interval reach.
    reach: (f64, f64),
    /// Its line bends upwards here: there is more room below.
    valley: bool,
    text: String,
    width: f64,
    /// Its line reaches neither the first wave nor the last, and is named here.
    names: bool,
}

impl Wanted {
    /// Where it may stand, the best place first: at the ends of its interval, on the free side, else beside it.
    fn places(&self) -> Vec<Rect> {
        let ((x, y), (top, bottom)) = (self.at, self.reach);
        let place = |x: f64, middle: f64| Rect::new(x - self.width / 2.0, middle - HEIGHT / 2.0, self.width, HEIGHT);
        let mut ends = [place(x, top - AWAY), place(x, bottom + AWAY)];
        let mut ways = [-1.0, 1.0];
        if self.valley {
            ends.reverse();
            ways.reverse();
        }
        let aside = self.width / 2.0 + BESIDE;
        let beside = ways.into_iter().flat_map(|way| [1.0, -1.0].map(|side| place(x + side * aside, y + way * OFF)));
        ends.into_iter().chain(beside).collect()
    }

    /// Places anywhere in the plot, the nearest first: a line leads from them to the point.
    fn far_places(&self, plot: Rect) -> Vec<Rect> {
        const STEP: f64 = 6.0;
        let steps =
            |from: f64, to: f64| (0..).map(move |at| from + STEP * f64::from(at)).take_while(move |at| *at <= to);
        let place = |(x, y): (f64, f64)| Rect::new(x, y, self.width, HEIGHT);
        let across = steps(plot.x, plot.right() - self.width);
        let mut places: Vec<Rect> =
            across.flat_map(|x| steps(plot.y, plot.bottom() + LOW - HEIGHT).map(move |y| (x, y))).map(place).collect();
        let away = |place: &Rect| {
            let to = self.led_to(place)[0];
            (to.0 - self.at.0).hypot(to.1 - self.at.1)
        };
        places.retain(|place| away(place) >= 2.0 * AWAY);
        places.sort_by(|a, b| away(a).total_cmp(&away(b)));
        places
    }

    /// Where a line from its point may meet a place: where it is nearest, else at its sides.
    fn led_to(&self, place: &Rect) -> [Point; 3] {
        let text = place.inset(2.0, 2.0, 2.0, 2.0);
        let y = self.at.1.clamp(text.y, text.bottom());
        [self.at.0.clamp(text.x, text.right()), text.x, text.right()].map(|x| (x, y))
    }
}

/// Values between the ends by their points, where they cover no line, interval, point or other value and are not nearer to another's point;
/// none where most would. Those with the name of their line come first, and a line leads to one that has no room by its point. The footer
/// says how many are left out, and which names.
pub(super) fn draw_values(
    sheet: &mut Sheet<'_>,
    (names, lines, inks): (&[&str], &[Vec<Placed<'_>>], &[Ink]),
    (axis, printer, asides): (&Axis, Printer, &Asides),
    (plot, said): (Rect, &[String]),
) {
    let wanted = wanted(sheet, (names, lines, inks), (axis, printer), plot);
    let mut room = Room { plot, lines, strokes: strokes(lines, axis, asides), placed: Vec::new() };
    // What the footer of a drawing before said stays true: a name that comes and goes with the lines of the footer would be in neither.
    let given_up = |one: &Wanted| {
        let name = words::capital(names[one.line]);
        one.names && said.iter().filter_map(|text| text.split_once(UNNAMED)).any(|(_, list)| list.contains(&name))
    };
    for one in wanted.iter().filter(|one| !given_up(one)) {
        if let Some(place) = room.near(one) {
            room.placed.push((one, place));
        } else if let Some((place, to)) = one.names.then(|| room.far(one)).flatten() {
            let leader = (one.at, to);
            let ink = inks[one.line];
            sheet.series = ink.told.then_some(one.line);
            sheet.line(Role::Leader, vec![leader.0, leader.1], Stroke::new(ink.colour, 1.0));
            room.strokes.push(leader);
            room.placed.push((one, place));
        }
    }
    let mut placed = room.placed;
    if (placed.len() as f64) < LEAST_PRINTED * wanted.len() as f64 {
        placed.retain(|(one, _)| one.names);
    }
    for (one, place) in &placed {
        let style = sheet.plain().coloured(inks[one.line].colour.readable_on(sheet.ground));
        sheet.series = inks[one.line].told.then_some(one.line);
        let role = if one.names { Role::Label } else { Role::Value };
        sheet.write_over(role, place.centre(), Anchor::Middle, style, &one.text);
    }
    sheet.series = None;
    let named = |one: &Wanted| placed.iter().any(|(placed, _)| placed.names && placed.line == one.line);
    let unnamed = wanted.iter().filter(|one| one.names && !named(one)).map(|one| names[one.line]);
    say_left_out(sheet, (placed.len(), wanted.len()), &unnamed.collect::<Vec<_>>());
}

/// Before the names of lines that have no room for them.
const UNNAMED: &str = ", for want of room: ";

/// Notes for the footer how many of all numbers are not printed, and which lines have no name.
fn say_left_out(sheet: &mut Sheet<'_>, (printed, all): (usize, usize), unnamed: &[&str]) {
    let between = "between the first and the last wave";
    match printed {
        _ if printed == all => {}
        0 => sheet.remark(format!("Values {between} are drawn, not printed")),
        _ => sheet.remark(format!("No room for {} of {all} numbers {between}", all - printed)),
    }
    if !unnamed.is_empty() {
        let lines = if unnamed.len() == 1 { "a line without its name" } else { "lines without their names" };
        let unnamed: Vec<String> = unnamed.iter().map(|name| words::capital(name)).collect();
        let unnamed: Vec<&str> = unnamed.iter().map(String::as_str).collect();
        sheet.remark(format!("Drawn as {lines}{UNNAMED}{}", words::list(&unnamed, unnamed.len())));
    }
}

/// Where numbers may stand.
struct Room<'a, 'b> {
    plot: Rect,
    lines: &'a [Vec<Placed<'b>>],
    /// What numbers may not cover: lines, intervals and points.
    strokes: Vec<(Point, Point)>,
    placed: Vec<(&'a Wanted, Rect)>,
}

impl Room<'_, '_> {
    /// A place by the point of a number.
    fn near(&self, one: &Wanted) -> Option<Rect> {
        one.places().into_iter().find(|place| self.is_free(place) && is_nearest(one, place, self.lines))
    }

    /// The nearest place in the plot from where a line leads to the point of a number, through no other point and no text.
    fn far(&self, one: &Wanted) -> Option<(Rect, Point)> {
        // No line leads away from a point that covers its own without touching it.
        let other = |at: &&Point| !around(**at).holds(one.at);
        let points = || self.lines.iter().flatten().map(|(_, at, _)| at).filter(other);
        let leads = |to: &Point| {
            (to.0 - one.at.0).hypot(to.1 - one.at.1) <= FARTHEST
                && !self.placed.iter().any(|(_, text)| text.crossed_by(one.at, *to))
                && !points().any(|at| around(*at).crossed_by(one.at, *to))
        };
        let led = |place: Rect| Some((place, one.led_to(&place).into_iter().find(leads)?));
        one.far_places(self.plot).into_iter().filter(|place| self.is_free(place)).find_map(led)
    }

    fn is_free(&self, place: &Rect) -> bool {
        let meets = |other: &Rect| other.overlap(place).0 > 0.0 && other.overlap(place).1 > 0.0;
        let plot = self.plot;
        place.x >= plot.x
            && place.right() <= plot.right()
            && place.y >= plot.y
            && place.bottom() <= plot.bottom() + LOW
            && !self.strokes.iter().any(|(from, to)| place.crossed_by(*from, *to))
            && !self.placed.iter().any(|(_, other)| meets(other))
    }
}

/// All numbers between the ends, those with names first, then those of lines in front.
fn wanted(
    sheet: &Sheet<'_>,
    (names, lines, inks): (&[&str], &[Vec<Placed<'_>>], &[Ink]),
    (axis, printer): (&Axis, Printer),
    plot: Rect,
) -> Vec<Wanted> {
    let is_between = |x: f64| (plot.x + 1.0..plot.right() - 1.0).contains(&x);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|line| !inks[*line].front);
    let of = |line: usize, at: usize| {
        let (_, (x, y), row) = lines[line][at];
        let nameless = at + 1 == lines[line].len() && lines[line].iter().all(|(_, (x, _), _)| is_between(*x));
        let value = printer.value(row.value?);
        let text = if nameless { format!("{value} {}", words::capital(names[line])) } else { value };
        let reach = row.widest().map_or((y, y), |bounds| (axis.at(bounds.high), axis.at(bounds.low)));
        let beside = [at.checked_sub(1), Some(at + 1)].map(|at| lines[line].get(at?).map(|(_, place, _)| place.1));
        let level = beside.iter().flatten().sum::<f64>() / beside.iter().flatten().count().max(1) as f64;
        let width = sheet.width_of(&text, sheet.plain()) + 4.0;
        let reach = (reach.0.min(y - POINT - 1.0), reach.1.max(y + POINT + 1.0));
        Some(Wanted { line, at: (x, y), reach, valley: y > level + VALLEY, text, width, names: nameless })
    };
    let between = |(line, at): &(usize, usize)| is_between(lines[*line][*at].1.0);
    let points = order.into_iter().flat_map(|line| (0..lines[line].len()).map(move |at| (line, at)));
    let mut wanted: Vec<Wanted> = points.filter(between).filter_map(|(line, at)| of(line, at)).collect();
    wanted.sort_by_key(|one| !one.names);
    wanted
}

/// The room of a point.
fn around((x, y): Point) -> Rect {
    let reach = POINT + 1.0;
    Rect::new(x - reach, y - reach, 2.0 * reach, 2.0 * reach)
}

/// What numbers may not cover: lines, intervals and points.
fn strokes(lines: &[Vec<Placed<'_>>], axis: &Axis, asides: &Asides) -> Vec<(Point, Point)> {
    let joins = lines.iter().flat_map(|line| line.windows(2)).map(|pair| (pair[0].1, pair[1].1));
    let points = lines.iter().flatten().map(|(_, (x, y), _)| ((*x, y - POINT), (*x, y + POINT)));
    let intervals = lines.iter().enumerate().flat_map(|(at, line)| asides.strokes(at, line, axis));
    joins.chain(points).chain(intervals).collect()
}

/// Whether a place is nearer to the point of its number than to that of another line.
fn is_nearest(one: &Wanted, place: &Rect, lines: &[Vec<Placed<'_>>]) -> bool {
    let middle = place.centre().1;
    let others = lines.iter().enumerate().filter(|(line, _)| *line != one.line).flat_map(|(_, line)| line);
    let own = (middle - one.at.1).abs();
    others.filter(|(_, (x, _), _)| *x == one.at.0).all(|(_, (_, y), _)| (middle - y).abs() > own)
}
