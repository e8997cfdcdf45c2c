//! The words of an expression, each with its place.

use super::ExpressionError;

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A column, or a keyword.
    Name(String),
    /// A name in backquotes: never a keyword.
    Quoted(String),
    Number(f64),
    Text(String),
    /// `==`, `(` and the like.
    Sign(&'static str),
    End,
}

/// A word, the characters before it and its length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) at: usize,
    pub(super) length: usize,
}

const SIGNS: [&str; 9] = ["==", "!=", "<=", ">=", "<", ">", "(", ")", ","];

/// Cuts `text` into words, ending with [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ExpressionError> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if letters[at].is_whitespace() {
            at += 1;
            continue;
        }
        let after_in =
            matches!(found.last(), Some(Placed { token: Token::Name(name), .. }) if name.eq_ignore_ascii_case("in"));
        let cut = if after_in && letters[at] == '[' { Err(bracketed(&letters[at..])) } else { token(&letters[at..]) };
        let (token, length) = cut.map_err(|(message, length)| ExpressionError {
            message,
            expression: text.to_owned(),
            at,
            length,
            unknown: None,
            words: None,
        })?;
        found.push(Placed { token, at, length });
        at += length;
    }
    found.push(Placed { token: Token::End, at, length: 1 });
    Ok(found)
}

/// The first word and its length; or what is wrong with it, and the length of that.
fn token(rest: &[char]) -> Result<(Token, usize), (String, usize)> {
    let first = rest[0];
    let comparison: String = rest.iter().take_while(|letter| "=<>!≤≥≠".contains(**letter)).collect();
    if let Some(usual) = usual(&comparison) {
        return Err((format!("{comparison} is not known; write {usual}"), comparison.chars().count()));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| sign.chars().eq(rest.iter().copied().take(sign.len()))) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    if matches!(first, '"' | '\'' | '`') {
        let end = rest[1..].iter().position(|&letter| letter == first);
        let end = end.ok_or_else(|| (format!("this {first} is never closed: write {first} after the word too"), 1))?;
        let inner: String = rest[1..=end].iter().collect();
        return Ok((if first == '`' { Token::Quoted(inner) } else { Token::Text(inner) }, end + 2));
    }
    if first.is_ascii_digit() || matches!(first, '-' | '.' | '+') {
        return number(rest);
    }
    if first.is_alphabetic() || first == '_' {
        let length = rest.iter().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.')).count();
        return Ok((Token::Name(rest[..length].iter().collect()), length));
    }
    Err((stray(first), 1))
}

/// What is wrong with a list in brackets, and how it is written.
fn bracketed(rest: &[char]) -> (String, usize) {
    let Some(end) = rest.iter().position(|letter| *letter == ']') else { return (stray('['), 1) };
    let inner: String = rest[1..end].iter().collect();
    // Within quotes a comma is no mark between values.
    let parted =
        if inner.contains(['\'', '"']) { vec![inner.trim()] } else { inner.split(',').map(str::trim).collect() };
    let list = parted.join(", ");
    (format!("[ ] are not known; a list stands in parentheses: write ({list})"), end + 1)
}

/// How a comparison is written that is written otherwise elsewhere.
fn usual(comparison: &str) -> Option<&'static str> {
    match comparison {
        "=" | "===" | "====" => Some("=="),
        "=>" | "≥" | "!<" => Some(">="),
        "=<" | "≤" | "!>" => Some("<="),
        "!<=" => Some(">"),
        "!>=" => Some("<"),
        "!==" | "≠" => Some("!="),
        "!" => Some("not before a comparison, as not age > 18, or != within one"),
        _ => None,
    }
}

/// Why a sign cannot stand in a condition.
fn stray(sign: char) -> String {
    match sign {
        '&' => "& is not known; write and".to_owned(),
        '|' => "| is not known; write or".to_owned(),
        '+' | '-' | '*' | '/' => format!("{sign} is not known: conditions compare and do not calculate"),
        '[' | ']' | '{' | '}' => format!("{sign} is not known; lists and groups stand in parentheses, as in (1, 2)"),
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' => {
            format!("words stand in straight quotes, 'so', and not in {sign}")
        }
        other => format!(
            "the sign {other} has no meaning in a condition, which has columns, numbers, words in quotes, == != < <= > >=, and, or, not, in (…), is missing"
        ),
    }
}

fn number(rest: &[char]) -> Result<(Token, usize), (String, usize)> {
    let is_part = |i: usize| {
        let sign_of_exponent = i > 0 && matches!(rest[i - 1], 'e' | 'E');
        match rest[i] {
            '-' | '+' => i == 0 || sign_of_exponent,
            letter => letter.is_alphanumeric() || letter == '.',
        }
    };
    let length = (0..rest.len()).take_while(|&i| is_part(i)).count();
    let written: String = rest[..length].iter().collect();
    let wrong = || match rest[..length] {
        [sign] => format!("{}; a number below 0 is written without a blank, as -3", stray(sign)),
        _ => format!("{written} is no number; if it is a word, write '{written}'"),
    };
    let value = written.parse().map_err(|_| (wrong(), length))?;
    Ok((Token::Number(value), length))
}
