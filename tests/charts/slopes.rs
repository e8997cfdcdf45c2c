//! Slopes: emphasis where tests bear it, intervals that can be told apart, waves that are left out.

use crate::command_line::{Folder, words};
use crate::press::{LEVELS, draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Role, Stroke};
use topline::chart::figures::{AnswerOrder, Figures, Notes, Part, Row};
use topline::chart::{Picture, Size};
use topline::survey;
use topline::uncertainty::Bounds;

/// Notes of waves that are no dates.
pub(crate) fn dated() -> Notes {
    Notes { field_dates: Some("May 2023 and May 2024".into()), ..samples::notes() }
}

/// Six items in two waves, of which the changes of two are beyond chance.
fn tested() -> Figures {
    let mut rows = Vec::new();
    for (at, name) in LEVELS.iter().enumerate() {
        let change = [0.15, 0.02, 0.03, -0.12, 0.01, 0.05][at];
        let start = 0.4 + 0.03 * at as f64;
        rows.push(Row::new(start).item(*name).series("before").base(400.0, 350.0));
        rows.push(Row::new(start + change).item(*name).series("after").base(400.0, 350.0));
        let made = Row::new(change).item(*name).part(Part::Change).inner(change - 0.06, change + 0.06);
        rows.push(Row { significant: Some(f64::abs(change) > 0.1), ..made });
    }
    Figures { rows, notes: dated(), ..Figures::default() }
}

/// Whether a colour is no grey.
fn vivid(colour: Colour) -> bool {
    let (r, g, b) = colour.rgb;
    r.max(g).max(b) - r.min(g).min(b) > 40
}

#[test]
fn slopes_whose_changes_may_be_chance_are_grey() {
    for theme in ["light", "dark"] {
        let picture = draw_in("slope", &tested(), theme, Size::SCREEN);
        let lines: Vec<Stroke> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1).collect();
        let (told, grey): (Vec<&Stroke>, Vec<&Stroke>) = lines.iter().partition(|stroke| vivid(stroke.colour));
        assert_eq!((told.len(), grey.len()), (2, 4));
        assert!(grey.iter().all(|stroke| stroke.width < told[0].width), "grey lines stand back");
        assert_ne!(told[0].colour, told[1].colour);
    }
    let picture = draw("slope", &tested());
    assert!(texts_of(&picture, Role::Value).contains(&"≈ +2".to_owned()));
    assert!(texts_of(&picture, Role::Interval).contains(&"(+9 to +21)".to_owned()));
    let footer = texts_of(&picture, Role::Footer).join(" ");
    assert!(footer.contains("In brackets: the change’s own") && footer.contains("Grey or ≈:"), "{footer}");
    assert!(picture.alt.contains("Centre: 40%, then 55%; change +15 (+9 to +21), more than chance"), "{}", picture.alt);
    let narrow = draw_in("slope", &tested(), "light", Size::wide(400).unwrap());
    assert!(texts_of(&narrow, Role::Footer).join(" ").contains("Intervals are not shown"), "no room for them");
    let chosen = Figures { highlight: Some("East".into()), ..tested() };
    let told = marks(&draw("slope", &chosen), Role::Fit).into_iter().filter(|mark| vivid(line(mark).1.colour)).count();
    assert_eq!(told, 1, "who asks for a line gets it");
}

#[test]
fn comparisons_of_two_waves_are_slopes_with_tested_changes() {
    let folder = Folder::new();
    let mut table = "question,answer,wave,region,percent,base\n".to_owned();
    for (region, from, to) in [("North", 40, 60), ("South", 50, 51), ("East", 45, 47), ("West", 55, 52)] {
        for (wave, yes) in [("2024-01", from), ("2025-01", to)] {
            table += &format!("q,yes,{wave},{region},{yes},500\nq,no,{wave},{region},{},500\n", 100 - yes);
        }
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let ask =
        ["compare", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--answer", "yes", "--by", "region"];
    let said =
        texts(&folder.svg(&[&ask[..], &["--over", "wave", "--against", "previous", "--chart", "slope"]].concat()));
    assert!(said.iter().any(|text| text == "+20") && said.iter().any(|text| text == "≈ +1"), "{said:?}");
    assert!(!said.join(" ").contains("Intervals are not shown"), "{said:?}");
    let doubled = said.iter().any(|text| text.matches("Jan 2024").count() > 1);
    assert!(!doubled, "waves are named once in the title: {said:?}");
}

#[test]
fn slopes_show_their_intervals_however_many_and_narrow_they_are() {
    let row = |line: usize, wave: usize| {
        let p = 0.4 + 0.02 * line as f64 + 0.05 * wave as f64;
        samples::share(p, 400.0, 1.0).item(format!("item {line}")).series(["before", "after"][wave])
    };
    let with = |count: usize, width: u32| {
        let rows = (0..count).flat_map(|line| (0..2).map(move |wave| row(line, wave))).collect();
        let figures = Figures { rows, notes: dated(), ..Figures::default() };
        let picture = draw_in("slope", &figures, "light", Size::wide(width).unwrap());
        let intervals = upright(&picture);
        assert_eq!(intervals.len(), 2 * count, "{count} in {width}");
        let places: BTreeSet<u64> = intervals.iter().map(|(x, _)| x.to_bits()).collect();
        assert!(places.len() > 4, "{count} in {width}: they stand aside of each other");
        picture
    };
    for (count, width) in [(7, 320), (8, 1600), (12, 320), (25, 1600), (25, 340)] {
        with(count, width);
    }
    let seven = with(7, 1600);
    let pale = |mark: &Mark| line(mark).1.width < 1.5 && line(mark).1.colour.contrast(seven.drawing.paper) < 4.0;
    assert!(marks(&seven, Role::Whisker).into_iter().all(pale), "thin and pale");
}

/// Intervals without the ticks that join those aside to their points: where each stands, and from where to where it reaches.
fn upright(picture: &Picture) -> Vec<(f64, [f64; 2])> {
    let lines = marks(picture, Role::Whisker).into_iter().map(|mark| line(mark).0);
    let upright = lines.filter(|points| points[0].0 == points[1].0);
    upright.map(|points| (points[0].0, [points[1].1, points[0].1])).collect()
}

#[test]
fn points_of_slopes_stand_on_their_wave_and_intervals_step_aside() {
    let row = |line: usize, wave: usize| {
        let p = 0.4 + 0.02 * line as f64 + 0.01 * wave as f64;
        samples::share(p, 400.0, 1.0).item(format!("item {line}")).series(["first", "second", "third"][wave])
    };
    for waves in [2, 3] {
        let rows = (0..4).flat_map(|line| (0..waves).map(move |wave| row(line, wave))).collect();
        let picture = draw("slope", &Figures { rows, notes: dated(), ..Figures::default() });
        let lines = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).0.to_vec()).collect::<Vec<_>>();
        let places: Vec<f64> = lines[0].iter().map(|point| point.0).collect();
        for points in &lines {
            let here: Vec<f64> = points.iter().map(|point| point.0).collect();
            assert_eq!(here, places, "every line runs from wave to wave");
        }
        let intervals = upright(&picture);
        assert_eq!(intervals.len(), 4 * waves);
        for (at, (x, [top, bottom])) in intervals.iter().enumerate() {
            for (other, [above, below]) in &intervals[..at] {
                assert!(x != other || bottom < above || below < top, "{waves} waves: one covers another");
            }
            assert!(!(places[0] + 0.1..places[0] + 30.0).contains(x), "at the ends they step outwards");
            assert!(!(places[waves - 1] - 30.0..places[waves - 1] - 0.1).contains(x));
        }
        assert!(intervals.iter().any(|(x, _)| !places.contains(x)));
    }
}

/// The picture of a table of four regions in two waves, of which a command is asked.
fn regions(changes: [i32; 4], verb: &[&str]) -> (Folder, Vec<String>) {
    let folder = Folder::new();
    let mut table = "question,answer,wave,region,percent,base\n".to_owned();
    for (region, change) in ["North", "South", "East", "West"].into_iter().zip(changes) {
        for (wave, yes) in [("2024-01", 45), ("2025-01", 45 + change)] {
            table += &format!("q,yes,{wave},{region},{yes},500\nq,no,{wave},{region},{},500\n", 100 - yes);
        }
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let asked = [file.to_str().unwrap(), "--deff", "1", "--question", "q", "--answer", "yes", "--by", "region"];
    let said = texts(&folder.svg(&[&verb[..1], &asked, &["--over", "wave", "--chart", "slope"], &verb[1..]].concat()));
    (folder, said)
}

#[test]
fn changes_of_a_few_estimates_are_tested_as_compare_tests_them() {
    let (folder, said) = regions([20, 1, 2, -3], &["estimate"]);
    assert!(said.iter().any(|text| text == "+20") && said.iter().any(|text| text == "≈ +1"), "{said:?}");
    let told = said.join(" ");
    assert!(told.contains("In brackets: the change’s own 95% interval") && told.contains("Grey or ≈:"), "{told}");
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(alt.contains("Changes beyond chance: North."), "{alt}");
    let numbers = |said: &[String]| -> BTreeSet<String> {
        let number = |text: &&String| text.contains(" to +") || text.starts_with(['+', '−']) || text.starts_with("≈ ");
        said.iter().filter(number).cloned().collect()
    };
    let compared = regions([20, 1, 2, -3], &["compare", "--against", "previous"]).1;
    assert_eq!(numbers(&said), numbers(&compared));
}

#[test]
fn answers_that_changed_keep_the_colours_they_have_among_all() {
    let sides = [survey::Role::Negative, survey::Role::Negative, survey::Role::Positive, survey::Role::Positive];
    let answers: Vec<AnswerOrder> =
        LEVELS.iter().zip(sides).map(|(name, role)| AnswerOrder { name: (*name).into(), role }).collect();
    let mut figures = Figures { answers, ordered: true, ..tested() };
    // Of the six only these changed by more than chance: Centre and South.
    figures.rows.retain(|row| !["West", "Islands"].contains(&row.item.as_deref().unwrap()));
    figures.rows.iter_mut().for_each(|row| row.inner = row.value.map(|p| Bounds { low: p - 0.04, high: p + 0.04 }));
    let strokes = |figures: &Figures| -> Vec<Colour> {
        marks(&draw("slope", figures), Role::Fit).into_iter().map(|mark| line(mark).1.colour).collect()
    };
    let some = strokes(&figures);
    figures.rows.retain(|row| row.part == Part::Estimate);
    let all = strokes(&figures);
    let vivid: Vec<&Colour> = some.iter().filter(|colour| vivid(**colour)).collect();
    assert_eq!(vivid.len(), 2);
    assert!(vivid.iter().all(|colour| all.contains(colour)), "{some:?} of {all:?}");
}

#[test]
fn a_few_slopes_of_which_none_is_beyond_chance_are_thin_in_a_colour_each() {
    let none = regions([1, 0, 2, -3], &["estimate"]).1.join(" ");
    assert!(none.contains("Thin or ≈:\u{a0}the change may be chance"), "{none}");
    let mut figures = tested();
    let strokes = |figures: &Figures| -> Vec<Stroke> {
        marks(&draw("slope", figures), Role::Fit).into_iter().map(|mark| line(mark).1).collect()
    };
    let sure = strokes(&figures).into_iter().map(|stroke| stroke.width).fold(0.0, f64::max);
    figures.rows.iter_mut().filter(|row| row.part == Part::Change).for_each(|row| row.significant = Some(false));
    let lines = strokes(&figures);
    assert!(lines.iter().all(|stroke| stroke.width < sure));
    assert_eq!(lines.iter().filter(|stroke| vivid(stroke.colour)).count(), 6);
}

#[test]
fn waves_between_the_ends_of_a_slope_are_named() {
    let folder = Folder::new();
    let mut table = "question,answer,wave,percent,base\n".to_owned();
    for year in 2016..2025 {
        let yes = 40 + year - 2016;
        table += &format!("q,yes,{year}-05,{yes},900\nq,no,{year}-05,{},900\n", 100 - yes);
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let ask = ["estimate", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--chart"];
    let draw = |kind: &str| texts(&folder.svg(&[&ask[..], &[kind]].concat())).join(" ");
    let slope = draw("slope");
    assert!(slope.contains("Not shown: 7 waves between, from May 2017 to May 2023"), "{slope}");
    let bars = draw("bars");
    assert!(bars.contains("Not shown: 8 earlier waves, from May 2016 to May 2023"), "{bars}");
    let refused = folder.draw(&[&ask[..], &["house"]].concat());
    assert!(!refused.status.success(), "{}", words(&refused));
}

/// The footer in a width.
fn footer(figures: &Figures, width: u32) -> String {
    texts_of(&draw_in("slope", figures, "light", Size::wide(width).unwrap()), Role::Footer).join(" ")
}

#[test]
fn footers_of_narrow_slopes_explain_what_is_there() {
    let mut figures = tested();
    // Printed ends 15 points apart, and a change of 14.
    for (row, by) in [(0, 0.0049), (1, -0.0049)] {
        figures.rows[row].value = figures.rows[row].value.map(|value| value + by);
    }
    for row in figures.rows.iter_mut().filter(|row| row.part == Part::Estimate) {
        row.inner = row.value.map(|p| Bounds { low: p - 0.04, high: p + 0.04 });
    }
    let wide = footer(&figures, 800);
    for said in ["In brackets: ", "Grey or ≈:", "Differences shown are of unrounded figures"] {
        assert!(wide.contains(said), "{wide}");
    }
    let narrow = footer(&figures, 340);
    assert!(narrow.contains("Vertical bars: ") && narrow.contains("Grey:"), "{narrow}");
    for absent in ["In brackets", "≈", "Differences shown", "Intervals are not shown"] {
        assert!(!narrow.contains(absent), "{absent}: {narrow}");
    }
    let lit = footer(&Figures { highlight: Some(LEVELS[1].into()), ..figures.clone() }, 800);
    assert!(lit.contains("≈:") && !lit.contains("Grey"), "who is not highlighted is grey: {lit}");
    let lit = footer(&Figures { highlight: Some(LEVELS[1].into()), ..figures }, 340);
    assert!(!lit.contains("≈") && !lit.contains("Grey"), "{lit}");
}

#[test]
fn slopes_between_groups_have_differences_and_no_changes() {
    let mut groups = tested();
    groups.rows.iter_mut().filter(|row| row.part == Part::Change).for_each(|row| row.part = Part::Gap);
    let picture = draw("slope", &groups);
    let texts: Vec<String> = picture.drawing.marks.iter().filter_map(|mark| Some(mark.text()?.text.clone())).collect();
    assert!(texts.join(" ").contains("difference, points"), "{texts:?}");
    for text in texts.iter().chain([&picture.alt]) {
        assert!(!text.contains("change"), "{text}");
    }
}

#[test]
fn numbers_between_the_ends_of_slopes_that_have_no_room_are_told() {
    let with = |apart: f64| {
        let row = |line: usize, wave: usize| {
            let p = 0.3 + apart * line as f64;
            samples::share(p, 400.0, 1.0).item(format!("item {line}")).series(["first", "second", "third"][wave])
        };
        let rows = (0..3).flat_map(|line| (0..3).map(move |wave| row(line, wave))).collect();
        let picture = draw("slope", &Figures { rows, notes: dated(), ..Figures::default() });
        let told = texts_of(&picture, Role::Footer)
            .join(" ")
            .contains("No room for 1 of 3 numbers between the first and the last wave");
        (texts_of(&picture, Role::Value).len(), told)
    };
    assert_eq!(with(0.2), (6, false), "all have room, beside three changes");
    assert_eq!(with(0.01), (5, true), "one has none, and the footer says so");
}
