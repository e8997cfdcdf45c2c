//! The forms in which pollsters, statistical offices and spreadsheets write dates.

use super::*;
use crate::survey::Precision;
use jiff::civil::date;
use proptest::prelude::*;

/// Each text with the period it means, in the ISO form of `Period`.
const FORMS: &[(&str, &str)] = &[
    ("2025-12-11", "2025-12-11"),
    ("2025/12/11", "2025-12-11"),
    ("2025.12.11", "2025-12-11"),
    ("20251211", "2025-12-11"),
    ("11.12.2025", "2025-12-11"),
    ("11.12.2025 г.", "2025-12-11"),
    ("25/12/2025", "2025-12-25"),
    ("12/25/2025", "2025-12-25"),
    ("4/4/2025", "2025-04-04"),
    ("11 December 2025", "2025-12-11"),
    ("11th of December, 2025", "2025-12-11"),
    ("December 11, 2025", "2025-12-11"),
    ("11 декабря 2025 года", "2025-12-11"),
    ("11 грудня 2025 р.", "2025-12-11"),
    ("11. Dezember 2025", "2025-12-11"),
    ("1er août 2025", "2025-08-01"),
    ("2025-12-11/2025-12-19", "2025-12-11/2025-12-19"),
    ("2025-12-11 - 2025-12-19", "2025-12-11/2025-12-19"),
    ("2025-12-11 to 2025-12-19", "2025-12-11/2025-12-19"),
    ("11–19 Dec 2025", "2025-12-11/2025-12-19"),
    ("11 - 19 Dec. 2025", "2025-12-11/2025-12-19"),
    ("11-19.12.2025", "2025-12-11/2025-12-19"),
    ("11.–19.12.2025", "2025-12-11/2025-12-19"),
    ("11.12.2025–19.12.2025", "2025-12-11/2025-12-19"),
    ("11.12-19.12.2025", "2025-12-11/2025-12-19"),
    ("Dec 11-19, 2025", "2025-12-11/2025-12-19"),
    ("December 11 to 19, 2025", "2025-12-11/2025-12-19"),
    ("с 11 по 19 декабря 2025 г.", "2025-12-11/2025-12-19"),
    ("28 Nov – 3 Dec 2025", "2025-11-28/2025-12-03"),
    ("Nov 28 - Dec 3, 2025", "2025-11-28/2025-12-03"),
    ("30 декабря – 4 января 2026", "2025-12-30/2026-01-04"),
    ("30 Dec 2025 – 4 Jan 2026", "2025-12-30/2026-01-04"),
    ("2025-11", "2025-11"),
    ("2025/11", "2025-11"),
    ("202511", "2025-11"),
    ("11.2025", "2025-11"),
    ("11/2025", "2025-11"),
    ("Nov 2025", "2025-11"),
    ("Nov. 2025", "2025-11"),
    ("Nov-2025", "2025-11"),
    ("Nov '25", "2025-11"),
    ("NOVEMBER 2025", "2025-11"),
    ("2025 November", "2025-11"),
    ("ноябрь 2025", "2025-11"),
    ("ноября 2025", "2025-11"),
    ("Ноябрь, 2025 г.", "2025-11"),
    ("листопад 2025", "2025-11"),
    ("März 2025", "2025-03"),
    ("février 2025", "2025-02"),
    ("Nov–Dec 2025", "2025-11/2025-12"),
    ("2025-11/2025-12", "2025-11/2025-12"),
    ("11.2025 - 12.2025", "2025-11/2025-12"),
    ("Q3 2025", "2025-07/2025-09"),
    ("2025Q3", "2025-07/2025-09"),
    ("2025-Q3", "2025-07/2025-09"),
    ("III кв. 2025", "2025-07/2025-09"),
    ("3 квартал 2025 года", "2025-07/2025-09"),
    ("2025", "2025"),
    ("2025 г.", "2025"),
];

#[test]
fn every_known_form_is_read() {
    for (text, meant) in FORMS {
        match period(text) {
            Ok(read) => assert_eq!(read.to_string(), *meant, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[test]
fn two_readings_are_named_and_none_is_chosen() {
    let error = period("03/04/2025").unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"03/04/2025\" can be read as 2025-04-03 or as 2025-03-04: write the one that is meant"
    );
    assert!(matches!(period("03-04-2025"), Err(DateError::Ambiguous { .. })));
    // With dots the day comes first.
    assert_eq!(period("03.04.2025").unwrap().start(), date(2025, 4, 3));
}

#[test]
fn what_is_no_date_is_refused() {
    let no_year = ["Nov 25", "Nov-25", "11.12.25", "11 December", "Nov", "11-19 Dec"];
    for text in no_year {
        assert!(matches!(period(text), Err(DateError::NoYear { .. })), "{text}: {:?}", period(text));
    }
    let not_in_calendar = ["2025-02-30", "31.04.2025", "2025-13", "2025-00-10", "13.2025", "29 Feb 2025", "Q5 2025"];
    for text in not_in_calendar {
        assert!(matches!(period(text), Err(DateError::NotInCalendar { .. })), "{text}: {:?}", period(text));
    }
    let backwards = ["2025-12-19/2025-12-11", "19–11 Dec 2025", "2025–2024", "Dec 2025 – Nov 2025"];
    for text in backwards {
        assert!(matches!(period(text), Err(DateError::Backwards { .. })), "{text}: {:?}", period(text));
    }
    let unreadable = ["", " ", "55+", "18-24", "40–54", "18–24 года", "men", "wave 3", "3025", "-", "2025-12-11T10:00"];
    for text in unreadable {
        assert!(matches!(period(text), Err(DateError::Unreadable { .. })), "{text}: {:?}", period(text));
    }
    for text in ["1.5", "11–Dec 2025"] {
        assert!(period(text).is_err(), "{text}: {:?}", period(text));
    }
}

#[test]
fn a_range_over_two_years_covers_them() {
    let years = period("2024–2025").unwrap();
    assert_eq!(
        (years.start(), years.end(), years.precision()),
        (date(2024, 1, 1), date(2025, 12, 31), Precision::Year)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Any day, written any of these ways, is that day.
    #[test]
    fn a_day_is_read_back(y in 1950i16..2100, m in 1i8..=12, d in 1i8..=28) {
        let day = date(y, m, d);
        for form in ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y%m%d"] {
            let text = day.strftime(form).to_string();
            prop_assert_eq!(period(&text), Ok(Period::day(day)), "{}", text);
        }
    }

    /// What is printed as a period is read as it.
    #[test]
    fn iso_periods_are_read_back(y in 1950i16..2100, m in 1i8..=12, d in 1i8..=28, more in 0i64..400) {
        let start = date(y, m, d);
        let Ok(end) = start.checked_add(jiff::Span::new().days(more)) else { return Ok(()) };
        prop_assume!(end.year() <= 2100);
        let range = Period::new(start, end, Precision::Day).unwrap();
        prop_assert_eq!(period(&range.to_string()), Ok(range));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        let _ = period(&text);
    }

    #[test]
    fn no_heap_of_date_words_makes_it_panic(
        words in proptest::collection::vec(
            prop_oneof![
                Just("2025"), Just("11"), Just("31"), Just("Nov"), Just("-"), Just("–"), Just("/"), Just("."), Just(" "), Just("Q"),
                Just("99"), Just("0"), Just("to"), Just("'"), Just(","), Just("года"), Just("20251131"), Just("iv"),
            ],
            0..9,
        )
    ) {
        let _ = period(&words.concat());
    }
}
