//! The order of polls, their names and their dates.

use crate::chart::figures::{Figures, Part, Row, distinct};
use crate::chart::layout::{Column, RowLabel, Style};

/// Orders of polls that may be asked for beside that of the file, and names put first: the usual one, and from the highest to the lowest.
pub(super) const BY_DATE: &str = "date";
pub(super) const BY_VALUE: &str = "value";

/// What a poll is called, where it is not by its date alone.
pub(super) fn name_of(row: &Row) -> Option<&str> {
    row.item.as_deref().or(row.pollster.as_deref()).or(row.when.as_ref().map(|when| when.label.as_str()))
}

/// Polls by date where they have one, under the names of their pollsters where these have several each, or in the order asked for; then the
/// pooled estimate; of several groups (series) one after the other.
pub(super) fn ordered(figures: &Figures) -> Vec<&Row> {
    let day = |row: &Row| row.when.as_ref().map_or(f64::INFINITY, |when| when.day);
    let mut groups: Vec<Option<&str>> = Vec::new();
    for row in &figures.rows {
        if !groups.contains(&row.series.as_deref()) {
            groups.push(row.series.as_deref());
        }
    }
    let of_group = |group: Option<&str>| {
        let rows = || figures.rows.iter().filter(move |row| row.series.as_deref() == group);
        let mut polls: Vec<&Row> = rows().filter(|row| row.part == Part::Estimate).collect();
        match figures.order.as_slice() {
            [by] if by == BY_VALUE => {
                let value = |row: &Row| row.value.unwrap_or(f64::NEG_INFINITY);
                polls.sort_by(|a, b| value(b).total_cmp(&value(a)));
            }
            _ if figures.in_file_order() => {}
            _ => polls.sort_by(|a, b| day(a).total_cmp(&day(b))),
        }
        let houses = if is_by_house(figures) { houses(&polls) } else { Vec::new() };
        polls.sort_by_key(|poll| houses.iter().position(|house| Some(*house) == poll.pollster.as_deref()));
        polls.sort_by_key(|poll| name_of(poll).map(|name| figures.place_by_hand(name)));
        polls.extend(rows().filter(|row| row.part == Part::Pooled));
        polls
    };
    groups.into_iter().flat_map(of_group).collect()
}

/// Whether polls stand under the names of their pollsters: not where another order is asked for.
fn is_by_house(figures: &Figures) -> bool {
    figures.order.is_empty() || figures.order == [BY_DATE]
}

/// The pollsters that make headings, by name: where there are several, of two polls or more on the average, and groups make none.
fn houses<'a>(polls: &[&'a Row]) -> Vec<&'a str> {
    let plain =
        |poll: &&Row| poll.item.is_none() && poll.when.is_some() && poll.pollster.is_some() && poll.series.is_none();
    let dated = polls.iter().all(plain);
    let mut houses = distinct(polls.iter().filter_map(|poll| poll.pollster.as_deref()));
    houses.sort_unstable();
    if dated && houses.len() > 1 && polls.len() >= 2 * houses.len() { houses } else { Vec::new() }
}

/// The names of rows, and the column of their dates after them. A year that all have in common is its heading alone.
pub(super) fn named_rows(figures: &Figures, rows: &[&Row], style: Style) -> (Vec<RowLabel>, Column) {
    let year = common_year(rows);
    let date = |row: &Row| {
        let label = &row.when.as_ref()?.label;
        Some(year.map_or_else(|| label.clone(), |year| without(label, year)))
    };
    let polls: Vec<&Row> = rows.iter().copied().filter(|row| row.part == Part::Estimate).collect();
    let headed = is_by_house(figures) && !houses(&polls).is_empty();
    let label = |(at, row): (usize, &&Row)| label((rows, headed), at, date(row));
    let after = |row: &&Row| {
        let beside = row.item.is_none() && row.pollster.is_some() && !headed;
        date(row).filter(|_| beside).unwrap_or_default()
    };
    let labels = rows.iter().enumerate().map(label).collect();
    (labels, Column::new(year.unwrap_or_default(), rows.iter().map(after).collect(), style))
}

/// The year that all dates are of, where each says it beside something else.
fn common_year<'a>(rows: &[&'a Row]) -> Option<&'a str> {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let labels: Vec<&str> = rows.iter().filter_map(|row| Some(row.when.as_ref()?.label.as_str())).collect();
    let years = distinct(labels.iter().flat_map(|label| label.split_whitespace().filter(is_year)));
    let [year] = years.as_slice() else { return None };
    let says = |label: &&str| label.split_whitespace().any(|word| word == *year) && !without(label, year).is_empty();
    (labels.len() > 1 && labels.iter().all(says)).then_some(*year)
}

fn without(label: &str, year: &str) -> String {
    label.split_whitespace().filter(|word| *word != year).collect::<Vec<_>>().join(" ")
}

fn label((rows, headed): (&[&Row], bool), at: usize, date: Option<String>) -> RowLabel {
    let row = rows[at];
    let pooled = row.part == Part::Pooled;
    let headed = headed && !pooled;
    let before = at.checked_sub(1).map(|before| rows[before]);
    let house = row.pollster.clone().filter(|house| headed && before.and_then(|b| b.pollster.as_ref()) != Some(house));
    let group = row.series.clone().filter(|group| before.and_then(|b| b.series.as_ref()) != Some(group));
    let heading = group.or(house);
    let who = row.item.as_ref().or(row.pollster.as_ref()).filter(|_| !headed || date.is_none());
    let name = match who.cloned().or(date) {
        Some(name) => name,
        None if pooled => "Pooled".to_owned(),
        None => format!("Poll {}", at + 1),
    };
    // Of one level the space tells it from the polls; of several the headings tell groups apart.
    let last = rows.get(at + 1).is_some_and(|next| next.part == Part::Pooled && next.series.is_none()) && !pooled;
    RowLabel { heading, name, strong: pooled, apart: last }
}
