//! Which variables look like part of the sample design, by their names: a hint for whoever states the design, never a decision.

use crate::survey::{Kind, Source};
use std::collections::HashMap;

/// What a variable looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hint {
    /// The weight that the file itself names.
    DeclaredWeight,
    /// A weight.
    Weight,
    /// One of a set of replicate weights.
    ReplicateWeight,
    /// A stratum.
    Stratum,
    /// A primary sampling unit or cluster.
    Cluster,
    /// A population size or sampling fraction.
    PopulationSize,
    /// A wave, round or year of fieldwork.
    Wave,
}

impl Hint {
    /// In words: what `inspect` shows.
    pub fn describe(self) -> &'static str {
        match self {
            Self::DeclaredWeight => "the file's weight",
            Self::Weight => "weight",
            Self::ReplicateWeight => "replicate weight",
            Self::Stratum => "stratum",
            Self::Cluster => "cluster",
            Self::PopulationSize => "population size",
            Self::Wave => "wave",
        }
    }
}

/// Replicate weights come in sets of at least this many.
const FEWEST_REPLICATES: usize = 4;

type Looks = fn(&str) -> bool;

/// Names by what they look like, in lower case. Taken from the public files of ESS, WVS, GSS, ANES, NHANES, ACS, PISA, DHS and RLMS.
const LOOKS: &[(Hint, Looks)] = &[
    (Hint::Weight, |name| {
        let parts = ["weight", "wght", "wgt", "wtmec", "wtint", "wtss", "perwt", "pwgtp", "finalwt", "вес"];
        parts.iter().any(|part| name.contains(part)) || matches!(name, "w" | "wt" | "wts" | "ves" | "v005" | "inwt")
    }),
    (Hint::Stratum, |name| {
        name.contains("strat") || name.ends_with("vstra") || matches!(name, "v022" | "v023" | "страта" | "слой")
    }),
    (Hint::Cluster, |name| {
        let parts = ["psu", "cluster", "кластер"];
        parts.iter().any(|part| name.contains(part)) || matches!(name, "secu" | "v021" | "segment")
    }),
    (Hint::PopulationSize, |name| name.contains("fpc") || matches!(name, "popsize" | "pop_size")),
    (Hint::Wave, |name| {
        let parts = ["wave", "essround", "волна"];
        parts.iter().any(|part| name.contains(part)) || matches!(name, "round" | "year" | "survey_year" | "год")
    }),
];

/// Names that weights have and hardly anything else: `birthweight` is a weight of another kind.
const WEIGHTS: &[&str] = &[
    "weight",
    "weights",
    "wgt",
    "wght",
    "wt",
    "wts",
    "w",
    "вес",
    "ves",
    "pspwght",
    "anweight",
    "dweight",
    "pweight",
    "perwt",
    "wtss",
    "wtssall",
    "wtssps",
    "pwgtp",
    "finalwt",
    "v005",
    "inwt",
    "final_weight",
    "design_weight",
    "sample_weight",
    "survey_weight",
    "person_weight",
];

/// Stems of replicate weights, in lower case, before their number.
const REPLICATES: &[&str] = &["rep", "brr", "jk", "fay", "boot", "bsw", "bsrw", "wgt", "wt", "weight", "w_", "fstr"];

/// The place of the variable that the file itself names as its weight, else of one that is named as only weights are.
pub fn named_weight(source: &dyn Source) -> Option<usize> {
    source.weight().or_else(|| source.variables().iter().position(|variable| names_weight(&variable.name)))
}

/// Whether a column is named as only weights are.
pub(in crate::ingest) fn names_weight(name: &str) -> bool {
    WEIGHTS.contains(&name.trim().to_lowercase().as_str())
}

/// The hints of every variable of a source.
pub(super) fn hints(source: &dyn Source) -> Vec<Vec<Hint>> {
    let names: Vec<String> = source.variables().iter().map(|variable| variable.name.to_lowercase()).collect();
    let mut sets: HashMap<&str, usize> = HashMap::new();
    names.iter().filter_map(|name| numbered(name)).for_each(|stem| *sets.entry(stem).or_default() += 1);
    let is_replicate = |name: &str| {
        numbered(name).is_some_and(|stem| {
            sets[stem] >= FEWEST_REPLICATES && (REPLICATES.iter().any(|part| stem.contains(part)) || stem == "pwgtp")
        })
    };
    let hint = |(place, variable): (usize, &crate::survey::Variable)| {
        let (name, is_number) = (&*names[place], variable.kind == Kind::Number);
        let mut found = Vec::new();
        found.extend((source.weight() == Some(place)).then_some(Hint::DeclaredWeight));
        if is_number && is_replicate(name) {
            found.push(Hint::ReplicateWeight);
            return found;
        }
        let needs_number = |hint: Hint| matches!(hint, Hint::Weight | Hint::PopulationSize);
        let looks = LOOKS.iter().filter(|(hint, looks)| looks(name) && (is_number || !needs_number(*hint)));
        found.extend(looks.map(|(hint, _)| *hint));
        found
    };
    source.variables().iter().enumerate().map(hint).collect()
}

/// The stem of a name that ends in a number.
fn numbered(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    (stem.len() < name.len() && !stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::microdata::read_delimited;

    #[test]
    fn names_of_public_files_are_known() {
        let reps: Vec<String> = (1..=80).map(|number| format!("pwgtp{number}")).collect();
        let header = format!("idno,pspwght,SDMVPSU,SDMVSTRA,essround,pwgtp,{},q1,height\n", reps.join(","));
        let fields = header.matches(',').count() + 1;
        let text = format!("{header}{}\n", vec!["1"; fields].join(","));
        let frame = read_delimited("a.csv", text.as_bytes()).unwrap();
        let all = hints(&frame);
        let of = |name: &str| all[frame.find(name).unwrap()].clone();
        assert_eq!(of("pspwght"), [Hint::Weight]);
        assert_eq!(of("SDMVPSU"), [Hint::Cluster]);
        assert_eq!(of("SDMVSTRA"), [Hint::Stratum]);
        assert_eq!(of("essround"), [Hint::Wave]);
        assert_eq!(of("pwgtp"), [Hint::Weight]);
        assert_eq!(of("pwgtp80"), [Hint::ReplicateWeight]);
        assert!(["idno", "q1", "height"].iter().all(|name| of(name).is_empty()));
    }
}
