//! No bytes at all make the reader panic, hang or invent a figure: noise, heaps of cells, damaged tables.

use crate::ingest::published::layout::Kind;
use crate::ingest::published::{Settings, Stated, read_bytes};
use crate::ingest::sniff_bytes;
use proptest::collection::vec;
use proptest::prelude::*;

const TABLES: [&[u8]; 6] = [
    include_bytes!("../../../../tests/data/published/support.csv"),
    include_bytes!("../../../../tests/data/published/levada-style-1251.csv"),
    include_bytes!("../../../../tests/data/published/waves-utf16.tsv"),
    include_bytes!("../../../../tests/data/published/several-tables.csv"),
    include_bytes!("../../../../tests/data/published/two-questions.csv"),
    include_bytes!("../../../../tests/data/published/series.csv"),
];

/// What holds for whatever is read.
fn sound(bytes: &[u8], settings: &Settings) -> Result<(), TestCaseError> {
    let started = std::time::Instant::now();
    let read = read_bytes("t.csv", bytes, settings);
    prop_assert!(started.elapsed().as_secs() < 5, "{} bytes took {:?}", bytes.len(), started.elapsed());
    let _ = sniff_bytes("t.csv", bytes);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

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
