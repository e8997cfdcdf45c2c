//! Figures for the tests and the gallery. Real ones are Levada Center's and Russian Field's published shares, 2022 to 2026 (see
//! `data/russia-ukraine`); made-up ones say "synthetic" in their source.

mod groups;
mod over_time;
mod polls;
mod scales;
mod tables;

pub(crate) use groups::{bars, dots, dumbbell, facets_of_dots, slope};
pub(crate) use over_time::{area, facets, smooth, trend};
pub(crate) use polls::{forest, house};
pub(crate) use scales::{diverging, likert};
pub(crate) use tables::{heat, lint, weights};

use topline::chart::figures::{
    AnswerOrder, CellFinding, Event, Figures, FitPoint, FittedLine, GroupOrder, NetParts, Notes, Part, Row, Sum, Unit,
};
use topline::survey::Role;
use topline::uncertainty::{Bounds, Level};

/// Day of a civil date, counted from 1970-01-01.
pub(crate) fn day(year: i16, month: i8, day: i8) -> f64 {
    let span = jiff::civil::date(1970, 1, 1).until(jiff::civil::date(year, month, day)).unwrap();
    f64::from(span.get_days())
}

/// The Wilson interval at 95 %.
pub(crate) fn wilson(p: f64, n: f64) -> Bounds {
    let z = 1.959_963_984_540_054;
    let centre = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Bounds::new((centre - half).max(0.0), (centre + half).min(1.0))
}

/// A share with its 95 % interval, and the wider one for figures printed in whole per cent.
pub(crate) fn share(p: f64, n: f64, deff: f64) -> Row {
    let (inner, low, high) =
        (wilson(p, n / deff), wilson((p - 0.005).max(0.0), n / deff), wilson((p + 0.005).min(1.0), n / deff));
    Row::new(p).inner(inner.low, inner.high).outer(low.low, high.high).base(n, n / deff)
}

pub(crate) const DEFF: f64 = 1.9;

pub(crate) fn notes() -> Notes {
    Notes {
        source: Some("Levada Center".into()),
        mode: Some("in person at home".into()),
        population: Some("adults 18+, Russia".into()),
        deff: Some((1.87, 1.93)),
        margin: Some(0.034),
        level: Some(Level::USUAL),
        interval: Some("Wilson".into()),
        outer: Some("rounding of the printed figures".into()),
        ..Notes::default()
    }
}

const WORDING: &str = "Do you think it is necessary now to continue military action or to start peace negotiations?";

fn sex_and_age() -> Vec<GroupOrder> {
    let order = |variable: &str, title: &str, levels: &[&str], ordered| GroupOrder {
        variable: variable.into(),
        title: title.into(),
        levels: levels.iter().map(|level| (*level).into()).collect(),
        ordered,
    };
    vec![
        order("sex", "Sex", &["men", "women"], true),
        order("age", "Age", &["18–24", "25–39", "40–54", "55 and older"], true),
        order("place", "Settlement", &[], false),
    ]
}

/// Every sample: its name, the kind it is drawn as, its figures.
pub(crate) fn all() -> Vec<(&'static str, &'static str, Figures)> {
    vec![
        ("trend", "trend", trend()),
        ("dots", "dots", dots()),
        ("likert", "likert", likert()),
        ("diverging", "likert", diverging()),
        ("bars", "bars", bars()),
        ("dumbbell", "dumbbell", dumbbell()),
        ("slope", "slope", slope()),
        ("facets", "facets", facets(8)),
        ("facets24", "facets", facets(24)),
        ("facetdots", "facets", facets_of_dots()),
        ("heat", "heat", heat()),
        ("area", "area", area()),
        ("forest", "forest", forest()),
        ("house", "house", house()),
        ("table", "table", heat()),
        ("weights", "weights", weights()),
        ("lint", "lint", lint()),
    ]
}
