//! What is said of wholes that are not what their parts make.

use super::*;
use topline::ingest::published::{Detail, Finding, NetRule};
use topline::survey::{Answer, Codebook, Net, Question, Role};

fn of(reading: &Reading, code: Code) -> Vec<&Finding> {
    reading.findings.iter().filter(|finding| finding.code == code).collect()
}

fn declared(table: &str, multiple: bool) -> Reading {
    let parts = ["Very good", "Rather good"];
    let net = Net {
        id: "Good".into(),
        title: "Good".into(),
        labels: vec![],
        of: parts.map(Into::into).to_vec(),
        role: Role::Plain,
    };
    let answer = |id: &str| Answer { id: id.into(), title: id.into(), labels: vec![], role: Role::Plain };
    let answers = [parts[0], parts[1], "Bad"].map(answer).to_vec();
    let question = Question { id: "q".into(), title: "q".into(), text: None, answers, nets: vec![net], ordered: false };
    let codebook = Codebook { questions: vec![question], groups: vec![] };
    let settings = Settings { codebook, multiple, ..Settings::default() };
    read_bytes("table.csv", table.as_bytes(), &settings).unwrap_or_else(|error| panic!("{error}\n{table}"))
}

const NETS: &str = "question,answer,sex,percent,n\n\
    q,Good,men,60,500\nq,Very good,men,20,500\nq,Rather good,men,30,500\nq,Bad,men,40,500\n\
    q,Good,women,51,500\nq,Very good,women,20,500\nq,Rather good,women,30,500\nq,Bad,women,50,500\n";

#[test]
fn a_declared_net_is_what_its_parts_add_up_to() {
    let reading = declared(NETS, false);
    let [found] = of(&reading, Code::NetOff)[..] else { panic!("51 is 20 + 30 within rounding: {reading:?}") };
    assert!(found.message.contains("(sex = men) is printed as 60 %") && found.message.contains("add up to 50 %"));
    assert_eq!(found.place.as_ref().map(|place| place.line), Some(2));
    // Of several answers a net is less than the sum, but no less than its largest part and no more than all.
    assert_eq!(of(&declared(NETS, true), Code::NetOff).len(), 1);
    assert_eq!(of(&declared(&NETS.replace("Good,men,60", "Good,men,41"), true), Code::NetOff).len(), 0);
    let broken = |table: &str| {
        let reading = declared(table, true);
        let [found] = of(&reading, Code::NetOff)[..] else { panic!("{reading:?}") };
        (found.message.clone(), found.detail.clone())
    };
    let (message, detail) = broken(NETS);
    assert!(message.contains("60 %, more than its parts (Very good + Rather good) together, 50 %"), "{message}");
    assert!(matches!(detail, Detail::Net { rule: NetRule::AtMostSum, .. }));
    let (message, detail) = broken(&NETS.replace("q,Good,men,60", "q,Good,men,25"));
    assert!(message.contains("25 %, less than its part \"Rather good\" alone, 30 %"), "{message}");
    let parts = vec!["Rather good".into()];
    assert_eq!(detail, Detail::Net { parts, sum: 0.3, rule: NetRule::AtLeastLargest });
}

#[test]
fn everybody_lies_among_all_groups() {
    let table = |total: f64, bases: &str| {
        let hard = 67.0 - total;
        text(&format!(
            "answer,total,men,women\nYes,{total},60,55\nNo,33,35,30\nHard to say,{hard:.0},5,15\nBase,{bases}\n"
        ))
    };
    let reading = table(47.0, "1000,480,520");
    let answers: Vec<_> = of(&reading, Code::TotalOutside);
    assert!(answers[0].message.contains("\"Yes\" (everybody) is 47 %, outside the 55 to 60 %"), "{answers:?}");
    assert_eq!(answers.len(), 2, "20 is not between 5 and 15 either");
    assert_eq!(of(&table(54.0, "1000,480,520"), Code::TotalOutside).len(), 0, "54.5 and 54.5 meet: rounding");
    let alike = text("answer,total,men,women\nYes,52,50,50\nNo,48,50,50\nBase,1000,480,520\n");
    let message = &of(&alike, Code::TotalOutside)[0].message;
    assert!(message.contains("is 52 %, not the 50 % of each of its groups by"), "{message}");
    // Where not everybody is in a group, or nobody knows, the rest may say what it likes.
    for bases in ["1100,480,520", "1000,580,520", ",480,520"] {
        assert_eq!(of(&table(47.0, bases), Code::TotalOutside).len(), 0, "{bases}");
    }
    // Five who name no sex may weigh three times that: 54.3 is then no more than rounding off.
    assert_eq!(of(&table(54.3, "1000,480,520"), Code::TotalOutside).len(), 1);
    assert_eq!(of(&table(54.3, "1005,480,520"), Code::TotalOutside).len(), 0);
}

#[test]
fn a_group_lies_among_its_own_groups() {
    let line = |sex: &str, age: &str, yes: u32, n: u32| {
        let no = 100 - yes;
        format!("q,Yes,{sex},{age},{yes},{n}\nq,No,{sex},{age},{no},{n}\n")
    };
    let head = "question,answer,sex,age,percent,n\n";
    let young = line("men", "18-39", 40, 200) + &line("men", "40+", 50, 300);
    assert_eq!(of(&text(&(head.to_owned() + &line("men", "", 45, 500) + &young)), Code::TotalOutside).len(), 0);
    let off = text(&(head.to_owned() + &line("men", "", 55, 500) + &young));
    assert_eq!(of(&off, Code::TotalOutside).len(), 2);
    assert!(off.findings[0].message.contains("(sex = men)") && off.findings[0].message.contains("by age"), "{off:?}");
}
