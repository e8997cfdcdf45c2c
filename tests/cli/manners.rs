//! Warnings, verbosity, colour, width, threads, pipes.

use crate::kit::{Came, Place};
use std::io::Read;
use std::process::{Command, Stdio};

const ESTIMATE: &str = "estimate study.toml#essay";

#[test]
fn warnings_are_said_denied_allowed_and_silenced() {
    let place = Place::new();
    let run = |flags: &str| place.run(&format!("{ESTIMATE} {flags}"));
    let plain = run("").done();
    assert!(plain.err.starts_with("warning[W202]: "), "{plain:?}");
    for (flags, code, starts) in [
        ("--quiet", 0, ""),
        ("--allow W202", 0, ""),
        ("--allow all", 0, ""),
        ("--allow W999", 0, "warning[W202]"),
        ("--deny W202", 1, "denied[W202]"),
        ("--deny all", 1, "denied[W202]"),
        ("--deny W202 --quiet", 1, "denied[W202]"),
        ("--deny W202 --allow all", 1, "denied[W202]"),
        ("--deny W999", 0, "warning[W202]"),
    ] {
        let came = run(flags);
        assert_eq!(came.code, Some(code), "{flags}: {came:?}");
        assert_eq!(came.err.is_empty(), starts.is_empty(), "{flags}: {came:?}");
        assert!(came.err.starts_with(starts), "{flags}: {came:?}");
        assert_eq!(came.out, plain.out, "{flags}");
    }
    run("--deny wrong").fails(2, &["W202"]);
}

#[test]
fn verbose_names_the_files_and_the_time() {
    let place = Place::new();
    let came = place.run(&format!("{ESTIMATE} -v -o a.csv")).done();
    for words in ["read essay.csv (SHA-256 ", "wrote a.csv", "took 0."] {
        assert!(came.err.contains(words), "{words}: {came:?}");
    }
    place.run(&format!("{ESTIMATE} -v -q")).fails(2, &["--quiet", "--verbose"]);
}

#[test]
fn colour_only_where_it_is_wanted() {
    let place = Place::new();
    let coloured = |flags: &str, variables: &[(&str, &str)]| {
        let mut command = place.command(&format!("{ESTIMATE} --format table {flags}"));
        let came: Came = command.envs(variables.iter().copied()).output().unwrap().into();
        came.done().out.contains('\u{1b}')
    };
    assert!(!coloured("", &[]));
    assert!(coloured("--color always", &[]));
    assert!(coloured("--color always", &[("NO_COLOR", "1")]));
    assert!(coloured("", &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured("", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured("--color never", &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn tables_keep_to_the_width() {
    let place = Place::new();
    for width in [50, 72, 100] {
        let mut command = place.command("estimate study.toml#talks --answer continue --format table");
        let came: Came = command.env("COLUMNS", width.to_string()).output().unwrap().into();
        let widest = came.done().out.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} > {width}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn long_reading_shows_a_bar_on_a_terminal_only() {
    let place = Place::new();
    // A program for tests reads this in seconds; the first half second shows nothing.
    let rows = "1,2,3,4,5,6,7,8,9,10,11,12\n".repeat(400_000);
    place.file("people.csv", format!("a,b,c,d,e,f,g,h,i,j,k,l\n{rows}"));
    let ask = "estimate people.csv --question a --stat mean --by b,c";
    assert!(!place.run(ask).done().err.contains("rows"));
    let at_terminal = |more: &str| {
        let line = format!("{} {ask} {more} --format csv", env!("CARGO_BIN_EXE_topline"));
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(place.path("")).stdin(Stdio::null());
        Came::from(command.output().expect("script(1), of util-linux, stands for the terminal")).done().out
    };
    let shown = at_terminal("");
    assert!(shown.contains(" of 400,000 rows, ") && shown.contains(" left\r\u{1b}[K"), "{shown}");
    assert!(!at_terminal("--quiet").contains("rows"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_has_tables_as_wide_as_it_is() {
    let place = Place::new();
    let line = format!(
        "stty rows 24 cols 62; {} estimate study.toml#talks --answer continue -q --color never",
        env!("CARGO_BIN_EXE_topline")
    );
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(place.path("")).env_remove("COLUMNS").stdin(Stdio::null());
    let output =
        command.output().expect("script(1), of util-linux, stands for the terminal: install it to run this test");
    let came = Came::from(output).done();
    assert!(came.out.contains("───"), "{came:?}");
    let widest = came.out.lines().map(|line| line.trim_end().chars().count()).max().unwrap();
    assert!((40..=62).contains(&widest), "{widest}: {}", came.out);
}

#[test]
fn a_closed_pipe_is_a_clean_end() {
    let place = Place::new();
    for arguments in ["estimate study.toml#talks -q", "schema", "completions zsh", "run study.toml -q --format html"] {
        let mut child = place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0]).unwrap();
        drop(out);
        let came: Came = child.wait_with_output().unwrap().into();
        assert_eq!((came.code, came.err.as_str()), (Some(0), ""), "{arguments}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let place = Place::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let came: Came = place.command(ESTIMATE).stdout(full).output().unwrap().into();
    came.fails(3, &["standard output"]);
}

#[test]
fn threads_are_a_number_above_zero_and_change_nothing() {
    let place = Place::new();
    let one = place.run("estimate study.toml#talks --threads 1").done();
    let four: Came = place.command("estimate study.toml#talks").env("TOPLINE_THREADS", "4").output().unwrap().into();
    assert_eq!(one.out, four.done().out);
    place.run("estimate study.toml#talks --threads 0").fails(2, &["--threads"]);
    let stating = |value: &str, flags: &str| -> Came {
        let mut command = place.command(&format!("estimate study.toml#talks {flags}"));
        command.env("TOPLINE_THREADS", value).output().unwrap().into()
    };
    assert_eq!(stating("", "").done().out, one.out, "set but empty");
    assert_eq!(stating("x", "--threads 2").done().out, one.out, "the flag comes first");
    for wrong in ["x", "0"] {
        stating(wrong, "").fails(2, &[&format!("TOPLINE_THREADS={wrong}: write a whole number, 1 at least")]);
    }
}
