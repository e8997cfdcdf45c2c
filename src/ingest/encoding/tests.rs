//! Encodings told apart by evidence, and files that are no text.

use super::*;

const RUSSIAN: &str = "Ответ;Всего;Мужчины\nОпределённо поддерживаю;38,5;40\nЗатрудняюсь ответить – «нет»;5;4\n";
const UKRAINIAN: &str = "Відповідь;Усього\nПідтримую;60\nЄдність і ґрунт;40\n";
const GERMAN: &str = "Antwort;Männer;Frauen\nÜberhaupt nicht;38,5;40\nWeiß nicht – keine Größe;5;4\n";

fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let decoded = decode("t.csv", bytes, None).unwrap();
    (decoded.text.into_owned(), decoded.encoding)
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn one_byte_encodings_are_told_apart() {
    for (text, label) in [
        (RUSSIAN, "windows-1251"),
        (UKRAINIAN, "windows-1251"),
        (GERMAN, "windows-1252"),
        ("ответ;всего\nда;60\nнет;40\n", "windows-1251"),
        ("ОТВЕТ;ВСЕГО\nДА;60\nНЕТ;40\n", "windows-1251"),
    ] {
        let (bytes, _, bad) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        assert!(!bad);
        assert_eq!(decoded(&bytes), (text.to_owned(), Encoding::for_label(label.as_bytes()).unwrap().name()));
    }
    let plain = "ответ;всего;Мужчины\nда;60;50\nнет, поддерживаю;40;50\n";
    for label in ["koi8-r", "ibm866"] {
        let (bytes, _, _) = Encoding::for_label(label.as_bytes()).unwrap().encode(plain);
        assert_eq!(decoded(&bytes).0, plain, "{label}");
    }
}

#[test]
fn unicode_with_and_without_mark() {
    for text in [RUSSIAN, GERMAN, "Answer,Total\nYes,60\nNo,40\n"] {
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), "UTF-8"));
        assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), (text.to_owned(), "UTF-8"));
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            let bytes = utf16(text, little);
            assert_eq!(decoded(&bytes), (text.to_owned(), name));
            let mark: &[u8] = if little { b"\xff\xfe" } else { b"\xfe\xff" };
            let marked = [mark, &bytes].concat();
            assert_eq!(decoded(&marked), (text.to_owned(), name));
            assert!(decode("t.csv", &marked, None).unwrap().marked);
        }
    }
}

#[test]
fn a_stated_encoding_is_kept_to() {
    let (bytes, ..) = encoding_rs::KOI8_R.encode(RUSSIAN.lines().next().unwrap());
    let read = decode("t.csv", &bytes, Some("koi8-r")).unwrap();
    assert_eq!(read.text, RUSSIAN.lines().next().unwrap());
    let error = decode("t.csv", b"a\nb\xff\n", Some("utf8")).unwrap_err();
    assert!(matches!(error, ReadError::Undecodable { line: 2, encoding: "UTF-8", .. }), "{error}");
    let error = decode("t.csv", b"a", Some("windws-1251")).unwrap_err();
    assert!(error.to_string().contains("did you mean \"windows-1251\"?"), "{error}");
}

#[test]
fn what_is_no_text_is_named() {
    let error = decode("t.csv", b"Answer,Total\nYes,6\x000\n", None).unwrap_err();
    assert!(matches!(error, ReadError::ControlCharacter { line: 2, byte: 6, value: 0, .. }), "{error:?}");
    let error = decode("t.csv", b"Answer,Total\nYes,6\x010\n", None).unwrap_err();
    assert!(matches!(error, ReadError::ControlCharacter { line: 2, byte: 6, value: 1, .. }), "{error:?}");
    let error = decode("t.xlsx", b"PK\x03\x04....", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "t.xlsx: this is an Excel workbook or another zip archive, not a table of text: give the file its own ending, as .xlsx, or save the sheet with the table as CSV and give that"
    );
    let junk: Vec<u8> = (0..=255u8).rev().cycle().take(4000).filter(|b| *b >= 0x80 || *b == b'\n').collect();
    assert!(decode("t.csv", &junk, None).is_err());
}
