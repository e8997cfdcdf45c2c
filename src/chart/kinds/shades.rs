//! How strongly the cells of a table are filled: from the ground to full strength over the spread of the data, alike in every hue.

use super::crosstab::Crosstab;
use crate::chart::colour::Colour;
use crate::chart::figures::{Figures, Row, Unit, distinct, range};
use crate::chart::layout::Sheet;
use crate::survey::Role;
use std::collections::BTreeSet;

/// The least range from the palest to the strongest fill, in shares; of numbers this part of the largest: values that lie closer
/// together look alike, as they are.
const LEAST: f64 = 0.2;

/// The contrast that numbers in cells need.
const READS: f64 = 4.5;

/// From pale to strong in one hue; of answers with a side in the hue of their side; of differences above and below zero in two. Equal values
/// are equally strong in all of them, but in the light greys of no opinion, and no key is needed as each cell has its number.
pub(super) struct Shades {
    /// From little to much, by the side of an answer and whether it stands among answers with sides; of those shown.
    ramps: Vec<((Role, bool), Ramp)>,
    /// The questions whose answers have sides: those beside them are grey, and others a hue.
    sided: BTreeSet<Option<String>>,
    /// The ramp of values below zero, where zero is the middle.
    below: Option<Ramp>,
    scale: Scale,
}

impl Shades {
    /// The shades of all cells of some figures.
    pub(super) fn new(figures: &Figures, sheet: &Sheet<'_>) -> Self {
        let colours = &sheet.theme.colours;
        let scale = Scale::of(figures);
        let side = |[strong, mild]: [Colour; 2]| Ramp::new(sheet, &[strong, mild]);
        let grey = || Ramp::new(sheet, &[colours.ink, colours.neutral]);
        let is_side = |row: &Row| matches!(role(figures, row), Role::Positive | Role::Negative);
        let sides = figures.estimates().filter(|(row, _)| is_side(row));
        let sided: BTreeSet<Option<String>> = sides.map(|(row, _)| row.under.clone()).collect();
        let of = |(role, sided): (Role, bool)| match role {
            _ if scale.two_sided => side(colours.positive),
            Role::Positive => side(colours.positive),
            Role::Negative => side(colours.negative),
            // No opinion is light grey however many have none.
            Role::DontKnow | Role::Refused => Ramp::outside(sheet),
            _ if sided => grey(),
            _ => Ramp::new(sheet, &[colours.cells[1]]),
        };
        let shown = distinct(figures.estimates().map(|(row, _)| (role(figures, row), sided.contains(&row.under))));
        let ramps = shown.into_iter().map(|key| (key, of(key))).collect();
        let below = scale.two_sided.then(|| side(colours.negative));
        Self { ramps, sided, below, scale }
    }

    /// The fill of the value of a row.
    pub(super) fn of(&self, figures: &Figures, row: &Row, value: f64) -> Colour {
        let key = (role(figures, row), self.sided.contains(&row.under));
        let own = self.ramps.iter().find(|(of, _)| *of == key).unwrap_or(&self.ramps[0]);
        let ramp = self.below.as_ref().filter(|_| value < 0.0).unwrap_or(&own.1);
        ramp.at(self.scale.place(value))
    }
}

/// The role of the answer that a row is of.
fn role(figures: &Figures, row: &Row) -> Role {
    figures.role(Crosstab::answer(row))
}

/// The values that the palest and the strongest fill stand for.
struct Scale {
    unit: Unit,
    from: f64,
    to: f64,
    /// Zero is the middle: sizes count, whatever their sign.
    two_sided: bool,
}

impl Scale {
    fn of(figures: &Figures) -> Self {
        let (low, high) = range(figures.estimates().map(|(_, value)| value)).unwrap_or((0.0, 1.0));
        let (from, to) = reach(figures.unit, low, high);
        Self { unit: figures.unit, from, to, two_sided: low < 0.0 }
    }

    /// Where a value lies, from 0 to 1: what is printed alike lies at one place.
    fn place(&self, value: f64) -> f64 {
        let printed = if self.unit == Unit::Number { value } else { (100.0 * value).round() / 100.0 };
        let size = if self.two_sided { printed.abs() } else { printed };
        ((size - self.from) / (self.to - self.from).max(1e-9)).clamp(0.0, 1.0)
    }
}

/// From the palest fill to the strongest in one hue, evenly: a point more is as much stronger everywhere.
struct Ramp {
    pale: Colour,
    strong: Colour,
}

impl Ramp {
    /// To the first of these colours, and those between them and the palest, that is no stronger than the strong end of cells.
    fn new(sheet: &Sheet<'_>, from: &[Colour]) -> Self {
        let ([pale, end], paper) = (sheet.theme.colours.cells, sheet.theme.colours.paper);
        let stops: Vec<Colour> = from.iter().copied().chain([pale]).collect();
        let mut path = stops.windows(2).flat_map(|way| steps().map(|step| way[0].towards(way[1], step)));
        let strong = path.find(|fill| fill.contrast(paper) <= end.contrast(paper) + 1e-9).unwrap_or(end);
        Self { pale, strong }
    }

    /// Greys for answers outside every scale.
    fn outside(sheet: &Sheet<'_>) -> Self {
        let colours = &sheet.theme.colours;
        let grey = colours.dont_know;
        Self { pale: grey.towards(colours.paper, 0.75), strong: grey.towards(colours.neutral, 0.2) }
    }

    /// The fill at a place of the scale.
    fn at(&self, place: f64) -> Colour {
        self.pale.towards(self.strong, place)
    }
}

/// Steps of a way, from its start to its end.
fn steps() -> impl Iterator<Item = f64> {
    (0..=100).map(|step| f64::from(step) * 0.01)
}

/// The values that the palest and the strongest fill stand for: the least and the largest, but no closer together than [`LEAST`]; from zero
/// where values lie on both sides of it.
fn reach(unit: Unit, low: f64, high: f64) -> (f64, f64) {
    let least = if unit == Unit::Number { LEAST * high.abs().max(low.abs()) } else { LEAST };
    if low < 0.0 {
        return (0.0, high.max(-low).max(least / 2.0));
    }
    if high - low >= least {
        return (low, high);
    }
    let most = if unit == Unit::Share { 1.0 - least } else { f64::INFINITY };
    let from = (f64::midpoint(low, high) - least / 2.0).min(most).max(0.0);
    (from, from + least)
}

/// The colour of a number on a fill: ink, which reads on all fills of our own themes; in one with stronger fills paper, and on the few between,
/// where neither reads, black or white.
pub(super) fn ink_on(sheet: &Sheet<'_>, fill: Colour) -> Colour {
    let inks = [sheet.theme.colours.ink, sheet.theme.colours.paper];
    inks.into_iter().find(|ink| ink.contrast(fill) >= READS).unwrap_or_else(|| fill.ink_on())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::layout::Headings;
    use crate::chart::{Size, Theme};

    fn fill(shades: &Shades, value: f64) -> Colour {
        shades.of(&Figures::default(), &Row::new(value).answer("a"), value)
    }

    fn shades(values: &[f64], test: impl Fn(&Sheet<'_>, &Shades)) {
        let rows = values.iter().map(|value| Row::new(*value).answer("a")).collect();
        let figures = Figures { rows, ..Figures::default() };
        for name in Theme::names() {
            let theme = Theme::named(name).unwrap();
            let sheet = Sheet::new(&theme, Size::SCREEN, &Headings::default()).unwrap();
            test(&sheet, &Shades::new(&figures, &sheet));
        }
    }

    #[test]
    fn the_ramp_is_used_from_end_to_end_where_values_differ_and_a_little_of_it_where_they_do_not() {
        shades(&[0.05, 0.27], |sheet, shades| {
            let [pale, strong] = sheet.theme.colours.cells;
            assert_eq!((fill(shades, 0.05), fill(shades, 0.27)), (pale, strong));
            let inks = [pale, strong].map(|fill| ink_on(sheet, fill));
            assert_eq!(inks, [sheet.theme.colours.ink; 2], "no numeral is set off by its ink");
        });
        shades(&[0.40, 0.43], |sheet, shades| {
            let [low, high] = [0.40, 0.43].map(|value| fill(shades, value));
            assert!((shades.scale.to - shades.scale.from - LEAST).abs() < 1e-12);
            assert!(low.distance(high, crate::chart::colour::Sight::Usual) < 10.0);
            assert_eq!(ink_on(sheet, low), ink_on(sheet, high));
        });
    }

    #[test]
    fn a_point_more_is_as_much_stronger_everywhere_and_every_number_reads() {
        let close = [0.2951, 0.3049];
        shades(&[&[0.01, 0.26, 0.59][..], &close].concat(), |sheet, shades| {
            assert_eq!(fill(shades, close[0]), fill(shades, close[1]), "printed alike");
            let fills: Vec<Colour> = (1..=59).map(|percent| fill(shades, f64::from(percent) / 100.0)).collect();
            let even = fills[0].distance(fills[58], crate::chart::colour::Sight::Usual) / 58.0;
            for pair in fills.windows(2) {
                let step = pair[0].distance(pair[1], crate::chart::colour::Sight::Usual);
                assert!((step - even).abs() < 0.5 * even, "{step} for {even} from {} to {}", pair[0], pair[1]);
                assert!(ink_on(sheet, pair[0]).contrast(pair[0]) >= READS, "{}", pair[0]);
            }
        });
    }

    #[test]
    fn small_and_large_shares_stay_between_nothing_and_all() {
        assert_eq!(reach(Unit::Share, 0.04, 0.11), (0.0, LEAST));
        assert_eq!(reach(Unit::Share, 0.95, 1.0), (0.8, 1.0));
        assert_eq!(reach(Unit::Points, -0.03, 0.02), (0.0, 0.1));
        assert_eq!(reach(Unit::Number, 51_000.0, 51_500.0), (46_100.0, 56_400.0));
    }
}
