//! What a picture says of how its numbers were asked for and made: several answers to a question, a function with a name of its own.

use super::notes::question_title;
use crate::chart::figures::distinct;
use crate::chart::words;
use crate::estimate::PercentOf;
use crate::study::Source;
use crate::study::options::Statistic;
use crate::study::stat::Stat;
use crate::survey::Cell;

/// That people could give several answers, to which of several questions, and what shares are of.
pub(super) fn several<'a>(source: &Source, cells: impl Iterator<Item = &'a Cell>, asked: &Statistic) -> Option<String> {
    let asked_of = distinct(cells.filter_map(|cell| Some((cell.question.as_deref()?, question_title(source, cell)?))));
    let (several, single): (Vec<_>, Vec<_>) = asked_of.into_iter().partition(|(id, _)| source.takes_several(id));
    if several.is_empty() || asked.stat() != Stat::Share {
        return None;
    }
    let titles: Vec<String> = several.iter().map(|(_, title)| words::capital(title)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let to = if single.is_empty() { String::new() } else { format!(" to {}", words::list(&titles, 3)) };
    Some(match asked.percent_of.unwrap_or_default() {
        PercentOf::Cases => format!("Several answers possible{to}: shares may add up to more than 100%"),
        PercentOf::Responses => format!("Several answers possible{to}: shares of all answers given"),
    })
}

/// What a function with a name of its own calculates: `Odds: yes / no`.
pub(super) fn calculated(statistic: &Statistic) -> Option<String> {
    let function = statistic.function.as_ref().map(|spec| &spec.0)?;
    let (name, text) = (function.name(), function.text());
    (**name != *text).then(|| format!("{}: {text}", words::capital(name)))
}
