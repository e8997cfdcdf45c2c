//! Ticks at every span, and dates in words.

use super::*;

fn labels(from: Date, to: Date, width: f64) -> Vec<String> {
    let made = round_ticks(&STEPS, (day_of(from), day_of(to)), width, &|text| 7.0 * text.chars().count() as f64);
    made.into_iter().map(|t| format!("{}{}", t.label, t.under.map(|u| format!("/{u}")).unwrap_or_default())).collect()
}

#[test]
fn ticks_are_round_at_every_span() {
    assert_eq!(labels(date(2025, 12, 11), date(2025, 12, 11), 600.0), ["11 Dec/2025"]);
    assert_eq!(labels(date(2025, 12, 30), date(2026, 1, 2), 600.0), ["30 Dec/2025", "31 Dec", "1 Jan/2026", "2 Jan"]);
    assert_eq!(labels(date(2022, 7, 29), date(2026, 2, 21), 300.0), ["2023", "2024", "2025", "2026"]);
    assert_eq!(labels(date(2024, 11, 3), date(2025, 4, 5), 600.0), ["Dec/2024", "Jan/2025", "Feb", "Mar", "Apr"]);
    assert_eq!(labels(date(2024, 1, 15), date(2025, 11, 15), 130.0), ["Jul", "Jan/2025", "Jul"]);
    assert_eq!(labels(date(1960, 5, 1), date(2020, 5, 1), 600.0).len(), 12);
}

#[test]
fn a_few_polls_have_a_tick_each_where_labels_fit() {
    let polls = [3, 6, 9, 12].map(|month| day_of(date(2024, month, 15)));
    let made = |width: f64| {
        let ticks = date_ticks(&polls, (polls[0], polls[3]), width, &|text| 7.0 * text.chars().count() as f64);
        ticks.into_iter().map(|tick| (tick.label, tick.day)).collect::<Vec<_>>()
    };
    let wide = made(400.0);
    assert_eq!(wide.iter().map(|tick| &*tick.0).collect::<Vec<_>>(), ["Mar", "Jun", "Sep", "Dec"]);
    assert_eq!(wide[0].1, polls[0]);
    assert_eq!(made(60.0).iter().map(|tick| &*tick.0).collect::<Vec<_>>(), ["Mar", "Dec"], "the ends come first");
}

#[test]
fn days_and_months_do_not_stand_on_one_axis() {
    let made = |polls: &[Date]| {
        let days: Vec<f64> = polls.iter().map(|date| day_of(*date)).collect();
        let ends = (days[0], days[days.len() - 1]);
        let ticks = date_ticks(&days, ends, 600.0, &|text| 7.0 * text.chars().count() as f64);
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
    };
    let months = [date(2025, 1, 27), date(2025, 2, 25), date(2025, 3, 28)];
    assert_eq!(made(&months), ["27 Jan", "25 Feb", "28 Mar"]);
    let weeks: Vec<Date> = (0..11).map(|week| date(2025, 10, 4).saturating_add((7 * week).days())).collect();
    let found = made(&weeks);
    assert!(found.iter().all(|label| label.contains(' ')), "{found:?}");
    assert_eq!((found[0].as_str(), found[found.len() - 1].as_str()), ("4 Oct", "13 Dec"));
}

#[test]
fn an_end_far_into_its_month_is_told_by_its_day_and_no_month_twice() {
    let made = |polls: &[Date]| {
        let days: Vec<f64> = polls.iter().map(|date| day_of(*date)).collect();
        let ends = (days[0], days[days.len() - 1]);
        let ticks = date_ticks(&days, ends, 700.0, &|text| 7.0 * text.chars().count() as f64);
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
    };
    // Two polls a month are no ticks of their own.
    let polls: Vec<Date> = (0..24).map(|at| date(2024, 1, 20).saturating_add((15 * at).days())).collect();
    let found = made(&polls);
    assert_eq!((found[0].as_str(), found[found.len() - 1].as_str()), ("20 Jan", "30 Dec"), "{found:?}");
    assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "{found:?}");
    // Ten days of two years are seen among ticks at the starts of months.
    let polls: Vec<Date> = (0..24).map(|at| date(2024, 1, 11).saturating_add((30 * at).days())).collect();
    assert_eq!(made(&polls)[0], "11 Jan");
    // Of whole months ticks stand in their middle, where the polls do.
    let middle = |first: Date| day_of(first) + f64::from(first.days_in_month()) / 2.0;
    let months: Vec<f64> = (0..30).map(|at| middle(date(2022, 1, 1).saturating_add(at.months()))).collect();
    let ticks = date_ticks(&months, (months[0], months[29]), 700.0, &|text| 7.0 * text.chars().count() as f64);
    assert!(ticks.iter().all(|tick| (14..=18).contains(&civil(tick.day).day())), "{ticks:?}");
}

#[test]
fn polls_of_whole_years_have_ticks_of_years_alone() {
    let made = |years: &[i16], width: f64| {
        let polls: Vec<f64> = years.iter().map(|year| day_of(date(*year, 7, 2))).collect();
        let ends = (polls[0] - 40.0, polls[polls.len() - 1] + 40.0);
        let ticks = date_ticks(&polls, ends, width, &|text| 7.0 * text.chars().count() as f64);
        assert!(ticks.iter().all(|tick| tick.under.is_none() && civil(tick.day).month() == 7), "{ticks:?}");
        ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>()
    };
    assert_eq!(made(&[2021, 2022, 2023], 900.0), ["2021", "2022", "2023"]);
    assert_eq!(made(&[2003, 2010, 2014, 2022], 900.0), ["2003", "2010", "2014", "2022"]);
    let many: Vec<i16> = (2001..=2025).collect();
    assert_eq!(made(&many, 300.0), ["2001", "2005", "2010", "2015", "2020", "2025"]);
}

#[test]
fn dates_are_printed_in_words() {
    assert_eq!(long_date(day_of(date(2025, 12, 11)) + 0.5), "11 Dec 2025");
    assert_eq!(month_and_year(day_of(date(2026, 2, 21))), "Feb 2026");
}
