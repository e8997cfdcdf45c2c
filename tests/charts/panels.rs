//! Panels of facets: how they stand, and what sets one off from the others.

use crate::press::{draw_in, marks};
use crate::samples;
use std::collections::BTreeMap;
use topline::chart::drawing::{Role, Shape};
use topline::chart::figures::Figures;
use topline::chart::{Picture, Size, Theme};

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
