//! The gallery: one picture of each kind, light and dark, in `plots/gallery`. `BLESS=1 cargo test --test charts gallery` draws it anew;
//! without it the pictures there are compared with what is drawn now, by how different they look.

use crate::samples;
use std::path::{Path, PathBuf};
use topline::chart::colour::{Colour, Sight};
use topline::chart::{Size, Theme, kinds, render};
use topline::study::acts::{self, Found};
use topline::study::{ChartEntry, Drawn, Source, Study, figures};

const WIDTH: u32 = 1200;

/// A picture of the gallery by its file name.
type Drawing = (String, Vec<u8>);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The charts of the study in `data/gallery`, and those that no verb draws, in one theme.
fn pictures(theme: &str) -> Vec<Drawing> {
    let study = Study::open(&root().join("data/gallery/study.toml")).unwrap();
    let mut made: Vec<Drawing> = study.file().chart.iter().map(|entry| studied(&study, entry, theme)).collect();
    for (name, figures) in [("weights", samples::weights()), ("lint", samples::lint())] {
        let size = Size::wide(WIDTH).unwrap();
        let picture = render(kinds::kind(name).unwrap(), &figures, &Theme::named(theme).unwrap(), size).unwrap();
        made.push((format!("{name}-{theme}.png"), picture.png().unwrap()));
    }
    made
}

fn studied(study: &Study, entry: &ChartEntry, theme: &str) -> Drawing {
    let (source, found) = result(study, &entry.of[0]);
    let entry = ChartEntry { theme: Some(theme.to_owned()), width: Some(WIDTH), ..entry.clone() };
    let plan = figures(&entry, &[Drawn { source: &source, found: &found }]);
    let picture = plan.unwrap_or_else(|error| panic!("{}: {error}", entry.name)).render().unwrap();
    // Two waves were printed without "hard to say"; nothing else may be found.
    let broken = picture.findings.first();
    assert_eq!(broken, None, "{} in {theme}", entry.name);
    (format!("{}-{theme}.png", entry.name), picture.png().unwrap())
}

/// What the act of this name finds.
fn result(study: &Study, name: &str) -> (Source, Found) {
    let file = study.file();
    let source = |of: &Option<String>| study.source(of.as_deref().unwrap()).unwrap();
    if let Some(act) = file.estimate.iter().find(|act| act.name == name) {
        let source = source(&act.source);
        let found = acts::estimate(&source, &act.options, true).unwrap();
        return (source, Found::Estimates(found));
    }
    if let Some(act) = file.compare.iter().find(|act| act.name == name) {
        let source = source(&act.source);
        let found = acts::compare(&source, &act.options, true).unwrap();
        return (source, Found::Comparisons(found));
    }
    let act = file.trend.iter().find(|act| act.name == name).unwrap();
    let source = source(&act.source);
    let found = acts::trend(&source, &act.options).unwrap();
    (source, Found::Trends(found))
}

#[test]
fn gallery_pictures_look_as_they_did() {
    let folder = root().join("plots/gallery");
    let made: Vec<Drawing> = std::thread::scope(|scope| {
        let halves = ["light", "dark"].map(|theme| scope.spawn(move || pictures(theme)));
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    for kind in kinds::ALL {
        assert!(made.iter().any(|(name, _)| *name == format!("{}-dark.png", kind.name())), "no {}", kind.name());
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        made.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
        return;
    }
    let drifted: Vec<String> = made.iter().filter_map(|(name, bytes)| drift(&folder.join(name), bytes)).collect();
    let advice = "look at them, and if they are right draw the gallery anew: BLESS=1 cargo test --test charts gallery";
    assert!(drifted.is_empty(), "{} pictures drifted; {advice}\n{}", drifted.len(), drifted.join("\n"));
}

/// The largest mean distance in OKLab (black to white is 100) that a block of pixels may have from its reference.
const TOLERANCE: f64 = 1.5;
/// Pixels along an edge of a block.
const BLOCK: usize = 12;

/// Says how a picture differs from its reference, if it does.
fn drift(reference: &PathBuf, bytes: &[u8]) -> Option<String> {
    let name = reference.file_name().unwrap().to_string_lossy();
    let Ok(stored) = std::fs::read(reference) else { return Some(format!("{name}: there is no such picture")) };
    if stored == bytes {
        return None;
    }
    let ((width, height, old), (new_width, new_height, new)) = (pixels(&stored), pixels(bytes));
    if (width, height) != (new_width, new_height) {
        return Some(format!("{name}: {width} × {height} pixels became {new_width} × {new_height}"));
    }
    let (worst, x, y) = worst_block(&old, &new, width);
    (worst > TOLERANCE)
        .then(|| format!("{name}: colours differ by {worst:.1} about ({x}, {y}), {TOLERANCE} is allowed"))
}

/// The largest mean distance of a block, and where the block starts.
fn worst_block(old: &[Colour], new: &[Colour], width: usize) -> (f64, usize, usize) {
    let across = width.div_ceil(BLOCK);
    let mut blocks = vec![(0.0, 0.0); across * (old.len() / width).div_ceil(BLOCK)];
    for (at, (a, b)) in old.iter().zip(new).enumerate() {
        let block = &mut blocks[at / width / BLOCK * across + at % width / BLOCK];
        block.0 += if a == b { 0.0 } else { a.distance(*b, Sight::Usual) };
        block.1 += 1.0;
    }
    let means = blocks.iter().map(|(sum, count)| sum / count).enumerate();
    let (at, worst) = means.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    (worst, at % across * BLOCK, at / across * BLOCK)
}

fn pixels(bytes: &[u8]) -> (usize, usize, Vec<Colour>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut buffer).unwrap();
    let colours = buffer[..frame.buffer_size()].chunks_exact(3).map(|p| Colour::new(p[0], p[1], p[2])).collect();
    (frame.width as usize, frame.height as usize, colours)
}

#[test]
fn the_comparison_sees_a_moved_label_and_passes_a_shade() {
    let draw = |shift: f64| {
        let kind = kinds::kind("dots").unwrap();
        let mut picture = render(kind, &samples::dots(), &Theme::named("light").unwrap(), Size::THUMBNAIL).unwrap();
        let label = picture.drawing.marks.iter_mut().rfind(|mark| mark.text().is_some()).unwrap();
        if let topline::chart::drawing::Shape::Text(text) = &mut label.shape {
            text.at.0 += shift;
        }
        picture.png().unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let reference = folder.path().join("dots.png");
    std::fs::write(&reference, draw(0.0)).unwrap();
    assert_eq!(drift(&reference, &draw(0.0)), None);
    let moved = drift(&reference, &draw(6.0)).unwrap();
    assert!(moved.starts_with("dots.png: colours differ by"), "{moved}");
    let (width, _, old) = pixels(&draw(0.0));
    let shade = |c: &Colour| Colour::new(c.rgb.0 ^ 1, c.rgb.1 ^ 1, c.rgb.2);
    let shaded: Vec<Colour> = old.iter().map(shade).collect();
    assert!(worst_block(&old, &shaded, width).0 < TOLERANCE, "rounding of colours is no drift");
}
