//! Words that a condition asks for their size: the error names the first of them in the file, and says where they are numbers with commas.

use crate::study::{Source, StudyError};
use crate::survey::expression::ExpressionError;
use crate::survey::{self, Value};

/// The error of a condition, and why the column it asks holds words.
pub(super) fn explained(source: &Source, error: StudyError) -> StudyError {
    match error {
        StudyError::Expression(error) => StudyError::Expression(with_word(source, error)),
        other => other,
    }
}

fn with_word(source: &Source, error: ExpressionError) -> ExpressionError {
    let respondents = error.words.as_ref().and_then(|words| Some((source.respondents()?, words)));
    let word = respondents.and_then(|(respondents, words)| {
        let file = respondents.file();
        word(file, file.find(words)?)
    });
    match word {
        Some(word) => ExpressionError { message: format!("{}: {word}", error.message), ..error },
        None => error,
    }
}

/// The first value of a column that is no number in any spelling, and where it stands; where there is none, the first with a comma.
fn word(file: &dyn survey::Source, column: usize) -> Option<String> {
    let (mut with_comma, mut start) = (None, 0);
    for (chunk, &rows) in file.chunks().iter().enumerate() {
        let column = file.read(chunk, &[column]).ok()?.pop()?;
        for row in 0..rows {
            let Value::Text(text) = column.value(row) else { continue };
            let place = || file.place(start + row as u64);
            if text.replace(',', "").parse::<f64>().is_err() {
                return Some(format!("\"{text}\" in {}", place()));
            }
            if with_comma.is_none() && text.contains(',') {
                with_comma = Some(format!("\"{text}\" in {}; {}", place(), survey::comma_remark(file)));
            }
        }
        start += rows as u64;
    }
    with_comma
}
