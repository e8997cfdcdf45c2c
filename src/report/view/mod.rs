//! Tables made ready for people: what is the same everywhere is said once, bounds become intervals, flags become marks, places become
//! numbered sources, and numbers are rounded to what the precision bears. Every form for people starts from a [`Sheet`].

mod number;
mod pieces;
mod scale;
mod sheet;
mod sources;
mod text;

pub use number::grouped;
pub(super) use number::{Numbers, said};
pub(super) use scale::{Range, Scale};
pub(super) use sheet::{Cell, Line, Role, Sheet};
pub(super) use sources::Sources;
pub(super) use text::visible;
