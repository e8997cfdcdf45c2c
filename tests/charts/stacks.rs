//! Stacks: wide bars in narrow pictures, a sum beside them, both sides of a scale about its middle, and boxes that stand back.

use crate::command_line::{Folder, words};
use topline::chart::drawing::{Mark, Rect, Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, GroupOrder, NetParts, Part, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};
use topline::survey::{self, Group};

const ANSWERS: [(&str, survey::Role); 5] = [
    ("very good", survey::Role::Positive),
    ("rather good", survey::Role::Positive),
    ("bad", survey::Role::Negative),
    ("depends", survey::Role::Neutral),
    ("don't know", survey::Role::DontKnow),
];

/// A net of some answers, as its parts are stated.
pub(crate) fn net(name: &str, of: &[&str]) -> NetParts {
    NetParts { name: name.to_owned(), of: of.iter().map(|part| (*part).to_owned()).collect() }
}

/// Rows with these shares of the five answers, in the order given.
pub(crate) fn stacks(shares: &[[f64; 5]]) -> Figures {
    let of = |(at, shares): (usize, &[f64; 5])| {
        let row = move |(answer, share): (&(&str, survey::Role), f64)| {
            Row::new(share).group("region", &format!("region {at}")).answer(answer.0).base(900.0, 700.0)
        };
        ANSWERS.iter().zip(*shares).map(row).collect::<Vec<_>>()
    };
    let answers = ANSWERS.map(|(name, role)| AnswerOrder { name: name.to_owned(), role }).into();
    Figures { rows: shares.iter().enumerate().flat_map(of).collect(), answers, ordered: true, ..Figures::default() }
}

pub(crate) fn draw(figures: &Figures, size: Size) -> Result<Picture, ChartError> {
    render(kinds::kind("likert").unwrap(), figures, &Theme::named("light").unwrap(), size)
}

pub(crate) fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

pub(crate) fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    marks(picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

/// The parts of an answer, row by row.
pub(crate) fn parts(picture: &Picture, answer: usize) -> Vec<Rect> {
    let of = marks(picture, Role::Segment).into_iter().filter(|mark| mark.series == Some(answer));
    of.map(Mark::extent).collect()
}

pub(crate) const SHARES: [[f64; 5]; 3] =
    [[0.1, 0.5, 0.2, 0.15, 0.05], [0.3, 0.25, 0.3, 0.05, 0.1], [0.2, 0.1, 0.5, 0.1, 0.1]];

#[test]
fn bars_keep_half_of_a_narrow_picture_and_intervals_of_nets_stand_under_them() {
    let mut figures = stacks(&SHARES);
    let names = [("good in general", survey::Role::Positive), ("bad in general", survey::Role::Negative)];
    figures.nets = vec![net(names[0].0, &["very good", "rather good"]), net(names[1].0, &["bad"])];
    figures.answers.extend(names.map(|(name, role)| AnswerOrder { name: name.to_owned(), role }));
    for at in 0..3 {
        let row = Row::new(0.6).inner(0.56, 0.64).group("region", &format!("region {at}")).part(Part::Net);
        figures.rows.extend(names.map(|(name, _)| row.clone().answer(name)));
    }
    let widths = |width: f64, scale: f64| {
        let picture = draw(&figures, Size::new(width as u32, 1200).unwrap().at_scale(scale).unwrap()).unwrap();
        let left = parts(&picture, 0).iter().map(|part| part.x).fold(f64::INFINITY, f64::min);
        let right = marks(&picture, Role::Segment).iter().map(|mark| mark.extent().right()).fold(0.0, f64::max);
        let shown = texts(&picture, Role::Interval).len();
        let nets = texts(&picture, Role::Heading).iter().filter(|text| text.contains("general")).count();
        ((right - left) / (width / scale - 48.0), shown, nets)
    };
    let (_, intervals, nets) = widths(1700.0, 2.0);
    assert!(intervals == 6 && nets >= 2, "{intervals} intervals of {nets}");
    // The last net goes before the interval of the first.
    for (width, shown) in [(1200.0, 6), (1000.0, 6), (800.0, 3)] {
        let (part, intervals, _) = widths(width, 2.0);
        assert!(part >= 0.5 && intervals == shown, "{part} of {width}, {intervals} intervals");
    }
}

#[test]
fn nets_keep_their_intervals_beside_them_at_640_units_and_under_them_in_narrower_pictures() {
    let mut figures = stacks(&SHARES);
    let names = [("good", survey::Role::Positive), ("poor", survey::Role::Negative)];
    figures.nets = vec![net(names[0].0, &["very good", "rather good"]), net(names[1].0, &["bad"])];
    figures.answers.extend(names.map(|(name, role)| AnswerOrder { name: name.to_owned(), role }));
    let all = Row::new(0.6).inner(0.56, 0.64).part(Part::Net);
    for row in (0..3).map(|at| all.clone().group("region", &format!("region {at}"))) {
        figures.rows.extend(names.map(|(name, _)| row.clone().answer(name)));
    }
    // Names as long as those of most groups.
    for row in &mut figures.rows {
        row.group = row.group.as_ref().map(|group| Group::new("region", format!("All voters of {}", group.level)));
    }
    let drawn = |width: u32| {
        let picture = draw(&figures, Size::new(width, 1200).unwrap().at_scale(2.0).unwrap()).unwrap();
        let left = parts(&picture, 0).iter().map(|part| part.x).fold(f64::INFINITY, f64::min);
        let right = marks(&picture, Role::Segment).iter().map(|mark| mark.extent().right()).fold(0.0, f64::max);
        let footer = texts(&picture, Role::Footer).join(" ");
        (texts(&picture, Role::Interval).len(), (right - left) / (f64::from(width) / 2.0 - 48.0), footer)
    };
    // The name of a net stands over its number and its interval: a long one makes neither column wider.
    let columns = |name: &str| {
        let mut long = figures.clone();
        long.answers.iter_mut().filter(|answer| answer.name == "poor").for_each(|answer| answer.name = name.to_owned());
        let poor = long.rows.iter_mut().filter(|row| row.answer.as_deref() == Some("poor"));
        poor.for_each(|row| row.answer = Some(name.to_owned()));
        let picture = draw(&long, Size::SCREEN).unwrap();
        // Where the net before it ends.
        marks(&picture, Role::Interval).iter().map(|mark| mark.extent().right()).fold(f64::INFINITY, f64::min)
    };
    assert!((columns("poor") - columns("not so good")).abs() < 1.0);
    let (intervals, part, footer) = drawn(1280);
    assert!(intervals == 6 && part >= 0.42, "{intervals} intervals beside {part}");
    assert!(footer.contains("Small, by sums: intervals"), "{footer}");
    for width in [1000, 640] {
        let (intervals, part, footer) = drawn(width);
        assert!(intervals >= 3 && part >= 0.4 && footer.contains("Small, by sums"), "{width}: {part}, {footer}");
    }
    // A square has no higher rows for them: its footer says so.
    let mut many = figures.clone();
    many.rows = (0..18)
        .flat_map(|at| {
            let of = figures.rows.iter().filter(|row| row.level() == Some("All voters of region 0"));
            of.map(move |row| row.clone().group("region", &format!("All voters of the region of the river {at}")))
        })
        .collect();
    let picture = draw(&many, Size::SQUARE).unwrap();
    let footer = texts(&picture, Role::Footer).join(" ");
    let shown = texts(&picture, Role::Interval).len();
    assert!(shown >= 18 || footer.contains("Intervals are not shown"), "{shown}: {footer}");
}

#[test]
fn rows_are_sorted_by_a_sum_that_is_shown() {
    let picture = draw(&stacks(&SHARES), Size::SCREEN).unwrap();
    assert_eq!(texts(&picture, Role::Name), ["Region 0", "Region 1", "Region 2"]);
    let values = texts(&picture, Role::Value);
    assert!(["60%", "55%", "30%"].iter().all(|sum| values.contains(sum)), "{values:?}");
    // Its name says what it sums, over the bar, over its column and where the footer has it; it is among the plotted numbers, as a sum
    // without a base of its own.
    const SUM: &str = "Very + rather good";
    let sums: Vec<&str> = picture.csv.lines().filter(|line| line.contains("very + rather good")).collect();
    assert!(sums.len() == 3 && sums.iter().all(|line| !line.contains("700")), "{}", picture.csv);
    let headings = texts(&picture, Role::Heading).join(" ");
    assert_eq!(headings.matches(SUM).count(), 2, "{headings}");
    let mut single = stacks(&SHARES);
    single.rows.retain(|row| row.answer.as_deref() != Some("very good"));
    let single = draw(&single, Size::SCREEN).unwrap();
    assert!(texts(&single, Role::Heading).iter().all(|heading| !heading.contains('+')));
    // Long names are told in the footer.
    let mut long = stacks(&SHARES);
    let row = long.rows.iter_mut().filter(|row| row.answer.as_deref() == Some("rather good"));
    row.for_each(|row| row.answer = Some("good rather than bad".to_owned()));
    long.answers[1].name = "good rather than bad".to_owned();
    let long = draw(&long, Size::SCREEN).unwrap();
    let said = texts(&long, Role::Footer).join(" ");
    assert!(said.contains("Together: Very good + good rather than bad"), "{said}");
    // Waves stand in order of time, whatever their sums, and have them.
    let mut waves = stacks(&SHARES);
    waves.groups = vec![GroupOrder { variable: "region".to_owned(), ordered: true, ..GroupOrder::default() }];
    let picture = draw(&waves, Size::SCREEN).unwrap();
    assert!(picture.csv.contains(" + ") && texts(&picture, Role::Value).contains(&"60%"), "{}", picture.csv);
    assert_eq!(texts(&picture, Role::Heading).join(" ").matches(SUM).count(), 2);
}

#[test]
fn brackets_stand_over_what_nets_sum_and_nothing_else() {
    let drawn = |nets: &[NetParts], shares: &[[f64; 5]]| {
        let mut figures = stacks(shares);
        // Three answers of one side.
        figures.answers[2].role = survey::Role::Positive;
        figures.nets = nets.to_vec();
        for net in nets {
            figures.answers.push(AnswerOrder { name: net.name.clone(), role: survey::Role::Positive });
            let row = |at| Row::new(0.6).group("region", &format!("region {at}")).part(Part::Net).answer(&*net.name);
            figures.rows.extend((0..shares.len()).map(row));
        }
        draw(&figures, Size::SCREEN).unwrap()
    };
    let brackets = |picture: &Picture| marks(picture, Role::Leader).into_iter().map(Mark::extent).collect::<Vec<_>>();
    let (good, all) =
        (net("good", &["very good", "rather good"]), net("all three", &["very good", "rather good", "bad"]));
    // Rows of waves, so to speak: nothing is sorted by the sum of a side.
    let picture = drawn(std::slice::from_ref(&good), &SHARES[..2]);
    let (over, first) = (brackets(&picture), parts(&picture, 0)[0]);
    assert_eq!(over.len(), 1);
    assert!((over[0].x - first.x - 1.0).abs() < 0.1, "{over:?}");
    assert!((over[0].right() - parts(&picture, 1)[0].right() + 1.0).abs() < 0.1, "{over:?}");
    // Sorted by the three, of which a net of two is not the sum: their own is shown, and said.
    let picture = drawn(std::slice::from_ref(&good), &SHARES);
    let said = texts(&picture, Role::Footer).join(" ");
    assert!(texts(&picture, Role::Heading).contains(&"Together") && !said.contains("Sorted by Good"), "{said}");
    // Two that share answers are not printed over each other.
    for picture in [picture, drawn(&[good.clone(), all], &SHARES)] {
        assert!(picture.findings.iter().all(|finding| finding.code != "C01"), "{:?}", picture.findings);
        assert_eq!(brackets(&picture).len(), 1);
        let said = texts(&picture, Role::Footer).join(" ");
        assert!(said.contains("Good: Very good + rather good"), "{said}");
    }
    // Nor is there one over what is left where the first row has a part less.
    let picture = drawn(&[good], &[[0.0, 0.7, 0.3, 0.0, 0.0], SHARES[1]]);
    assert_eq!(brackets(&picture), []);
}

#[test]
fn boxes_outside_the_scale_have_no_dark_edge_as_long_as_their_number_is_written() {
    let picture = draw(&stacks(&SHARES), Size::SCREEN).unwrap();
    let theme = Theme::named("light").unwrap();
    let codes: Vec<&str> = picture.findings.iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&"C04"), "{codes:?}");
    let boxes = marks(&picture, Role::Segment).into_iter().filter(|mark| mark.series == Some(4));
    let edges = boxes.map(|mark| match &mark.shape {
        Shape::Area { fill, outline, .. } => (*fill, outline.unwrap().colour),
        shape => panic!("{shape:?}"),
    });
    assert_eq!(edges.collect::<Vec<_>>(), [(theme.colours.dont_know, theme.colours.paper); 3]);
}

#[test]
fn names_stand_in_one_line_above_more_than_ten_rows() {
    for (count, swatches) in [(10, 0), (11, 5)] {
        let picture = draw(&stacks(&vec![[0.3, 0.25, 0.2, 0.15, 0.1]; count]), Size::SCREEN).unwrap();
        assert_eq!(marks(&picture, Role::Key).len(), swatches, "{count} rows");
    }
}

#[test]
fn both_sides_start_from_the_middle_where_that_is_asked_for() {
    let figures = Figures { diverging: true, ..stacks(&SHARES) };
    let picture = draw(&figures, Size::SCREEN).unwrap();
    let (good, bad, depends) = (parts(&picture, 1), parts(&picture, 2), parts(&picture, 3));
    for at in 0..3 {
        assert!((good[at].right() - good[0].right()).abs() < 0.1 && (bad[at].x - good[0].right()).abs() < 0.1, "{at}");
        // An answer that is not between the sides has a foot of its own.
        assert!((depends[at].x - depends[0].x).abs() < 0.1 && depends[at].x > bad[at].right(), "{at}");
    }
    let mut one_sided = figures;
    one_sided.rows.retain(|row| row.answer.as_deref() != Some("bad"));
    let refused = draw(&one_sided, Size::SCREEN).unwrap_err().to_string();
    assert!(refused.contains("roles positive and negative"), "{refused}");
}

#[test]
fn the_command_line_asks_for_it() {
    let folder = Folder::new();
    let support = ["estimate", "data/russia-ukraine/study.toml#support", "--question", "support-military"];
    let drawn = |more: &[&str]| folder.svg(&[&support[..], &["--chart", "likert"], more].concat());
    assert_ne!(drawn(&[]), drawn(&["--diverging"]));
    let refused = folder.draw(&[&support[..], &["--chart", "heat", "--diverging"]].concat());
    assert!(words(&refused).contains("diverging has no effect on the chart heat"), "{}", words(&refused));
    assert!(words(&refused).contains("add --chart likert"), "{}", words(&refused));
    std::fs::write(folder.file("t.csv"), "question,answer,percent,n\nq,Keep,30,900\nq,Raise,50,900\nq,Lower,20,900\n")
        .unwrap();
    let file = folder.file("t.csv");
    let refused = folder.draw(&["estimate", file.to_str().unwrap(), "--deff", "1", "--chart", "likert", "--diverging"]);
    let said = words(&refused);
    assert!(
        said.contains("[[question]]") && said.contains("role = \"positive\"") && said.contains("topline new"),
        "{said}"
    );
}
