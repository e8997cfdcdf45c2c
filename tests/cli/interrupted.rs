//! Interrupted work leaves nothing half-written and ends with 130, or 143 where it was told to end.
#![cfg(unix)]

use crate::kit::Place;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Waits until `there` holds, at most a minute.
fn until(mut there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !there() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never came so far");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn unfinished(place: &Place, folder: &str) -> usize {
    place.list(folder).iter().filter(|name| name.starts_with(".topline")).count()
}

/// Sends `signal` to `arguments` once `at` holds; what the exit code was.
fn sent(signal: &str, place: &Place, arguments: &str, at: impl FnMut() -> bool) -> Option<i32> {
    let mut child = place.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until(at);
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success(), "the process had ended before it was interrupted");
    child.wait().unwrap().code()
}

/// Whether this process ignores interrupts (signal 2), as far as the system tells.
fn interrupts_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 2 != 0)
}

/// Whether a process has got so far that it handles interrupts, or has ended; always where the system does not tell.
fn listens(child: u32) -> bool {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{child}/status")) else { return true };
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    let caught = u64::from_str_radix(of("SigCgt:"), 16).is_ok_and(|mask| mask & 2 != 0);
    caught || of("State:").starts_with('Z') || interrupts_are_ignored()
}

#[test]
fn a_conversion_interrupted_while_it_writes_leaves_no_file() {
    let place = Place::new();
    let row = "17,3.25,yes,a somewhat longer answer,1,2,3,4,5,6\n";
    place.file("people.csv", format!("id,w,vote,words,a,b,c,d,e,f\n{}", row.repeat(400_000)));
    // Tests started in the background by a shell are themselves told to ignore interrupts, and so is what they start.
    let signals = [("-INT", 130), ("-TERM", 143)];
    for (signal, expected) in signals.into_iter().filter(|(signal, _)| *signal != "-INT" || !interrupts_are_ignored()) {
        for out in ["out/people.csv", "out/people.parquet"] {
            let convert = format!("convert people.csv {out}");
            let code = sent(signal, &place, &convert, || unfinished(&place, "out") > 0);
            assert_eq!(code, Some(expected), "{out}");
            assert_eq!(place.list("out"), Vec::<String>::new(), "{signal}, {out}");
        }
    }
}

#[test]
fn a_run_interrupted_at_any_time_leaves_all_or_nothing() {
    let place = Place::new();
    place.run("run study.toml -o whole -q").done();
    let whole = place.list("whole").len();
    for wait in [5, 50, 200, 800, 2000, 4000] {
        let folder = format!("out{wait}");
        let mut child = place.command(&format!("run study.toml -o {folder} -q")).stdout(Stdio::null()).spawn().unwrap();
        let is_early = wait == 5;
        until(|| is_early || listens(child.id()));
        let start = Instant::now();
        until(|| start.elapsed() > Duration::from_millis(wait));
        // It may have ended by now.
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        let code = child.wait().unwrap().code();
        let written = place.list(&folder);
        assert_eq!(unfinished(&place, &folder), 0, "{written:?}");
        match code {
            Some(130) => assert!([0, whole].contains(&written.len()), "{wait}: {written:?}"),
            Some(0) => assert_eq!(written.len(), whole),
            // Interrupted before it could listen.
            other => assert!(other.is_none() && is_early && written.is_empty(), "{wait}: {other:?}, {written:?}"),
        }
    }
}

/// A shell without job control starts work in the background with interrupts ignored: it can still be told to end, and leaves as little.
#[test]
fn work_in_the_background_ignores_interrupts_and_ends_when_told() {
    let place = Place::new();
    place.file("people.csv", format!("id,w,vote\n{}", "17,3.25,a somewhat longer answer\n".repeat(1_000_000)));
    let script = "trap '' INT; \"$0\" convert people.csv out/people.csv & echo $! > pid; wait $!; echo $? > code";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_topline")]).current_dir(place.path("."));
    let mut shell = shell.stderr(Stdio::null()).spawn().unwrap();
    until(|| unfinished(&place, "out") > 0);
    let pid = String::from_utf8(place.read("pid")).unwrap();
    for signal in ["-INT", "-TERM"] {
        assert!(Command::new("kill").args([signal, pid.trim()]).status().unwrap().success(), "{signal}");
    }
    shell.wait().unwrap();
    assert_eq!(place.read("code"), b"143\n");
    assert_eq!(place.list("out"), Vec::<String>::new());
}
