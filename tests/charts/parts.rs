//! Parts of a whole as tables print them: what is not printed, what rounding lacks, nets and what they sum.

use crate::command_line::{Folder, words};
use crate::respondents::texts;

/// A table of one question with a study that states the roles of its answers.
pub(crate) fn study(folder: &Folder, rows: &str, answers: &str) -> String {
    std::fs::write(folder.file("table.csv"), rows).unwrap();
    let text = format!(
        "[[source]]\nid = \"t\"\nfile = \"table.csv\"\ncitation = \"Institute\"\ndeff = 1.0\n\n\
         [[question]]\nid = \"q\"\ntitle = \"Trust\"\nordered = true\nanswers = [{answers}]\n"
    );
    std::fs::write(folder.file("study.toml"), text).unwrap();
    format!("{}#t", folder.file("study.toml").display())
}

const SIDES: &str = "{ id = \"No\", role = \"negative\" }, { id = \"Yes\", role = \"positive\" }, { id = \"Unsure\", role = \"dont-know\" }";

#[test]
fn what_is_not_printed_is_no_second_value_of_an_answer_that_is() {
    let folder = Folder::new();
    let rows = "wave,question,answer,country,percent,n\n\
                2025,q,No,A,37,1000\n2025,q,Yes,A,33,1000\n2025,q,Unsure,A,28,1000\n\
                2025,q,No,B,40,1000\n2025,q,Yes,B,30,1000\n2025,q,Unsure,B,30,1000\n";
    let source = study(&folder, rows, SIDES);
    let svg = folder.svg(&["estimate", &source, "--by", "country", "--chart", "likert", "--deny", "C13"]);
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let of_a: Vec<&str> = plotted.lines().filter(|line| line.contains(",country,A,")).collect();
    assert_eq!(of_a.len(), 4, "{plotted}");
    assert!(of_a[2].contains(",Unsure,,,,0.28,") && of_a[3].contains(",not printed,,,,0.0199"), "{plotted}");
    assert!(svg.contains(">Not printed<") && svg.contains(">Unsure<") && !svg.contains("Unsure*"), "{svg}");
}

/// Waves of three answers in per cent.
fn waves(shares: &[[u32; 3]]) -> String {
    let wave = |(at, shares): (usize, &[u32; 3])| -> String {
        let row = |(answer, share): (&str, &u32)| format!("202{at}-01,q,{answer},{share},1000\n");
        ["No", "Yes", "Unsure"].into_iter().zip(shares).map(row).collect()
    };
    "wave,question,answer,percent,n\n".to_owned() + &shares.iter().enumerate().map(wave).collect::<String>()
}

#[test]
fn rounding_is_no_answer_of_an_area() {
    let folder = Folder::new();
    let draw = |shares: &[[u32; 3]]| {
        let source = study(&folder, &waves(shares), SIDES);
        let svg = folder.svg(&["estimate", &source, "--question", "q", "--chart", "area", "--deny", "C13"]);
        (svg, std::fs::read_to_string(folder.file("picture.data.csv")).unwrap())
    };
    // Three rounded answers add up to 99 or 101 by rounding alone.
    let (_, rounded) = draw(&[[37, 33, 29], [40, 31, 30], [40, 30, 30]]);
    assert!(!rounded.contains("not printed"), "{rounded}");
    let (svg, lacking) = draw(&[[37, 33, 26], [40, 30, 30]]);
    assert_eq!(lacking.matches("not printed").count(), 1, "{lacking}");
    assert!(svg.contains("Not printed") && !svg.to_lowercase().contains("other answers"), "{svg}");
}

const WORRY: &str = "{ id = \"Very worried\", role = \"negative\" }, { id = \"Fairly worried\", role = \"negative\" }, \
                     { id = \"Calm\", role = \"positive\" }, { id = \"Unsure\", role = \"dont-know\" }";
const WORRIED: &str =
    "nets = [ { id = \"Worried\", of = [\"Very worried\", \"Fairly worried\"], role = \"negative\" } ]\n";
const SAID: &str = "Worried: Very worried + Fairly worried.";

/// Four answers by sex in three waves, with a net of two.
fn worried(folder: &Folder) -> String {
    let shares = [[20, 30, 40, 10], [25, 33, 30, 12], [30, 36, 20, 14]];
    let answers = ["Very worried", "Fairly worried", "Calm", "Unsure"];
    let mut rows = "wave,question,answer,sex,percent,n\n".to_owned();
    for (wave, shares) in shares.iter().enumerate() {
        for (sex, n) in [("", 2000), ("men", 900), ("women", 1100)] {
            let more = u32::from(sex == "women");
            for (at, (answer, share)) in answers.iter().zip(shares).enumerate() {
                let share = if at == 0 {
                    share + 5 * more
                } else if at == 2 {
                    share - 5 * more
                } else {
                    *share
                };
                rows += &format!("202{}-01,q,{answer},{sex},{share},{n}\n", wave + 3);
            }
        }
    }
    let source = study(folder, &rows, WORRY);
    let text = std::fs::read_to_string(folder.file("study.toml")).unwrap();
    let groups =
        "\n[[group]]\nid = \"sex\"\ntitle = \"Sex\"\nordered = true\nlevels = [{ id = \"women\" }, { id = \"men\" }]\n";
    std::fs::write(folder.file("study.toml"), text + WORRIED + groups).unwrap();
    source
}

/// Column number `at` of the plotted numbers, each value once, by the alphabet.
fn column(folder: &Folder, at: usize) -> Vec<String> {
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let mut found = Vec::new();
    for record in csv::Reader::from_reader(plotted.as_bytes()).records().map(Result::unwrap) {
        if !record[at].is_empty() && !found.contains(&record[at].to_owned()) {
            found.push(record[at].to_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn nets_stand_for_the_answers_they_sum_in_pictures_of_lines_and_changes() {
    let folder = Folder::new();
    let source = worried(&folder);
    let (item, series) = (4, 6);
    for (asked, at) in [
        (&["estimate", source.as_str(), "--chart", "trend"][..], series),
        (&["estimate", &source, "--chart", "slope"], item),
        (&["trend", &source, "--chart", "trend"], series),
        (&["compare", &source, "--against", "previous", "--where", "wave != '2023-01'", "--chart", "dumbbell"], item),
        (&["compare", &source, "--against", "previous", "--where", "wave != '2023-01'", "--chart", "dots"], item),
    ] {
        let found = texts(&folder.svg(asked)).join(" ");
        assert_eq!(column(&folder, at), ["Calm", "Unsure", "Worried"], "{asked:?}");
        assert!(found.contains(SAID), "{asked:?}: {found}");
    }
    // Who asks for an answer by its name gets it.
    let named = ["estimate", &source, "--answer", "Worried", "--answer", "Very worried", "--chart", "trend"];
    assert!(!texts(&folder.svg(&named)).join(" ").contains(SAID));
    assert_eq!(column(&folder, series), ["Very worried", "Worried"]);
}

#[test]
fn a_net_that_is_missing_where_its_parts_are_leaves_the_place_to_them() {
    let folder = Folder::new();
    let source = worried(&folder);
    let rows = std::fs::read_to_string(folder.file("table.csv")).unwrap();
    // One wave prints one part alone, so that there is no sum.
    let lacking: String =
        rows.lines().filter(|l| !l.starts_with("2024-01,q,Fairly")).map(|l| format!("{l}\n")).collect();
    std::fs::write(folder.file("table.csv"), lacking).unwrap();
    folder.svg(&["estimate", &source, "--chart", "trend"]);
    let drawn = column(&folder, 6);
    assert!(drawn.contains(&"Very worried".to_owned()) && !drawn.contains(&"Worried".to_owned()), "{drawn:?}");
}

#[test]
fn comparisons_have_their_groups_under_headings_in_order_with_everybody_first() {
    let folder = Folder::new();
    let source = worried(&folder);
    let waves = ["--over", "wave", "--against", "previous", "--where", "wave != '2023-01'"];
    for kind in ["dumbbell", "dots", "bars"] {
        let asked = ["compare", &source, "--answer", "Worried", "--by", "sex", "--chart", kind];
        let found = texts(&folder.svg(&[&asked[..], &waves].concat()));
        let at =
            |name: &str| found.iter().position(|t| t == name).unwrap_or_else(|| panic!("{kind}, {name}: {found:?}"));
        assert!(["All respondents", "Sex", "Women", "Men"].map(at).is_sorted(), "{kind}: {found:?}");
        assert_eq!((column(&folder, 2), column(&folder, 3)), (vec!["sex".into()], vec!["men".into(), "women".into()]));
        assert!(column(&folder, 4).is_empty(), "groups need no other name");
    }
    // Groups against everybody are groups too; of several answers a row keeps its group under its answer.
    folder.svg(&[
        "compare",
        &source,
        "--answer",
        "Calm",
        "--by",
        "sex",
        "--against",
        "total",
        "--where",
        "wave == '2025-01'",
    ]);
    assert_eq!((column(&folder, 3), column(&folder, 4).len()), (vec!["men".into(), "women".into()], 0));
    folder.svg(&[&["compare", &source, "--by", "sex", "--chart", "dumbbell"][..], &waves].concat());
    assert!(column(&folder, 4).contains(&"women".to_owned()) && column(&folder, 3) == ["men", "women"]);
    assert!(column(&folder, 5).contains(&"Calm".to_owned()), "{:?}", column(&folder, 5));
    // Two answers compared say what they sum.
    let answers =
        ["compare", &source, "--answer", "Worried", "--answer", "Calm", "--against", "answers", "--by", "sex"];
    let found = texts(&folder.svg(&[&answers[..], &["--where", "wave == '2025-01'"]].concat())).join(" ");
    assert!(found.contains(SAID) && found.contains("All respondents"), "{found}");
}

#[test]
fn comparisons_of_respondents_have_everybody_beside_groups_where_they_are_drawn() {
    let folder = Folder::new();
    let row = |id: usize| {
        let answer = ["yes", "no", "unsure"][(id * id + id / 7) % 3];
        format!("{},{},{answer}\n", ["a", "b"][id / 5 % 2], ["2024-01", "2025-01"][id / 3 % 2])
    };
    std::fs::write(folder.file("p.csv"), "g,date,q\n".to_owned() + &(0..600).map(row).collect::<String>()).unwrap();
    let file = folder.file("p.csv");
    let file = file.to_str().unwrap();
    let asked =
        ["compare", file, "--question", "q", "--answer", "yes", "--by", "g", "--over", "date", "--against", "previous"];
    assert!(texts(&folder.svg(&asked)).contains(&"All respondents".to_owned()));
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    assert!(plotted.lines().nth(1).unwrap().starts_with("estimate,,,,,yes,"), "{plotted}");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_topline")).args(asked).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3, "the table keeps to what was asked");
}

#[test]
fn dots_of_more_answers_than_are_told_apart_show_nets_in_place_of_their_parts() {
    let folder = Folder::new();
    let answers = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree", "Don't know"];
    let row = |group: &str, at: usize| format!("q,{},{group},{},900\n", answers[at], [12, 25, 20, 22, 14, 7][at]);
    let rows: String =
        ["", "men", "women"].into_iter().flat_map(|group| (0..6).map(move |at| row(group, at))).collect();
    std::fs::write(folder.file("q.csv"), "question,answer,sex,percent,n\n".to_owned() + &rows).unwrap();
    let file = folder.file("q.csv");
    let asked =
        ["estimate", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--by", "sex", "--chart", "dots"];
    let nets = ["--net", "For=Agree,Strongly agree", "--net", "Against=Disagree,Strongly disagree"];
    let said = texts(&folder.svg(&[&asked[..], &nets].concat())).join(" ");
    assert_eq!(column(&folder, 6), ["Against", "Don't know", "For", "Neither"]);
    assert!(
        said.contains("For: Agree + Strongly agree") && said.contains("Against: Disagree + Strongly disagree"),
        "{said}"
    );
    // Without nets nothing takes the place of anything.
    let refused = folder.draw(&asked);
    assert!(words(&refused).contains("6 series cannot be told apart in one plot"), "{}", words(&refused));
}
