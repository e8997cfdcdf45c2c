//! Diagnostics of weighting: how the weights are spread, and the margins before and after beside their targets.

mod columns;
mod histogram;
mod labels;
mod margins;
mod tail;

use super::Chart;
use super::listing::Entry;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Drawing, Mark, Rect, Role};
use crate::chart::figures::{Figures, Part, Row, range};
use crate::chart::layout::Sheet;
use crate::chart::words;
use histogram::draw_histogram;
use margins::{Margins, draw_margins, margins};

/// The headings of the two halves, and what is said where one has no room.
const SPREAD: &str = "Respondents by weight";
const MARGINS: &str = "Margins";
const NO_SPREAD: &str = "the spread of the weights has no room";
const NO_MARGINS: &str = "the margins have no room";

/// The kind.
pub(super) struct Weights;

impl Chart for Weights {
    fn name(&self) -> &'static str {
        "weights"
    }

    fn about(&self) -> &'static str {
        "the spread of weights, and margins before and after against targets"
    }

    fn drawn(&self, figures: &Figures) -> String {
        // The legend names the strokes of the targets; shares of weighting have no intervals.
        let margins = margins(figures);
        let margins = Margins::of(figures, &margins);
        margins.gaps().into_iter().chain(margins.reached()).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        match (counted(figures), figures.subject.as_deref()) {
            (Some(counted), _) => format!("Weighting: {counted}"),
            _ if figures.notes.deff.is_some_and(|(deff, _)| deff < EVEN) => {
                "Weighting: all weights are equal".to_owned()
            }
            (None, Some(subject)) => words::capital(subject),
            (None, None) => "Weights, and margins before and after weighting".to_owned(),
        }
    }

    fn describe(&self, figures: &Figures) -> String {
        let spread = spread_words(&bins(figures));
        let cost = cost(figures).map(|text| format!(" {text}.")).unwrap_or_default();
        let entries = margins(figures);
        format!(
            "Diagnostics of weighting.{spread}{cost}{}",
            Margins::of(figures, &entries).told(&entries, figures.notes.n.map(|(n, _)| n))
        )
    }

    fn kept(&self, figures: &Figures, drawing: &Drawing) -> Option<Figures> {
        let heads = |text: &str| {
            let mut headings = drawing.marks.iter().filter(|mark| mark.role == Role::Heading).filter_map(Mark::text);
            headings.any(|heading| heading.text == text)
        };
        let is_bin = |row: &Row| row.part == Part::Bin;
        let lacks = |half: bool, heading: &str| figures.rows.iter().any(|row| is_bin(row) == half) && !heads(heading);
        let (spread, said) = match (lacks(true, SPREAD), lacks(false, MARGINS)) {
            (false, true) => (true, NO_MARGINS),
            (true, false) => (false, NO_SPREAD),
            _ => return None,
        };
        let mut kept = figures.clone();
        kept.rows.retain(|row| is_bin(row) == spread);
        if spread {
            kept.notes.extra.retain(|note| !figures.of_margins.contains(note));
        }
        kept.notes.extra.insert(0, words::capital(said));
        if let Some([of_spread, of_margins]) = kept.halves.take() {
            kept.subtitle = Some(if spread { of_spread } else { of_margins });
        }
        Some(kept)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let bins = bins(figures);
        let compared = figures.rows.iter().any(|row| match row.part {
            Part::Estimate => row.series.is_some(),
            part => part == Part::Target,
        });
        let margins = if compared { margins(figures) } else { Vec::new() };
        if bins.is_empty() && margins.is_empty() {
            return Err(ChartError::Lacks {
                kind: "weights",
                needs: "bins of the weights, or margins before and after",
            });
        }
        // Where both have no room, the margins say more than the spread; each is drawn whole or not at all.
        let views: [(&[_], &[_], Option<&str>); 3] =
            [(&bins, &margins, None), (&[], &margins, Some(NO_SPREAD)), (&bins, &[], Some(NO_MARGINS))];
        let mut refused = None;
        for (bins, margins, left_out) in views.into_iter().filter(|(bins, margins, _)| bins.len() + margins.len() > 0) {
            let mut trial = sheet.clone();
            match draw_halves(figures, &mut trial, (bins, margins), left_out) {
                Ok(()) => {
                    *sheet = trial;
                    return Ok(());
                }
                Err(error @ ChartError::TooSmall { .. }) if sheet.is_fixed() => drop(refused.get_or_insert(error)),
                Err(error) => return Err(error),
            }
        }
        refused.map_or(Ok(()), Err)
    }
}

/// The histogram above the margins, or what there is of them.
fn draw_halves(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (bins, margins): (&[(&Row, f64)], &[Entry<'_>]),
    left_out: Option<&str>,
) -> Result<(), ChartError> {
    let body = sheet.body;
    let remark = left_out.map(str::to_owned).or_else(|| cost(figures));
    let upper = match (bins.is_empty(), margins.is_empty()) {
        (true, _) => 0.0,
        (false, true) => body.height,
        (false, false) => (body.height * 0.4).clamp(if sheet.is_fixed() { 88.0 } else { 110.0 }, 170.0),
    };
    if !bins.is_empty() {
        draw_histogram(figures, sheet, (bins, remark.as_deref()), Rect::new(body.x, body.y, body.width, upper))?;
    } else if let Some(left_out) = left_out {
        let style = sheet.small();
        sheet.write(Role::Remark, (body.right(), body.y + style.size), Anchor::End, style, left_out);
    }
    if !margins.is_empty() {
        let top = if upper > 0.0 { upper + 14.0 } else { 0.0 };
        draw_margins(figures, sheet, margins, body.inset(0.0, top, 0.0, 0.0))?;
    }
    Ok(())
}

/// Bars of the histogram with their spans, from low to high.
fn bins(figures: &Figures) -> Vec<(&Row, f64)> {
    let bins = figures.rows.iter().filter(|row| row.part == Part::Bin && row.span.is_some());
    let mut bins: Vec<(&Row, f64)> = bins.filter_map(|row| Some((row, row.value?))).collect();
    let low = |row: &Row| row.span.map_or(0.0, |span| span.low);
    bins.sort_by(|a, b| low(a.0).total_cmp(&low(b.0)));
    bins
}

/// How far weights are spread, in words; each of a few.
fn spread_words(bins: &[(&Row, f64)]) -> String {
    let bins = || bins.iter().filter(|(_, count)| *count > 0.0);
    let each: Option<Vec<String>> =
        bins().map(|(row, count)| Some(format!("{} ({})", row.item.as_ref()?, words::count(*count)))).collect();
    let ends = range(bins().filter_map(|(row, _)| row.span).flat_map(|span| [span.low, span.high]));
    match (each.filter(|each| !each.is_empty()), ends) {
        (Some(each), _) => {
            let each: Vec<&str> = each.iter().map(String::as_str).collect();
            format!(" Weights, and how many have each: {}.", words::list(&each, each.len()))
        }
        (None, Some((low, high))) => format!(" The bars of weights run from {low:.2} to {high:.2}."),
        (None, None) => String::new(),
    }
}

fn heading(sheet: &mut Sheet<'_>, text: &str, at: (f64, f64)) -> f64 {
    let style = sheet.small().strong();
    sheet.write(Role::Heading, (at.0, at.1 + style.size), Anchor::Start, style, text);
    style.size + 8.0
}

/// For how many respondents they count, where the notes say it and weights differ.
fn counted(figures: &Figures) -> Option<String> {
    let ((deff, _), (effective, _), (n, _)) = (figures.notes.deff?, figures.notes.n_effective?, figures.notes.n?);
    let counted = || format!("{} respondents count as {}", words::count(n), words::count(effective));
    (deff >= EVEN).then(counted)
}

/// From this design effect on weights differ.
const EVEN: f64 = 1.0 + 1e-9;

/// What weighting costs, where the notes say it: the title may say for how many respondents they count.
fn cost(figures: &Figures) -> Option<String> {
    let (deff, _) = figures.notes.deff.filter(|_| figures.notes.n_effective.is_some() && figures.notes.n.is_some())?;
    if deff < EVEN {
        return Some("All weights are equal".to_owned());
    }
    let counted = counted(figures).filter(|_| figures.title.is_some());
    let counted = counted.map(|counted| format!(": {counted}")).unwrap_or_default();
    Some(format!("Design effect of the weights {deff:.2}{counted}"))
}
