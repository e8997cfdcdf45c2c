//! Parts of a whole as tables print them: what is not printed, what rounding lacks, nets and what they sum.

use crate::command_line::Folder;

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
