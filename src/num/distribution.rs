//! Distribution functions and their inverses, behind one door so that a weak spot of a library is mended in one place.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// Quantile of the standard normal distribution at `p` in (0, 1).
pub fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// Quantile of Student's t with `df > 0` degrees of freedom (infinite: the normal) at `p` in (0, 1).
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal_quantile(p);
    }
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |t| t.inverse_cdf(p))
}

/// Probability that Student's t with `df > 0` degrees of freedom (infinite: the normal) is at most `x`; exact in the lower tail.
pub fn t_cdf(x: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return Normal::standard().cdf(x);
    }
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |t| t.cdf(x))
}

/// Quantile of chi-square with `df > 0` degrees of freedom at `p` in (0, 1).
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(f64::NAN, |chi| chi.inverse_cdf(p))
}

/// Probability that chi-square with `df > 0` degrees of freedom exceeds `x >= 0`.
pub fn chi_square_sf(x: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(f64::NAN, |chi| chi.sf(x))
}

/// Probability above `x` under Student's t with `df > 0` degrees of freedom (infinite: the normal).
pub fn t_sf(x: f64, df: f64) -> f64 {
    t_cdf(-x, df)
}

/// Probability above `x` under F with `numerator > 0` and `denominator > 0` degrees of freedom.
pub fn f_sf(x: f64, numerator: f64, denominator: f64) -> f64 {
    FisherSnedecor::new(numerator, denominator).map_or(f64::NAN, |f| f.sf(x))
}
