//! Columns of numbers in which words stand for no answer: "refused" among incomes. Files hold them as text; once the words are stated as
//! codes for no answer, what is left is numbers.

use super::{commas, delimited::plain_number};
use crate::survey::{Column, Kind, MISSING, Missing, Origin, Source, SourceError, Value, Variable, tagged};
use std::collections::HashMap;
use std::sync::Arc;

/// The letters that words are kept under, as Stata and SAS do.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z')
}

/// A word for no answer with its number: a NaN with a letter.
type Codes = HashMap<Arc<str>, f64>;

struct Worded {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
    /// The columns that are numbers, each with its words.
    columns: HashMap<usize, Codes>,
}

/// The same source, those columns of text at `places` as numbers that hold nothing but numbers and words declared as codes for no answer.
/// They are read for this, up to the first other word.
///
/// # Errors
/// [`SourceError`] when a column cannot be read.
pub fn numbers_beside_words(source: Arc<dyn Source>, places: &[usize]) -> Result<Arc<dyn Source>, SourceError> {
    let (mut variables, mut columns) = (source.variables().to_vec(), HashMap::new());
    for &place in places {
        let variable = &mut variables[place];
        let Some((missing, codes)) = codes(variable) else { continue };
        if holds_numbers(&*source, place, &codes)? {
            *variable = Variable { kind: Kind::Number, missing, ..variable.clone() };
            columns.insert(place, codes);
        }
    }
    if columns.is_empty() { Ok(source) } else { Ok(Arc::new(Worded { inner: source, variables, columns })) }
}

/// The codes of a text for no answer, as those of numbers; `None` where the file names values otherwise, or has more words than letters.
fn codes(variable: &Variable) -> Option<(Vec<Missing>, Codes)> {
    let is_plain = variable.kind == Kind::Text && variable.labels.is_empty() && variable.levels.is_empty();
    let (mut free, mut words, mut missing) = (letters(), Codes::new(), Vec::new());
    for code in variable.missing.iter().filter(|_| is_plain) {
        let Missing::Value(Value::Text(word)) = code else { return None };
        match plain_number(word) {
            Some(number) => missing.push(Missing::Value(Value::number(number))),
            None if words.contains_key(word) => {}
            None => {
                let letter = free.next()?;
                words.insert(word.clone(), tagged(letter));
                missing.push(Missing::Tag { letter, label: Some(word.clone()) });
            }
        }
    }
    (!words.is_empty()).then_some((missing, words))
}

/// Whether a column holds a number, and no word but these.
fn holds_numbers(source: &dyn Source, place: usize, words: &Codes) -> Result<bool, SourceError> {
    let mut has_number = false;
    for chunk in 0..source.chunks().len() {
        let columns = source.read(chunk, &[place])?;
        let Some(Column::Text { levels, .. }) = columns.first() else { return Ok(false) };
        let others = levels.iter().filter(|level| !words.contains_key(*level));
        let Some(numbers) = commas::numbers(others, source.has_decimal_commas()) else { return Ok(false) };
        has_number |= !numbers.is_empty();
    }
    Ok(has_number)
}

/// The numbers that a column of text holds besides words for no answer; `None` where it holds something else.
fn numbers(column: &Column, words: &Codes, commas: bool) -> Option<Column> {
    let Column::Text { codes, levels } = column else { return None };
    let others = levels.iter().filter(|level| !words.contains_key(*level));
    let mut others = commas::numbers(others, commas)?.into_iter();
    let numbers = levels.iter().map(|level| words.get(level).copied().or_else(|| others.next()));
    let numbers = numbers.collect::<Option<Vec<f64>>>()?;
    let of = |code: &u32| if *code == MISSING { f64::NAN } else { numbers[*code as usize] };
    Some(Column::Numbers(codes.iter().map(of).collect()))
}

impl Source for Worded {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let (mut read, commas) = (self.inner.read(chunk, wanted)?, self.has_decimal_commas());
        for (column, place) in read.iter_mut().zip(wanted) {
            if let Some(numbers) = self.columns.get(place).and_then(|words| numbers(column, words, commas)) {
                *column = numbers;
            }
        }
        Ok(read)
    }
}
