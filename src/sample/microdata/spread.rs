//! The spread of the respondents of a cell, from the sums of their numbers and products.

use super::center::Shift;
use crate::num::Matrix;

/// Rows a with Σ a aᵀ = Σ (z − z̄)(z − z̄)ᵀ over the `n` respondents of a cell, from the sums of z and (upper triangle by row) of its
/// products.
pub(super) fn spread(shift: Shift, n: f64, sums: &[f64], squares: &[f64]) -> Vec<Vec<f64>> {
    let size = sums.len();
    let mut products = Matrix::zeros(size, size);
    let mut next = squares.iter();
    for i in 0..size {
        for j in i..size {
            products[(j, i)] = next.next().copied().unwrap_or_default();
        }
    }
    let rounding: Vec<f64> = (0..size).map(|i| 16.0 * f64::EPSILON * products[(i, i)]).collect();
    for i in 0..size {
        for j in 0..=i {
            products[(i, j)] -= sums[i] * sums[j] / n;
        }
    }
    cholesky(products, &rounding).iter().map(|row| shift.about_zero(row).into_owned()).collect()
}

/// Columns l of L with L Lᵀ = `matrix` (lower triangle given), those whose pivot is rounding error left out. The pivot that lost the least
/// digits goes first: after one that lost many (weights that are nearly equal) what is left of the others would be lost with it.
fn cholesky(mut matrix: Matrix, rounding: &[f64]) -> Vec<Vec<f64>> {
    let size = rounding.len();
    let mut left: Vec<usize> = (0..size).collect();
    let mut columns = Vec::new();
    while let Some(k) = pivot(&matrix, rounding, &left) {
        left.retain(|&i| i != k);
        let root = matrix[(k, k)].sqrt();
        let mut column = vec![0.0; size];
        column[k] = root;
        left.iter().for_each(|&i| column[i] = matrix[(i.max(k), i.min(k))] / root);
        for &i in &left {
            for &j in left.iter().filter(|&&j| j <= i) {
                matrix[(i, j)] -= column[i] * column[j];
            }
        }
        columns.push(column);
    }
    columns
}

/// Of the rows that are left, the one whose pivot stands furthest above its rounding error; none where all are such errors.
fn pivot(matrix: &Matrix, rounding: &[f64], left: &[usize]) -> Option<usize> {
    let known = left.iter().copied().filter(|&i| matrix[(i, i)] > rounding[i]);
    let clear = |i: usize| matrix[(i, i)] / rounding[i];
    known.reduce(|best, i| if clear(i) > clear(best) { i } else { best })
}
