//! Intervals no longer than their points: points are small enough for most to be seen, and the footer says what is not.

use crate::samples;
use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

/// Groups of so many people each, of whom this share says yes.
fn groups(of: &[(f64, f64)]) -> Picture {
    let row = |(at, (share, n)): (usize, &(f64, f64))| {
        let low = (share - 2.0 * (0.25 / n).sqrt()).max(0.0);
        let high = (share + 2.0 * (0.25 / n).sqrt()).min(1.0);
        let group = format!("group {at}");
        Row::new(*share).inner(low, high).outer(low, high).base(*n, *n).group("g", &group)
    };
    let rows = of.iter().enumerate().map(row).collect();
    let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
    let size = Size::wide(320).unwrap();
    render(kinds::kind("dots").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn marks(picture: &Picture, role: Role) -> impl Iterator<Item = &Mark> {
    picture.drawing.marks.iter().filter(move |mark| mark.role == role)
}

fn footer(picture: &Picture) -> String {
    let texts = marks(picture, Role::Footer).filter_map(|mark| mark.text());
    texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn points_are_so_small_that_intervals_reach_past_them() {
    let picture = groups(&[(0.0, 900.0), (1.0, 900.0), (0.5, 900.0)]);
    let points = marks(&picture, Role::Estimate).map(Mark::extent);
    for (point, interval) in points.zip(marks(&picture, Role::Whisker).step_by(2).map(Mark::extent)) {
        let past = (point.x - interval.x).max(interval.right() - point.right());
        assert!(past >= 1.0, "{past}: {point:?} on {interval:?}");
    }
    assert!(!footer(&picture).contains("no longer than"), "{}", footer(&picture));
}

#[test]
fn the_footer_says_which_intervals_are_not_seen() {
    let all = footer(&groups(&[(0.2, 4e6), (0.8, 4e6)]));
    assert!(all.contains("95% intervals (Wilson) with") && all.contains("are no longer than the points"), "{all}");
    assert!(!all.contains("hick bars"), "{all}");
    let some = groups(&[(0.2, 4e6), (0.8, 400.0)]);
    let said = footer(&some);
    assert!(said.contains("Thick bars: ") && said.contains("; bars not seen are no longer than the points"), "{said}");
    assert!(some.findings.iter().all(|finding| finding.code != "C09"), "{:?}", some.findings);
}
