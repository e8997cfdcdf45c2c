//! One date, or one end of a range: a year, month and day, of which an end may leave some to the other end.

use super::Trouble;
use super::lexer::Token;
use crate::survey::{Period, Precision};
use jiff::civil::Date;

/// A date as far as it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part {
    year: Option<i16>,
    month: Option<i8>,
    /// Months from `month` on, when not one: a quarter has three.
    months: Option<i8>,
    day: Option<i8>,
}

impl Part {
    /// The days that a date covers.
    pub(super) fn period(self) -> Result<Period, Trouble> {
        // A number alone, or two with a dash, are no part of a date: ages are written so.
        let without_year = if self.month.is_some() { Trouble::NoYear } else { Trouble::Unreadable };
        let year = self.year.ok_or(without_year)?;
        let date = |month, day| Date::new(year, month, day).map_err(|_| Trouble::NotInCalendar);
        match (self.month, self.day) {
            (Some(month), Some(day)) => Ok(Period::day(date(month, day)?)),
            (Some(month), None) => {
                let last = date(month + self.months.map_or(0, |n| n - 1), 1)?.last_of_month();
                Period::new(date(month, 1)?, last, Precision::Month).ok_or(Trouble::NotInCalendar)
            }
            (None, None) => Period::new(date(1, 1)?, date(12, 31)?, Precision::Year).ok_or(Trouble::NotInCalendar),
            (None, Some(_)) => Err(Trouble::Unreadable),
        }
    }

    /// Both ends of a range, each with what it left to the other. A range over New Year starts in the year before.
    pub(super) fn complete(left: Part, right: Part) -> (Part, Part) {
        let month = left.month.or(right.month);
        let over_new_year = left.year.is_none() && matches!((left.month, right.month), (Some(a), Some(b)) if a > b);
        let year = left.year.or(right.year.map(|year| year - i16::from(over_new_year)));
        // A bare year on the left is a whole date: it takes no month from the right.
        let bare = left.year.is_some() && left.month.is_none() && left.day.is_none();
        let start = Part { year, month: if bare { None } else { month }, ..left };
        let end_month = if right.day.is_some() { right.month.or(left.month) } else { right.month };
        (start, Part { year: right.year.or(left.year), month: end_month, ..right })
    }
}

/// Years that surveys have.
fn year(number: u32, digits: usize) -> Option<i16> {
    (digits == 4 && (1900..=2100).contains(&number)).then_some(number as i16)
}

fn small(number: u32, digits: usize) -> Option<i8> {
    (digits <= 2).then_some(number as i8)
}

/// A number of a date: a year by its four digits, or a day or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Year(i16),
    Small(i8),
    Month(i8),
    Quarter,
}

/// What the tokens say; [`Trouble::Unreadable`] when they are no date or end of one.
pub(super) fn read(tokens: &[Token]) -> Result<Part, Trouble> {
    if let [Token::Number(number, digits @ (6 | 8))] = *tokens {
        return packed(number, digits);
    }
    let mut items = Vec::new();
    let mut signs = Vec::new();
    for token in tokens {
        match *token {
            Token::Number(number, digits) => items.push(
                year(number, digits)
                    .map(Item::Year)
                    .or_else(|| small(number, digits).map(Item::Small))
                    .ok_or(Trouble::Unreadable)?,
            ),
            Token::Month(month) => items.push(Item::Month(month)),
            Token::Quarter => items.push(Item::Quarter),
            Token::To => return Err(Trouble::Unreadable),
            sign => signs.push(sign),
        }
    }
    assemble(&items, &signs)
}

/// `20251211` or `202512`.
fn packed(number: u32, digits: usize) -> Result<Part, Trouble> {
    let (whole, day) = if digits == 8 { (number / 100, Some((number % 100) as i8)) } else { (number, None) };
    let year = year(whole / 100, 4).ok_or(Trouble::Unreadable)?;
    Ok(Part { year: Some(year), month: Some((whole % 100) as i8), day, months: None })
}

/// Which of the numbers is the day, which the month.
fn assemble(items: &[Item], signs: &[Token]) -> Result<Part, Trouble> {
    use Item::{Month, Quarter, Small, Year};
    let part = |year, month, day| Ok(Part { year, month, day, months: None });
    match *items {
        [Year(y)] => part(Some(y), None, None),
        [Month(m)] => part(None, Some(m), None),
        [Small(d)] => part(None, None, Some(d)),
        [Year(y), Small(m)] => part(Some(y), Some(m), None),
        // A space or comma leaves "19, 2025": the end of "Dec 11-19, 2025".
        [Small(d), Year(y)] if signs.is_empty() => part(Some(y), None, Some(d)),
        [Small(m), Year(y)] => part(Some(y), Some(m), None),
        [Month(m), Year(y)] | [Year(y), Month(m)] => part(Some(y), Some(m), None),
        [Month(m), Small(yy)] if signs == [Token::Apostrophe] => part(Some(2000 + i16::from(yy)), Some(m), None),
        [Small(d), Month(m)] | [Month(m), Small(d)] => part(None, Some(m), Some(d)),
        [Small(d), Small(m)] if signs == [Token::Dot] => part(None, Some(m), Some(d)),
        [Year(y), Small(m), Small(d)] => part(Some(y), Some(m), Some(d)),
        [Small(d), Month(m), Year(y)] | [Month(m), Small(d), Year(y)] | [Year(y), Month(m), Small(d)] => {
            part(Some(y), Some(m), Some(d))
        }
        [Small(a), Small(b), Year(y)] => day_and_month(a, b, y, signs),
        [Quarter, Small(q), Year(y)]
        | [Small(q), Quarter, Year(y)]
        | [Year(y), Quarter, Small(q)]
        | [Year(y), Small(q), Quarter] => quarter(q, y),
        [Small(_), Small(_), Small(_)] => Err(Trouble::NoYear),
        _ => Err(Trouble::Unreadable),
    }
}

fn quarter(quarter: i8, year: i16) -> Result<Part, Trouble> {
    if !(1..=4).contains(&quarter) {
        return Err(Trouble::NotInCalendar);
    }
    Ok(Part { year: Some(year), month: Some(3 * quarter - 2), months: Some(3), day: None })
}

/// `11.12.2025` is day first wherever it is written with dots; with slashes or hyphens both orders are in use.
fn day_and_month(a: i8, b: i8, year: i16, signs: &[Token]) -> Result<Part, Trouble> {
    let part = |day, month| Part { year: Some(year), month: Some(month), day: Some(day), months: None };
    let exists = |part: Part| part.period().ok();
    if signs == [Token::Dot, Token::Dot] {
        return Ok(part(a, b));
    }
    match (exists(part(a, b)), exists(part(b, a))) {
        (Some(first), Some(second)) if first != second => {
            Err(Trouble::Ambiguous(first.to_string(), second.to_string()))
        }
        (Some(_), _) => Ok(part(a, b)),
        (None, Some(_)) => Ok(part(b, a)),
        (None, None) => Err(Trouble::NotInCalendar),
    }
}
