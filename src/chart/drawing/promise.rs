//! What axes promise, for the linter; and what a picture left out, for its footer.

use super::Rect;

/// What a value axis promises, for the linter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Value at its start.
    pub from: f64,
    /// Value at its end.
    pub to: f64,
    /// Least and greatest value with a label; `None` when the axis has none, as each value is printed.
    pub labelled: Option<(f64, f64)>,
}

/// What an axis of time promises, for the linter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// The plot it lies under.
    pub plot: Rect,
    /// The longest way without a poll, in units of the layout, over which a line may be drawn as if there were some.
    pub gap: f64,
    /// The farthest that a poll stands aside of its date, where several of one date stand side by side.
    pub aside: f64,
}

/// How many intervals are no longer than the points that lie on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Covered {
    /// None.
    #[default]
    None,
    /// Some: others are seen.
    Some,
    /// All that there are.
    All,
}

/// What is drawn of framed figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Framed {
    /// What explains them.
    pub explained: Explained,
    /// Whether some are marked in a line that does not add up.
    pub marked: bool,
}

/// How many of the rules that framed figures break are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// All of them.
    All,
    /// The first.
    First,
    /// None.
    None,
}

/// The marks of low precision that a picture does not have, though some of its figures are weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unmarked {
    /// No number has a dagger.
    pub daggers: bool,
    /// No mark is hollow.
    pub hollow: bool,
}

/// What a picture left out that the words under it would else explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// The column of changes beside slopes, with its marks and intervals.
    pub changes: bool,
    /// The intervals of single values, where a narrow picture has no room for them.
    pub intervals: bool,
    /// Lines of intervals on the bars of a table, where these stand in numbers.
    pub lines: bool,
    /// Polls of one date, that do not stand side by side.
    pub asides: bool,
    /// Intervals that points hide, as they are no longer than these.
    pub covered: Covered,
    /// The sizes of points, which tell bases.
    pub sizes: bool,
    /// The forms of points, which tell pollsters.
    pub forms: bool,
    /// Marks of low precision.
    pub unmarked: Unmarked,
    /// What is drawn of framed figures, where it is not all.
    pub framed: Option<Framed>,
}
