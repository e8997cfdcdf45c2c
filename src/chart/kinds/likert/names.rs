//! How wide the names of rows may be; names of answers over the first row of stacks, where they fit: they need no legend then.

use super::scale::Scale;
use super::stack::Segment;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::layout::{Lines, RowLabel, Sheet};
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
