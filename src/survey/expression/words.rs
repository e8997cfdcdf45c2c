//! A condition in the words that a reader understands: `men, Capital` for `sex == 'men' and region == 'Capital'`.

use super::{Condition, Node, Operand, Operator};
use crate::survey::Value;

/// Names of columns and words for their values, as readers know them.
pub struct Readable<'a> {
    /// The name of a column.
    pub column: &'a dyn Fn(usize) -> String,
    /// The words for a value of a column; none where there are none that a reader would understand.
    pub value: &'a dyn Fn(usize, &Value) -> Option<String>,
    /// Whether words for a value of a column say what they are of without its name: "men" may, "Yes" does not.
    pub tells: &'a dyn Fn(usize, &str) -> bool,
}

impl Condition {
    /// The condition in words; none where they would not be simple, as of `not` before several parts.
    pub fn in_words(&self, readable: &Readable<'_>) -> Option<String> {
        self.node.in_words(readable)
    }
}

impl Node {
    fn in_words(&self, readable: &Readable<'_>) -> Option<String> {
        match self {
            Self::And(a, b) => {
                let (a, b) = (a.in_words(readable)?, b.in_words(readable)?);
                // After the name of a column what follows a comma would look like one more of its values.
                let apart = if a.contains(": ") { ";" } else { "," };
                Some(format!("{a}{apart} {b}"))
            }
            Self::Compare(Operand::Column(at), Operator::Unequal, Operand::Literal(value)) => {
                excluded(*at, &[&value.value], readable)
            }
            Self::Compare(Operand::Column(at), operator, Operand::Literal(value)) if operator.is_of_size() => {
                Some(format!("{} {} {}", (readable.column)(*at), size(*operator), (readable.value)(*at, &value.value)?))
            }
            Self::Not(inner) => inner.choice().and_then(|(at, values)| excluded(at, &values, readable)),
            _ => self.choice().and_then(|(at, values)| chosen(at, &values, readable)),
        }
    }

    /// The column and the values of it that are held, where that is all that is asked.
    fn choice(&self) -> Option<(usize, Vec<&Value>)> {
        match self {
            Self::Compare(Operand::Column(at), Operator::Equal, Operand::Literal(value)) => {
                Some((*at, vec![&value.value]))
            }
            Self::Among(at, values) if !values.is_empty() => {
                Some((*at, values.iter().map(|literal| &literal.value).collect()))
            }
            Self::Or(a, b) => {
                let ((at, mut values), (other, more)) = (a.choice()?, b.choice()?);
                values.extend(more);
                (at == other).then_some((at, values))
            }
            _ => None,
        }
    }
}

/// `men`, `North or South`; with the name of the column where the words do not tell it: `awards: Yes`, `wave 2025-09`.
fn chosen(at: usize, values: &[&Value], readable: &Readable<'_>) -> Option<String> {
    let words = words(at, values, readable)?;
    let listed = either(&words);
    let bare = |text: &String| !text.chars().any(char::is_alphabetic);
    Some(match words.iter().all(|word| (readable.tells)(at, word)) {
        true => listed,
        false if words.iter().all(bare) => format!("{} {listed}", (readable.column)(at)),
        false => format!("{}: {listed}", (readable.column)(at)),
    })
}

/// `not men`, `awards: not Yes`.
fn excluded(at: usize, values: &[&Value], readable: &Readable<'_>) -> Option<String> {
    let words = words(at, values, readable)?;
    let listed = either(&words);
    Some(match words.iter().all(|word| (readable.tells)(at, word)) {
        true => format!("not {listed}"),
        false => format!("{}: not {listed}", (readable.column)(at)),
    })
}

fn words(at: usize, values: &[&Value], readable: &Readable<'_>) -> Option<Vec<String>> {
    values.iter().map(|value| (readable.value)(at, value)).collect()
}

/// `a`, `a or b`, `a, b or c`.
fn either(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}

fn size(operator: Operator) -> &'static str {
    match operator {
        Operator::Less => "under",
        Operator::AtMost => "up to",
        Operator::Greater => "over",
        _ => "from",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Kind, Variable};

    fn told(text: &str) -> Option<String> {
        let labelled =
            Variable { labels: vec![(Value::number(1.0), "men".into())], ..Variable::new("q2", Kind::Number) };
        let text_of = |name| Variable::new(name, Kind::Text);
        let variables = [text_of("sex"), text_of("region"), Variable::new("age", Kind::Number), labelled];
        let readable = Readable {
            column: &|at| variables[at].name.to_string(),
            value: &|at, value| Some(variables[at].title(value).to_string()).filter(|word| word != "spelling"),
            tells: &|_, word| word != "Yes" && word.chars().any(char::is_alphabetic),
        };
        Condition::new(text, &variables).unwrap().in_words(&readable)
    }

    #[test]
    fn simple_conditions_are_told_in_words() {
        let told = |text: &str, wanted: &str| assert_eq!(super::tests::told(text).as_deref(), Some(wanted), "{text}");
        told("sex == 'men' and region == 'Capital'", "men, Capital");
        told("region in ('North', 'South') and age >= 18", "North or South, age from 18");
        told("region == 'North' or region == 'South'", "North or South");
        told("sex == 'Yes'", "sex: Yes");
        told("sex == 'Yes' and region == 'North'", "sex: Yes; North");
        told("age == 40", "age 40");
        told("q2 == 1", "men");
        told("region != 'North' and not (sex == 'men')", "not North, not men");
    }

    #[test]
    fn what_is_not_simple_keeps_its_code() {
        let several = ["sex == 'men' or age > 30", "not (sex == 'men' and age > 30)"];
        let others = ["age is missing", "18 <= age", "sex == 'spelling'", "sex != 'spelling'"];
        for text in several.into_iter().chain(others) {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
