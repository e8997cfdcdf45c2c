//! One printed cell: a number with its marks, or one of the signs that tables print in place of a number.
//!
//! Conventions (Eurostat and AAPOR tables, and Levada, VCIOM, Pew and YouGov as printed): `<1` is less than one, `*` alone is more than
//! nobody and less than half a unit, a dash is nobody or less than half a unit, `n/a` or an empty cell is no figure.

mod number;

pub use number::Number;

/// The sign before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decimal {
    /// `38.5`; a comma groups thousands.
    Point,
    /// `38,5`; a point groups thousands.
    Comma,
}

/// What has to be known of a table to read one of its cells.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Decides whether `1,618` is a count or three decimals. Unknown: a comma before exactly three digits groups thousands, a point
    /// starts decimals.
    pub decimal: Option<Decimal>,
    /// How many letters, from A on, name columns of a significance test: `33 BC` is 33 if there are three columns. 0: letters are no marks.
    pub letters: usize,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A number.
    Number(Number),
    /// A number with a sign, as in a column of changes; the flag is true for a minus.
    Signed(Number, bool),
    /// `<1`, "less than 1", "менее 1".
    Below(Number),
    /// `>99`, "more than 99".
    Above(Number),
    /// A star alone: some, but less than half a unit.
    Trace,
    /// A dash alone: none, or none after rounding.
    Dash,
    /// Empty, `n/a`, "not asked": no figure.
    Missing,
    /// Anything else.
    Text,
}

impl Content {
    /// A number or one of the signs in its place; not an empty cell, not words.
    pub fn is_value(self) -> bool {
        !matches!(self, Content::Text | Content::Missing)
    }
}

/// A cell as read: what it says, and the footnote and significance marks that stood behind the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What it says.
    pub content: Content,
    /// The marks, as printed; empty when there are none.
    pub marks: String,
}

const MISSING: &str = "n/a na n.a. n.a nan #n/a null none .. ... … . : н/д н.д. н.д нд н/о k.a. n.d. nd d.n.a.";
const MISSING_PHRASES: [&str; 10] = [
    "not asked",
    "not available",
    "no data",
    "not shown",
    "нет данных",
    "не спрашивали",
    "не задавался",
    "немає даних",
    "не питали",
    "keine angabe",
];
const BELOW: [&str; 11] =
    ["<", "≤", "less than ", "under ", "below ", "менее ", "меньше ", "менше ", "weniger als ", "unter ", "moins de "];
const ABOVE: [&str; 9] = [">", "≥", "more than ", "over ", "above ", "более ", "больше ", "понад ", "mehr als "];

/// Cuts spaces of any width, and characters of none, from both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200e}'))
}

/// Reads a cell. Never fails: what is no number and no known sign is [`Content::Text`].
pub fn parse(text: &str, style: Style) -> Parsed {
    let text = trim(text);
    // Prose is not worth the look.
    if text.chars().nth(48).is_some() {
        return Parsed { content: Content::Text, marks: String::new() };
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return number_with(text, style, Content::Number);
    }
    if let Some(content) = sign_alone(text) {
        return Parsed { content, marks: String::new() };
    }
    let lower = text.to_lowercase();
    if let Some(rest) = BELOW.iter().find_map(|word| lower.strip_prefix(word)) {
        return number_with(rest, style, Content::Below);
    }
    if let Some(rest) = ABOVE.iter().find_map(|word| lower.strip_prefix(word)) {
        return number_with(rest, style, Content::Above);
    }
    if let Some(inner) = bracketed(text) {
        let inner = number_with(inner, style, Content::Number);
        return Parsed { marks: if inner.content == Content::Text { String::new() } else { "()".into() }, ..inner };
    }
    match text.chars().next() {
        Some('+') => number_with(&text[1..], style, |n| Content::Signed(n, false)),
        Some(minus @ ('-' | '−' | '–')) => {
            number_with(&text[minus.len_utf8()..], style, |n| Content::Signed(n, true))
        }
        _ => number_with(text, style, Content::Number),
    }
}

/// The signs that stand in place of a number.
fn sign_alone(text: &str) -> Option<Content> {
    if text.is_empty() {
        return Some(Content::Missing);
    }
    if text.chars().all(|c| c == '*') {
        return Some(Content::Trace);
    }
    if text.chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '‐' | '‑')) {
        return Some(Content::Dash);
    }
    let lower = text.to_lowercase();
    (MISSING.split(' ').any(|word| word == lower) || MISSING_PHRASES.contains(&lower.as_str()))
        .then_some(Content::Missing)
}

/// `(33)` or `[33]`: a figure set apart, usually for its small base.
fn bracketed(text: &str) -> Option<&str> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    inside('(', ')').or_else(|| inside('[', ']'))
}

fn number_with(text: &str, style: Style, make: impl FnOnce(Number) -> Content) -> Parsed {
    let text = trim(text);
    let (body, tail) = text.split_at(number_end(text));
    let (exponent, tail) = exponent(tail);
    let number = number::read(body, style.decimal).and_then(|number| number.times_power(exponent));
    let parsed = number.zip(marks(tail, style.letters));
    match parsed {
        Some((number, (percent, marks))) => Parsed { content: make(number.with_percent(percent)), marks },
        None => Parsed { content: Content::Text, marks: String::new() },
    }
}

/// The power of ten behind a number, as programs write `2.5e-05`, and what follows it. Without a sign it could be a mark.
fn exponent(tail: &str) -> (i32, &str) {
    let signed = tail.strip_prefix(['e', 'E']).filter(|power| power.starts_with(['+', '-']));
    let end = |power: &str| power[1..].find(|c: char| !c.is_ascii_digit()).map_or(power.len(), |at| at + 1);
    let parts = signed.map(|power| power.split_at(end(power)));
    parts.and_then(|(power, rest)| Some((power.parse().ok()?, rest))).unwrap_or((0, tail))
}

/// Where the digits and the signs between them end.
fn number_end(text: &str) -> usize {
    let within = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace();
    let run = text.find(|c| !within(c)).unwrap_or(text.len());
    text[..run].rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1)
}

/// The marks behind a number, and whether a per cent sign is among them. `None` when something else stands there.
fn marks(tail: &str, letters: usize) -> Option<(bool, String)> {
    let mut percent = false;
    let mut found = String::new();
    let mut rest = trim(tail);
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '%' if !percent => {
                percent = true;
                rest = trim(&rest[1..]);
                continue;
            }
            '*' | '†' | '‡' | '§' | '¶' | '#' | '↑' | '↓' | '▲' | '▼' | ',' => c.len_utf8(),
            _ if is_superscript(c) => c.len_utf8(),
            '[' | '(' => note_length(rest)?,
            _ => test_letters(rest, letters)?,
        };
        found.push_str(&rest[..length]);
        rest = trim(&rest[length..]);
    }
    Some((percent, found))
}

/// Superscript figures and letters.
pub fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | 'ⁱ' | '⁴'..='⁹' | 'ⁿ' | 'ª' | 'º' | 'ᵃ'..='ᵡ')
}

/// `[a]`, `(12)`: at most three letters or figures.
fn note_length(text: &str) -> Option<usize> {
    let close = text.find([']', ')'])?;
    let inside = &text[1..close];
    let short = (1..=3).contains(&inside.chars().count()) && inside.chars().all(char::is_alphanumeric);
    short.then_some(close + 1)
}

/// Letters of a significance test: of one case, in the order of the alphabet, each naming one of the columns.
fn test_letters(text: &str, columns: usize) -> Option<usize> {
    let run = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let run = &text.as_bytes()[..run];
    let one_case = run.iter().all(u8::is_ascii_uppercase) || run.iter().all(u8::is_ascii_lowercase);
    let ascending = run.windows(2).all(|pair| pair[0] < pair[1]);
    let known = run.iter().all(|letter| usize::from(letter.to_ascii_lowercase() - b'a') < columns);
    (!run.is_empty() && one_case && ascending && known).then_some(run.len())
}

/// The decimal sign that most of these cells use beyond doubt; `None` when none has decimals.
pub fn decimal_sign<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Decimal> {
    let (mut points, mut commas) = (0usize, 0usize);
    for text in cells.into_iter().filter(|text| text.len() <= 64) {
        match number::certain_decimal(trim(text)) {
            Some(Decimal::Point) => points += 1,
            Some(Decimal::Comma) => commas += 1,
            None => {}
        }
    }
    match points.cmp(&commas) {
        std::cmp::Ordering::Greater => Some(Decimal::Point),
        std::cmp::Ordering::Less => Some(Decimal::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests;
