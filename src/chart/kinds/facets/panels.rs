//! Where panels of trends stand: values labelled at the left of each row, dates below each column, on one scale.

use super::{GAP, Heading, Scale};
use crate::chart::ChartError;
use crate::chart::drawing::Rect;
use crate::chart::kinds::trend::tick_width;
use crate::chart::layout::{Axis, Lines, Sheet, end_ticks};

/// The least width and height of a panel, dates left out.
const LEAST_PANEL: (f64, f64) = (128.0, 104.0);
/// The same of low panels, in a picture that cannot grow.
const LOW_PANEL: (f64, f64) = (128.0, 56.0);
/// The least width of the narrowest.
const NARROW_PANEL: f64 = 88.0;

/// Panels that may stand below each other.
const FEW: usize = 4;

/// How panels are drawn.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Lines of a name, at most.
    lines: usize,
    /// The least width of a panel, and its least height with a name of one line.
    least: (f64, f64),
    /// As low as a line still shows.
    low: bool,
}

impl Scale<'_> {
    /// The least width and height of a panel, with room for the names of its lines beside them.
    fn least(&self, sheet: &Sheet<'_>, (width, height): (f64, f64)) -> (f64, f64) {
        let heading = sheet.measure(sheet.plain().strong()).leading() + 4.0;
        let named = if self.names.height > 0.0 { self.names.height + heading } else { 0.0 };
        (width.max(self.names.width), height.max(named))
    }
}

impl Form {
    /// The least width of a panel. Few in a picture that may grow rather stand below each other than go without their first values.
    fn narrowest(&self, sheet: &Sheet<'_>, count: usize, scale: &Scale<'_>) -> f64 {
        if count > FEW || sheet.is_fixed() {
            return self.least.0;
        }
        let ticks = tick_width(sheet, &scale.axis(self.low), scale.printer);
        self.least.0.max(scale.days.least_width() + scale.names.right + ticks)
    }
}

/// Where panels of trends stand.
pub(super) struct Panels {
    across: usize,
    body: Rect,
    /// Width of a panel without the labels of values, which stand at the left of the first column alone.
    wide: f64,
    pub(super) ticks: f64,
    high: f64,
    /// Space below a panel.
    gap: f64,
    /// Height of the dates.
    dates: f64,
    pub(super) low: bool,
    /// The scale of all panels.
    pub(super) axis: Axis,
    /// Their names, and the height that the longest takes.
    pub(super) headings: Vec<Lines>,
    pub(super) head: f64,
}

impl Panels {
    /// Panels in a body. In a picture that cannot grow, many become lower, and their names shorter.
    pub(super) fn new(sheet: &Sheet<'_>, names: &[Heading], body: Rect, scale: &Scale<'_>) -> Result<Self, ChartError> {
        let usual = Form { lines: 3, least: scale.least(sheet, LEAST_PANEL), low: false };
        let low = |lines: usize, wide: f64| Form { lines, least: scale.least(sheet, (wide, LOW_PANEL.1)), low: true };
        let smaller = [low(2, LOW_PANEL.0), low(1, LOW_PANEL.0), low(1, NARROW_PANEL)];
        let (mut lacking, mut last) = (f64::INFINITY, None);
        for form in std::iter::once(usual).chain(smaller.into_iter().filter(|_| sheet.is_fixed())) {
            let narrowest = form.narrowest(sheet, names.len(), scale);
            let across = columns(names.len(), body, (narrowest, form.least.1), sheet.is_fixed());
            // A picture that may grow does so for the best of them.
            for across in across.into_iter().take(if sheet.is_fixed() { names.len() } else { 1 }) {
                let (panels, least) = Self::of_form(sheet, names, body, (form, scale, across));
                let rows = names.len().div_ceil(across);
                let short = (least - panels.high) * rows as f64;
                lacking = lacking.min(short);
                match short <= 0.0 {
                    true if !is_alone(names.len(), across) => return Ok(panels),
                    true => last = last.or(Some(panels)),
                    false => {}
                }
            }
        }
        last.ok_or_else(|| sheet.too_small(lacking, 0.0))
    }

    /// Panels of a form, so many in a row, and the least height they may have.
    fn of_form(
        sheet: &Sheet<'_>,
        names: &[Heading],
        body: Rect,
        (form, scale, across): (Form, &Scale<'_>, usize),
    ) -> (Self, f64) {
        let Form { lines, least, low } = form;
        let axis = scale.axis(low);
        let ticks = tick_width(sheet, &axis, scale.printer);
        let down = names.len().div_ceil(across) as f64;
        let wide = (body.width - ticks - GAP * (across - 1) as f64) / across as f64;
        let small = sheet.small();
        let plot = wide - scale.names.right;
        let days =
            end_ticks(&scale.days.polls, scale.days.with_room(plot).reach, plot, &|text| sheet.width_of(text, small));
        let two = days.iter().any(|tick| tick.under.is_some());
        let dates = (if two { 2.0 } else { 1.0 }) * sheet.measure(small).leading() + 4.0;
        let body = body.inset(0.0, 0.0, 0.0, dates);
        let gap = if low { GAP / 2.0 } else { GAP };
        let headings: Vec<Lines> = names.iter().map(|name| name.lines(sheet, wide + GAP / 2.0, lines)).collect();
        let ruler = sheet.measure(sheet.plain().strong());
        // All panels have the head of the longest name: one scale is one height.
        let lines = headings.iter().map(|lines| lines.lines.len()).max().unwrap_or(1) as f64;
        let key = scale.names.key_height(sheet, names.len(), wide + GAP / 2.0);
        let head = lines * ruler.leading() + key + 4.0;
        let high = (body.height - gap * (down - 1.0)) / down;
        let panels = Self { across, body, wide, ticks, high, gap, dates, low, axis, headings, head };
        (panels, least.1 + (lines - 1.0) * ruler.leading() + key)
    }

    /// The width that the legend of a panel may take.
    pub(super) fn key_width(&self) -> f64 {
        self.wide + GAP / 2.0
    }

    /// The rectangle of a panel, with its labels, and whether it has labels of values and of dates.
    pub(super) fn place(&self, at: usize) -> (Rect, bool, bool) {
        let rows = rows(self.headings.len(), self.across);
        let (mut column, mut line) = (at, 0);
        while column >= rows[line] {
            column -= rows[line];
            line += 1;
        }
        let first = column == 0;
        let last = rows.get(line + 1).is_none_or(|below| column >= *below);
        let x = self.body.x + column as f64 * (self.wide + GAP) + if first { 0.0 } else { self.ticks };
        let y = self.body.y + line as f64 * (self.high + self.gap);
        let (left, below) = (if first { self.ticks } else { 0.0 }, if last { self.dates } else { 0.0 });
        (Rect::new(x, y, self.wide + left, self.high + below), first, last)
    }
}

/// Whether a panel stands alone below others, which looks like a slip.
fn is_alone(count: usize, across: usize) -> bool {
    across > 1 && count > across && count % across == 1
}

/// How many panels stand in each row. One that would be alone in the last shares those of the row above.
fn rows(count: usize, across: usize) -> Vec<usize> {
    let mut rows = vec![across; count / across];
    rows.extend(Some(count % across).filter(|left| *left > 0));
    if let [.., above, last] = rows.as_mut_slice()
        && is_alone(count, across)
    {
        (*above, *last) = ((across + 1).div_ceil(2), across.div_ceil(2));
    }
    rows
}

/// Columns for panels, the best first: as near to the shape of the body as the least width allows, with the last row as full as may be. In a
/// picture that cannot grow rows that are too low are the last choice.
fn columns(count: usize, body: Rect, (narrowest, least): (f64, f64), fixed: bool) -> Vec<usize> {
    const SHAPE: f64 = 1.45;
    let most = ((body.width / narrowest) as usize).clamp(1, count);
    let cost = |columns: usize| {
        let rows = count.div_ceil(columns);
        let high = body.height / rows as f64;
        let shape = (body.width / columns as f64) / high.max(least);
        let last = count - columns * (rows - 1);
        let alone = if is_alone(count, columns) { 0.5 } else { 0.0 };
        let empty = (columns - last) as f64 / columns as f64;
        (fixed && high < least, (shape / SHAPE).ln().abs() + empty + alone)
    };
    let before = |a: (bool, f64), b: (bool, f64)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
    let mut columns: Vec<usize> = (1..=most).collect();
    columns.sort_by(|a, b| before(cost(*a), cost(*b)));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_panel_is_left_alone_below_others() {
        assert_eq!(rows(31, 6), [6, 6, 6, 6, 4, 3]);
        assert_eq!(rows(31, 5), [5, 5, 5, 5, 5, 3, 3]);
        assert_eq!((rows(10, 3), rows(7, 3), rows(3, 2)), (vec![3, 3, 2, 2], vec![3, 2, 2], vec![2, 1]));
        assert_eq!((rows(29, 6), rows(3, 1), rows(4, 4)), (vec![6, 6, 6, 6, 5], vec![1; 3], vec![4]));
        for count in 1..=40 {
            assert!((1..=count).all(|across| rows(count, across).iter().sum::<usize>() == count), "{count}");
        }
    }
}
