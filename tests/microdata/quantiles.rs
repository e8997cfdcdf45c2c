//! Whose quantiles they are.

use crate::laws::Small;
use std::num::NonZeroUsize;
use std::sync::Arc;
use topline::engine::Polars;
use topline::estimate::{Ask, QuantileAsk, Rule, quantiles};
use topline::sample::{Design, DesignOptions, METHODS, MakeOptions, Microdata, attach};
use topline::survey::Source;
use topline::uncertainty::{Level, interval};

/// People without a number are as if they were left out by a condition, in medians as in R's `svyquantile(…, na.rm = TRUE)`: clusters in which
/// nobody has one do not count in the degrees of freedom, and so not in the standard error.
#[test]
fn quantiles_are_of_those_with_a_number() {
    let row = |at: usize| {
        let (stratum, psu) = ((at % 3) as u8, (at / 3 % 5) as u8);
        let x = if psu == 1 || at.is_multiple_of(7) { f64::NAN } else { (at * 37 % 101) as f64 };
        (stratum, psu, 1.0 + (at % 4) as f64, x, 1, (at % 2) as u8)
    };
    let source: Arc<dyn Source> = Small::new((0..300).map(row).collect(), 41);
    let options = DesignOptions {
        weight: Some("w".into()),
        strata: vec!["stratum".into()],
        psu: vec!["psu".into()],
        nested: true,
        ..DesignOptions::default()
    };
    let engine = Arc::new(Polars::new(NonZeroUsize::new(2).unwrap()));
    let all = || Microdata::new(source.clone(), engine.clone(), Design::new(&options, &*source).unwrap());
    let replicated = || {
        let jackknife = METHODS.iter().find(|method| method.name() == "jackknife").unwrap();
        let make = MakeOptions { replicates: 0, seed: 1, fay_rho: 0.0 };
        let weights = all().make_replicates(*jackknife, &make).unwrap();
        let (source, options) = (attach(source.clone(), &weights), weights.options(Some("w".into())));
        let design = Design::new(&options, &*source).unwrap();
        Microdata::new(source, engine.clone(), design)
    };
    let median = |sample: &Microdata, by: &[&str]| {
        let by = by.iter().map(|&name| name.into()).collect();
        let ask = Ask { question: "x".into(), by, ..Ask::default() };
        let interval = interval::named("wald").unwrap();
        let what = QuantileAsk { probabilities: &[0.5], rule: Rule::default(), level: Level::USUAL, interval };
        let found = quantiles(sample, &[ask], what).unwrap().remove(0).estimates;
        (0..found.len()).map(|at| found.get(at)).map(|e| (e.value, e.se, e.base.df)).collect::<Vec<_>>()
    };
    for by in [&[][..], &["group"]] {
        assert_eq!(median(&all(), by), median(&all().within("x is not missing").unwrap(), by));
        assert_eq!(median(&replicated(), by), median(&replicated().within("x is not missing").unwrap(), by));
        // Three strata of five clusters, of which one has no numbers; to leave it out still moves the weights of the others.
        assert!(median(&all(), by).iter().all(|(_, _, df)| *df == 9.0));
        assert!(median(&replicated(), by).iter().all(|(_, _, df)| *df == 11.0));
    }
}
