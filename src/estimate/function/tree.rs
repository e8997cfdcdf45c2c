//! A calculation and its slopes, by forward differentiation (Wengert 1964): every step carries its derivatives by all leaves.

/// What is calculated.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Number(f64),
    /// An estimate, by its place among the leaves.
    Leaf(usize),
    Sum(Box<(Tree, Tree)>),
    Difference(Box<(Tree, Tree)>),
    Product(Box<(Tree, Tree)>),
    Quotient(Box<(Tree, Tree)>),
    Power(Box<(Tree, Tree)>),
    Of(Known, Box<Tree>),
}

/// The functions of one number that have a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    Log,
    Exp,
    Sqrt,
    Logit,
}

impl Known {
    pub(super) const ALL: [(&'static str, Self); 4] =
        [("log", Self::Log), ("exp", Self::Exp), ("sqrt", Self::Sqrt), ("logit", Self::Logit)];

    /// Its value and its slope.
    fn at(self, x: f64) -> (f64, f64) {
        match self {
            Self::Log => (x.ln(), 1.0 / x),
            Self::Exp => (x.exp(), x.exp()),
            Self::Sqrt => (x.sqrt(), 0.5 / x.sqrt()),
            Self::Logit => ((x / (1.0 - x)).ln(), 1.0 / (x * (1.0 - x))),
        }
    }
}

/// A number with its derivatives by the leaves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dual {
    pub(super) value: f64,
    pub(super) slopes: Vec<f64>,
}

impl Dual {
    /// `value`, its slopes being a sum of those of others, each so many times.
    fn of<const N: usize>(value: f64, parts: [(f64, &Self); N]) -> Self {
        // What does not move adds nothing, however steep.
        let term = |at: usize| {
            move |&(by, part): &(f64, &Self)| if part.slopes[at] == 0.0 { 0.0 } else { by * part.slopes[at] }
        };
        let count = parts[0].1.slopes.len();
        Self { value, slopes: (0..count).map(|at| parts.iter().map(term(at)).sum()).collect() }
    }
}

impl Tree {
    /// Its value and slopes where the leaves have the values `x`.
    pub(super) fn at(&self, x: &[f64]) -> Dual {
        match self {
            Self::Number(number) => Dual { value: *number, slopes: vec![0.0; x.len()] },
            Self::Leaf(leaf) => {
                let slopes = (0..x.len()).map(|at| f64::from(u8::from(at == *leaf)));
                Dual { value: x[*leaf], slopes: slopes.collect() }
            }
            Self::Sum(pair) => both(pair, x, |a, b| (a + b, 1.0, 1.0)),
            Self::Difference(pair) => both(pair, x, |a, b| (a - b, 1.0, -1.0)),
            Self::Product(pair) => both(pair, x, |a, b| (a * b, b, a)),
            // Divided twice, so that the two cancel to the last bit where the quotient is 1.
            Self::Quotient(pair) => both(pair, x, |a, b| (a / b, 1.0 / b, -(a / b) / b)),
            Self::Power(pair) => both(pair, x, |a, b| (a.powf(b), b * a.powf(b - 1.0), a.powf(b) * a.ln())),
            Self::Of(known, inner) => {
                let inner = inner.at(x);
                let (value, slope) = known.at(inner.value);
                Dual::of(value, [(slope, &inner)])
            }
        }
    }
}

/// A step of two numbers: `step` gives its value and its slopes by the first and the second.
fn both(pair: &(Tree, Tree), x: &[f64], step: impl Fn(f64, f64) -> (f64, f64, f64)) -> Dual {
    let (a, b) = (pair.0.at(x), pair.1.at(x));
    let (value, by_a, by_b) = step(a.value, b.value);
    Dual::of(value, [(by_a, &a), (by_b, &b)])
}
