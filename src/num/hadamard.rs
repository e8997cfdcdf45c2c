//! Hadamard matrices: ±1, rows orthogonal. Sylvester's doubling (1867) and Paley's construction from quadratic residues (1933).

/// The rows of a Hadamard matrix of the least order that can be made here and is not below `least`; its first row is all 1.
pub fn hadamard(least: usize) -> Vec<Vec<f64>> {
    let orders = [1, 2].into_iter().chain((1..).map(|k| 4 * k)).filter(|order| *order >= least);
    let mut rows = orders.map(of_order).find(|rows| !rows.is_empty()).unwrap_or_default();
    // A column may change its sign: so the first row becomes all 1.
    let first = rows.first().cloned().unwrap_or_default();
    rows.iter_mut().for_each(|row| row.iter_mut().zip(&first).for_each(|(value, sign)| *value *= sign));
    rows
}

/// Empty when the order can be made in neither way.
fn of_order(order: usize) -> Vec<Vec<f64>> {
    if order == 1 {
        return vec![vec![1.0]];
    }
    if order.is_multiple_of(4) && is_prime(order - 1) {
        return paley(order - 1);
    }
    let half = if order.is_multiple_of(2) { of_order(order / 2) } else { Vec::new() };
    let beside = |row: &Vec<f64>, sign: f64| row.iter().copied().chain(row.iter().map(|value| sign * value)).collect();
    half.iter().map(|row| beside(row, 1.0)).chain(half.iter().map(|row| beside(row, -1.0))).collect()
}

fn is_prime(number: usize) -> bool {
    number > 1 && (2..).take_while(|divisor| divisor * divisor <= number).all(|divisor| number % divisor != 0)
}

/// Order q + 1 for a prime q = 3 mod 4.
fn paley(q: usize) -> Vec<Vec<f64>> {
    let mut residue = vec![-1.0; q];
    (1..q).for_each(|root| residue[root * root % q] = 1.0);
    let entry = |i: usize, j: usize| match (i, j) {
        (0, _) => 1.0,
        (_, 0) => -1.0,
        (i, j) if i == j => 1.0,
        (i, j) => residue[(q + j - i) % q],
    };
    (0..=q).map(|i| (0..=q).map(|j| entry(i, j)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_orthogonal_and_orders_close() {
        for (least, order) in
            [(1, 1), (2, 2), (3, 4), (5, 8), (9, 12), (13, 16), (17, 20), (21, 24), (25, 32), (80, 80), (90, 96)]
        {
            let rows = hadamard(least);
            assert_eq!(rows.len(), order, "asked for {least}");
            assert!(rows[0].iter().all(|value| *value == 1.0));
            for (i, a) in rows.iter().enumerate() {
                for (j, b) in rows.iter().enumerate() {
                    let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                    assert_eq!(product, if i == j { order as f64 } else { 0.0 });
                }
            }
        }
    }
}
