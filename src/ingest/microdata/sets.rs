//! A source with multiple-response sets: for every answer of a set one more column, 1 for those who gave it, 0 for others who answered any
//! item of the set, missing for those who answered none. (SPSS counts only people who chose something; here somebody who said "no" to
//! every item has answered.)

use crate::names;
use crate::survey::{Column, Item, Kind, MultipleSet, SetError, SetSpec, Source, SourceError, Value, Variable};
use std::sync::Arc;

struct WithSets {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
    sets: Vec<MultipleSet>,
    /// Behind the columns of the inner source, one for each item.
    indicators: Vec<Indicator>,
    counted: Vec<Option<Arc<str>>>,
}

/// Where the column of an item is made from.
struct Indicator {
    set: usize,
    variable: usize,
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
    let mut made = WithSets { inner: source, variables, sets: Vec::new(), indicators: Vec::new(), counted: Vec::new() };
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
        let mut items = Vec::new();
        for variable in members {
            let of = &self.inner.variables()[variable];
            if of.kind == Kind::Text && spec.counted.is_none() {
                return Err(SetError::Words { set, name: of.name.clone() });
            }
            let title = of.label.clone().unwrap_or_else(|| of.name.clone());
            items.push(Item { name: of.name.clone(), title, column: self.variables.len() });
            self.variables.push(Variable::new(format!("{set}: {}", of.name), Kind::Number));
            self.indicators.push(Indicator { set: self.sets.len(), variable });
        }
        self.sets.push(MultipleSet { name: set, label: spec.label.clone(), items });
        self.counted.push(spec.counted.clone());
        Ok(())
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
        let mut answered = vec![false; rows];
        let mut all = Vec::new();
        for (variable, column) in of {
            let variable = &self.inner.variables()[*variable];
            let mut chosen = Vec::with_capacity(rows);
            for (row, answered) in answered.iter_mut().enumerate() {
                let value = column.value(row);
                *answered |= value != Value::Missing;
                chosen.push(f64::from(u8::from(self.is_counted(set, variable, &value, start + row as u64)?)));
            }
            all.push(chosen);
        }
        for chosen in &mut all {
            let missing = chosen.iter_mut().zip(&answered).filter(|(_, answered)| !**answered);
            missing.for_each(|(value, _)| *value = f64::NAN);
        }
        Ok(all)
    }

    fn is_counted(&self, set: usize, variable: &Variable, value: &Value, row: u64) -> Result<bool, SourceError> {
        if let Some(counted) = &self.counted[set] {
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
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn chunks(&self) -> &[usize] {
        self.inner.chunks()
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let own = self.inner.variables().len();
        let asked = |set: usize| wanted.iter().any(|&at| at >= own && self.indicators[at - own].set == set);
        let members: Vec<&Indicator> = self.indicators.iter().filter(|indicator| asked(indicator.set)).collect();
        let mut theirs: Vec<usize> = wanted.iter().copied().filter(|&at| at < own).collect();
        theirs.extend(members.iter().map(|indicator| indicator.variable));
        theirs.sort_unstable();
        theirs.dedup();
        let read = self.inner.read(chunk, &theirs)?;
        let column = |place: usize| read[theirs.partition_point(|&other| other < place)].clone();
        let start: u64 = self.chunks()[..chunk].iter().map(|&rows| rows as u64).sum();
        let mut made: Vec<(usize, Vec<f64>)> = Vec::new();
        for set in (0..self.sets.len()).filter(|&set| asked(set)) {
            let of: Vec<(usize, Column)> = members
                .iter()
                .filter(|indicator| indicator.set == set)
                .map(|indicator| (indicator.variable, column(indicator.variable)))
                .collect();
            let places = self.sets[set].items.iter().map(|item| item.column);
            made.extend(places.zip(self.chosen(set, &of, start)?));
        }
        let find = |place: usize| made.iter().find(|(at, _)| *at == place).map(|(_, values)| values.clone());
        let one = |&place: &usize| find(place).map_or_else(|| column(place), Column::Numbers);
        Ok(wanted.iter().map(one).collect())
    }

    fn sets(&self) -> &[MultipleSet] {
        &self.sets
    }

    fn inner(&self) -> Option<&dyn Source> {
        Some(&*self.inner)
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
