//! One small document that uses every kind of block and most kinds of column. Its numbers are made up; only their digits matter.

use crate::report::columns::{
    comparison_columns, estimate_columns, group, outer_columns, parameter_columns, provenance_columns,
};
use crate::report::{Block, Column, Document, Fact, Input, Kind, Meta, Picture, Table, Value, Warning};
use crate::uncertainty::Measure;

/// The whole document.
pub(super) fn document() -> Document {
    let picture = Picture {
        svg:
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 120\" width=\"800\" \
              height=\"120\"><defs><clipPath id=\"c\"><rect width=\"800\" height=\"120\"/></clipPath></defs>\
              <rect clip-path=\"url(#c)\" width=\"800\" height=\"120\" fill=\"#dde5ea\"/></svg>\n"
                .to_owned(),
        png: None,
        href: Some("charts/support.png".to_owned()),
        alt: "Dot plot: support by sex and age".to_owned(),
        caption: "Support by sex and age; lines are 95 % intervals.".to_owned(),
    };
    Document::new("One in three supports talks", meta())
        .with(Block::Paragraph("A third of adults would begin talks; men less than women.".to_owned()))
        .with(Block::Heading { level: 1, text: "Estimates".to_owned() })
        .with(Block::Table(estimates()))
        .with(Block::Picture(picture))
        .with(Block::Heading { level: 1, text: "Differences".to_owned() })
        .with(Block::Table(comparisons()))
        .with(Block::Heading { level: 1, text: "Trend".to_owned() })
        .with(Block::Table(parameters()))
        .with(Block::Notes(vec!["Shares of all asked, \"hard to say\" included.".to_owned()]))
        .with(Block::Facts(vec![Fact::new(Column::new("n_total", "people asked", Kind::Count), 4821.0)]))
}

fn meta() -> Meta {
    let mut meta = Meta::new("estimate");
    meta.inputs.push(Input::of("polls/levada.csv", b"abc"));
    meta.method = vec![
        Fact::new(Column::new("interval", "interval", Kind::Text), "wilson"),
        Fact::new(Column::new("level", "level", Kind::Level), 0.95),
        Fact::new(Column::new("deff", "design effect", Kind::Ratio), 1.9),
    ];
    meta.warnings.push(Warning {
        code: "W101".to_owned(),
        message: "no base for women: the study's nominal base is used".to_owned(),
        place: Some("polls/levada.csv:4:2".to_owned()),
    });
    meta
}

/// Total, then by sex, then by age.
pub(super) fn estimates() -> Table {
    let by = [group("sex", "Sex"), group("age", "Age")];
    let columns = [estimate_columns(&by, None), outer_columns().into(), provenance_columns().into()].concat();
    let mut table = Table::new("rows", columns).captioned("Support for talks");
    let rows = [
        ("", "", 1.0 / 3.0, 1600f64, ""),
        ("men", "", 0.28, 740.0, ""),
        ("women", "", 0.39, 860.0, "base-nominal"),
        ("", "18–24", 0.44, 150.0, "few;base-nominal"),
        ("", "55 and older", 0.25, 610.0, ""),
    ];
    for (line, (sex, age, p, n, flags)) in (2..).zip(rows) {
        let (n_effective, margin) = (n / 1.9, 1.96 * (p * (1.0 - p) * 1.9 / n).sqrt());
        let [se, low, high] = [margin / 1.96, p - margin, p + margin].map(Value::from);
        let mut row =
            vec![Value::named("talks", "Should talks begin now?"), "begin talks".into(), sex.into(), age.into()];
        row.extend(["share".into(), p.into(), se, low, high, 0.95.into(), "wald".into(), f64::INFINITY.into()]);
        row.extend([n.into(), n.into(), n_effective.into(), 1.9.into(), flags.into()]);
        row.extend([Value::from(p - margin - 0.005), Value::from(p + margin + 0.005)]);
        row.extend([Value::from(format!("polls/levada.csv:{line}:4")), "Levada Center, December 2025".into()]);
        table.push(row);
    }
    table.explain("few", "effective n below 100");
    table.explain("base-nominal", "no base was printed: the study's is used");
    table.note("Men, women and ages are parts of one sample.");
    table
}

/// Two differences.
pub(super) fn comparisons() -> Table {
    let mut table = Table::new("comparisons", comparison_columns(&[])).captioned("Who differs from whom");
    for (a, b, difference, se, p) in
        [("men", "women", -0.11, 0.0321, 0.0006), ("18–24", "55 and older", 0.19, 0.061, 0.0018)]
    {
        let mut row =
            vec!["talks".into(), "begin talks".into(), a.into(), b.into(), Value::from(difference), se.into()];
        row.extend([difference - 1.96 * se, difference + 1.96 * se, difference / se].map(Value::from));
        row.extend([Value::from(f64::INFINITY), p.into(), (2.0 * p).into(), Value::Missing]);
        table.push_measured(Measure::Difference, row);
    }
    table
}

/// Parameters on several scales in one table.
fn parameters() -> Table {
    let mut table = Table::new("parameters", parameter_columns()).captioned("Straight line, generalised least squares");
    let rows = [
        (Measure::Share, "level on 2025-12-15", 0.331, 0.0161),
        (Measure::Difference, "slope per year", -0.0312, 0.0127),
        (Measure::Number, "between-wave standard deviation", 0.0123, 0.004),
    ];
    for (measure, name, estimate, se) in rows {
        let bounds = [estimate, se, estimate - 1.96 * se, estimate + 1.96 * se].map(Value::from);
        let mut row: Vec<Value> = vec!["all".into(), name.into()];
        row.extend(bounds);
        row.extend([Value::Missing, f64::INFINITY.into(), Value::Missing]);
        table.push_measured(measure, row);
    }
    table
}
