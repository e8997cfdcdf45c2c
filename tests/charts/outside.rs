//! Answers outside a scale: each with its number, said once, and together where a picture is narrow.

use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

const SHARES: [(&str, f64, survey::Role); 8] = [
    ("very good", 0.18, survey::Role::Positive),
    ("rather good", 0.31, survey::Role::Positive),
    ("neither", 0.18, survey::Role::Neutral),
    ("rather bad", 0.14, survey::Role::Negative),
    ("very bad", 0.08, survey::Role::Negative),
    ("don't know", 0.06, survey::Role::DontKnow),
    ("refused", 0.035, survey::Role::Refused),
    ("no answer", 0.015, survey::Role::Refused),
];

/// Five rows of a scale with three answers outside it.
fn stacked(width: u32) -> Picture {
    drawn(width, 1.0)
}

/// The same with this part of those who gave one of the three, as if fewer had been asked.
fn drawn(width: u32, part: f64) -> Picture {
    let share = |share: f64, role| {
        if matches!(role, survey::Role::DontKnow | survey::Role::Refused) { share * part } else { share }
    };
    let row = |item: usize, (answer, value, role): (&str, f64, survey::Role)| {
        Row::new(share(value, role)).item(format!("row {item}")).answer(answer)
    };
    let rows = (0..5).flat_map(|item| SHARES.map(|of| row(item, of))).collect();
    let answers = SHARES.map(|(name, _, role)| AnswerOrder { name: name.to_owned(), role }).into();
    let figures = Figures { rows, answers, ordered: true, ..Figures::default() };
    let (kind, theme) = (kinds::kind("likert").unwrap(), Theme::named("light").unwrap());
    render(kind, &figures, &theme, Size::wide(width).unwrap()).unwrap()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
    marks.filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

fn segments(picture: &Picture) -> usize {
    picture.drawing.marks.iter().filter(|mark| mark.role == Role::Segment).count()
}

#[test]
fn answers_with_columns_of_their_own_have_no_boxes() {
    let picture = drawn(640, 0.5);
    let headings = texts(&picture, Role::Heading);
    assert!(headings.contains(&"Refused") && !headings.contains(&"No opinion"), "{headings:?}");
    assert_eq!(segments(&picture), 5 * 5);
    assert!(!texts(&picture, Role::KeyText).contains(&"Refused"));
    // Eight answers, and the sum of those that rows are sorted by.
    assert_eq!(texts(&picture, Role::Value).len(), 5 * 9);
}

#[test]
fn a_narrow_picture_takes_them_together_and_writes_every_number() {
    let picture = stacked(400);
    let footer = texts(&picture, Role::Footer).join(" ");
    assert!(footer.contains("No opinion: Don't know, Refused and No answer together"), "{footer}");
    assert!(!footer.contains("have no room"), "{footer}");
    assert_eq!((segments(&picture), texts(&picture, Role::Value).len()), (5 * 6, 5 * 7));
    assert_eq!(texts(&picture, Role::Value).iter().filter(|text| text.starts_with("11")).count(), 5);
    assert!(picture.csv.contains("no answer") && picture.alt.contains("no answer"));
    // What is drawn is among the plotted numbers, as a net of its parts, so that nothing is counted twice.
    let lines = |start: &str| picture.csv.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((lines("net,,,,row 0,No opinion,,,,0.11"), lines("net,"), lines("estimate,")), (1, 5 + 5, 5 * 8));
    assert!(!stacked(640).csv.contains("No opinion"));
    let texts: Vec<&Mark> = picture.drawing.marks.iter().filter(|mark| mark.text().is_some()).collect();
    for (at, text) in texts.iter().enumerate() {
        let apart = texts[..at].iter().all(|other| {
            let (across, down) = text.extent().overlap(&other.extent());
            across < 1.0 || down < 1.0
        });
        assert!(apart, "{:?}", text.text());
    }
}

#[test]
fn numbers_of_narrow_segments_find_room_over_them_in_a_picture_that_may_grow() {
    let shares = [("yes", 0.6), ("rather", 0.375), ("no", 0.025)];
    let row = |item: usize, (answer, share)| Row::new(share).item(format!("row {item}")).answer(answer);
    let figures =
        Figures { rows: (0..14).flat_map(|item| shares.map(|of| row(item, of))).collect(), ..Figures::default() };
    let (kind, theme) = (kinds::kind("likert").unwrap(), Theme::named("light").unwrap());
    let picture = render(kind, &figures, &theme, Size::wide(400).unwrap()).unwrap();
    assert_eq!(texts(&picture, Role::Value).len(), 14 * 3);
    let colours = |mark: &Mark| match &mark.shape {
        Shape::Text(text) => Some(text.colour),
        _ => None,
    };
    let inks: Vec<Colour> =
        picture.drawing.marks.iter().filter(|m| m.role == Role::Value).filter_map(colours).collect();
    assert!(inks.contains(&theme.colours.ink), "over their segments, on the paper");
}
