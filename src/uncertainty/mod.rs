//! Numbers that know how sure they are: estimates with their *joint* uncertainty, and the intervals made from them.
//!
//! An [`Estimates`] is the waist of the whole library. Everything downstream (differences, nets, trends, charts) is a smooth
//! function of one, applied with [`Estimates::map`], so covariances are carried and never assumed away.

mod block;
mod columns;
mod estimate;
mod estimates;
pub mod interval;
mod key;
mod smooth;

pub use block::About;
pub use columns::Columns;
pub use estimate::{Base, Bounds, Estimate, Flags, Level, LevelError, Measure};
pub use estimates::{Estimates, Output};
pub use key::{JoinError, Relation, SampleKey};
pub use smooth::{Linear, Ratios, Smooth};
