//! Pictures of what is in a file, by the command line and by a study: weights of respondents, findings in printed tables.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Six respondents, one of whom weighs more than five times the mean of 10.
const RESPONDENTS: &str =
    "id,sex,w,score\n1,men,1,10\n2,men,1,12\n3,men,1,11\n4,women,1,9\n5,women,1,14\n6,women,55,13\n";

/// The men's answers add up to 103, more than rounding allows; a line stands there twice.
const PRINTED: &str = "\
question,answer,sex,percent,n
vote,yes,,51,1600
vote,no,,40,1600
vote,hard to say,,9,1600
vote,yes,men,54,700
vote,no,men,40,700
vote,hard to say,men,9,700
vote,yes,women,48,900
vote,no,women,42,900
vote,hard to say,women,10,900
vote,hard to say,women,10,900
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        std::fs::write(folder.file("people.csv"), RESPONDENTS).unwrap();
        std::fs::write(folder.file("printed.csv"), PRINTED).unwrap();
        folder
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
        command.current_dir(self.0.path()).args(arguments.split_whitespace()).output().unwrap()
    }

    #[track_caller]
    fn done(&self, arguments: &str) -> Output {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments}: {}", words(&output));
        output
    }
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn weights_are_drawn_with_what_they_cost_and_change() {
    let folder = Folder::new();
    folder.done("inspect people.csv --weight w --question sex -o weights.svg");
    let svg = folder.read("weights.svg");
    // Kish: 6 · (5 + 55²) / 60² = 5.05; 6 respondents count as 1.19.
    assert!(
        svg.contains("Design effect of the weights 5.05") && svg.contains("Weighting: 6 respondents count as 1"),
        "{svg}"
    );
    assert!(svg.contains("more than 5 times the mean") && svg.contains("91.7% of all weight"), "{svg}");
    assert!(svg.contains("Unweighted") && svg.contains("Weighted") && svg.contains(">Women<"), "{svg}");
    assert!(folder.read("weights.alt.txt").contains("Design effect of the weights 5.05"));
    let even = folder.done("inspect people.csv --weight score --question sex -o even.svg");
    assert!(!words(&even).contains("C06"), "axes of bars hold zero: {}", words(&even));
    let alone = folder.done("inspect people.csv --weight w -o alone.svg --chart weights");
    assert!(!folder.read("alone.svg").contains("Margins"), "{}", words(&alone));
}

#[test]
fn findings_stand_at_their_cells_and_others_below() {
    let folder = Folder::new();
    folder.done("inspect printed.csv -o findings.svg");
    let svg = folder.read("findings.svg");
    assert!(svg.contains("1 of 3 lines does not add up to 100%; 1 more finding"), "{svg}");
    assert!(svg.contains(">sum<") && svg.contains(">103<") && svg.contains(">More than 100%, beyond rounding"));
    assert!(svg.contains("women, hard to say, lines 10 and 11"), "a cell printed twice is known: {svg}");
    // Codes and names of columns are for those who mend the file, not for those who look at the picture.
    assert!(!svg.contains("W105") && !svg.contains("sex =") && !svg.contains("103 %"), "{svg}");
    let alt = folder.read("findings.alt.txt");
    assert!(alt.contains("Men 103%") && !alt.contains("W105"), "{alt}");
    let flagged = folder.read("findings.data.csv").lines().filter(|line| line.contains("add up to 103 %")).count();
    assert_eq!(flagged, 3, "what is wrong with a sum is wrong of all its answers");
    assert!(folder.read("findings.data.csv").contains("W105"));
    let mended = PRINTED.replace("men,54", "men,51");
    let once: Vec<&str> = mended.lines().take(10).collect();
    std::fs::write(folder.file("clean.csv"), once.join("\n")).unwrap();
    folder.done("inspect clean.csv -o clean.svg --chart lint");
    let clean = folder.read("clean.svg");
    assert!(clean.contains("no findings") && clean.contains("Nothing in the table was found wrong"), "{clean}");
}

#[test]
fn a_picture_says_what_is_wrong_in_words_of_its_readers() {
    let folder = Folder::new();
    std::fs::write(folder.file("far.csv"), PRINTED.replace("men,54", "men,94")).unwrap();
    let told = words(&folder.done("inspect far.csv -o far.svg"));
    assert!(told.contains("(multiple = true); verbs that compute refuse this table"), "{told}");
    let svg = folder.read("far.svg");
    assert!(svg.contains("people could give several answers"), "{svg}");
    for text in [svg, folder.read("far.alt.txt"), folder.read("far.data.csv")] {
        assert!(!text.contains("multiple =") && !text.contains("verbs that"), "{text}");
    }
}

/// Answers of everybody and of two groups: what stands off in a line that does not add up is marked, and nothing else in it.
#[test]
fn the_figure_that_stands_off_is_marked() {
    let folder = Folder::new();
    let table = |men: [u32; 4]| {
        let [a, b, c, d] = men;
        format!(
            ",Total,Men,Women\nGood,40,{a},39\nFair,30,{b},31\nBad,20,{c},22\nHard to say,10,{d},9\nBase,1000,480,520\n"
        )
    };
    let suspects = |men: [u32; 4]| {
        std::fs::write(folder.file("off.csv"), table(men)).unwrap();
        folder.done("inspect off.csv --chart lint -o off.svg");
        let svg = folder.read("off.svg");
        let alone = [a_text(&svg, men[0]), a_text(&svg, men[1]), a_text(&svg, men[2]), a_text(&svg, men[3])];
        alone.map(|text| text.contains("font-weight"))
    };
    assert_eq!(suspects([42, 29, 38, 9]), [false, false, true, false], "38 for 20");
    assert_eq!(suspects([51, 37, 27, 16]), [false; 4], "each a little too high");
}

/// The text element of a number.
fn a_text(svg: &str, number: u32) -> String {
    let end = svg.find(&format!(">{number}<")).or_else(|| svg.find(&format!(">{number}%<"))).unwrap();
    svg[svg[..end].rfind("<text").unwrap()..end].to_owned()
}

#[test]
fn how_a_table_was_read_is_no_finding() {
    let folder = Folder::new();
    let support = "wave,question,answer,percent,n\n2024-01,q,support,75,1600\n2024-01,q,oppose,16,1600\n\
        2024-02,q,definitely support,45,1600\n2024-02,q,rather support,31,1600\n2024-02,q,oppose,16,1600\n";
    std::fs::write(folder.file("support.csv"), support).unwrap();
    assert!(words(&folder.done("inspect support.csv --chart lint -o s.svg")).contains("W106"));
    let svg = folder.read("s.svg");
    assert!(svg.contains("no findings") && svg.contains("On reading it: "), "{svg}");
}

#[test]
fn wholes_that_are_not_their_parts_are_drawn_at_their_cells() {
    let folder = Folder::new();
    let out = "answer,total,men,women\nYes,47,60,55\nNo,42,35,30\nHard to say,11,5,15\nBase,1000,480,520\n";
    std::fs::write(folder.file("out.csv"), out).unwrap();
    folder.done("inspect out.csv --chart lint -o out.svg");
    let svg = folder.read("out.svg");
    assert!(svg.contains("2 findings") && svg.contains("Yes: 47% in all, 55–60% by sex"), "{svg}");
}

/// A sum of 100.4 is no 100 beside one that is.
#[test]
fn numbers_are_printed_as_finely_as_the_table_has_them() {
    let folder = Folder::new();
    let table = ",Total,Men,Women\nBase,1000,500,500\nFully,20.2,21.0,20.1\nRather,30.2,30.0,30.2\n\
        Hardly,30.0,29.0,30.0\nNot at all,20.1,20.0,20.1\n";
    std::fs::write(folder.file("fine.csv"), table).unwrap();
    folder.done("inspect fine.csv --chart lint -o fine.svg");
    let svg = folder.read("fine.svg");
    for number in ["100.5", "100.0", "100.4", "20.1", "30.2", "30.0"] {
        assert!(svg.contains(&format!(">{number}<")), "{number}: {svg}");
    }
    let alt = folder.read("fine.alt.txt");
    assert!(alt.contains("All respondents 100.5%; Women 100.4%"), "{alt}");
    // What is finer than tables print has one decimal; its sum as many as it takes.
    std::fs::write(folder.file("finest.csv"), table.replace("20.2", "19.74004")).unwrap();
    folder.done("inspect finest.csv --chart lint -o finest.svg");
    let svg = folder.read("finest.svg");
    assert!(svg.contains(">19.7%<") && svg.contains(">100.04<"), "{svg}");
}

#[test]
fn a_long_table_counts_all_its_lines() {
    let folder = Folder::new();
    for (wrong, says) in [(1, "1 of 45 lines does not add up"), (38, "38 of 45 lines do not add up")] {
        let line = |at: usize| format!("q,yes,G{at},{},900\nq,no,G{at},40,900\n", if at < wrong { 63 } else { 60 });
        let lines: String = (0..45).map(line).collect();
        std::fs::write(folder.file("long.csv"), format!("question,answer,sex,percent,n\n{lines}")).unwrap();
        folder.done("inspect long.csv --chart lint -o long.svg");
        assert!(folder.read("long.svg").contains(says), "{}", folder.read("long.alt.txt"));
    }
}

/// Signs for per cent go where the widest number leaves them no room in its cell.
#[test]
fn numbers_keep_to_their_cells() {
    let folder = Folder::new();
    std::fs::write(folder.file("all.csv"), "Q,Total,Men\nBase,1000,500\nYes,100,99.4\nNo,0,0.6\n").unwrap();
    for (width, text) in [("320", ">100.0<"), ("800", ">100.0%<")] {
        folder.done(&format!("inspect all.csv --chart lint -o all.svg --force --width {width}"));
        assert!(folder.read("all.svg").contains(text), "{width}");
    }
    assert!(!folder.read("all.svg").contains(">0.6<"), "a wide cell has its sign");
}

/// Of lines that are not drawn what was found is counted as of others, and their number stands in one place.
#[test]
fn lines_without_room_are_counted_once_with_what_was_found_in_them() {
    let folder = Folder::new();
    let draw = |table: &str, more: &str| {
        std::fs::write(folder.file("long.csv"), format!("question,answer,sex,percent,n\n{table}")).unwrap();
        folder.done(&format!("inspect long.csv --chart lint -o long.svg{more}"));
        folder.read("long.svg")
    };
    let twice = |at: usize| format!("q,yes,G{at},50,400\nq,no,G{at},50,400\nq,yes,G{at},50,400\n");
    let svg = draw(&(0..40).map(twice).collect::<String>(), "");
    assert!(svg.contains("40 findings") && svg.contains("and 34 more"), "{svg}");
    assert!(svg.contains("and 10 lines with findings not shown") && !svg.contains("left out"), "{svg}");
    assert_eq!(folder.read("long.data.csv").matches("W103").count(), 40);
    let off =
        |at: usize| format!("q,yes,G{at},{},400\nq,no,G{at},40,400\n", if at.is_multiple_of(4) { 63 } else { 60 });
    let table: String = (0..60).map(off).collect();
    assert!(draw(&table, "").contains("and 30 lines without findings not shown"), "{}", folder.read("long.svg"));
    let svg = draw(&table, " --size square");
    let shown = svg.matches(">40<").count() + svg.matches(">40%<").count();
    assert!(svg.contains(&format!("and {} lines", 60 - shown)) && !svg.contains("left out"), "{shown}: {svg}");
}

/// Sums stand in their column or in the remark, and the numbers of rules at their lines in any width.
#[test]
fn sums_and_numbers_of_rules_are_kept_in_narrow_pictures() {
    let folder = Folder::new();
    for answers in 3..=10 {
        for (share, sum) in [(100 / answers, "110%"), (100 / answers, "110.5%")] {
            let rest = 100 - share * (answers - 1);
            let off: f64 = sum.trim_end_matches('%').parse::<f64>().unwrap() - 100.0;
            let line = |sex: &str, more: f64| {
                let of = |at: usize| if at == 0 { rest as f64 + more } else { share as f64 };
                (0..answers).map(|at| format!("q,A{at},{sex},{},400\n", of(at))).collect::<String>()
            };
            let table = format!("question,answer,sex,percent,n\n{}{}", line("men", 0.0), line("women", off));
            std::fs::write(folder.file("narrow.csv"), table).unwrap();
            folder.done("inspect narrow.csv --chart lint -o narrow.svg --width 320");
            let svg = folder.read("narrow.svg");
            let bare = sum.trim_end_matches('%');
            let told = svg.contains(&format!(">{bare}<")) || svg.contains(&format!("Women {sum}"));
            assert!(told, "{answers}, {sum}: {svg}");
            assert_eq!(svg.matches(">1<").count(), 2, "{answers}, {sum}: at its line and below: {svg}");
        }
    }
}

#[test]
fn findings_of_other_questions_say_of_which_and_those_of_several_waves_of_when() {
    let folder = Folder::new();
    let mut table = "wave,question,answer,sex,percent,n\n".to_owned();
    for (wave, question, yes) in [("2026-01", "a", 40), ("2026-02", "a", 40), ("2026-02", "b", 60)] {
        let men = if question == "a" { [60, 40] } else { [66, 40] };
        for (sex, [yes, no], n) in [("", [yes, 100 - yes], 1000), ("men", men, 480), ("women", [55, 45], 520)] {
            table += &format!("{wave},{question},yes,{sex},{yes},{n}\n{wave},{question},no,{sex},{no},{n}\n");
        }
    }
    std::fs::write(folder.file("two.csv"), table).unwrap();
    folder.done("inspect two.csv --question a --chart lint -o two.svg");
    let alt = folder.read("two.alt.txt");
    assert!(alt.contains("Jan 2026, yes: 40% in all, 55–60% by sex; Jan 2026, no: "), "{alt}");
    assert!(alt.contains("b, men: 106%, line 17"), "{alt}");
}

#[test]
fn rules_broken_by_groups_that_agree_and_by_nets_of_several_answers_are_worded_apart() {
    let folder = Folder::new();
    let figures = [
        ("yes", "", 52),
        ("no", "", 48),
        ("yes", "men", 50),
        ("no", "men", 50),
        ("yes", "women", 50),
        ("no", "women", 50),
    ];
    let base = |sex: &str| if sex.is_empty() { 1000 } else { 500 };
    let rows = figures.map(|(answer, sex, percent)| format!("q,{answer},{sex},{percent},{}\n", base(sex)));
    std::fs::write(folder.file("alike.csv"), format!("question,answer,sex,percent,n\n{}", rows.concat())).unwrap();
    folder.done("inspect alike.csv --chart lint -o alike.svg");
    let alt = folder.read("alike.alt.txt");
    assert!(alt.contains("52% in all, 50% by sex"), "{alt}");
    let study = "[[source]]\nid = 's'\nfile = 'mu.csv'\nmultiple = true\n[[question]]\nid = 'q'\n\
        answers = [{ id = 'a' }, { id = 'b' }]\nnets = [{ id = 'any', of = ['a', 'b'] }]\n";
    std::fs::write(folder.file("mu.toml"), study).unwrap();
    for (any, says) in [
        (35, ["net is less than its largest part", "35% printed, a alone is 40%"]),
        (75, ["net is more than its parts together", "75% printed, a + b make 70%"]),
    ] {
        let table = format!("question,answer,percent,n\nq,any,{any},1000\nq,a,40,1000\nq,b,30,1000\n");
        std::fs::write(folder.file("mu.csv"), table).unwrap();
        folder.done("inspect mu.toml#s --chart lint -o mu.svg --force");
        let alt = folder.read("mu.alt.txt");
        assert!(says.iter().all(|says| alt.contains(says)), "{alt}");
    }
}

#[test]
fn a_study_draws_both() {
    let folder = Folder::new();
    let study = "\
        [[source]]\nid = \"people\"\nfile = \"people.csv\"\nweight = \"w\"\n\n\
        [[source]]\nid = \"printed\"\nfile = \"printed.csv\"\n\n\
        [[inspect]]\nname = \"weighting\"\nsource = \"people\"\nquestion = \"sex\"\n\n\
        [[inspect]]\nname = \"checked\"\nsource = \"printed\"\n\n\
        [[chart]]\nname = \"w\"\nof = \"weighting\"\n\n\
        [[chart]]\nname = \"l\"\nof = \"checked\"\nkind = \"lint\"\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    folder.done("run study.toml -o out");
    assert!(folder.read("out/w.svg").contains("Design effect of the weights 5.05"));
    assert!(folder.read("out/l.svg").contains("beyond rounding"));
    assert!(folder.read("out/weighting.csv").starts_with("name,role,title,values"));
    assert!(Path::new(&folder.file("out/l.png")).exists());
    // The same through both doors: one act, one picture.
    folder.done("inspect study.toml#people --question sex -o flag.svg");
    assert_eq!(folder.read("flag.svg"), folder.read("out/w.svg"));
}

#[test]
fn what_cannot_be_drawn_says_what_it_lacks() {
    let folder = Folder::new();
    let refused = [
        ("inspect people.csv --chart weights -o x.svg", 2, "--weight"),
        ("inspect people.csv --chart lint -o x.svg", 2, "published table"),
        ("inspect printed.csv --chart weights -o x.svg", 2, "respondents"),
        ("inspect printed.csv --chart dots -o x.svg", 2, "drawn as weights, lint"),
        ("inspect people.csv --weight w --question sexx -o x.svg", 2, "did you mean \"sex\""),
        ("inspect printed.csv --question votes", 2, "did you mean \"vote\""),
        ("inspect people.csv --chart lint", 2, "no effect without a picture"),
    ];
    for (arguments, code, says) in refused {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", words(&output));
        assert!(words(&output).contains(says), "{arguments}: {}", words(&output));
    }
    std::fs::write(folder.file("bad.csv"), RESPONDENTS.replace("55,13", "-5,13")).unwrap();
    let negative = folder.run("inspect bad.csv --weight w");
    assert_eq!(negative.status.code(), Some(3), "{}", words(&negative));
    assert!(words(&negative).contains("line 7"), "{}", words(&negative));
}
