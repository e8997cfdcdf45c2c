//! Breaking text into lines: as few as fit, evened out in length, words longer than a line broken with a hyphen.

use super::super::drawing::Weight;
use super::Typeface;

/// Lines of a wrapped text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<String>,
    /// Width of the longest.
    pub width: f64,
    /// The end was cut off and stands for it "…".
    pub shortened: bool,
}

/// A font size and weight to measure by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure<'a> {
    /// The typeface.
    pub typeface: &'a Typeface,
    /// The size.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
}

impl PartialEq for Typeface {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Measure<'_> {
    /// Width of one line.
    pub fn width(&self, text: &str) -> f64 {
        self.typeface.width(text, self.size, self.weight)
    }

    /// Distance between baselines.
    pub fn leading(&self) -> f64 {
        self.size * 1.28
    }

    /// `text` in lines at most `width` wide and at most `most` of them, of about equal length. White space of any kind and number
    /// counts as one space, except spaces that do not break.
    pub fn wrap(&self, text: &str, width: f64, most: usize) -> Lines {
        self.broken(text, width, most, true)
    }

    /// As [`Measure::wrap`], but every line is filled: for paragraphs.
    pub fn wrap_full(&self, text: &str, width: f64, most: usize) -> Lines {
        self.broken(text, width, most, false)
    }

    fn broken(&self, text: &str, width: f64, most: usize, even: bool) -> Lines {
        // A number and its sign stay together.
        let text = text.replace(" %", "\u{a0}%");
        let words: Vec<String> =
            text.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()).flat_map(|w| self.pieces(w, width)).collect();
        let widths: Vec<f64> = words.iter().map(|word| self.width(word)).collect();
        let space = self.width(" ");
        let mut breaks = greedy(&widths, space, width);
        if even && breaks.len() > 1 && breaks.len() <= most {
            breaks = greedy(&widths, space, evened(&widths, space, width, breaks.len()));
        }
        let mut from = 0;
        let mut lines = Vec::new();
        for end in &breaks {
            lines.push(words[from..*end].join(" "));
            from = *end;
        }
        let shortened = lines.len() > most.max(1);
        if shortened {
            lines.truncate(most.max(1));
            if let Some(last) = lines.last_mut() {
                self.cut(last, width);
            }
        }
        let width = lines.iter().map(|line| self.width(line)).fold(0.0, f64::max);
        Lines { lines, width, shortened }
    }

    /// Puts "…" at the end of `line`, which loses as many letters as that takes.
    fn cut(&self, line: &mut String, width: f64) {
        loop {
            let candidate = format!("{}…", line.trim_end_matches([' ', ',', ';', '-']));
            if self.width(&candidate) <= width || line.is_empty() {
                *line = candidate;
                return;
            }
            line.pop();
        }
    }

    /// A word in pieces that each fit the line: broken after a hyphen or slash of its own where there is one, else with a hyphen added.
    fn pieces(&self, word: &str, width: f64) -> Vec<String> {
        if self.width(word) <= width {
            return vec![word.to_owned()];
        }
        let mut pieces = Vec::new();
        let mut rest = word;
        while self.width(rest) > width {
            let fits = |end: &usize| self.width(&format!("{}-", &rest[..*end])) <= width;
            let ends: Vec<usize> = rest.char_indices().skip(1).map(|(at, _)| at).collect();
            // Widths grow with length, so the last piece that fits is found by halving.
            let count = ends.partition_point(fits).max(1);
            let Some(&end) = ends.get(count - 1) else { break };
            let own = rest[..end]
                .rfind(['-', '/', '–', '—'])
                .map(|at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            match own.filter(|&at| at > end / 3) {
                Some(at) => {
                    pieces.push(rest[..at].to_owned());
                    rest = &rest[at..];
                }
                None => {
                    pieces.push(format!("{}-", &rest[..end]));
                    rest = &rest[end..];
                }
            }
        }
        if !rest.is_empty() {
            pieces.push(rest.to_owned());
        }
        pieces
    }
}

/// Ends of the lines that result when each takes as many words as fit.
fn greedy(widths: &[f64], space: f64, limit: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut filled = 0.0;
    for (at, width) in widths.iter().enumerate() {
        let with = if filled > 0.0 { filled + space + width } else { *width };
        if with > limit && filled > 0.0 {
            ends.push(at);
            filled = *width;
        } else {
            filled = with;
        }
    }
    if !widths.is_empty() {
        ends.push(widths.len());
    }
    ends
}

/// The least line width that needs no more than `lines` lines.
fn evened(widths: &[f64], space: f64, limit: f64, lines: usize) -> f64 {
    let (mut low, mut high) = (widths.iter().copied().fold(0.0, f64::max), limit);
    for _ in 0..12 {
        let middle = f64::midpoint(low, high);
        if greedy(widths, space, middle).len() <= lines { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(text: &str, width: f64, most: usize) -> Lines {
        let inter = Typeface::inter();
        Measure { typeface: &inter, size: 13.0, weight: Weight::Regular }.wrap(text, width, most)
    }

    #[test]
    fn lines_fit_and_lose_no_word() {
        let text = "Do you think it is necessary now to continue military action or to start peace negotiations?";
        // Each holds the longest word, so none is broken.
        for width in [90.0, 120.0, 150.0, 400.0] {
            let made = wrap(text, width, 99);
            assert!(made.width <= width);
            assert_eq!(made.lines.join(" "), text);
        }
    }

    #[test]
    fn long_words_are_broken_and_long_texts_cut() {
        let word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
        let made = wrap(word, 90.0, 99);
        assert!(made.width <= 90.0 && made.lines.len() > 3 && !made.shortened);
        assert_eq!(made.lines.concat().replace('-', ""), word);
        let cut = wrap(&"слово ".repeat(40), 120.0, 2);
        assert!(cut.shortened && cut.lines.len() == 2 && cut.width <= 120.0);
        assert!(cut.lines[1].ends_with('…'));
    }

    #[test]
    fn a_number_keeps_its_sign() {
        let made = wrap("the answers add up to 103 %, more than rounding allows", 140.0, 9);
        assert!(made.lines.len() > 1 && made.lines.iter().all(|line| !line.starts_with('%')), "{:?}", made.lines);
        assert!(made.lines.join(" ").contains("103\u{a0}%"));
    }

    #[test]
    fn nothing_and_single_letters_wrap() {
        assert_eq!(wrap("  ", 50.0, 2).lines.len(), 0);
        assert_eq!(wrap("a", 1.0, 2).lines, ["a"]);
        assert!(wrap("ab cd", 1.0, 9).lines.len() >= 2);
    }
}
