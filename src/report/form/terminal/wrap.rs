//! Lines that fit: breaking at spaces by the width on screen, and plain letters for terminals that have no others.

use unicode_width::UnicodeWidthStr;

/// `text` in lines at most `width` wide, broken at spaces; a word too long for a line is broken where it must be.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for mut word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        while word.width() > width {
            let (head, tail) = word.split_at(reach(word, width));
            lines.push(head.to_owned());
            word = tail;
        }
        line.push_str(word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// How many bytes of `word` fit into `width`; at least one letter. Periods as `2024-01-11/2024-01-12` break between their dates.
fn reach(word: &str, width: usize) -> usize {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let first = word.chars().next().map_or(0, char::len_utf8);
    let most = ends.take_while(|&end| word[..end].width() <= width).last().unwrap_or(first);
    word[..most].rfind('/').map_or(most, |at| at + 1)
}

/// The width of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Typographic letters in ASCII; others stay.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '–' | '−' | '—' | '‑' => out.push('-'),
            '±' => out.push_str("+/-"),
            '∞' => out.push_str("inf"),
            '≥' => out.push_str(">="),
            '≤' => out.push_str("<="),
            '·' => out.push('|'),
            '…' => out.push_str("..."),
            '‘' | '’' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '†' => out.push('*'),
            '‡' => out.push('#'),
            '§' => out.push('+'),
            '¶' => out.push('^'),
            '\u{00A0}' | '\u{2009}' | '\u{202F}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_break_where_they_must() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("переговоры", 4), ["пере", "гово", "ры"]);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("2024-01-11/2024-01-12", 16), ["2024-01-11/", "2024-01-12"]);
        assert_eq!(wrap("2024-01-11/2024-01-12", 6), ["2024-0", "1-11/", "2024-0", "1-12"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-z漢é ]{0,60}", width in 2usize..30) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
