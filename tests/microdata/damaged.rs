//! Whatever bytes of a file are changed, its reader gives values or an error that names the file, and never panics.

use proptest::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use topline::ingest::microdata::open;

/// Panics, also those that a reader catches.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Small files of every format. Stata's without long texts: a damaged length there reserves memory before the end of the file is found.
const FILES: &[&str] = &[
    "pyreadstat-ranges.sav",
    "pyreadstat-compressed.sav",
    "pspp-1251.zsav",
    "pspp-sets.sav",
    "haven-8.dta",
    "haven-14.dta",
    "haven.sas7bdat",
    "haven-v5.xpt",
    "pyreadstat-v8.xpt",
    "pandas.xlsx",
    "pandas.ods",
];

fn damaged() -> impl Strategy<Value = (usize, Vec<(prop::sample::Index, u8)>, Option<prop::sample::Index>)> {
    let change = (any::<prop::sample::Index>(), any::<u8>());
    (0..FILES.len(), prop::collection::vec(change, 1..8), prop::option::weighted(0.1, any::<prop::sample::Index>()))
}

#[test]
fn changed_bytes_never_panic() {
    std::panic::set_hook(Box::new(|panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        eprintln!("{panic}");
    }));
    let folder = tempfile::tempdir().unwrap();
    let config = ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = prop::test_runner::TestRunner::new_with_rng(
        config,
        prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let outcome = runner.run(&damaged(), |(file, changes, cut)| {
        let mut bytes = std::fs::read(Path::new("tests/data/microdata").join(FILES[file])).unwrap();
        for (place, byte) in &changes {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
        let path = folder.path().join(FILES[file]);
        std::fs::write(&path, &bytes).unwrap();
        let before = PANICS.load(Ordering::Relaxed);
        match open(&path) {
            Err(error) => prop_assert_eq!(&error.file, &path.display().to_string()),
            Ok(source) => {
                let all: Vec<usize> = (0..source.variables().len()).collect();
                for (chunk, &rows) in source.chunks().iter().enumerate() {
                    if let Ok(columns) = source.read(chunk, &all) {
                        prop_assert!(columns.iter().all(|column| column.len() == rows));
                    }
                }
            }
        }
        prop_assert_eq!(PANICS.load(Ordering::Relaxed), before);
        Ok(())
    });
    outcome.unwrap();
}
