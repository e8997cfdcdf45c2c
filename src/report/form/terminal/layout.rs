//! How wide each column of a table may be: first headers break, then labels wrap, then the least needed numbers go, and the reader is
//! told which.

use super::Style;
use super::wrap::longest_word;
use crate::report::view::{Role, Sheet};
use unicode_width::UnicodeWidthStr;

/// Spaces between columns.
pub(super) const GAP: usize = 2;
/// Labels are not made narrower than this while something can be left out, and than the second number ever.
const COMFORTABLE: usize = 16;
const NARROWEST: usize = 6;
/// Whiskers take what is left over, within these bounds.
const BAR: (usize, usize) = (16, 40);
/// Numbers of this rank and more make way for whiskers.
const SPARED: u8 = 2;

/// The columns that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// Part and width of each.
    pub(super) columns: Vec<(usize, usize)>,
    /// Width of the whiskers, if shown.
    pub(super) bar: Option<usize>,
    /// Parts left out.
    pub(super) dropped: Vec<usize>,
}

impl Layout {
    /// Fits a sheet into a terminal.
    pub(super) fn of(sheet: &Sheet, style: Style) -> Self {
        let is_label = |part: usize| sheet.parts[part].role == Role::Label;
        let cells = |part: usize| sheet.lines.iter().map(|line| line.cells[part].text.width()).max().unwrap_or(0);
        let narrow = |part: usize| cells(part).max(longest_word(&sheet.parts[part].title));
        let full = |part: usize| cells(part).max(sheet.parts[part].title.width());
        let mut layout = Self {
            columns: (0..sheet.parts.len()).map(|part| (part, full(part))).collect(),
            bar: None,
            dropped: Vec::new(),
        };
        if layout.total() > style.width {
            layout.columns.iter_mut().for_each(|(part, width)| *width = narrow(*part));
        }
        let least = |layout: &Self, floor: usize| {
            let shortened =
                |&(part, width): &(usize, usize)| width - if is_label(part) { width.min(floor) } else { width };
            layout.total() - layout.columns.iter().map(shortened).sum::<usize>()
        };
        while least(&layout, COMFORTABLE) > style.width && layout.drop_one(sheet, 1) {}
        let beside = GAP + BAR.0;
        let drawn = style.bars && style.unicode && sheet.scale.is_some();
        // A picture of all intervals says more than the least needed numbers; labels wrap for it only where these are not enough.
        for floor in [usize::MAX, COMFORTABLE].into_iter().filter(|_| drawn) {
            let mut fewer = layout.clone();
            while least(&fewer, floor) + beside > style.width && fewer.drop_one(sheet, SPARED) {}
            if least(&fewer, floor) + beside <= style.width {
                fewer.shrink(style.width - beside, floor, is_label);
                fewer.bar = Some((style.width - fewer.total() - GAP).min(BAR.1));
                return fewer;
            }
        }
        for floor in [COMFORTABLE, NARROWEST] {
            layout.shrink(style.width, floor, is_label);
        }
        layout
    }

    /// The width of the table without whiskers.
    fn total(&self) -> usize {
        self.columns.iter().map(|(_, width)| width).sum::<usize>() + GAP * self.columns.len().saturating_sub(1)
    }

    /// Leaves out the column least needed of those of this rank and more, the rightmost of equals; `false` when all that are left are
    /// needed. For a picture only numbers go.
    fn drop_one(&mut self, sheet: &Sheet, from: u8) -> bool {
        let rank = |&(part, _): &(usize, usize)| match sheet.parts[part].role {
            Role::Where | Role::Interval(_) if from >= SPARED => 0,
            Role::Where => 9,
            Role::Figure(rank) | Role::Interval(rank) => rank,
            Role::Label | Role::Estimate | Role::Marks => 0,
        };
        let least = self.columns.iter().enumerate().max_by_key(|(_, column)| rank(column));
        let Some(at) = least.filter(|(_, column)| rank(column) >= from).map(|(at, _)| at) else { return false };
        self.dropped.push(self.columns.remove(at).0);
        true
    }

    /// Narrows the widest label, one letter at a time, until the table fits or all labels are at `floor`.
    fn shrink(&mut self, width: usize, floor: usize, is_label: impl Fn(usize) -> bool) {
        while self.total() > width {
            let labels = self.columns.iter_mut().filter(|(part, width)| is_label(*part) && *width > floor);
            match labels.max_by_key(|(_, width)| *width) {
                Some((_, width)) => *width -= 1,
                None => return,
            }
        }
    }
}
