//! The sum of the answers of the leading side, where no net says it: it is what a reader looks for, and an order by a number that is not
//! shown looks like none.

use super::scale::Scale;
use crate::chart::figures::{AnswerOrder, Figures, NetParts, Part, Row, Sum};
use crate::chart::kinds::sorting::Sorting;
use crate::chart::words::{self, Printer};
use crate::survey::Role;

/// What the sum is called where the names of its answers are too long for that.
const SUM: &str = "together";
/// Said where nobody made the sums jointly.
const NO_INTERVAL: &str = "Sums without an interval: those of single answers do not tell how sure their sum is";
/// The most letters of a name of answers.
const SHORT: usize = 28;

/// Figures with the sum of several answers on the leading side as a net of each row; none where a net is this sum, one answer stands there,
/// or nets that were named put the rows in no order of theirs.
pub(super) fn with_sum(figures: &Figures) -> Option<Figures> {
    let scale = Scale::read(figures);
    let names: Vec<&str> = scale.answers.iter().map(|answer| answer.name).collect();
    let sorting = Sorting::of_columns(figures, &names);
    let parts = sorting.columns();
    let side = figures.role(parts.first()?);
    let sided = matches!(side, Role::Positive | Role::Negative);
    let (name, said) = called(parts);
    // Beside nets that somebody named it stands where rows are in its order alone.
    let named = figures.rows.iter().any(|row| row.part == Part::Net);
    let decides = || sorting.decides(figures, &super::entries(figures, &scale));
    if !sided
        || parts.len() < 2
        || sorting.net(figures).is_some()
        || named && !decides()
        || names.contains(&name.as_str())
    {
        return None;
    }
    let of = |row: &Row| row.part == Part::Estimate && row.answer.as_deref() == Some(parts[0]);
    let sum = |first: &Row| {
        let same = |row: &&Row| {
            row.part == Part::Estimate && (&row.item, &row.group, &row.when) == (&first.item, &first.group, &first.when)
        };
        let part = |part: &&str| figures.rows.iter().filter(same).find(|row| row.answer.as_deref() == Some(part));
        let of = parts.iter().map(part).collect::<Option<Vec<&Row>>>()?;
        let values = of.iter().map(|row| row.value).collect::<Option<Vec<f64>>>()?;
        let weak = of.iter().find(|row| row.low_precision);
        // A sum may be weak, or not be printed at all, where its parts are neither.
        let numbers = match first.sum.as_deref().filter(|sum| is_of(sum, parts)) {
            Some(known) => known.row.clone(),
            None => Row {
                low_precision: weak.is_some(),
                reason: weak.and_then(|row| row.reason.clone()),
                ..Row::new(values.iter().sum())
            },
        };
        let Row { value, inner, outer, n_effective, df, low_precision, reason, .. } = numbers;
        let base = Row { n_effective, df, part: Part::Net, sum: None, ..first.clone() };
        let sum = Row { value, inner, outer, low_precision, reason, ..base };
        Some(sum.answer(name.as_str()))
    };
    let sums: Vec<Row> = figures.rows.iter().filter(|row| of(row)).filter_map(sum).collect();
    let of = parts.iter().map(|part| (*part).to_owned()).collect();
    let mut figures = figures.clone();
    figures.notes.extra.extend(without_intervals(&figures, &sums));
    figures.rows.extend(sums);
    // It comes before other nets, which decide nothing.
    figures.nets.insert(0, NetParts { name: name.clone(), of });
    figures.answers.push(AnswerOrder { name, role: side });
    figures.notes.extra.extend(said);
    Some(figures)
}

/// Whether some sum is not what the numbers in the bars add up to, as each is rounded by itself.
pub(super) fn are_rounded_apart(figures: &Figures, printer: Printer) -> bool {
    let apart = |net: &Row| {
        let parts = figures.nets.iter().find(|parts| Some(&*parts.name) == net.answer.as_deref());
        let same = |row: &&Row| {
            row.part == Part::Estimate && (&row.item, &row.group, &row.when) == (&net.item, &net.group, &net.when)
        };
        let value = |name: &String| {
            figures.rows.iter().filter(same).find(|row| row.answer.as_ref() == Some(name)).and_then(|row| row.value)
        };
        let values = parts.and_then(|parts| parts.of.iter().map(value).collect::<Option<Vec<f64>>>());
        values.zip(net.value).is_some_and(|(values, sum)| printer.sums_apart(&values, sum))
    };
    figures.rows.iter().filter(|row| row.part == Part::Net).any(apart)
}

/// Whether a sum is that of these answers.
fn is_of(sum: &Sum, parts: &[&str]) -> bool {
    sum.of.len() == parts.len() && parts.iter().all(|part| sum.of.iter().any(|of| of == part))
}

/// What the footer says of sums whose intervals do not follow from those of their answers; weak and suppressed ones have their reasons there.
fn without_intervals(figures: &Figures, sums: &[Row]) -> Option<String> {
    let unknown = sums.iter().any(|sum| sum.widest().is_none() && sum.reason.is_none());
    (unknown && !figures.notes.intervals_off).then(|| NO_INTERVAL.to_owned())
}

/// What the sum of some answers is called, by its answers where they are short, `very + rather good`; else what the footer says of it.
fn called(parts: &[&str]) -> (String, Option<String>) {
    let titles: Vec<String> = parts.iter().map(|part| words::lower(part)).collect();
    let name = without_shared_end(&titles).unwrap_or_else(|| titles.join(" + "));
    match name.chars().count() <= SHORT {
        true => (name, None),
        false => (SUM.to_owned(), Some(format!("{}: {}", words::capital(SUM), words::capital(&titles.join(" + "))))),
    }
}

/// Names of two words or more that end with the same one, which the last alone has then.
fn without_shared_end(titles: &[String]) -> Option<String> {
    let split: Option<Vec<(&str, &str)>> = titles.iter().map(|title| title.rsplit_once(' ')).collect();
    let (begins, ends): (Vec<&str>, Vec<&str>) = split?.into_iter().unzip();
    let shared = ends.iter().all(|end| end == &ends[0]);
    shared.then(|| format!("{} {}", begins.join(" + "), ends[0]))
}
