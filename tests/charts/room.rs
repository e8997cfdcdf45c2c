//! The room that a picture has: few rows use it, many are drawn smaller, and what is left out is said.

use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role, Shape};
use topline::chart::figures::{CellFinding, Event, Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn square(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SQUARE).unwrap()
}

fn marks(picture: &Picture, role: Role) -> impl Iterator<Item = &Mark> {
    picture.drawing.marks.iter().filter(move |mark| mark.role == role)
}

/// From the highest to the lowest of the marks in a role.
fn reach(picture: &Picture, role: Role) -> (f64, f64) {
    let ends = marks(picture, role).map(|mark| (mark.extent().y, mark.extent().bottom()));
    ends.fold((f64::MAX, f64::MIN), |all, one| (all.0.min(one.0), all.1.max(one.1)))
}

#[test]
fn few_rows_are_thicker_and_stand_in_the_middle_of_a_square() {
    let mut figures = samples::bars();
    figures.rows.truncate(2);
    let picture = square("bars", &figures);
    let (above, below) = (reach(&picture, Role::Subtitle).1, reach(&picture, Role::Footer).0);
    let (top, bottom) = reach(&picture, Role::Bar);
    assert!(((top - above) - (below - bottom)).abs() < 40.0, "{above} {top} {bottom} {below}");
    let thick = |picture: &Picture| marks(picture, Role::Bar).map(|mark| mark.extent().height).fold(0.0, f64::max);
    let low = render(kinds::kind("bars").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap();
    // Wide bars in a strong colour would shout.
    assert!(thick(&picture) > thick(&low) && thick(&picture) <= 34.0, "{} and {}", thick(&picture), thick(&low));
    assert!(low.drawing.height < 300.0, "a picture that shrinks has no air to spare");
}

#[test]
fn many_panels_fit_a_square_all_on_one_height() {
    for count in [8, 24] {
        let picture = square("facets", &samples::facets(count));
        assert_eq!(picture.findings.iter().filter(|f| f.code != "C15").count(), 0, "{:?}", picture.findings);
        let plots: Vec<Rect> = picture.drawing.courses.iter().map(|course| course.plot).collect();
        assert_eq!(plots.len(), count);
        assert!(plots.iter().all(|plot| (plot.height - plots[0].height).abs() < 1e-6), "{count}: {plots:?}");
        assert!(plots[0].height >= 24.0);
    }
    // Names of several lines make every panel's head as high.
    let mut figures = samples::facets(8);
    let long = |name: &mut String| name.push_str(" und alles, was noch dazugehört");
    figures.rows.iter_mut().step_by(2).filter_map(|row| row.panel.as_mut()).for_each(long);
    let plots = square("facets", &figures).drawing.courses;
    assert!(plots.iter().all(|course| (course.plot.height - plots[0].plot.height).abs() < 1e-6));
}

#[test]
fn panels_of_dots_stand_below_each_other_in_a_narrow_picture() {
    let mut figures = samples::facets_of_dots();
    figures.highlight = figures.rows[0].panel.clone();
    let draw = |width: u32| {
        let size = Size::wide(width).unwrap();
        render(kinds::kind("facets").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap()
    };
    let (narrow, wide) = (draw(400), draw(1600));
    let names = |picture: &Picture| marks(picture, Role::Name).count();
    assert_eq!(names(&narrow), 3 * names(&wide), "each panel names its lines");
    assert_eq!(marks(&narrow, Role::Estimate).count(), marks(&wide, Role::Estimate).count());
    assert_eq!(narrow.findings, wide.findings);
    let scales = &narrow.drawing.scales;
    assert!(scales.len() == 3 && scales.iter().all(|scale| (scale.from, scale.to) == (scales[0].from, scales[0].to)));
    let grounds =
        |picture: &Picture| marks(picture, Role::Grid).filter(|m| matches!(m.shape, Shape::Area { .. })).count();
    assert_eq!((grounds(&narrow), grounds(&wide)), (1, 1), "the highlighted panel has a ground");
}

/// A table of `lines` lines in which the first cell of every second is wrong, with findings in no cell besides.
fn faulty(lines: usize) -> Figures {
    let finding = |line: usize| {
        let message = format!("group {line}: the answers add up to 130%");
        Some(CellFinding::new("T03", message)).filter(|_| line.is_multiple_of(2)).into_iter().collect()
    };
    let cells = |line: usize| {
        let row =
            move |answer: &str| samples::share(0.4, 500.0, 1.5).group("group", &format!("group {line}")).answer(answer);
        [Row { findings: finding(line), ..row("yes") }, row("no")]
    };
    let findings = (0..5).map(|at| CellFinding::new("W103", format!("line {at} stands there twice")));
    Figures {
        rows: (0..lines).flat_map(cells).collect(),
        findings: findings.collect(),
        notes: samples::notes(),
        subject: Some("printed table".into()),
        ..Figures::default()
    }
}

#[test]
fn a_long_table_of_findings_shows_the_first_and_counts_the_rest() {
    let figures = faulty(60);
    let picture = square("lint", &figures);
    let said: Vec<&str> = marks(&picture, Role::Remark).filter_map(|mark| Some(mark.text()?.text.as_str())).collect();
    let shown = said.iter().filter(|text| text.starts_with("Group ") && text.ends_with("130%")).count();
    let rest = said.iter().find(|text| text.starts_with("and ")).unwrap();
    let names = marks(&picture, Role::Name).count();
    assert!(shown > 3 && names > 3, "{said:?}");
    let (found, lines, flagged) = (35 - shown, 60 - names, 30 - names);
    assert_eq!(*rest, format!("and {found} more findings; {lines} lines not shown, {flagged} of them with findings"));
    let framed =
        marks(&picture, Role::Cell).filter(|mark| matches!(mark.shape, Shape::Area { outline: Some(_), .. })).count();
    assert_eq!(framed, names, "of a long table those lines are shown that have findings");
    // All of them are in the numbers.
    assert!(picture.csv.lines().next().unwrap().ends_with(",flags,finding"));
    let listed = |code: &str| picture.csv.lines().filter(|line| line.contains(code)).count();
    assert_eq!((listed("T03,group"), listed("W103,line")), (30, 5));
    // Of a table with few findings or none, as many lines are shown as there is room for.
    let mut sparse = faulty(60);
    sparse.rows.iter_mut().skip(4).for_each(|row| row.findings.clear());
    sparse.findings.clear();
    for (findings, figures) in [(1, sparse.clone()), (0, Figures { rows: sparse.rows[4..].to_vec(), ..sparse })] {
        let picture = square("lint", &figures);
        let names = marks(&picture, Role::Name).count();
        let lines = figures.rows.len() / 2;
        assert!((10..lines).contains(&names), "{names} of {lines}");
        let and = if findings > 0 { "and " } else { "" };
        let rest = format!("{and}{} lines without findings not shown", lines - names);
        let said = |text: &str| marks(&picture, Role::Remark).any(|m| m.text().is_some_and(|t| t.text == text));
        assert!(said(&rest), "{rest}");
        assert_eq!(said("Group 0: the answers add up to 130%"), findings == 1);
    }
    // A picture that grows shows every line.
    let grown = render(kinds::kind("lint").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap();
    assert_eq!(marks(&grown, Role::Name).count(), 60);
}

#[test]
fn the_footer_of_findings_says_what_is_explained_and_marked() {
    let mut figures = faulty(12);
    figures.findings.clear();
    for (at, row) in figures.rows.iter_mut().enumerate() {
        for finding in &mut row.findings {
            finding.rule = format!("{} – {}", finding.rule, "of the people who were asked in these places ".repeat(3));
            // The last line alone has a figure that is marked in it.
            (finding.of_sum, finding.suspect) = (at == 20, at == 20);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for height in (200..=1000).step_by(10) {
        let size = Size::new(1000, height).unwrap().fixed();
        let Ok(picture) = render(kinds::kind("lint").unwrap(), &figures, &Theme::named("light").unwrap(), size) else {
            continue;
        };
        let texts = |role: Role| -> Vec<&str> {
            marks(&picture, role).filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
        };
        let explained = texts(Role::Remark).iter().filter(|text| text.parse::<usize>().is_ok()).count();
        let lines = texts(Role::Name).len().min(6);
        let says = match explained {
            0 => "Framed: what cannot be right, without room to say why.",
            count if count >= lines => "Framed: explained above by the red numbers.",
            _ => "Framed: what cannot be right; red numbers: the first rules it breaks, explained above.",
        };
        let footer = texts(Role::Footer).join(" ");
        assert!(footer.contains(says), "{height}: {explained} of {lines}: {footer}");
        let ends = texts(Role::Name).contains(&"Group 10");
        assert_eq!(footer.contains("Marked in a line"), ends, "{height}: {footer}");
        let and = texts(Role::Remark).iter().any(|text| text.starts_with("and "));
        assert!(!and || explained > 0, "{height}: nothing stands before \"and\"");
        seen.insert((explained.min(1), explained < lines, ends));
    }
    for wanted in [(0, true, false), (1, true, true), (1, false, true)] {
        assert!(seen.contains(&wanted), "{wanted:?} of {seen:?}");
    }
}

#[test]
fn lines_of_events_reach_from_their_notes_to_the_plot() {
    let mut figures = samples::trend();
    let (first, last) = (samples::day(2022, 9, 1), samples::day(2026, 1, 20));
    for count in [3, 8, 12] {
        let event = |at: usize| Event {
            day: first + (last - first) * at as f64 / (count - 1) as f64,
            until: None,
            label: format!("E{at} takes more than a line to be told"),
        };
        figures.events = (0..count).map(event).collect();
        for size in [Size::SCREEN, Size::SQUARE, Size::wide(400).unwrap()] {
            let picture =
                render(kinds::kind("trend").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
            let plot = picture.drawing.courses[0].plot;
            let lines: Vec<Rect> = marks(&picture, Role::Event).map(Mark::extent).collect();
            assert_eq!(lines.len(), count);
            assert!(lines.iter().all(|line| (line.bottom() - plot.bottom()).abs() < 1e-6 && line.y <= plot.y));
            for (at, line) in lines.iter().enumerate() {
                let start = format!("E{at}");
                let note = marks(&picture, Role::Remark)
                    .find(|mark| mark.text().is_some_and(|text| text.text.split(' ').next() == Some(&*start)));
                let note = note.unwrap_or_else(|| panic!("{count}: no note of event {at}")).extent();
                let beside = (note.x - line.x).abs().min((note.right() - line.x).abs());
                assert!(beside < 40.0 && line.y <= note.bottom(), "{count} at {at}: {note:?} {:?}", line);
            }
            let wrong: Vec<_> = picture.findings.iter().filter(|f| matches!(f.code, "C01" | "C02" | "C18")).collect();
            assert!(wrong.is_empty(), "{count}: {wrong:?}");
        }
    }
}

#[test]
fn polls_of_one_day_are_joined_at_their_mean() {
    let poll = |value: f64, day: f64, n: f64| samples::share(value, n, 1.0).series("yes").at(day, "wave");
    let mut figures = samples::trend();
    figures.fits.clear();
    figures.events.clear();
    figures.rows = vec![poll(0.40, 20_000.0, 900.0), poll(0.50, 20_000.0, 300.0), poll(0.60, 20_030.0, 900.0)];
    let picture = square("trend", &figures);
    let fits: Vec<&Mark> = marks(&picture, Role::Fit).collect();
    let [Mark { shape: Shape::Line { points, .. }, .. }] = fits.as_slice() else { panic!("{fits:?}") };
    assert_eq!(points.len(), 2, "one point a day");
    let polls: Vec<f64> = marks(&picture, Role::Estimate).map(|mark| mark.extent().centre().1).collect();
    // Weighted by effective n: a quarter of the way from the larger poll to the smaller one.
    let mean = polls[0] + 0.25 * (polls[1] - polls[0]);
    assert!((points[0].1 - mean).abs() < 1.0, "{points:?} {polls:?}");
    let footer: Vec<&str> = marks(&picture, Role::Footer).filter_map(|mark| Some(mark.text()?.text.as_str())).collect();
    assert!(footer.join(" ").contains("those of one day at their mean"), "{footer:?}");
}

#[test]
fn slopes_of_six_waves_name_each_of_them() {
    let mut figures = samples::slope();
    let poll = |(at, answer): (usize, &str)| {
        let value = if answer == "talks" { 0.45 + 0.03 * at as f64 } else { 0.35 - 0.02 * at as f64 };
        let wave = ["Jan 2022", "Apr 2022", "Oct 2022", "Mar 2023", "May 2024", "Jul 2025"][at];
        samples::share(value, 1600.0, 1.9).answer(answer).at(19_000.0 + 200.0 * at as f64, wave)
    };
    figures.answers.clear();
    figures.rows = (0..6).flat_map(|at| [(at, "talks"), (at, "continue")]).map(poll).collect();
    for size in [Size::SCREEN, Size::SQUARE] {
        let picture = render(kinds::kind("slope").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
        assert_eq!(picture.findings, []);
        let headings: Vec<&str> =
            marks(&picture, Role::Heading).filter_map(|mark| Some(mark.text()?.text.as_str())).collect();
        let all = headings.join(" ");
        for part in ["Jan", "Apr", "Oct", "Mar", "May", "Jul"] {
            assert!(all.contains(part), "{part} is missing: {headings:?}");
        }
        assert_eq!(marks(&picture, Role::Value).filter(|m| m.text().is_some_and(|t| t.text.ends_with('%'))).count(), 8);
    }
}

#[test]
fn headings_of_a_narrow_table_keep_their_words_whole() {
    for kind in ["heat", "table", "lint"] {
        let figures = if kind == "lint" { samples::lint() } else { samples::heat() };
        let draw = |width: u32| {
            let size = Size::wide(width).unwrap();
            render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap()
        };
        let headings = |picture: &Picture| -> Vec<String> {
            marks(picture, Role::Heading).filter_map(|mark| Some(mark.text()?.text.clone())).collect()
        };
        let (narrow, wide) = (headings(&draw(400)), headings(&draw(1600)));
        assert!(!narrow.iter().any(|text| text.ends_with('-')), "{kind}: {narrow:?}");
        let bases = |headings: &[String]| headings.iter().any(|text| text == "n");
        assert!(bases(&wide) && !bases(&narrow), "{kind}: bases go before words are broken");
    }
}

#[test]
fn dots_of_narrow_panels_do_not_cover_their_intervals() {
    let picture = square("facets", &samples::facets_of_dots());
    assert!(picture.drawing.scales.iter().all(|scale| scale.to < 0.9), "{:?}", picture.drawing.scales);
    for point in marks(&picture, Role::Estimate).map(Mark::extent) {
        let beside = |line: &Rect| (line.y - point.centre().1).abs() < 0.5 && line.holds((point.centre().0, line.y));
        let lines: Vec<Rect> = marks(&picture, Role::Whisker).map(Mark::extent).filter(beside).collect();
        assert!(lines.iter().any(|line| line.right() > point.right() + 0.5), "{point:?} {lines:?}");
    }
}

#[test]
fn headings_of_nets_stand_over_the_first_bar_of_a_square() {
    let picture = square("likert", &samples::likert());
    let bars = marks(&picture, Role::Segment).map(|mark| mark.extent().y).fold(f64::MAX, f64::min);
    let net = marks(&picture, Role::Heading).find(|mark| mark.text().is_some_and(|text| text.text == "Support, net"));
    let under = bars - net.unwrap().extent().bottom();
    assert!((0.0..14.0).contains(&under), "{under}");
}

#[test]
fn headings_of_groups_stand_nearer_to_their_own_rows() {
    let figures = samples::dumbbell();
    let size = Size::new(640, 900).unwrap();
    let picture = render(kinds::kind("dumbbell").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
    let of = |role: Role, text: &str| {
        let mark = marks(&picture, role).find(|mark| mark.text().is_some_and(|found| found.text == text));
        mark.unwrap_or_else(|| panic!("no {text}")).extent()
    };
    for (above, heading, below) in [("All adults", "Sex", "Men"), ("Women", "Age", "18–24")] {
        let (above, below) = (of(Role::Name, above), of(Role::Name, below));
        let heading = of(Role::Heading, heading);
        let (before, after) = (heading.y - above.bottom(), below.y - heading.bottom());
        assert!(after > 0.0 && 2.0 * after < before, "{before} and {after}");
    }
}

#[test]
fn a_finding_is_told_whole_in_a_narrow_picture() {
    let mut figures = samples::heat();
    let message = "the answers add up to 120 %, more than everybody: a figure is wrong, a net counts twice, or people could give several answers; verbs that compute refuse this table";
    figures.rows[0].findings = vec![CellFinding::new("W105", message)];
    let picture =
        render(kinds::kind("lint").unwrap(), &figures, &Theme::named("light").unwrap(), Size::wide(400).unwrap());
    let texts: Vec<String> =
        marks(&picture.unwrap(), Role::Remark).filter_map(|mark| Some(mark.text()?.text.clone())).collect();
    assert!(texts.join(" ").contains("refuse this table"), "{texts:?}");
}

#[test]
fn a_finding_of_a_line_frames_the_line_once() {
    let mut figures = samples::lint();
    // Of the second line one cell alone is found wrong.
    figures.rows[15..19].iter_mut().for_each(|row| row.findings.clear());
    let picture = render(kinds::kind("lint").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN);
    let picture = picture.unwrap();
    let framed: Vec<_> = marks(&picture, Role::Cell)
        .filter(|mark| matches!(mark.shape, Shape::Area { outline: Some(_), .. }))
        .map(|mark| mark.extent().width)
        .collect();
    assert!(framed.len() == 2 && framed[0] > 4.5 * framed[1], "all five cells, and one: {framed:?}");
    let right = marks(&picture, Role::Cell).map(|mark| mark.extent().right()).fold(0.0, f64::max);
    let beside = marks(&picture, Role::Heading).filter(|mark| mark.text().is_some_and(|text| text.text == "n"));
    let (from, until) = beside.map(|mark| (mark.extent().x, mark.extent().right())).next().unwrap();
    assert!((0.0..140.0).contains(&(from - right)), "cells reach to sums and bases: {right}, {from}");
    let last = marks(&picture, Role::Interval).map(|mark| mark.extent()).last().unwrap();
    assert!(
        last.x - until < 45.0 && last.right() > picture.drawing.width - 30.0,
        "and margins fill the rest: {last:?}"
    );
    for number in ["1", "2"] {
        let count = marks(&picture, Role::Value).filter(|mark| mark.text().is_some_and(|t| t.text == number)).count();
        assert_eq!(count, 1, "{number}");
    }
}
