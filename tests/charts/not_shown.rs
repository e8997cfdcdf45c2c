//! Stacks of which some answers are suppressed: a gap in the place of each, nothing stretched over it, and words that say so.

use crate::stacks::{SHARES, draw, marks, parts, stacks, texts};
use topline::chart::drawing::Role;
use topline::chart::figures::Figures;
use topline::chart::{Picture, Size};

/// Three rows, of which the second lacks these answers.
fn lacking(shares: [f64; 5], gaps: &[usize]) -> Figures {
    let mut figures = stacks(&[SHARES[0], shares, SHARES[2]]);
    gaps.iter().for_each(|at| figures.rows[5 + at].value = None);
    figures
}

fn drawn(figures: &Figures) -> Picture {
    draw(figures, Size::SCREEN).unwrap()
}

fn has_c13(picture: &Picture) -> bool {
    picture.findings.iter().any(|finding| finding.code == "C13")
}

#[test]
fn what_is_suppressed_leaves_a_gap_and_nothing_is_stretched_over_it() {
    // The last two per cent might be taken for rounding.
    let figures = lacking([0.3, 0.3, 0.2, 0.18, 0.02], &[4]);
    let picture = drawn(&figures);
    let lengths: Vec<f64> = parts(&picture, 2).iter().map(|part| part.width).collect();
    assert!((lengths[0] - lengths[1]).abs() < 0.05, "20% is as long in each row: {lengths:?}");
    assert_eq!(marks(&picture, Role::Gap).len(), 1);
    let said = texts(&picture, Role::Footer).join(" ");
    assert!(said.contains("Dashed, –: answers not shown") && !said.contains("scaled"), "{said}");
    assert!(texts(&picture, Role::Value).contains(&"–"), "{:?}", texts(&picture, Role::Value));
}

#[test]
fn answers_beside_a_gap_do_not_meet_and_rows_are_whole() {
    for diverging in [false, true] {
        for size in [Size::SCREEN, Size::wide(400).unwrap()] {
            let mut figures = lacking([0.45, 0.04, 0.45, 0.04, 0.02], &[1, 3, 4]);
            figures.diverging = diverging;
            let picture = draw(&figures, size).unwrap();
            let row = marks(&picture, Role::Segment)[5].extent().y;
            let mine = |role: Role| {
                let of = marks(&picture, role).into_iter().map(|mark| mark.extent());
                of.filter(|part| (part.y - row).abs() < 1.0).collect::<Vec<_>>()
            };
            let (shown, gaps) = (mine(Role::Segment), mine(Role::Gap));
            // Where boxes outside the scale have no room for numbers, a dash stands in their column, or one is of all.
            assert!(shown.len() == 2 && gaps.len() >= 2, "{shown:?} {gaps:?}");
            assert!(shown[1].x - shown[0].right() > 2.0, "{shown:?}");
            assert!(gaps[0].x >= shown[0].right() && gaps[0].right() <= shown[1].x, "{shown:?} {gaps:?}");
            // A tenth is left, of which each has a part.
            let whole = (shown[0].width + shown[1].width) / 0.9;
            assert!(
                gaps.iter().all(|gap| (gap.width + 2.0 - 0.1 * whole / gaps.len() as f64).abs() < 0.1),
                "{gaps:?} of {whole}"
            );
            assert!(!has_c13(&picture), "{:?}", picture.findings);
        }
    }
}

#[test]
fn what_is_suppressed_excuses_no_other_sum() {
    assert!(!has_c13(&drawn(&lacking([0.45, 0.3, 0.1, 0.0, 0.0], &[3, 4]))), "what is left may be theirs");
    assert!(has_c13(&drawn(&lacking([0.45, 0.4, 0.25, 0.0, 0.0], &[3, 4]))), "nothing is left");
    assert!(has_c13(&drawn(&lacking([0.45, 0.3, 0.1, 0.0, 0.0], &[]))), "nothing is suppressed");
    let mut figures = lacking([0.45, 0.3, 0.1, 0.0, 0.0], &[3, 4]);
    figures.rows[0].value = Some(0.3);
    let picture = drawn(&figures);
    let about: Vec<&str> = picture.findings.iter().filter(|f| f.code == "C13").map(|f| f.message.as_str()).collect();
    assert!(about.len() == 1 && about[0].contains("region 0"), "{about:?}");
}

#[test]
fn rows_without_a_number_are_said_not_to_be_shown() {
    let picture = drawn(&lacking([0.0; 5], &[0, 1, 2, 3, 4]));
    assert!(
        picture.alt.contains(" Region 1: not shown.") || picture.alt.contains(" region 1: not shown."),
        "{}",
        picture.alt
    );
    assert!(marks(&picture, Role::Gap).is_empty(), "the row says so itself");
    let picture = drawn(&lacking([0.45, 0.3, 0.1, 0.1, 0.05], &[3, 4]));
    assert!(picture.alt.contains("bad 10%, depends not shown, don't know not shown."), "{}", picture.alt);
}
