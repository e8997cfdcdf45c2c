//! Panels of facets: how they stand, and what sets one off from the others.

use crate::command_line::Folder;
use crate::press::{draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::{BTreeMap, BTreeSet};
use topline::chart::drawing::{Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::chart::{Picture, Size, Theme};
use topline::survey;

/// How many panels stand in each row of a picture.
fn rows(picture: &Picture) -> Vec<usize> {
    let mut rows: BTreeMap<i64, usize> = BTreeMap::new();
    for mark in marks(picture, Role::Heading) {
        *rows.entry(mark.text().unwrap().at.1.round() as i64).or_default() += 1;
    }
    rows.into_values().collect()
}

#[test]
fn the_last_row_of_panels_is_as_full_as_may_be() {
    let of = |count: usize, size: Size| rows(&draw_in("facets", &samples::facets(count), "light", size));
    let usual: [(usize, &[usize]); 8] =
        [(2, &[2]), (3, &[3]), (4, &[2, 2]), (5, &[3, 2]), (7, &[4, 3]), (8, &[4, 4]), (9, &[3, 3, 3]), (10, &[5, 5])];
    for (count, wanted) in usual {
        for width in [1600, 4000] {
            assert_eq!(of(count, Size::wide(width).unwrap()), wanted, "{count} panels, {width} pixels");
        }
    }
    // A square neither grows nor leaves one alone; what has no room in one number of columns has it in another.
    for (count, wanted) in [(13, 3), (21, 3), (28, 3), (35, 5)] {
        let rows = of(count, Size::SQUARE);
        assert_eq!(rows[rows.len() - 1], wanted, "{count} panels in a square: {rows:?}");
    }
    for count in 2..=12 {
        for size in [Size::wide(400).unwrap(), Size::SCREEN, Size::SQUARE, Size::new(1600, 500).unwrap()] {
            let rows = of(count, size);
            let (first, last) = (rows[0], rows[rows.len() - 1]);
            assert_eq!(rows.iter().sum::<usize>(), count);
            assert!(rows.len() == 1 || 2 * last >= first, "{count} panels in {size:?}: {rows:?}");
            assert!(first == 1 || last > 1, "{count} panels in {size:?}: {rows:?}");
        }
    }
}

#[test]
fn the_ground_of_values_in_a_highlighted_panel_is_its_own() {
    let figures = samples::facets(4);
    let panel = figures.rows[0].panel.clone();
    for theme in ["light", "dark"] {
        let colours = Theme::named(theme).unwrap().colours;
        let picture = draw_in("facets", &Figures { highlight: panel.clone(), ..figures.clone() }, theme, Size::SCREEN);
        let grounds = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Grid);
        let filled = |mark: &&topline::chart::drawing::Mark| matches!(mark.shape, Shape::Area { fill, .. } if fill == colours.cells[0]);
        let ground = grounds.clone().find(filled).expect("the highlighted panel is tinted").extent();
        let halos = marks(&picture, Role::Halo);
        let within = |x: f64, y: f64| ground.x < x && x < ground.right() && ground.y < y && y < ground.bottom();
        let mut seen = [0, 0];
        for halo in halos {
            let place = halo.extent();
            let lit = within(place.x + place.width / 2.0, place.y + place.height / 2.0);
            let fill = match &halo.shape {
                Shape::Area { fill, .. } => *fill,
                Shape::Circle { fill, .. } => fill.unwrap(),
                other => panic!("{other:?}"),
            };
            assert_eq!(fill, if lit { colours.cells[0] } else { colours.paper }, "{theme}");
            seen[usize::from(lit)] += 1;
        }
        assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    }
}

#[test]
fn values_of_a_highlighted_panel_can_be_read_on_its_ground() {
    let sides = [survey::Role::Negative, survey::Role::Negative, survey::Role::Positive, survey::Role::Positive];
    let answers = ["very worried", "fairly worried", "not very worried", "not worried"].into_iter().zip(sides);
    let answers: Vec<AnswerOrder> = answers.map(|(name, role)| AnswerOrder { name: name.into(), role }).collect();
    let row = |at: usize, wave: usize| {
        let row =
            samples::share(0.1 + 0.1 * at as f64, 500.0, 1.0).answer(&*answers[at].name).panel(&*answers[at].name);
        row.at(19_000.0 + 365.0 * wave as f64, format!("wave {wave}"))
    };
    let rows = (0..4).flat_map(|at| (0..5).map(move |wave| (at, wave))).map(|(at, wave)| row(at, wave)).collect();
    let figures =
        Figures { rows, answers: answers.clone(), ordered: true, notes: samples::notes(), ..Figures::default() };
    for theme in ["light", "dark"] {
        for answer in &answers {
            // The linter finds text of too little contrast.
            draw_in(
                "facets",
                &Figures { highlight: Some(answer.name.clone()), ..figures.clone() },
                theme,
                Size::SCREEN,
            );
        }
    }
}

/// Shares of four parties and of those who do not know in three regions, in two waves, as nobody orders them.
const VOTES: [(&str, [i32; 3]); 5] = [
    ("Greens", [14, 17, 12]),
    ("Undecided", [30, 29, 32]),
    ("Conservatives", [21, 17, 25]),
    ("Liberals", [9, 11, 8]),
    ("Labour", [24, 26, 21]),
];
const BY_SIZE: [&str; 5] = ["Labour", "Conservatives", "Greens", "Liberals", "Undecided"];
/// As the table has them, no opinion last.
const PRINTED: [&str; 5] = ["Greens", "Conservatives", "Liberals", "Labour", "Undecided"];

/// What a command draws of these: names in order of appearance in the columns of the plotted numbers, and the texts of the picture.
fn votes(waves: usize, ask: &[&str], columns: &[&str]) -> (Vec<Vec<String>>, Vec<String>) {
    let folder = Folder::new();
    let mut table = "wave,question,answer,region,percent,n\n".to_owned();
    for wave in 0..waves {
        for (answer, shares) in VOTES {
            for (region, share) in ["North", "South", "East"].into_iter().zip(shares) {
                table += &format!("{}-03,vote,{answer},{region},{share},800\n", 2020 + wave);
            }
        }
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let said = texts(
        &folder.svg(&[&ask[..1], &[file.to_str().unwrap(), "--deff", "1", "--by", "region"], &ask[1..]].concat()),
    );
    let mut reader = csv::Reader::from_path(folder.file("picture.data.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let found = |column: &&str| {
        let at = headings.iter().position(|heading| heading == *column).unwrap();
        let mut names: Vec<String> =
            rows.iter().filter(|row| &row[0] == "estimate").map(|row| row[at].to_owned()).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    };
    (columns.iter().map(found).collect(), said)
}

/// The names in the order in which a picture first has them.
fn in_picture<'a>(names: &[&'a str], said: &[String]) -> Vec<&'a str> {
    let mut names = names.to_vec();
    names.sort_by_key(|name| said.iter().position(|text| text == name));
    names
}

#[test]
fn panels_lines_keys_and_numbers_have_one_order() {
    let regions = ["South", "North", "East"];
    let cases = [
        (1, &["estimate", "--chart", "facets"][..], ["panel", "level"], [&BY_SIZE[..], &regions]),
        (1, &["estimate", "--chart", "heat"], ["answer", "level"], [&PRINTED, &regions]),
        (4, &["estimate", "--chart", "facets"], ["panel", "series"], [&BY_SIZE, &regions]),
        (4, &["trend", "--chart", "facets"], ["panel", "series"], [&regions, &BY_SIZE]),
    ];
    for (waves, ask, columns, wanted) in cases {
        let (found, said) = votes(waves, ask, &columns);
        for names in wanted {
            assert_eq!(in_picture(names, &said), names, "{ask:?} of {waves}");
        }
        // A table of numbers is no list of panels.
        if ask.contains(&"facets") {
            assert_eq!(found, wanted, "{ask:?} of {waves}");
        }
    }
}

/// The picture of shares of four issues in five yearly waves, which rise from 30 by so many points in all; its texts, alt text and SVG.
fn issues(rises: [i32; 4], ask: &[&str]) -> (Vec<String>, String, String) {
    let folder = Folder::new();
    let mut table = "wave,question,answer,region,percent,n\n".to_owned();
    for year in 0..5 {
        for (at, (region, rise)) in ["North", "South", "East", "West"].into_iter().zip(rises).enumerate() {
            let yes = 30 + at as i32 + rise * year / 4;
            table += &format!("{}-03,issue,yes,{region},{yes},900\n", 2020 + year);
        }
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let given = [file.to_str().unwrap(), "--deff", "1.5", "--by", "region", "--chart", "facets"];
    let svg = folder.svg(&[&ask[..1], &given, &ask[1..]].concat());
    (texts(&svg), std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap(), svg)
}

#[test]
fn every_change_beyond_chance_is_in_colour_and_told_and_the_largest_is_bold() {
    for verb in ["estimate", "trend"] {
        let (said, alt, svg) = issues([20, 1, 0, -14], &[verb]);
        let heading = |name: &str| said.iter().find(|text| text.starts_with(name)).unwrap().as_str();
        let wanted = ["North\u{2002} +20\u{a0}points", "South", "East", "West\u{2002} −14\u{a0}points"];
        assert_eq!(["North", "South", "East", "West"].map(heading), wanted, "{verb}");
        let told = said.join(" ");
        let of = if verb == "trend" { " of the fitted line" } else { "" };
        assert!(told.contains(&format!("In colour: changes{of} from first to last beyond chance, adjusted")), "{told}");
        assert!(told.contains("; bold: the largest."), "{told}");
        let wanted = "Changes beyond chance, adjusted for several comparisons: North, +20 points (+";
        assert!(alt.contains(wanted) && alt.contains("; West, −14 points (−"), "{alt}");
        assert!(alt.contains("No other change is."), "{alt}");
        let bold = |name: &str| {
            let before = &svg[..svg.find(&format!(">{name}")).unwrap()];
            before[before.rfind("<text").unwrap()..].contains("font-weight=\"600\"")
        };
        assert!(bold("North\u{2002}") && !bold("South<") && !bold("West\u{2002}"), "{verb}");
    }
}

#[test]
fn no_panel_stands_out_by_chance_or_beside_a_highlight_and_none_is_grey_where_all_changed() {
    for (rises, more) in [([2, 1, 0, -1], &[][..]), ([16, 4, 0, -8], &["--highlight", "South"])] {
        for verb in ["estimate", "trend"] {
            let (said, alt, _) = issues(rises, &[&[verb], more].concat());
            let told = said.join(" ").replace("points (95%) for shares near", "");
            assert!(!told.contains("In colour") && !told.contains("points"), "{verb} {rises:?}: {told}");
            assert!(!alt.contains("beyond chance"), "{verb} {rises:?}: {alt}");
        }
    }
    // Of changes that are printed alike none is larger than the other.
    let (said, alt, _) = issues([16, 10, -12, -16], &["estimate"]);
    let told = said.join(" ");
    assert!(told.contains("Beside names: changes from first to last beyond chance") && !told.contains("In colour"));
    assert!(told.contains("; bold: the largest, printed alike."), "{told}");
    assert!(!alt.contains("No other change"), "{alt}");
}

#[test]
fn panels_of_answers_without_sides_have_one_colour_and_no_opinion_is_grey() {
    let answers =
        [("Labour", survey::Role::Plain), ("Greens", survey::Role::Plain), ("Undecided", survey::Role::DontKnow)];
    let row = |at: usize, wave: usize| {
        let name = answers[at].0;
        let row = samples::share(0.2 + 0.1 * at as f64, 500.0, 1.0).answer(name).panel(name);
        row.at(19_000.0 + 365.0 * wave as f64, format!("wave {wave}"))
    };
    let rows = (0..3).flat_map(|at| (0..5).map(move |wave| (at, wave))).map(|(at, wave)| row(at, wave)).collect();
    let order = answers.map(|(name, role)| AnswerOrder { name: name.into(), role });
    let figures = Figures { rows, answers: order.into(), notes: samples::notes(), ..Figures::default() };
    for theme in ["light", "dark"] {
        let picture = draw_in("facets", &figures, theme, Size::SCREEN);
        let colours: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1.colour).collect();
        assert!(colours[0] == colours[1] && colours[1] != colours[2], "{theme}");
    }
}

#[test]
fn panels_whose_change_may_be_chance_are_grey() {
    let mut figures = samples::facets(5);
    let change = |panel: &str, change: f64| {
        let row = Row::new(change).panel(panel).series("continue").part(Part::Change);
        Row { significant: Some(change < -0.15), ..row.inner(change - 0.05, change + 0.05) }
    };
    figures
        .rows
        .extend(["North", "South", "Volga"].into_iter().zip([-0.2, -0.1, -0.3]).map(|(name, by)| change(name, by)));
    for theme in ["light", "dark"] {
        let picture = draw_in("facets", &figures, theme, Size::SCREEN);
        let colours: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1.colour).collect();
        let grey = Theme::named(theme).unwrap().colours.neutral;
        assert_eq!(colours.iter().filter(|colour| **colour != grey).count(), 2, "{theme}");
        assert!(texts_of(&picture, Role::Heading).contains(&"Volga\u{2002} −30\u{a0}points".to_owned()));
    }
    // Where both have no room, the name alone is told.
    let mut many = samples::facets(24);
    many.rows.extend(figures.rows.split_off(5 * 14));
    let long = |panel: &mut Option<String>| *panel = panel.take().map(|name| name.replace("Volga", "The Volga area"));
    many.rows.iter_mut().for_each(|row| long(&mut row.panel));
    many.fits.iter_mut().for_each(|fit| long(&mut fit.panel));
    let headings = texts_of(&draw_in("facets", &many, "light", Size::SQUARE), Role::Heading);
    assert!(headings.contains(&"The Volga area".to_owned()), "{headings:?}");
}

#[test]
fn panels_of_one_date_have_no_lines_in_words_and_room_for_their_values() {
    let folder = Folder::new();
    let table = "date,question,answer,percent,n\n2024-05-05,q,good,0,1000\n2024-05-05,q,fair,100,1000\n2024-05-05,q,bad,0,1000\n";
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let ask =
        ["estimate", file.to_str().unwrap(), "--deff", "1.5", "--chart", "facets", "--width", "400", "--deny", "C02"];
    let told = texts(&folder.svg(&ask)).join(" ");
    assert!(told.contains("Points: polls") && !told.contains("Lines join") && !told.contains("Pale lines"), "{told}");
}

#[test]
fn last_values_of_panels_have_room_however_wide() {
    let mut figures = samples::facets(3);
    for row in figures.rows.iter_mut().filter(|row| row.value.is_some()) {
        row.value = Some(1.0);
        (row.inner, row.outer) = (Some(topline::uncertainty::Bounds { low: 0.999, high: 1.0 }), None);
    }
    figures.fits.clear();
    // The linter finds what the edge of the picture cuts, and values over names of the next panel.
    for size in [Size::wide(400).unwrap(), Size::SCREEN] {
        draw_in("facets", &figures, "light", size);
    }
}

/// Eight lines in one plot would have colours for some only; eight panels do not.
#[test]
fn the_footer_of_highlighted_panels_speaks_of_all_their_intervals() {
    let folder = Folder::new();
    let row = |wave: usize, region: usize| format!("202{wave}-03,r{region},yes,{},900\n", 30 + 3 * region + wave);
    let rows: String = (0..5).flat_map(|wave| (0..8).map(move |region| row(wave, region))).collect();
    std::fs::write(folder.file("t.csv"), format!("wave,region,answer,percent,n\n{rows}")).unwrap();
    let file = folder.file("t.csv");
    let asked = ["estimate", file.to_str().unwrap(), "--deff", "1", "--by", "region", "--chart", "facets"];
    let said = texts(&folder.svg(&[&asked[..], &["--highlight", "r3"]].concat())).join(" ");
    assert!(said.contains("whiskers: 95% intervals") && !said.contains("line in colour"), "{said}");
}
