//! A source with multiple-response sets: for every answer of a set one more column, 1 for those who gave it, 0 for others who answered any
//! item of the set, missing for those who answered none. Of mentions the answers are the labelled values, and a person gave those that any of
//! the variables holds. (SPSS counts only people who chose something; here somebody who said "no" to
//! every item has answered.)

use crate::names;
use crate::survey::{Column, Item, Kind, MultipleSet, Origin, SetError, SetSpec, Source, SourceError, Value, Variable};
use std::sync::Arc;

struct WithSets {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
    sets: Vec<MultipleSet>,
    /// Behind the columns of the inner source, the set of each item.
    set_of_item: Vec<usize>,
    /// What the sets are made from.
    made_from: Vec<MadeFrom>,
}

/// Names and titles of answers.
type Named = Vec<(Arc<str>, Arc<str>)>;

/// What the columns of a set are made from.
struct MadeFrom {
    /// Its variables, in order.
    variables: Vec<usize>,
    counted: Option<Arc<str>>,
    /// Of mentions the answers, which each variable may hold; else empty, as the variables are the answers.
    mentioned: Vec<Value>,
}

/// `source` with the sets that `asked` declares.
///
/// # Errors
/// [`SetError`] when a variable is not there, a name is taken, or it is not clear which value counts.
pub fn with_sets(source: Arc<dyn Source>, asked: &[SetSpec]) -> Result<Arc<dyn Source>, SetError> {
    if asked.is_empty() {
        return Ok(source);
    }
    let variables = source.variables().to_vec();
    let mut made =
        WithSets { inner: source, variables, sets: Vec::new(), set_of_item: Vec::new(), made_from: Vec::new() };
    for spec in asked {
        made.add(spec)?;
    }
    Ok(Arc::new(made))
}

impl WithSets {
    fn add(&mut self, spec: &SetSpec) -> Result<(), SetError> {
        let set = spec.name.clone();
        if self.inner.find(&set).is_some() || self.sets.iter().any(|other| other.name == set) {
            return Err(SetError::Taken { set, file: self.inner.name().to_owned() });
        }
        let members = self.members(spec)?;
        let mentioned = if spec.mentions { self.mentioned(&members) } else { Vec::new() };
        if spec.mentions && mentioned.is_empty() {
            return Err(SetError::Unlabelled { set });
        }
        let answers = match spec.mentions {
            true => mentioned.iter().map(|(_, label)| (label.clone(), label.clone())).collect(),
            false => self.answers(spec, &members)?,
        };
        let mut items = Vec::new();
        for (name, title) in answers {
            let column = Variable::new(format!("{set}: {name}"), Kind::Number);
            items.push(Item { name, title, column: self.variables.len() });
            self.variables.push(column);
            self.set_of_item.push(self.sets.len());
        }
        self.sets.push(MultipleSet { name: set, label: spec.label.clone(), items });
        let mentioned = mentioned.into_iter().map(|(value, _)| value).collect();
        self.made_from.push(MadeFrom { variables: members, counted: spec.counted.clone(), mentioned });
        Ok(())
    }

    /// Names and titles of the variables as answers.
    fn answers(&self, spec: &SetSpec, members: &[usize]) -> Result<Named, SetError> {
        let answer = |&variable: &usize| {
            let of = &self.inner.variables()[variable];
            if of.kind == Kind::Text && spec.counted.is_none() {
                return Err(SetError::Words { set: spec.name.clone(), name: of.name.clone() });
            }
            Ok((of.name.clone(), of.label.clone().unwrap_or_else(|| of.name.clone())))
        };
        members.iter().map(answer).collect()
    }

    /// The labelled values of all variables that stand for an answer, in order, each once.
    fn mentioned(&self, members: &[usize]) -> Vec<(Value, Arc<str>)> {
        let mut all: Vec<(Value, Arc<str>)> = Vec::new();
        for variable in members.iter().map(|&member| &self.inner.variables()[member]) {
            for (value, label) in variable.labels.iter().filter(|(value, _)| !variable.is_user_missing(value)) {
                if all.iter().all(|(known, _)| known != value) {
                    let is_free = all.iter().all(|(_, known)| known != label);
                    all.push((value.clone(), if is_free { label.clone() } else { value.to_string().into() }));
                }
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// The places of the variables of a set.
    fn members(&self, spec: &SetSpec) -> Result<Vec<usize>, SetError> {
        let all = self.inner.variables();
        let mut members: Vec<usize> = Vec::new();
        for pattern in &spec.of {
            let fitting = (0..all.len()).filter(|&at| names::fits(pattern, &all[at].name));
            let before = members.len();
            members.extend(fitting);
            if members.len() == before {
                let hint = names::hint(pattern, all.iter().map(|variable| &*variable.name));
                let (set, file) = (spec.name.clone(), self.inner.name().to_owned());
                return Err(SetError::Unknown { set, name: pattern.clone(), file, hint });
            }
        }
        let twice = members.iter().enumerate().find(|(at, member)| members[..*at].contains(member));
        match (twice, members.len()) {
            (Some((_, &member)), _) => Err(SetError::Twice { set: spec.name.clone(), name: all[member].name.clone() }),
            (None, 0 | 1) => Err(SetError::Single { set: spec.name.clone() }),
            (None, _) => Ok(members),
        }
    }

    /// For every item of a set who gave it; `None` for nobody known.
    fn chosen(&self, set: usize, of: &[(usize, Column)], start: u64) -> Result<Vec<Vec<f64>>, SourceError> {
        let rows = of.first().map_or(0, |(_, column)| column.len());
        let mut all = vec![vec![0.0; rows]; self.sets[set].items.len()];
        for row in 0..rows {
            let mut answered = false;
            for (at, (variable, column)) in of.iter().enumerate() {
                let value = column.value(row);
                answered |= value != Value::Missing;
                if let Some(item) = self.item(set, (at, *variable), &value, start + row as u64)? {
                    all[item][row] = 1.0;
                }
            }
            if !answered {
                all.iter_mut().for_each(|chosen| chosen[row] = f64::NAN);
            }
        }
        Ok(all)
    }

    /// The item of the set that a value of its variable number `at` chooses.
    fn item(
        &self,
        set: usize,
        (at, of): (usize, usize),
        value: &Value,
        row: u64,
    ) -> Result<Option<usize>, SourceError> {
        let (mentioned, variable) = (&self.made_from[set].mentioned, &self.inner.variables()[of]);
        if mentioned.is_empty() {
            return Ok(self.is_counted(set, variable, value, row)?.then_some(at));
        }
        let known = mentioned.iter().position(|answer| answer == value);
        if known.is_none() && *value != Value::Missing {
            let (place, name, set) = (self.inner.place(row), &variable.name, &self.sets[set].name);
            let reason = format!(
                "{place}, column \"{name}\": {value} has no label, and the answers of the set {set} are the labelled values; label it, or declare it as no answer"
            );
            return Err(SourceError { file: self.inner.name().to_owned(), reason });
        }
        Ok(known)
    }

    fn is_counted(&self, set: usize, variable: &Variable, value: &Value, row: u64) -> Result<bool, SourceError> {
        if let Some(counted) = &self.made_from[set].counted {
            let title = || variable.title(value);
            return Ok(*value != Value::Missing && (value.to_string() == **counted || *title() == **counted));
        }
        match value {
            Value::Missing => Ok(false),
            Value::Number(number) if *number == 0.0 || *number == 1.0 => Ok(*number == 1.0),
            other => {
                let (name, set) = (&variable.name, &self.sets[set].name);
                let reason = format!(
                    "{}, column \"{name}\": {other} in the set {set}, whose items hold 1 for chosen and 0 for not; else say which value counts: --set '{set}=…:VALUE'",
                    self.inner.place(row)
                );
                Err(SourceError { file: self.inner.name().to_owned(), reason })
            }
        }
    }
}

impl Source for WithSets {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let own = self.inner.variables().len();
        let asked = |set: &usize| wanted.iter().any(|&at| at >= own && self.set_of_item[at - own] == *set);
        let sets: Vec<usize> = (0..self.sets.len()).filter(asked).collect();
        let mut theirs: Vec<usize> = wanted.iter().copied().filter(|&at| at < own).collect();
        theirs.extend(sets.iter().flat_map(|&set| &self.made_from[set].variables));
        theirs.sort_unstable();
        theirs.dedup();
        let read = self.inner.read(chunk, &theirs)?;
        let column = |place: usize| read[theirs.partition_point(|&other| other < place)].clone();
        let start: u64 = self.chunks()[..chunk].iter().map(|&rows| rows as u64).sum();
        let mut made: Vec<(usize, Vec<f64>)> = Vec::new();
        for set in sets {
            let variables = self.made_from[set].variables.iter();
            let of: Vec<(usize, Column)> = variables.map(|&variable| (variable, column(variable))).collect();
            let places = self.sets[set].items.iter().map(|item| item.column);
            made.extend(places.zip(self.chosen(set, &of, start)?));
        }
        let find = |place: usize| made.iter().find(|(at, _)| *at == place).map(|(_, values)| values.clone());
        let one = |&place: &usize| find(place).map_or_else(|| column(place), |values| Column::Numbers(values.into()));
        Ok(wanted.iter().map(one).collect())
    }

    fn sets(&self) -> &[MultipleSet] {
        &self.sets
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_delimited;
    use super::*;

    fn read(text: &str, spec: SetSpec) -> Result<Vec<String>, String> {
        let file = Arc::new(read_delimited("a.csv", text.as_bytes()).map_err(|error| error.to_string())?);
        let source = with_sets(file, &[spec]).map_err(|error| error.to_string())?;
        let wanted: Vec<usize> = source.sets()[0].items.iter().rev().map(|item| item.column).collect();
        let columns = source.read(0, &wanted).map_err(|error| error.to_string())?;
        let row = |row: usize| columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join(" ");
        Ok((0..columns[0].len()).map(row).collect())
    }

    fn spec(of: &[&str], counted: Option<&str>) -> SetSpec {
        SetSpec {
            name: "q".into(),
            label: None,
            of: of.iter().map(|&of| of.into()).collect(),
            counted: counted.map(Arc::from),
            mentions: false,
        }
    }

    #[test]
    fn whoever_answered_any_item_counts() {
        let rows = read("id,q1,q2\n1,1,0\n2,,1\n3,0,0\n4,,\n", spec(&["q2", "q1"], None)).unwrap();
        assert_eq!(rows, ["1 0", "0 1", "0 0", "missing missing"]);
        let rows = read("id,q1,q2\n1,yes,no\n2,,yes\n", spec(&["q*"], Some("yes"))).unwrap();
        assert_eq!(rows, ["0 1", "1 0"]);
        let rows = read("id,q1,q2\n1,1,2\n2,2,1\n", spec(&["q*"], Some("1"))).unwrap();
        assert_eq!(rows, ["0 1", "1 0"]);
    }

    #[test]
    fn what_is_not_clear_is_refused() {
        let says = |text: &str, of: &[&str]| read(text, spec(of, None)).unwrap_err();
        assert!(says("q1,q2\n1,2\n1,1\n", &["q1", "q2"]).contains("line 2, column \"q2\": 2 in the set q"));
        assert!(says("q1,q2\nyes,no\n", &["q1", "q2"]).contains("say which one counts"));
        assert!(says("q1,q2\n1,0\n", &["q1", "q3"]).contains("no variable \"q3\""));
        assert!(says("q1,q2\n1,0\n", &["q1", "q*"]).contains("listed twice"));
        assert!(says("q1,q2\n1,0\n", &["q1"]).contains("two at least"));
        assert!(says("q,q2\n1,0\n", &["q", "q2"]).contains("choose another"));
    }
}
