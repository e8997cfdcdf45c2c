//! Cells with their labels, before their scale is known; and their conversion to figures, with the range that printing leaves open.
//!
//! A number printed with d decimals lies within half a unit of its last place: 33 per cent is 32.5 to 33.5, and 33.0 where anything in the
//! same publication has one decimal is 32.95 to 33.05. `<1` lies between 0 and 1, `*` between 0 and half a unit, a dash is 0 to half a unit.

use super::super::cell::{self, Content, Number, Style};
use super::super::error::{ReadError, Spot};
use super::super::records::Grid;
use super::finding::{Code, Findings};
use super::layout::Unit;
use super::settings::Settings;
use crate::survey::{Fieldwork, Figure, Group, Printed, PrintedBase, Wave};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What every reader of a layout needs.
pub(super) struct Context<'a> {
    pub(super) grid: &'a Grid,
    pub(super) settings: &'a Settings,
    pub(super) style: Style,
    pub(super) findings: &'a mut Findings,
    pub(super) names: Names,
    /// Cells taken in hand so far.
    pub(super) cells: usize,
}

/// As many figures as are kept in memory.
const MOST_FIGURES: usize = 1 << 20;

impl Context<'_> {
    /// A cell for a message.
    pub(super) fn spot(&self, row: usize, column: usize, heading: &str) -> Box<Spot> {
        let place = self.grid.place(row, column);
        Box::new(Spot { place, column: heading.to_owned(), value: self.grid.text(row, column).to_owned() })
    }

    /// Counts cells before they are taken in hand.
    ///
    /// # Errors
    /// More than any published table has.
    pub(super) fn expect(&mut self, cells: usize) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > MOST_FIGURES {
            return Err(ReadError::TooLarge {
                file: self.grid.file().to_string(),
                limit: MOST_FIGURES,
                unit: "figures",
            });
        }
        Ok(())
    }

    /// A base as printed: a number, not negative, or nothing.
    ///
    /// # Errors
    /// Anything else.
    pub(super) fn count(&self, row: usize, column: usize, heading: &str) -> Result<Option<f64>, ReadError> {
        let text = self.grid.text(row, column);
        // Bases are whole, so that a point before three digits groups thousands unless the table has decimal points.
        let decimal = self.style.decimal.or(text.contains('.').then_some(cell::Decimal::Comma));
        let text = text.trim_start_matches(['n', 'N', '=', ' ']);
        match cell::parse(text, Style { decimal, ..self.style }).content {
            Content::Number(n) => Ok(Some(n.value())),
            Content::Missing | Content::Dash => Ok(None),
            _ => Err(ReadError::Cell {
                spot: self.spot(row, column, heading),
                rule: "a base is a number of people, 0 or more".into(),
                next: "Write a number, or leave the cell empty".into(),
            }),
        }
    }
}

/// One string for many equal labels.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Arc<str>>);

impl Names {
    pub(super) fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let name: Arc<str> = text.into();
        self.0.insert(text.to_owned(), name.clone());
        name
    }
}

/// A cell with its labels.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) question: Arc<str>,
    pub(super) answer: Arc<str>,
    pub(super) groups: Vec<Group>,
    pub(super) wave: Option<Wave>,
    pub(super) fieldwork: Fieldwork,
    pub(super) base: PrintedBase,
    pub(super) note: Option<Arc<str>>,
    pub(super) source: Option<Arc<str>>,
    pub(super) content: Content,
    /// The unit it is rounded to, a fraction of 1, where its line states one.
    pub(super) rounding: Option<f64>,
    pub(super) row: usize,
    pub(super) column: usize,
    /// What its line looks like among the answers.
    pub(super) shape: Shape,
}

/// What a line of answers looks like: signs of a net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// Spaces before the label.
    pub(super) indent: usize,
    /// The label says that it is a net.
    pub(super) net: bool,
}

/// Figures and, for each, the shape of its line.
pub(super) struct Finished {
    pub(super) figures: Vec<Figure>,
    pub(super) shapes: Vec<Shape>,
    pub(super) unit: Unit,
    pub(super) rounding: Vec<f64>,
    pub(super) without: usize,
}

/// Converts cells to figures on one scale. `headings` are those of the columns.
///
/// # Errors
/// Cells that are no share: words, over 100 per cent, negative.
pub(super) fn finish(
    context: &Context<'_>,
    headings: &[String],
    drafts: Vec<Draft>,
    unit: Unit,
) -> Result<Finished, ReadError> {
    let decimals = printed_decimals(&drafts, unit);
    let mut done = Finished { figures: Vec::new(), shapes: Vec::new(), unit, rounding: Vec::new(), without: 0 };
    let mut roundings = BTreeSet::new();
    for draft in drafts {
        let places = decimals.get(&publication(&draft)).copied().unwrap_or(LEAST_DECIMALS);
        let stated = draft.rounding.or(context.settings.rounding);
        let rounding = stated.unwrap_or_else(|| power_of_ten(-places));
        let printed = match printed(draft.content, unit, rounding) {
            Ok(Some(printed)) => printed,
            Ok(None) => {
                done.without += 1;
                continue;
            }
            Err((rule, next)) => {
                let heading = headings.get(draft.column).map_or("", String::as_str);
                let spot = context.spot(draft.row, draft.column, heading);
                return Err(ReadError::Cell { spot, rule, next });
            }
        };
        if roundings.insert(rounding.to_bits()) {
            done.rounding.push(rounding);
        }
        done.shapes.push(draft.shape);
        done.figures.push(figure(context.grid, draft, printed));
    }
    done.rounding.sort_by(f64::total_cmp);
    Ok(done)
}

/// Exactly the double nearest to it, on every machine.
fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}

fn figure(grid: &Grid, draft: Draft, printed: Printed) -> Figure {
    let place = grid.place(draft.row, draft.column);
    let Draft { question, answer, groups, wave, fieldwork, base, note, source, .. } = draft;
    Figure { question, answer, groups, wave, fieldwork, printed, base, note, source, place }
}

/// Figures printed together, which share their number of decimals: of one question, wave, firm and source.
type Publication = (Arc<str>, Option<Arc<str>>, Option<Arc<str>>, Option<Arc<str>>);

fn publication(draft: &Draft) -> Publication {
    let wave = draft.wave.as_ref().map(|wave| wave.label.clone());
    (draft.question.clone(), wave, draft.fieldwork.pollster.clone(), draft.source.clone())
}

/// Shares are never taken as printed to fewer decimals, because many programs write 0.5 for 0.50.
const LEAST_DECIMALS: i32 = 2;

/// Decimals of the share: two more than of the per cent.
fn share_decimals(number: &Number, unit: Unit) -> i32 {
    match unit_of(number, unit) {
        Unit::Percent => i32::from(number.decimals()) + 2,
        Unit::Share => i32::from(number.decimals()).max(LEAST_DECIMALS),
    }
}

fn printed_decimals(drafts: &[Draft], unit: Unit) -> BTreeMap<Publication, i32> {
    let mut most = BTreeMap::new();
    for draft in drafts {
        if let Content::Number(number) = draft.content {
            let decimals = most.entry(publication(draft)).or_insert(LEAST_DECIMALS);
            *decimals = share_decimals(&number, unit).max(*decimals);
        }
    }
    most
}

/// A per cent sign in the cell itself decides.
fn unit_of(number: &Number, unit: Unit) -> Unit {
    if number.has_percent_sign() { Unit::Percent } else { unit }
}

fn share_of(number: &Number, unit: Unit) -> f64 {
    match unit_of(number, unit) {
        Unit::Percent => number.hundredth(),
        Unit::Share => number.value(),
    }
}

/// The share a cell prints; `None` where it prints no figure; otherwise the broken rule and the next step.
fn printed(content: Content, unit: Unit, rounding: f64) -> Result<Option<Printed>, (String, String)> {
    let none_or_less = rounding / 2.0;
    let read = match content {
        Content::Missing => return Ok(None),
        Content::Number(n) => Printed::rounded(share_of(&n, unit), rounding),
        Content::Below(n) => Printed::between(share_of(&n, unit) / 2.0, 0.0, share_of(&n, unit)),
        Content::Above(n) => Printed::between((share_of(&n, unit) + 1.0) / 2.0, share_of(&n, unit), 1.0),
        Content::Trace => Printed::between(none_or_less / 2.0, 0.0, none_or_less),
        Content::Dash => Printed::between(0.0, 0.0, none_or_less),
        Content::Signed(..) => {
            return Err((
                "a share has no sign and is never negative".into(),
                "If this is a column of changes, head it \"change\"; otherwise correct the figure".into(),
            ));
        }
        Content::Text => {
            return Err((
                "not a number, nor a sign that tables print in place of one (<1, *, –, n/a)".into(),
                "Write a number, or leave the cell empty".into(),
            ));
        }
    };
    read.map(Some).ok_or_else(|| match unit {
        Unit::Percent => (
            "a percentage is at most 100".into(),
            "If this line is a base, label it \"Base\"; otherwise correct the figure".into(),
        ),
        Unit::Share => (
            "a share is at most 1".into(),
            "If the figures are per cent, name the column percent or state unit = \"percent\"".into(),
        ),
    })
}

/// The scale of figures that nothing names: per cent if any has a per cent sign or exceeds 1, otherwise shares, with a warning unless
/// every list of answers adds up to 1.
pub(super) fn guess_unit(drafts: &[Draft], findings: &mut Findings) -> Unit {
    let mut lists = BTreeMap::<_, f64>::new();
    let mut decimals = false;
    for draft in drafts {
        let Content::Number(n) = draft.content else { continue };
        if n.has_percent_sign() || n.value() > 1.0 {
            return Unit::Percent;
        }
        decimals |= n.decimals() > 0;
        *lists.entry((&draft.question, &draft.groups, &draft.wave, &draft.fieldwork)).or_default() += n.value();
    }
    if !decimals {
        return Unit::Percent;
    }
    if !lists.values().all(|sum| (0.95..=1.05).contains(sum)) {
        findings.advise(
            Code::UnitGuessed,
            None,
            "no figure exceeds 1, so they were read as shares of 1",
            "; if they are per cent, state unit = \"percent\"",
        );
    }
    Unit::Share
}

/// Marks behind a number, as a note.
pub(super) fn marked(marks: &str) -> Option<Arc<str>> {
    (!marks.is_empty()).then(|| format!("marked {marks}").into())
}
