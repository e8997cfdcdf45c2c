//! The base of a printed figure, and what stands in where none is printed.

use crate::sample::SampleError;
use crate::survey::{Figure, Group, Printed};
use crate::uncertainty::{Base, Flags};

/// How printed figures were rounded.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Rounding {
    /// To the unit that their printed decimals show.
    #[default]
    AsPrinted,
    /// To this unit, a fraction of 1 (0.01 for whole per cent).
    Unit(f64),
    /// Not at all.
    Off,
}

/// What a source is assumed to be where its figures say nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assumptions {
    /// The nominal base of a wave.
    pub n: Option<f64>,
    /// The design effect; `None`: simple random sampling is assumed, and said.
    pub deff: Option<f64>,
    /// Rounding of the figures.
    pub rounding: Rounding,
    /// People could give several answers: how many gave two of them is not printed.
    pub multiple: bool,
    /// Shares of the whole sample that groups make up.
    pub group_shares: Vec<(Group, f64)>,
}

impl Assumptions {
    /// What a figure stands on: its printed base; else the nominal one, scaled to the group's share of the sample where that is
    /// stated. The unweighted base counts people, so it is preferred.
    pub(super) fn base(&self, figure: &Figure, wave_base: Option<f64>) -> Result<Base, SampleError> {
        let printed = figure.base.unweighted.or(figure.base.weighted);
        if let Some(n) = printed.filter(|n| !(*n >= 1.0 && n.is_finite())) {
            return Err(SampleError::BadBase { place: figure.place.clone(), n });
        }
        let (n, flags) = match (printed, wave_base.or(self.n)) {
            (Some(n), _) if figure.base.unweighted.is_none() => (n, Flags::WEIGHTED_BASE),
            (Some(n), _) => (n, Flags::default()),
            (None, Some(nominal)) => self.stand_in(figure, nominal, wave_base.is_some()),
            (None, None) => return Err(no_base(figure)),
        };
        let assumed = if self.deff.is_none() { Flags::ASSUMED_DEFF } else { Flags::default() };
        let deff = self.deff.unwrap_or(1.0);
        Ok(Base {
            n: Some(n),
            n_weighted: figure.base.weighted,
            n_effective: Some(n / deff),
            deff: Some(deff),
            df: f64::INFINITY,
            flags: flags.with(assumed),
        })
    }

    fn stand_in(&self, figure: &Figure, whole: f64, printed_for_wave: bool) -> (f64, Flags) {
        let nominal = if printed_for_wave { Flags::default() } else { Flags::NOMINAL_BASE };
        if figure.groups.is_empty() {
            return (whole, nominal);
        }
        let share = |group: &Group| self.group_shares.iter().find(|(known, _)| known == group).map(|(_, share)| *share);
        // Groups crossed with each other: their joint share is known only if it is stated for each and they are independent.
        match figure.groups.as_slice() {
            [group] if share(group).is_some() => {
                (whole * share(group).unwrap_or(1.0), nominal.with(Flags::GROUP_SHARE_BASE))
            }
            _ => (whole, nominal.with(Flags::WHOLE_BASE)),
        }
    }

    /// How far rounding may have moved the figure.
    pub(super) fn half_width(&self, printed: Printed) -> f64 {
        let half = |p: Printed| (p.high() - p.share()).max(p.share() - p.low());
        match self.rounding {
            Rounding::AsPrinted => half(printed),
            Rounding::Unit(unit) => unit / 2.0,
            Rounding::Off => 0.0,
        }
    }
}

fn no_base(figure: &Figure) -> SampleError {
    let group: Vec<String> = figure.groups.iter().map(|g| format!("{} = {}", g.variable, g.level)).collect();
    SampleError::NoBase {
        place: figure.place.clone(),
        question: figure.question.to_string(),
        group: if group.is_empty() { "everybody".to_owned() } else { group.join(", ") },
    }
}
