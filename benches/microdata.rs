//! How long estimates from respondents take beside other programs, all on one file and in one run: `cargo bench --bench microdata`.
//!
//! The file is made from a seed: 1,000,000 rows, 200 strata, 8,000 clusters, weights, 80 replicate weights. topline is timed as a whole
//! process; polars (a bare group-by of the same columns: the floor), R `survey` and Python `svy` as the time of the call alone, without
//! the start of their interpreters; R once more with reading the file and declaring the design, which topline's time includes. A program that is not installed is left out and named. `-- --rows 100000000` makes a larger file
//! (eight columns, no replicates) and shows that time grows with rows and memory does not.

#[path = "microdata/file.rs"]
mod file;
#[path = "microdata/rivals.rs"]
mod rivals;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// One thing asked: its name, topline's arguments, how often it is run.
struct Task {
    name: &'static str,
    arguments: &'static [&'static str],
    runs: usize,
}

const DESIGN: [&str; 6] = ["--weight", "weight", "--strata", "stratum", "--psu", "psu"];
const REPLICATES: [&str; 6] = ["--weight", "weight", "--replicates", "rep*", "--replicate-type", "bootstrap"];

const TASKS: &[Task] = &[
    Task { name: "share of 4 answers", arguments: &["--question", "q"], runs: 15 },
    Task { name: "… by sex, age and wave", arguments: &["--question", "q", "--by", "sex,age,wave"], runs: 7 },
    Task {
        name: "mean by region, 80 replicates",
        arguments: &["--question", "x", "--stat", "mean", "--by", "region"],
        runs: 5,
    },
    Task { name: "median by age", arguments: &["--question", "income", "--stat", "median", "--by", "age"], runs: 15 },
    Task { name: "50,000 rows, 26 × 26 × 10 groups", arguments: &["--question", "q", "--by", "g,h,k"], runs: 7 },
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let rows = arguments.iter().position(|argument| argument == "--rows").and_then(|at| arguments.get(at + 1));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    match rows {
        Some(rows) => scale(folder, rows.parse().expect("--rows takes a whole number")),
        None => beside_others(folder),
    }
}

fn beside_others(folder: &Path) {
    let (large, groups) = (file::respondents(folder, 1_000_000, 80), file::many_groups(folder));
    let rivals = rivals::all(&large, &groups);
    println!("{:<34} {:>18} {}", "seconds, median (least)", "topline", rivals::heads(&rivals));
    for (at, task) in TASKS.iter().enumerate() {
        let path = if at == 4 { &groups } else { &large };
        let design: &[&str] = match at {
            2 => &REPLICATES,
            4 => &["--weight", "weight", "--lonely-psu", "remove", "--strata", "stratum", "--psu", "psu"],
            _ => &DESIGN,
        };
        let mut times: Vec<f64> = (0..task.runs).map(|_| run(path, &[task.arguments, design].concat()).0).collect();
        times.sort_by(f64::total_cmp);
        let own = times[task.runs / 2];
        println!(
            "{:<34} {:>18} {}",
            task.name,
            format!("{own:.3} ({:.3})", times[0]),
            rivals::ratios(&rivals, at, own)
        );
    }
}

/// The first task at a tenth of the rows and at all of them.
fn scale(folder: &Path, rows: u64) {
    println!("{:>12} {:>10} {:>16} {:>14}", "rows", "seconds", "million rows/s", "peak memory");
    for rows in [rows / 10, rows] {
        let path = file::respondents(folder, rows, 0);
        for arguments in [TASKS[0].arguments, TASKS[1].arguments] {
            let (seconds, memory) = run(&path, &[arguments, &DESIGN].concat());
            let speed = rows as f64 / seconds / 1e6;
            println!("{rows:>12} {seconds:>10.2} {speed:>16.1} {:>10.0} MiB", memory as f64 / 1024.0);
        }
    }
}

/// Seconds and peak memory (KiB, where the system tells) of one whole process.
fn run(path: &Path, arguments: &[&str]) -> (f64, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_topline"))
        .args(["estimate", "--quiet", &path.display().to_string()])
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(done) = child.try_wait().unwrap() {
            assert!(done.success(), "{arguments:?}");
            return (start.elapsed().as_secs_f64(), memory);
        }
        let peak = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = peak.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        memory = memory.max(peak.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_micros(500));
    }
}
