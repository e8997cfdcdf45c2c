//! The tree of sampling units that a design makes of its data: at every stage groups (a stratum within a unit of the stage before) of
//! nodes (its units), with the factors of the variance Σ (1−f) n/(n−1) Σ (z − z̄)², later stages times the upper fractions f
//! (Bellhouse 1985; Särndal, Swensson & Wretman 1992, ch. 4).

use super::design::Stage;
use super::error::DesignError;
use super::options::LonelyPsu;
use crate::engine::Unit;
use crate::survey::Value;
use std::collections::HashMap;
use std::ops::Range;

/// All stages.
#[derive(Debug, Clone)]
pub(super) struct Stages {
    pub(super) levels: Vec<Level>,
    pub(super) lonely: LonelyPsu,
    /// Numbers of clusters begin again in every stratum, and nothing states that they do.
    pub(super) begin_again: bool,
}

/// One stage.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// Node of every unit of the engine; empty where the nodes are respondents.
    pub(super) node: Vec<u32>,
    /// Group of every unit of the engine.
    pub(super) group: Vec<u32>,
    /// Group of every node.
    pub(super) group_of_node: Vec<u32>,
    pub(super) groups: Vec<Group>,
    /// Nodes are respondents: groups are the engine's units.
    pub(super) respondents: bool,
}

/// The units drawn from one stratum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// Nodes of the level; empty for respondents.
    pub(super) nodes: Range<u32>,
    /// How many.
    pub(super) n: f64,
    /// Sampling fraction; 0 when drawn with replacement.
    pub(super) fraction: f64,
    /// Product of the fractions of the stages before.
    pub(super) upper: f64,
    /// One node only, not taken with certainty.
    pub(super) is_lonely: bool,
}

impl Group {
    /// (1 − f) n/(n − 1), times the upper fractions; without the n/(n − 1) for a single node.
    pub(super) fn scale(&self) -> f64 {
        let spread = if self.n > 1.0 { self.n / (self.n - 1.0) } else { 1.0 };
        self.upper * (1.0 - self.fraction) * spread
    }
}

/// How the key of a unit is cut: columns up to the group, and up to the node, of every stage.
fn cuts(stages: &[Stage]) -> Vec<(usize, usize)> {
    let cut = |end: &mut usize, stage: &Stage| {
        let group = *end + usize::from(stage.stratum.is_some());
        *end = group + usize::from(stage.cluster.is_some());
        Some((group, *end))
    };
    stages.iter().scan(0, cut).collect()
}

/// Columns of the engine's unit, and those with a number for each unit.
pub(super) fn columns(stages: &[Stage]) -> (Vec<usize>, Vec<usize>) {
    let unit = stages.iter().flat_map(|stage| stage.stratum.into_iter().chain(stage.cluster)).collect();
    (unit, stages.iter().filter_map(|stage| stage.fpc).collect())
}

impl Stages {
    /// The tree of `units` (in order of keys), checked. With `frequencies` a respondent counts as often as it weighs.
    pub(super) fn new(
        stages: &[Stage],
        (lonely, nested): (LonelyPsu, bool),
        units: &[Unit],
        frequencies: bool,
    ) -> Result<Self, DesignError> {
        let cuts = cuts(stages);
        if stages[0].stratum.is_some() {
            check_spelling(units)?;
        }
        let clustered = stages[0].stratum.is_some() && stages[0].cluster.is_some();
        let begin_again = clustered && !nested && check_nesting(units)?;
        let sizes = sizes(stages, units)?;
        let mut levels: Vec<Level> = Vec::new();
        for (at, stage) in stages.iter().enumerate() {
            let before = levels.last();
            let upper = |unit: usize| before.map_or(1.0, |level: &Level| level.upper_of(unit, lonely));
            let mut level = level(cuts[at], stage, units, frequencies);
            for (number, group) in level.groups.iter_mut().enumerate() {
                let first = level.group.partition_point(|&other| (other as usize) < number);
                let stratum = || describe(&units[first].key[..cuts[at].0]);
                group.upper = upper(first);
                group.fraction = fraction(&sizes[at], first, group.n, (at + 1, stratum))?;
                group.is_lonely = group.n <= 1.0 && group.fraction < 1.0 && group.upper > 0.0;
                let last = level.group.partition_point(|&other| other as usize <= number);
                check_constant(&sizes[at], first..last, (at + 1, stratum))?;
                if group.is_lonely && lonely == LonelyPsu::Fail {
                    return Err(DesignError::LonelyPsu { stratum: stratum(), stage: at + 1 });
                }
            }
            if level.groups.iter().all(|group| group.upper == 0.0) {
                break;
            }
            levels.push(level);
        }
        Ok(Self { levels, lonely, begin_again })
    }

    /// The weight of the squares of a group.
    pub(super) fn weight(&self, group: &Group) -> f64 {
        if group.is_lonely && self.lonely != LonelyPsu::Adjust { 0.0 } else { group.scale() }
    }

    /// Clusters less strata among the units that `present` gives with their respondents; at least 1.
    pub(super) fn degrees_of_freedom(&self, present: &[(u32, f64)]) -> f64 {
        let first = &self.levels[0];
        let distinct = |of: &[u32]| {
            let mut all: Vec<u32> = present.iter().map(|&(unit, _)| of[unit as usize]).collect();
            all.sort_unstable();
            all.dedup();
            all.len() as f64
        };
        let nodes =
            if first.respondents { present.iter().map(|(_, count)| count).sum() } else { distinct(&first.node) };
        (nodes - distinct(&first.group)).max(1.0)
    }
}

impl Level {
    /// Product of the fractions down to and with this stage, for a unit.
    fn upper_of(&self, unit: usize, lonely: LonelyPsu) -> f64 {
        let group = &self.groups[self.group[unit] as usize];
        let certain = group.is_lonely && lonely == LonelyPsu::Certainty;
        group.upper * if certain { 1.0 } else { group.fraction }
    }
}

/// Cuts the ordered units into groups and nodes.
fn level((to_group, to_node): (usize, usize), stage: &Stage, units: &[Unit], frequencies: bool) -> Level {
    let respondents = stage.cluster.is_none();
    let room = || Vec::with_capacity(units.len());
    let mut level = Level { respondents, group: room(), ..Level::default() };
    if !respondents {
        (level.node, level.group_of_node) = (room(), room());
    }
    let mut nodes = 0;
    for (at, unit) in units.iter().enumerate() {
        let same = |end: usize| at > 0 && units[at - 1].key[..end] == unit.key[..end];
        if !same(to_group) {
            level.groups.push(Group { nodes: nodes..nodes, n: 0.0, fraction: 0.0, upper: 1.0, is_lonely: false });
        }
        level.group.push(level.groups.len() as u32 - 1);
        let Some(group) = level.groups.last_mut() else { continue };
        if respondents {
            group.n += if frequencies { unit.weight } else { unit.rows as f64 };
        } else {
            if !same(to_node) {
                nodes += 1;
                group.nodes.end = nodes;
                group.n += 1.0;
                level.group_of_node.push(level.groups.len() as u32 - 1);
            }
            level.node.push(nodes - 1);
        }
    }
    level
}

/// Population size or sampling fraction of every unit at one stage.
enum Sizes {
    None,
    Populations(Vec<f64>),
    Fractions(Vec<f64>),
}

impl Sizes {
    fn values(&self) -> &[f64] {
        match self {
            Self::None => &[],
            Self::Populations(values) | Self::Fractions(values) => values,
        }
    }
}

/// Any value above 1 in any stage makes all of them population sizes.
fn sizes(stages: &[Stage], units: &[Unit]) -> Result<Vec<Sizes>, DesignError> {
    let all = || units.iter().flat_map(|unit| unit.constants.iter().copied());
    let are_populations = all().any(|value| value > 1.0);
    let wrong = |value: f64| if are_populations { value < 1.0 } else { value <= 0.0 };
    let mut column = 0;
    let mut made = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        if stage.fpc.is_none() {
            made.push(Sizes::None);
            continue;
        }
        let values: Vec<f64> = units.iter().map(|unit| unit.constants[column]).collect();
        column += 1;
        if let Some(bad) = values.iter().position(|&value| wrong(value)) {
            let other = all().find(|&value| !wrong(value)).unwrap_or(f64::NAN);
            let stratum = describe(&units[bad].key);
            return Err(DesignError::FpcMixed { stage: at + 1, stratum, value: values[bad], other });
        }
        made.push(if are_populations { Sizes::Populations(values) } else { Sizes::Fractions(values) });
    }
    Ok(made)
}

type Where<F> = (usize, F);

fn check_constant(
    sizes: &Sizes,
    units: Range<usize>,
    (stage, stratum): Where<impl Fn() -> String>,
) -> Result<(), DesignError> {
    let values = sizes.values().get(units).unwrap_or_default();
    match values.iter().find(|&&value| value != values[0]) {
        Some(&second) => Err(DesignError::FpcVaries { stage, stratum: stratum(), first: values[0], second }),
        None => Ok(()),
    }
}

/// The sampling fraction of a group of `n` that begins with unit `first`.
fn fraction(sizes: &Sizes, first: usize, n: f64, at: Where<impl Fn() -> String>) -> Result<f64, DesignError> {
    match sizes {
        Sizes::None => Ok(0.0),
        Sizes::Fractions(values) => Ok(values[first]),
        Sizes::Populations(values) if n > values[first] => {
            Err(DesignError::FpcTooSmall { stage: at.0, stratum: at.1(), sampled: n, population: values[first] })
        }
        Sizes::Populations(values) => Ok(n / values[first]),
    }
}

/// Strata in words must differ by more than case, blanks and leading zeros, as they do when files of two codings were put together.
fn check_spelling(units: &[Unit]) -> Result<(), DesignError> {
    let mut spellings: HashMap<String, &Value> = HashMap::new();
    for stratum in units.chunk_by(|a, b| a.key[0] == b.key[0]).map(|same| &same[0].key[0]) {
        let Value::Text(text) = stratum else { continue };
        let plain = text.trim().to_lowercase();
        let plain = plain.parse().map_or(plain, |number: f64| number.to_string());
        if let Some(first) = spellings.insert(plain, stratum) {
            return Err(DesignError::TwoSpellings { first: first.to_string(), second: stratum.to_string() });
        }
    }
    Ok(())
}

/// The first stratum of every cluster; a second one is an error, unless the numbers plainly begin again: 1 to n (or 0 to n − 1) in
/// every stratum. Whether they do.
fn check_nesting(units: &[Unit]) -> Result<bool, DesignError> {
    let mut first: HashMap<&Value, &Value> = HashMap::new();
    let mut clash = None;
    for unit in units {
        let (stratum, cluster) = (&unit.key[0], &unit.key[1]);
        let known = *first.entry(cluster).or_insert(stratum);
        if known != stratum && clash.is_none() {
            clash = Some((cluster, known, stratum));
        }
    }
    match clash {
        Some((cluster, first, second)) if !begin_again(units) => Err(DesignError::Nested {
            cluster: cluster.to_string(),
            first: first.to_string(),
            second: second.to_string(),
        }),
        clash => Ok(clash.is_some()),
    }
}

fn begin_again(units: &[Unit]) -> bool {
    let strata = units.chunk_by(|a, b| a.key[0] == b.key[0]);
    let counts_from = |start: f64| {
        strata.clone().all(|stratum| {
            let clusters = stratum.chunk_by(|a, b| a.key[1] == b.key[1]);
            (0u32..).zip(clusters).all(|(at, cluster)| cluster[0].key[1] == Value::Number(start + f64::from(at)))
        })
    };
    counts_from(1.0) || counts_from(0.0)
}

fn describe(key: &[Value]) -> String {
    if key.is_empty() { "(all)".to_owned() } else { key.iter().map(Value::to_string).collect::<Vec<_>>().join(", ") }
}
