//! Numbers in print.

use super::*;
use crate::chart::figures::Row;

#[test]
fn numbers_are_printed_at_their_precision() {
    let printer = |unit| Printer { unit, decimals: 0, signed: false, large: ONES, small: None };
    assert_eq!(printer(Unit::Share).value(0.394), "39%");
    assert_eq!((printer(Unit::Share).value(0.004), printer(Unit::Share).value(0.0)), ("<1%".into(), "0%".into()));
    assert_eq!(printer(Unit::Share).interval(Bounds::new(0.001, 0.03)), "0–3");
    assert_eq!(printer(Unit::Points).interval(Bounds::new(-0.024, -0.002)), "−2 to −0.2", "not zero");
    assert_eq!(printer(Unit::Points).interval(Bounds::new(-0.024, 0.0004)), "−2 to +0.04");
    assert_eq!(printer(Unit::Points).interval(Bounds::new(-0.024, 0.0)), "−2 to 0");
    assert_eq!(printer(Unit::Points).value(-0.034), "−3");
    assert_eq!(printer(Unit::Points).value(-0.001), "0");
    assert_eq!(printer(Unit::Points).interval(Bounds::new(-0.03, 0.08)), "−3 to +8");
    assert_eq!(printer(Unit::Share).interval(Bounds::new(0.35, 0.43)), "35–43");
    assert_eq!(printer(Unit::Share).interval(Bounds::new(0.506, 0.514)), "50.6–51.4", "not 51–51");
    assert_eq!(printer(Unit::Share).interval(Bounds::new(0.51, 0.51)), "51–51");
    let within = |value, low, high| printer(Unit::Share).telling_within(value, Bounds::new(low, high)).value(value);
    assert_eq!(within(0.457, 0.45, 0.464), "45.7%", "not 46% of 45–46");
    assert_eq!((within(0.46, 0.44, 0.48), within(0.51, 0.51, 0.51)), ("46%".into(), "51%".into()));
    assert_eq!(printer(Unit::Share).tick(0.025, 0.025), "2.5%");
    let of = |value| Printer::of(&Figures { unit: Unit::Number, rows: vec![Row::new(value)], ..Figures::default() });
    assert_eq!(of(38_580.4).value(38_580.4), "38,580");
    assert_eq!(of(39_967_094.0).value(39_967_094.0), "40.0m");
    assert_eq!(of(39_967_094.0).interval(Bounds::new(37_500_000.0, 42_400_000.0)), "37.5–42.4m");
    assert_eq!(of(2.5e10).interval(Bounds::new(-2e9, 2.5e10)), "−2.0bn to 25.0bn");
    assert_eq!([2_400_000.0, 31_000.0, 0.0].map(|reach| of(39_967_094.0).margin(reach)), ["±2.4m", "±0.04m", "±0.0m"]);
    assert_eq!([0.0, 0.034, 0.0002].map(|reach| printer(Unit::Share).margin(reach)), ["±0", "±4", "±1"]);
    let small = Printer { small: Some(2), ..printer(Unit::Share) };
    assert_eq!([0.0002, 0.01].map(|reach| small.margin(reach)), ["±0.02", "±1"], "as small shares are printed");
    assert_eq!([0.000_051, 0.006, 1.0].map(|reach| of(5.0).margin(reach)), ["±0.0001", "±0.01", "±1.00"]);
    assert_eq!(of(39_967_094.0).tick(20_000_000.0, 20_000_000.0), "20m");
    assert_eq!(of(2.5e10).value(-2.5e10), "−25.0bn");
    assert_eq!(of(41.25).value(41.25), "41.2");
    let share = printer(Unit::Share);
    assert!(share.rounds_apart((0.356, 0.364), 0.008), "36% and 36%, +1");
    assert!(!share.rounds_apart((0.356, 0.376), 0.02), "36% and 38%, +2");
    let words = |values: &[f64]| {
        let rows: Vec<Row> = values.iter().map(|value| Row::new(*value)).collect();
        let printer = Printer::of(&Figures { rows, ..Figures::default() });
        values.iter().map(|value| printer.value(*value)).collect::<Vec<_>>()
    };
    assert_eq!(words(&[0.3272, 0.05, 0.0004, 0.0003]), ["32.72%", "5.00%", "0.04%", "0.03%"], "all given so finely");
    assert_eq!(words(&[0.33, 0.05, 0.0004, 0.0003]), ["33%", "5%", "0.04%", "0.03%"], "no decimals of whole ones");
    let fine = [0.33, 0.05, 0.0004, 0.0003].map(|value| Row::new(value).inner(value * 0.999, value * 1.001));
    let printer = Printer::of(&Figures { rows: fine.to_vec(), ..Figures::default() });
    assert_eq!((printer.value(0.33), printer.value(0.0004)), ("33%".into(), "0.04%".into()), "however sure");
    assert_eq!(of(300.0).value(0.25), "0.2", "a number that is not zero");
    assert_eq!(words(&[0.3272, 0.004, 0.0]), ["33%", "<1%", "0%"], "nothing to tell apart");
    assert_eq!(words(&[0.3272, 0.004, 0.004]), ["33%", "<1%", "<1%"], "alike");
    assert_eq!(words(&[0.33, 1.0 / 300.0, 1.0 / 700.0]), ["33%", "<1%", "<1%"], "worked out, not given");
    assert_eq!(words(&[0.372, 0.374, 0.3735]), ["37.20%", "37.40%", "37.35%"], "all alike otherwise");
    assert_eq!(words(&[0.372, 0.374, 0.38]), ["37.2%", "37.4%", "38.0%"], "two would hide that they differ");
    assert_eq!(words(&[0.372, 0.384, 0.39]), ["37%", "38%", "39%"], "nothing hidden");
    let sure = |value: f64| {
        let rows = vec![Row::new(value).inner(value - 0.001, value + 0.001)];
        Printer::of(&Figures { rows, ..Figures::default() }).value(value)
    };
    assert_eq!([0.39, 0.391].map(sure), ["39%", "39.1%"], "no more decimals than were printed");
    assert_eq!(words(&[0.575, 0.565, 0.2]), ["58%", "57%", "20%"], "halves go up");
    assert_eq!(count(1_234_567.0), "1,234,567");
    assert_eq!(count(634.0), "634");
}
