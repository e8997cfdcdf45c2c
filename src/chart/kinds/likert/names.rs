//! How wide the names of rows may be; names of answers over the first row of stacks, where they fit: they need no legend then.

use super::LEAST_WIDTH;
use super::scale::Scale;
use super::stack::Segment;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::layout::{Column, Lines, RowLabel, RowPitch, Sheet};
use crate::chart::words;

/// The parts of the width that names of rows may take, the widest first: no name is broken for want of a letter or two.
pub(super) fn shares(sheet: &Sheet<'_>, labels: &[RowLabel]) -> Vec<f64> {
    const USUAL: [f64; 3] = [0.3, 0.24, 0.18];
    const WHOLE: f64 = 0.36;
    let style = |label: &RowLabel| if label.strong { sheet.plain().strong() } else { sheet.plain() };
    let widths = labels.iter().map(|label| sheet.width_of(&label.name, style(label)));
    let widest = widths.fold(0.0, f64::max) / sheet.body.width;
    let whole = Some(WHOLE).filter(|_| USUAL[0] < widest && widest <= WHOLE);
    whole.into_iter().chain(USUAL).collect()
}

/// The part of the width that names take beside these columns, and from where to where bars reach: the first that leaves room for bars.
pub(super) fn room(sheet: &Sheet<'_>, names: (&[RowLabel], bool), columns: &[Column]) -> Option<(f64, (f64, f64))> {
    let right = sheet.body.right() - sheet.columns_width(columns);
    let left = |share: f64| (share, start(sheet, names, share));
    let fits = shares(sheet, names.0).into_iter().map(left).find(|(_, left)| right - left >= LEAST_WIDTH);
    fits.map(|(share, left)| (share, (left, right)))
}

/// The width that bars lack beside these columns and the narrowest names.
pub(super) fn lacking(sheet: &Sheet<'_>, names: (&[RowLabel], bool), columns: &[Column]) -> f64 {
    let narrowest = shares(sheet, names.0).into_iter().fold(f64::INFINITY, f64::min);
    LEAST_WIDTH - (sheet.body.right() - sheet.columns_width(columns) - start(sheet, names, narrowest))
}

/// Where bars start, behind names or under them.
pub(super) fn start(sheet: &Sheet<'_>, (labels, over): (&[RowLabel], bool), share: f64) -> f64 {
    if over { sheet.body.x } else { sheet.names_end(labels, sheet.body, share) + BEHIND }
}

/// Between names and bars beside them.
const BEHIND: f64 = 14.0;

/// Names stand over bars where more than this part of them would be broken beside them, and none into more than two lines over them: words
/// leave about a tenth of a line empty.
const BROKEN: f64 = 0.2;
const TWO_LINES: f64 = 1.8;

/// Whether too many names beside bars would be broken, in this part of the width, that need not be over them.
pub(super) fn are_broken(sheet: &Sheet<'_>, labels: &[RowLabel], share: f64) -> bool {
    let style = |label: &RowLabel| if label.strong { sheet.plain().strong() } else { sheet.plain() };
    let wider = |share: f64| {
        labels.iter().filter(|label| sheet.width_of(&label.name, style(label)) > share * sheet.body.width).count()
    };
    wider(share) as f64 > BROKEN * labels.len() as f64 && wider(TWO_LINES) == 0
}

/// Where bars are.
pub(super) struct Placed {
    /// Their middles.
    pub(super) centres: Vec<f64>,
    /// Their height.
    pub(super) thick: f64,
    /// The space over each.
    pub(super) above: f64,
    /// Lower end of the last row.
    bottom: f64,
}

impl Placed {
    /// From where to where the middle line of a scale runs: from `top` through all rows, or past names that stand over bars.
    pub(super) fn middles(&self, top: f64, over: bool) -> Vec<(f64, f64)> {
        let beside = |centre: &f64| (centre - self.thick / 2.0 - 2.0, centre + self.thick / 2.0 + 2.0);
        if over { self.centres.iter().map(beside).collect() } else { vec![(top, self.bottom)] }
    }
}

/// The least height of a row whose name stands beside its bar, and of a bar under its name, and the most of these, or of those that are to
/// fill a picture of a fixed height.
const LEAST_ROW: f64 = 22.0;
const LEAST_BAR: f64 = 15.0;
const MOST_BAR: f64 = 26.0;
const FILLING: f64 = 54.0;
/// The space below a bar that is not to be near to the next name.
const BELOW: f64 = 5.0;

/// Bars behind the names of their rows, with `lane` units between them at least, in rows of the height `least` or more.
pub(super) fn place_beside(
    sheet: &mut Sheet<'_>,
    (labels, share): (&[RowLabel], f64),
    area: Rect,
    (lane, least): (f64, f64),
) -> Result<Placed, ChartError> {
    let pitch = RowPitch { least: LEAST_ROW.max(least).max(sheet.plain().size + 2.0 + lane), most: 58.0 };
    let rows = sheet.rows(labels, area, share, pitch)?;
    let thick = (rows.pitch * sheet.theme.sizes.bar).min(54.0).min(rows.pitch - lane);
    Ok(Placed { centres: rows.centres, thick, above: rows.pitch - thick, bottom: rows.bottom })
}

/// Bars under the names of their rows, with `lane` units of space above and below: a name is to be nearer to its own bar than to another.
pub(super) fn place_under(
    sheet: &mut Sheet<'_>,
    labels: &[RowLabel],
    area: Rect,
    lane: f64,
) -> Result<Placed, ChartError> {
    let least = LEAST_BAR.max(sheet.plain().size + 2.0);
    let below = if lane > 0.0 { lane } else { BELOW };
    let most = if sheet.is_fixed() { FILLING } else { MOST_BAR };
    let high = |bar: f64| bar + lane + below;
    let rows = sheet.rows_under(labels, &[], area, RowPitch { least: high(least), most: high(most) })?;
    let thick = (rows.pitch - lane - below).min(most);
    let centre = |middle: &f64| middle - rows.pitch / 2.0 + lane + thick / 2.0;
    Ok(Placed { centres: rows.centres.iter().map(centre).collect(), thick, above: lane, bottom: rows.bottom })
}

/// Names of answers over the segments of the first row.
pub(super) struct NamesOver {
    /// By answer: the name in lines, and the middle it is set about.
    names: Vec<(Lines, f64)>,
    /// The height they take.
    pub(super) height: f64,
}

/// The names of all answers over the segments of the first row, in as few lines as let each stand over its own: then no legend is needed.
pub(super) fn names_over(
    sheet: &Sheet<'_>,
    scale: &Scale<'_>,
    segments: &[Segment<'_>],
    reach: (f64, f64),
) -> Option<NamesOver> {
    let all = segments.len() == scale.answers.len() && segments.iter().all(|segment| segment.width > 0.0);
    let widths = [f64::INFINITY, 84.0, 66.0, 50.0].into_iter().filter(|_| all);
    widths.into_iter().find_map(|width| names_within(sheet, segments, width, reach))
}

/// Names in lines no wider than their segment or `width`; none where they do not find room, or words would be broken.
fn names_within(sheet: &Sheet<'_>, segments: &[Segment<'_>], width: f64, reach: (f64, f64)) -> Option<NamesOver> {
    const APART: f64 = 8.0;
    let ruler = sheet.measure(sheet.small());
    let wrap = |segment: &Segment<'_>| {
        let name = words::capital(segment.answer.name);
        let lines = ruler.wrap(&name, segment.width.max(width), 2);
        let whole = !lines.shortened && lines.lines.join(" ").split_whitespace().eq(name.split_whitespace());
        whole.then_some(lines)
    };
    let lines = segments.iter().map(wrap).collect::<Option<Vec<Lines>>>()?;
    let extent: Vec<f64> = lines.iter().map(|lines| lines.width + APART).collect();
    let wanted: Vec<f64> = segments.iter().map(|segment| segment.from + segment.width / 2.0).collect();
    let placed = sheet.keep_apart(&wanted, &extent, reach).ok()?;
    let own = |(middle, segment): (&f64, &Segment<'_>)| {
        (segment.from + 2.0..segment.from + segment.width - 2.0).contains(middle)
    };
    if !placed.iter().zip(segments).all(own) {
        return None;
    }
    let most = lines.iter().map(|lines| lines.lines.len()).max().unwrap_or(0) as f64;
    Some(NamesOver { names: lines.into_iter().zip(placed).collect(), height: most * ruler.leading() + 3.0 })
}

/// Writes names so that they stand on the upper edge of a bar.
pub(super) fn write_over(sheet: &mut Sheet<'_>, over: NamesOver, top: f64) {
    let style = sheet.small().coloured(sheet.theme.colours.ink);
    let leading = sheet.measure(style).leading();
    for (at, (lines, middle)) in over.names.into_iter().enumerate() {
        sheet.series = Some(at);
        let first = top - 6.0 - (lines.lines.len() as f64 - 1.0) * leading;
        sheet.write_lines(Role::KeyText, (middle, first), Anchor::Middle, style, &lines);
    }
    sheet.series = None;
}
