//! Charts as a user of the library draws them: what is in the pictures, what is refused, and (ignored by default) the pictures
//! themselves, to be looked at.

mod apart;
mod areas;
mod around;
mod asked;
mod bars;
mod between_ends;
mod brackets;
mod by_hand;
mod cells;
mod command_line;
mod conditions;
mod covered;
mod craft;
mod crowd;
mod dumbbells;
mod fonts;
mod forms;
mod gallery;
mod headings;
mod houses;
mod inspections;
mod intervals;
mod lines_over_time;
mod many_lines;
mod namesakes;
mod not_shown;
mod numbers;
mod one_way;
mod output;
mod outside;
mod own_colours;
mod pairs;
mod panels;
mod parts;
mod planted;
mod polled;
mod pollsters;
mod press;
mod respondents;
mod rhythm;
mod room;
mod said;
mod samples;
mod scales;
mod several;
mod slopes;
mod stacks;
mod stress;
mod sums;
mod suppressed;
mod sureness;
mod tables;
mod titles;
mod told;
mod trackers;
mod unnamed;
mod weighed;
mod weighting;
mod weights;
mod words;

use std::path::Path;
use topline::chart::figures::Figures;
use topline::chart::{Size, Theme, kinds, render};

/// Draws one picture into `target/charts`.
fn save(name: &str, kind: &str, figures: &Figures, theme: &str, size: Size) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/charts");
    std::fs::create_dir_all(&folder).unwrap();
    let picture = render(kinds::kind(kind).unwrap(), figures, &Theme::named(theme).unwrap(), size);
    let picture = picture.unwrap_or_else(|error| panic!("{name}: {error}"));
    for finding in &picture.findings {
        eprintln!("{name}: {finding}");
    }
    std::fs::write(folder.join(format!("{name}.svg")), picture.svg().unwrap()).unwrap();
    std::fs::write(folder.join(format!("{name}.png")), picture.png().unwrap()).unwrap();
}

#[test]
#[ignore = "draws pictures to look at"]
fn to_look_at() {
    for (name, kind, figures, size) in stress::to_look_at() {
        save(&name, kind, &figures, "light", size);
    }
    for (name, kind, figures) in samples::all().into_iter().chain([("facets-36", "facets", samples::facets(36))]) {
        for size in stress::sizes() {
            let name = format!("{name}-{}x{}", size.width(), size.height());
            match render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), size) {
                Ok(_) => save(&name, kind, &figures, "light", size),
                Err(error) => eprintln!("{name}: {error}"),
            }
        }
    }
    let all = samples::all();
    let only = std::env::var("ONLY").unwrap_or_default();
    for (name, kind, figures) in all.iter().filter(|(name, ..)| name.contains(&only)) {
        save(&format!("{name}-light"), kind, figures, "light", Size::SCREEN);
        save(&format!("{name}-dark"), kind, figures, "dark", Size::SCREEN);
    }
}
