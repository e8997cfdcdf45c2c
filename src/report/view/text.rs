//! Labels from files, made safe to show: one line, no control characters, no characters that turn the direction of their surroundings.

/// `text` on one line: white space becomes single spaces, other control characters U+FFFD, direction overrides and marks vanish.
pub(in crate::report) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c == '\u{2028}' || c == '\u{2029}' || (c.is_whitespace() && c.is_control()) => {
                if !shown.ends_with(' ') {
                    shown.push(' ');
                }
            }
            c if c.is_control() => shown.push('\u{FFFD}'),
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn hostile_labels_become_one_harmless_line() {
        assert_eq!(visible(" a\r\n b\tc "), "a  b c");
        assert_eq!(visible("\u{1b}[31mred\u{202e}der\u{0}"), "\u{fffd}[31mredder\u{fffd}");
        assert_eq!(visible("тонкий\u{202f}пробел 漢字"), "тонкий\u{202f}пробел 漢字");
    }
}
