//! What the footer says of the marks of a plot over time.

use super::plot::{Line, Plot};
use super::{houses, panels, tints};
use crate::chart::drawing::Covered;
use crate::chart::figures::{Figures, Unit};
use crate::chart::words::{self, Printer};

/// What the band of a fit is that is known at the dates of polls alone.
const JOINED: &str = " at the polls’ dates, joined: between polls far apart the level is less sure";

/// What is drawn.
pub(super) fn drawn(figures: &Figures, names: &[&str]) -> String {
    let plots = panels(figures);
    // Panels are all in colour, whatever one plot of them would be.
    let subdued = plots.iter().any(|plot| plot.subdued);
    let mut parts = vec![points(figures, &plots).to_owned()];
    parts.extend(houses::told(figures));
    parts.extend(whiskers(figures, &plots));
    if !figures.fits.is_empty() {
        let method = figures.notes.fit.as_deref().map(|m| format!(" ({m})")).unwrap_or_default();
        let bands = bands(figures, &plots);
        parts.push(format!("line: fit{method}{bands}"));
        parts.push("numbers: the fit at its end, and at its start where there is room".to_owned());
    }
    if figures.fits.iter().flat_map(|fit| &fit.points).any(|point| point.forecast) {
        parts.push("dotted: forecast".to_owned());
    }
    if plots.iter().any(Plot::averages) {
        parts.push("line: joins polls, those of one day at their mean weighted by effective n".to_owned());
    }
    let emphasis = tints::emphasis(figures, names).filter(|_| subdued);
    parts.extend(
        emphasis
            .map(|emphasis| words::lower(&emphasis.words(figures, ("In front, with intervals in colour", "change")))),
    );
    let told = plots.iter().find_map(Plot::told_by_dashes);
    parts.extend(told.map(ToOwned::to_owned));
    let is_broken = |plot: &Plot<'_>, line: &Line<'_>| !line.gaps.is_empty() && (line.fitted || plot.joins());
    let broken = plots.iter().filter(|plot| plot.lines.iter().any(|line| is_broken(plot, line)));
    if let Some(gap) = broken.map(|plot| plot.gap).reduce(f64::min) {
        let dashes = if told.is_some() { "short dashes" } else { "dashed" };
        parts.push(format!("{dashes}: more than {} without a poll", words::span(gap)));
    }
    parts.join("; ")
}

/// What stands on the polls: sizes of points tell bases only where these differ, and where the points have room.
fn points(figures: &Figures, plots: &[Plot<'_>]) -> &'static str {
    let joins = !figures.fits.is_empty() || Plot::read(figures, None).joins();
    match figures.notes.left_out.sizes {
        _ if !joins && tints::has_sizes(figures) => {
            "Points: polls, sized by effective n, not joined, as pollsters may differ"
        }
        _ if !joins => "Points: polls, not joined, as pollsters may differ",
        true if plots.iter().any(Plot::has_lines) => "Lines join polls",
        true => "Points: polls",
        false if tints::has_sizes(figures) => "Points: polls, sized by effective n",
        false => "Points: polls",
    }
}

fn whiskers(figures: &Figures, plots: &[Plot<'_>]) -> Option<String> {
    let notes = &figures.notes;
    figures.rows.iter().find(|row| row.widest().is_some())?;
    let wider = figures.rows.iter().any(|row| row.outer.is_some());
    let with = notes.outer.as_deref().filter(|_| wider).map(|outer| format!(" with {outer}")).unwrap_or_default();
    // Once it is drawn, the notes know of those that did not stand aside.
    let aside = plots.iter().any(|plot| plot.overlaps() && !plot.is_crowded()) && !notes.left_out.asides;
    let aside = if aside { ", those of one date side by side" } else { "" };
    let name = words::interval_name(figures);
    if let Some(half) = plots.iter().find_map(Plot::usual_half).filter(|_| !plots.iter().any(Plot::draws_whiskers)) {
        let half = match figures.unit {
            Unit::Number => Printer::of(figures).value(half),
            Unit::Share | Unit::Points => format!("{:.1} points", half * 100.0),
        };
        return Some(format!("their {name}{with}, usually ±{half}, are not drawn"));
    }
    Some(match notes.left_out.covered == Covered::All {
        true => format!("{name}{with} are no longer than the points"),
        false => format!("whiskers: {name}{with}{aside}{}", words::unseen(figures)),
    })
}

fn bands(figures: &Figures, plots: &[Plot<'_>]) -> String {
    let lines = || plots.iter().flat_map(|plot| plot.lines.iter().map(move |line| (plot, line)));
    let fitted = || lines().filter(|(_, line)| line.last_band().is_some());
    let (banded, barred): (Vec<_>, Vec<_>) = fitted().partition(|(plot, line)| plot.has_band(line));
    let joined = if figures.notes.fit_at_polls { JOINED } else { "" };
    let band = if banded.is_empty() { String::new() } else { format!(" with the band of its interval{joined}") };
    let bars = match barred.is_empty() {
        true => "",
        false => "; bars at the ends of lines: the interval of the fit there, where bands would cover each other",
    };
    band + bars
}
