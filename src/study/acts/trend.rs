//! `trend`: fits over time, one for each answer and group.

use super::namesakes::{SeriesName, series_names};
use super::parts::{self, parts};
use super::{Context, lacks_waves, nobody, roles, scales};
use crate::chart::words::capital;
use crate::report::columns::{parameter_columns, trend_columns};
use crate::report::{Column, Kind, Table, Value};
use crate::sample::Published;
use crate::study::options::{Selection, Statistic, TrendOptions};
use crate::study::{Source, StudyError};
use crate::survey::Cell;
use crate::survey::day;
use crate::trend::{FitOptions, Parameter, Series, Trend, TrendError, Unit};
use crate::uncertainty::{Estimates, Level, Measure};
use std::collections::BTreeMap;

/// One fitted series.
#[derive(Debug, Clone)]
pub struct FittedSeries {
    /// What it is about; its wave is empty.
    pub cell: Cell,
    /// What it is called.
    pub name: SeriesName,
    /// The fit.
    pub trend: Trend,
}

/// The trends of one act.
#[derive(Debug, Clone)]
pub struct TrendResult {
    /// One for each answer and group.
    pub series: Vec<FittedSeries>,
    /// Answers and groups printed in too few waves, each with what it needs.
    pub left_out: Vec<String>,
    /// What was asked.
    pub selection: Selection,
    /// What is followed.
    pub statistic: Statistic,
    /// Confidence level.
    pub level: Level,
    /// Name of the method.
    pub method: &'static str,
}

/// Fits the trends that `options` ask of `source`: one for each question, answer and group.
///
/// # Errors
/// [`StudyError`] when something asked for is not there, or a series is too short to fit.
pub fn trend(source: &Source, options: &TrendOptions) -> Result<TrendResult, StudyError> {
    let fit = options.fit()?;
    options.check()?;
    let roles = roles(source, &options.selection, &options.statistic, options.statistic.stat().is_of_numbers());
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    nobody::explained((&context, &options.selection), fitted(&context, options, &fit), |found| found.series.is_empty())
}

fn fitted(context: &Context<'_>, options: &TrendOptions, fit: &FitOptions) -> Result<TrendResult, StudyError> {
    if context.sample.microdata().is_some() && options.selection.over.is_none() {
        let needs =
            "a trend of respondents needs their waves: --over VAR, a column of dates or of labels such as 2025-11";
        return Err(StudyError::Usage(format!("{}: {needs}", context.source.path())));
    }
    if context.source.published().is_some_and(lacks_waves) {
        let message = "a trend needs waves, and this table has none: give it a column wave with labels such as 2025-11, or ask `estimate` or `compare` of it";
        return Err(StudyError::Asked { source_name: context.source.path().to_owned(), message: message.to_owned() });
    }
    let method = options.method();
    let (mut series, mut left_out) = (Vec::new(), Vec::new());
    for (name, cell, waves) in subjects(context, options)? {
        let indices: Vec<usize> = (0..waves.len()).collect();
        let of = |name: &str| method.fit(&Series::from_estimates(name, &waves, &indices)?, fit);
        // A number of everybody needs no name in a table, but an error has to say what it is about.
        let question = cell.question.as_deref().filter(|_| name == SeriesName::default());
        match of(&name.joined()).or_else(|error| question.map_or(Err(error), of)) {
            Ok(trend) => series.push(FittedSeries { cell, name, trend }),
            // Of all answers together, those printed too seldom are left out and named; one that was asked for is an error.
            Err(error @ TrendError::TooFewWaves { .. }) if options.selection.answer.is_empty() => left_out.push(error),
            Err(TrendError::NoHouse { series, label }) => {
                let house = context.sample.published().and_then(only_pollster);
                let one = |house| TrendError::OneHouse { series: series.clone(), house };
                return Err(house.map_or_else(|| TrendError::NoHouse { series: series.clone(), label }, one).into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    if series.is_empty()
        && let Some(error) = left_out.pop()
    {
        return Err(error.into());
    }
    scales::sort_series(context.source, &options.selection, &mut series);
    let left_out = left_out.iter().map(ToString::to_string).collect();
    Ok(TrendResult {
        series,
        left_out,
        selection: options.selection.clone(),
        statistic: options.statistic.clone(),
        level: fit.level,
        method: method.name(),
    })
}

/// The pollster of all figures asked about, if there is one: estimates name pollsters only where there are several.
fn only_pollster(sample: &Published) -> Option<String> {
    let mut pollsters = sample.figures().iter().map(|figure| figure.fieldwork.pollster.as_deref());
    let first = pollsters.next()??;
    pollsters.all(|pollster| pollster == Some(first)).then(|| first.to_owned())
}

/// The estimates of every question, answer and group at all waves, with their names.
fn subjects(context: &Context<'_>, options: &TrendOptions) -> Result<Vec<(SeriesName, Cell, Estimates)>, StudyError> {
    let asks = context.asks(&options.selection, &options.statistic)?;
    parts::foresee(context, asks.iter(), (&options.statistic, &options.precision), |_| Vec::new())?;
    let mut found = Vec::new();
    for ask in asks {
        let made = parts(context, &ask, &options.statistic, &options.precision)?;
        found.extend(by_subject(&made.into_iter().map(|part| part.estimates).collect::<Vec<_>>())?);
    }
    let names = series_names(context.source, &found.iter().map(|(cell, _)| cell).collect::<Vec<_>>());
    Ok(names.into_iter().zip(found).map(|(name, (cell, waves))| (name, cell, waves)).collect())
}

/// Estimates that differ only in their wave and pollster, joined; in order of first appearance.
fn by_subject(parts: &[Estimates]) -> Result<Vec<(Cell, Estimates)>, StudyError> {
    let mut found: Vec<(Cell, Vec<Estimates>)> = Vec::new();
    let mut places: BTreeMap<Cell, usize> = BTreeMap::new();
    for part in parts {
        for (index, cell) in part.cells().iter().enumerate() {
            let subject = Cell { wave: None, pollster: None, ..cell.clone() };
            let at = *places.entry(subject.clone()).or_insert(found.len());
            if at == found.len() {
                found.push((subject, Vec::new()));
            }
            found[at].1.push(part.select(&[index]));
        }
    }
    let joined = |(cell, waves): (Cell, Vec<Estimates>)| {
        let all = Estimates::join_all(waves).map_err(crate::compare::CompareError::from)?;
        Ok(all.map(|all| (cell, all)))
    };
    found.into_iter().filter_map(|subject| joined(subject).transpose()).collect()
}

impl TrendResult {
    /// Observed waves and fitted dates as a table.
    pub fn table(&self, name: &str) -> Table {
        self.table_of(name, true)
    }

    /// Observed waves alone, as people read them: the fit is in the picture, and `where_fit` says where else.
    pub fn observed(&self, name: &str, where_fit: &str) -> Table {
        let mut table = self.table_of(name, false);
        table.note(format!("the fit at every date {where_fit}"));
        table
    }

    fn table_of(&self, name: &str, fitted: bool) -> Table {
        let mut table = Table::new(name, trend_columns());
        for FittedSeries { trend, .. } in &self.series {
            let mut push = |date: f64, kind: &str, numbers: [f64; 4], n: Option<f64>, house: Option<&str>| {
                let [value, se, low, high] = numbers;
                let labels = [Value::from(trend.name()), day(date).into(), kind.into()];
                let numbers = [value, se, low, high].map(Value::from);
                let tail = [n.into(), house.into()];
                table.push_measured(trend.measure(), labels.into_iter().chain(numbers).chain(tail).collect());
            };
            for observed in trend.observed() {
                let (o, b) = (&observed.observation, observed.bounds);
                let numbers = [o.estimate.value, o.estimate.se, b.low, b.high];
                push(o.time, "observed", numbers, o.estimate.base.n_effective, o.house.as_deref());
            }
            for point in trend.fitted().iter().filter(|_| fitted) {
                push(point.time, "fitted", [point.value, point.se, point.bounds.low, point.bounds.high], None, None);
            }
        }
        table
    }

    /// The parameters of every fit as a table.
    pub fn parameters(&self) -> Table {
        let columns = parameter_columns().into_iter().chain([Column::new("unit", "unit", Kind::Text)]).collect();
        let mut table = Table::new("parameters", columns);
        for FittedSeries { trend, .. } in &self.series {
            for p in trend.parameters() {
                let statistic = p.se.filter(|se| *se > 0.0).map(|se| p.value / se);
                let values: Vec<Value> = vec![
                    trend.name().into(),
                    p.name.as_str().into(),
                    p.value.into(),
                    p.se.into(),
                    p.bounds.map(|b| b.low).into(),
                    p.bounds.map(|b| b.high).into(),
                    statistic.into(),
                    p.df.into(),
                    p.p_value.into(),
                    Value::named(p.unit.name(trend.measure()), unit_words(p, trend.measure())),
                ];
                let measure = measure_of(p, trend.measure());
                match is_spread(p) {
                    true => table.push_spread(measure, values),
                    false => table.push_measured(measure, values),
                }
            }
            for note in trend.notes() {
                table.note(match trend.name() {
                    "" => capital(&note.to_string()),
                    name => format!("{name}: {note}"),
                });
            }
        }
        self.left_out.iter().for_each(|why| table.note(format!("left out: {why}")));
        table
    }
}

/// What a parameter measures, for the digits people see.
fn measure_of(parameter: &Parameter, series: Measure) -> Measure {
    match (parameter.unit, series) {
        // A level of the series is none of its differences.
        (Unit::Value, _) if ["mean", "prediction"].contains(&&*parameter.name) => series,
        (Unit::Value | Unit::ValuePerYear | Unit::ValuePerRootYear, Measure::Share | Measure::Difference) => {
            Measure::Difference
        }
        _ => Measure::Number,
    }
}

/// Whether a parameter is a standard deviation.
fn is_spread(parameter: &Parameter) -> bool {
    ["tau", "sigma"].contains(&&*parameter.name)
}

/// The unit as the numbers are written for people: differences of shares in points.
fn unit_words(parameter: &Parameter, series: Measure) -> &'static str {
    match (parameter.unit, measure_of(parameter, series)) {
        (Unit::Value, Measure::Difference) => "points",
        (Unit::ValuePerYear, Measure::Difference) => "points/year",
        (Unit::ValuePerRootYear, Measure::Difference) => "points/year^0.5",
        (unit, _) => unit.name(series),
    }
}
