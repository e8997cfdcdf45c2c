//! Every command in the README is run, and what it prints is what the README says. `BLESS=1 cargo test --test readme` writes the
//! README anew from what the commands print.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A command of the README with the output printed below it.
struct Shown {
    command: String,
    output: String,
}

/// The README cut at its commands: text as it stands, and commands with their output.
enum Piece {
    Text(String),
    Command(Shown),
}

/// Commands stand in `console` blocks, after `$ `; a line that ends in a backslash goes on.
fn pieces(readme: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut in_console = false;
    let mut going_on = false;
    for line in readme.split_inclusive('\n') {
        let fence = line.starts_with("```");
        if fence {
            in_console = !in_console && line.trim_end() == "```console";
        }
        match pieces.last_mut() {
            Some(Piece::Command(shown)) if going_on => shown.command.push_str(line),
            _ if in_console && line.starts_with("$ ") => {
                pieces.push(Piece::Command(Shown { command: line[2..].to_owned(), output: String::new() }));
            }
            Some(Piece::Command(shown)) if in_console && !fence => shown.output.push_str(line),
            Some(Piece::Text(text)) => text.push_str(line),
            _ => pieces.push(Piece::Text(line.to_owned())),
        }
        going_on = in_console && line.trim_end().ends_with('\\');
    }
    pieces
}

/// The arguments that a README command gives to the binary; `None` for commands of other programs.
fn arguments(command: &str) -> Option<Vec<String>> {
    let line = command.replace("\\\n", " ");
    let words = words(line.trim());
    let rest = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["topline", ..] => words[1..].to_vec(),
        ["cargo", "run", "--release", "--", ..] => words[4..].to_vec(),
        _ => return None,
    };
    Some(rest)
}

/// Splits as a shell does: blanks divide, quotes hold together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut open) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '\'' | '"') => (quote, open) = (Some(c), true),
            (None, ' ') => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                open = false;
            }
            _ => word.push(c),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    words
}

/// A folder with a copy of the data, so that what commands write does not touch the project's own files.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("data"), &folder.path().join("data"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn run(workplace: &Path, arguments: &[String]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_topline"))
        .args(arguments)
        .current_dir(workplace)
        .env("COLUMNS", "100")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    format!("{}{}", String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn every_command_prints_what_the_readme_says() {
    let readme = fs::read_to_string("README.md").unwrap();
    let workplace = workplace();
    let mut made = String::new();
    let mut ran = 0;
    for piece in pieces(&readme) {
        match piece {
            Piece::Text(text) => made.push_str(&text),
            Piece::Command(shown) => {
                made.push_str("$ ");
                made.push_str(&shown.command);
                match arguments(&shown.command) {
                    Some(arguments) => {
                        ran += 1;
                        made.push_str(&run(workplace.path(), &arguments));
                    }
                    None => {
                        let known = shown.command.trim() == "cargo test" || shown.command.starts_with("git clone");
                        assert!(known, "the README shows a command that no test runs: {}", shown.command);
                        made.push_str(&shown.output);
                    }
                }
            }
        }
    }
    assert!(ran >= 5, "only {ran} commands found in the README");
    if std::env::var_os("BLESS").is_some() {
        fs::write("README.md", &made).unwrap();
    }
    for (number, (says, prints)) in readme.lines().zip(made.lines()).enumerate() {
        assert_eq!(says, prints, "README.md, line {}", number + 1);
    }
    assert_eq!(readme, made);
}

/// `plots/` holds what the bundled study makes, to the byte. `BLESS=1 cargo test --test readme` makes it anew.
#[test]
fn plots_are_those_of_the_bundled_study() {
    let workplace = workplace();
    run(workplace.path(), &["run".into(), "data/russia-ukraine/study.toml".into()]);
    let mut stale = Vec::new();
    for entry in fs::read_dir(workplace.path().join("plots")).unwrap() {
        let path = entry.unwrap().path();
        let kept = Path::new("plots").join(path.file_name().unwrap());
        if std::env::var_os("BLESS").is_some() {
            fs::copy(&path, &kept).unwrap();
        }
        if fs::read(&path).unwrap() != fs::read(&kept).unwrap_or_default() {
            stale.push(kept.display().to_string());
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {}. Look at the new ones, then run BLESS=1 cargo test --test readme",
        stale.join(", ")
    );
}

#[test]
fn links_of_the_readme_lead_somewhere() {
    let readme = fs::read_to_string("README.md").unwrap();
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
        let path = link.split('#').next().unwrap_or(link);
        assert!(Path::new(path).exists(), "README.md links to {link}, which is not there");
    }
}
