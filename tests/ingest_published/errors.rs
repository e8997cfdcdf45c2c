//! Tables that cannot be right: each error names file, line, column and value, the rule, and what to do.

use super::*;
use topline::ingest::ReadError;

fn error_of(bytes: &[u8]) -> ReadError {
    match read_bytes("t.csv", bytes, &Settings::default()) {
        Ok(reading) => panic!("read as {:?}", reading.figures),
        Err(error) => error,
    }
}

#[track_caller]
fn says(table: &str, message: &str) {
    assert_eq!(error_of(table.as_bytes()).to_string(), message);
}

#[test]
fn figures_that_are_no_shares() {
    says(
        "answer,sex,percent\nyes,,60\nno,,130\n",
        "t.csv, line 3, column 3 (\"percent\"): \"130\": a percentage is at most 100. If this line is a base, label it \"Base\"; otherwise correct the figure",
    );
    says(
        "answer,sex,percent\nyes,,-5\n",
        "t.csv, line 2, column 3 (\"percent\"): \"-5\": a share has no sign and is never negative. If this is a column of changes, head it \"change\"; otherwise correct the figure",
    );
    says(
        "answer,sex,share\nyes,,33\n",
        "t.csv, line 2, column 3 (\"share\"): \"33\": a share is at most 1. If the figures are per cent, name the column percent or state unit = \"percent\"",
    );
    says(
        "Answer,Total,Men\nyes,70,60\nno,30,forty\n",
        "t.csv, line 3, column 3 (\"Men\"): \"forty\": not a number, nor a sign that tables print in place of one (<1, *, –, n/a). Write a number, or leave the cell empty",
    );
}

#[test]
fn sums_over_everybody() {
    let advice = "If some are nets, declare them in the codebook of a study file; if people may give several answers, state multiple = true; otherwise a figure is wrong";
    says(
        "question,answer,sex,percent\nq,yes,men,70\nq,no,men,60\n",
        &format!(
            "t.csv, line 3, column 4: the answers to \"q\" (sex = men) add up to 130 %, and rounding allows 101 %: yes 70, no 60. {advice}"
        ),
    );
    says(
        ";Всего;18+\nДа;73,5;70\nНет;46,5;30\n",
        &format!(
            "t.csv, line 3, column 2: the answers to \"t\" (everybody) add up to 120 %, and rounding allows 100.1 %: Да 73.5, Нет 46.5. {advice}"
        ),
    );
    // 102 is more than two rounded figures can make, but little enough for weighting or a misprint.
    let reading = text("answer,sex,percent\nyes,,62\nno,,40\n");
    assert_eq!(codes(&reading), [Code::SumHigh]);
    // 101 is what rounding makes of 60.5 and 39.5.
    assert_eq!(codes(&text("answer,sex,percent\nyes,,61\nno,,40\n")), []);
    // Too little only where the list looks complete.
    assert_eq!(codes(&text("answer,sex,percent\nyes,,50\nno,,20\nhard to say,,10\n")), [Code::SumLow]);
    assert_eq!(codes(&text("answer,sex,percent\nyes,,50\nno,,20\n")), []);
}

#[test]
fn two_values_for_one_thing() {
    says(
        "question,answer,sex,percent,n\nq,yes,,70,1600\nq,no,,20,1618\n",
        "t.csv, line 3, column 4: the unweighted base of \"q\" (everybody) is 1618 here, but 1600 in line 2: a cell has one base. Correct one; if the column counts the people who gave each answer, remove it",
    );
    says(
        "Answer;Total;Men\nA;70;60\nB;30;40\nBase;1600;700\nN;1618;700\n",
        "t.csv, line 5, column 2 (\"Total\"): \"1618\": another base printed for this column is 1600. Label one \"Weighted base\" and one \"Unweighted base\", or correct one",
    );
    says(
        "wave,answer,sex,percent\n2025-12,yes,men,70\n2025-12,yes,men,60\n",
        "t.csv, line 3, column 4: \"yes\" (sex = men, 2025-12) is 60 here, but 70 in line 2: keep the right one, or tell them apart by a wave, group or pollster",
    );
    let reading = text("wave,answer,sex,percent,n\n2025-12,yes,men,70,\n2025-12,yes,men,70,742\n");
    assert_eq!(codes(&reading), [Code::Repeated]);
    let kept: Vec<_> = reading.figures.iter().map(|figure| (figure.place.line, figure.base.unweighted)).collect();
    assert_eq!(kept, [(2, Some(742.0))]);
    says(
        "Answer,Total,Total\nyes,70,60\nno,30,40\n",
        "t.csv, line 1: columns 2 and 3 both hold everybody. Give each column its own heading, or head one that holds no shares \"change\"",
    );
    says(
        "answer,sex,percent,pct\nyes,,70,70\n",
        "t.csv, line 1: columns 3 and 4 are both the figure, per cent. Keep one, or rename the other",
    );
}

#[test]
fn dates_that_cannot_be_read() {
    says(
        "answer,date,percent\nyes,03/04/2025,70\n",
        "t.csv, line 2, column 2 (\"date\"): \"03/04/2025\" can be read as 2025-04-03 or as 2025-03-04: write the one that is meant",
    );
    says(
        "answer,date,percent\nyes,last week,70\n",
        "t.csv, line 2, column 2 (\"date\"): \"last week\" is not a date; write it as 2025-12-11, 2025-12-11/2025-12-19, 2025-12, Dec 2025, Q4 2025 or 2025",
    );
    says(
        "answer,date_start,date_end,percent\nyes,2025-02-02,2025-01-01,70\n",
        "t.csv, line 2, column 3 (\"date_end\"): \"2025-01-01\": fieldwork ends before it starts on 2025-02-02. Correct one of the two dates",
    );
}

#[test]
fn lines_and_headings_that_do_not_fit() {
    says(
        "question,answer,wave,percent\nq,yes,2025,70\nq,no,20\n",
        "t.csv, line 3: 3 fields, where the heading in line 1 has 4 (fields are divided by comma): the line is cut off, or a text with that sign in it is not in quotation marks",
    );
    says(
        "Answer,Total,Men\nyes,70,60\nno,30\n",
        "t.csv, line 3: 2 fields, where the heading in line 1 has 3 (fields are divided by comma): the line is cut off, or a text with that sign in it is not in quotation marks",
    );
    says(
        "answer,sex,percnt\nyes,men,70\n",
        "t.csv, line 1: no column is named percent or share, but \"percnt\" may mean \"percent\". Correct the name, or state the kind of the table",
    );
    says(
        "answr,sex,percent\nyes,men,70\n",
        "t.csv, line 1: no column is named answer, but \"answr\" may mean \"answer\". Correct the name, or state the kind of the table",
    );
    says(
        "Answer,Total,\nyes,70,60\nno,30,40\n",
        "t.csv, line 2, column 3: \"60\": no heading stands above this column. Write the group or wave above it, or state heading-line",
    );
    says(
        "Answer,Total,Men\nyes,70,60\n,30,40\n",
        "t.csv, line 3, column 1: \"\": this line has figures but no label. Write the answer, or \"Base\", before the figures",
    );
    says(
        "answer,sex,percent\n,men,70\n",
        "t.csv, line 2, column 1 (\"answer\"): \"\": every line of a long table names its answer. Write the answer, or remove the line",
    );
    let near = text("answer,polster,percent\nyes,Levada,33\nno,Levada,60\n");
    assert_eq!(codes(&near), [Code::NearName]);
}

#[test]
fn files_that_are_no_tables() {
    says("", "t.csv: the file is empty: a table needs a heading line and at least one line of figures");
    says("\n \n", "t.csv: the file is empty: a table needs a heading line and at least one line of figures");
    assert!(matches!(error_of(b"hello\nworld\n"), ReadError::NoTable { .. }));
    assert!(matches!(error_of(b"Answer;Total\nA;n/a\nB;\n"), ReadError::NoTable { .. }));
    assert!(matches!(error_of(b"answer,sex,percent\nyes,\"men,70\n"), ReadError::OpenQuote { line: 2, .. }));
    assert!(matches!(
        error_of(b"answer,sex,percent\nyes,m\0en,70\n"),
        ReadError::ControlCharacter { line: 2, value: 0, .. }
    ));
    assert!(matches!(error_of(b"PK\x03\x04\x14\0\x06\0"), ReadError::OtherKind { .. }));
    let tests = read(&data(""), &Settings::default()).unwrap_err();
    assert!(matches!(tests, ReadError::Directory { .. }), "{tests}");
    let missing = read(&data("no-such.csv"), &Settings::default()).unwrap_err();
    assert!(matches!(missing, ReadError::Io { .. }), "{missing}");
}

/// A gigabyte without a line end is refused after the most that a table may have, without reading the rest: the file is sparse.
#[test]
fn a_line_of_a_gigabyte_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("giant.csv");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    let error = read(&path, &Settings::default()).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { unit: "bytes", .. }), "{error}");
    let mut line = b"answer,sex,percent\nyes,".to_vec();
    line.resize(20 << 20, b'x');
    assert!(matches!(error_of(&line), ReadError::LineTooLong { line: 2, .. }));
}

#[test]
fn what_a_small_table_lacks() {
    let design = "If each line is a respondent, state the design, as --srs with-replacement";
    says(
        "Land,percent,n\nBayern,55,540\nSachsen,34,212\n",
        &format!(
            "t.csv, line 1: no column of answers among Land, percent, n. Add a column \"answer\" that says what each figure is the share of, or head the figures by their answer, as \"agree (%)\". {design}"
        ),
    );
    says(
        "date,net approval,n\n2025-01,-12,1010\n2025-03,3,1002\n",
        &format!(
            "t.csv, line 1: column \"net approval\" holds no shares, and no other column does. Give the shares that a net score is taken from, a column for each, as \"approve\" and \"disapprove\": --stat net-score takes their difference. {design}"
        ),
    );
}

#[test]
fn a_last_line_cut_off_is_named() {
    for cut in ["INSA;2024", "INSA;2024-01-2"] {
        says(
            &format!(
                "pollster;start;end;n;Yes;No\nIpsos;2024-01-11;2024-01-12;1512;60;40\nForsa;2024-02-11;2024-02-12;1000;55;45\n{cut}"
            ),
            "t.csv, line 4: 2 fields, where the heading in line 1 has 6 (fields are divided by semicolon): the line is cut off, or a text with that sign in it is not in quotation marks",
        );
    }
}
