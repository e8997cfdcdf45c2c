//! The rooms of the library stand on floors, and a room uses only rooms below its own. See DESIGN.md.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, from the ground up.
const FLOORS: &[&[&str]] = &[
    &["num", "names"],
    &["survey"],
    &["uncertainty"],
    &["ingest", "engine"],
    &["sample"],
    &["estimate"],
    &["compare", "trend"],
    &["chart"],
    &["report"],
    &["study"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Rooms that a line of code names: `crate::ingest::…`, `use crate::{…}` is not used in this crate.
fn rooms_named(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
}

/// The code of a file without its tests: those may reach up to build what they test with.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn rooms_use_only_rooms_below() {
    let mut broken = Vec::new();
    let mut checked = 0;
    for entry in fs::read_dir("src").unwrap() {
        let folder = entry.unwrap().path();
        let room = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !folder.is_dir() || room == "cli" {
            continue;
        }
        let own = floor(&room)
            .unwrap_or_else(|| panic!("the room {room} has no floor: add it to tests/floors.rs and DESIGN.md"));
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        for file in files {
            let is_test = file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
                || file.components().any(|part| part.as_os_str() == "tests");
            let text = fs::read_to_string(&file).unwrap();
            if is_test {
                continue;
            }
            for (number, line) in without_tests(&text).lines().enumerate() {
                if line.trim_start().starts_with("//") {
                    continue;
                }
                assert!(
                    !line.contains("crate::{"),
                    "{}:{}: name the room: use crate::room::…",
                    file.display(),
                    number + 1
                );
                for used in rooms_named(line).filter(|used| *used != room) {
                    checked += 1;
                    if floor(used).is_none_or(|theirs| theirs >= own) {
                        broken.push(format!("{}:{}: {room} uses {used}", file.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(checked > 50, "only {checked} uses were found: is the test still looking in the right place?");
    assert!(broken.is_empty(), "rooms that reach up or sideways:\n{}", broken.join("\n"));
}

/// No polars type outside the rooms that read files and make sums.
#[test]
fn polars_stays_in_ingest_and_engine() {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    let allowed = |path: &Path| path.starts_with("src/ingest") || path.starts_with("src/engine");
    let names_polars = |path: &Path| fs::read_to_string(path).unwrap().contains("use polars::");
    let outside: Vec<_> = files.iter().filter(|path| !allowed(path) && names_polars(path)).collect();
    assert!(outside.is_empty(), "polars outside ingest/ and engine/: {outside:?}");
}

/// The binary sees the library from outside.
#[test]
fn the_command_line_uses_the_public_library() {
    let mut files = vec![PathBuf::from("src/main.rs")];
    if Path::new("src/cli").is_dir() {
        rust_files(Path::new("src/cli"), &mut files);
    }
    let reaches_in = |path: &Path| fs::read_to_string(path).unwrap().contains("#[path");
    assert!(!files.iter().any(|path| reaches_in(path)));
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    assert!(!lib.contains("mod cli"), "cli belongs to the binary");
}
