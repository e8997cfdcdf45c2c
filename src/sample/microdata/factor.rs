//! The linearized factor of totals: one row for every sampling unit, so that cov = Σ weight · row rowᵀ.
//!
//! A unit outside a domain is a zero that stays. Where most units of a stratum have people in a column its rows are z − z̄; where few
//! have, the rows are z and one more row, z̄ with weight −n, says the same (Σ(z − z̄)² = Σz² − n z̄²) without filling the column.
//! Respondents drawn one by one enter through their sums of squares, as a few rows for each stratum and cell.

use super::options::LonelyPsu;
use super::stages::{Group, Level, Stages};
use rayon::prelude::*;

/// One column: sums by unit of the engine, ordered.
pub(super) type Sums = Vec<(u32, f64)>;

/// Sparse entries of one column of the factor.
type Rows = Vec<(u32, f64)>;

/// The factor as it grows.
pub(super) struct Factor<'a> {
    stages: &'a Stages,
    /// Weight of every row.
    pub(super) weights: Vec<f64>,
    /// For each column its rows.
    pub(super) columns: Vec<Rows>,
}

/// What respondents of one unit in one cell are like: their count, the sums of the cell's columns and their sums of products.
pub(super) struct Spread {
    pub(super) unit: u32,
    /// Respondents, or frequencies.
    pub(super) n: f64,
    /// First column of the cell.
    pub(super) column: usize,
    /// Sums of z.
    pub(super) sums: Vec<f64>,
    /// Rows a with Σ a aᵀ = Σ (z − z̄)(z − z̄)ᵀ.
    pub(super) rows: Vec<Vec<f64>>,
}

impl<'a> Factor<'a> {
    pub(super) fn new(stages: &'a Stages, columns: usize) -> Self {
        Self { stages, weights: Vec::new(), columns: vec![Vec::new(); columns] }
    }

    /// Adds the stages of clusters. `domains[c]` gives the units with people in the domain of column c who answered; it decides how lonely
    /// strata are averaged.
    pub(super) fn add_clusters(&mut self, sums: &[Sums], domains: &[&[u32]]) {
        let stages = self.stages;
        for level in stages.levels.iter().filter(|level| !level.respondents) {
            let nodes = level.groups.last().map_or(0, |group| group.nodes.end);
            let weight = |group: &Group| stages.weight(group);
            let mut rows = Vec::with_capacity(nodes as usize);
            rows.extend(level.groups.iter().flat_map(|group| group.nodes.clone().map(move |_| weight(group))));
            let first = self.rows(rows);
            let means = self.rows(level.groups.iter().map(|group| -group.n * weight(group)).collect());
            self.columns.par_iter_mut().zip(sums).zip(domains).for_each(|((column, sums), domain)| {
                let by_node = added(sums.iter().map(|&(unit, z)| (level.node[unit as usize], z)));
                let swell = swell(stages, level, domain);
                let grand = by_node.iter().map(|(_, z)| z).sum::<f64>() / f64::from(nodes);
                column.reserve_exact(by_node.len());
                let mut of_means = Rows::new();
                let mut put = |row: u32, z: f64| {
                    if row < means { column.push((row, swell * z)) } else { of_means.push((row, swell * z)) }
                };
                let group_of = |node: u32| level.group_of_node[node as usize];
                for part in by_node.chunk_by(|a, b| group_of(a.0) == group_of(b.0)) {
                    let number = group_of(part[0].0);
                    let group = &level.groups[number as usize];
                    if !group.is_lonely {
                        center(part, group, first, means + number, &mut put);
                    }
                }
                if stages.lonely == LonelyPsu::Adjust {
                    for group in level.groups.iter().filter(|group| group.is_lonely) {
                        let node = group.nodes.start;
                        let at = by_node.binary_search_by_key(&node, |&(node, _)| node);
                        put(first + node, at.map_or(0.0, |at| by_node[at].1) - grand);
                    }
                }
                // Rows that are in order but for a few are sorted quickly.
                column.append(&mut of_means);
            });
        }
    }

    /// Adds the stage of respondents, if there is one.
    pub(super) fn add_respondents(&mut self, spreads: &[Spread], domains: &[&[u32]]) {
        let stages = self.stages;
        let Some(level) = stages.levels.iter().find(|level| level.respondents) else { return };
        let means = self.rows(level.groups.iter().map(|group| -group.n * stages.weight(group)).collect());
        let total: f64 = level.groups.iter().map(|group| group.n).sum();
        let mut grand = vec![0.0; self.columns.len()];
        for spread in spreads {
            spread.sums.iter().zip(&mut grand[spread.column..]).for_each(|(sum, grand)| *grand += sum / total);
        }
        for spread in spreads {
            let number = level.group[spread.unit as usize];
            let group = &level.groups[number as usize];
            let weight = stages.weight(group);
            let swell = swell(stages, level, domains[spread.column]);
            let mut put = |row: u32, at: usize, z: f64| self.columns[spread.column + at].push((row, swell * z));
            if group.is_lonely {
                continue;
            }
            let is_whole = spread.n == group.n;
            let first = self.weights.len() as u32;
            for (row, values) in (first..).zip(&spread.rows) {
                values.iter().enumerate().for_each(|(at, &z)| put(row, at, z));
            }
            if !is_whole {
                let own = first + spread.rows.len() as u32;
                spread.sums.iter().enumerate().for_each(|(at, sum)| put(own, at, sum / spread.n));
                spread.sums.iter().enumerate().for_each(|(at, sum)| put(means + number, at, sum / group.n));
            }
            self.weights.extend(spread.rows.iter().map(|_| weight));
            self.weights.extend((!is_whole).then_some(weight * spread.n));
        }
        if stages.lonely == LonelyPsu::Adjust {
            self.adjust_respondents(level, spreads, &grand);
        }
    }

    fn adjust_respondents(&mut self, level: &Level, spreads: &[Spread], grand: &[f64]) {
        let lonely = level.groups.iter().zip(0u32..).filter(|(group, _)| group.is_lonely);
        for (group, number) in lonely {
            let row = self.weights.len() as u32;
            self.weights.push(self.stages.weight(group));
            let mut own: Vec<f64> = grand.iter().map(|grand| -grand).collect();
            for spread in spreads.iter().filter(|spread| level.group[spread.unit as usize] == number) {
                spread.sums.iter().zip(&mut own[spread.column..]).for_each(|(sum, own)| *own += sum);
            }
            own.into_iter().zip(&mut self.columns).for_each(|(z, column)| column.push((row, z)));
        }
    }

    /// Adds rows with these weights; the number of the first.
    fn rows(&mut self, weights: Vec<f64>) -> u32 {
        let first = self.weights.len() as u32;
        self.weights.extend(weights);
        first
    }
}

/// With `average`, √(strata / strata that are not lonely) of those with people in the domain who answered; else 1.
fn swell(stages: &Stages, level: &Level, domain: &[u32]) -> f64 {
    if stages.lonely != LonelyPsu::Average {
        return 1.0;
    }
    let mut present: Vec<u32> = domain.iter().map(|&unit| level.group[unit as usize]).collect();
    present.sort_unstable();
    present.dedup();
    let usable = present.iter().filter(|&&group| !level.groups[group as usize].is_lonely).count();
    if usable == 0 { 1.0 } else { (present.len() as f64 / usable as f64).sqrt() }
}

/// The rows of one column in one group.
fn center(part: &[(u32, f64)], group: &Group, first: u32, mean_row: u32, put: &mut impl FnMut(u32, f64)) {
    let mean = part.iter().map(|(_, z)| z).sum::<f64>() / group.n;
    if part.len() as f64 * 2.0 <= group.n {
        part.iter().for_each(|&(node, z)| put(first + node, z));
        put(mean_row, mean);
        return;
    }
    let mut given = part.iter().peekable();
    for node in group.nodes.clone() {
        let z = given.next_if(|(next, _)| *next == node).map_or(0.0, |(_, z)| *z);
        put(first + node, z - mean);
    }
}

/// Adds up neighbours with one key.
fn added(sums: impl Iterator<Item = (u32, f64)>) -> Vec<(u32, f64)> {
    let mut all: Vec<(u32, f64)> = Vec::with_capacity(sums.size_hint().0);
    for (node, z) in sums {
        match all.last_mut() {
            Some((last, sum)) if *last == node => *sum += z,
            _ => all.push((node, z)),
        }
    }
    all
}
