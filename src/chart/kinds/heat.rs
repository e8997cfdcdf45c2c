//! A table at a glance: rows by columns, each cell filled by its value, the number in it.

use super::Chart;
use super::crosstab::{Crosstab, arranged, fitted, row_and_column_names};
use super::dots::value_text;
use super::told::{range_words, titled_by};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::{Figures, Part, distinct, range};
use crate::chart::layout::{RowPitch, Sheet};
use crate::chart::words::{self, Printer};
use crate::survey;

/// The kind.
pub(super) struct Heat;

impl Chart for Heat {
    fn name(&self) -> &'static str {
        "heat"
    }

    fn about(&self) -> &'static str {
        "a table with cells filled by value"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let figures = &arranged(figures);
        let table = Crosstab::read(figures, "heat").ok();
        let dashed = table.as_ref().is_some_and(|t| t.entries.iter().any(|entry| entry.rows.len() < t.columns.len()));
        let dash = if dashed { "; a dash: not known" } else { "" };
        let sorted =
            table.and_then(|table| table.sorted(figures)).map(|sorted| format!(". {sorted}")).unwrap_or_default();
        let below = figures.estimates().any(|(_, value)| value < 0.0);
        let larger = if below { "further from zero" } else { "larger value" };
        format!("Stronger fill: {larger}{dash}{sorted}. {}", words::NO_INTERVALS)
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        describe(figures, "Table with cells filled by value")
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_and_column_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let figures = &fitted(figures, "heat", sheet)?;
        let table = Crosstab::read(figures, "heat")?;
        let printer = Printer::of(figures);
        let columns = table.bases(sheet);
        let right = sheet.columns_width(&columns);
        let shades = Shades::new(figures, sheet);
        // Few columns may be wider, so that they do not leave half of the sheet empty.
        let widest = (500.0 / table.columns.len() as f64).max(150.0);
        let cells =
            table.place(sheet, sheet.body, (right, Anchor::Middle, widest), RowPitch { least: 22.0, most: 36.0 })?;
        for (rect, _, row) in table.cells(&cells) {
            let Some(row) = row else {
                let style = sheet.plain().coloured(sheet.theme.colours.muted);
                sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, "–");
                continue;
            };
            // A sum has no fill: it would be the strongest, and leave its parts pale.
            let is_net = row.part == Part::Net;
            let paper = sheet.theme.colours.paper;
            let fill = row
                .value
                .filter(|_| !is_net)
                .map_or(paper, |value| shades.of(figures.role(Crosstab::answer(row)), value));
            let edge = Stroke::new(sheet.theme.colours.paper, 1.5);
            sheet.rect(Role::Cell, rect, fill, Some(edge));
            let ink = if row.value.is_some() { sheet.theme.colours.ink } else { sheet.theme.colours.muted };
            let style = if is_net { sheet.plain().strong() } else { sheet.plain().coloured(ink) };
            let text = value_text(row, printer);
            let text = if sheet.width_of(&text, style) + 4.0 > rect.width { text.replace('%', "") } else { text };
            sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, &text);
        }
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        sheet.columns(&columns, edge, &cells.rows.centres, cells.top);
        Ok(())
    }
}

/// The strongest fill from the first of these colours over the others on which all numbers may be written in one ink: black ones beside
/// white ones in cells that are hardly stronger would look like another kind of number.
fn readable(sheet: &Sheet<'_>, from: &[Colour]) -> Colour {
    const READS: f64 = 4.6;
    let ink = sheet.theme.colours.ink;
    let path = from.windows(2).flat_map(|way| (0..50).map(move |step| way[0].towards(way[1], f64::from(step) * 0.02)));
    let strongest = path.into_iter().find(|fill| ink.contrast(*fill) >= READS);
    strongest.or(from.last().copied()).unwrap_or(ink)
}

/// How values are shaded, from pale to strong in one hue, which needs no key as each cell has its number; of answers with a side in the hue of their side; of differences above and
/// below zero in two.
struct Shades {
    /// From little to much, by the side of an answer; of those shown.
    ramps: Vec<(survey::Role, [Colour; 2])>,
    /// The ramp of values below zero, where zero is the middle.
    below: Option<[Colour; 2]>,
    from: f64,
    to: f64,
}

impl Shades {
    fn new(figures: &Figures, sheet: &Sheet<'_>) -> Self {
        let colours = &sheet.theme.colours;
        let (low, high) = range(figures.estimates().map(|(_, value)| value)).unwrap_or((0.0, 1.0));
        let pale = colours.cells[0];
        let ramp = |strong: Colour| [pale, readable(sheet, &[strong, pale])];
        let side = |[strong, mild]: [Colour; 2]| [pale, readable(sheet, &[strong, mild, pale])];
        if low < 0.0 {
            let ramps = vec![(survey::Role::Plain, side(colours.positive))];
            return Self { ramps, below: Some(side(colours.negative)), from: 0.0, to: high.max(-low) };
        }
        let is_side = |role| matches!(role, survey::Role::Positive | survey::Role::Negative);
        let cells = figures.estimates().map(|(row, _)| Crosstab::answer(row));
        let answers = figures.in_answer_order(cells);
        let roles = distinct(answers.into_iter().map(|name| figures.role(name)));
        let sided = roles.iter().any(|role| is_side(*role));
        let of = |role: survey::Role| match role {
            survey::Role::Positive => side(colours.positive),
            survey::Role::Negative => side(colours.negative),
            survey::Role::DontKnow | survey::Role::Refused => ramp(colours.neutral),
            _ if sided => ramp(colours.neutral),
            _ => ramp(colours.cells[1]),
        };
        let from = if low > 0.0 && low < 0.5 * high { 0.0 } else { low };
        Self { ramps: roles.into_iter().map(|role| (role, of(role))).collect(), below: None, from, to: high }
    }

    fn of(&self, role: survey::Role, value: f64) -> Colour {
        let own = self.ramps.iter().find(|(of, _)| *of == role).unwrap_or(&self.ramps[0]);
        let ramp = self.below.filter(|_| value < 0.0).unwrap_or(own.1);
        let size = if self.below.is_some() { value.abs() } else { value };
        ramp[0].towards(ramp[1], (size - self.from) / (self.to - self.from).max(1e-9))
    }
}

/// Size, range and extremes of a table in words.
pub(super) fn describe(figures: &Figures, form: &str) -> String {
    let printer = Printer::of(figures);
    let figures = &arranged(figures);
    let Ok(table) = Crosstab::read(figures, "table") else { return form.to_owned() };
    let columns = words::list(&table.columns, 6);
    let size = format!(
        "{form}, {}, {} ({columns})",
        words::counted(table.entries.len(), "row"),
        words::counted(table.columns.len(), "column")
    );
    format!("{size}: {}.{}", words::subject(figures), range_words(figures, printer))
}
