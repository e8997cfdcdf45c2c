//! Stacks that say what is sure: sums with their intervals and brackets, rows to one end, names over their bars.

use crate::command_line::Folder;
use crate::stacks::{SHARES, draw, marks, net, parts, stacks, texts};
use topline::chart::Size;
use topline::chart::drawing::{Mark, Rect, Role};
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::survey::{self, Group};

/// What a CSV with a head has in some columns where another column starts so.
fn cells(csv: &str, (column, begins): (&str, &str), wanted: &[&str]) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|known| known == name).unwrap();
    let records = reader.records().map(Result::unwrap).filter(|record| record[at(column)].starts_with(begins));
    records.map(|record| wanted.iter().map(|name| record[at(name)].parse().unwrap()).collect()).collect()
}

#[test]
fn sums_that_nobody_asked_for_have_the_interval_of_a_net() {
    let folder = Folder::new();
    let printed = |(region, shares): (&str, [u32; 4])| {
        let row = |(answer, share)| format!("2025,q,{answer},{region},{share},900\n");
        ["very good", "rather good", "rather bad", "very bad"].into_iter().zip(shares).map(row).collect::<String>()
    };
    let regions = [("N", [10, 20, 30, 40]), ("S", [40, 30, 20, 10]), ("W", [45, 56, 0, 0])];
    let table = "wave,question,answer,region,percent,n\n".to_owned() + &regions.map(printed).concat();
    let person = |id: usize| {
        let answer = ["very good", "rather good", "rather bad", "very bad"][(id * 7 + id / 11 + id % 3 * id % 5) % 4];
        format!("{},{answer},{},{}\n", ["N", "S", "W"][id % 3], id / 6, 1 + id % 4)
    };
    let people = "region,q,place,w\n".to_owned() + &(0..400).map(person).collect::<String>();
    let cases: [(&str, String, &[&str]); 2] =
        [("printed.csv", table, &["--deff", "1.5"]), ("people.csv", people, &["--weight", "w", "--psu", "place"])];
    for (name, text, more) in cases {
        let path = folder.file(name);
        std::fs::write(&path, text).unwrap();
        let file = path.to_str().unwrap();
        let asked = [&["estimate", file, "--question", "q", "--by", "region", "--chart", "likert"], more].concat();
        let svg = folder.svg(&asked);
        assert!(svg.contains("by sums: 95% intervals (Wilson)"), "{name}: {svg}");
        let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
        folder.svg(&[&asked[..], &["--net", "good=very good,rather good"]].concat());
        let net = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
        let wanted = ["estimate", "low", "high", "n_effective"];
        let found = |csv: &str| cells(csv, ("part", "net"), &wanted);
        let (sums, nets) = (found(&plotted), found(&net));
        assert!(sums.len() >= 3 && nets.len() == sums.len(), "{name}: {plotted} {net}");
        for sum in &sums {
            let same = |net: &&Vec<f64>| sum.iter().zip(*net).all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(nets.iter().any(|net| same(&net)), "{name}: {sum:?} among {nets:?}");
        }
        assert_eq!(name == "printed.csv", plotted.contains("net,,region,W,,very + rather good,,,,1,"), "{plotted}");
    }
    // Printed shares bring the rounding of each.
    let printed = folder.file("printed.csv");
    folder.svg(&["estimate", printed.to_str().unwrap(), "--by", "region", "--chart", "likert", "--deff", "1.5"]);
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let south = cells(&plotted, ("part", "net"), &["estimate", "low", "low_outer"]);
    let south = south.iter().find(|row| row[0] == 0.7).unwrap();
    assert!((0.009..0.012).contains(&(south[1] - south[2])), "{south:?}");
    // Intervals that hold for all answers at once are none of their sums; the footer says so.
    let both = ["--deff", "1.5", "--by", "region", "--chart", "likert", "--simultaneous", "goodman"];
    let svg = folder.svg(&[&["estimate", printed.to_str().unwrap()][..], &both].concat());
    assert!(svg.contains("Sums without an interval"), "{svg}");
}

/// A group of one cluster tells nothing of how sure its sums are; a sum with an interval too wide for the standard is not printed.
#[test]
fn sums_are_no_surer_than_nets_that_are_asked_for() {
    let folder = Folder::new();
    let answers = ["very good", "rather good", "rather bad", "very bad"];
    let person = |(region, place, at): (&str, usize, usize)| {
        format!("{region},{},{place}\n", answers[(at * 7 / 2 + at % region.len()) % 4])
    };
    let lone = (0..30).map(|at| ("Solo", 0, at));
    let rest = (0..360).map(|at| (["Mid", "Big"][at % 2], 1 + at / 9 % 20, at));
    let few = (0..44).map(|at| ("Few", 30 + at / 11, at));
    let people = "region,q,place\n".to_owned() + &lone.chain(rest).chain(few).map(person).collect::<String>();
    let path = folder.file("people.csv");
    std::fs::write(&path, people).unwrap();
    let ask = ["estimate", path.to_str().unwrap(), "--question", "q", "--by", "region", "--chart", "likert"];
    let drawn = |more: &[&str]| {
        let svg = folder.svg(&[&ask[..], more].concat());
        let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
        let line = |group: &str| {
            let mut lines = plotted.lines().filter(|line| line.starts_with("net,"));
            lines.find(|line| line.contains(group)).unwrap_or("").split(',').map(str::to_owned).collect::<Vec<_>>()
        };
        (svg, line("Solo"), line("Few"))
    };
    let (svg, solo, few) = drawn(&["--psu", "place"]);
    assert!(
        !solo[9].is_empty() && solo[10].is_empty() && solo[11].is_empty() && solo.contains(&"low-precision".to_owned()),
        "{solo:?}"
    );
    assert!(!few[10].is_empty() && !few[11].is_empty(), "{few:?}");
    // With 3 degrees of freedom t is 3.18: the sum has the interval of the net.
    let (_, _, net) = drawn(&["--psu", "place", "--net", "good=very good,rather good"]);
    let number = |line: &[String], at: usize| line[at].parse::<f64>().unwrap();
    assert!((9..12).all(|at| (number(&few, at) - number(&net, at)).abs() < 1e-9), "{few:?} {net:?}");
    assert!(number(&few, 11) - number(&few, 10) > 0.1, "{few:?}");
    let said = crate::respondents::texts(&svg).join(" ");
    assert!(said.contains("which give no interval") && !said.contains("Sums without an interval"), "{said}");
    let (svg, _, few) = drawn(&["--standard", "nchs"]);
    assert!(few[9].is_empty() && few[10].is_empty() && svg.contains("interval of 30 points or more"), "{few:?}");
    let (_, _, net) = drawn(&["--standard", "nchs", "--net", "good=very good,rather good"]);
    assert_eq!(net[9], "");
}

#[test]
fn rows_that_rounding_leaves_off_a_hundred_end_at_one_place() {
    let sums = [[0.4, 0.2, 0.25, 0.16, 0.0], [0.4, 0.2, 0.25, 0.14, 0.0], [0.4, 0.2, 0.25, 0.15, 0.0]];
    let picture = draw(&stacks(&sums), Size::SCREEN).unwrap();
    let ends: Vec<f64> = parts(&picture, 3).iter().map(|part| part.right()).collect();
    assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.05), "{ends:?}");
    let shown = texts(&picture, Role::Value);
    assert!(shown.contains(&"16%") && shown.contains(&"14%"), "{shown:?}");
    assert!(texts(&picture, Role::Footer).join(" ").contains("Bars: scaled to 100%"));
    assert!(picture.findings.iter().all(|finding| finding.code != "C13"), "{:?}", picture.findings);
    // More than rounding is a misprint, and seen.
    let picture = draw(&stacks(&[[0.4, 0.2, 0.25, 0.25, 0.0], sums[2]]), Size::SCREEN).unwrap();
    let ends: Vec<f64> = parts(&picture, 3).iter().map(|part| part.right()).collect();
    assert!(ends[0] - ends[1] > 10.0, "{ends:?}");
    assert!(picture.findings.iter().any(|finding| finding.code == "C13"), "{:?}", picture.findings);
    assert!(!texts(&picture, Role::Footer).join(" ").contains("scaled"));
}

#[test]
fn long_names_stand_over_their_bars_and_nearer_to_them_than_to_others() {
    let mut figures = stacks(&SHARES);
    for row in &mut figures.rows {
        let level = row.level().unwrap().to_owned();
        row.group = Some(Group::new("region", format!("The people of {level} and all the islands before its coast")));
    }
    for size in [Size::SCREEN, Size::new(800, 1000).unwrap(), Size::new(1000, 1000).unwrap()] {
        let picture = draw(&figures, size).unwrap();
        let (names, bars) = (marks(&picture, Role::Name), parts(&picture, 1));
        let names: Vec<Rect> = names.into_iter().map(Mark::extent).collect();
        let left = parts(&picture, 0)[0].x;
        assert!(names.iter().all(|name| (name.x - left).abs() < 2.0), "{names:?}");
        // The last line of a name is that before its bar.
        for bar in &bars {
            let over =
                names.iter().map(|name| bar.y - name.bottom()).filter(|gap| *gap > -1.0).fold(f64::MAX, f64::min);
            let below =
                names.iter().map(|name| name.y - bar.bottom()).filter(|gap| *gap > -1.0).fold(f64::MAX, f64::min);
            assert!(below > over + 4.0, "{over} over, {below} below, {size:?}");
        }
        assert!(
            picture.findings.iter().all(|finding| ["C08", "C15"].contains(&finding.code)),
            "{:?}",
            picture.findings
        );
    }
    // Short ones keep their place.
    let picture = draw(&stacks(&SHARES), Size::SCREEN).unwrap();
    assert!(marks(&picture, Role::Name)[0].extent().right() < parts(&picture, 0)[0].x);
}

#[test]
fn sums_stand_in_the_order_of_their_answers_and_keep_their_brackets() {
    let mut figures = stacks(&[[0.3, 0.25, 0.35, 0.05, 0.05], [0.2, 0.1, 0.5, 0.1, 0.1]]);
    let (bad, good) = ("bad, as far as one can tell", "good, as far as one can tell by now");
    figures.answers[3].role = survey::Role::Negative;
    figures.nets = vec![net(bad, &["bad", "depends"]), net(good, &["very good", "rather good"])];
    let sides = [(bad, survey::Role::Negative), (good, survey::Role::Positive)];
    figures.answers.extend(sides.map(|(name, role)| AnswerOrder { name: name.to_owned(), role }));
    for at in 0..2 {
        let row = Row::new(0.4).inner(0.36, 0.44).group("region", &format!("region {at}")).part(Part::Net);
        figures.rows.extend(sides.map(|(name, _)| row.clone().answer(name)));
    }
    for width in [1600, 1100] {
        let picture = draw(&figures, Size::new(width, 900).unwrap()).unwrap();
        let brackets = marks(&picture, Role::Leader).len();
        let headings: Vec<&Mark> = marks(&picture, Role::Heading);
        let right = |word: &str| {
            let of = headings.iter().filter(|mark| mark.text().unwrap().text.starts_with(word));
            of.map(|mark| mark.extent().right()).fold(0.0, f64::max)
        };
        assert!(brackets == if right("Bad") > 0.0 { 2 } else { 1 } && (width < 1600 || brackets == 2), "{width}");
        assert!(right("Bad") == 0.0 || right("Good") < right("Bad"), "{width}");
        assert!(
            picture.findings.iter().all(|finding| ["C08", "C15"].contains(&finding.code)),
            "{:?}",
            picture.findings
        );
    }
}

/// 28.4 + 25.4 = 53.8 %: the bars print 28 and 25, their sum 54.
#[test]
fn sums_that_are_not_those_of_the_printed_numbers_say_so() {
    let said = |shares: [f64; 3]| {
        let answers = ["agree", "rather agree", "disagree"];
        let row = |(answer, share): (&str, f64)| Row::new(share).answer(answer).item("Tax").base(900.0, 700.0);
        let role = |at: usize| if at < 2 { survey::Role::Positive } else { survey::Role::Negative };
        let order = |at: usize| AnswerOrder { name: answers[at].to_owned(), role: role(at) };
        let rows = answers.into_iter().zip(shares).map(row).collect();
        let figures = Figures { rows, answers: (0..3).map(order).collect(), ordered: true, ..Figures::default() };
        texts(&draw(&figures, Size::SCREEN).unwrap(), Role::Footer).join(" ").contains("Sums are of unrounded figures")
    };
    assert!(said([0.284, 0.254, 0.462]) && !said([0.28, 0.25, 0.47]));
}
