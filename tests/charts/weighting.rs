//! What weighting does: how far margins are off their targets, and weights of which there are few.

use crate::command_line::{Folder, words};
use crate::respondents::texts as texts_of;
use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role};
use topline::chart::figures::{Figures, Part};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(figures: &Figures, size: Size) -> Picture {
    render(kinds::kind("weights").unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
    marks.filter_map(Mark::text).map(|text| text.text.as_str()).collect()
}

/// Bars of a series among the margins.
fn bars(picture: &Picture, series: usize) -> usize {
    picture.drawing.marks.iter().filter(|mark| mark.role == Role::Bar && mark.series == Some(series)).count()
}

/// The margins of the sample, of which weighting misses some.
fn missing(some: impl Fn(usize) -> bool) -> Figures {
    let mut figures = samples::weights();
    let after = figures.rows.iter_mut().filter(|row| row.series.as_deref() == Some("after weighting"));
    after.enumerate().filter(|(at, _)| some(*at)).for_each(|(_, row)| row.value = row.value.map(|v| v + 0.02));
    figures
}

#[test]
fn how_far_margins_are_off_their_targets_is_printed_and_bars_after_weighting_where_they_miss() {
    let exact = draw(&samples::weights(), Size::SCREEN);
    assert!(texts(&exact, Role::Heading).contains(&"points off"), "{:?}", texts(&exact, Role::Heading));
    let offs: Vec<&str> = texts(&exact, Role::Value).into_iter().filter(|text| !text.ends_with('%')).collect();
    assert_eq!(offs, ["−6", "+6", "−4", "−5", "+1", "+8"]);
    assert_eq!((bars(&exact, 0), bars(&exact, 1)), (6, 0));
    let said = |picture: &Picture| texts(picture, Role::Footer).join(" ");
    assert!(said(&exact).contains("every margin is within 0.01 points of its target."), "{}", said(&exact));
    let mut printed_alike = samples::weights();
    let after = printed_alike.rows.iter_mut().filter(|row| row.series.as_deref() == Some("after weighting"));
    after.enumerate().for_each(|(at, row)| row.value = row.value.map(|v| v + [0.0, 0.003_123_456_7, -0.0004][at % 3]));
    let near = draw(&printed_alike, Size::SCREEN);
    let told = "After weighting every margin is within 0.4 points of its target.";
    assert!(said(&near).contains(told) && near.alt.contains(told), "{} {}", said(&near), near.alt);
    let gaps: Vec<_> = exact.drawing.marks.iter().filter(|mark| mark.role == Role::Gap).map(Mark::extent).collect();
    let targets: Vec<_> = exact.drawing.marks.iter().filter(|m| m.role == Role::Reference).map(Mark::extent).collect();
    assert_eq!((gaps.len(), targets.len()), (6, 6));
    let meets = |(gap, target): (&Rect, &Rect)| {
        let x = target.centre().0;
        ((gap.x - x).abs() < 0.1 || (gap.right() - x).abs() < 0.1) && gap.width > 1.0
    };
    assert!(gaps.iter().zip(&targets).all(meets), "each gap ends at its target: {gaps:?} {targets:?}");
    assert!(exact.alt.contains("Farthest from target before weighting: 55 and older, by 8 points."), "{}", exact.alt);

    let two = draw(&missing(|at| at % 3 == 0), Size::SCREEN);
    assert_eq!((bars(&two, 0), bars(&two, 1)), (6, 2));
    assert!(
        said(&two).contains("After weighting: drawn where it misses the target by more than 0.01 points."),
        "{}",
        said(&two)
    );
    assert!(texts(&two, Role::KeyText).contains(&"After weighting"));
    assert!(texts(&two, Role::Value).contains(&"+2"));
    assert!(two.alt.contains("Farthest from target after weighting: Men and 25–39, by 2 points."), "{}", two.alt);
    let all = draw(&missing(|_| true), Size::SCREEN);
    assert_eq!(bars(&all, 1), 6);
    assert!(!said(&all).contains("After weighting:") && !said(&all).contains("every margin"), "{}", said(&all));
}

#[test]
fn a_narrow_picture_still_prints_how_far_margins_are_off() {
    let picture = draw(&samples::weights(), Size::wide(720).unwrap().at_scale(2.0).unwrap());
    assert!(texts(&picture, Role::Value).contains(&"+8"), "{:?}", texts(&picture, Role::Value));
}

#[test]
fn a_few_weights_are_named_at_their_bars() {
    let folder = Folder::new();
    let file = |name: &str, weight: &dyn Fn(usize) -> f64| {
        let path = folder.file(name);
        let rows = (0..60).map(|at| format!("{},{}\n", weight(at), ["men", "women"][at % 2]));
        std::fs::write(&path, format!("w,sex\n{}", rows.collect::<String>())).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let drawn = |path: &str| texts_of(&folder.svg(&["inspect", path, "--weight", "w"])).join("|");
    let few = drawn(&file("few.csv", &|at| [0.5, 1.0, 1.0, 1.5][at % 4]));
    assert!(["0.50 × 15", "1.00 × 30", "1.50 × 15"].iter().all(|label| few.contains(label)), "{few}");
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(alt.contains("Weights, and how many have each: 0.50 (15), 1.00 (30) and 1.50 (15)."), "{alt}");
    // Bars of weights as close as those of strata are thinner, not nameless.
    let strata = drawn(&file("strata.csv", &|at| [0.49, 0.66, 1.43, 1.43][at % 4]));
    assert!(["0.49 × 15", "0.66 × 15", "1.43 × 30"].iter().all(|label| strata.contains(label)), "{strata}");
    // Bars of weights too close to each other would lie over each other.
    let close = drawn(&file("close.csv", &|at| [0.5, 0.501, 1.5][at % 3]));
    assert!(!close.contains('×'), "{close}");
    let many = drawn(&file("many.csv", &|at| 0.5 + at as f64 / 60.0));
    assert!(!many.contains('×'), "{many}");
    // The name of heavy weights stands clear of the label under it.
    let heavy = folder.draw(&["inspect", &file("heavy.csv", &|at| if at > 0 { 1.0 } else { 40.0 }), "--weight", "w"]);
    assert!(!words(&heavy).contains("C01") && !words(&heavy).contains("C18"), "{}", words(&heavy));
    let svg = std::fs::read_to_string(folder.file("picture.svg")).unwrap();
    assert!(svg.contains("more than 5 times the mean") && svg.contains("× 59"), "{svg}");
}

#[test]
fn bars_of_few_respondents_are_true_to_scale_with_a_dot_where_they_cannot_be_seen() {
    let counted = |counts: &[f64]| {
        let mut figures = samples::weights();
        figures.rows.retain(|row| row.part == Part::Bin);
        figures.rows.iter_mut().zip(counts.iter().cycle()).for_each(|(row, count)| row.value = Some(*count));
        draw(&figures, Size::SCREEN)
    };
    let marks = |picture: &Picture, role: Role| -> Vec<Rect> {
        picture.drawing.marks.iter().filter(|mark| mark.role == role).map(Mark::extent).collect()
    };
    let counts = [10_000.0, 4000.0, 100.0, 25.0, 1.0, 0.0];
    let picture = counted(&counts);
    assert_eq!(picture.findings, []);
    let bars = marks(&picture, Role::Bar);
    for (bar, count) in bars.iter().zip(counts.iter().cycle()) {
        assert!((bar.height / bars[0].height - count / 10_000.0).abs() < 1e-6, "{count}: {bar:?}");
    }
    let low: Vec<&Rect> =
        bars.iter().zip(counts.iter().cycle()).filter(|(_, n)| [1.0, 25.0].contains(*n)).map(|(bar, _)| bar).collect();
    let dots = marks(&picture, Role::Trace);
    assert_eq!(dots.len(), low.len());
    let stands_under =
        |(dot, bar): (&Rect, &&Rect)| (dot.centre().0 - bar.centre().0).abs() < 0.1 && dot.y > bar.bottom();
    assert!(dots.iter().zip(&low).all(stands_under), "{dots:?} {low:?}");
    let said = "Dots below the axis: too few respondents for a bar to be seen.";
    assert!(texts(&picture, Role::Footer).join(" ").contains(said));
    let seen = counted(&[100.0, 50.0, 10.0]);
    assert_eq!(marks(&seen, Role::Trace).len(), 0);
    assert!(!texts(&seen, Role::Footer).join(" ").contains("Dots"));
}
