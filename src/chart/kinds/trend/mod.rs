//! Polls over time: each poll a point sized by its effective base with its interval, behind a fitted line and its band. A span without
//! polls is dashed; nothing is drawn past the last poll unless it is a labelled forecast.

mod alt;
mod aside;
mod bands;
mod crossing;
mod density;
mod draw;
mod early;
mod ends;
mod footer;
mod ground;
mod houses;
mod marks;
mod notes;
mod plot;
mod starts;
mod tints;

pub(super) use draw::{Behind, Days, Frame, Labels, SHADE, limits, tick_width};
use plot::Line;
pub(super) use plot::{MOST_LINES, Plot};
pub(super) use tints::{are_apart, line_names, line_tints};

use super::told::{MOST_TOLD, more, range_words, rise_and_fall, titled_by_over};
use super::{Chart, Sheet};
use crate::chart::ChartError;
use crate::chart::figures::{Figures, Row, distinct};
use crate::chart::words::{self, Printer};
use std::collections::BTreeSet;

/// The kind.
pub(super) struct Trend;

impl Chart for Trend {
    fn name(&self) -> &'static str {
        "trend"
    }

    fn about(&self) -> &'static str {
        "polls over time with their intervals, a fitted line and its band"
    }

    fn drawn(&self, figures: &Figures) -> String {
        footer::drawn(figures, &self.highlights(figures))
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by_over(figures, &super::span::words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let plot = Plot::read(figures, None);
        let polls = plot.polls();
        let joined = plot.joins() || !figures.fits.is_empty();
        let what = if joined { "Line chart" } else { "Chart of points" };
        let head = format!("{what} of {}: {}", told_polls(figures), words::measured(figures));
        let mut lines: Vec<&Line<'_>> = plot.lines.iter().collect();
        lines.sort_by_key(|line| line.index);
        let range = if lines.len() > 1 { range_words(figures, printer) } else { String::new() };
        if !joined {
            // From a poll of one pollster to one of another nothing rises or falls.
            let told: String =
                lines.iter().take(MOST_TOLD).filter_map(|line| line.told_apart(printer, &polls)).collect();
            return head + &range + &told + &more(lines.len(), "line");
        }
        let told: String = lines.iter().take(MOST_TOLD).filter_map(|line| line.told(printer, &polls)).collect();
        let rest = more(lines.len(), "line");
        let emphasis = tints::emphasis(figures, &self.highlights(figures));
        let sure = emphasis.and_then(|emphasis| emphasis.told(figures, "change")).unwrap_or_default();
        head + &range + &rise_and_fall(&plot.courses(), printer) + &sure + &told + &rest
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.line()))
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let mut plot = Plot::read(figures, None);
        plot.check()?;
        plot.simplify(sheet);
        let axis = plot.axis(figures, sheet.body.height);
        let printer = plot.precise(Printer::of(figures));
        let height = sheet.key(&plot.key(sheet), sheet.body);
        let area = sheet.body.inset(0.0, height + if height > 0.0 { 6.0 } else { 0.0 }, 0.0, 0.0);
        let frame = Frame {
            area,
            axis,
            printer,
            labels: Labels::Beside,
            starts: true,
            days: None,
            ticks: true,
            dates: true,
            compact: false,
            gutter: if plot.count() > 6 { 22.0 } else { 14.0 },
            right: None,
            behind: &[],
        };
        plot.draw(figures, sheet, &frame)
    }
}

/// `8 polls, Jul 2022 – Feb 2026`.
pub(super) fn told_polls(figures: &Figures) -> String {
    let span = super::span::words(figures).replacen(" – ", " to ", 1);
    format!("{} from {span}", words::counted(polls(figures), "poll"))
}

fn panels(figures: &Figures) -> Vec<Plot<'_>> {
    let panels = distinct(figures.estimates().map(|(row, _)| row.panel.as_deref()));
    panels.into_iter().map(|panel| Plot::read(figures, panel)).collect()
}

/// How many polls there are: several series may be figures of one.
pub(super) fn polls(figures: &Figures) -> usize {
    let poll = |row: &Row| row.when.as_ref().map(|when| (when.day.to_bits(), row.pollster.clone()));
    figures.estimates().filter_map(|(row, _)| poll(row)).collect::<BTreeSet<_>>().len()
}
