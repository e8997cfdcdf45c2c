//! One difference: its value, standard error, interval and test.

use super::CompareError;
use crate::num::distribution::{t_quantile, t_survival};
use crate::sample::Freedom;
use crate::survey::Cell;
use crate::uncertainty::interval;
use crate::uncertainty::{
    Base, Bounds, Columns, Estimate, Estimates, Flags, Level, Linear, Measure, Output, SampleKey,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Two estimates to compare: a − b.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What both are about.
    pub cell: Cell,
    /// Part and place of a.
    pub a: (usize, usize),
    /// Part and place of b.
    pub b: (usize, usize),
    /// Names of a and b.
    pub names: (String, String),
}

impl Pair {
    /// The same pair the other way round.
    pub(super) fn swapped(self) -> Self {
        Self { a: self.b, b: self.a, names: (self.names.1, self.names.0), ..self }
    }
}

/// A difference with its test.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What was compared.
    pub pair: Pair,
    /// The two estimates.
    pub estimates: (Estimate, Estimate),
    /// Their difference a − b.
    pub difference: Estimate,
    /// Interval from sampling.
    pub bounds: Bounds,
    /// Interval from sampling and rounding: the sampling interval moved by the most that rounding may have done either way.
    pub outer: Bounds,
    /// difference / se; not a number where one side is 0 % or 100 %, which has no standard error.
    pub statistic: f64,
    /// Two-sided p-value of no difference.
    pub p_value: f64,
    /// The p-value adjusted for the other comparisons of its family; equal to `p_value` until adjusted.
    pub p_adjusted: f64,
}

/// The differences of `pairs`; `parts` are the estimates that their addresses name. Their degrees of freedom are those of the domain that
/// both sides make up, by `freedom`; the smaller of the two where it does not know (published tables).
///
/// # Errors
/// [`CompareError`] when a covariance is not known.
pub fn differences(
    parts: &[&Estimates],
    pairs: Vec<Pair>,
    level: Level,
    freedom: Option<&Freedom>,
) -> Result<Vec<Comparison>, CompareError> {
    // Answers and questions of the same two groups or waves have the same degrees of freedom.
    let domains = |pair: &Pair| [pair.a, pair.b].map(|(part, index)| domain(&parts[part].cells()[index]));
    let asked: BTreeSet<[Cell; 2]> = pairs.iter().filter(|_| freedom.is_some()).map(domains).collect();
    let of = |cells: [Cell; 2]| {
        let df = freedom?.of(&[&cells[0], &cells[1]])?;
        Some((cells, df))
    };
    let known: BTreeMap<[Cell; 2], f64> = asked.into_par_iter().filter_map(of).collect();
    let made = |pair: Pair| {
        let df = known.get(&domains(&pair)).copied();
        compare(parts, pair, level, (df, freedom.is_none()))
    };
    pairs.into_iter().map(made).collect()
}

/// Who a cell is about.
fn domain(cell: &Cell) -> Cell {
    Cell { groups: cell.groups.clone(), wave: cell.wave.clone(), ..Cell::default() }
}

fn compare(
    parts: &[&Estimates],
    pair: Pair,
    level: Level,
    (df, printed): (Option<f64>, bool),
) -> Result<Comparison, CompareError> {
    let (a, b) = (parts[pair.a.0].get(pair.a.1), parts[pair.b.0].get(pair.b.1));
    let mut difference = difference(parts, &pair, (&a, &b), printed)?.get(0);
    difference.base.df = df.unwrap_or(difference.base.df);
    let df = difference.base.df;
    // 0 % and 100 % have no standard error, which is no certainty: Newcombe's interval, and no test.
    let flat = |e: &Estimate| e.measure == Measure::Share && e.se == 0.0;
    let at_end = |e: &Estimate| flat(e) && (e.value == 0.0 || e.value == 1.0);
    let [of_a, of_b] = [pair.a, pair.b].map(|(part, index)| &parts[part].cells()[index]);
    let apart = (&of_a.groups, &of_a.wave) != (&of_b.groups, &of_b.wave);
    let unsure = match pair.a.0 == pair.b.0 {
        // Two groups of one sample, all of one and nobody of the other: no standard error tells how sure that is.
        true => apart && at_end(&a) && at_end(&b),
        false => flat(&a) || flat(&b),
    };
    // Nothing tells how sure the difference of two numbers is that have no spread, each of one person, say.
    let spreadless = a.measure == Measure::Number && a.lacks_spread() && b.lacks_spread();
    if spreadless {
        // Numbers of people who give an answer are 0 where nobody gives it.
        let nobody = of_a.answer.is_some() && a.value == 0.0 && b.value == 0.0;
        let flag = if nobody { Flags::NOBODY } else { Flags::NO_SPREAD };
        difference.base.flags = difference.base.flags.with(flag);
    }
    let bounds = match unsure {
        true => newcombe(&a, &b, level),
        false => {
            let half = t_quantile(level.upper_tail(), df) * difference.se;
            Bounds::new(difference.value - half, difference.value + half)
        }
    };
    // Rounding takes no difference of shares past that of nobody and everybody.
    let end = if a.measure == Measure::Share { 1.0 } else { f64::INFINITY };
    let outer = Bounds::new(
        (bounds.low - difference.rounding).max(-end).min(bounds.low),
        (bounds.high + difference.rounding).min(end).max(bounds.high),
    );
    let (statistic, p_value) = match (difference.value == 0.0, unsure) {
        _ if spreadless => (f64::NAN, f64::NAN),
        (true, _) => (0.0, 1.0),
        (false, true) => (f64::NAN, f64::NAN),
        (false, false) => {
            let statistic = difference.value / difference.se;
            // Not a number stays so: `min` would take it for 1.
            (statistic, (2.0 * t_survival(statistic.abs(), df)).clamp(0.0, 1.0))
        }
    };
    Ok(Comparison { pair, estimates: (a, b), difference, bounds, outer, statistic, p_value, p_adjusted: p_value })
}

/// The hybrid of two Wilson intervals on effective n (Newcombe 1998), for the difference of two independent shares.
fn newcombe(a: &Estimate, b: &Estimate, level: Level) -> Bounds {
    let (of_a, of_b) = (interval::USUAL.bounds(a, level), interval::USUAL.bounds(b, level));
    let value = a.value - b.value;
    let low = (a.value - of_a.low).hypot(of_b.high - b.value);
    let high = (of_a.high - a.value).hypot(b.value - of_b.low);
    Bounds::new(value - low, value + high)
}

/// What is printed tells of a group's part in everybody by its bases alone; respondents tell it themselves.
fn difference(
    parts: &[&Estimates],
    pair: &Pair,
    (a, b): (&Estimate, &Estimate),
    printed: bool,
) -> Result<Estimates, CompareError> {
    let output = vec![Output { cell: pair.cell.clone(), measure: measure(a), base: base(a, b) }];
    let (part_a, part_b) = (parts[pair.a.0], parts[pair.b.0]);
    if pair.a.0 == pair.b.0 {
        return Ok(part_a.map(&Linear::differences([(pair.a.1, pair.b.1)]), output));
    }
    match part_a.select(&[pair.a.1]).join(part_b.select(&[pair.b.1])) {
        Ok(joint) => Ok(joint.map(&Linear::differences([(0, 1)]), output)),
        Err(unknown) if printed && is_part_of_whole(part_a, pair.a.1, part_b, pair.b.1) => {
            part_of_whole(pair, a, b, output).map_err(|error| error.unwrap_or(unknown.into()))
        }
        Err(unknown) => Err(unknown.into()),
    }
}

/// Whether b is everybody and a a group of the same fieldwork: then the overlap is known from the bases.
fn is_part_of_whole(a: &Estimates, i: usize, b: &Estimates, j: usize) -> bool {
    let (group, whole) = (&a.cells()[i], &b.cells()[j]);
    whole.groups.is_empty() && !group.groups.is_empty() && Cell { groups: Vec::new(), ..group.clone() } == *whole
}

/// Group less everybody, from the group and the rest: a − b = (1 − f)(p_g − p_rest), f the group's share of the base (Kish 1965).
fn part_of_whole(
    pair: &Pair,
    a: &Estimate,
    b: &Estimate,
    output: Vec<Output>,
) -> Result<Estimates, Option<CompareError>> {
    let (Some(group), Some(whole)) = (a.base.n, b.base.n) else {
        let missing = if a.base.n.is_none() { &pair.names.0 } else { &pair.names.1 };
        return Err(Some(CompareError::NoShare { group: pair.names.0.clone(), missing: missing.clone() }));
    };
    if group >= whole || a.base.flags.has(Flags::WHOLE_BASE) {
        return Err(None);
    }
    let f = group / whole;
    let rest = ((b.value - f * a.value) / (1.0 - f)).clamp(0.0, 1.0);
    let rest_effective = b.base.n_effective.unwrap_or(whole) * (1.0 - f);
    let se_rest = (rest * (1.0 - rest) / rest_effective).sqrt();
    let factor = Columns::new(vec![vec![(0, (1.0 - f) * a.se), (1, (1.0 - f) * se_rest)]]);
    let key = SampleKey { fieldwork: "part of whole".into(), domain: vec![], question: None };
    let made = Estimates::linearized(key, output, vec![a.value - b.value], vec![], factor);
    Ok(made.with_rounding(&[a.rounding + b.rounding]))
}

fn measure(a: &Estimate) -> Measure {
    match a.measure {
        Measure::Share | Measure::Difference => Measure::Difference,
        Measure::Number => Measure::Number,
    }
}

/// A difference stands on two bases: it has no n of its own, the smaller df unless more is known, and the remarks of both.
fn base(a: &Estimate, b: &Estimate) -> Base {
    Base { df: a.base.df.min(b.base.df), flags: a.base.flags.with(b.base.flags), ..Base::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Against, answers, groups, waves, with_total};
    use crate::estimate::{Ask, shares};
    use crate::sample::{Assumptions, Published, Rounding};
    use crate::survey::{Codebook, Fieldwork, Figure, Group, Place, Printed, PrintedBase, Wave};

    /// (wave, sex, answer, per cent, n)
    type Row = (&'static str, &'static str, &'static str, f64, f64);

    fn figure((wave, sex, answer, percent, n): Row) -> Figure {
        Figure {
            question: "q".into(),
            answer: answer.into(),
            groups: if sex.is_empty() { vec![] } else { vec![Group::new("sex", sex)] },
            wave: Some(Wave { label: wave.into(), period: None }),
            fieldwork: Fieldwork::default(),
            printed: Printed::rounded(percent / 100.0, 0.01).unwrap(),
            base: PrintedBase { unweighted: Some(n), weighted: None },
            note: None,
            source: None,
            place: Place { file: "hand".into(), line: 1, column: 1 },
        }
    }

    fn parts(rows: &[Row], deff: f64, by: &[&str]) -> Vec<Estimates> {
        let assumptions = Assumptions { deff: Some(deff), rounding: Rounding::AsPrinted, ..Assumptions::default() };
        let figures = rows.iter().copied().map(figure).collect();
        let source = Published::new("hand", figures, Codebook::default(), assumptions);
        let by = by.iter().map(|&v| v.into()).collect();
        shares(&source, &Ask { question: "q".into(), by, ..Ask::default() }).unwrap()
    }

    fn one(parts: &[Estimates], pairs: Vec<Pair>) -> Comparison {
        differences(&parts.iter().collect::<Vec<_>>(), pairs, Level::USUAL, None).unwrap().remove(0)
    }

    /// Scott & Seber (1983): Var(p1 − p2) = [p1 + p2 − (p1 − p2)²]/n; 33 against 60 at n = 1,600 is ±4.54 points, ±6.25 at deff 1.9.
    #[test]
    fn a_lead_within_a_question_has_the_multinomial_covariance() {
        for (deff, points) in [(1.0, 4.54), (1.9, 6.25)] {
            let parts = parts(&[("a", "", "talks", 60.0, 1600.0), ("a", "", "continue", 33.0, 1600.0)], deff, &[]);
            let lead = one(&parts, answers(&parts).unwrap());
            let by_hand = 1.959963984540054 * ((0.93 - 0.27 * 0.27) * deff / 1600.0_f64).sqrt();
            assert!((lead.difference.value - 0.27).abs() < 1e-15);
            assert!(((lead.bounds.high - lead.bounds.low) / 2.0 - by_hand).abs() < 1e-12);
            assert!((by_hand * 100.0 - points).abs() < 0.005, "{by_hand}");
        }
    }

    #[test]
    fn answers_adding_up_to_101_keep_their_printed_variances() {
        let rows = [("a", "", "yes", 34.0, 900.0), ("a", "", "no", 41.0, 900.0), ("a", "", "none", 26.0, 900.0)];
        let covariance = parts(&rows, 1.0, &[])[0].covariance();
        for (i, p) in [0.34, 0.41, 0.26].into_iter().enumerate() {
            assert!((covariance[(i, i)] - p * (1.0 - p) / 900.0).abs() < 1e-16);
        }
        assert!((covariance[(0, 1)] + 0.34 * 0.41 / 900.0).abs() < 1e-16);
    }

    #[test]
    fn groups_and_waves_are_independent_samples() {
        let rows = [("a", "men", "yes", 39.0, 720.0), ("a", "women", "yes", 28.0, 880.0)];
        let by_sex = parts(&rows, 1.0, &["sex"]);
        let gap = one(&by_sex, groups(&by_sex, "sex", &Against::Each).unwrap());
        assert_eq!(gap.pair.names, ("men".into(), "women".into()));
        let variance = 0.39 * 0.61 / 720.0 + 0.28 * 0.72 / 880.0;
        assert!((gap.difference.se - f64::sqrt(variance)).abs() < 1e-15);
        // Each figure is within half a point of what was printed: the gap within one.
        assert!((gap.outer.high - gap.bounds.high - 0.01).abs() < 1e-15);

        let rows = [("2024", "", "yes", 41.0, 1600.0), ("2025", "", "yes", 33.0, 1600.0)];
        let by_wave = parts(&rows, 1.0, &[]);
        let change = one(&by_wave, waves(&by_wave, &Against::Each).unwrap());
        assert_eq!(change.pair.names, ("2025".into(), "2024".into()));
        assert!((change.difference.value + 0.08).abs() < 1e-15);
    }

    /// Kish (1965): Var = (1 − f)²(Var p_g + Var p_rest). With f = 0.45, 39 % of men and 33 % of all, the rest stands at 28.0909 %.
    #[test]
    fn a_group_is_compared_with_the_rest_it_is_not_part_of() {
        let rows = [("a", "men", "yes", 39.0, 720.0), ("a", "", "yes", 33.0, 1600.0)];
        let both = [parts(&rows, 1.9, &["sex"]), parts(&rows, 1.9, &[])].concat();
        let pairs = with_total(&both).unwrap();
        let made = differences(&both.iter().collect::<Vec<_>>(), pairs, Level::USUAL, None).unwrap().remove(0);
        let rest: f64 = (0.33 - 0.45 * 0.39) / 0.55;
        let variance = 0.55 * 0.55 * 1.9 * (0.39 * 0.61 / 720.0 + rest * (1.0 - rest) / 880.0);
        assert!((made.difference.se - variance.sqrt()).abs() < 1e-15);
        assert!((made.difference.value - 0.06).abs() < 1e-15);
    }

    /// Newcombe (1998), method 10, as in statsmodels 0.15 confint_proportions_2indep(56, 70, 48, 80, method="newcomb"): table II (a) of the
    /// paper, 0.0524 to 0.3339. And nobody of 30 against 5 % of 1,000 is no certainty.
    #[test]
    fn nobody_and_everybody_are_no_certainty() {
        let share = |count: f64, n: f64| Estimate {
            value: count / n,
            se: (count / n * (1.0 - count / n) / n).sqrt(),
            rounding: 0.0,
            measure: Measure::Share,
            base: Base { n: Some(n), n_effective: Some(n), ..Base::default() },
        };
        let bounds = newcombe(&share(56.0, 70.0), &share(48.0, 80.0), Level::USUAL);
        assert!((bounds.low - 0.0524).abs() < 5e-5 && (bounds.high - 0.3339).abs() < 5e-5, "{bounds:?}");
        let rows = [("a", "men", "yes", 0.0, 30.0), ("a", "women", "yes", 5.0, 1000.0)];
        let parts = parts(&rows, 1.0, &["sex"]);
        let made = one(&parts, groups(&parts, "sex", &Against::Each).unwrap());
        assert!(made.bounds.contains(0.0) && made.p_value.is_nan(), "{made:?}");
    }

    #[test]
    fn answers_of_which_people_gave_several_have_no_lead() {
        let figures = [("a", "", "yes", 60.0, 900.0), ("a", "", "no", 70.0, 900.0)].map(figure).to_vec();
        let assumptions = Assumptions { deff: Some(1.0), multiple: true, ..Assumptions::default() };
        let source = Published::new("hand", figures, Codebook::default(), assumptions);
        let parts = shares(&source, &Ask { question: "q".into(), ..Ask::default() }).unwrap();
        assert!((parts[1].get(0).se - f64::sqrt(0.7 * 0.3 / 900.0)).abs() < 1e-15);
        let pairs = answers(&parts).unwrap();
        assert!(matches!(
            differences(&parts.iter().collect::<Vec<_>>(), pairs, Level::USUAL, None),
            Err(CompareError::Join(_))
        ));
    }
}
