//! What a reader noticed and did not fail on: warnings with stable codes, in the order of the file.

use crate::survey::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind of warning. The code never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The encoding was decided by evidence.
    EncodingGuessed,
    /// A question, answer or group level that the codebook does not list.
    UnknownLabel,
    /// The same figure stands in two lines.
    Repeated,
    /// A list of answers that looks complete adds up to too little.
    SumLow,
    /// Answers add up to a little more than rounding allows.
    SumHigh,
    /// A net is taken as one by its name only: nowhere is it printed with all its parts.
    NetByName,
    /// A line says it is a net, but no lines near it add up to it.
    NetWithoutParts,
    /// A printed sum of answers is not 100 per cent.
    PrintedSum,
    /// A column that is not shares, left out.
    ColumnSkipped,
    /// A column of dashes alone, read as not asked.
    NotAsked,
    /// A star that the notes explain as a base too small, read as no figure.
    Suppressed,
    /// A column name close to one that the reader knows, read as a group variable.
    NearName,
    /// Whether figures are per cent or shares was decided by their size.
    UnitGuessed,
    /// A base printed in a title or note was taken for everybody.
    BaseFromNote,
    /// A line between answers without figures, read as a heading and not as a question.
    HeadingSkipped,
    /// A line that is not shares (a mean, an index), left out.
    LineSkipped,
    /// A heading that names a month or day without its year, read as a group.
    NoYear,
    /// A declared net is not what its parts add up to.
    NetOff,
    /// A figure of everybody lies outside those of all groups that make everybody up.
    TotalOutside,
    /// Whether a file holds shares or respondents was decided by its figures.
    KindGuessed,
}

impl Code {
    /// Every code, in order.
    pub const ALL: [Code; 20] = [
        Code::EncodingGuessed,
        Code::UnknownLabel,
        Code::Repeated,
        Code::SumLow,
        Code::SumHigh,
        Code::NetByName,
        Code::NetWithoutParts,
        Code::PrintedSum,
        Code::ColumnSkipped,
        Code::NotAsked,
        Code::Suppressed,
        Code::NearName,
        Code::UnitGuessed,
        Code::BaseFromNote,
        Code::HeadingSkipped,
        Code::LineSkipped,
        Code::NoYear,
        Code::NetOff,
        Code::TotalOutside,
        Code::KindGuessed,
    ];

    /// The code as written in outputs and given to `--deny` and `--allow`.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::EncodingGuessed => "W101",
            Code::UnknownLabel => "W102",
            Code::Repeated => "W103",
            Code::SumLow => "W104",
            Code::SumHigh => "W105",
            Code::NetByName => "W106",
            Code::NetWithoutParts => "W107",
            Code::PrintedSum => "W108",
            Code::ColumnSkipped => "W109",
            Code::NotAsked => "W110",
            Code::Suppressed => "W111",
            Code::NearName => "W112",
            Code::UnitGuessed => "W113",
            Code::BaseFromNote => "W114",
            Code::HeadingSkipped => "W115",
            Code::LineSkipped => "W116",
            Code::NoYear => "W117",
            Code::NetOff => "W118",
            Code::TotalOutside => "W119",
            Code::KindGuessed => "W120",
        }
    }

    /// Whether it says how the file was read, and not that something in it is wrong.
    pub fn is_of_reading(self) -> bool {
        use Code::{NetOff, NetWithoutParts, PrintedSum, Repeated, SumHigh, SumLow, TotalOutside, UnknownLabel};
        let faults = [UnknownLabel, Repeated, SumLow, SumHigh, NetWithoutParts, PrintedSum, NetOff, TotalOutside];
        !faults.contains(&self)
    }
}

/// What a warning is of, for those who tell it in their own words.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum Detail {
    /// Its message says all.
    #[default]
    None,
    /// The answers of a cell add up to this share.
    Sum(f64),
    /// The figure is printed before, there.
    Twin(Place),
    /// What a net is held against: its parts and the share that they add up to, or the largest of them.
    Net {
        /// The answers.
        parts: Vec<Arc<str>>,
        /// Their sum.
        sum: f64,
        /// The rule that it breaks.
        rule: NetRule,
    },
    /// The least and the largest share of the groups by a variable.
    Total {
        /// The variable.
        variable: Arc<str>,
        /// The least.
        low: f64,
        /// The largest.
        high: f64,
    },
}

/// What a net is, by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetRule {
    /// Of single answers: their sum.
    Sum,
    /// Of several answers: no more than their sum.
    AtMostSum,
    /// Of several answers: no less than the largest.
    AtLeastLargest,
}

/// One warning.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// What was found, and what was made of it.
    pub message: String,
    /// What whoever reads the file can do about it, with the sign before it: it follows the message, but for readers of a picture.
    pub advice: String,
    /// Where, unless it concerns the whole file.
    pub place: Option<Place>,
    /// The same in numbers.
    pub detail: Detail,
}

impl Finding {
    /// The message with the advice.
    pub fn advised(&self) -> String {
        format!("{}{}", self.message, self.advice)
    }
}

/// Warnings of one kind beyond this many are counted, not kept: a file of a million odd labels must not make a million messages.
const MOST: usize = 50;

/// Collects warnings.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    counted: BTreeMap<Code, usize>,
}

impl Findings {
    pub(super) fn add(&mut self, code: Code, place: Option<Place>, message: impl Into<String>) {
        let count = self.counted.entry(code).or_default();
        *count += 1;
        if *count <= MOST {
            self.kept.push(Finding {
                code,
                message: message.into(),
                advice: String::new(),
                place,
                detail: Detail::None,
            });
        }
    }

    /// The same with advice after the message.
    pub(super) fn advise(
        &mut self,
        code: Code,
        place: Option<Place>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let before = self.kept.len();
        self.add(code, place, message);
        if let Some(added) = self.kept.get_mut(before) {
            added.advice = advice.into();
        }
    }

    /// The same with what it is of.
    pub(super) fn detailed(
        &mut self,
        (code, detail): (Code, Detail),
        place: &Place,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let before = self.kept.len();
        self.advise(code, Some(place.clone()), message, advice);
        if let Some(added) = self.kept.get_mut(before) {
            added.detail = detail;
        }
    }

    /// All of them, those of a place in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.kept.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
        for (code, count) in self.counted.into_iter().filter(|(_, count)| *count > MOST) {
            let message = format!("and {} more like the {MOST} warnings {} above", count - MOST, code.as_str());
            self.kept.push(Finding { code, message, advice: String::new(), place: None, detail: Detail::None });
        }
        self.kept
    }
}
