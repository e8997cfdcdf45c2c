//! Comparisons as figures: the two ends of each with the change and its interval, or the differences alone.

mod headings;
mod rows;
mod sides;

use super::domain;
use super::estimates::unit;
use super::measures;
use super::methods;
use super::nets::Lines;
use super::notes;
use super::waves::WaveNames;
use crate::chart::figures::distinct;
use crate::chart::{AnswerOrder, Figures, Row, Unit, words};
use crate::ingest::are_ranked;
use crate::study::Source;
use crate::study::StudyError;
use crate::study::acts::{CompareResult, CompareRow, GroupNames, KnownScales};
use crate::study::figures::choice::lacks;
use crate::study::stat::Stat;
use crate::survey::{Cell, Wave, outside};
use crate::uncertainty::Measure;
use headings::Headings;

/// What is said where a picture has no interval of a number.
const NO_SPREAD: &str = "Without an interval: figures of one respondent or cluster, of one number given by all, or of nobody, which give none";

/// Figures for a kind of chart.
pub(super) fn figures<'a>(
    source: &'a Source,
    found: &'a CompareResult,
    kind: &str,
    scales: &KnownScales,
) -> Result<Figures, StudyError> {
    let reader = Reader::new(source, found, kind);
    let differences = matches!(kind, "dots" | "bars");
    let compared = found.rows.iter().map(|row| &row.comparison);
    let numbers = compared.flat_map(|of| {
        [of.estimates.0, of.estimates.1].map(|estimate| (&of.pair.cell, estimate.measure, estimate.value))
    });
    let apart = "questions that one scale can show, and these numbers differ tenfold: draw one at a time, --question";
    measures::check(numbers, (kind, apart))?;
    if kind == "slope" && reader.names.is_none() {
        return Err(lacks(
            "slope",
            "comparisons of the same two waves, groups or answers; these compare several: draw `dumbbell`",
        ));
    }
    let answers = notes::answer_order(source, found.rows.iter().map(|row| &row.comparison.pair.cell));
    // Everybody stands under no question and beside no slope.
    let shown = reader.shown(&answers, scales, reader.questions().len() > 1 || kind == "slope");
    let (shown, undefined): (Vec<_>, Vec<_>) =
        shown.into_iter().partition(|row| row.comparison.difference.value.is_finite());
    let mut notes = notes::of_comparisons(source, found, &shown);
    if !undefined.is_empty() {
        let rows: Vec<String> = undefined.iter().map(|row| reader.item(row)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        notes.extra.push(format!("Not shown, for there is no such number: {}", words::list(&rows, 3)));
    }
    let lacks_spread = |row: &&CompareRow| {
        let (a, b) = &row.comparison.estimates;
        [a, b].into_iter().any(|of| of.measure == Measure::Number && of.lacks_spread())
    };
    if shown.iter().any(lacks_spread) {
        notes.extra.push(NO_SPREAD.to_owned());
    }
    let rows: Vec<Row> = shown
        .iter()
        .flat_map(|of| {
            let rows = if differences { vec![reader.difference(of)] } else { reader.ends(of, kind).to_vec() };
            rows.into_iter().map(|row| reader.headed(row, of)).collect::<Vec<_>>()
        })
        .collect();
    let measure = found.rows.first().map(|row| row.comparison.estimates.0.measure);
    // Differences have intervals of their own making.
    notes.interval =
        measure.filter(|_| !differences).map(|measure| methods::of_measure(&found.options.precision, measure));
    let unit = unit(measure);
    let groups = reader.group_orders(&rows, scales).into_iter().chain(sides::order(source, found, scales)).collect();
    Ok(Figures {
        subject: reader.subject(differences),
        measure: reader.measure(differences),
        answers,
        unit: if differences && unit == Unit::Share { Unit::Points } else { unit },
        groups,
        rows,
        total_name: domain::everybody(source, &found.options.selection),
        notes,
        ..Figures::default()
    })
}

/// Comparisons with what they differ in.
struct Reader<'a> {
    source: &'a Source,
    found: &'a CompareResult,
    waves: WaveNames<'a>,
    groups: GroupNames,
    /// The two that every row compares, the one a change starts from first.
    names: Option<(String, String)>,
    answers: bool,
    /// Whether rows are of several pollsters.
    pollsters: bool,
    headings: Headings,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, found: &'a CompareResult, kind: &str) -> Self {
        let cell = |row: &'a CompareRow| &row.comparison.pair.cell;
        let first = found.rows.first();
        let same = found
            .rows
            .iter()
            .all(|row| first.is_some_and(|first| row.comparison.pair.names == first.comparison.pair.names));
        let answers = found.rows.iter().any(|row| first.is_some_and(|first| cell(first).answer != cell(row).answer));
        let mut reader = Self {
            source,
            found,
            waves: WaveNames::of(notes::compared_waves(found).into_iter()),
            groups: GroupNames::of(found.rows.iter().map(cell)),
            names: None,
            answers,
            pollsters: distinct(found.rows.iter().map(|row| &cell(row).pollster)).len() > 1,
            headings: Headings::None,
        };
        reader.names = first.filter(|_| same).map(|row| reader.pair(row));
        reader.headings = Headings::of(&reader, kind);
        reader
    }

    /// The rows to be drawn: everybody first, unless groups are `alone`; nets in place of the answers they sum; answers in order.
    fn shown(&self, answers: &[AnswerOrder], scales: &KnownScales, alone: bool) -> Vec<&'a CompareRow> {
        let cell = |row: &'a CompareRow| &row.comparison.pair.cell;
        let lines = Lines::of(self.source, &self.found.options.selection, self.found.rows.iter().map(cell));
        let in_order = |rows: &'a [CompareRow]| {
            let mut rows: Vec<&CompareRow> = rows.iter().filter(|row| lines.show(cell(row))).collect();
            let free = self.unordered(&rows);
            rows.sort_by_cached_key(|row| {
                let answer = notes::answer_title(self.source, cell(row));
                let listed = answers.iter().position(|known| Some(&known.name) == answer.as_ref());
                let by_size = free.iter().position(|known| Some(known) == answer.as_ref());
                (listed, scales.place(cell(row)), by_size)
            });
            rows
        };
        // Everybody would only dwarf groups that add up to it.
        let alone = alone || self.found.options.statistic.stat() == Stat::Total;
        let everybody: &[CompareRow] = if alone { &[] } else { &self.found.everybody };
        [in_order(everybody), in_order(&self.found.rows)].concat()
    }

    /// The answers of some rows, the largest first or, of a printed table, as they came, and those outside every scale last, for answers that
    /// have no order.
    fn unordered(&self, rows: &[&CompareRow]) -> Vec<String> {
        let title = |row: &CompareRow| notes::answer_title(self.source, &row.comparison.pair.cell);
        let mut sizes: Vec<(String, f64)> = Vec::new();
        for (title, row) in rows.iter().filter_map(|row| Some((title(row)?, row))) {
            let size = row.comparison.estimates.0.value + row.comparison.estimates.1.value;
            match sizes.iter_mut().find(|(known, _)| *known == title) {
                Some((_, sum)) => *sum += size,
                None => sizes.push((title, size)),
            }
        }
        if are_ranked(sizes.iter().map(|(name, _)| name.as_str())) {
            return Vec::new();
        }
        if self.source.published().is_none() {
            sizes.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        sizes.sort_by_key(|(name, _)| outside(name).is_some());
        sizes.into_iter().map(|(name, _)| name).collect()
    }

    /// The names of both ends as readers know them, the one a change starts from first.
    fn pair(&self, row: &CompareRow) -> (String, String) {
        let pair = &row.comparison.pair;
        let name = |name: &str| self.named(&pair.cell, name);
        (name(&pair.names.1), name(&pair.names.0))
    }

    /// A wave, an answer, everybody, or a level as it is.
    fn named(&self, cell: &Cell, name: &str) -> String {
        let question = cell.question.as_deref().and_then(|id| self.source.codebook().question(id));
        let answer = question.filter(|_| cell.answer.is_none()).and_then(|q| q.title_of(name)).map(ToString::to_string);
        let wave = |wave: &&Wave| &*wave.label == name;
        let wave = self.waves.waves().find(wave).map(|wave| self.waves.name(wave));
        let all = || {
            domain::everybody(self.source, &self.found.options.selection)
                .unwrap_or_else(|| "all respondents".to_owned())
        };
        let everybody = (name == "total").then(all);
        answer.or(wave).or(everybody).unwrap_or_else(|| name.to_owned())
    }

    /// The question of a cell in words.
    fn about(&self, cell: &Cell) -> Option<String> {
        notes::subject(self.source, cell, self.found.options.statistic.stat())
    }

    /// The measure, or that of differences in it.
    fn measure(&self, differences: bool) -> Option<String> {
        let cells = self.found.rows.iter().map(|row| &row.comparison.pair.cell);
        let stat = self.found.options.statistic.stat();
        let measure = measures::measure(self.source, cells, stat, &self.found.options.selection.answer)?;
        let points = if stat.measure() == Measure::Share { ", in points" } else { "" };
        Some(if differences { format!("Difference in the {}{points}", words::lower(&measure)) } else { measure })
    }

    /// The questions with their titles.
    fn questions(&self) -> Vec<(String, String)> {
        let cells = self.found.rows.iter().map(|row| &row.comparison.pair.cell);
        let named = cells.filter_map(|cell| Some((cell.question.as_deref()?, cell)));
        let title = |cell: &Cell| notes::question_title(self.source, cell).unwrap_or_default();
        distinct(named.map(|(id, cell)| (id.to_owned(), title(cell))))
    }

    /// Whether a row is of everybody beside rows of groups.
    fn is_of_everybody(&self, of: &CompareRow) -> bool {
        of.groups.is_empty() && !self.found.by.is_empty()
    }

    /// Whether all rows compare a group with everybody.
    fn against_everybody(&self) -> bool {
        self.found.rows.iter().all(|row| row.later_wave.is_none() && row.comparison.pair.names.1 == "total")
    }

    /// What all rows are about: the two compared, where rows are of several questions.
    fn subject(&self, differences: bool) -> Option<String> {
        let questions: Vec<String> = self.questions().into_iter().map(|(_, title)| words::capital(&title)).collect();
        let titles: Vec<&str> = questions.iter().map(String::as_str).collect();
        let about = match titles.len() {
            0 | 1 => self.about(&self.found.rows.first()?.comparison.pair.cell)?,
            _ => words::list(&titles, 3),
        };
        let colon = if about.ends_with(['?', '!', '.', '…']) { "" } else { ":" };
        Some(match &self.names {
            Some((before, after)) if differences => format!("{about}{colon} {after} minus {before}"),
            Some((before, after)) if self.found.rows.iter().all(|row| row.later_wave.is_some()) => {
                format!("{about}{colon} {before} and {after}")
            }
            // As in their difference.
            Some((second, first)) => format!("{about}{colon} {first} and {second}"),
            None if self.against_everybody() => {
                format!("{about}{colon} groups against {}", words::lower(&self.named(&Cell::default(), "total")))
            }
            None => match self.against().filter(|_| self.found.rows.iter().all(|row| row.later_wave.is_none())) {
                Some(other) => format!("{about}{colon} {}s against {other}", self.noun()),
                None => about,
            },
        })
    }

    /// What is compared, where all are with the same.
    fn noun(&self) -> &'static str {
        if self.found.rows.iter().all(|row| row.sides.iter().any(|side| !side.is_empty())) { "group" } else { "other" }
    }

    /// What tells rows apart beside their groups: the answer, the poll (pollster and wave), and which two are compared.
    fn beside_groups(&self, row: &CompareRow) -> [Option<String>; 3] {
        let pair = &row.comparison.pair;
        let answer =
            notes::answer_title(self.source, &pair.cell).filter(|_| self.answers && self.headings != Headings::Answers);
        let wave = pair.cell.wave.as_ref().filter(|_| self.waves.len() > 1).map(|wave| self.waves.name(wave));
        let pollster = pair.cell.pollster.as_ref().filter(|_| self.pollsters).map(ToString::to_string);
        let poll: Vec<String> = pollster.into_iter().chain(wave).collect();
        let wave = (!poll.is_empty()).then(|| poll.join(", "));
        let (before, after) = self.pair(row);
        let compared = match (&self.names, &row.later_wave, pair.names.1 == "total") {
            (Some(_), ..) => None,
            (None, Some(_), _) => Some(format!("{before}\u{a0}– {after}")),
            (None, None, true) => Some(after),
            (None, None, false) if self.against().is_some() => Some(after),
            (None, None, false) => Some(format!("{after} minus {before}")),
        };
        [answer, wave, compared]
    }

    /// What a row is about, and which two it compares where rows differ in that.
    fn item(&self, row: &CompareRow) -> String {
        let cell = &row.comparison.pair.cell;
        let [answer, wave, compared] = self.beside_groups(row);
        let everybody = self.is_of_everybody(row).then(|| "all".to_owned());
        let groups = self.groups.name(&cell.groups).or(everybody).filter(|_| self.headings != Headings::Groups);
        let parts: Vec<String> = [answer, groups, wave, compared].into_iter().flatten().collect();
        let only = || notes::answer_title(self.source, cell).or_else(|| self.about(cell)).unwrap_or_default();
        if parts.is_empty() { only() } else { parts.join(", ") }
    }

    /// What the two ends are called in the legend.
    fn end_names(&self, row: &CompareRow) -> (String, String) {
        match &self.names {
            Some(names) => names.clone(),
            None if row.later_wave.is_some() => ("earlier wave".to_owned(), "later wave".to_owned()),
            None if row.comparison.pair.names.1 == "total" => {
                (self.named(&Cell::default(), "total"), "group".to_owned())
            }
            None => match self.against() {
                Some(other) => (other, self.noun().to_owned()),
                None => ("second".to_owned(), "first".to_owned()),
            },
        }
    }

    /// What all rows are compared with, if it is the same.
    fn against(&self) -> Option<String> {
        let mut of = self.found.rows.iter().map(|row| &row.comparison.pair);
        let first = of.next()?;
        of.all(|pair| pair.names.1 == first.names.1).then(|| self.named(&first.cell, &first.names.1))
    }
}
