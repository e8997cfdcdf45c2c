//! Where the names of rows stand, beside their bars or over them, and the names of series in the first row.

use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::{Axis, PlacedRows, RowLabel, RowPitch, Sheet};
use crate::chart::words;

/// The part of the width that names beside bars take, and how far they may go to keep a word whole, or to stand in one line where there is
/// no room for two.
const SHARES: [f64; 3] = [0.36, 0.44, 0.52];
/// Names stand over bars where more than this part of them would be broken beside them.
const BROKEN: f64 = 0.2;
/// Names end at their bars where the longest is more than so many times as long as the shortest.
const RAGGED: f64 = 2.0;
/// The largest height of a single bar.
const MOST_BAR: f64 = 34.0;
/// The least height of a bar that has a number beside it.
const LEAST_BAR: f64 = 14.0;
/// The least height of a single bar under its name: its number stands clear of names all the same.
const THIN: f64 = 9.0;

/// Where the bars of rows are.
pub(super) struct Placed {
    /// Left end of bars.
    pub(super) left: f64,
    /// Middle of the bars of each row.
    pub(super) centres: Vec<f64>,
    /// Height of the bars of a row together.
    pub(super) band: f64,
    /// Lower end of the last row.
    pub(super) bottom: f64,
    /// Names stand over their bars.
    over: bool,
}

impl Placed {
    /// From where to where the line that bars start from runs, below `top`: past names in one, beside bars alone where names stand over them.
    pub(super) fn baselines(&self, top: f64) -> Vec<(f64, f64)> {
        let beside = |centre: &f64| (centre - self.band / 2.0 - 2.0, centre + self.band / 2.0 + 2.0);
        if self.over { self.centres.iter().map(beside).collect() } else { vec![(top, self.bottom)] }
    }

    /// The height of each of `series` bars.
    pub(super) fn thick(&self, series: usize) -> f64 {
        self.band / series.max(1) as f64
    }
}

/// Writes the names of rows with `series` bars each: beside them, or over them where too many would be broken in lines.
pub(super) fn place(
    sheet: &mut Sheet<'_>,
    labels: &[RowLabel],
    area: Rect,
    series: usize,
) -> Result<Placed, ChartError> {
    let widths: Vec<f64> = labels.iter().map(|label| width(sheet, label)).collect();
    let lines = |share: f64| widths.iter().filter(|width| **width > share * area.width).count();
    let broken = lines(SHARES[0]) as f64 > BROKEN * labels.len() as f64;
    if broken && lines(1.0) == 0 {
        match over(sheet, labels, area, series) {
            Err(ChartError::TooSmall { .. }) if sheet.is_fixed() => {}
            placed => return placed,
        }
    }
    // Two lines of a name need their height.
    let low = sheet.is_fixed() && area.height / (labels.len() as f64) < 2.0 * sheet.measure(sheet.plain()).leading();
    let words = labels.iter().flat_map(|label| label.name.split_whitespace());
    let word = words.map(|word| sheet.width_of(word, sheet.plain().strong())).fold(0.0, f64::max);
    let whole = |share: &f64| word <= share * area.width && (!low || lines(*share) == 0);
    let share = SHARES.into_iter().find(whole).unwrap_or(SHARES[0]);
    let bar = sheet.theme.sizes.bar;
    let least = if series > 1 { LEAST_BAR * series as f64 / bar } else { 21.0 };
    // A short name far from its bar is lost beside long ones.
    let ragged =
        widths.iter().copied().fold(0.0, f64::max) > RAGGED * widths.iter().copied().fold(f64::INFINITY, f64::min);
    let (anchor, away) = if ragged { (Anchor::End, 9.0) } else { (Anchor::Start, 14.0) };
    let pitch = RowPitch { least, most: least.max(46.0) };
    let rows = sheet.rows_from(labels, area, (share, pitch), anchor)?;
    let band = (rows.pitch * bar).min(if series > 1 { 22.0 * series as f64 } else { MOST_BAR });
    Ok(Placed { left: rows.names_end + away, centres: rows.centres, band, bottom: rows.bottom, over: false })
}

fn width(sheet: &Sheet<'_>, label: &RowLabel) -> f64 {
    let style = if label.strong { sheet.plain().strong() } else { sheet.plain() };
    sheet.width_of(&label.name, style)
}

/// Names over their bars.
fn over(sheet: &mut Sheet<'_>, labels: &[RowLabel], area: Rect, series: usize) -> Result<Placed, ChartError> {
    let least = if series > 1 { LEAST_BAR * series as f64 } else { THIN };
    let PlacedRows { centres, pitch, bottom, .. } =
        sheet.rows_under(labels, &[], area, RowPitch { least, most: least + 10.0 })?;
    let band = pitch.min(20.0 * series as f64);
    let centres = centres.into_iter().map(|centre| centre - pitch / 2.0 + 1.0 + band / 2.0).collect();
    Ok(Placed { left: area.x, centres, band, bottom, over: true })
}

/// Names series within the bars of the first row, the uppermost of which stands at `bar`; false where they do not fit.
pub(super) fn name_bars(
    sheet: &mut Sheet<'_>,
    first: &Entry<'_>,
    colours: &[(&str, Colour)],
    (bar, axis): (Rect, &Axis),
) -> bool {
    let style = sheet.small();
    // Short of the interval, so that no line runs through a name.
    let end = |name: &str| {
        let row = first.rows.iter().find(|row| row.series.as_deref() == Some(name) && !row.low_precision)?;
        Some(axis.at(row.widest().map_or(row.value?, |bounds| bounds.low)))
    };
    let fits =
        |name: &str| end(name).is_some_and(|end| bar.x + 14.0 + sheet.width_of(&words::capital(name), style) <= end);
    if bar.height < style.size + 3.0 || !colours.iter().all(|(name, _)| fits(name)) {
        return false;
    }
    for (at, (name, fill)) in colours.iter().enumerate() {
        sheet.series = Some(at);
        let middle = bar.y + (at as f64 + 0.5) * bar.height - 0.75;
        let style = style.coloured(fill.ink_on());
        sheet.write_centred(Role::Label, (bar.x + 7.0, middle), Anchor::Start, style, &words::capital(name));
    }
    sheet.series = None;
    true
}
