//! The words that charts print: titles without a claim, subtitles, the footer, alt text; numbers in a file of their own.

mod intervals;
mod margin;
mod number;

use super::figures::{Figures, Row, Unit};
pub use intervals::{bars, interval_heading, interval_name, unseen, whiskers, widest_name};
pub use number::{Printer, count};

/// What a footer says of a picture without intervals.
pub const NO_INTERVALS: &str = "Intervals are not shown";

/// What a footer says where a difference is not that of the figures beside it as they are printed.
pub const ROUNDED_APART: &str = "Differences shown are of unrounded figures";

/// What a footer says of shares that had no room for their numbers: `Some shares under 2% have no room for their number`.
pub fn unwritten(shares: &[f64]) -> Option<String> {
    let most = shares.iter().copied().reduce(f64::max)?;
    Some(format!("Some shares under {:.0}% have no room for their number", (most * 100.0 + 1e-9).floor() + 1.0))
}

/// A range of counts, or the one count.
pub fn counts((low, high): (f64, f64)) -> String {
    if low.round() == high.round() { count(low) } else { format!("{}–{}", count(low), count(high)) }
}

/// `a`, `a and b`, `a, b and c`; more than `most` names end in "and 7 more".
pub fn list(names: &[&str], most: usize) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many if many.len() > most.max(2) => {
            format!("{} and {} more", many[..most].join(", "), many.len() - most)
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A span of days in the longest unit of which it is a whole number, or nearly: `45 days`, `3 months`, `4 years`.
pub fn span(days: f64) -> String {
    const NEARLY: f64 = 0.03;
    let units = [(365.25, 1.0, "year"), (30.4375, 3.0, "month")];
    let whole = |(unit, least, name): (f64, f64, &str)| {
        let count = (days / unit).round();
        (count >= least && (days / unit - count).abs() <= NEARLY * count).then(|| counted(count as usize, name))
    };
    units.into_iter().find_map(whole).unwrap_or_else(|| counted(days.round() as usize, "day"))
}

/// `1 row`, `6 rows`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// First letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// First letter small, unless the second is large too, as in `GDP`.
pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next().filter(|_| !letters.clone().next().is_some_and(char::is_uppercase)) else {
        return text.to_owned();
    };
    first.to_lowercase().chain(letters).collect()
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    let closed = text.ends_with(['.', '?', '!', '”']);
    if text.is_empty() || closed { text.to_owned() } else { format!("{text}.") }
}

/// A text after its heading, which it may have brought along: people type `Source: …` where the source is asked for.
fn headed(heading: &str, text: &str) -> String {
    let text = text.trim();
    let own = text.split_once(':').filter(|(before, _)| before.trim().eq_ignore_ascii_case(heading));
    format!("{heading}: {}", own.map_or(text, |(_, after)| after.trim()))
}

/// The same without a full stop after another end of a sentence, as a question's title has one.
pub fn closed_once(text: String) -> String {
    ["?", "!", "…"].into_iter().fold(text, |text, end| text.replace(&format!("{end}."), end))
}

/// The paragraphs under a chart: the source with dates, mode and population; bases and margin; the wording; what is drawn (`drawn`).
/// Population and wording are left out where the title or the subtitle have them.
pub fn footer(figures: &Figures, drawn: &str, (title, subtitle): (&str, &str)) -> Vec<String> {
    let notes = &figures.notes;
    let population =
        notes.population.as_deref().filter(|people| [title, subtitle].iter().all(|said| !holds_words(said, people)));
    let mut about = Vec::new();
    if let Some(source) = notes.source.as_ref().filter(|source| !source.trim().is_empty()) {
        about.push(sentence(&headed("Source", source)));
    }
    let field = [notes.field_dates.as_deref(), notes.mode.as_deref(), population];
    let field = field.into_iter().flatten().collect::<Vec<_>>().join("; ");
    if !field.is_empty() {
        about.push(sentence(&headed("Fieldwork", &field)));
    }
    about.extend(bases(figures));
    about.extend(
        wording(figures, title)
            .filter(|wording| !subtitle.contains(wording.as_str()))
            .map(|asked| format!("Question: {asked}")),
    );
    let mut method = vec![sentence(drawn)];
    if notes.intervals_off && !drawn.contains(NO_INTERVALS) {
        method.push(sentence(NO_INTERVALS));
    }
    let weak = |row: &Row| row.low_precision && row.value.is_some();
    let unmarked = notes.left_out.unmarked;
    let low = match (unmarked.daggers, unmarked.hollow) {
        (false, false) => "† or hollow: low precision",
        (false, true) => "†: low precision",
        (true, false) => "Hollow: low precision",
        (true, true) => "Some figures have low precision",
    };
    method.extend(because(low, figures, &weak));
    method.extend(chance(figures, "difference", &Row::may_be_chance).map(|words| sentence(&words)));
    method.extend(because("Not shown", figures, &|row| row.value.is_none() && row.reason.is_some()));
    // A subtitle of our own has whom a condition leaves.
    let domain = notes.domain.iter().filter(|_| notes.only.is_none() || figures.subtitle.is_some());
    method.extend(domain.chain(&notes.extra).map(|remark| sentence(remark)));
    let paragraphs = [about, method].map(|parts| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>());
    paragraphs.into_iter().map(|parts| parts.join(" ")).filter(|text| !text.is_empty()).collect()
}

/// The wording of the question in quotes, where the title does not have it.
pub fn wording(figures: &Figures, title: &str) -> Option<String> {
    let wording = figures.notes.wording.as_deref().filter(|wording| !title.contains(&capital(wording)));
    // Quotes within are single.
    wording.map(|wording| format!("“{}”", wording.replace('“', "‘").replace('”', "’")))
}

/// What ≈ says of the differences that `of` picks, if there are any: whether their own intervals leave it open, or their test does.
pub fn chance(figures: &Figures, noun: &str, of: &dyn Fn(&Row) -> bool) -> Option<String> {
    let rows: Vec<&Row> = figures.rows.iter().filter(|row| of(row)).collect();
    let test = match rows.iter().any(|row| row.is_undone_by_test()) {
        false => String::new(),
        true => format!("{}, ", by_test(figures)),
    };
    (!rows.is_empty()).then(|| format!("≈:\u{a0}{test}the {noun} may be chance"))
}

/// What tests were made with.
pub fn by_test(figures: &Figures) -> &'static str {
    if is_adjusted(figures) { "adjusted for several comparisons" } else { "by its test" }
}

/// Whether differences were tested as several.
pub fn is_adjusted(figures: &Figures) -> bool {
    !figures.notes.unadjusted && figures.rows.iter().filter(|row| row.significant.is_some()).count() > 1
}

/// Rows of a kind, if there are any, with the reasons they give: `Not shown (effective n below 30).`
fn because(words: &str, figures: &Figures, of: &dyn Fn(&Row) -> bool) -> Option<String> {
    let rows = || figures.rows.iter().filter(|row| of(row));
    rows().next()?;
    let reasons = super::figures::distinct(rows().filter_map(|row| row.reason.as_deref()).flat_map(|r| r.split("; ")));
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
    Some(sentence(&format!("{words}{reasons}")))
}

fn bases(figures: &Figures) -> Option<String> {
    let notes = &figures.notes;
    let mut parts = Vec::new();
    parts.extend(figures.bases().map(|n| format!("n\u{a0}=\u{a0}{}", counts(n))));
    let why = if is_surer(figures) { " (above n for some: design effects are themselves estimates)" } else { "" };
    let said = figures.bases().map(counts);
    let effective = figures.effective_bases().map(counts).filter(|effective| Some(effective) != said.as_ref());
    parts.extend(effective.map(|n| format!("effective n\u{a0}=\u{a0}{n}{why}")));
    parts.extend(notes.deff.map(|(low, high)| {
        let (low, high) = (format!("{low:.2}"), format!("{high:.2}"));
        if low == high { format!("design effect {low}") } else { format!("design effect {low}–{high}") }
    }));
    parts.extend(notes.deff_assumed.then(|| "design effect taken as 1".to_owned()));
    parts.extend(margin::told(figures));
    (!parts.is_empty()).then(|| sentence(&capital_unless_symbol(&parts.join(", "))))
}

/// Whether the effective n that is printed goes beyond the n that is printed, which would look like a slip.
fn is_surer(figures: &Figures) -> bool {
    let printed = figures.bases().zip(figures.effective_bases());
    printed.is_some_and(|(n, effective)| effective.1.round() > n.1.round())
}

fn capital_unless_symbol(text: &str) -> String {
    if text.starts_with("n\u{a0}=") { text.to_owned() } else { capital(text) }
}

/// 0.95 as `95`, 0.999 as `99.9`.
fn per_cent(level: f64) -> String {
    let text = format!("{:.2}", level * 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A subtitle of the measure, the population and the dates, for figures without one; not what the title says already.
pub fn subtitle(figures: &Figures, title: &str) -> String {
    let notes = &figures.notes;
    let (measure, population) = match (figures.measure.as_deref(), figures.unit) {
        (Some(measure), _) => (measure.to_owned(), notes.population.as_deref()),
        (None, Unit::Share) => (per_cent_of(notes.population.as_deref()), None),
        (None, Unit::Points) => ("Percentage points".to_owned(), notes.population.as_deref()),
        (None, Unit::Number) => (String::new(), notes.population.as_deref()),
    };
    let said = |text: &str| holds_words(title, text);
    let dates = notes.field_dates.as_deref().filter(|dates| !single_dates(dates).split(" – ").all(said));
    let measure = Some(measure.as_str()).filter(|text| !text.is_empty() && !said(text));
    let mut parts: Vec<String> = measure.into_iter().chain(population).map(str::to_owned).collect();
    if let Some(only) = &notes.only {
        match parts.last_mut() {
            Some(last) => *last += &format!(" (only {only})"),
            None => parts.push(format!("only {only}")),
        }
    }
    parts.extend(dates.map(str::to_owned));
    capital(&parts.join(", "))
}

fn per_cent_of(population: Option<&str>) -> String {
    format!("% of {}", population.unwrap_or("respondents"))
}

/// Dates without the words between them: `from Mar 2023 to Nov 2025` as `Mar 2023 – Nov 2025`.
fn single_dates(dates: &str) -> String {
    let dates = dates.strip_prefix("from ").unwrap_or(dates);
    [" to ", " and ", ", "].into_iter().fold(dates.to_owned(), |text, word| text.replace(word, " – "))
}

/// Whether `text` stands in `title` word for word: "ratio" does not stand in "operations".
pub(super) fn holds_words(title: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (title, text) = (words(title), words(text));
    !text.is_empty() && title.windows(text.len()).any(|stretch| stretch == text)
}

/// The measure in words for titles and alt text.
pub fn subject(figures: &Figures) -> String {
    if let Some(subject) = &figures.subject {
        return capital(subject);
    }
    let lines = super::figures::distinct(figures.rows.iter().filter_map(Row::line));
    if let ([_], Some(measure)) = (lines.as_slice(), &figures.measure) {
        return capital(measure);
    }
    if lines.is_empty() { "Survey estimates".to_owned() } else { capital(&list(&lines, 3)) }
}

/// The subject with the measure, where it does not say that itself, as a sentence of an alt text.
pub fn measured(figures: &Figures) -> String {
    let subject = subject(figures);
    let shares = || (figures.unit == Unit::Share).then(|| per_cent_of(figures.notes.population.as_deref()));
    let measure = figures.measure.clone().or_else(shares).filter(|measure| !holds_words(&subject, measure));
    let told = measure.map_or(subject.clone(), |measure| titled_by(&subject, ",", &measure));
    if told.trim_end_matches('”').ends_with(['.', '?', '!', '…']) { told } else { format!("{told}.") }
}

/// A title of the subject and what follows it: `Support, by age`; after a question what follows is a sentence of its own.
pub fn titled(figures: &Figures, between: &str, rest: &str) -> String {
    titled_by(&subject(figures), between, rest)
}

fn titled_by(subject: &str, between: &str, rest: &str) -> String {
    match subject.ends_with(['?', '!', '.', '…']) {
        _ if rest.is_empty() => subject.to_owned(),
        true => format!("{subject} {}", capital(rest)),
        false => format!("{subject}{between} {rest}"),
    }
}

/// The finding that the title states, if one is given, for alt text.
pub fn finding_words(figures: &Figures) -> String {
    figures.title.as_deref().map(sentence).unwrap_or_default()
}

/// The measure, where neither the subject nor what is `told` says it, for alt text.
pub fn measure_words(figures: &Figures, told: &str) -> String {
    let said = |measure: &&String| holds_words(&subject(figures), measure) || told.contains(measure.as_str());
    figures
        .measure
        .as_ref()
        .filter(|measure| !said(measure))
        .map(|measure| format!("Measure: {measure}."))
        .unwrap_or_default()
}

/// The base in words, for alt text.
pub fn base_words(figures: &Figures) -> String {
    let base = figures.bases().map(|n| format!("Base: n = {}.", counts(n))).unwrap_or_default();
    let domain = figures.notes.domain.as_deref().map(sentence).unwrap_or_default();
    let source = figures.notes.source.as_ref().map(|s| sentence(&headed("Source", s))).unwrap_or_default();
    [base, domain, source].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
