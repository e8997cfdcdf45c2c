//! A stretch of values that several owners may look at without copying it.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of values; clones and parts of it share its memory.
#[derive(Clone)]
pub struct Shared<T> {
    all: Arc<Vec<T>>,
    range: Range<usize>,
}

impl<T> Shared<T> {
    /// The values at `range`, counted from the start of this stretch.
    ///
    /// # Panics
    /// When the range goes beyond the stretch.
    pub fn part(&self, range: Range<usize>) -> Self {
        assert!(range.start <= range.end && range.end <= self.len(), "a part lies within the whole");
        let start = self.range.start + range.start;
        Self { all: self.all.clone(), range: start..start + range.len() }
    }
}

impl<T: Clone> Shared<T> {
    /// The values, to be changed: copied first where others look at them.
    pub fn to_mut(&mut self) -> &mut [T] {
        if Arc::get_mut(&mut self.all).is_none() {
            *self = self.to_vec().into();
        }
        &mut Arc::make_mut(&mut self.all)[self.range.clone()]
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all[self.range.clone()]
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(all: Vec<T>) -> Self {
        Self { range: 0..all.len(), all: Arc::new(all) }
    }
}

impl<T> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_by_its_owner_alone() {
        let whole: Shared<i32> = (0..6).collect();
        let mut part = whole.part(2..5).part(1..3);
        part.to_mut()[0] = 30;
        assert_eq!((&*part, &*whole), (&[30, 4][..], &[0, 1, 2, 3, 4, 5][..]));
        let mut own = Shared::from(vec![1, 2]);
        let at = own.as_ptr();
        own.to_mut()[1] = 3;
        assert_eq!((&*own, own.as_ptr()), (&[1, 3][..], at));
    }
}
