//! The line over a table in its parts: `Q4. Should the age be raised? Base: all adults, per cent` has a number, a question, and whom it was
//! put to.

use super::super::cell;
use super::lexicon;

/// The question within a title: without its number, and without what follows on the base. A title of nothing else is kept whole.
pub(super) fn question(title: &str) -> &str {
    let bare = without_base(title);
    let question = without_number(bare);
    if question.is_empty() { title } else { question }
}

/// A title up to its base.
pub(super) fn without_base(title: &str) -> &str {
    let bare = base_at(title).map_or(title, |(from, _)| &title[..from]);
    let bare =
        bare.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',' | ';' | '–' | '—' | '-'));
    if bare.is_empty() { title } else { bare }
}

/// Whom a question was put to, as titles say it after `Base:`, without `all` before it, units and numbers of people; none where it is
/// everybody.
pub(super) fn population(title: &str) -> Option<String> {
    let (_, from) = base_at(title)?;
    let told = title[from..].split(". ").next().unwrap_or_default();
    let told = lexicon::base_within(told).map_or(told, |(_, before)| before);
    let said = |part: &&str| !part.is_empty() && !lexicon::unit_only(part);
    let parts: Vec<&str> = told.split([',', ';']).map(cell::trim).filter(said).collect();
    let told = parts.join(", ");
    let told = told.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']' | '(' | '['));
    let bare = ["All ", "all ", "alle ", "Alle ", "все ", "Все ", "всі ", "Всі ", "усі ", "Усі "];
    let who = bare.iter().find_map(|all| told.strip_prefix(all)).unwrap_or(told);
    // Adults are who was asked, though as a column they are everybody.
    let is_everybody = lexicon::total(told) && who != "adults";
    let is_nobody_special = is_everybody || lexicon::base(who).is_some() || !who.contains(char::is_alphabetic);
    (!is_nobody_special).then(|| who.to_owned())
}

/// Where `Base:` begins in a title, and where what follows it does.
fn base_at(title: &str) -> Option<(usize, usize)> {
    const WORDS: [&str; 8] = ["Base:", "base:", "BASE:", "База:", "база:", "Basis:", "Base :", "Asked of:"];
    let stands_alone = |at: usize| title[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let found = WORDS.iter().filter_map(|word| Some((title.find(word)?, word.len())));
    found.filter(|(at, _)| stands_alone(*at)).min().map(|(at, length)| (at, at + length))
}

/// `Q4. `, `Q12a: `, `4) ` before a text.
fn without_number(title: &str) -> &str {
    let after = title.trim_start_matches(['Q', 'q', 'В', 'F']);
    let lettered = after.len() < title.len();
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    if rest.len() == after.len() {
        return title;
    }
    let rest = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    let text = rest.strip_prefix(['.', ':', ')']).or_else(|| lettered.then_some(rest));
    match text.filter(|text| text.starts_with(char::is_whitespace)).map(str::trim_start) {
        Some(text) if !text.is_empty() => text,
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_a_number_a_question_and_a_base() {
        let whole = "Q4. Should the retirement age be raised? Base: all adults, per cent";
        assert_eq!(question(whole), "Should the retirement age be raised?");
        assert_eq!(population(whole).as_deref(), Some("adults"));
        for (title, asked, who) in [
            ("Q12a: Who won? (Base: those who watched, n = 1,512)", "Who won?", Some("those who watched")),
            ("4) Who won?", "Who won?", None),
            ("Q4 Who won?", "Who won?", None),
            ("Кто победил? База: все опрошенные", "Кто победил?", None),
            ("Support for the military (%)", "Support for the military (%)", None),
            ("2024 elections", "2024 elections", None),
            ("Q4", "Q4", None),
            ("Base: all respondents", "Base: all respondents", None),
            ("Base: women, 18+; in %", "Base: women, 18+; in %", Some("women, 18+")),
            ("Who won? Base: adults. Fieldwork: May 2025.", "Who won?", Some("adults")),
            ("Database: users", "Database: users", None),
        ] {
            assert_eq!(question(title), asked, "{title}");
            assert_eq!(population(title).as_deref(), who, "{title}");
        }
    }
}
