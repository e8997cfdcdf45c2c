//! How long the command takes as a whole process: `cargo bench --bench pipeline`. Prints the median and the spread of twenty runs of the
//! start (`--help`), one estimate, and the whole bundled study into an empty folder and into one that has its outputs already.

use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 20;
const STUDY: &str = "data/russia-ukraine/study.toml";

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out").display().to_string();
    println!("{:<34} {:>24}", "whole process", "ms, median (least–most)");
    time("topline --help", &["--help"], || {});
    time("estimate, 18 waves", &["estimate", &format!("{STUDY}#talks"), "--answer", "continue"], || {});
    let run = ["run", STUDY, "-o", &out, "--quiet"];
    time("run, empty folder", &run, || drop(std::fs::remove_dir_all(&out)));
    time("run, nothing changed", &run, || {});
}

fn time(name: &str, arguments: &[&str], before: impl Fn()) {
    let one = |_| {
        before();
        let start = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_topline")).args(arguments).stdout(Stdio::null()).status().unwrap();
        assert!(done.success(), "{arguments:?}");
        start.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..RUNS).map(one).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<34} {:>24}", format!("{:.1} ({:.1}–{:.1})", times[RUNS / 2], times[0], times[RUNS - 1]));
}
