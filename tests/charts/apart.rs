//! A row that sums up the others, set apart as everybody is; and bars beside names of many lengths.

use crate::command_line::{Folder, words};
use crate::samples;
use topline::chart::drawing::{Anchor, Mark, Role};
use topline::chart::figures::{Figures, GroupOrder, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};

const COUNTRIES: [(&str, f64); 5] =
    [("UK", 0.7), ("Peru", 0.55), ("median of all countries", 0.45), ("Poland", 0.43), ("Chad", 0.3)];

fn countries(values: &[(&str, f64)]) -> Figures {
    let row = |(name, value): &(&str, f64)| {
        Row::new(*value).inner(value - 0.03, value + 0.03).group("country", name).base(1000.0, 900.0)
    };
    let order = GroupOrder { variable: "country".into(), title: "Country".into(), levels: Vec::new(), ordered: false };
    let rows = values.iter().map(row).collect();
    Figures { rows, groups: vec![order], notes: samples::notes(), ..Figures::default() }
}

fn draw(kind: &str, figures: &Figures) -> Result<Picture, ChartError> {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN)
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

fn names(picture: &Picture) -> Vec<&str> {
    marks(picture, Role::Name).into_iter().filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

#[test]
fn a_summary_row_stands_first_and_apart() {
    let plain = countries(&COUNTRIES);
    let set = Figures { apart: Some("Median of all countries".into()), ..plain.clone() };
    for kind in ["dots", "bars"] {
        assert_eq!(names(&draw(kind, &plain).unwrap())[2], "Median of all countries", "{kind}");
        let picture = draw(kind, &set).unwrap();
        assert_eq!(names(&picture)[..2], ["Median of all countries", "UK"], "{kind}");
        let middles: Vec<f64> = marks(&picture, Role::Name).iter().map(|mark| mark.extent().centre().1).collect();
        assert!(middles[1] - middles[0] > 1.3 * (middles[2] - middles[1]), "{kind}: {middles:?}");
        assert!(
            marks(&picture, Role::Name)[0].text().unwrap().weight == topline::chart::drawing::Weight::Strong,
            "{kind}"
        );
    }
    assert!(draw("dots", &set).unwrap().alt.contains("Median of all countries: 45%."));
}

#[test]
fn what_cannot_be_set_apart_is_refused() {
    let of = |kind: &str, name: &str, figures: Figures| {
        draw(kind, &Figures { apart: Some(name.into()), ..figures }).unwrap_err().to_string()
    };
    let unknown = of("bars", "Polland", countries(&COUNTRIES));
    assert!(unknown.contains("no row has this name") && unknown.contains("did you mean \"Poland\""), "{unknown}");
    let beside = of("dots", "women", samples::dots());
    assert!(beside.contains("stand there already"), "{beside}");
    let folder = Folder::new();
    let asked = ["trend", "data/russia-ukraine/study.toml#talks", "--answer", "talks", "--chart", "trend"];
    let idle = folder.draw(&[&asked[..], &["--apart", "men"]].concat());
    assert!(words(&idle).contains("apart has no effect on the chart trend"), "{}", words(&idle));
}

#[test]
fn names_of_many_lengths_end_at_their_bars() {
    let ends = |figures: &Figures| {
        let picture = draw("bars", figures).unwrap();
        let found = marks(&picture, Role::Name).into_iter().map(|mark| {
            let text = mark.text().unwrap();
            (text.anchor == Anchor::End, text.extent().right())
        });
        let bar = marks(&picture, Role::Bar)[0].extent().x;
        found.map(|(ends, right)| (ends, bar - right)).collect::<Vec<_>>()
    };
    assert!(ends(&countries(&COUNTRIES)).iter().all(|(ends, away)| *ends && *away < 12.0));
    assert!(ends(&countries(&[("Peru", 0.4), ("Chad", 0.3)])).iter().all(|(ends, _)| !ends));
}

#[test]
fn studies_state_what_stands_apart_and_where_stacks_stand() {
    let folder = Folder::new();
    let row = |place: &str, yes: usize| {
        format!("q,yes,{place},{yes},900\nq,no,{place},{},900\nq,unsure,{place},10,900\n", 90 - yes)
    };
    let rows = [row("North", 60), row("South", 30), row("Median", 45)].concat();
    std::fs::write(folder.file("t.csv"), format!("question,answer,place,percent,n\n{rows}")).unwrap();
    let roles = "answers = [{ id = 'yes', role = 'positive' }, { id = 'no', role = 'negative' }]";
    let drawn = |more: &str| {
        let study = format!(
            "[[source]]\nid = 's'\nfile = 't.csv'\n[[question]]\nid = 'q'\nordered = true\n{roles}\n[[estimate]]\nname = 'e'\n\
             source = 's'\nby = 'place'\n[[chart]]\nname = 'c'\nof = 'e'\nkind = 'likert'\n{more}"
        );
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
        let run = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap();
        assert!(run.status.success(), "{}", words(&run));
        std::fs::read_to_string(folder.file("out").join("c.svg")).unwrap()
    };
    let [plain, apart, diverging] = ["", "apart = 'median'\n", "diverging = true\n"].map(drawn);
    let place = |svg: &str, name: &str| svg.find(&format!(">{name}<")).unwrap();
    assert!(place(&plain, "North") < place(&plain, "Median") && place(&apart, "Median") < place(&apart, "North"));
    assert_ne!(plain, diverging);
}
