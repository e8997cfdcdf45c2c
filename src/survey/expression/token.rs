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
        let (token, length) = token(&letters[at..]).map_err(|message| ExpressionError {
            message,
            expression: text.to_owned(),
            at,
            length: 1,
            unknown: None,
            words: None,
        })?;
        found.push(Placed { token, at, length });
        at += length;
    }
    found.push(Placed { token: Token::End, at, length: 1 });
    Ok(found)
}

fn token(rest: &[char]) -> Result<(Token, usize), String> {
    let first = rest[0];
    if let Some(sign) = SIGNS.iter().find(|sign| sign.chars().eq(rest.iter().copied().take(sign.len()))) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    if matches!(first, '"' | '\'' | '`') {
        let end = rest[1..]
            .iter()
            .position(|&letter| letter == first)
            .ok_or(format!("this mark, {first}, is never closed"))?;
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
    Err(match first {
        '=' => "one = does not compare; write ==".to_owned(),
        '&' => "& is not known; write and".to_owned(),
        '|' => "| is not known; write or".to_owned(),
        '!' => "! is not known by itself; write not".to_owned(),
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' => {
            format!("words stand in straight quotes, 'so', and not in {first}")
        }
        other => format!("the sign {other} has no meaning here"),
    })
}

fn number(rest: &[char]) -> Result<(Token, usize), String> {
    let is_part = |i: usize| {
        let sign_of_exponent = i > 0 && matches!(rest[i - 1], 'e' | 'E');
        match rest[i] {
            '-' | '+' => i == 0 || sign_of_exponent,
            letter => letter.is_alphanumeric() || letter == '.',
        }
    };
    let length = (0..rest.len()).take_while(|&i| is_part(i)).count();
    let written: String = rest[..length].iter().collect();
    let value = written.parse().map_err(|_| format!("{written} is no number; if it is a word, write '{written}'"))?;
    Ok((Token::Number(value), length))
}
