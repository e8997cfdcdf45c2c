//! What was asked for is shown as it was asked: orders, nets, groups and waves, as the command line draws them.

use crate::command_line::{Folder, words};
use crate::respondents::texts;

/// People with a scale of five answers, a score of 0 to 10, a number of children in bands, two sexes, three ages and eight waves.
fn people(folder: &Folder) -> String {
    const ANSWERS: [&str; 6] =
        ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Hard to say"];
    const BANDS: [&str; 4] = ["5–10", "18–29", "under 5", "11–17"];
    let mut rows = "sex,age,wave,trust,score,band\n".to_owned();
    for id in 0..960_usize {
        let at = (id * 7919) % 997;
        rows += &format!(
            "{},{},20{}-{:02},{},{},{}\n",
            ["men", "women"][id % 2],
            ["18-29", "30-44", "45 and older"][id % 3],
            24 + id % 8 / 4,
            3 + id % 4 * 3,
            ANSWERS[[0, 1, 1, 1, 2, 3, 3, 4, 4, 5][at % 10]],
            [0, 2, 10, 6, 6, 6, 4, 4, 5, 9][at % 10],
            BANDS[[0, 0, 0, 1, 2, 2, 3][at % 7]]
        );
    }
    let path = folder.file("people.csv");
    std::fs::write(&path, rows).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The places of `names` among texts in the order they are drawn.
fn places(found: &[String], names: &[&str]) -> Vec<usize> {
    let place = |name: &&str| found.iter().position(|text| text == name).unwrap_or_else(|| panic!("{name}: {found:?}"));
    names.iter().map(place).collect()
}

const NETS: [&str; 4] = ["--net", "for=Agree,Strongly agree", "--net", "against=Disagree,Strongly disagree"];

#[test]
fn answers_that_are_numbers_or_bands_stand_in_their_order_in_every_kind() {
    let folder = Folder::new();
    let file = people(&folder);
    let bands = ["Under 5", "5–10", "11–17", "18–29"];
    let drawn = |more: &[&str]| texts(&folder.svg(&[&["estimate", file.as_str()][..], more].concat()));
    for kind in ["heat", "table"] {
        let found = drawn(&["--question", "score", "--by", "age", "--chart", kind]);
        assert!(places(&found, &["0", "2", "4", "5", "6", "9", "10"]).is_sorted(), "{kind}: {found:?}");
    }
    for kind in ["heat", "table", "bars", "dots"] {
        let found = drawn(&["--question", "band", "--chart", kind]);
        assert!(places(&found, &bands).is_sorted(), "{kind}: {found:?}");
    }
    for kind in ["bars", "dots", "likert"] {
        let asked = if kind == "likert" { &[][..] } else { &["--answer", "Agree"] };
        let found = drawn(&[&["--question", "trust", "--by", "band", "--chart", kind], asked].concat());
        assert!(places(&found, &bands).is_sorted(), "{kind}: {found:?}");
    }
    // Tables have the same order.
    folder.svg(&["estimate", &file, "--question", "band"]);
    let printed = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let at = ["under 5", "5–10", "11–17", "18–29"].map(|band| printed.find(band).unwrap());
    assert!(at.is_sorted(), "{printed}");
}

#[test]
fn nets_asked_for_stand_apart_after_their_parts_in_every_kind() {
    let folder = Folder::new();
    let file = people(&folder);
    for kind in ["heat", "table", "bars", "dots", "likert"] {
        let asked = ["estimate", file.as_str(), "--question", "trust", "--chart", kind];
        let found = texts(&folder.svg(&[&asked[..], &NETS].concat()));
        let order = ["Strongly agree", "Disagree", "Strongly disagree", "Hard to say", "For", "Against"];
        if matches!(kind, "bars" | "dots" | "table" | "heat") {
            let names: Vec<&str> = order.into_iter().filter(|name| found.contains(&(*name).to_owned())).collect();
            assert!(names.ends_with(&["For", "Against"]) && places(&found, &names).is_sorted(), "{kind}: {found:?}");
        }
        if matches!(kind, "bars" | "dots") {
            assert!(places(&found, &["Hard to say", "Sums of answers", "For"]).is_sorted(), "{kind}: {found:?}");
        }
        let said = "For: Agree + Strongly agree. Against: Disagree + Strongly disagree.";
        assert!(found.join(" ").contains(said), "{kind}: {found:?}");
    }
}

#[test]
fn a_single_net_has_its_heading_and_the_scale_keeps_its_order() {
    let folder = Folder::new();
    let file = people(&folder);
    let found =
        texts(&folder.svg(&[&["estimate", &file, "--question", "trust", "--chart", "bars"][..], &NETS[..2]].concat()));
    let order = ["Strongly agree", "Agree", "Disagree", "Strongly disagree", "Hard to say", "Sums of answers", "For"];
    assert!(places(&found, &order).is_sorted(), "{found:?}");
}

#[test]
fn a_narrow_picture_keeps_its_nets_and_its_words() {
    let folder = Folder::new();
    let file = people(&folder);
    for kind in ["heat", "table", "likert"] {
        let asked =
            ["estimate", file.as_str(), "--question", "trust", "--by", "age", "--width", "400", "--chart", kind];
        let found = texts(&folder.svg(&[&asked[..], &NETS].concat()));
        // Beside stacks the second goes before these have less than half of the width, which the footer says.
        let kept = if kind == "likert" { &["For"][..] } else { &["For", "Against"] };
        places(&found, kept);
        assert_eq!(found.join(" ").contains("No room in this width for against"), kind == "likert", "{found:?}");
        assert!(!found.iter().any(|text| text.ends_with('-') || text.ends_with('…')), "{kind}: {found:?}");
    }
    // Where no net has room, the footer says so.
    let long = "--net=everybody who says that they agree with it at all=Agree,Strongly agree";
    let asked = ["estimate", file.as_str(), "--question", "trust", "--width", "300", "--chart", "likert"];
    let found = texts(&folder.svg(&[&asked[..], &NETS, &[long]].concat())).join(" ");
    assert!(found.contains("No room in this width for"), "{found}");
}

#[test]
fn words_of_headings_without_room_stay_whole_on_two_levels() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked =
        ["estimate", file.as_str(), "--question", "trust", "--by", "age,sex", "--width", "400", "--chart", "heat"];
    let found = texts(&folder.svg(&asked));
    assert!(
        ["Agree", "Neither", "agree nor", "Strongly", "disagree"].iter().all(|w| found.iter().any(|f| f == w)),
        "{found:?}"
    );
    assert!(!found.join(" ").contains("Columns:") && !found.iter().any(|text| text.ends_with('-')), "{found:?}");
}

#[test]
fn a_title_names_every_grouping_that_is_drawn() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = ["estimate", &file, "--question", "trust", "--by", "age", "--by", "sex", "--over", "wave"];
    let found = texts(&folder.svg(&asked));
    assert!(found.contains(&"Answers to “trust”, by age and sex".to_owned()), "{found:?}");
}

#[test]
fn an_axis_of_time_has_a_tick_at_its_first_wave_and_groups_over_time_are_lines() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = ["--question", "trust", "--answer", "Agree", "--over", "wave"];
    let found = texts(&folder.svg(&[&["trend", file.as_str()][..], &asked].concat()));
    assert!(places(&found, &["Mar", "2024", "Jun", "Sep", "Dec", "2025"]).len() == 6, "{found:?}");
    let found =
        texts(&folder.svg(&[&["estimate", file.as_str()][..], &asked, &["--by", "age", "--chart", "facets"]].concat()));
    assert!(places(&found, &["18-29", "30-44", "45 and older", "Mar 2024", "Dec 2025"]).len() == 5, "{found:?}");
    assert!(!found.contains(&"Jun".to_owned()), "the first and the last date are enough");
}

#[test]
fn a_printed_question_in_the_corner_is_the_title() {
    let folder = Folder::new();
    let file = folder.file("wide.csv");
    std::fs::write(
        &file,
        "Q: Do you approve?;Men;Women;All\nYes;44;38;41\nNo;43;51;47\nNot sure;13;11;12\nBase;480;524;1004\n",
    )
    .unwrap();
    let found = texts(&folder.svg(&["estimate", file.to_str().unwrap(), "--deff", "1.2"]));
    assert!(found.contains(&"Do you approve?".to_owned()), "{found:?}");
}

#[test]
fn a_heading_is_whole_and_a_small_difference_looks_small() {
    let folder = Folder::new();
    let file = folder.file("four.csv");
    std::fs::write(&file, "answer,percent\nApprove,41\nDisapprove,47\nNeither,7\nNot sure,5\n").unwrap();
    let asked = ["compare", file.to_str().unwrap(), "--n", "1004", "--deff", "1.4", "--against", "answers"];
    let found = texts(&folder.svg(&[&asked[..], &["--answer", "Approve", "--answer", "Disapprove"]].concat()));
    assert!(found.join(" ").contains("Approve minus Disapprove, points"), "{found:?}");
    let ticks = found.iter().filter_map(|text| text.strip_suffix('%')?.parse::<f64>().ok());
    let (low, high) = ticks.fold((100.0_f64, 0.0_f64), |(low, high), tick| (low.min(tick), high.max(tick)));
    assert!(high - low >= 20.0, "{found:?}");
}

/// A slope would join no two polls of pollsters that took turns.
#[test]
fn polls_of_several_pollsters_are_drawn_as_a_trend() {
    let folder = Folder::new();
    let poll = |at: usize| format!("2025-0{}-10,{},yes,{},1000\n", at + 1, ["Ada", "Bell"][at % 2], 30 + 2 * at);
    for polls in [3, 6] {
        let table = format!("date_start,pollster,answer,percent,n\n{}", (0..polls).map(poll).collect::<String>());
        std::fs::write(folder.file("polls.csv"), table).unwrap();
        let svg = folder.svg(&["estimate", folder.file("polls.csv").to_str().unwrap(), "--deff", "1"]);
        assert!(
            svg.contains(">Chart of points of") && svg.contains("not joined, as pollsters may differ"),
            "{polls}: {}",
            svg.split("</desc>").next().unwrap()
        );
    }
}

#[test]
fn waves_in_columns_stand_in_order_of_time_though_some_lack_the_first_line() {
    let folder = Folder::new();
    let line = |wave: &str, region: &str| format!("{wave},{region},yes,40,300\n");
    let lines = [("2025-08", ""), ("2026-02", ""), ("2025-08", "north"), ("2025-11", "north"), ("2025-11", "south")];
    let rows: String = lines.iter().map(|(wave, region)| line(wave, region)).collect();
    std::fs::write(folder.file("t.csv"), format!("wave,region,answer,percent,n\n{rows}")).unwrap();
    let file = folder.file("t.csv");
    for kind in ["heat", "table"] {
        let found =
            texts(&folder.svg(&["estimate", file.to_str().unwrap(), "--by", "region", "--deff", "1", "--chart", kind]));
        let months = ["Aug 2025", "Nov 2025", "Feb 2026"];
        assert!(places(&found, &months).is_sorted(), "{kind}: {found:?}");
    }
}

/// A heading may be the widest of all names.
#[test]
fn bases_stand_beside_the_cells_of_crossed_groups_under_long_headings() {
    let folder = Folder::new();
    let row = |id: usize| {
        let region = ["The islands of the South-East", "West"][id / 7 % 2];
        format!("{region},{},{}\n", ["m", "f"][id / 3 % 2], ["yes", "no", "unsure"][id % 3])
    };
    let path = folder.file("people.csv");
    std::fs::write(&path, format!("region,sex,q\n{}", (0..500).map(row).collect::<String>())).unwrap();
    for kind in ["heat", "table"] {
        let asked = ["estimate", path.to_str().unwrap(), "--question", "q", "--by", "region,sex", "--chart", kind];
        let output = folder.draw(&[&asked[..], &["--field-dates", "May 2025"]].concat());
        assert!(!words(&output).contains("[C"), "{kind}: {}", words(&output));
    }
}

#[test]
fn crossed_groups_stand_under_the_levels_of_the_first_variable_in_one_order() {
    let folder = Folder::new();
    let people = people(&folder);
    for kind in ["dots", "bars", "likert", "heat", "table"] {
        let asked = ["estimate", &people, "--question", "trust", "--by", "sex,age", "--chart", kind];
        let one = if ["likert", "heat", "table"].contains(&kind) { &[][..] } else { &["--answer", "Agree"] };
        let found = texts(&folder.svg(&[&asked[..], one].concat()));
        let names = ["All respondents", "Men", "18-29", "30-44", "45 and older", "Women"];
        let listed: Vec<&str> = found.iter().map(String::as_str).filter(|text| names.contains(text)).collect();
        let ages = ["18-29", "30-44", "45 and older"];
        let block = |sex: &'static str| [&[sex][..], &ages[..]].concat();
        let (men, women) = (block("Men"), block("Women"));
        let first = ["All respondents"];
        let either = [[&first[..], &men, &women].concat(), [&first[..], &women, &men].concat()];
        assert!(either.contains(&listed), "{kind}: {listed:?}");
        assert!(found[0].ends_with(", by sex and age"), "{kind}: {}", found[0]);
        let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
        assert!(plotted.contains(",sex,women,45 and older,"), "{kind}: {plotted}");
    }
}

/// The answers of a net score are named; what the footer tells is the margin of the score, half as wide again as that of a share, and
/// nothing where scores are compared.
#[test]
fn a_net_score_names_its_answers_and_tells_its_own_margin() {
    let folder = Folder::new();
    let file = people(&folder);
    let named = ["--question", "trust", "--stat", "net-score", "--answer", "Agree", "--answer", "Disagree"];
    let shown = |verb: &str, more: &[&str]| {
        let asked: Vec<&str> = [verb, &file].into_iter().chain(named).chain(more.iter().copied()).collect();
        texts(&folder.svg(&asked)).join(" ")
    };
    let scores = shown("estimate", &["--by", "sex"]);
    assert!(scores.contains("“Agree” minus “Disagree”, in points"), "{scores}");
    assert!(scores.contains("margin of net scores up to ±6.") && !scores.contains("near 50%"), "{scores}");
    let compared = shown("compare", &["--by", "sex"]);
    assert!(compared.contains("“Agree” minus “Disagree”") && !compared.contains("margin"), "{compared}");
    let table = folder.file("t.csv");
    std::fs::write(&table, "question,answer,percent,n\nA,for,52,1000\nA,against,35,1000\n").unwrap();
    let table = table.to_str().unwrap();
    let asked = ["--deff", "1.4", "--n", "1000", "--stat", "net-score", "--answer", "against", "--answer", "for"];
    let printed: Vec<&str> = ["estimate", table].into_iter().chain(asked).collect();
    let printed = texts(&folder.svg(&printed)).join(" ");
    assert!(
        printed.contains("“against” minus “for”") && printed.contains("margin of net scores up to ±6.8"),
        "{printed}"
    );
}
