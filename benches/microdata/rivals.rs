//! Other programs on the same file. Each runs a script of `benches/rivals`, which prints a line for each task it can do: number, seconds.
//! A program that has not ended after [`MOST`] is stopped; what it has printed by then counts.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The time that a program is given.
const MOST: Duration = Duration::from_secs(100);

/// A program and its seconds for each task.
pub(super) struct Rival {
    name: &'static str,
    seconds: Vec<Option<f64>>,
}

/// Name, program, its variable for another path to it, script and what it is told.
const RIVALS: [(&str, &str, &str, &[&str]); 4] = [
    ("polars floor", "python3", "TOPLINE_BENCH_PYTHON", &["benches/rivals/floor.py"]),
    ("Python svy", "python3", "TOPLINE_BENCH_PYTHON", &["benches/rivals/svy_estimates.py"]),
    ("R survey, call", "Rscript", "TOPLINE_BENCH_RSCRIPT", &["benches/rivals/survey.R", "call"]),
    ("R survey, all", "Rscript", "TOPLINE_BENCH_RSCRIPT", &["benches/rivals/survey.R", "all"]),
];

/// All that are installed.
pub(super) fn all(large: &Path, groups: &Path) -> Vec<Rival> {
    RIVALS.iter().filter_map(|rival| run(rival, large, groups)).collect()
}

fn run(
    &(name, program, variable, script): &(&'static str, &str, &str, &[&str]),
    large: &Path,
    groups: &Path,
) -> Option<Rival> {
    let program = std::env::var(variable).unwrap_or_else(|_| program.to_owned());
    let printed = match printed(Command::new(&program).args(script).arg(large).arg(groups), name) {
        Ok(printed) => printed,
        Err(reason) => {
            println!("{name} is left out: {program}: {reason}");
            return None;
        }
    };
    let mut seconds = vec![None; super::TASKS.len()];
    for line in printed.lines() {
        match line
            .split_once(' ')
            .and_then(|(task, time)| Some((task.parse::<usize>().ok()?, time.trim().parse().ok()?)))
        {
            Some((task, time)) => seconds[task] = Some(time),
            None => println!("{name}: {line}"),
        }
    }
    Some(Rival { name, seconds })
}

/// What a command prints until it ends or is stopped.
fn printed(command: &mut Command, name: &str) -> Result<String, String> {
    let said = |error: std::io::Error| error.to_string();
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(said)?;
    let start = Instant::now();
    while running.try_wait().map_err(said)?.is_none() {
        if start.elapsed() > MOST {
            println!("{name} is stopped after {} s: the tasks it has not ended are left out", MOST.as_secs());
            running.kill().map_err(said)?;
            let output = running.wait_with_output().map_err(said)?;
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = running.wait_with_output().map_err(said)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("it failed").to_owned())
}

pub(super) fn heads(rivals: &[Rival]) -> String {
    rivals.iter().map(|rival| format!("{:>22}", format!("{} (ratio)", rival.name))).collect()
}

/// For each program its seconds and topline's as a multiple or part of them.
pub(super) fn ratios(rivals: &[Rival], task: usize, own: f64) -> String {
    let one = |rival: &Rival| match rival.seconds[task] {
        Some(theirs) if theirs > own => format!("{:>22}", format!("{theirs:.3} (÷ {:.1})", theirs / own)),
        Some(theirs) => format!("{:>22}", format!("{theirs:.3} (× {:.2})", own / theirs)),
        None => format!("{:>22}", "–"),
    };
    rivals.iter().map(one).collect()
}
