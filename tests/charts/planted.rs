//! Faults planted in good charts: the linter has to find each, by its code, and nothing in the chart before.

use crate::samples;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Drawing, Mark, Role, Shape};
use topline::chart::figures::{Figures, Row};
use topline::chart::lint::lint;
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

/// Codes found once `fault` is planted in the drawing.
fn after(kind: &str, figures: &Figures, fault: impl FnOnce(&mut Drawing)) -> Vec<&'static str> {
    let mut drawing = draw(kind, figures).drawing;
    assert_eq!(lint(&drawing, figures), [], "the chart is good before the fault is planted");
    fault(&mut drawing);
    lint(&drawing, figures).into_iter().map(|finding| finding.code).collect()
}

/// Codes found when the figures themselves are at fault.
fn of(kind: &str, figures: &Figures) -> Vec<&'static str> {
    draw(kind, figures).findings.into_iter().map(|finding| finding.code).collect()
}

fn texts(drawing: &mut Drawing, role: Role) -> Vec<&mut topline::chart::drawing::Text> {
    let marks = drawing.marks.iter_mut().filter(|mark| mark.role == role);
    marks.filter_map(|mark| if let Shape::Text(text) = &mut mark.shape { Some(text) } else { None }).collect()
}

fn of_role(drawing: &mut Drawing, role: Role) -> impl Iterator<Item = &mut Mark> {
    drawing.marks.iter_mut().filter(move |mark| mark.role == role)
}

const PALE: Colour = Colour::new(0xE8, 0xEC, 0xF0);

#[test]
fn overlapping_and_clipped_texts() {
    let overlap = |drawing: &mut Drawing| {
        let mut names = texts(drawing, Role::Name);
        names[1].at = names[2].at;
    };
    assert_eq!(after("dots", &samples::dots(), overlap), ["C01"]);
    let clip = |drawing: &mut Drawing| {
        drawing.marks.retain(|mark| mark.role != Role::Interval);
        texts(drawing, Role::Label)[0].at.0 += 120.0;
    };
    assert_eq!(after("trend", &samples::trend(), clip), ["C02", "C09"], "cut, and without what stood in its way");
}

#[test]
fn weak_contrast_of_texts_and_marks() {
    let text = |drawing: &mut Drawing| texts(drawing, Role::Subtitle)[0].colour = Colour::new(0x9A, 0x9A, 0x9A);
    assert_eq!(after("dots", &samples::dots(), text), ["C03"]);
    let on_fill = |drawing: &mut Drawing| texts(drawing, Role::Value)[0].colour = Colour::new(0, 0, 0);
    assert_eq!(after("likert", &samples::likert(), on_fill), ["C03"], "black on dark blue");
    // From dark blue into light blue, in white: only the part on the light one is hard to read.
    let straddling = |drawing: &mut Drawing| texts(drawing, Role::Value)[0].at.0 += 114.0;
    assert_eq!(after("likert", &samples::likert(), straddling), ["C03"]);
    let bar = |drawing: &mut Drawing| {
        if let Some(Mark { shape: Shape::Area { fill, .. }, .. }) = of_role(drawing, Role::Bar).next() {
            *fill = PALE;
        }
    };
    assert_eq!(after("bars", &samples::bars(), bar), ["C04"]);
    let disc = |drawing: &mut Drawing| {
        let mut discs = of_role(drawing, Role::Disc).map(|mark| &mut mark.shape);
        if let Some(Shape::Circle { fill: Some(fill), .. } | Shape::Area { fill, .. }) = discs.next() {
            *fill = fill.fade(0.22);
        }
    };
    assert_eq!(after("trend", &crate::crowd::crowd(200), disc), ["C04"]);
}

#[test]
fn colours_that_meet_without_green_cones() {
    let mut theme = Theme::named("light").unwrap();
    theme.colours.series = vec![Colour::new(0xC0, 0x50, 0x30), Colour::new(0x7A, 0x7A, 0x1E)];
    let figures = samples::trend();
    let picture = render(kinds::kind("trend").unwrap(), &figures, &theme, Size::SCREEN).unwrap();
    let found: Vec<_> = picture.findings.iter().filter(|finding| finding.code == "C05").collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("look alike under"), "{}", found[0]);
}

#[test]
fn colours_of_a_theme_that_are_one_to_the_eye() {
    let (blue, near) = (Colour::new(0x1B, 0x5E, 0x9E), Colour::new(0x1F, 0x62, 0x9C));
    let mut theme = Theme::named("light").unwrap();
    (theme.colours.series, theme.colours.ordered) = (vec![blue, near, blue, near], [near, blue]);
    (theme.colours.positive, theme.colours.negative) = ([blue, near], [near, blue]);
    let drawn = [
        ("trend", samples::trend()),
        ("slope", samples::slope()),
        ("area", samples::area()),
        ("likert", samples::likert()),
        ("likert", samples::diverging()),
    ];
    for (kind, figures) in drawn {
        let picture = render(kinds::kind(kind).unwrap(), &figures, &theme, Size::SCREEN).unwrap();
        let codes: Vec<&str> = picture.findings.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&"C05"), "{kind}: {codes:?}");
    }
}

#[test]
fn dishonest_axes() {
    let cut = |drawing: &mut Drawing| drawing.scales[0].from = 0.1;
    assert!(after("bars", &samples::bars(), cut).contains(&"C06"));
    let open = |drawing: &mut Drawing| drawing.scales[0].labelled = Some((0.2, 0.4));
    assert_eq!(after("trend", &samples::trend(), open), ["C11"]);
    let other = |drawing: &mut Drawing| drawing.scales[1].to = 1.0;
    assert!(after("facets", &dated(samples::facets(8)), other).contains(&"C14"));
}

/// The sample with all notes that the linter asks for.
fn dated(mut figures: Figures) -> Figures {
    figures.notes.field_dates = Some("2024 – 2026".into());
    figures
}

#[test]
fn missing_notes() {
    let mut figures = samples::dots();
    figures.notes.source = None;
    assert_eq!(of("dots", &figures), ["C08"]);
    figures.notes.source = Some(" ".into());
    assert_eq!(of("dots", &figures), ["C08"], "a blank is no source");
    let mut figures = samples::dots();
    figures.rows.iter_mut().for_each(|row| (row.n, row.n_effective) = (None, None));
    assert_eq!(of("dots", &figures), ["C07"]);
    figures.notes.n = Some((1600.0, 1600.0));
    assert_eq!(of("dots", &figures), [] as [&str; 0]);
    let mut figures = samples::dots();
    figures.notes.field_dates = None;
    figures.notes.level = None;
    assert_eq!(of("dots", &figures), ["C15", "C15"]);
    let mut figures = samples::dots();
    figures.rows.iter_mut().for_each(|row| (row.inner, row.outer) = (None, None));
    figures.notes.interval = None;
    assert_eq!(of("dots", &figures), ["C09"]);
    figures.notes.intervals_off = true;
    assert_eq!(of("dots", &figures), [] as [&str; 0]);
}

#[test]
fn texts_of_many_sizes_and_texts_cut_short() {
    let sizes = |drawing: &mut Drawing| texts(drawing, Role::Footer)[0].size = 9.0;
    assert_eq!(after("dots", &samples::dots(), sizes), ["C10"]);
    let mut figures = samples::dots();
    figures.title = Some("so many words that no title could hold them all ".repeat(12));
    assert!(of("dots", &figures).contains(&"C16"));
}

#[test]
fn a_band_past_the_last_poll() {
    let stretch = |drawing: &mut Drawing| {
        if let Some(Mark { shape: Shape::Area { points, .. }, .. }) = of_role(drawing, Role::Ribbon).last() {
            points.iter_mut().for_each(|point| point.0 += 8.0);
        }
    };
    assert_eq!(after("trend", &samples::trend(), stretch), ["C12"]);
}

#[test]
fn stacks_that_do_not_add_up() {
    let mut figures = samples::likert();
    figures.rows.iter_mut().find(|row| row.answer.as_deref() == Some("rather do not")).unwrap().value = Some(0.19);
    figures.rows.iter_mut().for_each(|row| (row.inner, row.outer) = (None, None));
    let message = draw("likert", &figures).findings.into_iter().find(|f| f.code == "C13").unwrap().message;
    assert!(message.starts_with("November 2022: 5 answers add up to 109.0%"), "{message}");
}

#[test]
fn series_without_a_name_and_labels_on_lines() {
    let nameless =
        |drawing: &mut Drawing| drawing.marks.retain(|mark| mark.role != Role::Label || mark.series != Some(1));
    assert_eq!(after("trend", &samples::trend(), nameless), ["C17"]);
    let struck = |drawing: &mut Drawing| texts(drawing, Role::Label)[0].at.0 -= 60.0;
    assert!(after("trend", &samples::trend(), struck).contains(&"C18"));
    // An interval that runs out of the plot, over the date and the name of its row.
    let astray = |drawing: &mut Drawing| {
        if let Some(Mark { shape: Shape::Line { points, .. }, .. }) = of_role(drawing, Role::Whisker).next() {
            points[0].0 = 60.0;
        }
    };
    assert_eq!(after("forest", &samples::forest(), astray), ["C18"; 2]);
    // The name of the heavy weights over the bars of usual ones, and a value half in a bar of its own.
    let over = |drawing: &mut Drawing| {
        let middle = of_role(drawing, Role::Bar).map(|mark| mark.extent().centre()).nth(4).unwrap();
        texts(drawing, Role::Label)[0].at = middle;
    };
    assert!(after("weights", &samples::weights(), over).contains(&"C18"));
    let half = |drawing: &mut Drawing| {
        let bar = of_role(drawing, Role::Bar).next().unwrap().extent();
        texts(drawing, Role::Value)[0].at = (bar.right() - 5.0, bar.centre().1 + 4.0);
    };
    assert!(after("bars", &samples::bars(), half).contains(&"C18"));
    // A line to read by that is drawn first, through a name that has no ground.
    let through = |drawing: &mut Drawing| {
        let (x, y) = texts(drawing, Role::Name)[0].extent().centre();
        let points = vec![(x, y - 20.0), (x, y + 20.0)];
        let stroke = topline::chart::drawing::Stroke::new(Colour::new(0, 0, 0), 1.0);
        drawing.marks.insert(0, Mark { role: Role::Axis, series: None, shape: Shape::Line { points, stroke } });
    };
    assert_eq!(after("bars", &samples::bars(), through), ["C18"]);
}

#[test]
fn a_gap_without_polls_that_a_line_joins() {
    let solid = |drawing: &mut Drawing| {
        for mark in of_role(drawing, Role::Bridge) {
            if let Shape::Line { stroke, .. } = &mut mark.shape {
                stroke.dash = None;
            }
        }
    };
    assert_eq!(after("trend", &samples::trend(), solid), ["C20", "C20"], "both lines have the gap of 2024");
    let joined = |drawing: &mut Drawing| {
        let first = drawing.marks.iter().position(|mark| mark.role == Role::Fit).unwrap();
        drawing.marks[first + 1].role = Role::Fit;
        if let Shape::Line { stroke, .. } = &mut drawing.marks[first + 1].shape {
            stroke.dash = None;
        }
    };
    assert_eq!(after("trend", &samples::trend(), joined), ["C20"], "one line as if it were whole");
}

#[test]
fn lines_of_other_panels_that_look_like_data() {
    let loud = |drawing: &mut Drawing| {
        for mark in of_role(drawing, Role::Ghost).take(1) {
            if let Shape::Line { stroke, .. } = &mut mark.shape {
                stroke.colour.alpha = 1.0;
            }
        }
    };
    assert_eq!(after("facets", &samples::facets(8), loud), ["C21"]);
}

#[test]
fn a_picture_without_words() {
    assert_eq!(after("dots", &samples::dots(), |drawing| drawing.description.clear()), ["C19"]);
    let mut figures = samples::dots();
    figures.title = Some(" ".into());
    assert_eq!(of("dots", &figures), ["C19"]);
}

#[test]
fn a_single_row_needs_no_legend() {
    let mut figures = samples::dots();
    figures.rows = vec![Row::new(0.3).inner(0.2, 0.4).base(400.0, 300.0)];
    assert_eq!(of("dots", &figures), [] as [&str; 0]);
}

/// Replaces the words of the footer by others: they stand in its first line, the rest is left out.
fn footer(drawing: &mut Drawing, from: &str, to: &str) {
    let whole = texts(drawing, Role::Footer).iter().map(|text| text.text.clone()).collect::<Vec<_>>().join(" ");
    assert!(whole.contains(from), "{whole}");
    for (at, text) in texts(drawing, Role::Footer).into_iter().enumerate() {
        text.text = if at == 0 { whole.replace(from, to) } else { String::new() };
    }
}

/// Codes found once the footer says something else; its width and size are no matter here.
fn said(kind: &str, figures: &Figures, from: &str, to: &str) -> Vec<&'static str> {
    let found = after(kind, figures, |drawing| footer(drawing, from, to));
    found.into_iter().filter(|code| !["C01", "C02"].contains(code)).collect()
}

#[test]
fn intervals_that_the_footer_names_and_no_mark_shows() {
    let without = |role: Role| move |drawing: &mut Drawing| drawing.marks.retain(|mark| mark.role != role);
    assert_eq!(
        after("bars", &samples::bars(), without(Role::Whisker)),
        ["C09", "C09"],
        "none, and none that are named"
    );
    assert_eq!(after("dots", &samples::dots(), without(Role::Whisker)), ["C09"], "the column is left");
    assert_eq!(after("trend", &samples::trend(), without(Role::Ribbon)), ["C09"], "the band");
    assert_eq!(after("heat", &samples::heat(), without(Role::Interval)), ["C09", "C09"], "margins");
    assert_eq!(after("trend", &samples::trend(), without(Role::Interval)), ["C09"], "small numbers");
    let one = |drawing: &mut Drawing| {
        for mark in of_role(drawing, Role::Whisker) {
            if let Shape::Line { stroke, .. } = &mut mark.shape {
                stroke.width = 2.0;
            }
        }
    };
    assert_eq!(after("dots", &samples::dots(), one), ["C09"], "thick and thin are one");
}

#[test]
fn intervals_that_the_picture_shows_and_no_word_explains() {
    let (dots, trend, heat) = (samples::dots(), samples::trend(), samples::heat());
    // More lines than have intervals in their cells.
    let mut long = heat.clone();
    let more = heat.rows.iter().filter(|row| row.group.is_some()).cloned().map(|row| Row { group: None, ..row });
    long.rows.extend(more.map(|row| Row { item: Some(format!("again {}", row.n.unwrap())), ..row }));
    assert_eq!(said("dots", &dots, "95% intervals", "95% intervals"), [] as [&str; 0]);
    assert_eq!(said("dots", &dots, "Thick bars: 95% intervals (Wilson) from sampling; thin bars add", "Add"), ["C09"]);
    assert_eq!(said("trend", &trend, " with the band of its interval", ""), ["C09"]);
    assert_eq!(said("trend", &trend, "whiskers: 95% intervals", "others"), ["C09"]);
    assert_eq!(said("trend", &trend, "Small numbers: the interval", "The number"), ["C09"]);
    assert_eq!(
        said("heat", &long, "Margin: the farthest that 95% intervals", "Something"),
        [] as [&str; 0],
        "its heading"
    );
    assert_eq!(said("heat", &long, "Margin: the farthest", "Intervals are not shown"), ["C09"], "they are");
    assert_eq!(said("heat", &heat, "Small, below numbers: 95% intervals", "So"), ["C09"]);
    assert_eq!(said("likert", &samples::likert(), "Small, by sums: 95% intervals (Wilson)", "So"), ["C09"]);
}
