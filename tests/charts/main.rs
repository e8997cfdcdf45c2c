//! Charts as a user of the library draws them: what is in the pictures, what is refused, and (ignored by default) the pictures
//! themselves, to be looked at.

mod samples;

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
fn gallery() {
    let all: Vec<(&str, &str, Figures)> = vec![
        ("trend", "trend", samples::trend()),
        ("dots", "dots", samples::dots()),
        ("likert", "likert", samples::likert()),
        ("bars", "bars", samples::bars()),
        ("dumbbell", "dumbbell", samples::dumbbell()),
        ("slope", "slope", samples::slope()),
        ("facets", "facets", samples::facets(8)),
        ("facets24", "facets", samples::facets(24)),
        ("facetdots", "facets", samples::facets_of_dots()),
        ("heat", "heat", samples::heat()),
        ("area", "area", samples::area()),
        ("forest", "forest", samples::forest()),
        ("house", "house", samples::house()),
        ("table", "table", samples::heat()),
        ("weights", "weights", samples::weights()),
        ("lint", "lint", samples::lint()),
    ];
    let only = std::env::var("ONLY").unwrap_or_default();
    for (name, kind, figures) in all.iter().filter(|(name, ..)| name.contains(&only)) {
        save(&format!("{name}-light"), kind, figures, "light", Size::SCREEN);
        save(&format!("{name}-dark"), kind, figures, "dark", Size::SCREEN);
    }
}
