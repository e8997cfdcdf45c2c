//! What is known of the terminal that tables are written to: its width and its letters.

use super::Manners;
use std::io::IsTerminal;
use topline::report::{Style, Terminal};

/// The terminal's form, as wide as `COLUMNS` says, else the terminal; 100 columns when neither is known. A terminal whose locale has other
/// letters than those of UTF-8 gets plain ones; what goes elsewhere is the same whatever the locale.
pub(super) fn style(manners: &Manners) -> Terminal {
    let stated = variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|width| *width > 0);
    let terminal = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = stated.or_else(terminal).filter(|width| *width > 0).unwrap_or(100);
    let unicode = !std::io::stdout().is_terminal() || has_unicode(variable);
    Terminal { style: Style { colour: manners.colours(), width, unicode, ..Style::PLAIN } }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Whether a locale has the letters of UTF-8: the first of its variables that is set decides. Where none is set nothing is known, and hardly a
/// terminal lacks them.
fn has_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).filter(|locale| !locale.is_empty());
    set.next().is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.ends_with("utf-8") || locale.ends_with("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::has_unicode;

    #[test]
    fn the_first_variable_of_the_locale_that_is_set_decides() {
        let locale = |set: &[(&str, &str)]| {
            has_unicode(|name| set.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(locale(&[]) && locale(&[("LANG", "uk_UA.UTF-8")]) && locale(&[("LC_ALL", ""), ("LANG", "C.utf8")]));
        assert!(!locale(&[("LANG", "C")]) && !locale(&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")]));
        assert!(!locale(&[("LC_CTYPE", "ru_RU.KOI8-R")]) && locale(&[("LC_CTYPE", "en_GB.UTF-8"), ("LANG", "C")]));
    }
}
