//! Who was asked what, and when: the words every other room uses (questions, answers, groups, waves, printed figures).
//!
//! Nothing here computes; these are the nouns. A [`Cell`] labels one estimate, a [`Figure`] is one number as a pollster
//! printed it, a [`Codebook`] says how labels, roles and orders of questions are to be read.

mod beginning;
mod cell;
mod codebook;
mod codes;
pub mod expression;
mod figure;
mod kept;
mod missing;
mod period;
mod place;
mod range;
mod scales;
mod several;
mod shared;
mod some_chunks;
mod source;
mod watched;

pub use beginning::Beginning;
pub use cell::{Cell, Group, Wave};
pub use codebook::{Answer, Codebook, GroupVariable, Net, Question, Role};
pub use codes::{Suspect, Suspects, looks_missing};
pub use figure::{Fieldwork, Figure, Printed, PrintedBase};
pub use kept::kept;
pub use missing::{Missing, tag, tagged};
pub use period::{Period, Precision, date, day};
pub use place::Place;
pub use range::{Range, are_ranges, range_of};
pub use scales::{KnownScale, is_scale_word, outside};
pub use several::{Item, MultipleSet, SetError, SetSpec};
pub use shared::Shared;
pub use some_chunks::some_chunks;
pub use source::{Column, Kind, MISSING, NO_WHOLE, Origin, Source, SourceError, Value, Variable, comma_remark};
pub use watched::{Watch, watched};
