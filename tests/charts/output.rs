//! What leaves the room: SVG that can be read and selected, PNG with its text chunks, CSV, alt text, and the same bytes every time.

use crate::samples;
use proptest::prelude::*;
use std::collections::BTreeSet;
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

#[test]
fn every_kind_has_a_sample() {
    let drawn: Vec<&str> = samples::all().iter().map(|(_, kind, _)| *kind).collect();
    for kind in kinds::ALL {
        assert!(drawn.contains(&kind.name()), "no sample of {}", kind.name());
        assert!(!kind.about().is_empty());
    }
}

#[test]
fn the_same_figures_give_the_same_bytes_on_any_thread() {
    for (name, kind, figures) in samples::all() {
        let bytes = |figures: &Figures| {
            let picture = draw(kind, figures);
            (picture.svg().unwrap(), picture.png().unwrap(), picture.csv, picture.alt)
        };
        let other = std::thread::scope(|scope| scope.spawn(|| bytes(&figures)).join().unwrap());
        assert!(bytes(&figures) == other, "{name} differs");
    }
}

#[test]
fn svg_holds_title_description_and_whole_lines_of_text() {
    let mut figures = samples::trend();
    figures.title = Some("Fish & <chips> \"fell\"".into());
    let svg = draw("trend", &figures).svg().unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1000\""));
    assert!(svg.contains("<title id=\"title\">Fish &amp; &lt;chips&gt; &quot;fell&quot;</title>"));
    // Two answers of one poll are one poll.
    let polls: BTreeSet<u64> = figures.rows.iter().map(|row| row.when.as_ref().unwrap().day.to_bits()).collect();
    assert!(polls.len() < figures.rows.len());
    assert!(svg.contains(&format!("<desc id=\"desc\">Line chart of {} polls", polls.len())), "{}", polls.len());
    assert!(svg.contains("font-weight=\"600\">Continue\u{2002}24%</text>"), "labels are text on one line");
    assert!(svg.contains("font-family=\"Inter, "));
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
}

#[test]
fn png_has_the_size_asked_for_and_carries_its_text() {
    let mut figures = samples::trend();
    figures.notes.source = Some("Левада-Центр".into());
    let bytes = draw("trend", &figures).png().unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (1600, 1000));
    let latin: Vec<&str> = info.uncompressed_latin1_text.iter().map(|chunk| chunk.keyword.as_str()).collect();
    assert!(latin.contains(&"Title") && latin.contains(&"Software"), "{latin:?}");
    let unicode =
        |keyword: &str| info.utf8_text.iter().find(|chunk| chunk.keyword == keyword).unwrap().get_text().unwrap();
    assert_eq!(unicode("Source"), "Левада-Центр");
    assert!(unicode("Description").contains("Continue: from 46% to 24%"));
}

#[test]
fn csv_gives_back_every_plotted_number() {
    for (name, kind, figures) in samples::all() {
        let picture = draw(kind, &figures);
        // With the sums that a kind prints beside what it was given.
        let figures = topline::chart::kinds::kind(kind).unwrap().completed(&figures).unwrap_or(figures);
        let mut reader = csv::Reader::from_reader(picture.csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let fitted: usize = figures.fits.iter().map(|fit| fit.points.len()).sum();
        assert_eq!(rows.len(), figures.rows.len() + fitted, "{name}");
        for (record, row) in rows.iter().zip(&figures.rows) {
            assert_eq!(record[9].parse::<f64>().ok(), row.value, "{name}");
        }
    }
}

#[test]
fn alt_text_names_type_range_and_base() {
    let alt = |kind: &str, figures: Figures| draw(kind, &figures).alt;
    let dots = alt("dots", samples::dots());
    assert!(dots.starts_with("Dot plot with intervals, 12 rows"), "{dots}");
    assert!(dots.contains("Highest: Moscow, 42%; lowest: 18–24, 21%."), "{dots}");
    assert!(dots.contains("Base: n = 18–1,615."), "{dots}");
    for (name, kind, figures) in samples::all() {
        let text = draw(kind, &figures).alt;
        assert!(text.len() > 40 && text.contains("Source: "), "{name}: {text}");
    }
}

#[test]
fn titles_are_neutral_unless_a_finding_is_given() {
    let mut figures = samples::dots();
    assert_eq!(draw("dots", &figures).drawing.title, figures.title.clone().unwrap());
    figures.title = None;
    assert_eq!(draw("dots", &figures).drawing.title, "Want military action to continue, by sex, age and settlement");
    let mut figures = samples::trend();
    figures.title = None;
    assert_eq!(draw("trend", &figures).drawing.title, "Continue military action, or start talks, Jul 2022 – Feb 2026");
}

#[test]
fn the_natural_kind_follows_the_shape_of_the_figures() {
    for (name, kind, figures) in samples::all() {
        if !matches!(name, "slope" | "heat" | "table" | "area") {
            assert_eq!(kinds::natural(&figures).name(), kind, "{name}");
        }
    }
}

/// Rows that random ones led to: names without a place to break, at the edge of a picture.
#[test]
fn long_words_keep_within_the_edges_of_small_pictures() {
    let row = || Row::new(0.0).inner(0.0, 0.0).base(0.0, 0.0);
    let named = |answer: &str| row().answer(answer);
    let word = "– 2ёшaдф-ё2-a 0ё am-0аад2а0ёa-a0ёёa–аa0аё";
    let columns = vec![named("").item("").at(13_620.0, "day 13620"), named(word)];
    let ends = vec![
        row().series(""),
        row().series("a-a0ё00k0–a–a0–a–0а–aaёmёё–ё0–а0aaaa-аa0а0"),
        named("аa0а a-ёёa-").at(2161.5, "day 2162"),
        row().item("b").series(" g-ёёоёьiёй 2ye–9-лю-мё–-ki8h–6 e-ё–-–v–6 u8–w ё к-3–jёэ–ц"),
    ];
    for (rows, width, height) in [(columns, 440, 440), (ends, 475, 451)] {
        let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
        within_edges(&figures, Size::new(width, height).unwrap()).unwrap();
    }
}

/// Pictures of all kinds, or clear errors.
fn within_edges(figures: &Figures, size: Size) -> Result<(), TestCaseError> {
    let theme = Theme::named("light").unwrap();
    for kind in kinds::ALL {
        let Ok(picture) = render(*kind, figures, &theme, size) else { continue };
        let clipped = picture.findings.iter().find(|finding| ["C02", "C03", "C06"].contains(&finding.code));
        prop_assert!(clipped.is_none(), "{}: {}", kind.name(), clipped.unwrap());
        prop_assert!(!picture.svg().unwrap().contains("NaN"));
    }
    Ok(())
}

fn any_row() -> impl Strategy<Value = Row> {
    let name = "[a-zа-яё 0-9–-]{0,60}";
    let place = (
        proptest::option::of(name),
        proptest::option::of(name),
        proptest::option::of(name),
        proptest::option::of(0.0..20_000.0f64),
    );
    (0.0..=1.0f64, 0.0..0.2f64, 0.0..5000.0f64, place, any::<[bool; 3]>()).prop_map(|(value, half, n, place, flags)| {
        let mut row = Row::new(value).inner((value - half).max(0.0), (value + half).min(1.0)).base(n, n / 1.5);
        row.answer = place.0;
        row.item = place.1;
        row.series = place.2;
        row.low_precision = flags[0];
        if flags[1] {
            row.value = None;
        }
        match place.3 {
            Some(day) => row.at(day, format!("day {day:.0}")),
            None => row,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_give_a_picture_within_its_edges_or_an_error(
        rows in prop::collection::vec(any_row(), 0..14),
        width in 400u32..2000,
        height in 250u32..1500,
    ) {
        let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
        within_edges(&figures, Size::new(width, height).unwrap())?;
    }
}

#[test]
fn a_font_of_ones_own_is_measured_and_drawn() {
    let fonts = "[fonts]\nregular = \"Inter-Regular.otf\"\nstrong = \"Inter-Regular.otf\"\n";
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let theme = Theme::parse("own.toml", &format!("base = \"light\"\n{fonts}"), &folder).unwrap();
    let picture = |theme: &Theme| render(kinds::kind("dots").unwrap(), &samples::dots(), theme, Size::SCREEN).unwrap();
    let (own, usual) = (picture(&theme), picture(&Theme::named("light").unwrap()));
    let title =
        |picture: &Picture| picture.drawing.marks.iter().find_map(|mark| mark.text().map(|text| text.width)).unwrap();
    assert!(title(&own) < title(&usual), "the regular weight runs narrower than the semibold");
    assert_ne!(own.png().unwrap(), usual.png().unwrap());
}
