//! Any table, written in any style, is read back whole.

use crate::ingest::published::{Settings, read_bytes};
use crate::survey::PrintedBase;
use proptest::collection::vec;
use proptest::prelude::*;

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
}
