//! Estimates as figures: one file for each way of laying them out.

mod changes;
mod crossed;
mod crosstab;
mod elementary;
mod natural;
mod one_wave;
mod over_time;
mod own_answers;
mod panels;
mod scale;
mod sums;

pub(super) use natural::natural;

use super::domain;
use super::groups::{self, group_order};
use super::measures;
use super::nets::{self, Lines};
use super::notes;
use super::waves::WaveNames;
use crate::chart::figures::distinct;
use crate::chart::{AnswerOrder, Figures, GroupOrder, Row, Unit, words};
use crate::estimate::{PercentOf, Verdict};
use crate::study::acts::{EstimateResult, EstimateRow, GroupNames, KnownScales};
use crate::study::file::ChartEntry;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Question, Role, Wave};
use crate::uncertainty::{Flags, Measure};
use std::collections::BTreeSet;

/// Estimates with the rows that show them.
type Rows<'a> = Vec<(&'a EstimateRow, Row)>;

/// The grouping variable that stands for waves.
const WAVE: &str = "wave";

/// Figures for a kind of chart.
pub(super) fn figures(
    source: &Source,
    found: &EstimateResult,
    kind: &str,
    entry: &ChartEntry,
    scales: &KnownScales,
) -> Result<Figures, StudyError> {
    let reader = Reader::new(source, (found, everybody(source, found, kind)), scales, entry.wave.as_deref());
    let every_wave = ["trend", "slope", "area", "likert"].contains(&kind);
    if let Some(wave) = entry.wave.as_deref().filter(|_| every_wave) {
        let message = format!("wave = \"{wave}\" has no effect on a {kind} chart: it shows every wave");
        return Err(StudyError::Usage(message));
    }
    if found.options.statistic.quantile.len() > 1 {
        let message =
            "a chart shows one quantile: choose it with --quantile (quantile of an act), and draw one for each";
        return Err(StudyError::Usage(message.to_owned()));
    }
    let apart = "questions that one scale can show, and these numbers differ tenfold: draw `table`, or one at a time, --question";
    measures::check(reader.numbers_of_all(), (kind, apart))?;
    scale::check_whole(&reader, kind)?;
    over_time::check(&reader, kind)?;
    if kind == "area" {
        return over_time::composition(&reader);
    }
    let own = own_answers::apply(&reader, kind);
    let rows = match kind {
        _ if own => own_answers::rows(&reader, kind, entry)?,
        "likert" => scale::rows(&reader)?,
        "heat" => crosstab::rows(&reader, "heat", entry)?,
        "table" => crosstab::rows(&reader, "table", entry)?,
        "trend" => over_time::polls(&reader),
        "slope" => over_time::ends(&reader),
        "facets" => panels::rows(&reader, entry)?,
        _ => one_wave::rows(&reader, entry)?,
    };
    let changes = match kind {
        "slope" => changes::rows(&reader, &rows, Row::category)?,
        "trend" if changes::are_many(&rows) => changes::rows(&reader, &rows, Row::line)?,
        "facets" if changes::have_a_panel_each(&rows) => changes::rows(&reader, &rows, |row| row.panel.as_deref())?,
        _ => Vec::new(),
    };
    let (columns, headings) = match own {
        true => (own_answers::columns(&reader, &rows), own_answers::headings(&reader, &rows)),
        false => Default::default(),
    };
    let mut figures = reader.figures(rows);
    // Groups as series are a scale of their own, or none, whatever their answers are.
    figures.ordered = figures.ordered && columns.is_empty() || own && own_answers::are_steps(&reader);
    if own && reader.grouped {
        figures.total_name = Some(own_answers::ALL.to_owned());
    }
    figures.answers.splice(0..0, columns);
    figures.groups.splice(0..0, headings);
    figures.rows.extend(changes);
    if kind == "facets" {
        figures.groups.extend(panels::order(&reader));
        figures.groups.extend(panels::line_order(&reader));
    }
    Ok(figures)
}

/// Everybody beside the groups, where the kind lists groups. Beside totals of respondents everybody would only dwarf the groups that add up
/// to it.
fn everybody<'a>(source: &Source, found: &'a EstimateResult, kind: &str) -> &'a [EstimateRow] {
    let lists = ["dots", "bars", "likert", "heat", "table"].contains(&kind);
    let shown = lists && found.options.statistic.stat() != Stat::Total;
    if shown || source.published().is_some() { &found.everybody } else { &[] }
}

/// A result with what its rows differ in.
struct Reader<'a> {
    source: &'a Source,
    found: &'a EstimateResult,
    everybody: &'a [EstimateRow],
    scales: &'a KnownScales,
    waves: WaveNames<'a>,
    group_names: GroupNames,
    grouped: bool,
    questions: bool,
    answers: bool,
    pollsters: bool,
    /// The wave that the picture is asked to show.
    wave: Option<&'a str>,
}

impl<'a> Reader<'a> {
    fn new(
        source: &'a Source,
        (found, everybody): (&'a EstimateResult, &'a [EstimateRow]),
        scales: &'a KnownScales,
        wave: Option<&'a str>,
    ) -> Self {
        fn differ<'a, T: PartialEq + 'a>(rows: &'a [EstimateRow], of: impl Fn(&'a Cell) -> T) -> bool {
            rows.iter().any(|row| of(&row.cell) != of(&rows[0].cell))
        }
        let rows = &found.rows;
        Self {
            source,
            found,
            everybody,
            scales,
            waves: WaveNames::of(rows.iter().chain(everybody).filter_map(|row| row.cell.wave.as_ref())),
            group_names: GroupNames::of(rows.iter().map(|row| &row.cell)),
            grouped: rows.iter().any(|row| !row.cell.groups.is_empty()),
            questions: differ(rows, |cell| &cell.question),
            answers: differ(rows, |cell| (&cell.answer, notes::answer_title(source, cell))),
            pollsters: differ(rows, |cell| &cell.pollster),
            wave,
        }
    }

    /// What was asked for, with its measures.
    fn numbers_of_all(&self) -> impl Iterator<Item = (&'a Cell, Measure, f64)> + Clone + use<'a> {
        self.found.rows.iter().map(|row| (&row.cell, row.estimate.measure, row.estimate.value))
    }

    /// Everybody first, then the rows asked for.
    fn all(&self) -> impl Iterator<Item = &'a EstimateRow> + use<'a> {
        self.everybody.iter().chain(&self.found.rows)
    }

    /// The rows that are lines over time, everybody first: nets stand for the answers they sum.
    fn lines(&self) -> impl Iterator<Item = &'a EstimateRow> + use<'a> {
        let lines = Lines::of(self.source, &self.found.options.selection, self.all().map(|row| &row.cell));
        self.all().filter(move |row| lines.show(&row.cell))
    }

    /// The grouping variables with what is known of the order of their levels.
    fn group_orders(&self) -> Vec<GroupOrder> {
        let groups = self.found.rows.iter().flat_map(|row| &row.cell.groups);
        groups::orders(self.source, self.scales, &self.found.by, groups)
    }

    /// The numbers of a row, without its labels; none of a share that a presentation standard suppresses, or where there is no such number.
    fn numbers(&self, row: &EstimateRow) -> Row {
        let flags = row.estimate.base.flags;
        let undefined = flags.has(Flags::UNDEFINED);
        // One person has no standard deviation.
        let printed = row.estimate.value.is_finite() && !undefined && !flags.has(Flags::SUPPRESS);
        let undefined = undefined.then(|| "no such number: a quotient by 0, or the log of 0".to_owned());
        let of_verdict = row.verdict.as_ref().filter(|verdict| !verdict.rules.is_empty());
        // An interval without width would look like certainty.
        let widthless = [
            (Flags::NO_SPREAD, "one respondent or cluster, or one number, which give no interval"),
            (Flags::NOBODY, "nobody asked gave the answer, which gives no interval"),
        ];
        let no_spread = widthless.into_iter().find(|(flag, _)| flags.has(*flag)).map(|(_, why)| why.to_owned());
        let spread = no_spread.is_none();
        // Printed shares may add up to a net of more than everybody, which is rounding alone.
        let most = if row.estimate.measure == Measure::Share { 1.0 } else { f64::INFINITY };
        Row {
            value: printed.then_some(row.estimate.value.clamp(f64::NEG_INFINITY, most)),
            inner: (printed && spread).then_some(row.bounds),
            outer: row.outer.filter(|_| printed && spread),
            low_precision: flags.has(Flags::UNRELIABLE) || !spread,
            reason: undefined.or_else(|| of_verdict.map(reason)).or(no_spread),
            n: row.estimate.base.n,
            n_effective: row.estimate.base.n_effective,
            df: Some(row.estimate.base.df).filter(|df| df.is_finite()),
            pollster: row.cell.pollster.as_ref().map(ToString::to_string),
            ..Row::default()
        }
    }

    fn question(&self, cell: &Cell) -> Option<&'a Question> {
        self.source.codebook().question(cell.question.as_deref()?)
    }

    /// Whether the shares of a question are not parts of a whole: people could give several answers, and shares are of people.
    fn takes_several(&self, cell: &Cell) -> bool {
        let several = cell.question.as_deref().is_some_and(|question| self.source.takes_several(question));
        several && self.found.options.statistic.percent_of != Some(PercentOf::Responses)
    }

    fn question_title(&self, cell: &Cell) -> Option<String> {
        notes::question_title(self.source, cell)
    }

    fn answer_title(&self, cell: &Cell) -> Option<String> {
        notes::answer_title(self.source, cell)
    }

    /// The levels of a cell's groups: `women, 55+`.
    fn levels(&self, cell: &Cell) -> Option<String> {
        self.group_names.name(&cell.groups)
    }

    /// The wave, with the pollster where they differ.
    fn wave_title(&self, cell: &Cell) -> Option<String> {
        let wave = self.waves.name(cell.wave.as_ref()?);
        let pollster = cell.pollster.as_ref().filter(|_| self.pollsters);
        Some(pollster.map_or(wave.clone(), |pollster| format!("{wave}, {pollster}")))
    }

    /// The wave to show where a picture has room for one: the one named, else the latest.
    fn one_wave(&self, entry: &ChartEntry) -> Result<Option<&'a Wave>, StudyError> {
        let asked: BTreeSet<&Wave> = self.found.rows.iter().filter_map(|row| row.cell.wave.as_ref()).collect();
        let Some(named) = entry.wave.as_deref() else { return Ok(asked.last().copied()) };
        let found = asked.iter().find(|wave| &*wave.label == named);
        found.copied().map(Some).ok_or_else(|| {
            let hint = crate::names::hint(named, asked.iter().map(|wave| &*wave.label));
            StudyError::Usage(format!("chart {}: no wave \"{named}\"{hint}", entry.name))
        })
    }

    /// Rows with everything that stands around them.
    fn figures(&self, rows: Rows<'_>) -> Figures {
        let shown: Vec<&EstimateRow> = rows.iter().map(|(row, _)| *row).collect();
        let first = shown.first().map(|row| &row.cell);
        let groups = self.group_orders();
        let lone = !self.grouped && !self.questions;
        let coded = first.and_then(|cell| cell.question.as_deref()).filter(|id| lone && self.source.orders(id));
        let answers_in_order = coded.map(|_| GroupOrder {
            variable: "item".to_owned(),
            title: String::new(),
            levels: shown.iter().filter_map(|row| self.answer_title(&row.cell)).collect(),
            ordered: true,
        });
        let stat = self.found.options.statistic.stat();
        let mut answers = notes::answer_order(self.source, shown.iter().map(|row| &row.cell));
        let mut notes = notes::of_estimates(self.source, self.found, &shown);
        let unknown = |name: &&str| answers.iter().all(|known| known.name != *name);
        let rest = rows.iter().filter_map(|(_, row)| row.answer.as_deref()).filter(unknown);
        if let Some((name, said)) = scale::not_printed(rest) {
            answers.push(AnswerOrder { name: name.to_owned(), role: Role::DontKnow });
            notes.extra.extend(said);
        }
        let cells = shown.iter().map(|row| &row.cell);
        notes.extra.extend(nets::sums(self.source, &self.found.options.selection, cells));
        notes.extra.extend(self.waves_left_out(&shown));
        let blocks = scale::blocks(self, &rows);
        notes.sorted_as = scale::sorted_as(self, &blocks);
        let crossed_blocks = crossed::orders(self, &rows);
        let crossed = self.crossed_order(&groups, &rows);
        Figures {
            subject: notes::questions(self.source, shown.iter().map(|row| &row.cell))
                .or_else(|| first.and_then(|cell| notes::subject(self.source, cell, stat))),
            measure: measures::measure(
                self.source,
                shown.iter().map(|row| &row.cell),
                stat,
                &self.found.options.selection.answer,
            ),
            unit: unit(shown.first().map(|row| row.estimate.measure)),
            rows: rows.iter().map(|(_, row)| row.clone()).collect(),
            answers,
            nets: nets::parts(self.source, &self.found.options.selection, shown.iter().map(|row| &row.cell)),
            ordered: first.and_then(|cell| self.question(cell)).is_some_and(|q| q.ordered),
            groups: groups
                .into_iter()
                .chain(blocks)
                .chain(crossed_blocks)
                .chain([self.wave_order(&shown)])
                .chain(answers_in_order)
                .chain(crossed)
                .collect(),
            total_name: domain::everybody(self.source, &self.found.options.selection),
            notes,
            ..Figures::default()
        }
    }

    /// Crossed groups under the titles of their variables; of respondents in the order of the result, where a variable has one. The waves
    /// of a group stand together.
    fn crossed_order(&self, groups: &[GroupOrder], rows: &Rows<'_>) -> Option<GroupOrder> {
        let by_wave = self.grouped && self.waves.len() > 1;
        // Under their questions all groups are.
        let plain = usize::from(!by_wave && !self.questions);
        let crossed = self.found.rows.iter().filter(|row| row.cell.groups.len() > plain);
        let variables = distinct(crossed.flat_map(|row| &row.cell.groups).map(|group| &group.variable));
        let titles: Vec<String> =
            variables.iter().map(|variable| group_order(self.source, variable).short_title()).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let ordered = by_wave || groups.iter().any(|group| group.ordered) && self.source.published().is_none();
        let of_groups = distinct(rows.iter().map(|(of, _)| &of.cell.groups));
        let mut items: Vec<_> =
            rows.iter().filter_map(|(of, row)| Some((&of.cell.groups, row.item.clone()?))).collect();
        items.sort_by_key(|(groups, _)| of_groups.iter().position(|known| known == groups));
        let levels = if ordered { items.into_iter().map(|(_, item)| item).collect() } else { Vec::new() };
        let order = GroupOrder { variable: "item".to_owned(), title: words::list(&titles, 4), levels, ordered };
        (!titles.is_empty()).then_some(order)
    }

    /// Waves in order of time.
    fn wave_order(&self, rows: &[&EstimateRow]) -> GroupOrder {
        let waves: BTreeSet<_> = rows.iter().map(|row| (&row.cell.wave, &row.cell.pollster)).collect();
        let mut levels = Vec::new();
        for (wave, pollster) in waves {
            let cell = Cell { wave: wave.clone(), pollster: pollster.clone(), ..Cell::default() };
            levels.extend(self.wave_title(&cell).filter(|title| !levels.contains(title)));
        }
        GroupOrder { variable: WAVE.to_owned(), title: String::new(), levels, ordered: true }
    }
}

/// The rules that a share broke, in the words of the standard, as charts write per cent.
fn reason(verdict: &Verdict) -> String {
    verdict.rules.join("; ").replace(" %", "%")
}

/// The unit that a measure is printed in.
pub(super) fn unit(measure: Option<Measure>) -> Unit {
    match measure {
        Some(Measure::Number) => Unit::Number,
        Some(Measure::Difference) => Unit::Points,
        _ => Unit::Share,
    }
}
