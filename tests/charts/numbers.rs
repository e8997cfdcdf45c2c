//! Where numbers stand and what they say: beside their dots, in or by their bars, with the decimals that decide.

use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role, Shape};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn marks(picture: &Picture, role: Role) -> impl Iterator<Item = &Mark> {
    picture.drawing.marks.iter().filter(move |mark| mark.role == role)
}

/// The boxes of texts in a role.
fn texts(picture: &Picture, role: Role) -> Vec<(Rect, &str)> {
    marks(picture, role).filter_map(|mark| Some((mark.extent(), mark.text()?.text.as_str()))).collect()
}

fn regions(count: usize) -> Figures {
    let row = |at: usize| {
        let value = 0.3 + 0.02 * at as f64;
        Row::new(value).inner(value - 0.06, value + 0.06).group("region", &format!("Region {at}")).base(200.0, 150.0)
    };
    Figures {
        rows: std::iter::once(Row::new(0.45).inner(0.43, 0.47).base(1600.0, 900.0))
            .chain((1..count).map(row))
            .collect(),
        ..samples::dots()
    }
}

#[test]
fn numbers_stand_above_their_dots_or_after_their_intervals() {
    for (count, above) in [(4, true), (9, true), (21, false)] {
        let figures = regions(count);
        let picture = draw("dots", &figures, Size::SCREEN);
        assert_eq!(picture.findings, [], "{count}");
        let dots: Vec<Rect> = marks(&picture, Role::Estimate).map(Mark::extent).collect();
        let numbers = texts(&picture, Role::Value);
        let numbers: Vec<_> = numbers.into_iter().filter(|(_, text)| text.ends_with('%')).collect();
        assert_eq!((dots.len(), numbers.len()), (count, count));
        for (dot, (number, text)) in dots.iter().zip(numbers) {
            let ((x, y), (left, right)) = (dot.centre(), (number.x, number.right()));
            let near = if above { left - 12.0 < x && x < right + 12.0 } else { x < left && left - x < 140.0 };
            let height = y - number.centre().1;
            assert!(near && if above { (8.0..20.0).contains(&height) } else { height.abs() < 3.0 }, "{count}: {text}");
        }
    }
}

#[test]
fn no_number_is_written_across_the_line_of_everybody() {
    let picture = draw("dots", &regions(9), Size::SCREEN);
    let line = marks(&picture, Role::Reference).next().unwrap().extent().x;
    for (number, text) in texts(&picture, Role::Value).into_iter().filter(|(_, text)| text.ends_with('%')).skip(1) {
        assert!(number.right() < line || line < number.x, "{text}");
    }
}
