//! Delimiters, line numbers, and files that are cut or far too large.

use super::*;

fn grid(text: &str) -> Grid {
    Grid::read("t.csv", text, None).unwrap()
}

#[test]
fn delimiters_are_found_among_decimal_commas_and_titles() {
    for (text, delimiter) in [
        ("Answer,Total\nYes,60\nNo,40\n", Delimiter::Comma),
        ("Ответ;Всего;Мужчины\nДа;38,5;40,1\nНет;61,5;59,9\n", Delimiter::Semicolon),
        ("Ответ;Всего\nДа;38,5\nНет;61,5\n", Delimiter::Semicolon),
        (
            "Table 1, by sex, in per cent, all\nAnswer\tTotal\tMen\nYes, surely\t38,5\t40,1\nNo\t61,5\t59,9\n",
            Delimiter::Tab,
        ),
        ("answer|percent\nyes, a lot|60\nno; never|40\n", Delimiter::Bar),
        ("sep=;\nA;B,C,D\n", Delimiter::Semicolon),
        ("answer,percent,note\nyes,60,\"a; b; c; d\"\nno,40,\"a; b; c; d\"\n", Delimiter::Comma),
    ] {
        assert_eq!(grid(text).delimiter(), delimiter, "{text}");
    }
}

#[test]
fn lines_are_those_of_the_file() {
    for end in ["\n", "\r\n"] {
        let text = ["Title", "", "", "a,b", "1,\"two", "lines\"", " , ", "3,4", ""].join(end);
        let grid = grid(&text);
        let lines: Vec<usize> = (0..grid.rows()).map(|row| grid.line(row)).collect();
        assert_eq!(lines, [1, 4, 5, 8], "{end:?}");
        assert_eq!(grid.text(3, 1), "4");
        assert_eq!(grid.text(3, 7), "");
    }
    let old = grid("a,b\r1,2\r\r3,4\r");
    assert_eq!((old.rows(), old.line(2)), (3, 4));
    let old = grid("a,5\" wide\r1,\"of\ntwo lines\"\r\r3,4\r");
    assert_eq!((old.rows(), old.line(2), old.text(1, 1)), (3, 4, "of two lines"));
    let doubled = grid("a,b\r\r\n1,2\r\r\n3,4\r\r\n");
    assert_eq!((doubled.rows(), doubled.line(2)), (3, 3));
    assert_eq!(grid("sep=;\na;b\n1;2\n").line(1), 3);
}

#[test]
fn a_cut_file_is_told_by_its_open_quotation_mark() {
    let open = |text: &str| match Grid::read("t.csv", text, None) {
        Err(ReadError::OpenQuote { line, .. }) => Some(line),
        _ => None,
    };
    assert_eq!(open("a,b\n1,\"2\n3,4\n"), Some(2));
    assert_eq!(open("a,b\n1,\"2\"\"\n"), Some(2));
    assert_eq!(open("a,b\n1,\"2\"\"\"\n3,4\n"), None);
    assert_eq!(open("a,b\n1,\"2\" x\n3,4\n"), None);
    assert_eq!(open("a,b\n5\" wide,2\n3,4\n"), None);
    assert_eq!(open("a,b\n1,\""), Some(2));
}

#[test]
fn a_giant_line_is_refused_where_it_stands() {
    let text = format!("a,b\n1,{}\n", "x".repeat(LONGEST_RECORD));
    assert!(matches!(Grid::read("t.csv", &text, None), Err(ReadError::LineTooLong { line: 2, .. })));
    let text = format!("a,b\n1,\"{}", "x\n".repeat(LONGEST_RECORD));
    assert!(matches!(Grid::read("t.csv", &text, None), Err(ReadError::OpenQuote { line: 2, .. })));
    let text = ",".repeat(MOST_COLUMNS) + "1\n";
    assert!(matches!(Grid::read("t.csv", &text, None), Err(ReadError::TooLarge { unit: "columns", .. })));
    assert!(matches!(Grid::read("t.csv", "\n\n , \n", None), Err(ReadError::Empty { .. })));
}
