//! How long pictures take, in one process with fonts loaded once: `cargo bench --bench charts`. Prints the median and the spread of
//! twenty runs of each, from figures to SVG and to PNG.

#[path = "../tests/charts/crowd.rs"]
mod crowd;
#[path = "../tests/charts/samples/mod.rs"]
#[allow(dead_code)]
mod samples;

use std::hint::black_box;
use std::time::Instant;
use topline::chart::figures::Figures;
use topline::chart::{Size, Theme, kinds, render};

const RUNS: usize = 20;

fn main() {
    let crowd = crowd::crowd(500);
    let named = [("trend, 500 polls", "trend", crowd), ("facets, 24 panels", "facets", samples::facets(24))];
    let named = named.into_iter().map(|(name, kind, figures)| (name.to_owned(), kind, figures));
    let usual = samples::all().into_iter().map(|(name, kind, figures)| (name.to_owned(), kind, figures));
    println!("{:<20} {:>26} {:>26}", "1600 × 1000", "SVG, ms (least–most)", "PNG, ms (least–most)");
    for (name, kind, figures) in named.chain(usual) {
        let svg = time(|| {
            black_box(draw(kind, &figures).svg().unwrap());
        });
        let png = time(|| {
            black_box(draw(kind, &figures).png().unwrap());
        });
        println!("{name:<20} {svg:>26} {png:>26}");
    }
    let all = samples::all();
    let start = Instant::now();
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= 200 {
                        break;
                    }
                    let (_, kind, figures) = &all[at % all.len()];
                    black_box(draw(kind, figures).png().unwrap());
                }
            });
        }
    });
    println!("200 charts as PNG on two threads: {:.2} s", start.elapsed().as_secs_f64());
}

fn draw(kind: &str, figures: &Figures) -> topline::chart::Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

fn time(mut run: impl FnMut()) -> String {
    run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    format!("{:.1} ({:.1}–{:.1})", times[RUNS / 2], times[0], times[RUNS - 1])
}
