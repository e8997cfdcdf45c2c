//! The words of a date: numbers, months, quarters and what stands between them.

use super::super::months::month;

/// One word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A number and how many digits it is written with.
    Number(u32, usize),
    /// A month by name.
    Month(i8),
    /// The word "quarter".
    Quarter,
    /// A sure sign of a range: a long or spaced dash, "to", "по", two dots.
    To,
    /// A hyphen inside a date or between two.
    Hyphen,
    /// A slash inside a date or between two.
    Slash,
    /// A dot.
    Dot,
    /// A dot right between a letter and a figure, as in `янв.25`.
    Joint,
    /// An apostrophe, as in `Nov '25`.
    Apostrophe,
}

/// Spaces and commas separate and say nothing more. `None` when a word is not one that dates use.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let kind = |c: &char| (c.is_ascii_digit(), c.is_alphabetic());
        let run = match kind(&chars[at]) {
            (false, false) => 1,
            same => chars[at..].iter().take_while(|c| kind(c) == same).count(),
        };
        let piece: String = chars[at..at + run].iter().collect();
        match kind(&chars[at]) {
            (true, _) => found.push(Token::Number(piece.parse().ok()?, run)),
            (_, true) => found.extend(word(&piece)?),
            _ => found.extend(sign(&chars, at)?),
        }
        at += run;
    }
    Some(tidy(found))
}

/// A word that dates use: `Some(None)` for those that say nothing.
fn word(word: &str) -> Option<Option<Token>> {
    let roman = ["i", "ii", "iii", "iv"].iter().zip(1..).find(|(name, _)| **name == word);
    Some(match word {
        "q" | "quarter" | "qtr" | "кв" | "квартал" | "квартала" | "кварталі" | "кварталу" | "quartal" | "trimestre" => {
            Some(Token::Quarter)
        }
        "to" | "through" | "until" | "till" | "по" | "до" | "bis" | "au" => Some(Token::To),
        "г" | "гг" | "год" | "года" | "году" | "р" | "рр" | "рік" | "року" | "році" | "of" | "the" | "from" | "с"
        | "з" | "від" | "vom" | "von" | "du" | "de" | "den" | "le" | "st" | "nd" | "rd" | "th" | "er" | "e" | "го" => {
            None
        }
        _ => match roman {
            Some((_, number)) => Some(Token::Number(number, 1)),
            None => Some(Token::Month(month(word)?)),
        },
    })
}

/// What a character between words means.
fn sign(chars: &[char], at: usize) -> Option<Option<Token>> {
    let blank = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_whitespace());
    let joins = || {
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        before.is_some_and(|c| c.is_alphabetic()) && chars.get(at + 1).is_some_and(char::is_ascii_digit)
    };
    Some(match chars[at] {
        '.' if joins() => Some(Token::Joint),
        '–' | '—' | '−' | '…' => Some(Token::To),
        '-' | '‐' | '‑' if blank(at.checked_sub(1)) && blank(Some(at + 1)) => Some(Token::To),
        '-' | '‐' | '‑' => Some(Token::Hyphen),
        '/' => Some(Token::Slash),
        '.' => Some(Token::Dot),
        '\'' | '’' => Some(Token::Apostrophe),
        ',' => None,
        c if c.is_whitespace() => None,
        _ => return None,
    })
}

/// Two dots are a range; a dot that ends a shortened word or the text, or stands before another sign, is dropped.
fn tidy(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1);
        let between_numbers = matches!(kept.last(), Some(Token::Number(..))) && matches!(next, Some(Token::Number(..)));
        match token {
            Token::Dot if next == Some(&Token::Dot) => kept.push(Token::To),
            Token::Dot if kept.last() == Some(&Token::To) || !between_numbers => {}
            other => kept.push(*other),
        }
    }
    kept
}
