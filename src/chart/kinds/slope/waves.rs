//! Names of waves above their lines, kept clear of each other.

use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::layout::{Lines, Sheet};

/// The names of waves above their lines: the ends outside, the others centred, each in as many lines and as high as it takes to stand
/// clear of its neighbours.
pub(super) struct Names {
    lines: Vec<Lines>,
    /// The tier of each, counted upwards; none where it found no room.
    tiers: Vec<Option<usize>>,
    /// Height of a tier.
    tier: f64,
    /// From where to where they may reach.
    reach: (f64, f64),
}

impl Names {
    /// Between names side by side.
    const APART: f64 = 8.0;
    const MOST_TIERS: usize = 2;

    /// Names above `xs`: in a line each where all fit so, else broken, else in two tiers.
    pub(super) fn new(sheet: &Sheet<'_>, waves: &[&str], xs: &[f64]) -> Self {
        let whole = Self::broken(sheet, waves, xs, f64::INFINITY);
        if whole.tiers.iter().all(|tier| *tier == Some(0)) { whole } else { Self::broken(sheet, waves, xs, 1.0) }
    }

    /// With lines at most `width` wide, or as wide as their longest word.
    fn broken(sheet: &Sheet<'_>, waves: &[&str], xs: &[f64], width: f64) -> Self {
        let ruler = sheet.measure(sheet.small().strong());
        let reach = (sheet.body.x, sheet.body.right());
        let lines: Vec<Lines> = waves
            .iter()
            .map(|wave| {
                let longest = wave.split(' ').map(|word| ruler.width(word)).fold(0.0, f64::max);
                ruler.wrap(wave, width.max(longest + 0.1).min(sheet.body.width), 3)
            })
            .collect();
        let tier = lines.iter().map(|lines| lines.lines.len()).max().unwrap_or(1) as f64 * ruler.leading() + 4.0;
        let tiers = Self::tiers(&lines, xs, reach);
        Self { lines, tiers, tier, reach }
    }

    /// The same names above other lines.
    pub(super) fn above(self, xs: &[f64]) -> Self {
        Self { tiers: Self::tiers(&self.lines, xs, self.reach), ..self }
    }

    /// The ends stand lowest; the others, from the left, where there is room.
    fn tiers(lines: &[Lines], xs: &[f64], reach: (f64, f64)) -> Vec<Option<usize>> {
        let last = xs.len() - 1;
        let span = |at: usize| {
            let left = Self::left(xs[at], Self::shift(at, last), lines[at].width, reach);
            (left - Self::APART / 2.0, left + lines[at].width + Self::APART / 2.0)
        };
        let mut tiers: Vec<Option<usize>> = vec![None; xs.len()];
        for at in [0, last].into_iter().chain(1..last) {
            let free = |tier: &usize| {
                let others = (0..xs.len()).filter(|other| tiers[*other] == Some(*tier));
                others.map(span).all(|(from, to)| span(at).1 <= from || to <= span(at).0)
            };
            tiers[at] = (0..Self::MOST_TIERS).find(free);
        }
        tiers
    }

    /// Where a name of this width begins.
    fn left(x: f64, shift: f64, width: f64, reach: (f64, f64)) -> f64 {
        (x - width * shift).min(reach.1 - width).max(reach.0)
    }

    /// How much of a name lies before its line.
    fn shift(at: usize, last: usize) -> f64 {
        if at == 0 {
            0.0
        } else if at == last {
            1.0
        } else {
            0.5
        }
    }

    pub(super) fn height(&self) -> f64 {
        (self.tiers.iter().flatten().max().unwrap_or(&0) + 1) as f64 * self.tier + 4.0
    }

    /// A line for each wave with its name above.
    pub(super) fn write(&self, sheet: &mut Sheet<'_>, xs: &[f64], plot: Rect) {
        let style = sheet.small().strong();
        let leading = sheet.measure(style).leading();
        let grid = Stroke::new(sheet.theme.colours.grid, 1.0);
        for (at, x) in xs.iter().enumerate() {
            let tier = self.tiers[at].unwrap_or(0) as f64 * self.tier;
            sheet.line(Role::Grid, vec![(*x, plot.y - tier), (*x, plot.bottom())], grid);
        }
        for (at, x) in xs.iter().enumerate() {
            let (Some(tier), lines) = (self.tiers[at], &self.lines[at]) else { continue };
            let shift = Self::shift(at, xs.len() - 1);
            let anchor = match shift {
                0.0 => Anchor::Start,
                1.0 => Anchor::End,
                _ => Anchor::Middle,
            };
            let height = lines.lines.len() as f64 * leading;
            let first = plot.y - 8.0 - tier as f64 * self.tier - height + leading;
            // The line to a higher name may pass behind a lower one.
            let left = Self::left(*x, shift, lines.width, self.reach);
            let halo = Rect::new(left - 2.0, first - style.size, lines.width + 4.0, height);
            sheet.rect(Role::Halo, halo, sheet.theme.colours.paper, None);
            sheet.write_lines(Role::Heading, (left + lines.width * shift, first), anchor, style, lines);
        }
    }
}
