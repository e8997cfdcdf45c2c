//! Answers in words that are a well-known scale: their order, their sides, and that it is said; what is stated comes first.

use crate::command_line::Folder;
use std::process::Command;

const AGREE: [&str; 6] =
    ["Agree", "Strongly disagree", "Don't know", "Neither agree nor disagree", "Strongly agree", "Disagree"];

/// Two hundred people with words as answers.
fn people(folder: &Folder, answers: &[&str]) -> String {
    let row = |id: usize| format!("{},{}\n", ["m", "f"][id / 7 % 2], answers[(id * 7 + id / 11) % answers.len()]);
    let path = folder.file("people.csv");
    std::fs::write(&path, "sex,q\n".to_owned() + &(0..200).map(row).collect::<String>()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Standard output and standard error.
fn run(args: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_topline")).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

/// The answers of a table in CSV, each once.
fn order(csv: &str) -> Vec<&str> {
    let mut found: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    found.dedup();
    found
}

#[test]
fn a_known_scale_stands_in_its_order_and_says_so() {
    let folder = Folder::new();
    let file = people(&folder, &AGREE);
    let (table, said) = run(&["estimate", &file, "--question", "q"]);
    let expected =
        ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Don't know"];
    assert_eq!(order(&table), expected);
    assert!(said.contains("warning[W210]: the answers to q are the words of a well-known scale (agreement)"), "{said}");
    assert!(
        said.contains("from \"Strongly agree\" to \"Strongly disagree\"") && said.contains("[[question]]"),
        "{said}"
    );
    let (compared, _) = run(&["compare", &file, "--question", "q", "--by", "sex"]);
    assert_eq!(order(&compared), expected);
    // A chart of the whole scale: stacked, with a ramp for each side and the rest grey.
    let colours = topline::chart::Theme::named("light").unwrap().colours;
    let svg = folder.svg(&["estimate", &file, "--question", "q"]);
    let place = |colour: topline::chart::colour::Colour| svg.find(&format!("fill=\"{colour}\""));
    let shades = [colours.positive[0], colours.neutral, colours.negative[0], colours.dont_know].map(place);
    assert!(shades.iter().all(Option::is_some) && shades.is_sorted(), "{shades:?}");
}

/// Nine hundred people in three regions and three waves, who answer two questions.
fn regions(folder: &Folder, answers: [&[&str]; 2]) -> String {
    let chance = |id: usize, of: usize| (id * 7919 + id * id / 13) % of;
    let row = |id: usize| {
        let [a, b] = answers.map(|answers| answers[chance(id / 9, answers.len())]);
        format!("{},2025-0{},{a},{b}\n", ["N", "S", "W"][id % 3], id / 3 % 3 + 1)
    };
    let path = folder.file("regions.csv");
    std::fs::write(&path, "region,wave,q,p\n".to_owned() + &(0..900).map(row).collect::<String>()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn comparisons_of_three_and_trends_stand_in_the_order_that_is_said() {
    let folder = Folder::new();
    let file = regions(&folder, [&AGREE, &AGREE]);
    let expected =
        ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "Don't know"];
    for compared in ["--by region", "--over wave", "--by region --over wave --against previous"] {
        let args = ["compare", &file, "--question", "q"].into_iter().chain(compared.split(' '));
        let (table, said) = run(&args.collect::<Vec<_>>());
        let order = order(&table);
        // Within each region that stays the same the answers begin again.
        assert_eq!(order.len() % expected.len(), 0, "{compared}: {order:?}");
        assert!(order.chunks(expected.len()).all(|answers| answers == expected), "{compared}: {order:?}");
        assert!(said.contains("W210") && said.contains("they stand in its order"), "{said}");
    }
    let (fits, said) = run(&["trend", &file, "--question", "q", "--over", "wave"]);
    let mut series: Vec<&str> = fits.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    series.dedup();
    assert_eq!(series, expected);
    assert!(said.contains("W210") && said.contains("they stand in its order"), "{said}");
}

#[test]
fn items_of_a_battery_stand_in_one_order() {
    let folder = Folder::new();
    let file = regions(
        &folder,
        [&["Good", "Bad", "Very bad", "Very good"], &["Bad", "Good", "Average", "Very bad", "Very good"]],
    );
    let both = ["estimate", &file, "--question", "q", "--question", "p"];
    let (table, said) = run(&both);
    let expected = ["Very good", "Good", "Bad", "Very bad", "Very good", "Good", "Average", "Bad", "Very bad"];
    assert_eq!(order(&table), expected);
    assert_eq!(
        said.matches("(good or bad): they stand in its order, from \"Very good\" to \"Very bad\"").count(),
        2,
        "{said}"
    );
    let svg = folder.svg(&[&both[..], &["--chart", "likert"]].concat());
    let places = ["Very good", "Good", "Average", "Bad", "Very bad"].map(|answer| svg.find(&format!(">{answer}<")));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    // By itself the first is of another list; where no list holds both, neither is read by one, in tables as in what is said.
    let file = regions(&folder, [&["Never", "Sometimes", "Always"], &["Never", "Weekly", "Daily"]]);
    let (alone, said) = run(&["estimate", &file, "--question", "q", "--by", "region"]);
    assert!(order(&alone).starts_with(&["Never", "Sometimes", "Always"]) && said.contains("(frequency)"), "{said}");
    let (table, said) = run(&["estimate", &file, "--question", "q", "--question", "p", "--by", "region"]);
    assert!(order(&table).starts_with(&["Always", "Never", "Sometimes"]) && !said.contains("W210"), "{table}{said}");
}

#[test]
fn groups_of_many_answers_are_drawn_without_being_told_how() {
    let folder = Folder::new();
    let by_sex = |file: &str| folder.svg(&["estimate", file, "--question", "q", "--by", "sex"]);
    let whole = by_sex(&people(&folder, &AGREE));
    assert!(whole.contains(">Stacked bars") && whole.contains("by sex</title>"), "a whole scale");
    let words = ["North", "South", "East", "West", "Middle", "Abroad"];
    assert!(
        by_sex(&people(&folder, &words)).contains(">Table with cells filled by value"),
        "six answers without an order"
    );
    assert!(by_sex(&people(&folder, &words[..5])).contains(">Dot plot with intervals"), "five");
}

#[test]
fn the_waves_of_a_group_stand_together() {
    let folder = Folder::new();
    let row =
        |id: usize| format!("{},{},{}\n", ["m", "f"][id / 7 % 2], ["2025-03", "2024-03"][id % 2], AGREE[id * id % 6]);
    let path = folder.file("people.csv");
    std::fs::write(&path, "sex,wave,q\n".to_owned() + &(0..400).map(row).collect::<String>()).unwrap();
    let svg = folder.svg(&["estimate", path.to_str().unwrap(), "--question", "q", "--by", "sex", "--over", "wave"]);
    let found = crate::respondents::texts(&svg);
    let names = ["F", "M", "Mar 2024", "Mar 2025"];
    let rows: Vec<&str> = found.iter().map(String::as_str).filter(|text| names.contains(text)).collect();
    let block = |sex: &'static str| [sex, "Mar 2024", "Mar 2025"];
    let either = [[block("F"), block("M")].concat(), [block("M"), block("F")].concat()];
    assert!(either.contains(&rows), "{rows:?}");
}

#[test]
fn other_words_and_parts_of_a_scale_stay_as_they_are() {
    let folder = Folder::new();
    let file = people(&folder, &["Agree", "Disagree", "Neither agree nor disagree", "It depends on the day"]);
    let (table, said) = run(&["estimate", &file, "--question", "q"]);
    assert_eq!(order(&table), ["Agree", "Disagree", "It depends on the day", "Neither agree nor disagree"]);
    assert!(!said.contains("W210"), "{said}");
    let file = people(&folder, &AGREE);
    let (_, said) = run(&["estimate", &file, "--question", "q", "--answer", "Agree", "--answer", "Disagree"]);
    assert!(!said.contains("W210"), "of chosen answers the others are not known: {said}");
    // Two answers need no order.
    let file = people(&folder, &["Yes", "No"]);
    let (table, said) = run(&["estimate", &file, "--question", "q"]);
    assert!(order(&table) == ["No", "Yes"] && !said.contains("W210"), "{said}");
}

#[test]
fn what_a_study_states_comes_first() {
    let folder = Folder::new();
    let file = people(&folder, &AGREE);
    let answers: Vec<String> = AGREE.iter().map(|answer| format!("{{ id = \"{answer}\" }}")).collect();
    let study = format!(
        "[[source]]\nid = \"s\"\nfile = {file:?}\n[[question]]\nid = \"q\"\nanswers = [{}]\n",
        answers.join(", ")
    );
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let source = format!("{}#s", folder.file("study.toml").display());
    let (table, said) = run(&["estimate", &source, "--question", "q"]);
    assert_eq!(order(&table), AGREE);
    assert!(!said.contains("W210"), "{said}");
}

#[test]
fn net_scores_rest_on_stated_roles_alone() {
    let folder = Folder::new();
    let file = people(&folder, &AGREE);
    let output = Command::new(env!("CARGO_BIN_EXE_topline"))
        .args(["estimate", &file, "--question", "q", "--stat", "net-score"])
        .output()
        .unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("role"), "{output:?}");
}

#[test]
fn degrees_run_from_little_to_much_as_their_ramp_does() {
    let folder = Folder::new();
    let file = people(&folder, &["Always", "Never", "Sometimes", "Often", "Rarely"]);
    let (table, said) = run(&["estimate", &file, "--question", "q"]);
    assert_eq!(order(&table), ["Never", "Rarely", "Sometimes", "Often", "Always"]);
    assert!(said.contains("(frequency)") && !said.contains("two sides"), "{said}");
    let svg = folder.svg(&["estimate", &file, "--question", "q"]);
    let colours = topline::chart::Theme::named("light").unwrap().colours;
    let ends = colours.ordered.map(|colour| svg.find(&format!("fill=\"{colour}\"")).unwrap());
    assert!(ends[0] < ends[1]);
}

#[test]
fn printed_tables_keep_their_rows_and_their_charts_take_the_order() {
    let folder = Folder::new();
    let shares =
        [("Strongly disagree", 10), ("Disagree", 20), ("Agree", 40), ("Strongly agree", 25), ("Don't know", 5)];
    let wave = |wave: usize| shares.map(|(answer, share)| format!("202{wave},q,{answer},{share},1000\n")).concat();
    let path = folder.file("printed.csv");
    std::fs::write(&path, "wave,question,answer,percent,n\n".to_owned() + &(1..5).map(wave).collect::<String>())
        .unwrap();
    let file = path.to_str().unwrap();
    let (table, said) = run(&["estimate", file, "--deff", "1"]);
    assert_eq!(order(&table)[..5], shares.map(|(answer, _)| answer));
    assert!(said.contains("W210") && said.contains("the table as printed"), "{said}");
    for args in [&["estimate", file, "--chart", "likert"][..], &["compare", file, "--against", "previous"]] {
        let svg = folder.svg(&[args, &["--deff", "1"]].concat());
        let places = ["Strongly agree", "Agree", "Disagree", "Strongly disagree", "Don't know"].map(|answer| {
            let found =
                svg.find(&format!(">{}", answer.replace('\'', "&apos;"))).or_else(|| svg.find(&format!(">{answer}")));
            // A name may stand in two lines, after which come those of sums.
            let first = answer.split(' ').next().unwrap();
            found.or_else(|| svg.find(&format!(">{first}<")).or_else(|| svg.find(&format!(">{first} "))))
        });
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{args:?}: {places:?}");
    }
}

#[test]
fn groups_of_a_known_scale_stand_in_its_order_too() {
    let folder = Folder::new();
    let school = ["University degree", "Primary", "High school"];
    let row = |id: usize| format!("{},{},{}\n", school[id % 3], ["m", "f"][id / 5 % 2], ["a", "b"][id / 4 % 2]);
    let path = folder.file("schooling.csv");
    std::fs::write(&path, "schooling,sex,q\n".to_owned() + &(0..240).map(row).collect::<String>()).unwrap();
    let asked = ["estimate", path.to_str().unwrap(), "--question", "q", "--answer", "a"];
    let (table, said) = run(&[&asked[..], &["--by", "sex,schooling"]].concat());
    let groups: Vec<(&str, &str)> = table
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            (fields[2], fields[3])
        })
        .collect();
    let order = ["Primary", "High school", "University degree"];
    assert_eq!(groups, ["f", "m"].map(|sex| order.map(|level| (sex, level))).concat(), "{table}");
    assert!(said.contains("the levels of schooling are the words of a well-known scale (education)"), "{said}");
    let svg = folder.svg(&[&asked[..], &["--by", "schooling"]].concat());
    assert!(order.map(|level| svg.find(&format!(">{level}<")).unwrap()).is_sorted());
}

#[test]
fn questions_of_one_scale_share_its_order() {
    let folder = Folder::new();
    let (first, second) = (["Agree", "Disagree", "Don't know"], ["Agree", "Neither agree nor disagree", "Disagree"]);
    let row = |id: usize| format!("{},{}\n", first[id % 3], second[id / 3 % 3]);
    let path = folder.file("battery.csv");
    std::fs::write(&path, "one,two\n".to_owned() + &(0..180).map(row).collect::<String>()).unwrap();
    let asked = ["estimate", path.to_str().unwrap(), "--question", "one", "--question", "two", "--chart", "likert"];
    let svg = folder.svg(&asked);
    let colours = topline::chart::Theme::named("light").unwrap().colours;
    // A legend in order: what the first question lacks stands between its sides, and what the second lacks outside.
    let keys = ["Agree", "Neither agree nor disagree", "Disagree"].map(|text| svg.find(&format!(">{text}<")).unwrap());
    assert!(keys.is_sorted(), "{keys:?}");
    assert!(svg.contains(&format!("fill=\"{}\"", colours.neutral)));
}
