//! Rows with long and short names: one pitch for all where there is room, else the same white between them.

use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

const LONG: &str =
    "Hospitals close and doctors are far away for those who live outside large towns or have no car of their own";

/// Rows with five answers to 100 %, of which those whose place is `long` have a name of several lines.
fn rows(count: usize, long: impl Fn(usize) -> bool) -> Figures {
    let name = |at: usize| if long(at) { format!("{LONG} {at}") } else { format!("Roads {at}") };
    let shares = |at: usize| [0.3, 0.2, 0.1, 0.25 - 0.01 * at as f64, 0.15 + 0.01 * at as f64];
    let scale = samples::likert();
    let answers: Vec<String> = scale.answers.iter().map(|answer| answer.name.clone()).take(5).collect();
    let row = |at: usize, answer: usize| Row::new(shares(at)[answer]).item(name(at)).answer(&answers[answer]);
    let rows = (0..count).flat_map(|at| (0..5).map(move |answer| (at, answer)));
    Figures { rows: rows.map(|(at, answer)| row(at, answer).base(900.0, 700.0)).collect(), groups: Vec::new(), ..scale }
}

/// The same with a bar or dot a row.
fn single(figures: Figures) -> Figures {
    let rows = figures.rows.iter().step_by(5).map(|row| Row { answer: None, ..row.clone() });
    Figures { rows: rows.collect(), ..figures }
}

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    let figures = if matches!(kind, "bars" | "dots") { single(figures.clone()) } else { figures.clone() };
    render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap()
}

/// The names of rows, each with all of its lines.
fn names(picture: &Picture) -> Vec<Rect> {
    let mut names: Vec<Rect> = Vec::new();
    for text in picture.drawing.marks.iter().filter(|mark| mark.role == Role::Name).filter_map(Mark::text) {
        let line = text.extent();
        match names.last_mut().filter(|_| !text.text.starts_with("Roads") && !text.text.starts_with("Hospitals")) {
            Some(last) => last.height = line.bottom() - last.y,
            None => names.push(line),
        }
    }
    names
}

#[test]
fn rows_of_long_and_short_names_have_one_pitch() {
    let figures = rows(10, |at| at % 3 != 1);
    for kind in ["dots", "heat", "table"] {
        for size in [Size::SCREEN, Size::new(1600, 1800).unwrap()] {
            let names = names(&draw(kind, &figures, size));
            assert_eq!(names.len(), 10, "{kind}");
            let heights: Vec<f64> = names.iter().map(|name| name.height).collect();
            assert!(heights.iter().any(|height| *height > 1.8 * heights[1]), "{kind}: {heights:?}");
            let steps: Vec<f64> = names.windows(2).map(|pair| pair[1].centre().1 - pair[0].centre().1).collect();
            assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.5), "{kind}: {steps:?}");
        }
    }
}

#[test]
fn bars_under_long_and_short_names_are_all_as_far_below_them_and_from_the_next() {
    let figures = rows(10, |at| at % 3 != 1);
    for size in [Size::SCREEN, Size::new(1600, 1800).unwrap()] {
        let picture = draw("likert", &figures, size);
        let names = names(&picture);
        assert_eq!(names.len(), 10);
        let mut tops: Vec<(f64, f64)> = Vec::new();
        for bar in picture.drawing.marks.iter().filter(|mark| mark.role == Role::Segment).map(Mark::extent) {
            if bar.y > names[0].y && tops.last().is_none_or(|last| (bar.y - last.0).abs() > 1.0) {
                tops.push((bar.y, bar.bottom()));
            }
        }
        assert_eq!(tops.len(), 10, "{tops:?}");
        let below: Vec<f64> = names.iter().zip(&tops).map(|(name, (top, _))| top - name.bottom()).collect();
        assert!(below.iter().all(|gap| *gap > 0.0 && (gap - below[0]).abs() < 0.5), "{below:?}");
        let after: Vec<f64> = names[1..].iter().zip(&tops).map(|(name, (_, bottom))| name.y - bottom).collect();
        assert!(after.iter().all(|gap| *gap > below[0] && (gap - after[0]).abs() < 0.5), "{after:?}");
    }
}

#[test]
fn a_few_long_names_among_many_do_not_stretch_all_rows() {
    let figures = rows(20, |at| at == 7);
    for kind in ["likert", "dots", "heat"] {
        let names = names(&draw(kind, &figures, Size::SCREEN));
        assert_eq!(names.len(), 20, "{kind}");
        let whites: Vec<f64> = names.windows(2).map(|pair| pair[1].y - pair[0].bottom()).collect();
        let place = names.iter().position(|name| name.height > 1.8 * names[0].height).unwrap();
        // The white about the long name is that between the others, or hardly less.
        let (about, others) = (&whites[place - 1..=place], &whites[..place - 1]);
        assert!(others.iter().all(|white| (white - others[0]).abs() < 0.5), "{kind}: {whites:?}");
        assert!(about.iter().all(|white| (white - others[0]).abs() < 4.0), "{kind}: {whites:?}");
    }
}

#[test]
fn no_name_of_a_narrow_stack_is_broken_for_a_letter_or_two() {
    let mut figures = rows(12, |_| false);
    for row in &mut figures.rows {
        row.item = row.item.as_ref().map(|item| item.replace("Roads", "Roads and rails of"));
    }
    let picture = draw("likert", &figures, Size::wide(400).unwrap());
    let lines = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Name).count();
    assert_eq!(lines, 12, "one line each");
}

/// Two marks of a row may be two steps apart where the one between them stands far off; the next row's begin farther below.
#[test]
fn marks_of_a_row_of_dots_stand_nearer_to_each_other_than_to_the_next_row() {
    const FAR: [f64; 4] = [0.21, 0.55, 0.20, 0.06];
    let row = |at: usize, of: usize| {
        Row::new(FAR[of] + 0.01 * at as f64).item(format!("Group {at}")).series(["yes", "keep", "no", "other"][of])
    };
    let row = |at: usize, of: usize| {
        let share = samples::share(row(at, of).value.unwrap(), 700.0, 1.4);
        Row { inner: share.inner, ..row(at, of) }
    };
    let rows = (0..6).flat_map(|at| (0..4).map(move |of| row(at, of))).collect();
    let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
    for size in [Size::SCREEN, Size::wide(400).unwrap(), Size::PRINT] {
        let picture = render(kinds::kind("dots").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
        let marks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Estimate);
        let mut heights: Vec<f64> = marks.map(|mark| mark.extent().centre().1).collect();
        heights.sort_by(f64::total_cmp);
        assert_eq!(heights.len(), 24);
        let rows: Vec<&[f64]> = heights.chunks(4).collect();
        for pair in rows.windows(2) {
            let within = pair[0].windows(3).map(|three| three[2] - three[0]).fold(0.0, f64::max);
            assert!(pair[1][0] - pair[0][3] > 1.2 * within, "{within}: {heights:?}");
        }
    }
}
