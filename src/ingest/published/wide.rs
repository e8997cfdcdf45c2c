//! Answers across: one line per wave, firm or group, with some columns recognised by name; columns of numbers are answers, columns of words
//! are groups.

use super::super::cell::{self, Content};
use super::super::dates;
use super::super::error::ReadError;
use super::super::microdata::names_weight;
use super::draft::{self, Context, Draft, Names, Shape};
use super::fields::{self, Field, Named};
use super::finding::{Code, Findings};
use super::groupings::Groupings;
use super::layout::{Kind, Table};
use super::typed::{self, Sign};
use super::waves::Waves;
use super::{Read, lexicon, long};

const TIME: [Field; 4] = [Field::DateStart, Field::DateEnd, Field::Date, Field::Wave];

/// The row of names, if the table has answers across: its first row of several texts, with lines below that are waves or known groups.
pub(super) fn heading(context: &Context<'_>) -> Option<usize> {
    let grid = context.grid;
    let row = (0..grid.rows()).find(|&row| texts(context, row) > 1)?;
    let named = Named::read(grid, row, true).ok()?;
    let regular = (row + 1..grid.rows()).all(|r| named.refuse_ragged(grid, r).is_ok());
    if !regular || row + 1 == grid.rows() || named.column(Field::Answer).is_some() || named.value().is_some() {
        return None;
    }
    let (answers, groups) = sort_columns(context, &named);
    let told = || has_names(context, &named, &answers, &groups) || sign(context, &named, &answers, &groups).is_some();
    (!answers.is_empty() && told()).then_some(row)
}

/// Whether the lines are waves, known groups, or such as have bases beside answers that add up.
fn has_names(context: &Context<'_>, named: &Named, answers: &[usize], groups: &[usize]) -> bool {
    let row = named.row;
    let time = TIME.iter().filter_map(|&field| named.column(field)).any(|column| is_time(context, row, column));
    let known = || groups.first().is_some_and(|&column| is_levels(context, row, column));
    let base = named.column(Field::Base).or(named.column(Field::WeightedBase));
    let based = || base.is_some_and(|column| !is_numbering(context, row, column)) && whole(context, row, answers);
    time || (answers.len() > 1 && (known() || based()))
}

/// The sign of a table that somebody typed.
fn sign(context: &Context<'_>, named: &Named, answers: &[usize], groups: &[usize]) -> Option<Sign> {
    if weighs(context, named.row, answers) { None } else { typed::sign(context, named, answers, groups) }
}

/// Whether one of the columns is named as only weights are, and no answer: a party "W" is one of those that add up to everybody.
fn weighs(context: &Context<'_>, heading: usize, answers: &[usize]) -> bool {
    let named = |column: &usize| names_weight(context.grid.text(heading, *column));
    answers.iter().any(named) && !whole(context, heading, answers)
}

/// Refuses a table that has answers across but for its last line, which has too few fields.
///
/// # Errors
/// [`ReadError::Ragged`] for that line.
pub(super) fn refuse_cut(context: &Context<'_>) -> Result<(), ReadError> {
    let grid = context.grid;
    let last = grid.rows().saturating_sub(1);
    if grid.width(last) >= grid.width(0) {
        return Ok(());
    }
    let (before, mut findings) = (grid.without_last(), Findings::default());
    let names = Names::default();
    let Context { settings, style, .. } = *context;
    let uncut = Context { grid: &before, settings, style, findings: &mut findings, names, cells: 0 };
    match heading(&uncut) {
        Some(row) => fields::refuse_ragged(grid, last, row, grid.width(row)),
        None => Ok(()),
    }
}

/// How many cells of a row are words.
fn texts(context: &Context<'_>, row: usize) -> usize {
    let word = |&column: &usize| cell::parse(context.grid.text(row, column), context.style).content == Content::Text;
    (0..context.grid.width(row)).filter(word).count()
}

fn body<'a>(context: &Context<'a>, heading: usize, column: usize) -> impl Iterator<Item = &'a str> {
    let grid = context.grid;
    (heading + 1..grid.rows()).map(move |row| grid.text(row, column)).filter(|text| !text.is_empty())
}

/// Dates in every line.
fn is_time(context: &Context<'_>, heading: usize, column: usize) -> bool {
    let mut texts = body(context, heading, column).peekable();
    texts.peek().is_some() && texts.all(|text| dates::period(text).is_ok())
}

/// Whole numbers from 0 or 1 up in several lines: they number respondents, and are no bases.
fn is_numbering(context: &Context<'_>, heading: usize, column: usize) -> bool {
    let number = |text: &str| text.parse::<u32>().ok();
    let numbers: Vec<Option<u32>> = body(context, heading, column).map(number).collect();
    let goes_on = |pair: &[Option<u32>]| pair[0].is_some_and(|before| before.checked_add(1) == pair[1]);
    numbers.len() > 1 && matches!(numbers[0], Some(0 | 1)) && numbers.windows(2).all(goes_on)
}

/// Everybody, or levels of variables known by name, in every line.
fn is_levels(context: &Context<'_>, heading: usize, column: usize) -> bool {
    let mut texts = body(context, heading, column).peekable();
    texts.peek().is_some() && texts.all(|text| lexicon::total(text) || lexicon::variable_of(text) != "group")
}

/// Columns that are no field: those of numbers are answers, those of words are groups; changes and net scores are neither.
pub(super) fn sort_columns(context: &Context<'_>, named: &Named) -> (Vec<usize>, Vec<usize>) {
    let is_share =
        |column: usize| !lexicon::change(&named.headings[column]) && !typed::is_net_score(context, named, column);
    let used = named.others.iter().filter(|&&column| is_share(column));
    used.partition(|&&column| {
        let mut cells = body(context, named.row, column).peekable();
        cells.peek().is_some() && cells.all(|text| cell::parse(text, context.style).content != Content::Text)
    })
}

/// Reads a table with answers across. Its names stand in the stated row, or the one that looks like it.
///
/// # Errors
/// Ragged rows, unreadable dates, bases and figures.
pub(super) fn read(context: &mut Context<'_>, stated: Option<usize>) -> Result<Read, ReadError> {
    let heading = stated.or_else(|| self::heading(context)).unwrap_or(0);
    let named = Named::read(context.grid, heading, true)?;
    let (answers, groups) = sort_columns(context, &named);
    if answers.is_empty() {
        return Err(ReadError::Heading {
            file: context.grid.file().to_string(),
            line: context.grid.line(heading),
            why: "no column below these names holds figures only".into(),
            next: "State the layout, or correct the cells that are no figures".into(),
        });
    }
    named.warn_of_near_names(context, &groups);
    warn_of_left_out(context, &named, &answers, &groups);
    warn_of_figures(context, &named, &answers, &groups);
    let groupings = Groupings::new(context, &named, &groups);
    let mut waves = Waves::default();
    context.expect(answers.len() * (context.grid.rows() - heading - 1))?;
    let mut drafts = Vec::new();
    for row in heading + 1..context.grid.rows() {
        named.refuse_ragged(context.grid, row)?;
        let line = line(context, &named, &groupings, &mut waves, row)?;
        for &column in &answers {
            let parsed = cell::parse(context.grid.text(row, column), context.style);
            let answer = lexicon::unmarked(&named.headings[column]);
            drafts.push(Draft {
                answer: context.names.get(&lexicon::without_unit(answer)),
                content: parsed.content,
                note: line.note.clone().or_else(|| draft::marked(&parsed.marks)),
                column,
                shape: Shape { indent: 0, net: lexicon::net(answer).is_some() },
                ..line.clone()
            });
        }
    }
    waves.complete(&mut drafts);
    let unit = context.settings.stated.unit.unwrap_or_else(|| draft::guess_unit(&drafts, context.findings));
    let done = draft::finish(context, &named.headings, drafts, unit)?;
    let table = Table {
        kind: Kind::AnswersAcross,
        titles: super::lines(context.grid, 0..heading),
        headings: vec![context.grid.line(heading)],
        columns: named.describe(|column| match () {
            () if answers.contains(&column) => format!("figures: {}", named.headings[column]),
            () if groups.contains(&column) => groupings.describe(column),
            () => "left out: changes".into(),
        }),
        bases: Vec::new(),
        notes: Vec::new(),
        unit: done.unit,
        rounding: done.rounding.clone(),
        questions: Vec::new(),
        figures: done.figures.len(),
        without_figure: done.without,
    };
    Ok(Read { done, table })
}

/// What all figures of a row have in common.
fn line(
    context: &mut Context<'_>,
    named: &Named,
    groupings: &Groupings,
    waves: &mut Waves,
    row: usize,
) -> Result<Draft, ReadError> {
    let fieldwork = long::fieldwork(context, named, row);
    Ok(Draft {
        question: long::question(context, named, row)?,
        answer: context.names.get(""),
        groups: groupings.of_row(context, row),
        wave: waves.of_row(context, named, row, &fieldwork)?.or_else(|| context.settings.wave.clone()),
        fieldwork,
        base: long::base(context, named, row)?,
        note: long::text(context, named, row, Field::Note),
        source: long::text(context, named, row, Field::Source).or_else(|| context.settings.source.clone()),
        content: Content::Missing,
        rounding: None,
        row,
        column: 0,
        shape: Shape::default(),
    })
}

/// Warns of columns that are neither answers nor groups.
fn warn_of_left_out(context: &mut Context<'_>, named: &Named, answers: &[usize], groups: &[usize]) {
    for &column in named.others.iter().filter(|column| !answers.contains(column) && !groups.contains(column)) {
        let holds =
            if lexicon::change(&named.headings[column]) { "changes" } else { "a net score or another statistic" };
        let message = format!("column \"{}\" was left out: it holds {holds}, not shares", named.headings[column]);
        context.findings.add(Code::ColumnSkipped, Some(context.grid.place(named.row, column)), message);
    }
}

/// Whether a table with this row of names holds shares: in most lines the answers add up to between half and all of the people, as codes of
/// respondents do not, or it shows otherwise. A column of weights is no answer, and no printed table has one.
pub(super) fn holds_shares(context: &Context<'_>, heading: usize) -> bool {
    let Ok(named) = Named::read(context.grid, heading, true) else { return false };
    let (answers, groups) = sort_columns(context, &named);
    if weighs(context, heading, &answers) {
        return false;
    }
    half(context, heading, &answers)
        || typed::has_bases(context, &named)
        || sign(context, &named, &answers, &groups).is_some()
}

/// Whether in most lines the answers add up to between half and all of the people.
pub(super) fn half(context: &Context<'_>, heading: usize, answers: &[usize]) -> bool {
    mostly(context, heading, answers, |sum| (50.0..=105.0).contains(&sum) || (0.5..=1.05).contains(&sum))
}

/// Whether in most lines the answers add up to everybody.
pub(super) fn whole(context: &Context<'_>, heading: usize, answers: &[usize]) -> bool {
    mostly(context, heading, answers, super::evidence::whole)
}

/// Tells that a table of this row of names might be of respondents, and what its lines were taken for.
fn warn_of_figures(context: &mut Context<'_>, named: &Named, answers: &[usize], groups: &[usize]) {
    let guessed = context.settings.stated.kind.is_none() && !has_names(context, named, answers, groups);
    if !guessed || sign(context, named, answers, groups) != Some(Sign::Figures) {
        return;
    }
    let lines = match groups.first() {
        Some(&column) => format!("of groups by \"{}\"", named.headings[column]),
        None => "of questions".to_owned(),
    };
    let message = format!("read as a published table by its figures, each line as shares {lines}");
    let question = if groups.is_empty() { "" } else { "if each line is a question, head that column \"question\"; " };
    let advice = format!("; {question}if each is a respondent, state the design, as --srs with-replacement");
    context.findings.advise(Code::KindGuessed, Some(context.grid.place(named.row, 0)), message, advice);
}

fn mostly(context: &Context<'_>, heading: usize, answers: &[usize], wanted: fn(f64) -> bool) -> bool {
    let number = |row, column| match cell::parse(context.grid.text(row, column), context.style).content {
        Content::Number(n) => n.value(),
        _ => 0.0,
    };
    let lines = heading + 1..context.grid.rows();
    let rows = lines.clone().map(|row| answers.iter().map(|&column| number(row, column)).collect());
    let rows: Vec<Vec<f64>> = rows.collect();
    // Respondents tick answers; shares that are all 0 or 1 nobody prints.
    if rows.iter().flatten().all(|&value| value == 0.0 || value == 1.0) {
        return false;
    }
    let sums = rows.iter().map(|row| row.iter().sum());
    sums.filter(|&sum| wanted(sum)).count() * 2 > lines.len()
}
