//! Rules that tie a whole to its parts: a declared net is the sum of its answers, and everybody lies among the groups that make them up.

use super::cells::{Asked, CellKey};
use super::checks::percent;
use super::finding::{Code, Detail, Findings, NetRule};
use super::nets::FoundNet;
use super::settings::Settings;
use crate::survey::{Figure, Group, Printed};
use std::collections::BTreeMap;

const NOISE: f64 = 1e-9;
/// Groups whose bases add up to the base of everybody but for this part of it are taken to be everybody: some do not say their age.
const LACKING: f64 = 0.005;
/// So many times their part of the base those who are in no group may weigh.
const HEAVY: f64 = 3.0;

/// Warns of declared nets that are not what their parts add up to, in every cell where all of them are printed. Where people could give
/// several answers, a net is at least its largest part and at most their sum. Nets that are found agree, or are none.
pub(super) fn nets(asked: &[Asked<'_>], declared: &[FoundNet], settings: &Settings, findings: &mut Findings) {
    for question in asked {
        for (net, parts) in question.positions(declared) {
            for (key, cell) in &question.cells {
                let parts: Option<Vec<&Figure>> = parts.iter().map(|part| cell.get(&(*part)?).copied()).collect();
                if let (Some(whole), Some(parts)) = (cell.get(&net), parts.filter(|parts| !parts.is_empty())) {
                    net_of(whole, &parts, *key, settings.multiple, findings);
                }
            }
        }
    }
}

fn net_of(whole: &Figure, parts: &[&Figure], key: CellKey<'_>, multiple: bool, findings: &mut Findings) {
    let sum = |of: fn(&Printed) -> f64| parts.iter().map(|part| of(&part.printed)).sum::<f64>();
    let least = |part: &&&Figure| part.printed.low();
    let Some(largest) = parts.iter().max_by(|a, b| least(a).total_cmp(&least(b))) else { return };
    let below = whole.printed.high() + NOISE < if multiple { least(&largest) } else { sum(Printed::low) };
    if !below && whole.printed.low() <= sum(Printed::high) + NOISE {
        return;
    }
    let (rule, held): (NetRule, &[&Figure]) = match (multiple, below) {
        (true, true) => (NetRule::AtLeastLargest, &[*largest]),
        (true, false) => (NetRule::AtMostSum, parts),
        (false, _) => (NetRule::Sum, parts),
    };
    let added = held.iter().map(|part| part.printed.share()).sum();
    let names = held.iter().take(6).map(|part| &*part.answer).collect::<Vec<_>>().join(" + ");
    let than = match rule {
        NetRule::Sum => format!("but its parts ({names}) add up to {} %", percent(added)),
        NetRule::AtMostSum => format!("more than its parts ({names}) together, {} %", percent(added)),
        NetRule::AtLeastLargest => format!("less than its part \"{names}\" alone, {} %", percent(added)),
    };
    let message = format!(
        "the net \"{}\" ({}) is printed as {} %, {than}",
        whole.answer,
        key.describe(),
        percent(whole.printed.share())
    );
    let advice = ": correct the figure, or the parts that the study declares";
    let detail = Detail::Net { parts: held.iter().map(|part| part.answer.clone()).collect(), sum: added, rule };
    findings.detailed((Code::NetOff, detail), &whole.place, message, advice);
}

/// A whole (its fieldwork and its own groups) and the variable that it is split by.
type Split<'a> = (CellKey<'a>, Vec<Group>, &'a str);

/// Warns of figures of a whole that lie outside those of all its groups, rounding allowed for: a mean lies within what it is of. Only where
/// the bases say that the groups of a variable are everybody.
pub(super) fn totals(asked: &[Asked<'_>], findings: &mut Findings) {
    for question in asked {
        // By whole and variable: the figures of its groups by answer.
        let mut split: BTreeMap<Split<'_>, Vec<&BTreeMap<usize, &Figure>>> = BTreeMap::new();
        for (key, cell) in &question.cells {
            for (at, group) in key.groups.iter().enumerate() {
                let mut rest = key.groups.to_vec();
                rest.remove(at);
                let none = CellKey { groups: &[], ..*key };
                split.entry((none, rest, &group.variable)).or_default().push(cell);
            }
        }
        for ((none, rest, variable), groups) in &split {
            let key = CellKey { groups: rest, ..*none };
            let Some(whole) = question.cells.get(&key) else { continue };
            for (answer, figure) in whole {
                let groups: Option<Vec<&Figure>> = groups.iter().map(|cell| cell.get(answer).copied()).collect();
                if let Some(groups) = groups.filter(|groups| groups.len() > 1) {
                    total_of(figure, &groups, (key, variable), findings);
                }
            }
        }
    }
}

fn total_of(whole: &Figure, groups: &[&Figure], (key, variable): (CellKey<'_>, &str), findings: &mut Findings) {
    let Some(lacking) = lacking(whole, groups) else { return };
    let ends = |of: fn(&Printed) -> f64| groups.iter().map(move |group| of(&group.printed));
    let least = ends(Printed::low).fold(1.0, f64::min) * (1.0 - lacking);
    let most = ends(Printed::high).fold(0.0, f64::max) * (1.0 - lacking) + lacking;
    if whole.printed.low() <= most + NOISE && least <= whole.printed.high() + NOISE {
        return;
    }
    let (low, high) = (ends(Printed::share).fold(1.0, f64::min), ends(Printed::share).fold(0.0, f64::max));
    let (low_percent, high_percent) = (percent(low), percent(high));
    let span = match low_percent == high_percent {
        true => format!("not the {low_percent} % of each"),
        false => format!("outside the {low_percent} to {high_percent} %"),
    };
    let message = format!(
        "\"{}\" ({}) is {} %, {span} of its groups by {variable}, which are all of them",
        whole.answer,
        key.describe(),
        percent(whole.printed.share()),
    );
    let detail = Detail::Total { variable: variable.into(), low, high };
    let advice = ": a figure or a heading is wrong";
    findings.detailed((Code::TotalOutside, detail), &whole.place, message, advice);
}

/// The most that those may weigh who are in no group, as a share; `None` where bases do not say that the groups are everybody.
fn lacking(whole: &Figure, groups: &[&Figure]) -> Option<f64> {
    let sum = |of: fn(&Figure) -> Option<f64>| {
        let all = of(whole).filter(|all| *all > 0.0)?;
        Some(1.0 - groups.iter().map(|group| of(group)).sum::<Option<f64>>()? / all)
    };
    let lacking = sum(|figure| figure.base.unweighted).or_else(|| sum(|figure| figure.base.weighted))?;
    (lacking.abs() <= LACKING).then(|| HEAVY * lacking.max(0.0))
}
