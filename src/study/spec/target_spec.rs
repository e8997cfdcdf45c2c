//! `sex=men:45,women:55`: what weighting aims at.

use super::SpecError;
use std::str::FromStr;
use std::sync::Arc;

/// The shares that the levels of a variable have in the population.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetSpec {
    /// The variable.
    pub variable: Arc<str>,
    /// Its levels with their shares, fractions that add up to 1.
    pub shares: Vec<(Arc<str>, f64)>,
    /// What they add up to as stated, in per cent, where rounding makes that another number than 100.
    pub rescaled: Option<f64>,
}

/// Between sums that are the same.
const NOISE: f64 = 1e-9;
const RULE: &str =
    "write VAR=LEVEL:SHARE,LEVEL:SHARE, each level once, shares in per cent that add up to 100 but for their rounding";

impl FromStr for TargetSpec {
    type Err = SpecError;

    /// Shares that add up to 100 but for their rounding, half a unit of the last digit of each, are set to do so.
    fn from_str(text: &str) -> Result<Self, SpecError> {
        let error = || SpecError { what: "target", text: text.to_owned(), rule: RULE };
        let (variable, rest) = text.split_once('=').ok_or_else(error)?;
        let mut shares: Vec<(Arc<str>, f64)> = Vec::new();
        let (mut before, mut slack) = (String::new(), NOISE);
        for piece in rest.split(',') {
            // A level may have commas of its own.
            before += piece;
            let parts = before.rsplit_once(':').map(|(level, share)| (level.trim(), share.trim()));
            let Some((level, written, Ok(share))) = parts.map(|(level, share)| (level, share, share.parse::<f64>()))
            else {
                before.push(',');
                continue;
            };
            if level.is_empty() || !(0.0..=100.0).contains(&share) || shares.iter().any(|(known, _)| **known == *level)
            {
                return Err(error());
            }
            shares.push((level.into(), share));
            slack += half_a_unit(written);
            before.clear();
        }
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        if variable.trim().is_empty() || !before.is_empty() || shares.len() < 2 || (sum - 100.0).abs() > slack {
            return Err(error());
        }
        shares.iter_mut().for_each(|(_, share)| *share /= sum);
        let rescaled = Some(sum).filter(|sum| (sum - 100.0).abs() > NOISE);
        Ok(Self { variable: variable.trim().into(), shares, rescaled })
    }
}

/// By how much a number may be off by its rounding.
fn half_a_unit(written: &str) -> f64 {
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    0.5 * 0.1_f64.powi(decimals as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_shares_of_everybody() {
        let read = |text: &str| text.parse::<TargetSpec>().map(|target| target.shares);
        assert_eq!(read("sex=men:45,women: 55"), Ok(vec![("men".into(), 0.45), ("women".into(), 0.55)]));
        let thirds = read("area=towns, small:33,villages:33,cities:33").unwrap();
        assert_eq!(
            thirds.iter().map(|(level, _)| &**level).collect::<Vec<_>>(),
            ["towns, small", "villages", "cities"]
        );
        assert!((thirds[0].1 - 1.0 / 3.0).abs() < 1e-12, "rounded shares are set to add up");
        for wrong in [
            "sex",
            "sex=men:45",
            "sex=men:45,women:50",
            "sex=men:45,men:55",
            "sex=men:x,women:55",
            "=a:50,b:50",
            "sex=men:0.45,women:0.55",
            "sex=men:48.0,women:51.1",
            "sex=men:48.0,women:53",
        ] {
            let error = read(wrong).unwrap_err().to_string();
            assert!(error.contains("add up to 100"), "{wrong}: {error}");
        }
    }

    #[test]
    fn what_rounding_leaves_is_known() {
        let rescaled = |text: &str| text.parse::<TargetSpec>().unwrap().rescaled.map(|sum| (10.0 * sum).round() / 10.0);
        assert_eq!(rescaled("sex=men:48,women:53"), Some(101.0));
        assert_eq!(rescaled("area=a:33.3,b:33.3,c:33.3"), Some(99.9));
        assert_eq!(rescaled("sex=men:48.0,women:52.1"), Some(100.1));
        assert_eq!(rescaled("sex=men:0.1,women:0.2,rest:99.7"), None);
    }
}
