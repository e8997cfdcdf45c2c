//! Laws of the reader: any table written in any style is read back whole, and no bytes at all make it panic, hang or invent a figure.

use super::*;
use crate::survey::PrintedBase;
use proptest::collection::vec;
use proptest::prelude::*;

const TABLES: [&[u8]; 6] = [
    include_bytes!("../../../tests/data/published/support.csv"),
    include_bytes!("../../../tests/data/published/levada-style-1251.csv"),
    include_bytes!("../../../tests/data/published/waves-utf16.tsv"),
    include_bytes!("../../../tests/data/published/several-tables.csv"),
    include_bytes!("../../../tests/data/published/two-questions.csv"),
    include_bytes!("../../../tests/data/published/series.csv"),
];

/// What holds for whatever is read.
fn sound(bytes: &[u8], settings: &Settings) -> Result<(), TestCaseError> {
    let started = std::time::Instant::now();
    let read = read_bytes("t.csv", bytes, settings);
    prop_assert!(started.elapsed().as_secs() < 5, "{} bytes took {:?}", bytes.len(), started.elapsed());
    let _ = super::super::sniff_bytes("t.csv", bytes);
    let Ok(reading) = read else {
        prop_assert!(read.is_err_and(|error| error.to_string().len() < 2000));
        return Ok(());
    };
    let in_tables: usize = reading.layout.tables.iter().map(|table| table.figures).sum();
    prop_assert!(in_tables >= reading.figures.len());
    for figure in &reading.figures {
        let printed = figure.printed;
        prop_assert!(0.0 <= printed.low() && printed.low() <= printed.share() && printed.share() <= printed.high());
        prop_assert!(printed.high() <= 1.0 && figure.place.line <= bytes.len() && figure.place.column <= bytes.len());
        for base in [figure.base.unweighted, figure.base.weighted].into_iter().flatten() {
            prop_assert!(base >= 0.0 && base.is_finite());
        }
    }
    Ok(())
}

/// One change to the bytes of a table.
#[derive(Debug, Clone)]
enum Change {
    Set(usize, u8),
    Insert(usize, Vec<u8>),
    Remove(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let signs = prop::sample::select(b",;\t|\"\n\r\0 %-*<.0159aZ\xff\xd0".to_vec());
    prop_oneof![
        (any::<usize>(), signs.clone()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<usize>(), vec(signs, 1..6)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<usize>(), 1..40usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<usize>(), 1..200usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        any::<usize>().prop_map(Change::Cut),
    ]
}

fn apply_change(bytes: &mut Vec<u8>, change: &Change) {
    let at = |position: usize| position % (bytes.len() + 1);
    match change {
        Change::Set(position, byte) => {
            let at = at(*position);
            if let Some(old) = bytes.get_mut(at) {
                *old = *byte;
            }
        }
        Change::Insert(position, more) => {
            let at = at(*position);
            bytes.splice(at..at, more.iter().copied());
        }
        Change::Remove(position, length) => {
            let at = at(*position);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Change::Repeat(position, length) => {
            let at = at(*position);
            let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        Change::Cut(position) => bytes.truncate(at(*position)),
    }
}

/// Words, numbers and signs of tables in no order.
fn soup() -> impl Strategy<Value = String> {
    let cells = prop::sample::select(vec![
        "",
        "answer",
        "group",
        "level",
        "percent",
        "share",
        "question",
        "wave",
        "date",
        "n",
        "Base",
        "Unweighted base",
        "Total",
        "Men",
        "18-24",
        "Sex",
        "2025",
        "Dec 2025",
        "11.2025",
        "33",
        "33,5",
        "0.4",
        "1",
        "100",
        "1 618",
        "<1",
        "*",
        "–",
        "n/a",
        "(33)",
        "33 A",
        "-3",
        "+2",
        "yes",
        "strongly yes",
        "NET: yes",
        "hard to say",
        "Change",
        "%",
        "(A)",
        "Всего",
        "База",
        "\"a\nb\"",
        "\"",
        "* base too small",
        "Note: n = 1600",
        " yes",
        "130",
        "Mean",
    ]);
    let row = vec(cells, 0..6);
    (vec(row, 0..12), prop::sample::select(vec![",", ";", "\t", "|"]))
        .prop_map(|(rows, delimiter)| rows.iter().map(|row| row.join(delimiter) + "\n").collect())
}

fn settings() -> impl Strategy<Value = Settings> {
    let kinds = [None, Some(Kind::Long), Some(Kind::GroupsAcross), Some(Kind::WavesAcross), Some(Kind::AnswersAcross)];
    let line = prop::option::weighted(0.2, 0..9usize);
    (prop::sample::select(kinds.to_vec()), line, prop::option::of(0..4usize), any::<bool>()).prop_map(
        |(kind, heading_line, heading_lines, multiple)| Settings {
            multiple,
            stated: Stated { kind, heading_line, heading_lines, ..Stated::default() },
            ..Settings::default()
        },
    )
}

/// A table as a pollster might have it: for each column of people, whole tenths of a per cent that add up to 100.
#[derive(Debug, Clone)]
struct Truth {
    answers: usize,
    tenths: bool,
    columns: Vec<People>,
}

/// A group by its position, the shares of its answers, and its base.
type People = (usize, Vec<u32>, u32);

fn truth() -> impl Strategy<Value = Truth> {
    (2..7usize, any::<bool>(), 1..6usize).prop_flat_map(|(answers, tenths, count)| {
        let total = if tenths { 1000 } else { 100 };
        // Cut points divide everybody into the answers.
        let shares = vec(0..=total, answers - 1).prop_map(move |mut cuts: Vec<u32>| {
            cuts.extend([0, total]);
            cuts.sort_unstable();
            cuts.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<u32>>()
        });
        let columns = vec((shares, 101..9999u32), count);
        columns.prop_map(move |columns| Truth {
            answers,
            tenths,
            columns: columns.into_iter().enumerate().map(|(at, (shares, n))| (at, shares, n)).collect(),
        })
    })
}

const ANSWERS: [&str; 6] =
    ["Полностью за", "Скорее за", "Скорее против", "Полностью против", "Не слышали", "Затрудняюсь ответить"];
/// Heading, and the group it stands for.
const GROUPS: [(&str, &str, &str); 5] = [
    ("Всего", "", ""),
    ("Мужчины", "Пол", "sex"),
    ("Женщины", "Пол", "sex"),
    ("18–39 лет", "Возраст", "age"),
    ("40+", "Возраст", "age"),
];

/// How a table is written.
#[derive(Debug, Clone, Copy)]
struct Style {
    delimiter: char,
    comma: bool,
    sign: bool,
    encoding: usize,
    crlf: bool,
    title: bool,
    two_lines: bool,
    base_first: bool,
    sum: bool,
    note: bool,
    long: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let first = (
        prop::sample::select(vec![',', ';', '\t', '|']),
        any::<bool>(),
        any::<bool>(),
        0..5usize,
        any::<bool>(),
        any::<bool>(),
    );
    let second = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (first, second).prop_map(
        |((delimiter, comma, sign, encoding, crlf, title), (two_lines, base_first, sum, note, long))| Style {
            delimiter,
            comma,
            sign,
            encoding,
            crlf,
            title,
            two_lines,
            base_first,
            sum,
            note,
            long,
        },
    )
}

impl Truth {
    fn figure(&self, tenths: u32, style: Style) -> String {
        let digits = if self.tenths {
            format!("{}{}{}", tenths / 10, if style.comma { ',' } else { '.' }, tenths % 10)
        } else {
            tenths.to_string()
        };
        digits + if style.sign { " %" } else { "" }
    }

    fn base(n: u32) -> String {
        if n >= 1000 { format!("{}\u{a0}{:03}", n / 1000, n % 1000) } else { n.to_string() }
    }

    fn rows(&self, style: Style) -> Vec<Vec<String>> {
        if style.long { self.long(style) } else { self.printed(style) }
    }

    fn long(&self, style: Style) -> Vec<Vec<String>> {
        let mut rows = vec![["answer", "sex", "age", "percent", "n"].map(String::from).to_vec()];
        for (group, shares, n) in &self.columns {
            let (level, _, variable) = GROUPS[*group];
            let of = |name: &str| if variable == name { level.to_owned() } else { String::new() };
            for (answer, share) in shares.iter().enumerate() {
                rows.push(vec![
                    ANSWERS[answer].to_owned(),
                    of("sex"),
                    of("age"),
                    self.figure(*share, style),
                    Self::base(*n),
                ]);
            }
        }
        rows
    }

    fn printed(&self, style: Style) -> Vec<Vec<String>> {
        let line = |label: &str, cell: &dyn Fn(&People) -> String| -> Vec<String> {
            std::iter::once(label.to_owned()).chain(self.columns.iter().map(cell)).collect()
        };
        let mut rows = Vec::new();
        if style.title {
            rows.push(vec!["Таблица 1. Отношение к вопросу".to_owned()]);
        }
        if style.two_lines {
            // A merged cell prints its text over its first column only.
            let first = |group: usize| group > 0 && (group == 1 || GROUPS[group - 1].1 != GROUPS[group].1);
            rows.push(line("", &|(group, ..)| if first(*group) { GROUPS[*group].1.to_owned() } else { String::new() }));
        }
        rows.push(line("", &|(group, ..)| GROUPS[*group].0.to_owned()));
        let base = line("Невзвешенная база", &|(_, _, n)| Self::base(*n));
        if style.base_first {
            rows.push(base.clone());
        }
        for answer in 0..self.answers {
            rows.push(line(ANSWERS[answer], &|(_, shares, _)| self.figure(shares[answer], style)));
        }
        if style.sum {
            rows.push(line("Итого", &|_| "100".to_owned()));
        }
        if !style.base_first {
            rows.push(base);
        }
        if style.note {
            rows.push(vec!["Источник: выдуманные данные".to_owned()]);
        }
        rows
    }

    fn bytes(&self, style: Style) -> Vec<u8> {
        let quoted =
            |field: &String| if field.contains(style.delimiter) { format!("\"{field}\"") } else { field.clone() };
        let end = if style.crlf { "\r\n" } else { "\n" };
        let line =
            |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&style.delimiter.to_string()) + end;
        let text: String = self.rows(style).iter().map(line).collect();
        match style.encoding {
            0 => text.into_bytes(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => encoding_rs::WINDOWS_1251.encode(&text).0.into_owned(),
            3 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_table_in_any_style_is_read_back(truth in truth(), style in style()) {
        let bytes = truth.bytes(style);
        let reading = read_bytes("t.csv", &bytes, &Settings::default());
        let reading = reading.map_err(|error| TestCaseError::fail(format!("{error}\n{:?}", truth.rows(style))))?;
        prop_assert_eq!(reading.figures.len(), truth.columns.len() * truth.answers);
        let unit = if truth.tenths { 0.001 } else { 0.01 };
        for figure in &reading.figures {
            let answer = ANSWERS.iter().position(|answer| **answer == *figure.answer).unwrap();
            let level = figure.groups.first().map_or("Всего", |group| &*group.level);
            let group = GROUPS.iter().position(|(name, ..)| *name == level).unwrap();
            if let Some(named) = figure.groups.first() {
                prop_assert_eq!(&*named.variable, GROUPS[group].2);
            }
            let (_, shares, n) = &truth.columns[group];
            prop_assert!((figure.printed.share() - f64::from(shares[answer]) * unit).abs() < 1e-12);
            let widest = figure.printed.high() - figure.printed.low();
            prop_assert!(widest <= unit + 1e-12 && widest >= unit / 2.0 - 1e-12);
            prop_assert_eq!(figure.base, PrintedBase { unweighted: Some(f64::from(*n)), weighted: None });
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..600), settings in settings()) {
        sound(&bytes, &settings)?;
    }

    #[test]
    fn any_heap_of_cells_is_read_or_refused(text in soup(), settings in settings()) {
        sound(text.as_bytes(), &settings)?;
    }

    #[test]
    fn any_damaged_table_is_read_or_refused(table in 0..TABLES.len(), changes in vec(change(), 1..8), settings in settings()) {
        let mut bytes = TABLES[table].to_vec();
        changes.iter().for_each(|change| apply_change(&mut bytes, change));
        sound(&bytes, &settings)?;
    }
}
