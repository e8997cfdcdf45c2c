//! A source read through a codebook: spellings become the names of answers and groups, numbers become the words they stand for, levels
//! get their order.

use crate::survey::{Codebook, Column, Kind, MISSING, Origin, Source, SourceError, Value, Variable};
use std::collections::HashMap;
use std::sync::Arc;

/// The names that the values of one variable stand for.
type Names = HashMap<String, Arc<str>>;

struct Relabelled {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
    names: Vec<Option<Names>>,
}

/// `source` as `codebook` names its questions and groups. Variables that the codebook does not know, and values that it does not list,
/// stay as they are.
pub fn relabelled(source: Arc<dyn Source>, codebook: &Codebook) -> Arc<dyn Source> {
    let mut variables = source.variables().to_vec();
    let names = variables.iter_mut().map(|variable| known(variable, codebook)).collect();
    Arc::new(Relabelled { inner: source, variables, names })
}

/// The names for a variable, which becomes one of words with ordered levels.
fn known(variable: &mut Variable, codebook: &Codebook) -> Option<Names> {
    let question = codebook.question(&variable.name);
    let group = codebook.group(&variable.name);
    let answers = question.iter().flat_map(|question| &question.answers).map(|answer| (&answer.id, &answer.labels));
    let levels = group.iter().flat_map(|group| &group.levels).map(|(id, labels)| (id, labels));
    let mut names = Names::new();
    for (id, spellings) in answers.chain(levels) {
        variable.levels.push(id.clone());
        for spelling in std::iter::once(id).chain(spellings) {
            names.insert(spelling.trim().to_owned(), id.clone());
        }
    }
    if let Some(question) = question {
        variable.label = question.text.clone().or(Some(question.title.clone()));
    }
    if names.is_empty() {
        return None;
    }
    variable.kind = Kind::Text;
    Some(names)
}

impl Source for Relabelled {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let columns = self.inner.read(chunk, wanted)?;
        let renamed = |(column, &place): (Column, &usize)| match &self.names[place] {
            Some(names) => rename(&column, names, &self.inner.variables()[place]),
            None => column,
        };
        Ok(columns.into_iter().zip(wanted).map(renamed).collect())
    }
}

/// The column in the codebook's words; a value is known by itself or by its label in the file.
fn rename(column: &Column, names: &Names, variable: &Variable) -> Column {
    let mut levels: Vec<Arc<str>> = Vec::new();
    let mut known: HashMap<Value, u32> = HashMap::new();
    let mut code = |value: Value| {
        if value == Value::Missing {
            return MISSING;
        }
        *known.entry(value).or_insert_with_key(|value| {
            let title = variable.title(value);
            // Files of some programs keep white space around their words, which nobody sees.
            let name = names.get(value.to_string().trim()).or_else(|| names.get(title.trim())).unwrap_or(&title);
            let place = levels.iter().position(|level| level == name).unwrap_or_else(|| {
                levels.push(name.clone());
                levels.len() - 1
            });
            place as u32
        })
    };
    let codes = (0..column.len()).map(|row| code(column.value(row))).collect();
    Column::Text { codes, levels }
}

#[cfg(test)]
mod tests {
    use super::super::read_delimited;
    use super::*;
    use crate::survey::{GroupVariable, Question};

    #[test]
    fn spellings_and_codes_become_names_in_order() {
        let file = read_delimited("a.csv", b"sex,q\n2,Yes\n1,yes\n2,no\n1,\n").unwrap();
        let answer = |id: &str, label: &str| crate::survey::Answer {
            id: id.into(),
            title: id.into(),
            labels: vec![label.into()],
            role: Default::default(),
        };
        let question = Question {
            id: "q".into(),
            title: "Q".into(),
            text: None,
            answers: vec![answer("yes", "Yes"), answer("no", "No")],
            nets: vec![],
            ordered: false,
        };
        let levels = vec![("men".into(), vec!["1".into()]), ("women".into(), vec!["2".into()])];
        let group = GroupVariable { id: "sex".into(), title: "Sex".into(), levels, ordered: false };
        let source = relabelled(Arc::new(file), &Codebook { questions: vec![question], groups: vec![group] });
        let columns = source.read(0, &[0, 1]).unwrap();
        let words = |at: usize| (0..4).map(|row| columns[at].value(row).to_string()).collect::<Vec<_>>();
        assert_eq!(words(0), ["women", "men", "women", "men"]);
        assert_eq!(words(1), ["yes", "yes", "no", "missing"]);
        let sex = &source.variables()[0];
        assert!(sex.order(&Value::Text("men".into()), &Value::Text("women".into())).is_lt());
        assert_eq!(source.variables()[1].levels.len(), 2);
    }

    #[test]
    fn white_space_around_words_is_none_of_them() {
        let level = |id: &str, label: &str| (Arc::from(id), vec![Arc::from(label)]);
        let levels = vec![level("men", " Male "), level("women", "Female")];
        let group = GroupVariable { id: "sex".into(), title: "Sex".into(), levels, ordered: false };
        let codebook = Codebook { questions: Vec::new(), groups: vec![group] };
        let mut variable = Variable::new("sex", Kind::Number);
        variable.labels = vec![(Value::number(1.0), " Male".into()), (Value::number(2.0), "Female  ".into())];
        let names = known(&mut variable.clone(), &codebook).unwrap();
        let of_codes = rename(&Column::Numbers(vec![1.0, 2.0].into()), &names, &variable);
        let levels = vec![" Male".into(), " Female".into()];
        let of_words =
            rename(&Column::Text { codes: vec![0, 1].into(), levels }, &names, &Variable::new("sex", Kind::Text));
        for column in [of_codes, of_words] {
            assert_eq!([0, 1].map(|row| column.value(row).to_string()), ["men", "women"]);
        }
    }
}
