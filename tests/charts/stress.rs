//! Bad and extreme input: a good picture or a clear error, in every kind, from 400 to 4,000 pixels.

use crate::{crowd, samples};
use topline::chart::drawing::Role;
use topline::chart::figures::{Event, Figures, Part, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};

/// Rules that a picture of any input must keep, since they are about its making.
const MADE_WELL: [&str; 9] = ["C01", "C02", "C03", "C04", "C06", "C10", "C11", "C14", "C18"];

pub(crate) fn sizes() -> Vec<Size> {
    let free = [(400, 250), (640, 900), (1600, 1000), (4000, 2500)].map(|(w, h)| Size::new(w, h).unwrap());
    free.into_iter().chain([Size::SQUARE, Size::PRINT, Size::THUMBNAIL]).collect()
}

/// Draws figures as every kind that can read them, in every size: one line for each fault. The kinds in `must` have to read them.
fn draw_all(name: &str, figures: &Figures, must: &[&str]) -> Vec<String> {
    let theme = Theme::named("light").unwrap();
    let mut broken = Vec::new();
    for kind in kinds::ALL {
        for size in sizes() {
            let what = format!("{name} as {} at {} × {}", kind.name(), size.width(), size.height());
            let picture = match render(*kind, figures, &theme, size) {
                Ok(picture) => picture,
                Err(error) if must.contains(&kind.name()) && size == Size::SCREEN => {
                    broken.push(format!("{what}: {error}"));
                    continue;
                }
                Err(_) => continue,
            };
            broken.extend(faults(&picture).into_iter().map(|fault| format!("{what}: {fault}")));
        }
    }
    broken
}

fn faults(picture: &Picture) -> Vec<String> {
    let found = picture.findings.iter().filter(|finding| MADE_WELL.contains(&finding.code));
    found.map(ToString::to_string).collect()
}

fn with_rows(rows: Vec<Row>) -> Figures {
    Figures { rows, notes: samples::notes(), subject: Some("trust the result".into()), ..Figures::default() }
}

/// Rows that every kind can read something from.
fn rows(count: usize, label: &dyn Fn(usize) -> String, value: &dyn Fn(usize) -> f64) -> Vec<Row> {
    let row = |at: usize| {
        samples::share(value(at), 400.0, 1.5)
            .group("group", &label(at))
            .answer(if at.is_multiple_of(2) { "yes" } else { "no" })
            .at(20_000.0 + 31.0 * at as f64, format!("wave {at}"))
            .pollster("Institute")
    };
    (0..count).map(row).collect()
}

#[test]
fn every_sample_keeps_every_rule_in_every_size() {
    let mut broken = Vec::new();
    let theme = Theme::named("light").unwrap();
    for (name, kind, figures) in samples::all().into_iter().chain([("facets-36", "facets", samples::facets(36))]) {
        for size in sizes() {
            let what = format!("{name} at {} × {}", size.width(), size.height());
            match render(kinds::kind(kind).unwrap(), &figures, &theme, size) {
                Ok(picture) => broken.extend(faults(&picture).into_iter().map(|fault| format!("{what}: {fault}"))),
                Err(error) => broken.push(format!("{what}: {error}")),
            }
        }
    }
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn few_equal_and_extreme_values_draw_well() {
    let name = |at: usize| format!("group {at}");
    let cases: [(&str, Vec<Row>); 7] = [
        ("one point", rows(1, &name, &|_| 0.4)),
        ("two points", rows(2, &name, &|at| 0.3 + 0.2 * at as f64)),
        ("all the same", rows(8, &name, &|_| 0.4)),
        ("all 0 %", rows(6, &name, &|_| 0.0)),
        ("all 100 %", rows(6, &name, &|_| 1.0)),
        ("0 % and 100 %", rows(6, &name, &|at| if at < 3 { 0.0 } else { 1.0 })),
        ("forty groups", rows(40, &name, &|at| 0.1 + 0.02 * at as f64)),
    ];
    let broken: Vec<String> = cases
        .into_iter()
        .flat_map(|(name, rows)| draw_all(name, &with_rows(rows), &["dots", "bars", "forest"]))
        .collect();
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn long_labels_in_three_scripts_draw_well() {
    let words = [
        "Vermögensbildungsförderungsgesetzänderungsbefürworter und Rindfleischetikettierungsüberwachungsaufgabengegner",
        "цілком і повністю не погоджуюся з твердженням, що переговори слід розпочати негайно та без попередніх умов, але й не підтримую протилежного",
        "those who neither agree nor disagree with the statement that the government ought to do more about it than it has done in the past five years, and more",
        "короткий",
    ];
    let label = |at: usize| format!("{} {}", words[at % 4].chars().take(200).collect::<String>(), at);
    let mut figures = with_rows(rows(12, &label, &|at| 0.2 + 0.05 * at as f64));
    figures.title = Some(words[1].repeat(2));
    figures.subtitle = Some(words[2].repeat(2));
    let broken = draw_all("long labels", &figures, &["trend", "dots", "bars", "forest", "heat", "table"]);
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

/// A sample with every name made longer, in German and Ukrainian.
fn lengthened(mut figures: Figures) -> Figures {
    const TAILS: [&str; 3] =
        ["für die Verhandlungsbereitschaftserklärung", "за негайний початок переговорів без умов", "– und dagegen"];
    let long = |name: &mut String| {
        let tail = TAILS[name.chars().count() % 3];
        name.push(' ');
        name.push_str(tail);
    };
    for row in &mut figures.rows {
        let names = [&mut row.panel, &mut row.item, &mut row.answer, &mut row.series, &mut row.pollster];
        names.into_iter().flatten().for_each(long);
        if let Some(group) = &mut row.group {
            let mut level = group.level.to_string();
            long(&mut level);
            group.level = level.into();
        }
    }
    figures.answers.iter_mut().for_each(|answer| long(&mut answer.name));
    figures.groups.iter_mut().flat_map(|group| &mut group.levels).for_each(long);
    for fit in &mut figures.fits {
        long(&mut fit.series);
        fit.panel.iter_mut().for_each(long);
    }
    figures
}

#[test]
fn every_kind_bears_long_names() {
    let theme = Theme::named("light").unwrap();
    let mut broken = Vec::new();
    for (name, kind, figures) in samples::all() {
        let long = lengthened(figures);
        let longest = lengthened(lengthened(long.clone()));
        for (how, figures) in [("long", long), ("longest", longest)] {
            for size in sizes() {
                let what = format!("{name} {how} at {} × {}", size.width(), size.height());
                match render(kinds::kind(kind).unwrap(), &figures, &theme, size) {
                    Ok(picture) => broken.extend(faults(&picture).into_iter().map(|fault| format!("{what}: {fault}"))),
                    Err(error) => broken.push(format!("{what}: {error}")),
                }
            }
        }
    }
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn rules_of_tables_stand_between_names_of_several_lines() {
    let table = kinds::kind("table").unwrap();
    let figures = lengthened(lengthened(samples::all().into_iter().find(|(_, kind, _)| *kind == "table").unwrap().2));
    let drawing = render(table, &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap().drawing;
    let of = |role: Role| drawing.marks.iter().filter(move |mark| mark.role == role);
    let names: Vec<_> = of(Role::Name).map(|mark| mark.extent()).collect();
    let rules: Vec<f64> = of(Role::Grid).map(|mark| mark.extent()).filter(|e| e.height == 0.0).map(|e| e.y).collect();
    assert!(names.len() > 12 && rules.len() > 4, "{names:?} {rules:?}");
    let struck = |y: &&f64| names.iter().any(|name| (name.y + 1.5..name.bottom() - 1.5).contains(*y));
    assert_eq!(rules.iter().find(struck), None);
}

#[test]
fn one_day_and_sixty_years_draw_well() {
    let mut broken = Vec::new();
    for (name, span) in [("one day", 0.0), ("three days", 3.0), ("one year", 365.0), ("sixty years", 21_915.0)] {
        let row = |at: usize| {
            let t = at as f64 / 9.0;
            let p = 0.3 + 0.3 * t * (1.0 - t) * 4.0;
            samples::share(p, 1000.0, 1.5).series("yes").at(10_000.5 + span * t, format!("wave {at}"))
        };
        let mut figures = with_rows((0..10).map(row).collect());
        figures.fits = vec![samples::smooth("yes", &figures.rows, (span * 0.6).max(1.0), (span / 60.0).max(0.1))];
        figures.events = (0..4)
            .map(|k| Event {
                day: 10_000.5 + span * f64::from(k) / 3.0,
                until: None,
                label: format!("what happened as number {k}"),
            })
            .collect();
        broken.extend(draw_all(name, &figures, &["trend"]));
    }
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn many_series_and_polls_draw_well() {
    let mut broken = Vec::new();
    for count in [5, 8, 12] {
        let row = |at: usize| {
            let series = at % count;
            let p = 0.1 + 0.06 * series as f64 + 0.03 * ((at * 7) % 5) as f64 / 5.0;
            samples::share(p, 900.0, 1.5)
                .series(format!("party number {series}"))
                .at(19_000.0 + 3.0 * at as f64, format!("{at}"))
        };
        let figures = with_rows((0..count * 9).map(row).collect());
        broken.extend(
            draw_all(&format!("{count} series"), &figures, &["trend"])
                .into_iter()
                .filter(|fault| !fault.contains("C18")),
        );
    }
    assert!(broken.is_empty(), "{} faults\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn wrong_figures_are_refused_with_the_row_and_the_rule() {
    let theme = Theme::named("light").unwrap();
    let kind = kinds::kind("dots").unwrap();
    let message = |rows: Vec<Row>| render(kind, &with_rows(rows), &theme, Size::SCREEN).unwrap_err().to_string();
    assert!(message(vec![]).contains("no row holds a value"));
    assert!(message(vec![Row::suppressed()]).contains("no row holds a value"));
    assert!(message(vec![Row::new(0.3), Row::new(39.0).item("men")]).starts_with("row 2 (men): a share is a fraction"));
    assert!(message(vec![Row::new(f64::NAN)]).contains("must be finite"));
    assert!(message(vec![Row::new(0.3).inner(0.4, 0.5)]).contains("must hold its estimate"));
    assert!(message(vec![Row::new(0.3).inner(0.5, 0.2)]).contains("lower to its upper"));
    assert!(message(vec![Row::new(0.3).at(1e12, "far")]).contains("5,000 years"));
    assert!(message(vec![Row::new(0.3).group("sex", "רק")]).contains("written in Hebrew"));
    assert!(message(vec![Row::new(0.3).group("sex", "女性")]).contains("Chinese"));
    let unknown = kinds::kind("likret").err().unwrap().to_string();
    assert!(unknown.contains("did you mean \"likert\""), "{unknown}");
}

#[test]
fn kinds_say_what_they_lack() {
    let theme = Theme::named("light").unwrap();
    let figures = with_rows(vec![Row::new(0.3)]);
    for name in ["trend", "likert", "dumbbell", "slope", "facets", "area", "weights"] {
        let error = render(kinds::kind(name).unwrap(), &figures, &theme, Size::SCREEN).err();
        let error = error.unwrap_or_else(|| panic!("{name} was drawn"));
        assert!(matches!(error, ChartError::Lacks { .. }), "{name}: {error}");
    }
}

#[test]
fn a_fixed_size_too_small_for_its_rows_is_refused_with_what_is_lacking() {
    let figures = with_rows(rows(60, &|at| format!("group {at}"), &|_| 0.4));
    let size = Size::new(1600, 1000).unwrap();
    let theme = Theme::named("light").unwrap();
    let kind = kinds::kind("dots").unwrap();
    let grown = render(kind, &figures, &theme, size).unwrap();
    assert!(grown.drawing.height * grown.drawing.scale > 2000.0);
    let error = render(kind, &figures, &theme, size.fixed()).unwrap_err().to_string();
    assert!(error.contains("more pixels of height"), "{error}");
    let parts = [Part::Estimate];
    assert!(figures.rows.iter().all(|row| parts.contains(&row.part)));
}

/// Extreme figures worth looking at: name, kind, figures, size.
pub(crate) fn to_look_at() -> Vec<(String, &'static str, Figures, Size)> {
    let words = [
        "Vermögensbildungsförderungsgesetzänderungsbefürworter",
        "цілком і повністю не погоджуюся з твердженням, що переговори слід розпочати негайно",
        "those who neither agree nor disagree with the statement",
        "так",
    ];
    let label = |at: usize| words[at % 4].to_owned() + &" ".repeat(at / 4) + &format!(" {at}");
    let long = with_rows(rows(9, &label, &|at| 0.2 + 0.05 * at as f64));
    let forty = with_rows(rows(40, &|at| format!("group {at}"), &|at| 0.1 + 0.02 * at as f64));
    let one = with_rows(rows(1, &|_| "men".into(), &|_| 0.0));
    let many = |count: usize| {
        let row = |at: usize| {
            let series = at % count;
            let p = 0.06 + 0.045 * series as f64 + 0.03 * ((at * 7) % 5) as f64 / 5.0;
            samples::share(p, 900.0, 1.5)
                .series(format!("party number {series}"))
                .at(19_000.0 + 3.0 * at as f64, format!("{at}"))
        };
        with_rows((0..count * 9).map(row).collect())
    };
    let screen = Size::SCREEN;
    let mut all = vec![
        ("long-dots".to_owned(), "dots", long.clone(), screen),
        ("long-bars".to_owned(), "bars", long.clone(), screen),
        ("long-trend".to_owned(), "trend", long, screen),
        ("forty-dots".to_owned(), "dots", forty, screen),
        ("one-dots".to_owned(), "dots", one.clone(), screen),
        ("one-trend".to_owned(), "trend", one, screen),
        ("many-trend".to_owned(), "trend", many(8), screen),
        ("crowd-trend".to_owned(), "trend", crowd::crowd(500), screen),
    ];
    let mut two = samples::dots();
    for row in &mut two.rows {
        row.series = Some("autumn 2025".into());
    }
    let earlier = |row: &Row| {
        let value = row.value.map(|p| samples::share(p + 0.07, row.n.unwrap(), 1.9));
        Row { group: row.group.clone(), series: Some("spring 2024".into()), ..value.unwrap_or_else(Row::suppressed) }
    };
    let more: Vec<Row> = two.rows.iter().map(earlier).collect();
    two.rows.extend(more);
    all.push(("two-dots".to_owned(), "dots", two.clone(), screen));
    all.push(("two-bars".to_owned(), "bars", two, screen));
    let mut forecast = samples::trend();
    for fit in &mut forecast.fits {
        let last = *fit.points.last().unwrap();
        for step in 1..=6 {
            let (step, band) = (f64::from(step), last.band.unwrap());
            let wider = topline::uncertainty::Bounds::new(band.low - 0.006 * step, band.high + 0.006 * step);
            let point = topline::chart::figures::FitPoint {
                day: last.day + 30.0 * step,
                band: Some(wider),
                forecast: true,
                ..last
            };
            fit.points.push(point);
        }
    }
    all.push(("forecast-trend".to_owned(), "trend", forecast, screen));
    for (name, kind, figures) in samples::all() {
        all.push((format!("{name}-long"), kind, lengthened(figures.clone()), screen));
        if matches!(name, "trend" | "dots" | "likert") {
            all.push((format!("{name}-square"), kind, figures.clone(), Size::SQUARE));
            all.push((format!("{name}-thumbnail"), kind, figures.clone(), Size::THUMBNAIL));
            all.push((format!("{name}-narrow"), kind, figures, Size::new(400, 500).unwrap()));
        }
    }
    all
}
