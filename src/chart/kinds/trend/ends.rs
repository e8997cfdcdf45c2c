//! Labels at the ends of lines: the name and the value, with the interval of a fit where there is room, and the date where a line ended
//! before the others.

use super::draw::{Frame, Labels};
use super::ground::Ground;
use super::plot::{Line, Plot};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::layout::{EndLabel, Lines, Sheet, month_and_year};
use crate::chart::words::{self, Printer};

/// The part of the width that names take at most, where a word would else break, with the interval, and the name of a line alone.
const NAMES: f64 = 0.24;
const ONE_WORD: f64 = 0.33;
const WITH_INTERVAL: f64 = 0.27;
const ONE_NAME: f64 = 0.12;
/// The most that a name takes in a panel, or these parts of the picture where it would be cut.
const MOST_IN_PANEL: f64 = 96.0;
const PARTS_IN_PANEL: [f64; 5] = [0.0, 0.2, 0.26, 0.32, 0.4];
/// The most lines that have their interval in numbers.
const FEW: usize = 4;
/// From the value to its interval.
const SPACE: f64 = 5.0;

/// What stands at the end of a line.
pub(super) struct End<'l, 'a> {
    pub(super) line: &'l Line<'a>,
    pub(super) lines: Lines,
    /// The interval of the fit, after the last line in small type.
    pub(super) interval: Option<String>,
}

impl End<'_, '_> {
    /// The width with the interval.
    pub(super) fn width(&self, sheet: &Sheet<'_>) -> f64 {
        let last = self.lines.lines.last().map_or(0.0, |text| sheet.width_of(text, sheet.plain().strong()));
        let interval = self.interval.as_ref().map(|text| last + SPACE + sheet.width_of(text, sheet.small()));
        interval.unwrap_or(0.0).max(self.lines.width)
    }

    /// Writes the interval after a label whose last line starts here.
    pub(super) fn write_interval(&self, sheet: &mut Sheet<'_>, (x, baseline): (f64, f64)) {
        let Some(interval) = &self.interval else { return };
        let last = self.lines.lines.last().map_or(0.0, |text| sheet.width_of(text, sheet.plain().strong()));
        sheet.write(Role::Interval, (x + last + SPACE, baseline), Anchor::Start, sheet.small(), interval);
        sheet.remark("Small numbers: the interval of the fit at its end".to_owned());
    }
}

impl<'a> Plot<'a> {
    /// What stands at the ends of the lines; the date with those that are `dated`.
    pub(super) fn ends(&self, sheet: &Sheet<'_>, frame: &Frame<'_>, dated: &[usize]) -> Vec<End<'_, 'a>> {
        let mut ends: Vec<End<'_, 'a>> = self
            .lines
            .iter()
            .filter_map(|line| {
                let given = (frame.labels, frame.printer, self.name_room(frame));
                let lines = self.end_lines(sheet, given, (line, dated.contains(&line.index)))?;
                let band = line.last_band().filter(|_| !line.back);
                let interval = band.map(|band| frame.printer.interval(band));
                Some(End { line, lines, interval })
            })
            .collect();
        let most = frame.area.width * WITH_INTERVAL;
        let shown = ends.iter().filter(|end| end.interval.is_some()).count();
        if frame.labels != Labels::Beside || shown > FEW || ends.iter().any(|end| end.width(sheet) > most) {
            ends.iter_mut().for_each(|end| end.interval = None);
        }
        ends
    }

    /// The printer of values: one more decimal where the end of a fit would be printed as an end of its own interval beside it.
    pub(super) fn precise(&self, printer: Printer) -> Printer {
        let front = || self.lines.iter().filter(|line| !line.back);
        let ends = || front().filter_map(|line| Some((line.ends()?.1.1, line.last_band()?)));
        let finer =
            |(value, band): (f64, _)| Some(printer.telling_within(value, band)).filter(|finer| *finer != printer);
        if ends().count() > FEW { printer } else { ends().find_map(finer).unwrap_or(printer) }
    }

    /// Between the plot and its labels: bars at the ends of lines stand there.
    pub(super) fn gutter(&self, frame: &Frame<'_>) -> f64 {
        frame.gutter + self.bars_width()
    }

    /// The width and the height that names take at the ends of lines in a panel: as little as leaves them whole.
    pub(in crate::chart::kinds) fn names_room(&self, sheet: &Sheet<'_>, printer: Printer) -> (f64, f64) {
        let leading = sheet.measure(sheet.plain().strong()).leading();
        let within = |part: f64| -> Vec<Lines> {
            let most = MOST_IN_PANEL.max(part * sheet.body.width);
            let lines = |line| self.end_lines(sheet, (Labels::Narrow, printer, [most; 3]), (line, false));
            self.lines.iter().filter_map(lines).collect()
        };
        let whole = PARTS_IN_PANEL.into_iter().map(within).find(|names| !names.iter().any(|lines| lines.shortened));
        let names = whole.unwrap_or_else(|| within(PARTS_IN_PANEL[PARTS_IN_PANEL.len() - 1]));
        let width = names.iter().map(|lines| lines.width).fold(0.0, f64::max);
        (width, names.iter().map(|lines| lines.lines.len() as f64 * leading).sum())
    }

    /// The most that a name takes: usually, where a word breaks all the same, and where it need not.
    fn name_room(&self, frame: &Frame<'_>) -> [f64; 3] {
        let whole = frame.area.width * NAMES;
        match frame.right.filter(|_| frame.labels == Labels::Narrow) {
            Some(right) => [right - self.gutter(frame) - 2.0; 3],
            // One line needs no name as near as many do: it breaks rather than take the width from the plot.
            None if self.lines.len() == 1 => [frame.area.width * ONE_NAME, whole, frame.area.width * ONE_WORD],
            None => [whole, whole, frame.area.width * ONE_WORD],
        }
    }

    /// The name of a line, broken where it is long, with the value at its end.
    fn end_lines(
        &self,
        sheet: &Sheet<'_>,
        (labels, printer, [most, broken, word]): (Labels, Printer, [f64; 3]),
        (line, dated): (&Line<'a>, bool),
    ) -> Option<Lines> {
        let name = sheet.plain().strong();
        let longest = |text: &str| text.split(' ').map(|word| sheet.width_of(word, name)).fold(0.0, f64::max) + 0.1;
        let (_, (day, value)) = line.ends()?;
        let label = if labels == Labels::ValueOnly { String::new() } else { words::capital(line.label()) };
        let date = if dated { format!(" ({})", month_and_year(day)) } else { String::new() };
        // Points of several pollsters have no last value: one of them would be read as that of all.
        let value = if !self.joins() && !line.fitted { date } else { printer.value(value) + &date };
        let longest = longest(&label);
        let most = most.max(if longest <= word { longest } else { broken });
        let mut lines = sheet.measure(name).wrap(&label, most, 3);
        // The value shares the last line when it fits beside the name.
        let joined = lines.lines.last().map(|end| format!("{end}\u{2002}{value}"));
        match joined.filter(|joined| sheet.width_of(joined, name) <= most) {
            _ if value.is_empty() => {}
            Some(joined) => {
                lines.lines.pop();
                lines.lines.push(joined);
            }
            None => lines.lines.push(value),
        }
        lines.lines.retain(|text| !text.is_empty());
        lines.width = lines.lines.iter().map(|text| sheet.width_of(text, name)).fold(0.0, f64::max);
        (!lines.lines.is_empty()).then_some(lines)
    }

    /// Writes labels at the edge of the plot.
    pub(super) fn draw_ends(
        &self,
        sheet: &mut Sheet<'_>,
        ends: &[End<'_, 'a>],
        (ground, frame): (&Ground, &Frame<'_>),
    ) -> Result<(), ChartError> {
        let (plot, gutter) = (ground.plot, self.gutter(frame));
        let bars = self.bars_width();
        let label = |end: &End<'_, 'a>| {
            let (_, last) = end.line.ends()?;
            let series = end.line.tint.tells(sheet).then_some(end.line.index);
            let (x, y) = self.on_line(end.line, ground, last);
            // A leader from where a line ended early would look as if it went on.
            let led = !self.ends_early(end.line, frame);
            Some(EndLabel { series, lines: end.lines.clone(), colour: end.line.colour(sheet), at: (x + bars, y), led })
        };
        let labels: Vec<EndLabel> = ends.iter().filter_map(label).collect();
        let x = plot.right() + gutter;
        let middles = sheet.end_labels(&labels, (x, Anchor::Start), (plot.y - 8.0, plot.bottom() + 8.0))?;
        let style = sheet.plain().strong();
        let leading = sheet.measure(style).leading();
        for (end, middle) in ends.iter().zip(middles) {
            let below = (end.lines.lines.len().max(1) as f64 - 1.0) * leading / 2.0;
            end.write_interval(sheet, (x, middle + below + 0.36 * style.size));
        }
        Ok(())
    }
}
