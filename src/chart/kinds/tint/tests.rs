use super::*;
use crate::chart::figures::AnswerOrder;
use crate::chart::layout::Headings;
use crate::chart::{Size, Theme};

/// Answers in these roles.
fn answers(roles: &[Role], ordered: bool) -> Figures {
    let answer = |(at, role): (usize, &Role)| AnswerOrder { name: format!("answer {at}"), role: *role };
    Figures { answers: roles.iter().enumerate().map(answer).collect(), ordered, ..Figures::default() }
}

/// The pairs of answers that somebody cannot tell apart, drawn by `colour`.
fn alike(figures: &Figures, colour: &dyn Fn(Tint) -> Colour) -> Vec<String> {
    let names: Vec<&str> = figures.answers.iter().map(|answer| answer.name.as_str()).collect();
    let colours: Vec<Colour> = tints(figures, &names).into_iter().map(colour).collect();
    let pairs = (0..colours.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let near = |(a, b): &(usize, usize)| {
        Sight::ALL.iter().any(|sight| colours[*a].distance(colours[*b], *sight) < LEAST_APART)
    };
    pairs.filter(near).map(|(a, b)| format!("{} and {}", colours[b], colours[a])).collect()
}

#[test]
fn colours_of_the_themes_are_told_apart_by_everybody() {
    let with = |kinds: &[(Role, usize)]| -> Vec<Role> {
        kinds.iter().flat_map(|(role, count)| std::iter::repeat_n(*role, *count)).collect()
    };
    let aside = (Role::DontKnow, 1);
    let mut cases = Vec::new();
    for count in 1..=9 {
        cases.push((answers(&with(&[(Role::Plain, count), aside]), false), true));
    }
    // Stacks hold nine answers, lines and bars of one scale five.
    for count in 2..=8 {
        cases.push((answers(&with(&[(Role::Plain, count), aside]), true), count <= 5));
    }
    for count in 1..=4 {
        let sides = [(Role::Positive, count), (Role::Neutral, 1), (Role::Negative, count)];
        cases.push((answers(&with(&sides), true), false));
        cases.push((answers(&with(&[sides[0], sides[2], aside]), true), count <= 2));
    }
    let both = [(Role::Positive, 2), (Role::Negative, 2), aside, (Role::Refused, 1)];
    cases.push((answers(&with(&both), true), true));
    cases.push((answers(&with(&[both[0], (Role::Neutral, 1), both[1], aside, both[3]]), true), true));
    let outside = [(Role::DontKnow, 2), (Role::Refused, 1)];
    cases.push((answers(&with(&[both[0], both[1], outside[0], outside[1]]), true), true));
    cases.push((answers(&with(&[both[0], (Role::Neutral, 1), both[1], outside[0], outside[1]]), true), true));
    cases.push((answers(&with(&[(Role::Plain, 2), outside[0], outside[1]]), false), true));
    let sided = [(Role::Positive, 1), (Role::Negative, 1), (Role::Neutral, 1), (Role::Plain, 4), aside];
    cases.push((answers(&with(&sided), false), true));
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap();
        let sheet = Sheet::new(&theme, Size::SCREEN, &Headings::default()).unwrap();
        for (figures, marks) in &cases {
            let roles: Vec<Role> = figures.answers.iter().map(|answer| answer.role).collect();
            assert_eq!(alike(figures, &|tint| tint.fill(&sheet)), [] as [&str; 0], "{name}, fills of {roles:?}");
            if *marks {
                assert_eq!(alike(figures, &|tint| tint.mark(&sheet)), [] as [&str; 0], "{name}, marks of {roles:?}");
            }
        }
    }
}

#[test]
fn steps_of_a_scale_are_told_apart_and_run_one_way() {
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap();
        let sheet = Sheet::new(&theme, Size::SCREEN, &Headings::default()).unwrap();
        for of in 6..=11 {
            let steps: Vec<Colour> = (0..of).map(|at| Tint::Step(at, of).mark(&sheet)).collect();
            let away: Vec<f64> = steps.iter().map(|step| step.contrast(theme.colours.paper)).collect();
            assert!(away[0] >= 3.0 && away.is_sorted(), "{name}, {of}: {away:?}");
            let pairs = (0..of).flat_map(|a| (0..a).map(move |b| (a, b)));
            let apart = pairs.flat_map(|(a, b)| Sight::ALL.map(|sight| steps[a].distance(steps[b], sight)));
            let least = apart.fold(f64::INFINITY, f64::min);
            assert!(least >= LEAST_APART, "{name}, {of} steps: {least}");
        }
    }
}

#[test]
fn greys_are_told_from_every_palette_and_from_each_other() {
    let mut broken = Vec::new();
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap();
        let sheet = Sheet::new(&theme, Size::SCREEN, &Headings::default()).unwrap();
        for beside in [Beside::Series, Beside::Ordered, Beside::Sides, Beside::Mixed] {
            for (what, colour) in [("fill", Tint::fill as fn(Tint, &Sheet<'_>) -> Colour), ("mark", Tint::mark)] {
                let mut taken = beside.colours(&sheet, colour);
                for at in 0..3 {
                    let grey = colour(Tint::Aside(at, beside), &sheet);
                    assert!(grey.contrast(theme.colours.paper) >= 1.25, "{name}: {grey} needs an edge");
                    let near = |other: &&Colour| Sight::ALL.iter().any(|s| grey.distance(**other, *s) < LEAST_APART);
                    broken.extend(
                        taken
                            .iter()
                            .filter(near)
                            .map(|other| format!("{name}, {what} {beside:?} {at}: {grey} {other}")),
                    );
                    taken.push(grey);
                }
            }
        }
    }
    assert_eq!(broken, [] as [&str; 0]);
}

#[test]
fn sides_keep_their_colour_whatever_stands_beside_them() {
    let order = |name: &str, role| AnswerOrder { name: name.to_owned(), role };
    let answers =
        vec![order("talks", Role::Positive), order("continue", Role::Negative), order("hard to say", Role::DontKnow)];
    let figures = Figures { answers, ..Figures::default() };
    assert_eq!(tints(&figures, &["continue"]), [Tint::Negative(0.5)]);
    assert_eq!(tints(&figures, &["talks", "continue"]), [Tint::Positive(0.5), Tint::Negative(0.5)]);
    assert_eq!(tints(&figures, &["men", "women"]), [Tint::Series(0), Tint::Series(1)]);
    assert_eq!(tints(&figures, &["talks", "other"]), [Tint::Positive(0.5), Tint::Series(2)]);
    assert_eq!(tints(&figures, &["hard to say"]), [Tint::Aside(0, Beside::Series)]);
}

#[test]
fn the_outer_ends_of_a_scale_are_its_strongest() {
    let order = |name: &str, role| AnswerOrder { name: name.to_owned(), role };
    let roles = [Role::Negative, Role::Negative, Role::Positive, Role::Positive];
    let answers = ["a", "b", "c", "d"].into_iter().zip(roles).map(|(name, role)| order(name, role)).collect();
    let figures = Figures { answers, ordered: true, ..Figures::default() };
    let expected = [Tint::Negative(0.0), Tint::Negative(1.0), Tint::Positive(1.0), Tint::Positive(0.0)];
    assert_eq!(tints(&figures, &["a", "b", "c", "d"]), expected);
}
