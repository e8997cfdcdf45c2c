//! The time axis: ticks at round dates from one day to centuries, and the printed forms of dates.

mod precision;

use jiff::ToSpan;
use jiff::civil::{Date, date};
pub use precision::are_of_days;
use precision::{Precision, are_months, are_years, of_poll, precision};

/// A tick of the time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct DateTick {
    /// Days since 1970-01-01.
    pub day: f64,
    /// Its label.
    pub label: String,
    /// A second line: the year, at the first tick and where it changes.
    pub under: Option<String>,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 14] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
];

/// Where steps of whole months begin, and of whole years.
const MONTHS_ON: usize = 4;
const YEARS: usize = 8;

/// The civil date of a day; the nearest one that exists for days beyond the calendar.
fn civil(day: f64) -> Date {
    date(1970, 1, 1).saturating_add((day.floor() as i32).days())
}

fn day_of(date_: Date) -> f64 {
    date(1970, 1, 1).until(date_).map_or(0.0, |span| f64::from(span.get_days()))
}

fn month(of: Date) -> &'static str {
    MONTHS[usize::from(of.month().unsigned_abs()).clamp(1, 12) - 1]
}

/// A day as `11 Dec 2025`.
pub fn long_date(day: f64) -> String {
    let of = civil(day);
    format!("{} {} {}", of.day(), month(of), of.year())
}

/// A day as `Dec 2025`.
pub fn month_and_year(day: f64) -> String {
    let of = civil(day);
    format!("{} {}", month(of), of.year())
}

impl Step {
    /// Days in one step, about.
    fn days(self) -> f64 {
        match self {
            Self::Days(n) => f64::from(n),
            Self::Months(n) => f64::from(n) * 30.44,
            Self::Years(n) => f64::from(n) * 365.25,
        }
    }

    /// The first round date not before `from`.
    fn first(self, from: Date) -> Date {
        let start = match self {
            // Weeks start on Monday.
            Self::Days(n) if n >= 7 => from.saturating_sub(i32::from(from.weekday().to_monday_zero_offset()).days()),
            Self::Days(_) => from,
            Self::Months(n) => {
                let month = i32::from(from.month() - 1) / n * n + 1;
                date(from.year(), month as i8, 1)
            }
            Self::Years(n) => date((i32::from(from.year()).div_euclid(n) * n) as i16, 1, 1),
        };
        if start < from { self.next(start) } else { start }
    }

    fn next(self, from: Date) -> Date {
        match self {
            Self::Days(n) => from.saturating_add(n.days()),
            Self::Months(n) => from.saturating_add(n.months()),
            Self::Years(n) => from.saturating_add(n.years()),
        }
    }

    fn label(self, of: Date) -> String {
        match self {
            Self::Days(_) => format!("{} {}", of.day(), month(of)),
            Self::Months(_) => month(of).to_owned(),
            Self::Years(_) => of.year().to_string(),
        }
    }

    fn ticks(self, from: f64, to: f64) -> Vec<DateTick> {
        let mut ticks = Vec::new();
        let mut at = self.first(civil(from.ceil()));
        let mut year = None;
        while day_of(at) <= to && ticks.len() < 400 {
            let new_year = !matches!(self, Self::Years(_)) && year != Some(at.year());
            let under = new_year.then(|| at.year().to_string());
            ticks.push(DateTick { day: day_of(at), label: self.label(at), under });
            year = Some(at.year());
            let next = self.next(at);
            if next <= at {
                break;
            }
            at = next;
        }
        ticks
    }
}

/// The most dates of polls that are ticks themselves.
const FEW: usize = 12;

/// Ticks at the dates of a few polls, each in a month of its own, from the first on as close as their labels allow: a reader looks for the
/// polls. None where polls are many, or two would have one label.
fn ticks_of_polls(days: &[f64], units_per_day: f64, label_width: &dyn Fn(&str) -> f64) -> Option<Vec<DateTick>> {
    let month_of = |day: &f64| civil(*day).first_of_month();
    let several =
        (2..=FEW).contains(&days.len()) && days.windows(2).all(|pair| month_of(&pair[0]) < month_of(&pair[1]));
    let precision = precision(days);
    let widest = if precision == Precision::Day { "30 Sep" } else { "Sep" };
    let apart = label_width(widest).max(label_width("2000")) * 1.15;
    let every = |nth: usize| days.iter().copied().step_by(nth).collect::<Vec<_>>();
    let fits = |days: &Vec<f64>| days.len() > 1 && days.windows(2).all(|d| (d[1] - d[0]) * units_per_day >= apart);
    let shown = (1..=FEW / 2).map(every).find(fits).filter(|_| several)?;
    Some(years_told(shown.into_iter().map(|day| of_poll(day, precision)).collect()))
}

/// Each day of a poll once, in order.
fn sorted(polls: &[f64]) -> Vec<f64> {
    let mut days: Vec<f64> = polls.to_vec();
    days.sort_by(f64::total_cmp);
    days.dedup();
    days
}

/// Ticks between two days on an axis `width` long, as close as their labels allow (`label_width` measures one): at the dates of `polls` where
/// these are few, in the middles of years where they are of whole years, else at round dates. The first and the last poll are dated, and no
/// tick stands in the way of theirs.
pub fn date_ticks(
    polls: &[f64],
    (from, to): (f64, f64),
    width: f64,
    label_width: &dyn Fn(&str) -> f64,
) -> Vec<DateTick> {
    let days = sorted(polls);
    let within = days.iter().all(|day| (from..=to).contains(day));
    let units = width / (to - from).max(1.0);
    if let Some(few) = ticks_of_polls(&days, units, label_width).filter(|_| within) {
        return with_ends(few, &days, units, label_width);
    }
    // Polls of whole months or years stand in the middle of these, and so do their ticks.
    let (steps, middle) = match () {
        () if are_years(&days) => (&STEPS[YEARS..], MIDDLE_OF_YEAR),
        () if days.len() > 1 && are_months(&days) => (&STEPS[MONTHS_ON..], MIDDLE_OF_MONTH),
        () => (&STEPS[..], 0.0),
    };
    let mut ticks = round_ticks(steps, (from - middle, to - middle), width, label_width);
    ticks.iter_mut().for_each(|tick| tick.day += middle);
    let exact = middle == 0.0;
    with_ends_among(ticks, &days, units, label_width, exact)
}

/// From the start of a year, and of a month, to its middle.
const MIDDLE_OF_YEAR: f64 = 182.0;
const MIDDLE_OF_MONTH: f64 = 15.0;
/// A poll so far into its month, as a part of the time shown, is told by its day among ticks at the starts of months.
const INTO_MONTH: f64 = 0.01;

/// Ticks at the first and the last poll alone, where panels repeat them; of a poll alone at this.
pub fn end_ticks(
    polls: &[f64],
    (from, to): (f64, f64),
    width: f64,
    label_width: &dyn Fn(&str) -> f64,
) -> Vec<DateTick> {
    let days = sorted(polls);
    let ends = || days.first().into_iter().chain(days.last().filter(|last| days.first() != Some(last)));
    let two: Vec<DateTick> = ends().map(|day| of_poll(*day, precision(&days))).collect();
    // In one line where there is room.
    let line =
        |tick: &DateTick| tick.under.as_ref().map_or(tick.label.clone(), |year| format!("{} {year}", tick.label));
    let widths: f64 = two.iter().map(|tick| label_width(&line(tick)) / 2.0 + 8.0).sum();
    let apart =
        days.last().zip(days.first()).map_or(0.0, |(last, first)| (last - first) * width / (to - from).max(1.0));
    if two.len() > 1 && widths > apart {
        return two;
    }
    two.into_iter().map(|tick| DateTick { label: line(&tick), under: None, ..tick }).collect()
}

/// The ticks with the first and the last poll among them, without those whose labels these would meet or repeat. Where the ends themselves
/// meet, as they were.
fn with_ends(
    ticks: Vec<DateTick>,
    days: &[f64],
    units_per_day: f64,
    label_width: &dyn Fn(&str) -> f64,
) -> Vec<DateTick> {
    with_ends_among(ticks, days, units_per_day, label_width, false)
}

/// The same; ends among ticks at the starts of months (`exact`) are told by day where they are not near such a start.
fn with_ends_among(
    ticks: Vec<DateTick>,
    days: &[f64],
    units_per_day: f64,
    label_width: &dyn Fn(&str) -> f64,
    exact: bool,
) -> Vec<DateTick> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return ticks };
    // Ends among days are told by day.
    let of_days = ticks.iter().any(|tick| tick.label.contains(' '));
    let precision = if of_days { Precision::Day } else { precision(days) };
    let into = |day: f64| f64::from(civil(day).day() - 1) > INTO_MONTH * (last - first);
    let told = |day: f64| if exact && precision == Precision::Month && into(day) { Precision::Day } else { precision };
    let ends = [*first, *last].map(|day| of_poll(day, told(day)));
    let width = |tick: &DateTick| label_width(&tick.label).max(tick.under.as_deref().map_or(0.0, label_width));
    let meet = |a: &DateTick, b: &DateTick| (a.day - b.day).abs() * units_per_day < (width(a) + width(b)) / 2.0 * 1.15;
    if meet(&ends[0], &ends[1]) {
        return ticks;
    }
    let month = |tick: &DateTick| civil(tick.day).first_of_month();
    let repeats = |end: &DateTick, tick: &DateTick| end.label == tick.label && month(end) == month(tick);
    let clear = |tick: &DateTick| ends.iter().all(|end| !meet(end, tick) && !repeats(end, tick));
    let mut all: Vec<DateTick> = ticks.into_iter().filter(clear).collect();
    all.extend(ends);
    all.sort_by(|a, b| a.day.total_cmp(&b.day));
    years_told(all)
}

/// The years under ticks at the first and where they change; a year that is a label itself has none.
fn years_told(ticks: Vec<DateTick>) -> Vec<DateTick> {
    let mut known = None;
    let tell = |tick: DateTick| {
        let year = civil(tick.day).year();
        let is_year = tick.label == year.to_string() || tick.label.len() > 6;
        let new = std::mem::replace(&mut known, Some(year).filter(|_| !is_year)) != Some(year);
        DateTick { under: (new && !is_year).then(|| year.to_string()), ..tick }
    };
    ticks.into_iter().map(tell).collect()
}

/// Ticks at round dates, one of `steps` apart.
fn round_ticks(steps: &[Step], (from, to): (f64, f64), width: f64, label_width: &dyn Fn(&str) -> f64) -> Vec<DateTick> {
    let span = (to - from).max(1.0);
    let widest = |step: Step| match step {
        Step::Days(_) => label_width("30 Sep"),
        Step::Months(_) => label_width("Sep").max(label_width("2000")),
        Step::Years(_) => label_width("2000"),
    };
    // One tick tells no span: labels stand closer rather than that.
    for (room, least) in [(1.6, 2), (1.15, 2), (1.6, 1)] {
        let fits = |step: &&Step| span / step.days() <= (width / (widest(**step) * room)).max(2.0);
        let ticks = steps.iter().filter(fits).map(|step| step.ticks(from, to)).find(|ticks| ticks.len() >= least);
        if let Some(mut ticks) = ticks {
            clear_first_year(&mut ticks, width / span, label_width("2000") * 1.6);
            return ticks;
        }
    }
    // Centuries, or no round date within: the two ends.
    let ends = if to - from < 1.0 { vec![from] } else { vec![from, to] };
    ends.into_iter().map(|day| DateTick { day, label: long_date(day), under: None }).collect()
}

/// Leaves out the year of the first tick where the next one, in the next year, stands too near: its year tells that of both.
fn clear_first_year(ticks: &mut [DateTick], units_per_day: f64, least: f64) {
    if let [first, second, ..] = ticks
        && second.under.is_some()
        && (second.day - first.day) * units_per_day < least
    {
        first.under = None;
    }
}

#[cfg(test)]
mod tests;
