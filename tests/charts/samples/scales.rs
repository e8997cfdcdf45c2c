//! Stacked answers of a scale.

use super::*;

/// Real: support for the military's actions, three waves with all answers printed (Levada Center), the rest "hard to say".
pub(crate) fn likert() -> Figures {
    let answers = [
        ("definitely support", Role::Positive),
        ("rather support", Role::Positive),
        ("rather do not", Role::Negative),
        ("definitely do not", Role::Negative),
        ("hard to say", Role::DontKnow),
    ];
    let waves = [
        ("November 2022", [42., 32., 11., 9., 7.]),
        ("October 2024", [45., 31., 8., 7., 9.]),
        ("December 2025", [42., 31., 9., 9., 9.]),
    ];
    let mut rows = Vec::new();
    for (wave, shares) in waves {
        for ((answer, _), percent) in answers.iter().zip(shares) {
            rows.push(share(percent / 100.0, 1610.0, DEFF).item(wave).answer(*answer));
        }
        let net: f64 = (shares[0] + shares[1]) / 100.0;
        rows.push(share(net, 1610.0, DEFF).item(wave).answer("Support, net").part(Part::Net));
    }
    let mut notes = notes();
    notes.field_dates = Some("Nov 2022, Oct 2024, Dec 2025".into());
    notes.n = Some((1600.0, 1618.0));
    notes.wording = Some("Do you personally support the actions of the Russian armed forces in Ukraine?".into());
    Figures {
        subtitle: Some("% who give each answer".into()),
        subject: Some("support for the actions of the Russian armed forces".into()),
        rows,
        answers: answers.iter().map(|(name, role)| AnswerOrder { name: (*name).into(), role: *role }).collect(),
        nets: vec![NetParts {
            name: "Support, net".into(),
            of: answers[..2].iter().map(|(name, _)| (*name).into()).collect(),
        }],
        ordered: true,
        groups: vec![GroupOrder {
            variable: "item".into(),
            title: "Wave".into(),
            levels: waves.iter().map(|(wave, _)| (*wave).into()).collect(),
            ordered: true,
        }],
        notes,
        ..Figures::default()
    }
}

/// Synthetic: a two-sided scale with a neutral answer, standing on its middle.
pub(crate) fn diverging() -> Figures {
    let answers = [
        ("strongly disagree", Role::Negative),
        ("disagree", Role::Negative),
        ("neither", Role::Neutral),
        ("agree", Role::Positive),
        ("strongly agree", Role::Positive),
        ("hard to say", Role::DontKnow),
    ];
    let items = [
        ("The government should negotiate now", [8., 14., 17., 31., 22., 8.]),
        ("The economy is stronger than a year ago", [23., 29., 19., 16., 6., 7.]),
        ("People like me can speak freely to interviewers", [19., 22., 24., 18., 5., 12.]),
        ("News on television can be trusted", [15., 20., 21., 26., 11., 7.]),
    ];
    let mut rows = Vec::new();
    for (item, shares) in items {
        for ((answer, _), percent) in answers.iter().zip(shares) {
            rows.push(share(percent / 100.0, 1200.0, 1.6).item(item).answer(*answer));
        }
    }
    let mut notes = notes();
    notes.source = Some("Synthetic figures for illustration".into());
    notes.field_dates = Some("autumn 2025".into());
    Figures {
        subtitle: Some("% who give each answer, synthetic figures".into()),
        subject: Some("agreement with four statements".into()),
        rows,
        answers: answers.iter().map(|(name, role)| AnswerOrder { name: (*name).into(), role: *role }).collect(),
        ordered: true,
        diverging: true,
        notes,
        ..Figures::default()
    }
}
