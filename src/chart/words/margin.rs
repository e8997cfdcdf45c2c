//! The margin that a footer tells: how far shares near one half may be off, or where none is near it, those that are shown.

use super::per_cent;
use crate::chart::figures::{Figures, Margins, Part, Row, Unit, range};
use crate::num::distribution::t_quantile;
use crate::uncertainty::Level;

/// Shares of which the effective n tells that of one half: that of 3 % may be another by far, as answers of few differ less by cluster.
const NEAR_HALF: std::ops::RangeInclusive<f64> = 0.3..=0.7;
/// Margins that differ by less, a tenth of a point, are told as the larger.
const ALIKE: f64 = 0.001;
/// Smaller and larger shares than these tell nothing of one half.
const TELLING: std::ops::RangeInclusive<f64> = 0.1..=0.9;

/// `margin ±3.1–4.4 points (95%) for shares near 50%`; of smaller and larger shares alone, or where an interval of theirs is wider than
/// those near one half, `margin of these shares up to ±1.2 points (95%)`.
pub(super) fn told(figures: &Figures) -> Option<String> {
    let level = figures.notes.level;
    let of = level.map(|level| format!(" ({}%)", per_cent(level.get()))).unwrap_or_default();
    match figures.notes.margins {
        Margins::Shares => {}
        Margins::NetScores => return Some(format!("margin of net scores {}{of}", up_to(widest(figures)?))),
        Margins::Untold => return None,
    }
    let points = |margin: f64| format!("{:.1}", margin * 100.0);
    if let Some(stated) = figures.notes.margin {
        return Some(format!("margin ±{} points{of} for shares near 50%", points(stated)));
    }
    if figures.unit == Unit::Points {
        return Some(format!("margin ±{} points{of} for shares near 50%", of_points(figures, level?)?));
    }
    let level = level.filter(|_| figures.unit == Unit::Share)?;
    let shares = || estimates(figures);
    let near = shares().any(|row| is_within(row, &NEAR_HALF));
    let halves = range(of_groups(shares(), level)).filter(|_| near);
    let is_wider = |row: &Row, most: f64| row.inner.is_some_and(|own| (own.high - own.low) / 2.0 > most + ALIKE);
    let Some((least, most)) = halves.filter(|(_, most)| !shares().any(|row| is_wider(row, *most))) else {
        return Some(format!("margin of these shares {}{of}", up_to(widest(figures)?)));
    };
    let from = if most - least < ALIKE { String::new() } else { format!("{}–", points(least)) };
    Some(format!("margin ±{from}{} points{of} for shares near 50%", points(most)))
}

/// What is estimated by itself.
fn estimates(figures: &Figures) -> impl Iterator<Item = &Row> {
    figures.rows.iter().filter(|row| !matches!(row.part, Part::Change | Part::Gap | Part::Pooled))
}

/// The farthest that an interval reaches.
fn widest(figures: &Figures) -> Option<f64> {
    estimates(figures).filter_map(reach).reduce(f64::max)
}

/// What is rounded up promises no more than the interval.
fn up_to(margin: f64) -> String {
    format!("up to ±{:.1} points", (margin * 1e3 - 1e-6).ceil() / 10.0)
}

fn is_within(row: &Row, shares: &std::ops::RangeInclusive<f64>) -> bool {
    row.value.is_some_and(|share| shares.contains(&share))
}

/// The margin of each group of people, by the share that is nearest to one half of those that tell anything of it.
fn of_groups<'a>(shares: impl Iterator<Item = &'a Row>, level: Level) -> Vec<f64> {
    let away = |row: &Row| row.value.map_or(f64::INFINITY, |share| (share - 0.5).abs());
    let mut nearest: Vec<(&Row, f64)> = Vec::new();
    for row in shares.filter(|row| is_within(row, &TELLING)) {
        let Some(margin) = of_half(row, level) else { continue };
        match nearest.iter_mut().find(|(known, _)| is_of_one_group(known, row)) {
            Some(known) if away(row) < away(known.0) => *known = (row, margin),
            Some(_) => {}
            None => nearest.push((row, margin)),
        }
    }
    nearest.into_iter().map(|(_, margin)| margin).collect()
}

/// Whether rows are answers of the same people. Lines over time may be answers, too.
fn is_of_one_group(a: &Row, b: &Row) -> bool {
    let day = |row: &Row| row.when.as_ref().map(|when| when.day.to_bits());
    let series = |row: &Row| row.series.clone().filter(|_| row.answer.is_some());
    let place = |row: &Row| (row.group.clone(), day(row), row.pollster.clone(), series(row));
    (&a.panel, &a.item, &a.under) == (&b.panel, &b.item, &b.under) && place(a) == place(b)
}

/// The margin of one half on the effective n of a share: t √(0.25/n), no more than the interval of the share tells, which a method for few
/// clusters makes shorter. An effective n above n is an estimate that went too far: nobody is promised less than simple random sampling.
fn of_half(row: &Row, level: Level) -> Option<f64> {
    let share = row.value?;
    let known = row.n_effective.filter(|n| *n > 0.0);
    let n = known.map(|effective| effective.min(row.n.unwrap_or(effective)));
    let half = n.map(|n| t_quantile(level.upper_tail(), row.df.unwrap_or(f64::INFINITY)) * (0.25 / n).sqrt());
    let surer = known.zip(n).map_or(1.0, |(effective, n)| effective / n);
    let at_half = (0.25 / (share * (1.0 - share)) * surer).sqrt();
    let own = row.inner.map(|bounds| (bounds.high - bounds.low) / 2.0 * at_half).filter(|own| *own > 0.0);
    match own {
        Some(own) if NEAR_HALF.contains(&share) => Some(half.map_or(own, |half| half.min(own))),
        _ => half.or(own),
    }
}

/// The least and the largest margin of the shares that points lie apart: t √(0.25/n) on their effective bases, with the fewest degrees of
/// freedom, an effective n above n being no more than n.
fn of_points(figures: &Figures, level: Level) -> Option<String> {
    let (least, most) = figures.effective_bases().filter(|(least, _)| *least > 0.0)?;
    let most = figures.bases().map_or(most, |(_, n)| most.min(n).max(least));
    let df = figures.rows.iter().filter_map(|row| row.df).fold(f64::INFINITY, f64::min);
    let half = |n: f64| t_quantile(level.upper_tail(), df) * (0.25 / n).sqrt();
    let from = if half(least) - half(most) < ALIKE { String::new() } else { format!("{:.1}–", half(most) * 100.0) };
    Some(format!("{from}{:.1}", half(least) * 100.0))
}

/// How far the interval of a share reaches on its longer side.
fn reach(row: &Row) -> Option<f64> {
    let (value, bounds) = row.value.zip(row.inner)?;
    Some((bounds.high - value).max(value - bounds.low)).filter(|reach| *reach > 0.0)
}
