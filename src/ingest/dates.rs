//! Dates as surveys print them, read into a [`Period`]: days, ranges, months, quarters and years, in figures or with the month named in
//! English, Russian, Ukrainian, German or French. What can be read in two ways is an error that names both, never a guess.

mod lexer;
mod part;

use crate::survey::Period;
use lexer::{Token, tokens};
use part::Part;

/// A text longer than this is prose, not a date.
const LONGEST: usize = 80;

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not in any form this reader knows.
    #[error(
        "\"{text}\" is not a date; write it as 2025-12-11, 2025-12-11/2025-12-19, 2025-12, Dec 2025, Q4 2025 or 2025"
    )]
    Unreadable {
        /// As written.
        text: String,
    },
    /// Two days or months fit.
    #[error("\"{text}\" can be read as {first} or as {second}: write the one that is meant")]
    Ambiguous {
        /// As written.
        text: String,
        /// One reading, in ISO form.
        first: String,
        /// The other.
        second: String,
    },
    /// No year, or one of two digits.
    #[error("\"{text}\" has no year of four digits: write one, as in 2025-12-11 or Dec 2025")]
    NoYear {
        /// As written.
        text: String,
    },
    /// The calendar has no such day or month.
    #[error("\"{text}\" is not in the calendar: there is no such day or month")]
    NotInCalendar {
        /// As written.
        text: String,
    },
    /// The end lies before the start.
    #[error("\"{text}\" ends before it starts: write the earlier date first")]
    Backwards {
        /// As written.
        text: String,
    },
}

/// What went wrong, before the text it went wrong in is put with it.
enum Trouble {
    Unreadable,
    Ambiguous(String, String),
    NoYear,
    NotInCalendar,
    Backwards,
}

/// Reads a date, a range of dates, a month, a quarter or a year.
///
/// Known forms: `2025-12-11`, `20251211`, `11.12.2025`, `11 December 2025`, `December 11, 2025`, `11 декабря 2025 г.`; ranges of any two of them
/// with a dash, a slash, "to" or "по", of which one may be shortened (`11–19 Dec 2025`, `11-19.12.2025`, `Dec 11-19, 2025`,
/// `28 Nov – 3 Dec 2025`); `2025-11`, `11.2025`, `11/2025`, `202511`, `Nov 2025`, `ноябрь 2025`, `Nov–Dec 2025`, `нояб.25`, `Nov '25`; `Q3 2025`, `2025-Q3`, `III кв. 2025`;
/// `2025`, `2024–2025`. Three numbers between dots are day, month, year; between slashes or hyphens they are that or month, day, year, and an
/// error when both exist.
///
/// # Errors
/// [`DateError`], with the text and what would be read.
pub fn period(text: &str) -> Result<Period, DateError> {
    let told = |trouble| tell(trouble, text);
    if text.chars().count() > LONGEST {
        return Err(told(Trouble::Unreadable));
    }
    let tokens = tokens(text).ok_or_else(|| told(Trouble::Unreadable))?;
    read(&tokens).map_err(told)
}

fn tell(trouble: Trouble, text: &str) -> DateError {
    let text: String = text.trim().chars().take(LONGEST).collect();
    match trouble {
        Trouble::Unreadable => DateError::Unreadable { text },
        Trouble::Ambiguous(first, second) => DateError::Ambiguous { text, first, second },
        Trouble::NoYear => DateError::NoYear { text },
        Trouble::NotInCalendar => DateError::NotInCalendar { text },
        Trouble::Backwards => DateError::Backwards { text },
    }
}

/// A whole date first; a range only where the text is not one.
fn read(tokens: &[Token]) -> Result<Period, Trouble> {
    // As spreadsheets shorten months: "янв.25".
    if let [Token::Month(month), Token::Joint, Token::Number(year, 2)] = *tokens {
        return Period::month(2000 + year as i16, month).ok_or(Trouble::NotInCalendar);
    }
    let tokens: Vec<Token> = tokens.iter().copied().filter(|token| *token != Token::Joint).collect();
    let tokens = &tokens[..];
    let sure: Vec<usize> = positions(tokens, |token| matches!(token, Token::To));
    if let [at] = sure[..] {
        return range(tokens, at);
    }
    if sure.len() > 1 {
        return Err(Trouble::Unreadable);
    }
    let whole = part::read(tokens).and_then(Part::period);
    let Err(trouble) = whole else { return whole };
    if matches!(trouble, Trouble::Ambiguous(..)) {
        return Err(trouble);
    }
    let slashes = positions(tokens, |token| matches!(token, Token::Slash));
    let hyphens = positions(tokens, |token| matches!(token, Token::Hyphen));
    let mut worst = trouble;
    for at in slashes.into_iter().chain(hyphens) {
        match range(tokens, at) {
            Ok(period) => return Ok(period),
            Err(Trouble::Unreadable) => {}
            Err(found) => worst = found,
        }
    }
    Err(worst)
}

fn positions(tokens: &[Token], wanted: impl Fn(&Token) -> bool) -> Vec<usize> {
    tokens.iter().enumerate().filter(|(_, token)| wanted(token)).map(|(at, _)| at).collect()
}

/// The period between the dates left and right of the token `at`; what one side leaves out it has from the other.
fn range(tokens: &[Token], at: usize) -> Result<Period, Trouble> {
    let left = part::read(&tokens[..at])?;
    let right = part::read(&tokens[at + 1..])?;
    let (left, right) = Part::complete(left, right);
    let (first, last) = (left.period()?, right.period()?);
    if first.precision() != last.precision() {
        return Err(Trouble::Unreadable);
    }
    Period::new(first.start(), last.end(), first.precision()).ok_or(Trouble::Backwards)
}

#[cfg(test)]
mod tests;
