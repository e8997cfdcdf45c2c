//! What printed margins of error say that is hardly so.

use crate::report::Warning;
use crate::sample::margin::{DesignEffect, PrintedMargin, margin_of};
use crate::study::spec::MarginSpec;
use crate::uncertainty::Level;

/// A warning where margins are those of a sample surer than `n` people drawn one by one, beyond what their rounding leaves open.
pub(super) fn too_sure(effect: &DesignEffect, margins: &[MarginSpec], n: f64, level: Level) -> Option<Warning> {
    let usual = |printed: &PrintedMargin| margin_of(printed.share(), n, 1.0, level);
    let ratio = |printed: &PrintedMargin| printed.margin() / usual(printed);
    let printed = margins.iter().map(|spec| spec.margin);
    let least = printed.min_by(|a, b| ratio(a).total_cmp(&ratio(b))).filter(|_| effect.high() < 1.0)?;
    let message = format!(
        "{least} makes a design effect of {:.2} to {:.2}: surer than a simple random sample of {n}, which has ±{:.1}. Strata that explain much can do that; likelier the margin, n or the level ({} %) is another. If all are right, --allow W218",
        effect.low(),
        effect.high(),
        100.0 * usual(&least),
        (level.get() * 1e8).round() / 1e6,
    );
    Some(Warning { code: "W218".to_owned(), message, place: None })
}
