//! Files written by pyreadstat, pandas, haven and PSPP (tests/data/microdata/README.md) are read as what was written into them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use topline::ingest::microdata::{
    Content, Hint, Reading, codebook, open, open_with, without_user_missing, write_parquet,
};
use topline::survey::{Column, Missing, Source, Value, tag};

fn file(name: &str) -> PathBuf {
    Path::new("tests/data/microdata").join(name)
}

fn read(name: &str) -> Arc<dyn Source> {
    open(&file(name)).unwrap()
}

fn column(source: &dyn Source, name: &str) -> Column {
    let place = source.find(name).unwrap_or_else(|| panic!("{}: no {name}", source.name()));
    source.read(0, &[place]).unwrap().remove(0)
}

/// A column in print: missing is empty, a lettered missing value `.a`.
fn printed(source: &dyn Source, name: &str) -> Vec<String> {
    let column = column(source, name);
    let letter = |row: usize| column.numbers().and_then(|numbers| tag(numbers[row]));
    let value = |row: usize| match (letter(row), column.value(row)) {
        (Some(letter), _) => format!(".{letter}"),
        (None, Value::Missing) => String::new(),
        (None, value) => value.to_string(),
    };
    (0..column.len()).map(value).collect()
}

/// Labels of values in print, in the order of the file.
fn labels(source: &dyn Source, name: &str) -> Vec<String> {
    let variable = &source.variables()[source.find(name).unwrap()];
    variable.labels.iter().map(|(value, label)| format!("{value} {label}")).collect()
}

const DAYS: [&str; 8] =
    ["2024-05-17", "1999-12-31", "", "1960-01-01", "1900-02-28", "2024-02-29", "2030-01-01", "1970-01-01"];
const MOMENTS: [&str; 8] = [
    "2024-05-17T09:30:00",
    "1999-12-31T23:59:59",
    "",
    "1960-01-01T00:00:00",
    "1900-02-28T12:00:00",
    "2024-02-29T00:00:01",
    "2030-01-01T00:00:00",
    "1970-01-01T06:00:00",
];

fn has_the_common_columns(source: &dyn Source) {
    let name = source.name();
    assert_eq!(printed(source, "id"), ["1", "2", "3", "4", "5", "6", "7", "8"], "{name}");
    assert_eq!(printed(source, "income"), ["100.5", "0.1", "-3", "97", "98", "99", "", "10000000000"], "{name}");
    assert_eq!(printed(source, "wt"), ["1.5", "0.5", "1", "2", "0.25", "1", "1", "0.75"], "{name}");
    assert_eq!(printed(source, "day"), DAYS, "{name}");
    assert_eq!(printed(source, "at"), MOMENTS, "{name}");
}

fn has_the_long_texts(source: &dyn Source) {
    let long = format!("{}end", "long ".repeat(100));
    let expected =
        ["а".repeat(200), "b".repeat(300), String::new(), long, "x".into(), "y".into(), "z".into(), "last".into()];
    assert_eq!(printed(source, "comment"), expected, "{}", source.name());
}

const AGREE: [&str; 5] = ["1 Согласен", "2 Ни то ни другое", "3 Не согласен", "8 Don't know", "9 Refused"];

#[test]
fn spss_files_in_every_packing() {
    for name in
        ["pyreadstat.sav", "pyreadstat-compressed.sav", "pyreadstat.zsav", "haven.sav", "haven-none.sav", "haven.zsav"]
    {
        let source = read(name);
        has_the_common_columns(&*source);
        has_the_long_texts(&*source);
        assert_eq!(printed(&*source, "q1"), ["1", "2", "3", "8", "9", "1", "", "2"], "{name}");
        assert_eq!(labels(&*source, "q1"), AGREE, "{name}");
        let variable = |called: &str| &source.variables()[source.find(called).unwrap()];
        assert_eq!(variable("q1").label.as_deref(), Some("Согласны ли вы?"), "{name}");
        let is_haven = name.starts_with("haven");
        let codes: &[f64] = if is_haven { &[8.0] } else { &[8.0, 9.0] };
        let codes: Vec<Missing> = codes.iter().map(|code| Missing::Value(Value::number(*code))).collect();
        assert_eq!(variable("q1").missing, codes, "{name}");
        let high = if is_haven { f64::INFINITY } else { 99.0 };
        assert_eq!(variable("income").missing, [Missing::Range { low: 97.0, high }], "{name}");
        let code = if is_haven { "refused" } else { "NA1" };
        assert_eq!(variable("region").missing, [Missing::Value(Value::Text(code.into()))], "{name}");
        assert_eq!(printed(&*source, "region")[..4], ["north", "south", code, ""], "{name}");
    }
}

#[test]
fn spss_ranges_of_codes_without_a_lower_end() {
    let source = read("pyreadstat-ranges.sav");
    let low = Missing::Range { low: f64::NEG_INFINITY, high: -1.0 };
    assert_eq!(source.variables()[0].missing, [Missing::Value(Value::number(99.0)), low]);
    assert_eq!(printed(&*source, "low"), ["-5", "1", ""]);
}

#[test]
fn spss_files_in_windows_1251_with_weight_and_very_long_texts() {
    for name in ["pspp-1251.sav", "pspp-1251-compressed.sav", "pspp-1251.zsav"] {
        let source = read(name);
        assert_eq!(source.weight(), source.find("wt"), "{name}");
        assert_eq!(printed(&*source, "q1"), ["1", "8", "-1", "99", ""], "{name}");
        assert_eq!(labels(&*source, "q1"), ["1 Да", "8 Затрудняюсь ответить", "99 Отказ"], "{name}");
        assert_eq!(labels(&*source, "source"), ["site Сайт"], "{name}");
        assert_eq!(printed(&*source, "region"), ["север", "юг", "нет отв", "север", ""], "{name}");
        assert_eq!(printed(&*source, "day"), ["2024-05-17", "1999-12-31", "", "1960-01-01", "1900-02-28"], "{name}");
        assert_eq!(printed(&*source, "comment")[1], format!("второй{}конец", "я".repeat(300)), "{name}");
        let variable = &source.variables()[source.find("region").unwrap()];
        assert!(variable.is_user_missing(&Value::Text("нет отв".into())), "{name}");
    }
}

#[test]
fn stata_files_from_version_8_to_119() {
    for name in ["haven-13.dta", "haven-14.dta", "haven-strl.dta", "pyreadstat.dta"] {
        let source = read(name);
        has_the_common_columns(&*source);
        has_the_long_texts(&*source);
        let second = if name.starts_with("haven") { "z" } else { "b" };
        assert_eq!(printed(&*source, "q1"), ["1", "2", "3", ".a", &format!(".{second}"), "1", "", "2"], "{name}");
        assert_eq!(labels(&*source, "q1")[..2], AGREE[..2], "{name}");
        let tag =
            |letter: &str, label: &str| Missing::Tag { letter: letter.parse().unwrap(), label: Some(label.into()) };
        let variable = &source.variables()[source.find("q1").unwrap()];
        assert_eq!(variable.missing, [tag("a", "Don't know"), tag(second, "Refused")], "{name}");
    }
    for name in ["pandas-117.dta", "pandas-118.dta", "pandas-119.dta"] {
        let source = read(name);
        has_the_common_columns(&*source);
        assert_eq!(printed(&*source, "month")[..4], ["2024-05", "1999-12", "", "1960-01"], "{name}");
        assert_eq!(labels(&*source, "q1").len(), 5, "{name}");
    }
    has_the_long_texts(&*read("pandas-118.dta"));
    assert_eq!(printed(&*read("pandas-117.dta"), "comment")[0], "c".repeat(3000));
    let old = read("haven-8.dta");
    assert_eq!(printed(&*old, "quest"), ["1", ".b", ""]);
    assert_eq!(printed(&*old, "string"), ["a", "", "ccc"]);
}

#[test]
fn text_in_an_unknown_encoding_needs_one_stated() {
    let path = file("pandas-114-latin1.dta");
    let silent = open(&path).unwrap();
    let error = silent.read(0, &[silent.find("name").unwrap()]).unwrap_err().to_string();
    assert!(error.contains("state its encoding"), "{error}");
    let told = open_with(&path, &Reading { encoding: Some(encoding_rs::WINDOWS_1252), sheet: None }).unwrap();
    assert_eq!(printed(&*told, "name"), ["café", "straße"]);
    let useless = open_with(&file("pandas.xlsx"), &Reading { encoding: Some(encoding_rs::WINDOWS_1252), sheet: None });
    assert!(useless.err().unwrap().to_string().contains("leave the encoding out"));
}

#[test]
fn sas_files_of_both_kinds() {
    for name in ["haven.sas7bdat", "haven-v5.xpt", "haven-v8.xpt", "pyreadstat-v5.xpt", "pyreadstat-v8.xpt"] {
        let source = read(name);
        has_the_common_columns(&*source);
        let is_haven = name.starts_with("haven");
        let codes = if is_haven { [".A", ".Z"] } else { ["8", "9"] };
        assert_eq!(printed(&*source, "q1"), ["1", "2", "3", codes[0], codes[1], "1", "", "2"], "{name}");
        let (called, words) = if is_haven { ("region", ["", "север"]) } else { ("note", ["x", "y"]) };
        assert_eq!(printed(&*source, called)[3..5], words, "{name}");
    }
    assert_eq!(read("haven.sas7bdat").variables()[1].label.as_deref(), Some("Do you agree?"));
    assert_eq!(read("pyreadstat-v8.xpt").variables()[1].label.as_deref(), Some("Согласны ли вы?"));
}

#[test]
fn workbooks_with_one_sheet_or_the_one_that_is_named() {
    for name in ["pandas.xlsx", "pandas.ods"] {
        let source = read(name);
        assert_eq!(printed(&*source, "income")[7], "10000000000", "{name}");
        assert_eq!(printed(&*source, "region"), ["007", "12", "", "", "north", "1", "2", "x y"], "{name}");
        assert_eq!(printed(&*source, "day"), DAYS, "{name}");
        assert_eq!(printed(&*source, "at")[..3], MOMENTS[..3], "{name}");
        assert_eq!(printed(&*source, "flag")[..4], ["true", "false", "true", ""], "{name}");
    }
    let error = open(&file("two-sheets.xlsx")).err().unwrap().to_string();
    assert!(
        error.ends_with("several sheets hold something: wave 1, wave 2; name the one to read, as --sheet 'wave 1'"),
        "{error}"
    );
    let sheet =
        |name: &str| open_with(&file("two-sheets.xlsx"), &Reading { encoding: None, sheet: Some(name.to_owned()) });
    let first = sheet("wave 1").unwrap();
    assert_eq!(printed(&*first, "id"), ["1", "2"]);
    assert_eq!(first.place(0), "row 4");
    assert!(sheet("wave1").err().unwrap().to_string().contains("did you mean \"wave 1\"?"));
}

#[test]
fn packed_text_is_the_text() {
    let text = "id;q\n1;да\n2;нет\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv.zst");
    std::fs::write(&path, zstd::encode_all(text.as_bytes(), 3).unwrap()).unwrap();
    assert_eq!(printed(&*open(&path).unwrap(), "q"), ["да", "нет"]);
    let path = folder.path().join("a.csv");
    std::fs::write(&path, encoding_rs::WINDOWS_1251.encode(text).0).unwrap();
    assert!(open(&path).err().unwrap().to_string().contains("line 2, byte 3"));
    let told = open_with(&path, &Reading { encoding: Some(encoding_rs::WINDOWS_1251), sheet: None }).unwrap();
    assert_eq!(printed(&*told, "q"), ["да", "нет"]);
}

#[test]
fn parquet_of_other_programs_has_small_numbers_decimals_categories_and_dates() {
    let source = read("pyarrow.parquet");
    let has = |name: &str, wanted: [&str; 4]| assert_eq!(printed(&*source, name), wanted, "{name}");
    has("int8", ["1", "-128", "", "127"]);
    has("int16", ["1", "-32768", "", "32767"]);
    has("uint8", ["1", "0", "", "255"]);
    has("uint16", ["1", "0", "", "65535"]);
    has("decimal", ["1.25", "-0.5", "", "3.33"]);
    has("date32", ["2024-05-17", "1969-12-31", "", "1900-02-28"]);
    has("date64", ["2024-05-17", "1969-12-31", "", "1900-02-28"]);
    has("clock_ms", ["3723", "0", "", "86399.5"]);
    has("clock_us", ["3723", "0", "", "86399.5"]);
    has("category", ["да", "нет", "", "да"]);
    has("large", ["да", "", "", "да"]);
    has("nothing", ["", "", "", ""]);
    has("at_s", ["2024-05-17T09:30:00", "1969-12-31", "", "1970-01-01T06:00:00"]);
    for name in ["at_ms", "at_us", "at_ns"] {
        has(name, ["2024-05-17T09:30:00", "1969-12-31", "", "1970-01-01T06:00:00.5"]);
    }
    has("zoned", ["2024-05-17T09:30:00Z", "1969-12-31T00:00:00Z", "", "1970-01-01T06:00:00.5Z"]);
}

#[test]
fn parquet_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["pyreadstat.sav", "pspp-1251.zsav", "haven-14.dta", "haven.sas7bdat", "pyreadstat-ranges.sav"] {
        let (before, path) = (read(name), folder.path().join("a.parquet"));
        write_parquet(&*before, std::fs::File::create(&path).unwrap()).unwrap();
        let after = open(&path).unwrap();
        assert_eq!(after.variables(), before.variables(), "{name}");
        assert_eq!(after.weight(), before.weight(), "{name}");
        for variable in before.variables() {
            assert_eq!(
                printed(&*after, &variable.name),
                printed(&*before, &variable.name),
                "{name}: {}",
                variable.name
            );
        }
    }
}

#[test]
fn user_missing_codes_can_be_left_out() {
    let answers = without_user_missing(read("pyreadstat.sav"));
    assert_eq!(printed(&*answers, "q1"), ["1", "2", "3", "", "", "1", "", "2"]);
    assert_eq!(printed(&*answers, "income"), ["100.5", "0.1", "-3", "", "", "", "", "10000000000"]);
    assert_eq!(printed(&*answers, "region")[..4], ["north", "south", "", ""]);
}

/// Counted by hand from the values in make.py and make.R.
#[test]
fn a_codebook_counts_each_kind_of_missing_apart() {
    let source = read("pyreadstat.sav");
    let all = codebook(&*source, source.find("wt")).unwrap();
    let of = |name: &str| &all[source.find(name).unwrap()];
    let Content::Values(values) = &of("q1").content else { panic!() };
    let counts: Vec<(String, u64, Option<f64>)> =
        values.iter().map(|of| (of.value.to_string(), of.count.n, of.count.weighted)).collect();
    assert_eq!(counts, [("1".into(), 2, Some(2.5)), ("2".into(), 2, Some(1.25)), ("3".into(), 1, Some(1.0))]);
    let missing = &of("q1").user_missing;
    assert_eq!(
        (missing[0].label.as_deref(), missing[0].count.n, missing[0].count.weighted),
        (Some("Don't know"), 1, Some(2.0))
    );
    assert_eq!((of("q1").answered.n, of("q1").system_missing.n, of("q1").system_missing.weighted), (5, 1, Some(1.0)));
    assert_eq!(of("wt").hints, [Hint::Weight]);

    let tagged = read("haven-14.dta");
    let all = codebook(&*tagged, None).unwrap();
    let missing: Vec<(String, u64)> = all[1].user_missing.iter().map(|of| (of.value.to_string(), of.count.n)).collect();
    assert_eq!(missing, [(".a".into(), 1), (".z".into(), 1)]);
    assert_eq!((all[1].answered.n, all[1].system_missing.n, all[1].answered.weighted), (5, 1, None));
}

#[test]
fn long_lists_of_values_are_summed_up() {
    let rows: String = (0..101).map(|row| format!("{row},w{row},{}\n", 1 + row % 2)).collect();
    let source = topline::ingest::microdata::read_delimited("a.csv", format!("x,word,w\n{rows}").as_bytes()).unwrap();
    let all = codebook(&source, Some(2)).unwrap();
    // The weighted mean is (0 + 2 + … + 100 + 2 (1 + 3 + … + 99)) / (51 + 2 · 50).
    let weighted_mean = Some((2550.0 + 5000.0) / 151.0);
    assert_eq!(all[0].content, Content::Numbers { min: 0.0, median: 50.0, mean: 50.0, weighted_mean, max: 100.0 });
    assert_eq!(all[1].content, Content::Words { distinct: 101 });
    assert!(matches!(&all[2].content, Content::Values(values) if values.len() == 2));
}

#[test]
fn what_is_not_read_says_the_way_out() {
    let reason = |name: &str| open(Path::new(name)).err().unwrap().to_string();
    assert!(reason("a.sas7bcat").contains("export the data as .parquet or .csv"));
    assert!(reason("a.por").contains("as .sav"));
    assert!(reason("a.xyz").contains(".zsav"));
    assert_eq!(reason("a.sav"), "a.sav: no such file");
}

/// A file of the wrong kind, and one cut short anywhere, are errors that name the file and say what to do.
#[test]
fn strangers_and_cut_files_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        "pyreadstat.sav",
        "pyreadstat.zsav",
        "haven-14.dta",
        "haven-v5.xpt",
        "haven.sas7bdat",
        "pandas.xlsx",
        "pandas.ods",
    ];
    for name in files {
        let path = folder.path().join(name);
        std::fs::write(&path, "id,q1\n1,2\n").unwrap();
        let error = open(&path).err().unwrap_or_else(|| panic!("{name}: text was read"));
        assert!(
            error.reason.contains("save it")
                || error.reason.contains("export it")
                || error.reason.contains("not an SPSS"),
            "{error}"
        );
        let whole = std::fs::read(file(name)).unwrap();
        for part in 1..40 {
            std::fs::write(&path, &whole[..whole.len() * part / 40]).unwrap();
            let read =
                open(&path).and_then(|source| source.read(0, &(0..source.variables().len()).collect::<Vec<_>>()));
            // Of a transport file the number of rows is not stated, so that one cut between two rows looks whole.
            assert!(read.is_err() || name.ends_with(".xpt"), "{name}: {part}/40 of it was read");
        }
    }
}
