//! Slopes: emphasis where tests bear it, intervals that can be told apart, waves that are left out.

use crate::command_line::{Folder, words};
use crate::press::{LEVELS, draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use topline::chart::Size;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Role, Stroke};
use topline::chart::figures::{Figures, Notes, Part, Row};

/// Notes of waves that are no dates.
fn dated() -> Notes {
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
fn many_slopes_without_tests_leave_their_intervals_out() {
    let row = |line: usize, wave: usize| {
        let p = 0.4 + 0.02 * line as f64 + 0.05 * wave as f64;
        samples::share(p, 400.0, 1.0).item(format!("item {line}")).series(["before", "after"][wave])
    };
    let with = |count: usize| {
        let rows = (0..count).flat_map(|line| (0..2).map(move |wave| row(line, wave))).collect();
        draw("slope", &Figures { rows, notes: dated(), ..Figures::default() })
    };
    assert!(marks(&with(8), Role::Whisker).is_empty());
    let six = with(6);
    let places: Vec<f64> = marks(&six, Role::Whisker).into_iter().map(|mark| mark.extent().x).collect();
    assert_eq!(places.len(), 12);
    let pale = |mark: &Mark| line(mark).1.width < 1.5 && line(mark).1.colour.contrast(six.drawing.paper) < 4.0;
    assert!(marks(&six, Role::Whisker).into_iter().all(pale), "thin and pale");
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
        row.inner = row.value.map(|p| topline::uncertainty::Bounds { low: p - 0.04, high: p + 0.04 });
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
