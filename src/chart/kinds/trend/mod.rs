//! Polls over time: each poll a point sized by its effective base with its interval, behind a fitted line and its band. A span without
//! polls is dashed; nothing is drawn past the last poll unless it is a labelled forecast.

mod crossing;
mod density;
mod draw;
mod early;
mod ground;
mod marks;
mod notes;
mod plot;
mod starts;
mod tints;

pub(super) use draw::{Behind, Days, Frame, Labels, SHADE, limits, tick_width};
use plot::Line;
pub(super) use plot::{MOST_LINES, Plot};
pub(super) use tints::{line_names, line_tints};

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
        let mut parts = Vec::new();
        let all = Plot::read(figures, None);
        let whiskers = figures.rows.iter().any(|row| row.widest().is_some());
        parts.push(points_told(figures).to_owned());
        if whiskers {
            let wider = figures.rows.iter().any(|row| row.outer.is_some());
            let with =
                figures.notes.outer.as_deref().filter(|_| wider).map(|o| format!(" with {o}")).unwrap_or_default();
            let aside = if stand_aside(figures) && !figures.notes.left_out.asides {
                ", those of one date side by side"
            } else {
                ""
            };
            let of = if all.subdued { " of the lines in colour" } else { "" };
            let name = words::interval_name(figures);
            parts.push(match figures.notes.left_out.covered {
                true => format!("{name}{with}{of} are no longer than the points"),
                false => format!("whiskers: {name}{with}{of}{aside}"),
            });
        }
        if !figures.fits.is_empty() {
            let method = figures.notes.fit.as_deref().map(|m| format!(" ({m})")).unwrap_or_default();
            let banded = figures.fits.iter().flat_map(|f| &f.points).any(|p| p.band.is_some());
            let band = match (banded, panels(figures).iter().any(Plot::is_muddled)) {
                (true, _) if all.subdued => ", in colour with the band of its interval",
                (true, false) => " with the band of its interval",
                (true, true) => ", its band left out where the bands of many lines cover each other",
                _ => "",
            };
            parts.push(format!("line: fit{method}{band}"));
        }
        parts.extend(
            (!figures.fits.is_empty())
                .then(|| "numbers: the fit at its end, and at its start where there is room".to_owned()),
        );
        if figures.fits.iter().flat_map(|fit| &fit.points).any(|point| point.forecast) {
            parts.push("dotted: forecast".to_owned());
        }
        let plots = panels(figures);
        if plots.iter().any(Plot::averages) {
            parts.push("line: joins polls, those of one day at their mean weighted by effective n".to_owned());
        }
        let names = self.highlights(figures);
        parts.extend(tints::emphasis(figures, &names).map(|emphasis| words::lower(&emphasis.words(figures, "change"))));
        let broken = plots.iter().filter(|plot| plot.lines.iter().any(|line| !line.gaps.is_empty()));
        if let Some(gap) = broken.map(|plot| plot.gap).reduce(f64::min) {
            parts.push(format!("dashed: more than {} without a poll", words::span(gap)));
        }
        parts.join("; ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by_over(figures, &super::span::words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let plot = Plot::read(figures, None);
        let head = format!("Line chart of {}: {}", told_polls(figures), words::measured(figures));
        let mut lines: Vec<&Line<'_>> = plot.lines.iter().collect();
        lines.sort_by_key(|line| line.index);
        let range = if lines.len() > 1 { range_words(figures, printer) } else { String::new() };
        let told: String = lines.iter().take(MOST_TOLD).filter_map(|line| line.told(printer)).collect();
        let rest = more(lines.len(), "line");
        let emphasis = tints::emphasis(figures, &self.highlights(figures));
        let sure = emphasis.and_then(|emphasis| emphasis.told(figures, "change")).unwrap_or_default();
        head + &range + &rise_and_fall(&plot.courses(), printer) + &sure + &told + &rest
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.line()))
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let plot = Plot::read(figures, None);
        plot.check()?;
        let axis = plot.axis(figures, sheet.body.height);
        let printer = Printer::of(figures);
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

/// What stands on the polls: sizes of points tell bases only where these differ, and where the points have room.
fn points_told(figures: &Figures) -> &'static str {
    match figures.notes.left_out.sizes {
        true => "Lines join polls",
        false if tints::has_sizes(figures) => "Points: polls, sized by effective n",
        false => "Points: polls",
    }
}

/// `8 polls, Jul 2022 – Feb 2026`.
pub(super) fn told_polls(figures: &Figures) -> String {
    let span = super::span::words(figures).replacen(" – ", " to ", 1);
    format!("{} from {span}", words::counted(polls(figures), "poll"))
}

/// Whether polls of one date may have to stand side by side in some panel; once it is drawn, the notes know of those that did not.
fn stand_aside(figures: &Figures) -> bool {
    panels(figures).into_iter().any(|plot| plot.overlaps() && !plot.is_crowded())
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
