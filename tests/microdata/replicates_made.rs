//! Replicate weights made from a design give the variances that their theory promises.

use std::num::NonZeroUsize;
use std::sync::Arc;
use topline::engine::Polars;
use topline::estimate::{Ask, means, totals};
use topline::ingest::microdata::read_delimited;
use topline::sample::{Design, DesignOptions, METHODS, MakeOptions, Microdata, ReplicateType, attach};
use topline::survey::{Cell, Group, Source};
use topline::uncertainty::Estimate;

fn engine() -> Arc<Polars> {
    Arc::new(Polars::new(NonZeroUsize::new(2).unwrap()))
}

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/data");

/// A file, the replicate weights that it may come with renamed.
fn source(file: &str) -> Arc<dyn Source> {
    let text = std::fs::read_to_string(format!("{DATA}/{file}")).unwrap().replace(",\"rep0", ",\"own0");
    Arc::new(read_delimited(file, text.as_bytes()).unwrap())
}

fn options(weight: &str, strata: &[&str], psu: &[&str], fpc: &[&str]) -> DesignOptions {
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    DesignOptions {
        weight: Some(weight.into()),
        strata: list(strata),
        psu: list(psu),
        fpc: list(fpc),
        ..Default::default()
    }
}

fn sample(source: &Arc<dyn Source>, options: &DesignOptions) -> Microdata {
    Microdata::new(source.clone(), engine(), Design::new(options, &**source).unwrap())
}

/// The same sample with replicate weights in the place of its design.
fn replicated(file: &str, design: &DesignOptions, method: &str, make: MakeOptions) -> Microdata {
    let source = source(file);
    let method = METHODS.iter().find(|known| known.name() == method).unwrap();
    let made = sample(&source, design).make_replicates(*method, &make).unwrap();
    sample(&attach(source, &made), &made.options(design.weight.clone()))
}

fn total(sample: &Microdata, variable: &str) -> Estimate {
    totals(sample, &Ask { question: variable.into(), ..Ask::default() }).unwrap()[0].get(0)
}

fn mean(sample: &Microdata, variable: &str) -> Estimate {
    means(sample, &Ask { question: variable.into(), ..Ask::default() }).unwrap()[0].get(0)
}

const MAKE: MakeOptions = MakeOptions { replicates: 1000, seed: 7, fay_rho: 0.0 };

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * b.abs()
}

/// For totals the jackknife is the linearized variance itself, with finite populations and all.
#[test]
fn jackknife_of_a_total_is_exact() {
    for design in [
        options("w", &["h"], &["psu"], &[]),
        options("w", &["h"], &["psu"], &["Np"]),
        options("w", &["h"], &[], &[]),
        options("w", &[], &[], &[]),
    ] {
        let (made, taylor) = (replicated("made.csv", &design, "jackknife", MAKE), sample(&source("made.csv"), &design));
        assert!(close(total(&made, "y").se, total(&taylor, "y").se, 1e-10));
        assert!(close(mean(&made, "y").se, mean(&taylor, "y").se, 0.05), "and near it for a ratio");
    }
}

/// What follows from the design is the rank of the weights less 1, as R survey's degf has it.
#[test]
fn degrees_of_freedom_are_the_rank_of_the_weights() {
    for (method, replicates) in [("jackknife", 0), ("bootstrap", 12), ("bootstrap", 60)] {
        let source = source("made.csv");
        let chosen = METHODS.iter().find(|known| known.name() == method).unwrap();
        let design = options("w", &["h"], &["psu"], &[]);
        let made = sample(&source, &design).make_replicates(*chosen, &MakeOptions { replicates, ..MAKE }).unwrap();
        let stated = made.options(design.weight.clone());
        let by_rank = DesignOptions { whole_df: None, ..stated.clone() };
        let found = |options: &DesignOptions| mean(&sample(&attach(source.clone(), &made), options), "y").base.df;
        assert_eq!(found(&stated), found(&by_rank), "{method} {replicates}");
        assert_eq!(stated.whole_df, Some(if replicates == 12 { 11.0 } else { 17.0 }));
    }
}

/// As many replicates as respondents: R survey 4.1.1, degf(as.svrepdesign(svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc,
/// data = apistrat), type = "JKn")) is 197.
#[test]
fn a_replicate_for_every_respondent_has_its_whole_rank() {
    let text = std::fs::read_to_string(format!("{DATA}/rep_jkn_strat.csv")).unwrap();
    let source: Arc<dyn Source> = Arc::new(read_delimited("rep_jkn_strat.csv", text.as_bytes()).unwrap());
    let rscales = std::fs::read_to_string(format!("{DATA}/rep_jkn_strat.rscales")).unwrap();
    let stated = DesignOptions {
        weight: Some("pw".into()),
        replicates: Some("rep*".into()),
        replicate_type: Some(ReplicateType::Jkn),
        rscales: rscales.split_whitespace().map(|scale| scale.parse().unwrap()).collect(),
        ..DesignOptions::default()
    };
    assert_eq!(mean(&sample(&source, &stated), "api00").base.df, 197.0);
}

/// R survey 4.1.1: svymean(~api00, as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = apiclus1), type = "JK1", mse = TRUE)).
#[test]
fn jackknife_of_a_mean_agrees_with_r() {
    let made = replicated("apiclus1.csv", &options("pw", &[], &["dnum"], &[]), "jackknife", MAKE);
    let found = mean(&made, "api00");
    assert!(close(found.se, 26.5997137220988, 1e-9), "{}", found.se);
    assert_eq!(found.base.df, 14.0);
}

/// In balanced half-samples the cross terms of strata vanish: for totals the linearized variance is found exactly.
#[test]
fn half_samples_of_a_total_are_exact() {
    // Levy & Lemeshow's three areas of two ambulance services.
    let design = options("one", &["ESA"], &["ambulance"], &[]);
    let taylor = total(&sample(&source("scd.csv"), &design), "alive");
    for fay_rho in [0.0, 0.3] {
        let made = replicated("scd.csv", &design, "brr", MakeOptions { fay_rho, ..MAKE });
        assert!(close(total(&made, "alive").se, taylor.se, 1e-10));
    }
    // The variance of that total with the file's own half-samples, by R survey 4.1.1 (case scd/brr/total).
    assert!(close(taylor.se, 21.4941852602047, 1e-10));
}

/// V = ½ Σ (z_i − z_{i+1})² over clusters in a circle, when the Hadamard matrix has rows enough.
#[test]
fn successive_differences_are_those_of_neighbours() {
    let design = options("w", &["h"], &["psu"], &[]);
    let made = replicated("made.csv", &design, "sdr", MakeOptions { replicates: 80, ..MAKE });
    let text = std::fs::read_to_string(format!("{DATA}/made.csv")).unwrap();
    let mut by_cluster = std::collections::BTreeMap::<(u32, u32), f64>::new();
    for line in text.lines().skip(1) {
        let field: Vec<&str> = line.split(',').collect();
        let number = |at: usize| field[at].parse::<f64>().unwrap();
        *by_cluster.entry((number(0) as u32, number(1) as u32)).or_default() += number(5) * number(6);
    }
    let z: Vec<f64> = by_cluster.into_values().collect();
    let squares: f64 = (0..z.len()).map(|i| (z[i] - z[(i + 1) % z.len()]).powi(2)).sum();
    assert!(close(total(&made, "y").se, (squares / 2.0).sqrt(), 1e-10));
}

/// The bootstrap's variance of a total is the linearized one on average; with 1,000 replicates within a few per cent.
#[test]
fn bootstrap_is_near_and_comes_from_its_seed() {
    for fpc in [&[][..], &["Np"][..]] {
        let design = options("w", &["h"], &["psu"], fpc);
        let made = |seed| total(&replicated("made.csv", &design, "bootstrap", MakeOptions { seed, ..MAKE }), "y").se;
        assert!(close(made(7), total(&sample(&source("made.csv"), &design), "y").se, 0.06));
        assert_eq!(made(7).to_bits(), made(7).to_bits());
        assert_ne!(made(7).to_bits(), made(8).to_bits());
    }
}

#[test]
fn designs_that_do_not_suit_are_refused() {
    let brr = METHODS.iter().find(|known| known.name() == "brr").unwrap();
    let sample = sample(&source("made.csv"), &options("w", &["h"], &["psu"], &[]));
    let error = sample.make_replicates(*brr, &MAKE).unwrap_err().to_string();
    assert!(error.contains("two clusters in every stratum, and one has 3"), "{error}");
}

/// The same file with its fractions printed to seven digits.
fn seven_digits(text: &str) -> String {
    let printed = |field: &str| match field.parse::<f64>() {
        Ok(number) if field.contains('.') => format!("{number:.6e}"),
        _ => field.to_owned(),
    };
    let line = |line: &str| line.split(',').map(printed).collect::<Vec<_>>().join(",");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// R survey 4.1.1: degf(design), degf(subset(design, stype == …)) for E, H, M, and degf(subset(design, stype %in% c("E", "H"))), with
/// design = svrepdesign(weights = ~pw, repweights = "rep[0-9]+", type = …, rscales = …, combined.weights = TRUE, data = …).
#[test]
fn degrees_of_freedom_of_a_part_are_the_rank_of_its_weights() {
    for (name, kind, [whole, e, h, m, e_or_h]) in [
        ("rep_jkn_strat", ReplicateType::Jkn, [197.0, 99.0, 49.0, 49.0, 148.0]),
        ("rep_jk1_clus1", ReplicateType::Jk1, [14.0, 14.0, 7.0, 11.0, 14.0]),
        ("rep_boot_clus1", ReplicateType::Bootstrap, [14.0, 14.0, 7.0, 11.0, 14.0]),
        ("rep_bootmse_strat", ReplicateType::Bootstrap, [59.0, 59.0, 49.0, 49.0, 59.0]),
    ] {
        let file = format!("{name}.csv");
        let rscales = std::fs::read_to_string(format!("{DATA}/{name}.rscales")).unwrap();
        let design = DesignOptions {
            weight: Some("pw".into()),
            replicates: Some("rep*".into()),
            replicate_type: Some(kind),
            scale: Some(1.0),
            rscales: rscales.split_whitespace().map(|scale| scale.parse().unwrap()).collect(),
            ..DesignOptions::default()
        };
        let text = std::fs::read_to_string(format!("{DATA}/{file}")).unwrap();
        // Weights printed to seven digits span the same, as in R.
        for text in [seven_digits(&text), text] {
            let source: Arc<dyn Source> = Arc::new(read_delimited(&file, text.as_bytes()).unwrap());
            let all = sample(&source, &design);
            assert_eq!(mean(&all, "api00").base.df, whole, "{name}");
            let found =
                means(&all, &Ask { question: "api00".into(), by: vec!["stype".into()], ..Ask::default() }).unwrap();
            assert_eq!((0..3).map(|at| found[0].get(at).base.df).collect::<Vec<_>>(), [e, h, m], "{name} by type");
            for (level, df) in [("E", e), ("H", h), ("M", m)] {
                let part = sample(&source, &design).within(&format!("stype == '{level}'")).unwrap();
                assert_eq!(mean(&part, "api00").base.df, df, "{name} where {level}");
            }
            let freedom = all.freedom(&["stype".into()], None).unwrap();
            let level = |level: &str| Cell { groups: vec![Group::new("stype", level)], ..Cell::default() };
            assert_eq!(freedom.of(&[&level("E"), &level("H")]), Some(e_or_h), "{name} two types");
            assert_eq!(freedom.of(&[&level("E"), &Cell::default()]), Some(whole), "{name} a type and everybody");
        }
    }
}
