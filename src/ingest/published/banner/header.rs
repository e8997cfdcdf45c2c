//! The columns of a published table: groups, waves and bases from one or two heading lines, whose merged cells come as empty ones.

use super::super::draft::Context;
use super::super::fields;
use super::super::finding::Code;
use super::super::layout::Kind;
use super::super::lexicon;
use super::segment::{Block, Labels};
use crate::ingest::dates::{self, DateError};
use crate::ingest::error::{ReadError, clip};
use crate::survey::{Group, Wave};
use std::collections::BTreeMap;

/// A column of figures, or one left out.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) column: usize,
    /// As printed; two lines are joined by a slash.
    pub(super) heading: String,
    pub(super) holds: Holds,
}

#[derive(Debug, Clone)]
pub(super) enum Holds {
    /// Shares in these groups (none: everybody), in this wave.
    Figures { groups: Vec<Group>, wave: Option<Wave>, base: Option<f64> },
    /// Something else, in words.
    LeftOut(&'static str),
}

/// Reads the headings of a table.
///
/// # Errors
/// More than two heading lines, or figures under no heading.
pub(super) fn read(context: &mut Context<'_>, block: &mut Block, labels: Labels) -> Result<Vec<Head>, ReadError> {
    let grid = context.grid;
    let lines = lines(context, block, labels)?;
    let body = || block.sections.iter().flat_map(|section| &section.rows);
    let width = body().chain(&lines).map(|&row| grid.width(row)).max().unwrap_or(0);
    let used: Vec<usize> = (labels.end()..width)
        .filter(|&column| body().chain(&lines).any(|&row| !grid.text(row, column).is_empty()))
        .collect();
    let mut heads = Vec::with_capacity(used.len());
    let mut upper_of_left = "";
    for &column in &used {
        let (upper, lower) = match lines[..] {
            [upper, lower] => (grid.text(upper, column), grid.text(lower, column)),
            [lower] => ("", grid.text(lower, column)),
            _ => ("", ""),
        };
        // A merged cell prints its text in its first column only.
        if !upper.is_empty() {
            upper_of_left = upper;
        }
        let merged = if lower.is_empty() { upper } else { upper_of_left };
        if merged.is_empty() && lower.is_empty() && used.len() > 1 {
            return Err(unheaded(context, block, column));
        }
        let heading = [merged, lower].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ");
        let holds = holds(context, merged, lower);
        if let Holds::LeftOut(why) = holds {
            let row = lines.last().copied().unwrap_or(0);
            let message = format!("column \"{}\" was left out: it holds {why}, not shares", clip(&heading));
            context.findings.add(Code::ColumnSkipped, Some(grid.place(row, column)), message);
        }
        heads.push(Head { column, heading, holds });
    }
    refuse_twins(context, &lines, &heads)?;
    Ok(heads)
}

/// Two columns for the same groups and wave cannot be told apart.
fn refuse_twins(context: &Context<'_>, lines: &[usize], heads: &[Head]) -> Result<(), ReadError> {
    let mut seen = BTreeMap::new();
    for head in heads {
        let Holds::Figures { groups, wave, .. } = &head.holds else { continue };
        if let Some(first) = seen.insert((groups, wave), head.column) {
            return Err(ReadError::Heading {
                file: context.grid.file().to_string(),
                line: lines.last().map_or(1, |&row| context.grid.line(row)),
                why: format!("columns {} and {} both hold {}", first + 1, head.column + 1, head.describe()),
                next: "Give each column its own heading, or head one that holds no shares \"change\"".into(),
            });
        }
    }
    Ok(())
}

/// The heading lines, without those that print only units or letters of columns, and without those that are titles. What is no heading
/// line moves to the titles.
fn lines(context: &Context<'_>, block: &mut Block, labels: Labels) -> Result<Vec<usize>, ReadError> {
    let grid = context.grid;
    let cells = |row: usize| {
        (labels.end()..grid.width(row)).map(move |column| grid.text(row, column)).filter(|text| !text.is_empty())
    };
    let without = |rows: &[usize], wanted: fn(&str) -> bool| -> Vec<usize> {
        rows.iter().copied().filter(|&row| !cells(row).all(wanted)).collect()
    };
    let mut lines = without(&block.heads, lexicon::unit_only);
    let unlettered = without(&lines, lexicon::column_letter);
    // Letters alone are headings if there are no others.
    if !unlettered.is_empty() && context.settings.stated.heading_line.is_none() {
        lines = unlettered;
    }
    let title_like = |row: usize| {
        let prose = |text: &str| text.contains('?') || text.chars().count() > 60;
        let stub = grid.text(row, labels.first);
        let labelled = !stub.is_empty() && fields::named(stub).is_none();
        cells(row).count() <= 1 && (labelled || cells(row).any(prose))
    };
    while lines.len() > 1 && context.settings.stated.heading_line.is_none() && title_like(lines[0]) {
        block.titles.push(lines.remove(0));
    }
    block.titles.sort_unstable();
    match (lines.len(), context.settings.stated.heading_lines) {
        (found, Some(stated)) if found > stated => lines = lines.split_off(found - stated),
        (3.., None) => {
            return Err(ReadError::Heading {
                file: grid.file().to_string(),
                line: grid.line(lines[0]),
                why: format!("{} heading lines above the figures, and only one or two can be read", lines.len()),
                next: "State heading-line and heading-lines, or join the headings into two lines".into(),
            });
        }
        _ => {}
    }
    block.heads.retain(|row| lines.contains(row));
    Ok(lines)
}

fn unheaded(context: &Context<'_>, block: &Block, column: usize) -> ReadError {
    let grid = context.grid;
    let mut rows = block.sections.iter().flat_map(|section| &section.rows);
    let row = rows.find(|&&row| !grid.text(row, column).is_empty()).copied().unwrap_or(0);
    ReadError::Cell {
        spot: context.spot(row, column, ""),
        rule: "no heading stands above this column".into(),
        next: "Write the group or wave above it, or state heading-line".into(),
    }
}

/// One part of a heading by itself.
enum Part<'a> {
    Empty,
    Total,
    Wave(Wave),
    Text(&'a str),
}

fn part<'a>(context: &mut Context<'_>, text: &'a str) -> Part<'a> {
    let plain = lexicon::unmarked(text);
    if plain.is_empty() || lexicon::unit_only(plain) {
        return Part::Empty;
    }
    if lexicon::total(plain) {
        return Part::Total;
    }
    match wave(context, plain) {
        Some(wave) => Part::Wave(wave),
        None => {
            let without_year = matches!(dates::period(plain), Err(DateError::NoYear { .. }));
            if without_year && context.settings.stated.kind.is_none() {
                let message = format!("heading \"{}\" was read as a group", clip(plain));
                let advice = ": for a wave write its year with four digits";
                context.findings.advise(Code::NoYear, None, message, advice);
            }
            Part::Text(plain)
        }
    }
}

/// A heading that is a date, unless groups are stated; any heading where waves are stated.
fn wave(context: &mut Context<'_>, text: &str) -> Option<Wave> {
    let kind = context.settings.stated.kind;
    let period = dates::period(&lexicon::without_unit(text)).ok();
    let is_wave = kind == Some(Kind::WavesAcross) || (kind.is_none() && period.is_some());
    is_wave.then(|| Wave { label: context.names.get(text), period })
}

/// What a column with these headings holds.
fn holds(context: &mut Context<'_>, upper: &str, lower: &str) -> Holds {
    let (base, upper, lower) = bases(upper, lower);
    let changes = |text: &str| lexicon::change(text) && !text.is_empty();
    if changes(upper) || changes(lower) {
        return Holds::LeftOut("changes or tests");
    }
    if lexicon::base(lower).is_some() || (lower.is_empty() && lexicon::base(upper).is_some()) {
        return Holds::LeftOut("counts");
    }
    // "2025" over "Dec", or "Q3" below it.
    let joined = format!("{lower} {upper}");
    let in_part = !upper.is_empty() && !lower.is_empty() && dates::period(lower).is_err();
    if let Some(wave) = wave(context, &joined).filter(|wave| in_part && wave.period.is_some()) {
        return Holds::Figures { groups: Vec::new(), wave: Some(wave), base };
    }
    let (upper, lower) = (part(context, upper), part(context, lower));
    let mut level = |text: &str, variable: Option<&str>| {
        let stated = context.settings.stated.group.clone();
        let variable =
            variable.map(lexicon::same_variable).or(stated).unwrap_or_else(|| lexicon::variable_of(text).to_owned());
        vec![Group { variable: context.names.get(&variable), level: context.names.get(&lexicon::without_unit(text)) }]
    };
    let (groups, wave) = match (upper, lower) {
        (Part::Wave(wave), Part::Text(text)) | (Part::Text(text), Part::Wave(wave)) => (level(text, None), Some(wave)),
        (Part::Wave(_), Part::Wave(wave)) | (_, Part::Wave(wave)) | (Part::Wave(wave), _) => (Vec::new(), Some(wave)),
        (Part::Text(variable), Part::Text(text)) => (level(text, Some(variable)), None),
        (_, Part::Text(text)) | (Part::Text(text), Part::Empty) => (level(text, None), None),
        (_, Part::Total | Part::Empty) => (Vec::new(), None),
    };
    Holds::Figures { groups, wave, base }
}

/// `n = 742` taken out of a heading.
fn bases<'a>(upper: &'a str, lower: &'a str) -> (Option<f64>, &'a str, &'a str) {
    match (lexicon::base_within(lower), lexicon::base_within(upper)) {
        (Some((base, rest)), _) => (Some(base), upper, rest),
        (None, Some((base, rest))) if lower.is_empty() => (Some(base), rest, lower),
        (None, Some((_, rest))) => (None, rest, lower),
        (None, None) => (None, upper, lower),
    }
}

impl Head {
    /// What it holds, in words.
    pub(super) fn describe(&self) -> String {
        match &self.holds {
            Holds::LeftOut(why) => format!("left out: {why}"),
            Holds::Figures { groups, wave, base } => {
                let about = match groups.first() {
                    Some(group) => format!("{} = {}", group.variable, group.level),
                    None => "everybody".into(),
                };
                let wave = wave.as_ref().map(|wave| match wave.period {
                    Some(period) => format!(", {period}"),
                    None => format!(", wave {wave}"),
                });
                let base = base.map(|base| format!(", n = {base}"));
                about + &wave.unwrap_or_default() + &base.unwrap_or_default()
            }
        }
    }

    /// Shares of everybody.
    pub(super) fn is_everybody(&self) -> bool {
        matches!(&self.holds, Holds::Figures { groups, .. } if groups.is_empty())
    }
}

/// Whether every column of figures is a wave.
pub(super) fn kind(heads: &[Head]) -> Kind {
    let waves = heads.iter().filter_map(|head| match &head.holds {
        Holds::Figures { wave, .. } => Some(wave.is_some()),
        Holds::LeftOut(_) => None,
    });
    if heads.is_empty() || !waves.clone().all(|wave| wave) || waves.count() == 0 {
        Kind::GroupsAcross
    } else {
        Kind::WavesAcross
    }
}
