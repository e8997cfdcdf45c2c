//! Trends as trackers of polls draw them: a calm crowd behind thick lines, their values and intervals at the ends, a hue for each line.

use crate::command_line::Folder;
use crate::crowd::crowd;
use crate::press::{draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::Size;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Row};
use topline::survey;

#[test]
fn a_crowd_of_polls_is_pale_and_its_intervals_are_told() {
    let picture = draw("trend", &crowd(300));
    assert_eq!(marks(&picture, Role::Disc).len(), 300);
    assert!(marks(&picture, Role::Estimate).is_empty(), "a poll is one disc, without a point in it");
    assert!(marks(&picture, Role::Whisker).is_empty() && marks(&picture, Role::Cloud).is_empty());
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(
        said.contains(
            "their 95% intervals (Wilson) with rounding of the printed figures, usually ±3.5 points, are not drawn"
        ),
        "{said}"
    );
    assert_eq!(texts_of(&picture, Role::Interval).len(), 1, "the interval of the fit");
    assert!(said.contains("Small numbers: the interval of the fit at its end"), "{said}");
    let few = draw("trend", &crowd(60));
    assert_eq!(marks(&few, Role::Whisker).len(), 60);
    assert!(!texts_of(&few, Role::Footer).join(" ").contains("not drawn"));
    let joined = Figures { fits: Vec::new(), ..crowd(300) };
    assert_eq!(marks(&draw("trend", &joined), Role::Cloud).len(), 300, "no fit tells how sure they are");
}

#[test]
fn the_end_of_a_fit_is_not_printed_as_an_end_of_its_interval() {
    let mut figures = crowd(300);
    for point in figures.fits.iter_mut().flat_map(|fit| &mut fit.points) {
        point.value = 0.457;
        point.band = Some(topline::uncertainty::Bounds::new(0.4502, 0.4638));
    }
    let picture = draw("trend", &figures);
    assert_eq!(texts_of(&picture, Role::Interval), ["45.0–46.4"]);
    let ends = [texts_of(&picture, Role::Label), texts_of(&picture, Role::Value)].concat();
    assert!(
        ends.iter().any(|text| text.contains("45.7%")) && !ends.iter().any(|text| text.contains("46%")),
        "{ends:?}"
    );
}

/// Lines at these shares in six yearly waves, some of which end before the last.
fn lines(shares: &[f64], waves: impl Fn(usize) -> usize) -> Figures {
    let row = |at: usize, wave: usize| {
        samples::share(shares[at] + 0.004 * wave as f64, 2000.0, 1.0)
            .series(format!("Party {at}"))
            .at(samples::day(2019 + i16::try_from(wave).unwrap(), 3, 1), format!("{}", 2019 + wave))
    };
    let rows: Vec<Row> = (0..shares.len()).flat_map(|at| (0..waves(at)).map(move |wave| row(at, wave))).collect();
    Figures { rows, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn nine_lines_have_a_hue_each_and_dont_know_is_grey() {
    let shares = [0.02, 0.03, 0.05, 0.08, 0.1, 0.12, 0.16, 0.2, 0.24, 0.14];
    let mut figures = lines(&shares, |_| 6);
    let role = |at: usize| if at == 9 { survey::Role::DontKnow } else { survey::Role::Plain };
    figures.answers = (0..10).map(|at| AnswerOrder { name: format!("Party {at}"), role: role(at) }).collect();
    let grey = |rgb: (u8, u8, u8)| rgb.0.max(rgb.1).max(rgb.2) - rgb.0.min(rgb.1).min(rgb.2) < 20;
    for theme in ["light", "dark"] {
        let picture = draw_in("trend", &figures, theme, Size::SCREEN);
        assert!(picture.findings.is_empty(), "{theme}: {:?}", picture.findings);
        let colours: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1.colour.rgb).collect();
        assert_eq!(colours.iter().collect::<BTreeSet<_>>().len(), 10, "{theme}");
        assert_eq!(colours.iter().filter(|rgb| grey(**rgb)).count(), 1, "{theme}: don't know alone");
        let dashed = marks(&picture, Role::Fit).into_iter().filter(|mark| line(mark).1.dash.is_some()).count();
        assert_eq!(dashed, 3, "{theme}: a second sign past six");
        let whole: Vec<_> = marks(&picture, Role::Fit).into_iter().filter(|mark| line(mark).1.dash.is_none()).collect();
        let top = |mark: &&topline::chart::drawing::Mark| mark.extent().y;
        let low = marks(&picture, Role::Fit).into_iter().filter(|mark| line(mark).1.dash.is_some());
        let highest = low.map(|mark| mark.extent().y).fold(f64::MAX, f64::min);
        assert!(whole.iter().map(top).all(|y| y < highest), "{theme}: those that stand high are whole");
    }
    let mut more = lines(&[&shares[..], &[0.01, 0.3]].concat(), |_| 6);
    more.answers = figures.answers;
    let picture = draw("trend", &more);
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    let strokes: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1).collect();
    assert_eq!(strokes.iter().filter(|stroke| grey(stroke.colour.rgb)).count(), 3, "the lowest parties and don't know");
    let greys: BTreeSet<_> = strokes.iter().filter(|s| grey(s.colour.rgb)).map(|s| format!("{s:?}")).collect();
    assert_eq!(greys.len(), 3, "{greys:?}");
}

#[test]
fn a_line_that_ended_early_is_never_labelled_as_a_latest_value() {
    let label = |figures: &Figures, size: Size| {
        let picture = draw_in("trend", figures, "light", size);
        assert!(picture.findings.is_empty(), "{:?}", picture.findings);
        let edge = picture.drawing.courses[0].plot.right();
        let of = marks(&picture, Role::Label).into_iter().filter_map(|mark| mark.text());
        let found: Vec<(String, bool)> = of.map(|text| (text.text.clone(), text.at.0 > edge)).collect();
        found
    };
    let ends = |at: usize| if at == 1 { 4 } else { 6 };
    let found = label(&lines(&[0.1, 0.3, 0.5], ends), Size::SCREEN);
    assert!(found.iter().any(|(text, edge)| text.starts_with("Party 1") && !edge), "beside its end: {found:?}");
    // Between close lines there is no place within the plot.
    let close: Vec<f64> = (0..10).map(|at| 0.1 + 0.006 * f64::from(at)).collect();
    let five = |at: usize| if at == 5 { 4 } else { 6 };
    let mut figures = lines(&close, five);
    let long =
        |name: &mut String| *name = name.replace("Party 5", "Party 5 of the farther islands in the north and west");
    figures.rows.iter_mut().filter_map(|row| row.series.as_mut()).for_each(long);
    let found = label(&figures, Size::SCREEN);
    assert!(found.iter().any(|(text, edge)| text.contains("(Mar 2022)") && *edge), "{found:?}");
}

#[test]
fn a_line_ends_early_that_lacks_more_than_a_tenth_of_the_time() {
    let day = |part: f64| samples::day(2020, 1, 1) + 1000.0 * part;
    let row = |name: &str, value: f64, part: f64| {
        samples::share(value, 900.0, 1.0).series(name).at(day(part), format!("{part}"))
    };
    for (end, early) in [(0.899, true), (0.901, false)] {
        for kind in ["trend", "facets"] {
            let all = [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| row("all", 0.4, part));
            let some = [0.0, 0.3, 0.6, end].map(|part| row("some", 0.1, part));
            let panel = |row: Row| if kind == "facets" { row.panel("one") } else { row };
            let rows = all.into_iter().chain(some).map(panel).collect();
            let picture = draw(kind, &Figures { rows, notes: samples::notes(), ..Figures::default() });
            let labels = texts_of(&picture, Role::Label);
            let dated = labels.iter().any(|label| label.contains("10% (Jun 2022)"));
            assert_eq!(dated, early && kind == "trend", "{kind}, at the edge: {labels:?}");
            let said = "from 10% to 10% in Jun 2022, its last poll";
            assert_eq!(picture.alt.contains(said), early, "{kind}: {}", picture.alt);
        }
    }
}

#[test]
fn lines_of_other_panels_are_broken_over_gaps() {
    let row = |panel: usize, year: usize| {
        let row = samples::share(0.3 + 0.1 * panel as f64, 900.0, 1.0).series("yes").panel(["North", "South"][panel]);
        row.at(samples::day(2000 + i16::try_from(year).unwrap(), 3, 1), format!("{}", 2000 + year))
    };
    let years = |panel: usize| (0..12).filter(move |year| panel == 0 || !(4..9).contains(year));
    let rows = (0..2).flat_map(|panel| years(panel).map(move |year| row(panel, year))).collect();
    let picture =
        draw("facets", &Figures { rows, notes: samples::notes(), gap_days: Some(900.0), ..Figures::default() });
    assert_eq!(marks(&picture, Role::Ghost).len(), 1 + 2, "that of the South in two pieces");
}

#[test]
fn a_trend_of_a_function_says_what_it_calculates() {
    let folder = Folder::new();
    let row = |wave: usize| {
        format!("q,yes,{0}-03,{1},1000\nq,no,{0}-03,{2},1000\n", 2020 + wave, 40 + 2 * wave, 60 - 2 * wave)
    };
    let table: String = (0..4).map(row).collect();
    std::fs::write(folder.file("q.csv"), "question,answer,wave,percent,base\n".to_owned() + &table).unwrap();
    let file = folder.file("q.csv");
    let asked = ["trend", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--function", "odds = yes / no"];
    let said = texts(&folder.svg(&asked)).join(" ");
    assert!(said.contains("Odds: yes / no."), "{said}");
}

#[test]
fn a_party_that_nobody_chose_in_a_poll_has_a_trend() {
    let folder = Folder::new();
    // A column of whole per cents that adds up to 99 %, with a share of 0 among them.
    let shares = [24, 26, 12, 9, 9, 4, 0, 2, 13];
    let row = |wave: usize, at: usize| format!("vote,Party {at},{}-03,{},2069\n", 2000 + wave, shares[at]);
    let table: String = (0..6).flat_map(|wave| (0..9).map(move |at| row(wave, at))).collect();
    std::fs::write(folder.file("vote.csv"), "question,answer,wave,percent,base\n".to_owned() + &table).unwrap();
    let file = folder.file("vote.csv");
    folder.svg(&[
        "trend",
        file.to_str().unwrap(),
        "--deff",
        "1.3",
        "--question",
        "vote",
        "--method",
        "loess",
        "--chart",
        "trend",
    ]);
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let mut lines = csv::Reader::from_reader(plotted.as_bytes());
    let part = |line: &csv::StringRecord| line[0] == *"fitted" && line[6] == *"Party 6";
    let fitted: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).filter(part).collect();
    let near_zero = |line: &csv::StringRecord| {
        line[9].parse::<f64>().unwrap().abs() < 1e-3 && line[11].parse::<f64>().unwrap() > 0.0
    };
    assert!(fitted.len() >= 6 && fitted.iter().all(near_zero), "{fitted:?}");
}

#[test]
fn what_a_band_is_between_polls_is_said_where_there_is_a_band() {
    let folder = Folder::new();
    let footer = |groups: usize| {
        let row = |wave: usize, group: usize| {
            format!("20{:02}-03,g{group},yes,{},400\n", 10 + wave, 40 + (wave * 7 + group) % 5)
        };
        let rows: String = (0..8).flat_map(|wave| (0..groups).map(move |group| row(wave, group))).collect();
        std::fs::write(folder.file("t.csv"), format!("wave,region,answer,percent,n\n{rows}")).unwrap();
        let file = folder.file("t.csv");
        let asked = ["trend", file.to_str().unwrap(), "--by", "region", "--method", "local-level", "--deff", "1"];
        crate::respondents::texts(&folder.svg(&[&asked[..], &["--chart", "trend"]].concat())).join(" ")
    };
    let (one, many) = (footer(1), footer(6));
    assert!(one.contains("with the band") && one.contains("joined: between polls"), "{one}");
    assert!(!many.contains("with the band") && !many.contains("joined: between polls"), "{many}");
}

#[test]
fn answers_have_one_colour_as_lines_and_as_areas_and_scales_in_numbers_a_ramp() {
    let drawn = |names: &[String]| {
        let row = |at: usize, wave: usize| {
            let p = (1.0 + ((at * 5 + wave) % 9) as f64) / 45.0;
            let row = samples::share(p, 900.0, 1.0).answer(&*names[at]);
            row.at(samples::day(2020, 1, 1) + 182.0 * wave as f64, format!("wave {wave}"))
        };
        let rows = (0..names.len()).flat_map(|at| (0..4).map(move |wave| row(at, wave))).collect();
        let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
        let lines = draw("trend", &figures);
        let mut colours: Vec<_> =
            marks(&lines, Role::Fit).into_iter().map(|mark| (mark.series, line(mark).1.colour.to_string())).collect();
        colours.sort();
        let areas: Vec<String> = marks(&draw("area", &figures), Role::Segment)
            .into_iter()
            .map(|mark| match &mark.shape {
                Shape::Area { fill, .. } => fill.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(colours.iter().map(|(_, colour)| colour.clone()).collect::<Vec<_>>(), areas);
        areas
    };
    let parties: Vec<String> = (0..9).map(|at| format!("party {at}")).collect();
    let scale: Vec<String> = (0..9).map(|at| at.to_string()).collect();
    drawn(&parties);
    let ramp: Vec<f64> = drawn(&scale).iter().map(|colour| colour.parse::<Colour>().unwrap().luminance()).collect();
    assert!(ramp.iter().rev().is_sorted(), "from light to dark: {ramp:?}");
}
