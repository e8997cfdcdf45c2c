//! Charts of respondents, as the command line draws them: titles, orders, everybody, and what the footer must say.

use crate::command_line::Folder;

const SCHOOLS: &str = "data/schools/apistrat.csv";

/// The texts of a picture in the order they are drawn.
pub(crate) fn texts(svg: &str) -> Vec<String> {
    let ends = svg.split("</text>").filter_map(|part| part.rsplit_once('>'));
    ends.map(|(_, text)| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// Where a text stands among others.
fn place(texts: &[String], wanted: &str) -> usize {
    texts.iter().position(|text| text == wanted).unwrap_or_else(|| panic!("no \"{wanted}\" in {texts:?}"))
}

/// People with coded answers, of whom more give the higher codes; two sexes, two waves, an income.
fn coded(folder: &Folder) -> String {
    let mut rows = "id,wave,sex,q1,income\n".to_owned();
    for id in 0..400 {
        let wave = if id % 2 == 0 { "2024-03" } else { "2025-03" };
        let (sex, q1) = (1 + id % 3 / 2, [10, 9, 2, 9, 10, 10, 9, 1][(id / 2 + id / 16) % 8]);
        rows += &format!("{id},{wave},{sex},{q1},{}\n", 30_000 + 37 * ((id * 7919) % 400));
    }
    let path = folder.file("people.csv");
    std::fs::write(&path, rows).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn bare_codes_stand_in_their_order_under_a_title_that_is_no_code() {
    let folder = Folder::new();
    let people = coded(&folder);
    let found = texts(&folder.svg(&["estimate", &people, "--question", "q1"]));
    assert!(found.contains(&"Answers to “q1”".to_owned()), "{found:?}");
    let places = ["1", "2", "9", "10"].map(|code| place(&found, code));
    assert!(places.is_sorted(), "{found:?}");
}

#[test]
fn numbers_name_their_statistic_and_set_thousands_apart() {
    let folder = Folder::new();
    let people = coded(&folder);
    let draw =
        |stat: &str| texts(&folder.svg(&["estimate", &people, "--question", "income", "--stat", stat, "--by", "sex"]));
    let mean = draw("mean");
    assert!(mean.contains(&"Mean of income, by sex".to_owned()), "{mean:?}");
    assert!(mean.iter().any(|text| text.starts_with("37,") && text.len() == 6), "{mean:?}");
    assert!(draw("median").contains(&"Median of income, by sex".to_owned()));
    let total = draw("total");
    // Of totals everybody is the sum of the groups, and would dwarf them.
    assert!(!total.contains(&"All respondents".to_owned()), "{total:?}");
}

#[test]
fn everybody_of_a_condition_stands_first_and_the_subtitle_names_it() {
    let folder = Folder::new();
    let asked = ["estimate", SCHOOLS, "--question", "comp_imp", "--answer", "Yes", "--by", "stype"];
    let design = ["--weight", "pw", "--strata", "stype", "--fpc", "fpc", "--where", "awards == 'Yes'"];
    for kind in ["dots", "bars"] {
        let svg = folder.svg(&[&asked[..], &design, &["--chart", kind]].concat());
        let found = texts(&svg);
        let everybody = place(&found, "All of these");
        assert!(["E", "H", "M"].iter().all(|level| place(&found, level) > everybody), "{found:?}");
        assert!(found.contains(&"% who say “Yes” (only awards: Yes)".to_owned()), "{found:?}");
    }
    // The share is that of all schools with an award, as without groups.
    let whole = folder.svg(&[&asked[..6], &design, &["--chart", "bars"]].concat());
    let share = texts(&whole).into_iter().find(|text| text.ends_with('%')).unwrap();
    let grouped = texts(&folder.svg(&[&asked[..], &design, &["--chart", "bars"]].concat()));
    let values: Vec<&String> = grouped.iter().filter(|text| text.ends_with('%') && text.len() < 5).collect();
    assert_eq!(*values[0], share, "{grouped:?}");
}

#[test]
fn groups_have_a_difference_and_waves_a_change() {
    let folder = Folder::new();
    let people = coded(&folder);
    let compare = ["compare", &people, "--question", "q1", "--answer", "9"];
    let groups = texts(&folder.svg(&[&compare[..], &["--by", "sex"]].concat()));
    let joined = groups.join(" ");
    assert!(joined.contains("1 minus 2") && !joined.contains("change"), "{joined}");
    let waves = texts(&folder.svg(&[&compare[..], &["--over", "wave", "--against", "previous"]].concat()));
    let joined = waves.join(" ");
    assert!(joined.contains("change") && !joined.contains("minus"), "{joined}");
    assert!(
        joined.contains("Mar 2024 and Mar 2025") && joined.contains("Fieldwork: Mar 2024 and Mar 2025"),
        "{joined}"
    );
    // The title has the dates: the subtitle does not say them again.
    assert_eq!(place(&waves, "% who say “9”"), 1, "{waves:?}");
}

#[test]
fn every_group_of_polls_has_a_pooled_level() {
    let folder = Folder::new();
    let regions = "region == 'North' or region == 'South'";
    let asked = ["trend", "data/gallery/study.toml#regions", "--by", "region", "--method", "average"];
    let found = texts(&folder.svg(&[&asked[..], &["--where", regions, "--chart", "forest"]].concat()));
    assert_eq!(found.iter().filter(|text| *text == "Pooled estimate").count(), 2, "{found:?}");
    assert!(place(&found, "North") < place(&found, "Pooled estimate") && place(&found, "South") > 0);
    let one = texts(&folder.svg(&[&asked[..], &["--where", "region == 'South'", "--chart", "forest"]].concat()));
    let level = |texts: &[String]| {
        texts.iter().filter(|text| text.ends_with('%') && text.len() == 3).cloned().collect::<Vec<_>>()
    };
    // What is pooled of one group does not depend on the others beside it.
    assert_eq!(level(&one).last(), level(&found).iter().rfind(|_| true), "{found:?}");
}

#[test]
fn labels_on_codes_keep_the_order_of_codes() {
    let folder = Folder::new();
    let asked = ["estimate", "tests/data/microdata/haven.sav", "--question", "id", "--stat", "mean", "--by", "q1"];
    let found = texts(&folder.svg(&asked));
    // By mean they would stand 5.6, 5, 3, 3; by the alphabet Не before Ни.
    let places = ["Согласен", "Ни то ни другое", "Не согласен", "Refused"].map(|label| place(&found, label));
    assert!(places.is_sorted(), "{found:?}");
    assert!(found.contains(&"Согласны ли вы?".to_owned()), "the heading is the variable's label: {found:?}");
}

#[test]
fn crossed_groups_stand_in_order_under_everybody() {
    let folder = Folder::new();
    let asked = ["estimate", SCHOOLS, "--question", "comp_imp", "--answer", "Yes", "--by", "stype,sch_wide"];
    let found = texts(&folder.svg(&[&asked[..], &["--weight", "pw", "--strata", "stype"]].concat()));
    let from = place(&found, "All respondents");
    let rows = ["All respondents", "E", "No", "Yes", "M", "No", "Yes", "H", "No", "Yes"];
    assert_eq!(found[from..from + rows.len()], rows, "school types in the order of their codes: {found:?}");
    assert!(found.iter().any(|text| text.contains("Vertical line: all respondents")), "{found:?}");
}

/// Two questions of one scale, asked of two sexes.
fn trust(folder: &Folder, name: &str) -> String {
    let row = |id: usize| format!("{},{},{}\n", 1 + id % 4, 1 + (id / 3) % 4, ["men", "women"][id / 7 % 2]);
    let path = folder.file(name);
    std::fs::write(&path, format!("army,police,sex\n{}", (0..400).map(row).collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn groups_of_several_questions_stand_under_their_question() {
    let folder = Folder::new();
    let people = trust(&folder, "trust.csv");
    let asked = ["estimate", &people, "--question", "army", "--question", "police", "--by", "sex", "--chart", "likert"];
    let found = texts(&folder.svg(&asked));
    for level in ["Men", "Women"] {
        assert_eq!(found.iter().filter(|text| *text == level).count(), 2, "{found:?}");
    }
    let (army, police) = (place(&found, "Army"), place(&found, "Police"));
    let men: Vec<usize> = (0..found.len()).filter(|at| found[*at] == "Men").collect();
    assert!(army < men[0] && men[0] < police && police < men[1], "{found:?}");
    assert!(!found.iter().any(|text| text.contains(", men")), "{found:?}");
}

/// The fills of a picture's parts in the order they are drawn.
fn fills(svg: &str) -> Vec<String> {
    let polygons = svg.split("<polygon ").skip(1).filter_map(|part| part.split_once("fill=\""));
    polygons.filter_map(|(_, fill)| Some(fill.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn a_scale_that_a_study_calls_ordered_takes_its_answers_from_the_file_and_one_ramp() {
    use topline::chart::Theme;
    use topline::chart::colour::Colour;
    let folder = Folder::new();
    let data = format!("{}/tests/data/microdata/haven.sav", env!("CARGO_MANIFEST_DIR"));
    let drawn = |ordered: bool| {
        let study = format!(
            "[[source]]\nid = \"s\"\nfile = {data:?}\n[[question]]\nid = \"q1\"\nordered = {ordered}\n\
             [[estimate]]\nname = \"e\"\nsource = \"s\"\nquestion = [\"q1\"]\n"
        );
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let source = format!("{}#s", folder.file("study.toml").display());
        folder.svg(&["estimate", &source, "--question", "q1", "--chart", "likert"])
    };
    let (plain, ramp) = (drawn(false), drawn(true));
    assert_eq!(texts(&plain), texts(&ramp));
    assert!(texts(&ramp).contains(&"Согласны ли вы?".to_owned()), "the file's title: {:?}", texts(&ramp));
    let colours = Theme::named("light").unwrap().colours;
    let expected = |from: Colour, to: Colour| vec![from.to_string(), to.to_string()];
    let ends = |svg: &str| {
        let fills = fills(svg);
        vec![fills[0].clone(), fills[fills.len() - 1].clone()]
    };
    assert_eq!(ends(&ramp), expected(colours.ordered[0], colours.ordered[1]));
    assert_eq!(ends(&plain), expected(colours.series[0], colours.series[3]));
}

#[test]
fn an_interval_without_width_is_marked_where_nothing_could_differ() {
    let folder = Folder::new();
    let path = folder.file("villages.csv");
    let row = |id: usize| format!("{},{},{}\n", id % 4 + 1, id % 4 % 2 + 1, ["yes", "no", "yes"][id % 3]);
    std::fs::write(&path, "village,stratum,q\n".to_owned() + &(0..80).map(row).collect::<String>()).unwrap();
    let asked = ["estimate", path.to_str().unwrap(), "--question", "q", "--answer", "yes", "--by", "village"];
    let found = texts(&folder.svg(&[&asked[..], &["--strata", "stratum", "--psu", "village"]].concat()));
    assert_eq!(found.iter().filter(|text| text.ends_with('†')).count(), 4, "{found:?}");
    let footer = found.join(" ");
    assert!(footer.contains("(one respondent or cluster, or one number, which give no interval)"), "{footer}");
    // That of everybody alone is printed: "65–65" would look like certainty.
    let intervals = found.iter().filter(|text| text.split_once('–').is_some_and(|(low, _)| low.parse::<f64>().is_ok()));
    assert_eq!(intervals.count(), 1, "{found:?}");
}

#[test]
fn bars_of_differences_say_which_may_be_chance() {
    let folder = Folder::new();
    let path = folder.file("groups.csv");
    let row = |id: usize| format!("{},{}\n", ["a", "b", "c"][id % 3], u8::from(id % 7 < [2, 2, 6][id % 3]));
    std::fs::write(&path, "group,q\n".to_owned() + &(0..420).map(row).collect::<String>()).unwrap();
    let asked =
        ["compare", path.to_str().unwrap(), "--question", "q", "--answer", "1", "--by", "group", "--chart", "bars"];
    let found = texts(&folder.svg(&asked));
    assert_eq!(found.iter().filter(|text| text.starts_with("≈ ")).count(), 1, "{found:?}");
    assert!(found.join(" ").contains("≈:\u{a0}the difference may be chance"), "{found:?}");
}

#[test]
fn a_net_asked_for_is_no_part_of_the_stack() {
    let folder = Folder::new();
    let people = coded(&folder);
    let asked = ["estimate", &people, "--question", "q1", "--net", "high=9,10", "--by", "sex", "--chart", "likert"];
    let found = texts(&folder.svg(&asked));
    // Headed beside the bars, and no answer over them: everybody has both, so the answers add up to 100 %.
    let shares = |text: &&String| text.strip_suffix('%').and_then(|number| number.parse::<f64>().ok());
    let of_all: Vec<f64> =
        found[place(&found, "All respondents")..].iter().filter_map(|text| shares(&text)).take(5).collect();
    assert!(found.contains(&"High".to_owned()), "{found:?}");
    assert!((of_all[..4].iter().sum::<f64>() - 100.0).abs() <= 2.0, "{found:?}");
}
