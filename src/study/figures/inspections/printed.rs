//! One question of a printed table, with what the reader noticed at its cells and elsewhere in the file.

use super::sums::Sums;
use super::told;
use crate::chart::figures::{CellFinding, Unshown, distinct};
use crate::chart::{Figures, GroupOrder, Row};
use crate::ingest::published::{Detail, Finding};
use crate::study::acts::Inspection;
use crate::study::figures::groups::group_order;
use crate::study::figures::notes;
use crate::study::figures::waves::WaveNames;
use crate::study::source::Table;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Figure};
use crate::uncertainty::interval::USUAL;
use crate::uncertainty::{Base, Bounds, Estimate, Level, Measure};
use std::collections::BTreeSet;

/// The most lines drawn; of a longer table those with a finding before others.
const MOST_LINES: usize = 30;

/// The question asked for, else the first with a finding at one of its figures, else the first.
pub(super) fn figures(source: &Source, table: &Table, found: &Inspection) -> Result<Figures, StudyError> {
    let (all, findings) = (table.sample().figures(), table.findings());
    let faulty = |finding: &&Finding| !finding.code.is_of_reading();
    let noticed =
        |figure: &&Figure| findings.iter().filter(faulty).any(|finding| finding.place.as_ref() == Some(&figure.place));
    let named = match found.options.question.as_slice() {
        [] => None,
        [one] => Some(one.as_str()),
        [_, second, ..] => {
            let message = format!(
                "--question {second} has no effect on the picture, which shows one question of a table: name one alone"
            );
            return Err(StudyError::Usage(message));
        }
    };
    let question = named.or_else(|| all.iter().find(noticed).or(all.first()).map(|figure| &*figure.question));
    let shown: Vec<&Figure> = all.iter().filter(|figure| Some(&*figure.question) == question).collect();
    let lines = Lines::new(&shown);
    let sums = Sums::of(source, findings, &shown);
    let row = |figure: &&Figure| {
        let row = lines.row(source, figure);
        // Of several waves a line is named after its own.
        let line = row.item.clone().unwrap_or_else(|| told::who(source, figure));
        let here = findings.iter().filter(|finding| concerns(finding, figure, &sums));
        let here = here.map(|finding| told::at_cell(source, finding, (figure, &line), sums.stands_off(figure)));
        Row { findings: here.collect(), sum: sums.at(figure), ..row }
    };
    let rows: Vec<Row> = shown.iter().map(row).collect();
    let (rows, left_out, unshown) = shortened(rows);
    let at_cell = |finding: &&Finding| shown.iter().any(|figure| concerns(finding, figure, &sums));
    let (of_reading, faults): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().filter(|finding| !at_cell(finding)).partition(|finding| finding.code.is_of_reading());
    let cells: Vec<Cell> = shown.iter().map(|figure| cell(figure)).collect();
    let mut notes = notes::of_printed(source, &shown);
    if rows.iter().any(|row| row.inner.is_some()) {
        let stated = source.published().is_some_and(|sample| sample.assumptions().deff.is_some());
        let of = if stated { "Wilson" } else { "Wilson, as of simple random samples" };
        (notes.level, notes.interval) = (Some(Level::USUAL), Some(of.to_owned()));
    }
    notes.extra.extend(read_so(&of_reading));
    Ok(Figures {
        subject: cells.first().and_then(|cell| notes::subject(source, cell, Stat::Share)).map(without_unit),
        answers: notes::answer_order(source, cells.iter()),
        groups: lines.order(source, &rows),
        total_name: notes::everybody(source),
        findings: unshown.into_iter().chain(faults.into_iter().map(|f| told::elsewhere(source, f))).collect(),
        rows,
        left_out,
        notes,
        ..Figures::default()
    })
}

fn cell(figure: &Figure) -> Cell {
    Cell { question: Some(figure.question.clone()), answer: Some(figure.answer.clone()), ..Cell::default() }
}

/// The title of a table without the sign for per cent that says how it is printed.
fn without_unit(title: String) -> String {
    title.trim_end().trim_end_matches('%').trim_end().trim_end_matches(',').trim_end().to_owned()
}

/// How the table was read, where that had to be decided: no fault of the table.
fn read_so(decided: &[&Finding]) -> Option<String> {
    const MOST: usize = 2;
    let told: Vec<&str> = decided.iter().take(MOST).map(|finding| finding.message.as_str()).collect();
    let more = decided.len() - told.len();
    let more = if more > 0 { format!("; and {more} more like these") } else { String::new() };
    (!told.is_empty()).then(|| format!("On reading it: {}{more}", told.join("; ")))
}

/// Whether a fault is of this figure: it is at its place, or of the sum that it is part of, or of another line that prints it again.
fn concerns(finding: &Finding, figure: &Figure, sums: &Sums<'_>) -> bool {
    let place = match &finding.detail {
        Detail::Twin(first) => Some(first),
        _ => finding.place.as_ref(),
    };
    match told::is_of_sum(finding) {
        _ if finding.code.is_of_reading() => false,
        true => sums.found(figure).is_some_and(|of_sum| std::ptr::eq(of_sum, finding)),
        false => place == Some(&figure.place),
    }
}

/// In what the lines of the table differ.
struct Lines<'a> {
    waves: WaveNames<'a>,
    pollsters: bool,
    modes: bool,
    populations: bool,
}

impl<'a> Lines<'a> {
    fn new(shown: &[&'a Figure]) -> Self {
        let differ = |of: fn(&Figure) -> Option<&str>| shown.iter().map(|f| of(f)).collect::<BTreeSet<_>>().len() > 1;
        Self {
            waves: WaveNames::of(shown.iter().filter_map(|figure| figure.wave.as_ref())),
            pollsters: differ(|f| f.fieldwork.pollster.as_deref()),
            modes: differ(|f| f.fieldwork.mode.as_deref()),
            populations: differ(|f| f.fieldwork.population.as_deref()),
        }
    }

    /// A figure in its line and column. Groups of one wave stand under their headings; else a line is named after all it differs in.
    fn row(&self, source: &Source, figure: &Figure) -> Row {
        let wave = figure.wave.as_ref().filter(|_| self.waves.len() > 1).map(|wave| self.waves.name(wave));
        let fieldwork = &figure.fieldwork;
        let asked = [
            fieldwork.pollster.as_ref().filter(|_| self.pollsters),
            fieldwork.mode.as_ref().filter(|_| self.modes),
            fieldwork.population.as_ref().filter(|_| self.populations),
        ];
        let asked = asked.into_iter().flatten().map(ToString::to_string);
        let named: Vec<String> = wave.into_iter().chain(asked).collect();
        let levels = figure.groups.iter().map(|group| group.level.to_string());
        let (item, group) = match (named.as_slice(), figure.groups.as_slice()) {
            ([], groups) if groups.len() < 2 => (None, groups.first().cloned()),
            _ => (Some(named.iter().cloned().chain(levels).collect::<Vec<_>>().join(", ")), None),
        };
        let answer = notes::answer_title(source, &cell(figure));
        let n = figure.base.unweighted.or(figure.base.weighted);
        let inner = n.filter(|n| *n > 0.0).map(|n| interval(source, figure.printed.share(), n));
        Row { item, group, answer, n, inner, ..Row::new(figure.printed.share()) }
    }

    /// Groups as the codebook orders them, other lines as the file does.
    fn order(&self, source: &Source, rows: &[Row]) -> Vec<GroupOrder> {
        let variables = distinct(rows.iter().filter_map(|row| row.group.as_ref()).map(|group| &*group.variable));
        let mut orders: Vec<GroupOrder> = variables.into_iter().map(|name| group_order(source, name)).collect();
        let levels =
            distinct(rows.iter().filter_map(|row| row.item.as_deref())).into_iter().map(str::to_owned).collect();
        orders.push(GroupOrder { variable: "item".to_owned(), title: String::new(), levels, ordered: true });
        orders
    }
}

/// The usual interval of a printed share on its base, with the design effect that is stated.
fn interval(source: &Source, share: f64, n: f64) -> Bounds {
    let deff = source.published().and_then(|sample| sample.assumptions().deff).unwrap_or(1.0);
    let base = Base { n: Some(n), n_effective: Some(n / deff), ..Base::default() };
    let se = (share * (1.0 - share) * deff / n).sqrt();
    USUAL.bounds(&Estimate { value: share, se, rounding: 0.0, measure: Measure::Share, base }, Level::USUAL)
}

/// The rows of the lines that are drawn, how many lines are not, and what else than sums was found wrong in these.
fn shortened(rows: Vec<Row>) -> (Vec<Row>, Unshown, Vec<CellFinding>) {
    let line = |row: &Row| (row.item.clone(), row.group.clone());
    let all: BTreeSet<_> = rows.iter().map(line).collect();
    if all.len() <= MOST_LINES {
        return (rows, Unshown::default(), Vec::new());
    }
    let mut kept = BTreeSet::new();
    let (wrong, right): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| !row.findings.is_empty());
    for row in wrong.into_iter().chain(right) {
        if kept.len() < MOST_LINES {
            kept.insert(line(row));
        }
    }
    let (kept, unshown): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| kept.contains(&line(row)));
    let lines = |is: fn(&Row) -> bool| unshown.iter().filter(|row| is(row)).map(line).collect::<BTreeSet<_>>().len();
    let left_out = Unshown {
        lines: lines(|_| true),
        flagged: lines(|row| !row.findings.is_empty()),
        off: lines(|row| row.findings.iter().any(|finding| finding.of_sum)),
    };
    let found = unshown.into_iter().flat_map(|row| row.findings).filter(|finding| !finding.of_sum);
    (kept, left_out, found.collect())
}
