//! Covariance matrices solved: by Cholesky where they are positive definite, through their eigenvalues where some combination of
//! the numbers does not vary (shares of a question sum to 1). What cannot be solved is `None`, never NaN.

use super::{Matrix, Vector};

/// Eigenvalues of a correlation matrix below this are rounding errors of 0.
const NEGLIGIBLE: f64 = 1e-10;

/// x in `matrix`·x = `right`, for a symmetric positive definite `matrix` (k × k) and any number of columns in `right` (k × m); `None`
/// when it is not positive definite.
pub fn solve(matrix: &Matrix, right: &Matrix) -> Option<Matrix> {
    let solution = matrix.clone().cholesky()?.solve(right);
    solution.iter().all(|x| x.is_finite()).then_some(solution)
}

/// The logarithm of the determinant of a symmetric positive definite `matrix`; `None` when it is not positive definite.
pub fn log_det(matrix: &Matrix) -> Option<f64> {
    let factor = matrix.clone().cholesky()?;
    let sum = 2.0 * factor.l_dirty().diagonal().iter().map(|x| x.ln()).sum::<f64>();
    sum.is_finite().then_some(sum)
}

/// A solution of a symmetric positive semidefinite system, and the rank of its matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// x with `matrix`·x = right, as far as right lies in the range of the matrix.
    pub x: Vector,
    /// Number of independent rows.
    pub rank: usize,
}

/// Solves `matrix`·x = `right` for a symmetric positive semidefinite `matrix`, whose rank is judged on the scale of correlations, so
/// that units do not matter; right'x is then the Wald statistic of `right` with `rank` degrees of freedom. `None` when a number is
/// not finite.
pub fn solve_semidefinite(matrix: &Matrix, right: &Vector) -> Option<Solution> {
    if !matrix.iter().chain(right).all(|x| x.is_finite()) {
        return None;
    }
    let scale = matrix.diagonal().map(|variance| if variance > 0.0 { variance.sqrt().recip() } else { 0.0 });
    let scaling = Matrix::from_diagonal(&scale);
    let eigen = (&scaling * matrix * &scaling).symmetric_eigen();
    let within = eigen.eigenvectors.tr_mul(&(&scaling * right));
    let kept = |value: f64| value > NEGLIGIBLE;
    let divided = within.zip_map(&eigen.eigenvalues, |x, value| if kept(value) { x / value } else { 0.0 });
    let rank = eigen.eigenvalues.iter().filter(|&&value| kept(value)).count();
    Some(Solution { x: scaling * (eigen.eigenvectors * divided), rank })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        for matrix in [[1.0, 2.0, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0], [0.0; 4], [f64::NAN; 4]] {
            let matrix = Matrix::from_row_slice(2, 2, &matrix);
            assert_eq!((solve(&matrix, &Matrix::identity(2, 2)), log_det(&matrix)), (None, None), "{matrix}");
        }
        assert_eq!(solve_semidefinite(&Matrix::repeat(1, 1, f64::NAN), &Vector::zeros(1)), None);
    }

    #[test]
    fn shares_of_a_question_have_one_rank_less_than_answers() {
        // Pearson's statistic of the shares q against p, with n people, is the Wald statistic with the covariance of p.
        let (p, q, n) = ([0.5, 0.3, 0.2], [0.4, 0.35, 0.25], 100.0);
        let covariance = Matrix::from_fn(3, 3, |i, j| (if i == j { p[i] } else { 0.0 } - p[i] * p[j]) / n);
        let difference = Vector::from_fn(3, |i, _| q[i] - p[i]);
        let Solution { x, rank } = solve_semidefinite(&covariance, &difference).unwrap();
        let pearson: f64 = (0..3).map(|i| n * (q[i] - p[i]).powi(2) / p[i]).sum();
        assert_eq!(rank, 2);
        assert!((difference.dot(&x) / pearson - 1.0).abs() < 1e-12);
        assert_eq!(solve_semidefinite(&Matrix::zeros(2, 2), &Vector::zeros(2)).unwrap().rank, 0);
    }

    proptest! {
        #[test]
        fn solutions_solve_in_any_units(
            entries in proptest::collection::vec(-1.0..1.0f64, 16), units in proptest::collection::vec(-4.0..4.0f64, 4)
        ) {
            let root = Matrix::from_vec(4, 4, entries);
            let units = Matrix::from_diagonal(&Vector::from_vec(units).map(|digits| 10f64.powf(digits)));
            let matrix = &units * (root.tr_mul(&root) + Matrix::identity(4, 4)) * &units;
            let right = &units * Vector::from_vec(vec![1.0, -2.0, 3.0, 0.5]);
            let column = Matrix::from_column_slice(4, 1, right.as_slice());
            let x = solve(&matrix, &column).unwrap();
            let Solution { x: also, rank } = solve_semidefinite(&matrix, &right).unwrap();
            prop_assert_eq!(rank, 4);
            for i in 0..4 {
                prop_assert!((x[i] - also[i]).abs() < 1e-9 * (x[i].abs() + 1.0 / units[(i, i)]), "{} {}", x, also);
            }
            let from_lu = matrix.determinant().ln();
            prop_assert!((log_det(&matrix).unwrap() - from_lu).abs() < 1e-8);
        }
    }
}
