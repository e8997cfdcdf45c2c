//! Fonts of one's own: a right picture, or an error that says what is wrong with which file or text.

use crate::samples;
use std::path::{Path, PathBuf};
use topline::chart::drawing::{Drawing, Role};
use topline::chart::figures::{Figures, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};

const TUFFY: &str = "Tuffy-Latin.ttf";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts/fonts")
}

/// The light theme with a font for each weight.
fn with_fonts(regular: &str, strong: &str) -> Result<Theme, ChartError> {
    let text = format!("base = \"light\"\n[fonts]\nregular = {regular:?}\nstrong = {strong:?}\n");
    Theme::parse("brand.toml", &text, &folder())
}

fn draw(figures: &Figures, theme: &Theme) -> Result<Picture, ChartError> {
    render(kinds::kind("dots").unwrap(), figures, theme, Size::SCREEN)
}

/// Widths of the names of rows.
fn widths(drawing: &Drawing) -> Vec<f64> {
    let names = drawing.marks.iter().filter(|mark| mark.role == Role::Name).filter_map(|mark| mark.text());
    names.map(|text| text.width).collect()
}

/// Dark pixels in a part of the picture.
fn ink(picture: &Picture, (left, top): (u32, u32), (width, height): (u32, u32)) -> usize {
    let bytes = picture.png().unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let at = |x: u32, y: u32| u32::from(pixels[((y * info.width + x) * 3) as usize]);
    (top..top + height).flat_map(|y| (left..left + width).map(move |x| (x, y))).filter(|&(x, y)| at(x, y) < 100).count()
}

#[test]
fn a_font_of_ones_own_is_measured_and_drawn() {
    let figures = samples::dots();
    let own = draw(&figures, &with_fonts(TUFFY, TUFFY).unwrap()).unwrap();
    let usual = draw(&figures, &Theme::named("light").unwrap()).unwrap();
    assert_eq!(own.findings, []);
    assert!(own.svg().unwrap().contains("font-family=\"Tuffy, "));
    assert_ne!(widths(&own.drawing), widths(&usual.drawing));
    let title = ((40, 40), (900, 50));
    let (drawn, inter) = (ink(&own, title.0, title.1), ink(&usual, title.0, title.1));
    assert!(drawn > 1000 && drawn != inter, "the title is there in other letters: {drawn} and {inter}");
}

#[test]
fn two_files_are_two_weights_whatever_they_call_themselves() {
    let inter = "../../../assets/fonts/Inter-Regular.otf";
    let figures = samples::dots();
    let mixed = draw(&figures, &with_fonts(inter, TUFFY).unwrap()).unwrap();
    let plain = draw(&figures, &with_fonts(inter, inter).unwrap()).unwrap();
    let title = ((40, 40), (900, 50));
    assert_ne!(ink(&mixed, title.0, title.1), ink(&plain, title.0, title.1), "the title is set in the file for strong");
}

#[test]
fn signs_that_a_font_lacks_are_named_with_their_place() {
    let theme = with_fonts(TUFFY, TUFFY).unwrap();
    let fails = |level: &str, title: &str| {
        let rows = vec![Row::new(0.3).group("sex", level), Row::new(0.4).group("sex", "men")];
        draw(&Figures { rows, title: Some(title.into()), ..Figures::default() }, &theme).unwrap_err().to_string()
    };
    let name = fails("жінки", "Support falls");
    assert!(name.contains("font Tuffy has no sign for 'Ж' (U+0416) in the name of a row, \"Жінки\""), "{name}");
    assert!(name.contains("under [fonts] of the theme"), "{name}");
    let title = fails("women", "Support is ☂ 30%");
    assert!(title.contains("'☂' (U+2602) in the title, \"Support is ☂ 30%\""), "{title}");
}

#[test]
fn every_kind_is_drawn_in_a_latin_font_that_lacks_our_signs() {
    let theme = with_fonts(TUFFY, TUFFY).unwrap();
    for (name, kind, figures) in samples::all() {
        let picture = render(kinds::kind(kind).unwrap(), &figures, &theme, Size::SCREEN);
        let picture = picture.unwrap_or_else(|error| panic!("{name}: {error}"));
        let wrong: Vec<_> = picture.findings.iter().filter(|f| matches!(f.code, "C01" | "C02" | "C18")).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

#[test]
fn signs_lent_by_the_embedded_font_are_drawn_and_measured() {
    let theme = with_fonts(TUFFY, TUFFY).unwrap();
    let drawn = |title: &str| draw(&Figures { title: Some(title.into()), ..samples::dots() }, &theme).unwrap();
    let width =
        |picture: &Picture| picture.drawing.marks.iter().find(|mark| mark.role == Role::Title).unwrap().extent().width;
    let (with, without) = (drawn("▲▲▲▲"), drawn("†"));
    let place = ((40, 40), (200, 50));
    assert!(ink(&with, place.0, place.1) > 500, "triangles are filled");
    assert!(width(&with) > 2.0 * width(&without));
    let right = 48 + (2.0 * width(&with)) as u32;
    assert_eq!(ink(&with, (right + 3, 40), (100, 50)), 0, "they end where they were measured to end");
    assert!(ink(&with, (right - 30, 40), (30, 50)) > 50);
}

#[test]
fn scripts_that_are_not_set_are_refused_even_where_the_font_has_their_signs() {
    for theme in [with_fonts(TUFFY, TUFFY).unwrap(), Theme::named("dark").unwrap()] {
        for (text, script) in [("אב", "Hebrew"), ("ا", "Arabic"), ("投", "Chinese characters")] {
            let titled = Figures { title: Some(text.into()), ..samples::dots() };
            let error = draw(&titled, &theme).unwrap_err().to_string();
            assert!(error.contains(&format!("the title, \"{text}\", is written in {script}")), "{error}");
            let mut noted = samples::dots();
            noted.notes.source = Some(text.into());
            let error = draw(&noted, &theme).unwrap_err().to_string();
            assert!(error.starts_with("the footer, ") && error.contains(script), "{error}");
        }
    }
}

#[test]
fn files_that_are_no_fonts_or_not_there_are_named() {
    let absent = with_fonts(TUFFY, "no-such.ttf").unwrap_err().to_string();
    assert!(absent.contains("theme brand.toml: ") && absent.contains("no-such.ttf"), "{absent}");
    let text = with_fonts("README.md", TUFFY).unwrap_err().to_string();
    assert!(text.contains("font `regular` (README.md)") && text.contains(".ttf, .otf"), "{text}");
    let half = Theme::parse("brand.toml", "base = \"light\"\n[fonts]\nregular = \"a.ttf\"\n", &folder());
    assert!(half.unwrap_err().to_string().contains("strong"));
}
