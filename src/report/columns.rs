//! The columns that outputs have by contract: exact names in exact order. Further columns (`place`, `source`, `low_outer` …) come
//! only after them.

use super::{Column, Kind};

/// A grouping variable.
pub fn group(name: &str, title: &str) -> Column {
    Column::new(name, title, Kind::Group)
}

/// The variable of waves or dates.
pub fn over(name: &str, title: &str) -> Column {
    Column::new(name, title, Kind::Date)
}

/// `question, answer, <by>, <over>, stat, estimate, se, low, high, level, interval, df, n, n_weighted, n_effective, deff, flags`.
/// A variable that bears the name of one of the others is called `by_<name>` (`over_<name>`).
pub fn estimate_columns(by: &[Column], over: Option<&Column>) -> Vec<Column> {
    let tail = vec![
        Column::new("stat", "statistic", Kind::Stat),
        Column::new("estimate", "estimate", Kind::Estimate),
        Column::new("se", "standard error", Kind::Error),
        Column::new("low", "low", Kind::Low),
        Column::new("high", "high", Kind::High),
        Column::new("level", "level", Kind::Level),
        Column::new("interval", "interval", Kind::Text).as_context(),
        Column::new("df", "df", Kind::Df),
        Column::new("n", "n", Kind::Count),
        Column::new("n_weighted", "weighted n", Kind::Count),
        Column::new("n_effective", "effective n", Kind::Count),
        Column::new("deff", "design effect", Kind::Ratio),
        flags(),
    ];
    with_groups(by, over, tail)
}

/// `question, answer, <by>, a, b, difference, se, low, high, statistic, df, p_value, p_adjusted, flags`.
/// A variable that bears the name of one of the others is called `by_<name>`.
pub fn comparison_columns(by: &[Column]) -> Vec<Column> {
    let tail = vec![
        Column::new("a", "a", Kind::Text),
        Column::new("b", "b", Kind::Text),
        Column::new("difference", "a − b", Kind::Difference),
        Column::new("se", "standard error", Kind::Error),
        Column::new("low", "low", Kind::Low),
        Column::new("high", "high", Kind::High),
        Column::new("statistic", "statistic", Kind::Ratio),
        Column::new("df", "df", Kind::Df),
        Column::new("p_value", "p", Kind::PValue),
        Column::new("p_adjusted", "adjusted p", Kind::PValue),
        flags(),
    ];
    with_groups(by, None, tail)
}

/// `date_start, date_end, wave, pollster, mode, population, question, answer, <groups>, share, rounding, n, n_weighted, note,
/// source`: a figure with all that is known of it, as the long form of published tables is read.
pub fn figure_columns(groups: &[&str]) -> Vec<Column> {
    let text = |name: &str| Column::new(name, name, Kind::Text);
    let number = |name: &str| Column::new(name, name, Kind::Number);
    let head = ["date_start", "date_end", "wave", "pollster", "mode", "population", "question", "answer"];
    let labels = head.into_iter().chain(groups.iter().copied()).map(text);
    labels.chain(["share", "rounding", "n", "n_weighted"].map(number)).chain(["note", "source"].map(text)).collect()
}

/// `series, date, kind, estimate, se, low, high, n_effective, house`.
pub fn trend_columns() -> Vec<Column> {
    vec![
        Column::new("series", "series", Kind::Group),
        Column::new("date", "date", Kind::Date),
        Column::new("kind", "kind", Kind::Text),
        Column::new("estimate", "estimate", Kind::Estimate),
        Column::new("se", "standard error", Kind::Error),
        Column::new("low", "low", Kind::Low),
        Column::new("high", "high", Kind::High),
        Column::new("n_effective", "effective n", Kind::Count),
        Column::new("house", "house", Kind::Text),
    ]
}

/// The parameters of a trend, the second block: `series, parameter, estimate, se, low, high, statistic, df, p_value`.
/// A row's measure says its unit: a slope of a share per year is a difference of shares.
pub fn parameter_columns() -> Vec<Column> {
    vec![
        Column::new("series", "series", Kind::Group),
        Column::new("parameter", "parameter", Kind::Text),
        Column::new("estimate", "estimate", Kind::Estimate),
        Column::new("se", "standard error", Kind::Error),
        Column::new("low", "low", Kind::Low),
        Column::new("high", "high", Kind::High),
        Column::new("statistic", "statistic", Kind::Ratio),
        Column::new("df", "df", Kind::Df),
        Column::new("p_value", "p", Kind::PValue),
    ]
}

/// Margins computed from a base: `n, deff, p, level, margin`.
pub fn margin_columns() -> Vec<Column> {
    vec![
        Column::new("n", "n", Kind::Count),
        Column::new("deff", "design effect", Kind::Ratio),
        Column::new("p", "share", Kind::Share),
        Column::new("level", "level", Kind::Level),
        Column::new("margin", "margin", Kind::Margin),
    ]
}

/// A design effect from printed margins: `n, deff_low, deff_high, n_effective_low, n_effective_high, rounding`.
pub fn printed_margin_columns() -> Vec<Column> {
    vec![
        Column::new("n", "n", Kind::Count),
        Column::new("deff_low", "design effect from", Kind::Number),
        Column::new("deff_high", "to", Kind::Number),
        Column::new("n_effective_low", "effective n from", Kind::Count),
        Column::new("n_effective_high", "to", Kind::Count),
        Column::new("rounding", "rounding", Kind::Text),
    ]
}

/// What a file holds, one row for each question, grouping variable or variable: `name, role, title, values, n, n_missing`.
pub fn inspect_columns() -> Vec<Column> {
    vec![
        Column::new("name", "name", Kind::Text),
        Column::new("role", "role", Kind::Text),
        Column::new("title", "title", Kind::Text),
        Column::new("values", "values", Kind::Text),
        Column::new("n", "n", Kind::Count),
        Column::new("n_missing", "missing", Kind::Count),
    ]
}

/// `low_outer, high_outer`: the interval with rounding of printed figures added. An extra, after the contract's columns.
pub fn outer_columns() -> [Column; 2] {
    [
        Column::new("low_outer", "low with rounding", Kind::LowOuter),
        Column::new("high_outer", "high with rounding", Kind::HighOuter),
    ]
}

/// `place, source`: where a number stands and the publication it is from. An extra, after the contract's columns.
pub fn provenance_columns() -> [Column; 2] {
    [Column::new("place", "place", Kind::Place), Column::new("source", "source", Kind::Source)]
}

fn flags() -> Column {
    Column::new("flags", "flags", Kind::Flags)
}

fn with_groups(by: &[Column], over: Option<&Column>, tail: Vec<Column>) -> Vec<Column> {
    let head =
        [Column::new("question", "question", Kind::Text).as_context(), Column::new("answer", "answer", Kind::Text)];
    let taken = |name: &str| head.iter().chain(&tail).any(|column| column.name() == name);
    let apart = |column: &Column, prefix: &str| match taken(column.name()) {
        true => column.clone().renamed(format!("{prefix}_{}", column.name())),
        false => column.clone(),
    };
    let groups: Vec<Column> =
        by.iter().map(|column| apart(column, "by")).chain(over.map(|column| apart(column, "over"))).collect();
    head.iter().cloned().chain(groups).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(columns: &[Column]) -> String {
        columns.iter().map(Column::name).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn a_variable_named_like_a_column_steps_aside() {
        let made = estimate_columns(&[group("sex", "Sex"), group("level", "Level")], Some(&over("n", "Wave")));
        let expected = "question,answer,sex,by_level,over_n,stat,estimate,se,low,high,level,interval,df,n,n_weighted,\
                        n_effective,deff,flags";
        assert_eq!(names(&made), expected);
    }
}
