//! Many polls in one trend, as poll averages have them.

use crate::samples;
use topline::chart::figures::Figures;

/// A crowd of synthetic polls by four institutes.
pub(crate) fn crowd(count: usize) -> Figures {
    let noise = |at: usize| f64::from(u32::try_from((at * 7919 + 13) % 101).unwrap()) / 101.0 - 0.5;
    let row = |at: usize| {
        let t = at as f64 / count as f64;
        let n = [800.0, 1000.0, 1500.0, 2000.0, 3000.0][at % 5];
        let p = 0.42 + 0.08 * (t * 7.0).sin() + 0.05 * noise(at);
        let row = samples::share(p, n, 1.4).series("approve").pollster(format!("Institute {}", at % 4 + 1));
        row.at(18_500.0 + 1_400.0 * t, format!("poll {at}"))
    };
    let rows = (0..count).map(row).collect();
    let mut figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
    figures.fits = vec![samples::smooth("approve", &figures.rows, 120.0, 7.0)];
    figures.notes.source = Some("Synthetic figures for illustration".into());
    figures.notes.fit = Some("local linear".into());
    figures.subtitle = Some("% who approve, synthetic".into());
    figures.subject = Some("approval of the government".into());
    figures
}
