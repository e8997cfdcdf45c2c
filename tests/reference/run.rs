//! The library, run as the flags of a case say.

use super::expected::Row;
use super::{Case, FOLDER};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use topline::compare::hypothesis::{Subject, Takes, Tested};
use topline::compare::{self, Against};
use topline::estimate::{self, Ask, PercentOf, QuantileAsk, Rule};
use topline::sample::{Design, DesignOptions, Microdata};
use topline::study::options::SetOf;
use topline::survey::SetSpec;
use topline::uncertainty::{Bounds, Estimates, Level, interval};
use topline::{engine, ingest};

/// The rows that the library gives; of functions, which an act puts together, those of the program.
pub(crate) fn rows(case: &Case) -> Result<Vec<Row>, String> {
    if case.flag("function").is_some() {
        return commanded(case);
    }
    let sample = sample(case)?;
    let ask = Ask {
        question: case.flag("question").unwrap_or_default().into(),
        answers: case.flag("answer").into_iter().map(Arc::from).collect(),
        by: case.list("by").iter().map(|name| name.as_str().into()).collect(),
        percent_of: match case.flag("percent-of") {
            Some("responses") => PercentOf::Responses,
            _ => PercentOf::Cases,
        },
        ..Ask::default()
    };
    match case.flag("test") {
        Some(test) => tested(case, &sample, &ask, test),
        None if case.verb == "compare" => compared(case, &sample, &ask),
        None => estimated(case, &sample, &ask),
    }
}

fn commanded(case: &Case) -> Result<Vec<Row>, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    command.current_dir(Path::new(FOLDER).join("data")).args([&case.verb, &case.data]).args(&case.flags);
    let output = command.args(["--quiet", "--format", "csv"]).output().map_err(text)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let mut reader = csv::Reader::from_reader(&*output.stdout);
    let header = reader.headers().map_err(text)?.clone();
    let value = |field: &str| field.parse::<f64>().map_or_else(|_| json!(field), |number| json!(number));
    let row = |record: csv::StringRecord| -> Row {
        header.iter().zip(&record).map(|(key, field)| (key.to_owned(), value(field))).collect()
    };
    reader.records().map(|record| record.map(row).map_err(text)).collect()
}

fn sample(case: &Case) -> Result<Microdata, String> {
    let source = ingest::microdata::open(&Path::new(FOLDER).join("data").join(&case.data)).map_err(text)?;
    let sets: Vec<SetSpec> = case.flag("set").map(|set| set.parse::<SetOf>().unwrap().0).into_iter().collect();
    let source = ingest::microdata::with_sets(source, &sets).map_err(text)?;
    let design = Design::new(&options(case)?, &*source).map_err(text)?;
    let threads = NonZeroUsize::new(2).unwrap();
    let sample = Microdata::new(source, (engine::ALL[0].make)(threads).into(), design);
    match case.flag("where") {
        Some(expression) => sample.within(expression).map_err(text),
        None => Ok(sample),
    }
}

fn options(case: &Case) -> Result<DesignOptions, String> {
    let own = |name: &str| case.flag(name).map(str::to_owned);
    let number = |name: &str| case.flag(name).map(|value| value.parse().unwrap());
    let choice = |name: &str| case.flag(name).map(|value| Value::String(value.to_owned()));
    let rscales = case.flag("rscales").map(|stated| {
        std::fs::read_to_string(format!("{FOLDER}/data/{stated}")).unwrap_or_else(|_| stated.replace(',', " "))
    });
    let rscales = rscales.unwrap_or_default().split_whitespace().map(|scale| scale.parse().unwrap()).collect();
    Ok(DesignOptions {
        weight: own("weight"),
        weight_kind: choice("weight-kind").map_or(Ok(Default::default()), serde_json::from_value).map_err(text)?,
        fay_rho: number("fay-rho"),
        strata: case.list("strata"),
        psu: case.list("psu"),
        fpc: case.list("fpc"),
        lonely_psu: choice("lonely-psu").map(serde_json::from_value).transpose().map_err(text)?,
        replicates: own("replicates"),
        replicate_type: choice("replicate-type").map(serde_json::from_value).transpose().map_err(text)?,
        scale: number("scale"),
        rscales,
        mse: case.flag("mse").map(|value| value == "on"),
        df: number("df"),
        ..DesignOptions::default()
    })
}

fn level(case: &Case) -> Level {
    case.flag("level").map_or(Level::USUAL, |level| level.parse().unwrap())
}

fn interval_of(case: &Case) -> Result<&'static dyn interval::Interval, String> {
    let name = case.flag("interval").unwrap_or("wald");
    interval::named(name).ok_or(format!("no interval {name}"))
}

fn estimated(case: &Case, sample: &Microdata, ask: &Ask) -> Result<Vec<Row>, String> {
    if case.flag("stat") == Some("quantile") {
        return quantiles(case, sample, ask);
    }
    let parts = parts(case, sample, ask)?;
    let mut rows = Vec::new();
    for part in &parts {
        for at in 0..part.len() {
            let bounds = interval_of(case)?.bounds(&part.get(at), level(case));
            rows.push(row(part, at, bounds));
        }
    }
    Ok(rows)
}

fn parts(case: &Case, sample: &Microdata, ask: &Ask) -> Result<Vec<Estimates>, String> {
    let parts = match case.flag("stat").unwrap() {
        "share" => estimate::shares(sample, ask),
        "mean" => estimate::means(sample, ask),
        "total" if case.is_of_answers() => estimate::answer_totals(sample, ask),
        "total" => estimate::totals(sample, ask),
        "variance" => estimate::variances(sample, ask),
        "ratio" => {
            let (up, down) = case.flag("ratio").unwrap().split_once('/').unwrap();
            estimate::ratios(sample, (up, down), ask)
        }
        other => return Err(format!("no statistic {other}")),
    };
    parts.map_err(text)
}

fn quantiles(case: &Case, sample: &Microdata, ask: &Ask) -> Result<Vec<Row>, String> {
    let probabilities: Vec<f64> = case.list("quantile").iter().map(|p| p.parse().unwrap()).collect();
    let rule = Rule::named(case.flag("quantile-rule").unwrap_or("math")).unwrap();
    let what = QuantileAsk { probabilities: &probabilities, rule, level: level(case), interval: interval_of(case)? };
    let found = estimate::quantiles(sample, std::slice::from_ref(ask), what).map_err(text)?.remove(0);
    let one = |at: usize| {
        let mut row = row(&found.estimates, at, found.bounds[at]);
        row.insert("quantile".into(), json!(found.probabilities[at]));
        row
    };
    Ok((0..found.estimates.len()).map(one).collect())
}

fn row(part: &Estimates, at: usize, bounds: Bounds) -> Row {
    let (cell, one) = (&part.cells()[at], part.get(at));
    let mut row = Row::new();
    row.insert("question".into(), json!(cell.question.as_deref()));
    row.insert("answer".into(), json!(cell.answer.as_deref()));
    for group in &cell.groups {
        row.insert(group.variable.to_string(), json!(&*group.level));
    }
    let numbers =
        [("estimate", one.value), ("se", one.se), ("low", bounds.low), ("high", bounds.high), ("df", one.base.df)];
    row.extend(numbers.map(|(name, value)| (name.to_owned(), json!(value))));
    row.insert("deff".into(), json!(one.base.deff));
    row
}

fn compared(case: &Case, sample: &Microdata, ask: &Ask) -> Result<Vec<Row>, String> {
    let parts = match case.flag("stat") {
        Some("share") => estimate::shares(sample, ask),
        _ => estimate::means(sample, ask),
    };
    let parts = parts.map_err(text)?;
    let pairs = match case.flag("against") {
        Some("answers") => compare::answers(&parts),
        _ => compare::groups(&parts, &ask.by[0], &Against::Each),
    };
    let pairs = pairs.map_err(text)?;
    let freedom = sample.freedom(&ask.by, None).map_err(text)?;
    let parts: Vec<&Estimates> = parts.iter().collect();
    let made = compare::differences(&parts, pairs, level(case), Some(&freedom)).map_err(text)?;
    let row = |one: &compare::Comparison| {
        let row = json!({"question": &*ask.question, "a": one.pair.names.0, "b": one.pair.names.1,
            "difference": one.difference.value, "se": one.difference.se, "low": one.bounds.low, "high": one.bounds.high,
            "statistic": one.statistic, "df": one.difference.base.df, "p_value": one.p_value});
        row.as_object().unwrap().clone()
    };
    Ok(made.iter().map(row).collect())
}

fn tested(case: &Case, sample: &Microdata, ask: &Ask, test: &str) -> Result<Vec<Row>, String> {
    let test = compare::hypothesis::named(test).ok_or(format!("no test {test}"))?;
    let freedom = sample.freedom(&ask.by, None).map_err(text)?;
    let parts = if test.takes() == Takes::Respondents { vec![] } else { parts(case, sample, ask)? };
    let pairs = match test.takes() {
        Takes::Pairs => compare::groups(&parts, &ask.by[0], &Against::Each).map_err(text)?,
        _ => vec![],
    };
    let score = |item: &String| item.split_once('=').map(|(level, score)| (level.into(), score.parse().unwrap()));
    let subject = Subject {
        parts: &parts,
        pairs,
        freedom: Some(&freedom),
        scores: &case.list("scores").iter().filter_map(score).collect::<Vec<_>>(),
        within: case.flag("within").map_or(0.0, |within| within.parse().unwrap()),
        level: level(case),
        ..Subject::of_respondents(sample, &ask.question, &ask.by[0])
    };
    let made = test.run(subject).map_err(text)?;
    Ok(made.iter().map(test_row).collect())
}

fn test_row(made: &Tested) -> Row {
    let mut row =
        json!({"statistic": made.statistic, "df": made.df, "p_value": made.p_value, "difference": made.difference});
    let row = row.as_object_mut().unwrap();
    if let Some(contrast) = &made.contrast {
        let names = contrast.names.as_ref();
        row.insert("answer".into(), json!(contrast.cell.answer.as_deref()));
        row.insert("a".into(), json!(names.map(|names| &names.0)));
        row.insert("b".into(), json!(names.map(|names| &names.1)));
        let numbers = [("se", contrast.estimate.se), ("low", contrast.bounds.low), ("high", contrast.bounds.high)];
        row.extend(numbers.map(|(name, value)| (name.to_owned(), json!(value))));
        row.insert("p_sides".into(), json!(contrast.sides));
    }
    row.clone()
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
