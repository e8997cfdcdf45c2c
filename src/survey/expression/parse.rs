//! From words to a condition, by recursive descent: or, and, not, comparison.

use super::token::{Placed, Token, tokens};
use super::wanted::{is_keyword, is_nothing};
use super::{ExpressionError, Literal, Node, Operand, Operator};
use crate::names;
use crate::survey::{Kind, Value, Variable};

/// Comparisons, brackets and negations of a condition at most, and how deep they lie within each other: the stack is finite.
const MOST: usize = 1000;
const DEEPEST: usize = 100;

/// Reads `text`.
pub(super) fn parse(text: &str, variables: &[Variable]) -> Result<Node, ExpressionError> {
    let mut parser = Parser { text, variables, tokens: tokens(text)?, next: 0, terms: 0, depth: 0 };
    if *parser.peek() == Token::End {
        return parser.fail("the condition is empty: write one, as age >= 18 or sex == 'men'");
    }
    let node = parser.either()?;
    if *parser.peek() == Token::End { Ok(node) } else { Err(parser.does_not_follow("the end")) }
}

/// Where an operand stands: the left of a comparison, or its right beside a column or a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right(Option<usize>),
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) variables: &'a [Variable],
    pub(super) tokens: Vec<Placed>,
    pub(super) next: usize,
    /// Comparisons, brackets and negations so far.
    terms: usize,
    /// Brackets and negations around the next.
    depth: usize,
}

pub(super) type Parsed<T> = Result<T, ExpressionError>;

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].token
    }

    fn take(&mut self) -> Placed {
        let taken = self.tokens[self.next].clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        taken
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        self.fail_at(&self.tokens[self.next], message)
    }

    pub(super) fn fail_at<T>(&self, place: &Placed, message: impl Into<String>) -> Parsed<T> {
        Err(self.error(place, message.into()))
    }

    pub(super) fn error(&self, place: &Placed, message: String) -> ExpressionError {
        let expression = self.text.to_owned();
        ExpressionError { message, expression, at: place.at, length: place.length, unknown: None, words: None }
    }

    fn keyword(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Token::Name(name) if name.eq_ignore_ascii_case(word));
        if is_next {
            self.take();
        }
        is_next
    }

    fn sign(&mut self, sign: &str) -> bool {
        let is_next = matches!(self.peek(), Token::Sign(next) if *next == sign);
        if is_next {
            self.take();
        }
        is_next
    }

    fn either(&mut self) -> Parsed<Node> {
        let mut node = self.both()?;
        while self.keyword("or") {
            node = Node::Or(Box::new(node), Box::new(self.both()?));
        }
        Ok(node)
    }

    fn both(&mut self) -> Parsed<Node> {
        let mut node = self.term()?;
        while self.keyword("and") {
            node = Node::And(Box::new(node), Box::new(self.term()?));
        }
        Ok(node)
    }

    fn term(&mut self) -> Parsed<Node> {
        self.terms += 1;
        if self.terms > MOST {
            let most = format!("a condition has at most {MOST} comparisons, brackets and negations together");
            return self.fail(format!("{most}; list values, as in (1, 2, 3)"));
        }
        if self.depth == DEEPEST {
            return self.fail(format!("brackets and negations lie within each other at most {DEEPEST} deep"));
        }
        self.depth += 1;
        let node = self.within();
        self.depth -= 1;
        node
    }

    fn within(&mut self) -> Parsed<Node> {
        if !self.begins_with_column() && self.keyword("not") {
            return Ok(Node::Not(Box::new(self.term()?)));
        }
        let open = self.next;
        if self.sign("(") {
            let node = self.either()?;
            return if self.sign(")") { Ok(node) } else { Err(self.unclosed(open)) };
        }
        self.comparison()
    }

    /// Whether a column that is called as a word of conditions begins a comparison here: nothing else stands before a sign, in or is.
    fn begins_with_column(&self) -> bool {
        let [Placed { token: Token::Name(name), .. }, next, ..] = &self.tokens[self.next..] else { return false };
        let goes_on = match &next.token {
            Token::Sign(sign) => !matches!(*sign, "(" | ")" | ","),
            Token::Name(next) => ["in", "is"].iter().any(|word| next.eq_ignore_ascii_case(word)),
            _ => false,
        };
        goes_on && self.find(name).is_some()
    }

    fn comparison(&mut self) -> Parsed<Node> {
        let left_at = self.next;
        let left = self.operand(Side::Left)?;
        if let Operand::Column(column) = left {
            if self.keyword("is") {
                let negated = self.keyword("not");
                let node = Node::Missing(column);
                return match self.keyword("missing") {
                    true => Ok(if negated { Node::Not(Box::new(node)) } else { node }),
                    false => {
                        let how = format!("{} is missing", self.written(column));
                        Err(self.wanted(self.next, "missing or not missing", &how))
                    }
                };
            }
            let negated = self.keyword("not");
            if self.keyword("in") {
                let node = Node::Among(column, self.list(column, negated)?);
                return Ok(if negated { Node::Not(Box::new(node)) } else { node });
            }
            if negated {
                return Err(self.wanted(self.next, "in", &self.list_of(column, true, self.next)));
            }
        }
        let operator = self.operator()?;
        let right_at = self.next;
        let right = self.operand(Side::Right(match left {
            Operand::Column(column) => Some(column),
            Operand::Literal(_) => None,
        }))?;
        self.matched((left, left_at), operator, (right, right_at))
    }

    fn operator(&mut self) -> Parsed<Operator> {
        let operator = match self.peek() {
            Token::Sign("==") => Operator::Equal,
            Token::Sign("!=") => Operator::Unequal,
            Token::Sign("<") => Operator::Less,
            Token::Sign("<=") => Operator::AtMost,
            Token::Sign(">") => Operator::Greater,
            Token::Sign(">=") => Operator::AtLeast,
            _ => return Err(self.no_comparison()),
        };
        self.take();
        if operator == Operator::Less && *self.peek() == Token::Sign(">") {
            return self.fail("<> is not known; write !=");
        }
        Ok(operator)
    }

    /// A column or a literal; at the right of a comparison a name that no column has may be a word without its quotes, however like a column.
    fn operand(&mut self, side: Side) -> Parsed<Operand> {
        let at = self.next;
        let place = self.take();
        match &place.token {
            // Columns may be called so: Indiana is IN, Oregon OR.
            Token::Name(name) if is_keyword(name) && self.find(name).is_none() => Err(self.no_operand(at, side)),
            Token::Name(name) | Token::Quoted(name) => self.column(name, &place, side).map(Operand::Column),
            Token::Number(value) => Ok(Operand::Literal(Value::number(*value).into())),
            Token::Text(text) => Ok(Operand::Literal(Value::Text(text.as_str().into()).into())),
            _ => Err(self.no_operand(at, side)),
        }
    }

    /// The column of exactly this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.variables.iter().rposition(|variable| &*variable.name == name)
    }

    fn column(&self, name: &str, place: &Placed, side: Side) -> Parsed<usize> {
        let known = || self.variables.iter().map(|variable| &*variable.name);
        self.find(name).ok_or_else(|| {
            let hint = names::hint(name, known());
            let is_like = || names::nearest(name, known()).is_some();
            let is_word = matches!(place.token, Token::Name(_)) && (side != Side::Left || !is_like());
            let word = match side {
                Side::Right(Some(column)) if is_word && is_nothing(name) => {
                    format!(". If no answer is meant, write {} is missing", self.written(column))
                }
                _ if is_word => format!(". If it is a word, write '{name}', in quotes"),
                _ => String::new(),
            };
            let unknown = Some(name.to_owned());
            ExpressionError { unknown, ..self.error(place, format!("no column \"{name}\"{hint}{word}")) }
        })
    }

    fn list(&mut self, column: usize, negated: bool) -> Parsed<Vec<Literal>> {
        let open = self.next;
        let how = |parser: &Self| parser.list_of(column, negated, open);
        if !self.sign("(") {
            return Err(self.wanted(open, "a list in parentheses", &how(self)));
        }
        let operator = if negated { Operator::Unequal } else { Operator::Equal };
        let mut list = Vec::new();
        loop {
            let at = self.next;
            if matches!(self.peek(), Token::Sign(_) | Token::End) {
                return Err(self.wanted(at, "a number or a word in quotes", &how(self)));
            }
            self.parted(at)?;
            match self.operand(Side::Right(Some(column)))? {
                Operand::Literal(literal) => list.push(self.fitting(column, operator, literal, at)?),
                Operand::Column(_) => {
                    return self.fail_at(&self.tokens[at], "a list holds numbers and words in quotes");
                }
            }
            if self.sign(")") {
                return Ok(list);
            }
            if !self.sign(",") {
                return Err(match self.peek() {
                    Token::End => self.unclosed(open),
                    _ => self.wanted(self.next, "a comma or a closing )", &how(self)),
                });
            }
        }
    }

    /// Words have no size, but dates in quotes stand in their order.
    fn sized(&self, column: usize, value: &Value, operator: Operator, at: usize) -> Parsed<()> {
        let variable = &self.variables[column];
        let is_size = match value {
            Value::Number(_) => true,
            Value::Text(text) => is_size(text),
            Value::Missing => false,
        };
        if variable.kind == Kind::Number || !variable.labels.is_empty() || !operator.is_of_size() || !is_size {
            return Ok(());
        }
        let name = variable.name.to_string();
        let message = format!("\"{name}\" holds words, which are not larger or smaller than a number");
        if !variable.levels.is_empty() {
            let known = names::hint("", variable.levels.iter().map(|level| &**level));
            return self.fail_at(&self.tokens[at], message + &known);
        }
        Err(ExpressionError { words: Some(name), ..self.error(&self.tokens[at], message) })
    }

    fn matched(&self, left: (Operand, usize), operator: Operator, right: (Operand, usize)) -> Parsed<Node> {
        let fitting = |column, literal, at| self.fitting(column, operator, literal, at).map(Operand::Literal);
        let (left, right) = match (left, right) {
            ((Operand::Column(column), _), (Operand::Literal(literal), at)) => {
                (Operand::Column(column), fitting(column, literal, at)?)
            }
            ((Operand::Literal(literal), at), (Operand::Column(column), _)) => {
                (fitting(column, literal, at)?, Operand::Column(column))
            }
            ((Operand::Column(a), _), (Operand::Column(b), at)) if self.kind(a) != self.kind(b) => {
                return self.fail_at(&self.tokens[at], "numbers cannot be compared with words");
            }
            ((a, _), (b, _)) => (a, b),
        };
        Ok(Node::Compare(left, operator, right))
    }

    /// The literal as the column holds it, where the column can be compared with it so.
    fn fitting(&self, column: usize, operator: Operator, literal: Literal, at: usize) -> Parsed<Literal> {
        self.sized(column, &literal.value, operator, at)?;
        self.lettered(column, &literal.value, operator, at)?;
        let value = self.value(column, literal.value, at)?;
        self.answered(column, &value, operator, at)?;
        Ok(value.into())
    }

    fn kind(&self, column: usize) -> Kind {
        self.variables[column].kind
    }

    /// A label becomes its value.
    fn value(&self, column: usize, value: Value, at: usize) -> Parsed<Value> {
        let variable = &self.variables[column];
        let name = &variable.name;
        match (&value, variable.kind) {
            (Value::Text(text), _) if !variable.labels.is_empty() => {
                let labelled = variable.labels.iter().find(|(_, label)| label == text).map(|(value, _)| value.clone());
                match (labelled, variable.kind) {
                    (Some(value), _) => Ok(value),
                    (None, Kind::Text) => Ok(value),
                    (None, Kind::Number) => {
                        let hint = names::hint(text, variable.labels.iter().map(|(_, label)| &**label));
                        self.fail_at(&self.tokens[at], format!("no value of \"{name}\" has the label \"{text}\"{hint}"))
                    }
                }
            }
            (Value::Text(text), Kind::Number) => {
                let next = if text.parse::<f64>().is_ok() {
                    format!("write {text}, without quotes")
                } else {
                    format!("'{text}' is none")
                };
                self.fail_at(&self.tokens[at], format!("\"{name}\" holds numbers: {next}"))
            }
            (Value::Number(number), Kind::Text) => {
                let (word, levels) = (number.to_string(), &variable.levels);
                let next = match levels.is_empty() || levels.iter().any(|level| **level == *word) {
                    true => format!(": write '{word}', in quotes"),
                    false => names::hint(&word, levels.iter().map(|level| &**level)),
                };
                self.fail_at(&self.tokens[at], format!("\"{name}\" holds words{next}"))
            }
            _ => Ok(value),
        }
    }
}

/// Whether a text is a number of something, not a year, a month or a day (2025, 202507, 20250701), nor a code (007).
fn is_size(text: &str) -> bool {
    let is_date = matches!(text.len(), 4 | 6 | 8) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = text.starts_with('0') && text[1..].starts_with(|letter: char| letter.is_ascii_digit());
    !is_date && !is_code && text.replace(',', ".").parse::<f64>().is_ok()
}
