//! What marks are for.

/// What a mark is for. The linter judges by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Grid lines and separators.
    Grid,
    /// The line a value axis starts from.
    Axis,
    /// The total or another value to compare with.
    Reference,
    /// The band of a fitted line.
    Ribbon,
    /// A band past the last poll, by a labelled forecast.
    Forecast,
    /// A fitted line, or a line that joins estimates.
    Fit,
    /// The same across a gap without polls.
    Bridge,
    /// An estimate as a point.
    Estimate,
    /// The interval of an estimate.
    Whisker,
    /// The part of an interval that lies over its own bar.
    Within,
    /// The intervals of many polls, seen as one cloud.
    Cloud,
    /// A bar from zero.
    Bar,
    /// What a bar lacks of its target, or has above it.
    Gap,
    /// A dot where a bar would be too low to be seen.
    Trace,
    /// A segment of a stack.
    Segment,
    /// A cell whose fill stands for its number.
    Cell,
    /// One of many polls as a flat disc, as large as its base, through which others are seen.
    Disc,
    /// The line of another panel behind those of this one.
    Ghost,
    /// The line of a dated event.
    Event,
    /// A line from a label to its mark.
    Leader,
    /// A sample of a mark in a legend.
    Key,
    /// A halo that keeps marks apart.
    Halo,
    /// The title.
    Title,
    /// The measure.
    Subtitle,
    /// Source, dates, bases, method.
    Footer,
    /// A number or date on an axis.
    Tick,
    /// A heading of groups, columns or panels.
    Heading,
    /// The name of a row.
    Name,
    /// A printed value.
    Value,
    /// A printed interval.
    Interval,
    /// The name of a series, beside its marks.
    Label,
    /// The text of a legend.
    KeyText,
    /// The text of an event or remark.
    Remark,
}

impl Role {
    /// What a text in this role is, for messages.
    pub fn place(self) -> &'static str {
        match self {
            Self::Title => "the title",
            Self::Subtitle => "the subtitle",
            Self::Footer => "the footer",
            Self::Tick => "an axis label",
            Self::Heading => "a heading",
            Self::Name => "the name of a row",
            Self::Value => "a value",
            Self::Interval => "an interval",
            Self::KeyText => "an entry of the legend",
            Self::Remark => "a note",
            _ => "a label",
        }
    }

    /// Whether marks in this role show how sure an estimate is: as a line, a band, or in numbers.
    pub fn shows_interval(self) -> bool {
        matches!(self, Self::Whisker | Self::Ribbon | Self::Cloud | Self::Interval)
    }

    /// Whether marks in this role carry data, so must stand out against the ground.
    pub fn carries_data(self) -> bool {
        matches!(
            self,
            Self::Fit
                | Self::Estimate
                | Self::Disc
                | Self::Whisker
                | Self::Bar
                | Self::Trace
                | Self::Segment
                | Self::Reference
                | Self::Bridge
        )
    }
}
