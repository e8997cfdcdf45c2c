//! A source seen without its user-missing codes: "don't know" and "refused" count as nothing, as estimates usually want it.

use crate::survey::{Column, MISSING, NO_WHOLE, Origin, Source, SourceError, Value, Variable};
use std::sync::Arc;

struct Answers {
    source: Arc<dyn Source>,
}

/// The same source, its user-missing values read as missing. The variables keep their codes and labels.
pub fn without_user_missing(source: Arc<dyn Source>) -> Arc<dyn Source> {
    let has_codes = source.variables().iter().any(|variable| !variable.missing.is_empty());
    if has_codes { Arc::new(Answers { source }) } else { source }
}

impl Source for Answers {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.source)
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let mut columns = self.source.read(chunk, wanted)?;
        for (column, &place) in columns.iter_mut().zip(wanted) {
            blank(column, &self.variables()[place]);
        }
        Ok(columns)
    }
}

fn blank(column: &mut Column, variable: &Variable) {
    if variable.missing.is_empty() {
        return;
    }
    match column {
        Column::Numbers(values) => {
            for value in values.to_mut() {
                if variable.is_user_missing(&Value::number(*value)) {
                    *value = f64::NAN;
                }
            }
        }
        Column::Whole(values) => {
            for value in values.to_mut() {
                if variable.is_user_missing(&Value::number(f64::from(*value))) {
                    *value = NO_WHOLE;
                }
            }
        }
        Column::Text { codes, levels } => {
            let is_missing = |level: &Arc<str>| variable.is_user_missing(&Value::Text(level.clone()));
            let blanked: Vec<bool> = levels.iter().map(is_missing).collect();
            for code in codes.to_mut().iter_mut().filter(|code| **code != MISSING) {
                if blanked[*code as usize] {
                    *code = MISSING;
                }
            }
        }
    }
}
