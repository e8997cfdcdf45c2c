//! A source whose first stretch is looked at again once a pass has read it.

use super::{Column, Origin, Source, SourceError};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The first stretch of the columns that somebody wants to look at again: kept when they are read, given back at the second look.
#[derive(Clone, Default)]
pub struct Beginning(Arc<Mutex<BTreeMap<usize, Option<Column>>>>);

impl Beginning {
    /// Has the columns at `places` kept when they are read next.
    pub fn want(&self, places: impl Iterator<Item = usize>) {
        let mut columns = self.columns();
        places.for_each(|place| _ = columns.entry(place).or_default());
    }

    /// The same source; its first stretch is read once where it is wanted.
    pub fn of(&self, source: Arc<dyn Source>) -> Arc<dyn Source> {
        Arc::new(Remembered { inner: source, beginning: self.clone() })
    }

    /// Nothing is read while they are locked. Whoever panicked has left them whole.
    fn columns(&self) -> MutexGuard<'_, BTreeMap<usize, Option<Column>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Remembered {
    inner: Arc<dyn Source>,
    beginning: Beginning,
}

impl Source for Remembered {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        if chunk > 0 {
            return self.inner.read(chunk, wanted);
        }
        let known: Vec<Option<Column>> = {
            let mut columns = self.beginning.columns();
            let take = |place: &usize| columns.get(place)?.is_some().then(|| columns.remove(place)).flatten().flatten();
            wanted.iter().map(take).collect()
        };
        let missing = wanted.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<usize> = missing.map(|(&place, _)| place).collect();
        let read = if missing.is_empty() { Vec::new() } else { self.inner.read(chunk, &missing)? };
        let mut columns = self.beginning.columns();
        for (place, column) in missing.iter().zip(&read) {
            columns.entry(*place).and_modify(|kept| *kept = Some(column.clone()));
        }
        drop(columns);
        let mut read = read.into_iter();
        Ok(known.into_iter().filter_map(|known| known.or_else(|| read.next())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Kind, Variable};

    /// Two chunks of a row; the reads of each.
    struct Rows(Vec<Variable>, Mutex<Vec<(usize, Vec<usize>)>>);

    impl Source for Rows {
        fn origin(&self) -> Origin<'_> {
            Origin::File { name: "rows", variables: &self.0, chunks: &[1, 1] }
        }

        fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
            self.1.lock().unwrap().push((chunk, wanted.to_vec()));
            Ok(wanted.iter().map(|&place| Column::Numbers(vec![(10 * chunk + place) as f64].into())).collect())
        }
    }

    #[test]
    fn only_what_is_wanted_of_the_first_stretch_is_read_once() {
        let variables = (0..3).map(|at| Variable::new(format!("v{at}"), Kind::Number)).collect();
        let rows = Arc::new(Rows(variables, Mutex::default()));
        let beginning = Beginning::default();
        let source = beginning.of(rows.clone());
        beginning.want([1].into_iter());
        let read = |chunk, wanted: &[usize]| -> Vec<f64> {
            let columns = source.read(chunk, wanted).unwrap();
            columns.iter().map(|column| column.numbers().unwrap()[0]).collect()
        };
        assert_eq!(read(0, &[2, 1, 0]), [2.0, 1.0, 0.0]);
        assert_eq!(read(0, &[0, 1, 2]), [0.0, 1.0, 2.0]);
        assert_eq!(read(0, &[1]), [1.0]);
        assert_eq!((read(1, &[1]), read(1, &[1])), (vec![11.0], vec![11.0]));
        let asked = rows.1.lock().unwrap().clone();
        assert_eq!(asked, [(0, vec![2, 1, 0]), (0, vec![0, 2]), (0, vec![1]), (1, vec![1]), (1, vec![1])]);
    }
}
