//! Which one-byte encoding a text is in, by the words that each reading gives.

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251, WINDOWS_1252};

/// Bytes looked at.
const SAMPLE: usize = 1 << 20;

/// The least mean fit of a language. Russian and Ukrainian texts have about 0.87, Western ones 1, wrong readings mostly under 0.5.
const ENOUGH: f64 = 0.6;

/// Of the readings of the bytes, the one that looks most like language, if it does at all.
pub(super) fn decide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let score = |encoding: &'static Encoding| (plausible(head, encoding), encoding);
    [WINDOWS_1251, KOI8_R, IBM866, WINDOWS_1252]
        .into_iter()
        .map(score)
        // The first of equals wins.
        .fold(None, |best: Option<(f64, _)>, next| if best.is_some_and(|b| b.0 >= next.0) { best } else { Some(next) })
        .filter(|(share, _)| *share >= ENOUGH)
        .map(|(_, encoding)| encoding)
}

/// How well the characters beyond ASCII fit where they stand, from 0 to 1.
fn plausible(bytes: &[u8], encoding: &'static Encoding) -> f64 {
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else { return 0.0 };
    let chars: Vec<char> = text.chars().collect();
    let (mut high, mut fitting) = (0usize, 0.0);
    for (at, &c) in chars.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        high += 1;
        fitting += fit(c, at.checked_sub(1).map(|i| chars[i]), chars.get(at + 1).copied());
    }
    fitting / high.max(1) as f64
}

/// How well a character beyond ASCII stands between these two, from 0 (as no word is written) to 1. Cyrillic letters count half unless
/// they are among the few that make up three quarters of Russian and Ukrainian texts.
fn fit(c: char, before: Option<char>, after: Option<char>) -> f64 {
    let is = |c: Option<char>, wanted: fn(char) -> bool| c.is_some_and(wanted);
    if cyrillic(c) {
        let among_latin = [before, after].into_iter().flatten().any(|c| c.is_alphabetic() && !cyrillic(c));
        let frequent = if c.to_lowercase().all(|c| "оеаинтсрвлі".contains(c)) { 1.0 } else { 0.5 };
        return match (c.is_lowercase(), is(before, char::is_alphabetic)) {
            _ if among_latin => 0.0,
            (true, false) if "ъыь".contains(c) => 0.0,
            (true, _) => frequent,
            (false, true) if !is(before, char::is_uppercase) => 0.0,
            // Words in capitals are less usual than words in small letters.
            (false, _) => 0.9 * frequent,
        };
    }
    if c.is_alphabetic() {
        let plain = |c: Option<char>| is(c, |c| c.is_ascii_alphabetic());
        let case = c.is_lowercase() || !is(before, char::is_lowercase);
        return f64::from(western(c) && case && (plain(before) || plain(after)));
    }
    // Punctuation that tables print.
    f64::from("–—«»“”„’‘…№\u{a0}°§†‡±€²³¹•·".contains(c))
}

/// Letters of Russian, Ukrainian and Belarusian.
fn cyrillic(c: char) -> bool {
    ('А'..='я').contains(&c) || "ЁёЄєІіЇїЎўҐґ".contains(c)
}

fn western(c: char) -> bool {
    "àâäáãåæçèéêëìíîïñòóôöõøùúûüýÿßœšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÝŸŒŠŽ".contains(c)
}
