//! The weights of respondents: their distribution, and margins of variables without and with them.

use crate::chart::words;
use crate::chart::{Figures, GroupOrder, Notes, Part, Row, Unit};
use crate::ingest::microdata::Count;
use crate::study::Source;
use crate::study::acts::{HEAVY, Margin, WeightSpread, Weighting, scale_of};
use crate::study::figures::notes;
use crate::uncertainty::Bounds;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Bars of the histogram, then the margins.
pub(super) fn figures(source: &Source, weighting: &Weighting) -> Figures {
    let spread = &weighting.spread;
    let aimed = weighting.margins.iter().any(|margin| !margin.targets.is_empty());
    let names = if aimed { ["before weighting", "after weighting"] } else { ["unweighted", "weighted"] };
    let margins = weighting.margins.iter().flat_map(|margin| rows(margin, names));
    let changed = if weighting.margins.is_empty() { "" } else { ", and what it changes" };
    let spread_of = format!("The weight “{}” in multiples of its mean", weighting.name);
    Figures {
        subject: Some(format!("The weight “{}”: how it is spread and what it changes", weighting.name)),
        subtitle: Some(format!("{spread_of}{changed}")),
        halves: Some([spread_of, format!("What the weight “{}” changes", weighting.name)]),
        unit: Unit::Share,
        rows: bars(spread).into_iter().chain(margins).collect(),
        groups: weighting.margins.iter().map(|margin| order(source, margin)).collect(),
        notes: beneath(source, weighting),
        of_margins: [answered(weighting), several(weighting)]
            .into_iter()
            .flatten()
            .chain(rescaled(weighting))
            .collect(),
        ..Figures::default()
    }
}

/// The width of the bar of one weight at least, as a part of the axis.
const THINNEST: f64 = 0.015;

/// Bars of the histogram; of few weights that stand apart a bar for each, named by it.
fn bars(spread: &WeightSpread) -> Vec<Row> {
    let heavy = format!("more than {HEAVY} times the mean");
    let bar = |(low, high): (f64, f64), count: u64, is_heavy: bool| Row {
        span: Some(Bounds::new(low, high)),
        series: is_heavy.then(|| heavy.clone()),
        part: Part::Bin,
        ..Row::new(count as f64)
    };
    let usual = spread.bars.first().map_or(0.0, |(low, high, _)| high - low);
    // Bars of few weights are as narrow as it takes to stand apart, but no thinner than can be told apart.
    let gaps = spread.few.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let width = usual.min(0.6 * gaps.fold(f64::INFINITY, f64::min));
    let reach = spread.few.last().map_or(0.0, |(weight, _)| *weight);
    if spread.few.is_empty() || width < THINNEST * reach {
        let bars = spread.bars.iter().filter(|(.., count)| *count > 0);
        return bars.map(|&(low, high, count)| bar((low, high), count, low >= HEAVY)).collect();
    }
    let named = |&(weight, count): &(f64, u64)| {
        let half = (width / 2.0).min(weight);
        bar((weight - half, weight + half), count, weight > HEAVY).item(multiple(spread, weight))
    };
    spread.few.iter().map(named).collect()
}

/// A weight as printed: with two decimals, or as many more as tell few weights apart, and from none.
fn multiple(spread: &WeightSpread, weight: f64) -> String {
    let printed = |decimals: usize| spread.few.iter().map(move |(weight, _)| format!("{weight:.decimals$}"));
    let none = |decimals: usize| std::iter::once(format!("{:.decimals$}", 0.0));
    let apart = |decimals: &usize| {
        printed(*decimals).chain(none(*decimals)).collect::<BTreeSet<_>>().len() == spread.few.len() + 1
    };
    let decimals = (2..=6).find(apart).unwrap_or(6);
    format!("{weight:.decimals$}")
}

/// Each level without and with weight, as shares of those who answered; then what weighting aims at.
fn rows(margin: &Margin, [before, after]: [&'static str; 2]) -> Vec<Row> {
    let all = margin.answered;
    let share = |count: f64, of: f64| {
        let row = if of > 0.0 { Row::new(count / of) } else { Row::suppressed() };
        Row { n: Some(all.n as f64), ..row }
    };
    let level = |(at, (level, count)): (usize, &(Arc<str>, Count))| {
        let level = level_title(margin, level);
        let weighted = share(count.weighted.unwrap_or(0.0), all.weighted.unwrap_or(0.0));
        let target = margin.targets.get(at).map(|target| Row::new(*target).part(Part::Target));
        let rows = [share(count.n as f64, all.n as f64).series(before), weighted.series(after)];
        rows.into_iter().chain(target).map(|row| row.group(&margin.variable, &level)).collect::<Vec<_>>()
    };
    margin.levels.iter().enumerate().flat_map(level).collect()
}

/// The levels of a variable in the order of the file, or of the well-known scale that they are.
fn order(source: &Source, margin: &Margin) -> GroupOrder {
    let levels: Vec<Arc<str>> = margin.levels.iter().map(|(level, _)| level.clone()).collect();
    let known = if margin.several { None } else { scale_of(source, &margin.variable, &levels) };
    GroupOrder {
        variable: margin.variable.to_string(),
        title: title(margin),
        levels: known
            .map_or(levels, |scale| scale.answers.into_iter().map(|(level, _)| level).collect())
            .iter()
            .map(|level| level_title(margin, level))
            .collect(),
        ordered: true,
    }
}

/// A level as printed: an answer that is called by its variable in words.
fn level_title(margin: &Margin, level: &str) -> String {
    if margin.several { notes::words_of(level) } else { level.to_owned() }
}

fn title(margin: &Margin) -> String {
    let title = Some(margin.title.to_string()).filter(|title| **title != *margin.variable);
    title.unwrap_or_else(|| notes::words_of(&margin.variable))
}

fn beneath(source: &Source, weighting: &Weighting) -> Notes {
    let spread = &weighting.spread;
    let (n, effective) = (spread.n as f64, spread.n_effective());
    let mut extra = vec!["Design effect and effective n: of weighting alone, by Kish’s formula".to_owned()];
    extra.extend(spread.uncounted());
    extra.extend(answered(weighting));
    extra.extend((spread.heavy > 0).then(|| {
        let share = 100.0 * spread.heavy_share;
        let who = if spread.heavy == 1 {
            "1 respondent weighs".to_owned()
        } else {
            format!("{} respondents weigh", spread.heavy)
        };
        format!("{who} more than {HEAVY} times the mean: {share:.1}% of all weight")
    }));
    extra.extend(rescaled(weighting));
    extra.extend(several(weighting));
    Notes {
        n: Some((n, n)),
        n_effective: Some((effective, effective)),
        deff: Some((spread.deff, spread.deff)),
        intervals_off: true,
        extra,
        ..notes::of_source(source)
    }
}

/// Targets that did not add up to 100 % as stated.
fn rescaled(weighting: &Weighting) -> impl Iterator<Item = String> {
    weighting.margins.iter().filter_map(|margin| {
        let stated = (1e4 * margin.rescaled?).round() / 1e4;
        Some(format!("Targets of {}: {stated}% in all as stated, rescaled to 100%", title(margin)))
    })
}

/// Variables to which people could give several answers.
fn several(weighting: &Weighting) -> Option<String> {
    let several = weighting.margins.iter().filter(|margin| margin.several);
    let names: Vec<String> = several.map(|margin| words::capital(&title(margin))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    (!names.is_empty())
        .then(|| format!("Several answers possible to {}: shares may add up to more than 100%", words::list(&names, 3)))
}

/// The bases of variables that some of those with a weight did not answer.
fn answered(weighting: &Weighting) -> Option<String> {
    let fewer = weighting.margins.iter().filter(|margin| margin.answered.n < weighting.spread.n);
    let base = |margin: &Margin| match margin.answered.n {
        0 => format!("{}: answered by nobody with a weight", words::capital(&title(margin))),
        n => format!("{}: n = {}", words::capital(&title(margin)), words::count(n as f64)),
    };
    let bases: Vec<String> = fewer.map(base).collect();
    (!bases.is_empty()).then(|| bases.join(", "))
}
