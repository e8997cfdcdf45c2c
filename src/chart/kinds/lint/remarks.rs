//! What is said below a table with findings.

use super::rules::Broken;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::figures::Unshown;
use crate::chart::layout::{Lines, Sheet};
use crate::chart::words;

/// In narrower pictures what is said of a finding may take more lines.
const NARROW: f64 = 480.0;

/// What is said below the table: the first findings, and how much more there is.
pub(super) struct Remarks {
    texts: Vec<Lines>,
    /// How many of them have a number in a cell.
    numbered: usize,
    /// Space before the texts.
    indent: f64,
}

impl Remarks {
    pub(super) fn new(
        sheet: &Sheet<'_>,
        (all, explained): (&[Broken<'_>], usize),
        unshown: Unshown,
        with_sums: bool,
    ) -> Self {
        let style = sheet.small();
        let indent = sheet.width_of("00  ", style.strong());
        let width = sheet.body.width - indent;
        let ruler = sheet.measure(style);
        let most = if width < NARROW { 7 } else { 3 };
        let mut texts: Vec<Lines> =
            all[..explained].iter().map(|one| ruler.wrap_full(&one.told(with_sums), width, most)).collect();
        let more: usize = all[explained..].iter().map(|one| one.found.len()).sum();
        let called = if explained > 0 { "more finding" } else { "finding" };
        let findings = (more > 0).then(|| words::counted(more, called));
        let lines = (unshown.lines > 0).then(|| unshown_words(unshown));
        let rest: Vec<String> = findings.into_iter().chain(lines).collect();
        if !rest.is_empty() {
            let rest = rest.join("; ");
            let rest = if texts.is_empty() { rest } else { format!("and {rest}") };
            texts.push(ruler.wrap_full(&rest, width, 2));
        }
        Self { texts, numbered: all[..explained].iter().filter(|one| one.at_cells > 0).count(), indent }
    }

    pub(super) fn height(&self, sheet: &Sheet<'_>) -> f64 {
        let leading = sheet.measure(sheet.small()).leading();
        self.texts.iter().map(|lines| lines.lines.len() as f64 * leading + 2.0).sum()
    }

    pub(super) fn write(&self, sheet: &mut Sheet<'_>, top: f64) {
        let style = sheet.small().coloured(sheet.theme.colours.ink);
        let flag = style.strong().coloured(sheet.theme.colours.highlight.readable_on(sheet.theme.colours.paper));
        let mut y = top + style.size;
        for (at, lines) in self.texts.iter().enumerate() {
            let x = sheet.body.x;
            // A finding away from the cells has no number to look for.
            let mark = if at < self.numbered { (at + 1).to_string() } else { "–".to_owned() };
            sheet.write(Role::Remark, (x, y), Anchor::Start, flag, &mark);
            y = sheet.write_lines(Role::Remark, (x + self.indent, y), Anchor::Start, style, lines) + 2.0;
        }
    }
}

/// The lines that are not shown, in words.
fn unshown_words(Unshown { lines, flagged, .. }: Unshown) -> String {
    let counted = words::counted(lines, "line");
    match flagged {
        0 => format!("{counted} without findings not shown"),
        _ if flagged == lines => format!("{counted} with findings not shown"),
        _ => format!("{counted} not shown, {flagged} of them with findings"),
    }
}
