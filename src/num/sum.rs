//! A sum in twice the working precision (Knuth's two-sum, as in Dekker 1971), so that neither the order of the rows nor the number of
//! threads shows in the rounded result.

/// A running sum: `high + low`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// Adds one number.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let sum = self.high + value;
        let back = sum - self.high;
        self.low += (self.high - (sum - back)) + (value - back);
        self.high = sum;
    }

    /// Adds another running sum.
    pub fn merge(&mut self, other: Self) {
        self.add(other.high);
        self.low += other.low;
    }

    /// The sum, rounded once.
    pub fn get(self) -> f64 {
        self.high + self.low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cancels_is_not_lost() {
        let mut sum = Sum::default();
        for value in [1e16, 1.0, -1e16, 1e-3] {
            sum.add(value);
        }
        assert_eq!(sum.get(), 1.001);
    }
}
