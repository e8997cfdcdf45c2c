//! Cells as pollsters print them.

use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Content {
    parse(text, Style::default()).content
}

fn number(text: &str, style: Style) -> Option<(f64, u8, bool)> {
    match parse(text, style).content {
        Content::Number(n) => Some((n.value(), n.decimals(), n.has_percent_sign())),
        _ => None,
    }
}

const POINT: Style = Style { decimal: Some(Decimal::Point), letters: 0 };
const COMMA: Style = Style { decimal: Some(Decimal::Comma), letters: 0 };
const UNKNOWN: Style = Style { decimal: None, letters: 0 };

#[test]
fn numbers_with_either_decimal_sign_and_any_thousands() {
    for (text, style, value, decimals, percent) in [
        ("33", UNKNOWN, 33.0, 0, false),
        (" 33 % ", UNKNOWN, 33.0, 0, true),
        ("33.5", UNKNOWN, 33.5, 1, false),
        ("33,5%", UNKNOWN, 33.5, 1, true),
        ("0,385", UNKNOWN, 0.385, 3, false),
        (".5", UNKNOWN, 0.5, 1, false),
        ("0.3333333333333333148", UNKNOWN, 1.0 / 3.0, 19, false),
        ("1618", UNKNOWN, 1618.0, 0, false),
        ("1 618", UNKNOWN, 1618.0, 0, false),
        ("1\u{a0}618", UNKNOWN, 1618.0, 0, false),
        ("1\u{2009}618", UNKNOWN, 1618.0, 0, false),
        ("1\u{202f}618", UNKNOWN, 1618.0, 0, false),
        ("1’618", UNKNOWN, 1618.0, 0, false),
        ("1,618", UNKNOWN, 1618.0, 0, false),
        ("1,618", POINT, 1618.0, 0, false),
        ("1.618", COMMA, 1618.0, 0, false),
        ("1,618", COMMA, 1.618, 3, false),
        ("1.618", POINT, 1.618, 3, false),
        ("1,234,567", POINT, 1_234_567.0, 0, false),
        ("1,234.5", UNKNOWN, 1234.5, 1, false),
        ("1.234,5", UNKNOWN, 1234.5, 1, false),
        ("1 618,25", COMMA, 1618.25, 2, false),
        ("6.5e-06", UNKNOWN, 6.5e-6, 7, false),
        ("1E-05 %", UNKNOWN, 1e-5, 5, true),
        ("1.5e+03", UNKNOWN, 1500.0, 0, false),
        ("2,25e+01", COMMA, 22.5, 1, false),
    ] {
        assert_eq!(number(text, style), Some((value, decimals, percent)), "{text:?}");
    }
}

#[test]
fn hundredths_are_the_nearest_doubles() {
    for (text, share) in [("33.3", 0.333), ("7", 0.07), ("28.9", 0.289), ("0.1", 0.001), ("57", 0.57)] {
        let Content::Number(n) = read(text) else { panic!("{text}") };
        assert_eq!(n.hundredth(), share);
    }
}

#[test]
fn what_is_no_number_stays_text() {
    for text in [
        "33 1",
        "1 61",
        "12 34",
        "5.",
        "1,23,456",
        "1.2.3.4,5,6",
        "33 pp",
        "33k",
        "men",
        "18-24",
        "33 abc",
        "--5",
        "1e5",
        "33 (see note)",
        "1..2",
    ] {
        assert_eq!(read(text), Content::Text, "{text:?}");
    }
}

#[test]
fn marks_are_stripped_only_when_they_are_marks() {
    for (text, marks) in [
        ("33*", "*"),
        ("33 **", "**"),
        ("33%†", "†"),
        ("33¹", "¹"),
        ("33ᵃ", "ᵃ"),
        ("33 [a]", "[a]"),
        ("33(1)", "(1)"),
        ("33 ▲", "▲"),
        ("(33)", "()"),
        ("[33%]", "()"),
    ] {
        let parsed = parse(text, UNKNOWN);
        assert!(matches!(parsed.content, Content::Number(n) if n.value() == 33.0), "{text}: {parsed:?}");
        assert_eq!(parsed.marks, marks);
    }
    let columns = Style { decimal: None, letters: 3 };
    assert_eq!(parse("33 AC", columns).marks, "AC");
    assert_eq!(parse("33b", columns).marks, "b");
    assert_eq!(parse("33% A, B", columns).marks, "A,B");
    // No fourth column, letters out of order, letters of both cases.
    for text in ["33 D", "33 CA", "33 Ab"] {
        assert_eq!(parse(text, columns).content, Content::Text, "{text}");
    }
}

#[test]
fn signs_in_place_of_numbers() {
    for text in ["", "  ", "\u{a0}", "n/a", "N/A", "NaN", "..", "н/д", "нет данных", "not asked"] {
        assert_eq!(read(text), Content::Missing, "{text:?}");
    }
    for text in ["-", "–", "—", "−", "--"] {
        assert_eq!(read(text), Content::Dash, "{text:?}");
    }
    assert_eq!(read("*"), Content::Trace);
    for text in ["<1", "< 1 %", "<1%", "less than 1", "Less than 1%", "менее 1", "менше 1%"] {
        assert!(matches!(read(text), Content::Below(n) if n.value() == 1.0), "{text:?}");
    }
    assert!(matches!(read("<0,5"), Content::Below(n) if n.value() == 0.5));
    assert!(matches!(read(">99"), Content::Above(n) if n.value() == 99.0));
    assert!(matches!(read("+3"), Content::Signed(n, false) if n.value() == 3.0));
    assert!(matches!(read("−5"), Content::Signed(n, true) if n.value() == 5.0));
}

#[test]
fn the_decimal_sign_is_found_by_what_cannot_be_thousands() {
    assert_eq!(decimal_sign(["33", "1,618", "12,5"]), Some(Decimal::Comma));
    assert_eq!(decimal_sign(["33", "1.618", "12.5%"]), Some(Decimal::Point));
    assert_eq!(decimal_sign(["1.618,5"]), Some(Decimal::Comma));
    assert_eq!(decimal_sign(["1,618", "1.618", "33", "men"]), None);
    assert_eq!(decimal_sign(["0.385", "0,5", "0.2"]), Some(Decimal::Point));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// A number printed with decimals and thousands in either style is read back exactly.
    #[test]
    fn printed_numbers_are_read_back(whole in 0u32..10_000_000, fraction in proptest::option::of(0u32..100), comma: bool, group in 0usize..4) {
        let mut digits = whole.to_string();
        let separator = ["", " ", "\u{202f}", if comma { "." } else { "," }][group];
        let mut at = digits.len();
        while at > 3 {
            at -= 3;
            digits.insert_str(at, separator);
        }
        if let Some(fraction) = fraction {
            digits = format!("{digits}{}{fraction:02}", if comma { ',' } else { '.' });
        }
        let style = if comma { COMMA } else { POINT };
        let expected = f64::from(whole) + f64::from(fraction.unwrap_or(0)) / 100.0;
        let (value, decimals, _) = number(&digits, style).unwrap_or((f64::NAN, 0, false));
        prop_assert!((value - expected).abs() < 1e-9, "{}: {} not {}", digits, value, expected);
        prop_assert_eq!(decimals, if fraction.is_some() { 2 } else { 0 });
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,24}", columns in 0usize..30) {
        let style = Style { decimal: None, letters: columns };
        let _ = parse(&text, style);
        let _ = decimal_sign([text.as_str()]);
    }

    #[test]
    fn no_heap_of_number_signs_makes_it_panic(text in "[0-9.,'’ %*<>()\\[\\]+−–-]{0,14}[A-Ca-c¹†]{0,3}") {
        let _ = parse(&text, UNKNOWN);
        let _ = decimal_sign([text.as_str()]);
    }
}
