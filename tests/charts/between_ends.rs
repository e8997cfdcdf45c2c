//! Slopes of several waves: what stands between their ends.

use crate::press::{draw_in, texts_of};
use crate::samples;
use crate::slopes::dated;
use topline::chart::Size;
use topline::chart::drawing::Role;
use topline::chart::figures::Figures;

/// Lines at these shares in each of three waves, the middle one so much higher; the numbers between the ends, the footer, and the findings.
fn between_the_ends(shares: &[f64], width: u32) -> (Vec<String>, String) {
    let at = |(line, share): (usize, &f64)| {
        let share = *share;
        let row = move |wave: usize| {
            let value = share + [0.0, 0.03, 0.01][wave];
            samples::share(value, 900.0, 1.0).item(format!("line {line}")).series(["first", "second", "third"][wave])
        };
        (0..3).map(row).collect::<Vec<_>>()
    };
    let rows = shares.iter().enumerate().flat_map(at).collect();
    let figures = Figures { rows, notes: dated(), ..Figures::default() };
    let picture = draw_in("slope", &figures, "light", Size::wide(width).unwrap());
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    let printed = texts_of(&picture, Role::Value).into_iter().filter(|text| text.ends_with('%')).collect();
    (printed, texts_of(&picture, Role::Footer).join(" "))
}

#[test]
fn values_between_the_ends_are_printed_wherever_they_can_stand() {
    let evenly: Vec<f64> = (0..6).map(|line| 0.2 + 0.12 * f64::from(line)).collect();
    let (printed, said) = between_the_ends(&evenly, 1600);
    assert_eq!(printed, ["23%", "35%", "47%", "59%", "71%", "83%"].map(str::to_owned));
    assert!(!said.contains("between the first and the last wave"), "{said}");
    // Two of eight lie on each other: one of them has no place.
    let (printed, said) = between_the_ends(&[0.1, 0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], 1600);
    assert!(printed.len() >= 6, "{printed:?}");
    let left_out = format!("No room for {} of 8 numbers between the first and the last wave", 8 - printed.len());
    assert!(printed.len() < 8 && said.contains(&left_out), "{said}");
}

#[test]
fn a_crowd_of_slopes_keeps_the_numbers_of_its_ends() {
    let close: Vec<f64> = (0..16).map(|line| 0.4 + 0.008 * f64::from(line)).collect();
    for width in [400, 1600] {
        let (printed, said) = between_the_ends(&close, width);
        assert!(printed.is_empty(), "{printed:?}");
        assert!(said.contains("Values between the first and the last wave are drawn, not printed"), "{said}");
    }
}

/// A line of waves between the ends has its name nowhere but at its last point.
#[test]
fn lines_that_reach_no_end_are_named_at_their_last_point() {
    let row = |name: &str, wave: usize, share: f64| {
        samples::share(share, 900.0, 1.0).item(name).at(400.0 * wave as f64, format!("{}", 2020 + wave))
    };
    let rows = vec![
        row("early", 0, 0.3),
        row("within", 1, 0.5),
        row("within", 2, 0.55),
        row("whole", 0, 0.7),
        row("whole", 1, 0.72),
        row("whole", 2, 0.72),
        row("whole", 3, 0.75),
    ];
    for width in [400, 1600] {
        let figures = Figures { rows: rows.clone(), notes: samples::notes(), ..Figures::default() };
        let picture = draw_in("slope", &figures, "light", Size::wide(width).unwrap());
        assert!(picture.findings.is_empty(), "{:?}", picture.findings);
        let named: Vec<String> = texts_of(&picture, Role::Label);
        assert_eq!(
            named.iter().filter(|text| text.contains("Within")).collect::<Vec<_>>(),
            ["55% Within"],
            "{named:?}"
        );
    }
}
