//! P-values adjusted for many comparisons, so that each can be held against the level wanted for its whole family. Which comparisons
//! are a family (as a rule, one block of a table) is the caller's to say.

/// A rule of adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Adjustment {
    /// Each p-value by itself.
    #[default]
    None,
    /// Holm (1979): the chance of any false finding, step by step from the smallest p-value.
    Holm,
    /// Benjamini and Hochberg (1995): the expected part of false ones among the findings.
    BenjaminiHochberg,
    /// Bonferroni: the chance of any false finding; never better than Holm.
    Bonferroni,
}

impl Adjustment {
    /// Every adjustment there is.
    pub const ALL: [Self; 4] = [Self::None, Self::Holm, Self::BenjaminiHochberg, Self::Bonferroni];

    /// The name used in flags, study files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Holm => "holm",
            Self::BenjaminiHochberg => "bh",
            Self::Bonferroni => "bonferroni",
        }
    }

    /// One line for the help.
    pub fn summary(self) -> &'static str {
        match self {
            Self::None => "p-values as they are",
            Self::Holm => "chance of any false finding in the family (Holm)",
            Self::BenjaminiHochberg => "part of false ones among the findings (Benjamini–Hochberg)",
            Self::Bonferroni => "chance of any false finding; Holm is never worse",
        }
    }

    /// The adjustment with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|adjustment| adjustment.name() == name)
    }

    /// The adjusted p-values of one family, in the order given, each in [0, 1]. What has no p-value was not tested: it stays without, and
    /// the others are adjusted for one test less, as by R's `p.adjust`.
    pub fn adjust(self, p_values: &[f64]) -> Vec<f64> {
        let known: Vec<f64> = p_values.iter().copied().filter(|p| !p.is_nan()).collect();
        let mut adjusted = self.of_known(&known).into_iter();
        p_values.iter().map(|p| if p.is_nan() { f64::NAN } else { adjusted.next().unwrap_or(f64::NAN) }).collect()
    }

    fn of_known(self, p_values: &[f64]) -> Vec<f64> {
        let sound: Vec<f64> = p_values.iter().map(|p| p.clamp(0.0, 1.0)).collect();
        let count = sound.len() as f64;
        let mut rising: Vec<usize> = (0..sound.len()).collect();
        rising.sort_by(|&a, &b| sound[a].total_cmp(&sound[b]));
        match self {
            Self::None => sound,
            Self::Bonferroni => sound.iter().map(|p| (p * count).min(1.0)).collect(),
            Self::Holm => {
                let steps = rising.iter().enumerate().map(|(before, &i)| (i, sound[i] * (count - before as f64)));
                running(sound.len(), steps, 0.0, f64::max)
            }
            Self::BenjaminiHochberg => {
                let steps = rising.iter().enumerate().map(|(before, &i)| (i, sound[i] * count / (before as f64 + 1.0)));
                running(sound.len(), steps.rev(), 1.0, f64::min)
            }
        }
    }
}

/// The running maximum or minimum of values at their places, at most 1.
fn running(
    count: usize,
    steps: impl Iterator<Item = (usize, f64)>,
    mut last: f64,
    choose: fn(f64, f64) -> f64,
) -> Vec<f64> {
    let mut adjusted = vec![0.0; count];
    for (i, value) in steps {
        last = choose(last, value).min(1.0);
        adjusted[i] = last;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn agree_with_statsmodels() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/scipy-adjust.json");
        let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let numbers = |list: &Value| list.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect::<Vec<_>>();
        let cases = file["cases"].as_array().unwrap();
        assert_eq!(cases.len(), 15);
        for case in cases {
            let found = Adjustment::named(case[0].as_str().unwrap()).unwrap().adjust(&numbers(&case[1]));
            let expected = numbers(&case[2]);
            let agree = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-14 * b;
            assert!(found.len() == expected.len() && found.iter().zip(&expected).all(agree), "{case}: {found:?}");
        }
    }

    #[test]
    fn what_was_not_tested_stays_without_and_does_not_count() {
        for adjustment in Adjustment::ALL {
            let with = adjustment.adjust(&[0.01, f64::NAN, 0.03]);
            assert!(with[1].is_nan(), "{}", adjustment.name());
            assert_eq!([with[0], with[2]], adjustment.adjust(&[0.01, 0.03])[..], "{}", adjustment.name());
            assert!(adjustment.adjust(&[]).is_empty());
        }
    }

    proptest! {
        #[test]
        fn adjusting_keeps_order_and_never_helps(p_values in proptest::collection::vec(0.0..=1.0f64, 1..20)) {
            let [none, holm, bh, bonferroni] = Adjustment::ALL.map(|adjustment| adjustment.adjust(&p_values));
            prop_assert_eq!(&none, &p_values);
            for i in 0..p_values.len() {
                let slack = 1.0 + 1e-12;
                prop_assert!(p_values[i] <= bh[i] * slack && bh[i] <= holm[i] * slack && holm[i] <= bonferroni[i] * slack);
                prop_assert!(bonferroni[i] <= 1.0);
                for j in 0..p_values.len() {
                    prop_assert!(p_values[i] > p_values[j] || (holm[i] <= holm[j] && bh[i] <= bh[j]));
                }
            }
        }
    }
}
