//! The order of rows in charts that list groups or items: the total first and apart, groups under the headings of their variables,
//! levels in natural order, by value or by hand, never in the order of a file.

use crate::chart::ChartError;
use crate::chart::figures::{Figures, GroupOrder, Part, Row, distinct};
use crate::chart::layout::RowLabel;
use crate::chart::words;
use crate::ingest::{are_ranked, rank};
use crate::survey::{Group, Role, outside};
use std::collections::{HashMap, HashSet};

/// One line of a listing, with the rows that stand in it.
pub(super) struct Entry<'a> {
    pub(super) label: RowLabel,
    /// What it is called where no heading stands above it: with its heading, if another line has the same name.
    pub(super) spoken: String,
    pub(super) rows: Vec<&'a Row>,
    pub(super) total: bool,
}

/// Where a row belongs: its variable and its name; neither for everybody.
type Place<'a> = (Option<&'a str>, Option<&'a str>);

fn place(row: &Row) -> Place<'_> {
    match (&row.item, &row.group) {
        (Some(item), _) => (row.under.as_deref(), Some(item)),
        (None, Some(group)) => (Some(&*group.variable), Some(&*group.level)),
        (None, None) => (None, None),
    }
}

/// The heading over nets that stand after the answers they sum.
const SUMS: &str = "sums of answers";

/// Rows keyed by category: without groups and items, an answer becomes its row's item. Answers of a scale keep its order, and their nets
/// stand apart after them.
pub(super) fn categories(figures: &Figures) -> Figures {
    let mut figures = figures.clone();
    if figures.rows.iter().any(|row| row.group.is_some()) {
        return figures;
    }
    let by_answer = figures.rows.iter().all(|row| row.item.is_none());
    for row in figures.rows.iter_mut().filter(|_| by_answer) {
        match row.answer.as_deref().filter(|_| row.part == Part::Net) {
            Some(net) => row.group = Some(sum_of(net)),
            None => row.item = row.answer.clone(),
        }
    }
    figures.groups.extend(sums_order(&figures));
    figures.rows.iter_mut().filter(|row| row.part == Part::Net).for_each(|row| row.part = Part::Estimate);
    if by_answer && figures.ordered {
        let levels = figures.answers.iter().map(|answer| answer.name.clone()).collect();
        figures.groups.push(GroupOrder { variable: "item".into(), title: String::new(), levels, ordered: true });
    }
    figures
}

/// The place of a net that stands apart, after the answers it sums.
pub(super) fn sum_of(net: &str) -> Group {
    Group::new(SUMS, net)
}

/// Nets that stand apart in the order in which they were asked for.
pub(super) fn sums_order(figures: &Figures) -> Option<GroupOrder> {
    let nets = figures.rows.iter().filter(|row| row.part == Part::Net).filter_map(|row| row.answer.clone());
    let levels = distinct(nets);
    let title = SUMS.to_owned();
    (!levels.is_empty()).then(|| GroupOrder { variable: SUMS.to_owned(), title, levels, ordered: true })
}

/// Whether a row is a net that stands apart, after the answers it sums.
pub(super) fn is_sum(row: &Row) -> bool {
    row.group.as_ref().is_some_and(|group| &*group.variable == SUMS)
}

/// The lines of a listing of rows in these parts. `weigh` gives the number that lines without a natural order are sorted by, the
/// largest first.
pub(super) fn listing<'a>(figures: &'a Figures, parts: &[Part], weigh: &dyn Fn(&[&Row]) -> f64) -> Vec<Entry<'a>> {
    let rows: Vec<&Row> = figures.rows.iter().filter(|row| parts.contains(&row.part)).collect();
    let places: Vec<Place<'a>> = distinct(rows.iter().map(|row| place(row)));
    let mut placed: HashMap<Place<'a>, Vec<&Row>> = HashMap::new();
    rows.iter().for_each(|row| placed.entry(place(row)).or_default().push(row));
    let of = |wanted: Place<'a>| placed.get(&wanted).cloned().unwrap_or_default();
    let listed = figures.groups.iter().map(|group| group.variable.as_str());
    let variables = distinct(listed.chain(places.iter().filter_map(|place| place.0)));
    let mut entries = Vec::new();
    if places.contains(&(None, None)) {
        let others = places.len() > 1;
        let label = RowLabel { name: figures.everybody().to_owned(), strong: others, apart: others, heading: None };
        entries.push(Entry { spoken: label.name.clone(), label, rows: of((None, None)), total: true });
    }
    // Headings over one level each would be half of the lines: they stand before the level instead.
    let alone =
        |variable: &str| variable != SUMS && places.iter().filter(|place| place.0 == Some(variable)).count() == 1;
    let several = places.len() > 2 || distinct(places.iter().filter_map(|place| place.0)).len() > 1;
    let sparse = several && places.iter().filter_map(|place| place.0).all(alone);
    for variable in std::iter::once(None).chain(variables.into_iter().map(Some)) {
        let mut levels: Vec<(&str, Vec<&Row>)> =
            places.iter().filter(|p| p.0 == variable).filter_map(|p| Some((p.1?, of(*p)))).collect();
        sort(figures, variable.unwrap_or("item"), &mut levels, weigh);
        let title = variable.map(|v| words::capital(figures.group_order(v).map_or(v, |order| &order.title)));
        let headed = (levels.len() > 1 || several) && !sparse;
        let mut capitals: HashMap<String, usize> = HashMap::new();
        levels.iter().for_each(|(level, _)| *capitals.entry(words::capital(level)).or_default() += 1);
        // "Male" and "male" are two names as long as they are written as they were.
        let name_of = |level: &str| {
            let capital = words::capital(level);
            if capitals.get(&capital) > Some(&1) { level.to_owned() } else { capital }
        };
        let elsewhere: HashSet<&str> = places.iter().filter(|p| p.0 != variable).filter_map(|p| p.1).collect();
        for (at, (level, rows)) in levels.into_iter().enumerate() {
            let heading = title.clone().filter(|_| at == 0 && headed);
            let name = match title.as_deref().filter(|title| sparse && !title.is_empty()) {
                Some(title) => format!("{title}: {level}"),
                None => name_of(level),
            };
            let elsewhere = elsewhere.contains(level);
            let above = title.as_ref().filter(|title| elsewhere && !sparse && !title.is_empty());
            let spoken = above.map_or_else(|| name.clone(), |title| format!("{title}, {name}"));
            let label = RowLabel { heading, name, strong: false, apart: false };
            entries.push(Entry { label, spoken, rows, total: false });
        }
    }
    entries
}

/// What may be highlighted where rows are listed: one of several series, else a row.
pub(super) fn highlights(figures: &Figures) -> Vec<&str> {
    let series = figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.series.as_deref()));
    if series.len() > 1 { series } else { row_names(figures) }
}

/// The names of rows with a number.
pub(super) fn row_names(figures: &Figures) -> Vec<&str> {
    let shown = |row: &&Row| matches!(row.part, Part::Estimate | Part::Net) && row.value.is_some();
    distinct(figures.rows.iter().filter(shown).filter_map(|row| row_name(figures, row)))
}

/// The name of a row, before it is set into a listing: as [`categories`] has it.
fn row_name<'a>(figures: &Figures, row: &'a Row) -> Option<&'a str> {
    let grouped = figures.rows.iter().any(|row| row.group.is_some());
    let listed = grouped || figures.rows.iter().any(|row| row.item.is_some());
    if listed { row.heading() } else { row.answer.as_deref() }
}

/// Sets the highlighted line of a listing in semibold. Gives for each line whether it stands behind the highlighted one.
pub(super) fn behind(figures: &Figures, entries: &mut [Entry<'_>]) -> Vec<bool> {
    let lit =
        |entry: &Entry<'_>| entry.rows.iter().filter_map(|row| row.heading()).any(|name| figures.highlights(name));
    let any = entries.iter().any(lit);
    entries
        .iter_mut()
        .filter(|entry| !entry.total)
        .filter(|entry| lit(entry))
        .for_each(|entry| entry.label.strong = true);
    entries.iter().map(|entry| any && !lit(entry)).collect()
}

/// Levels put first by hand, then those listed in their order, the rest after them; levels without an order by value, numbers, bands and
/// dates in theirs.
fn sort(figures: &Figures, variable: &str, levels: &mut [(&str, Vec<&Row>)], weigh: &dyn Fn(&[&Row]) -> f64) {
    if figures.in_file_order() {
        return;
    }
    let order = figures.group_order(variable);
    // Answers outside a scale are last, however many gave them.
    let aside = |name: &str| outside(name).is_some() || matches!(figures.role(name), Role::DontKnow | Role::Refused);
    if is_sorted_by_value(figures, variable, levels.iter().map(|(name, _)| *name)) {
        levels.sort_by(|a, b| aside(a.0).cmp(&aside(b.0)).then(weigh(&b.1).total_cmp(&weigh(&a.1))));
    } else if order.is_none_or(|order| !order.ordered) {
        levels.sort_by_key(|(name, _)| (aside(name), rank(name)));
    }
    if let Some(order) = order.filter(|order| order.ordered) {
        let at = |name: &str| order.levels.iter().position(|level| level == name).unwrap_or(usize::MAX);
        levels.sort_by_key(|(name, _)| at(name));
    }
    levels.sort_by_key(|(name, _)| figures.place_by_hand(name));
}

/// Whether these levels of a variable have no order of their own: none that is known, and no numbers, bands or dates.
pub(super) fn is_sorted_by_value<'a>(figures: &Figures, variable: &str, levels: impl Iterator<Item = &'a str>) -> bool {
    figures.group_order(variable).is_none_or(|order| !order.ordered) && !are_ranked(levels)
}

/// Refuses lines in which two rows have the same place, which `key` names (series, answer, panel), or only some have a name.
pub(super) fn once<'a>(
    entries: &[Entry<'a>],
    kind: &'static str,
    key: &dyn Fn(&'a Row) -> Option<&'a str>,
) -> Result<(), ChartError> {
    for entry in entries {
        let mut seen: Vec<(Part, Option<&str>)> = Vec::new();
        for row in &entry.rows {
            let place = (row.part, key(row));
            // A row without a name among named ones would be drawn over the first of them.
            let nameless = seen.iter().any(|other| other.0 == place.0 && other.1.is_none() != place.1.is_none());
            if nameless || seen.contains(&place) {
                let series = place.1.map(|name| format!(", {name}")).unwrap_or_default();
                return Err(ChartError::Twice { kind, place: format!("{}{series}", entry.spoken) });
            }
            seen.push(place);
        }
    }
    Ok(())
}

/// The value of the first row, for sorting; suppressed ones last.
pub(super) fn by_first_value(rows: &[&Row]) -> f64 {
    rows.iter().find_map(|row| row.value).unwrap_or(f64::NEG_INFINITY)
}
