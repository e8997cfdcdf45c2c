//! The words by which published tables are read: base, total, net, change and don't-know labels, names of columns, levels of sex, age,
//! place and education, in English, Russian, Ukrainian, German and French.

mod groups;

pub use groups::same_variable;
pub(super) use groups::{any_variable, names_level, names_variable, variable_of};

use super::super::cell::{self, Content, Style};

/// A label as compared: small letters, plain dashes and spaces, no quotation marks, no marks or colons at its end.
pub(super) fn normal(label: &str) -> String {
    let mut plain = String::with_capacity(label.len());
    for c in unmarked(label).chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => plain.push('е'),
            '–' | '—' | '−' | '‐' | '‑' => plain.push('-'),
            '«' | '»' | '“' | '”' | '„' | '"' | '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
            '’' | 'ʼ' | '`' => plain.push('\''),
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain.trim().trim_end_matches([':', '.', ',', ';', '?', '!']).trim_end().to_owned()
}

/// A label without footnote marks at its end: superscripts, daggers, stars, `[a]`.
pub(super) fn unmarked(label: &str) -> &str {
    let mut rest = cell::trim(label);
    loop {
        let cut = rest.trim_end_matches(|c: char| cell::is_superscript(c) || matches!(c, '†' | '‡' | '*' | '§' | '¶'));
        let noted = cut.strip_suffix(']').and_then(|text| text.rsplit_once('['));
        let shorter = match noted {
            Some((before, inside)) if (1..=3).contains(&inside.chars().count()) && !before.is_empty() => before,
            _ => cut,
        };
        if shorter.is_empty() || shorter.len() == rest.len() {
            return rest;
        }
        rest = cell::trim(shorter);
    }
}

fn among(label: &str, words: &str) -> bool {
    words.split('|').any(|word| word == label)
}

fn starts(label: &str, words: &str) -> bool {
    words.split('|').any(|word| label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Which base a row prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseKind {
    /// The label does not say.
    Plain,
    Unweighted,
    Weighted,
    /// Printed, but not a base that a share is counted on.
    Effective,
}

const BASE: &str = "base|bases|n|n=|n =|(n)|(n=)|(n =)|sample size|sample|sample base|total n|n total|respondents|total respondents|total interviews|number interviewed|total answering|number of respondents|\
    interviews|number of interviews|base n|base size|total base|\
    база|база опроса|выборка|размер выборки|объем выборки|всего опрошено|опрошено|число опрошенных|количество опрошенных|число ответивших|\
    количество респондентов|число респондентов|опитано|всього опитано|усього опитано|кількість опитаних|вибірка|обсяг вибірки|\
    basis|fallzahl|stichprobe|befragte|effectif|effectifs|taille de l'échantillon";
const WEIGHTED: &str = "weighted|wtd|взвеш|зважен|gewichtet|pondéré";
const UNWEIGHTED: &str =
    "unweighted|un-weighted|unwtd|not weighted|raw|невзвеш|не взвеш|незважен|не зважен|ungewichtet|non pondéré|brut";
const EFFECTIVE: &str = "effective|эффективн|ефективн";

/// The base that a row of this label prints, if it is one.
pub(super) fn base(label: &str) -> Option<BaseKind> {
    let label = normal(label);
    let has = |words: &str| words.split('|').any(|word| label.contains(word));
    let kind = match () {
        () if has(EFFECTIVE) => BaseKind::Effective,
        () if has(UNWEIGHTED) => BaseKind::Unweighted,
        () if has(WEIGHTED) => BaseKind::Weighted,
        () => BaseKind::Plain,
    };
    // "Weighted base", "Base (weighted)", "Base: all adults", "N (unweighted)".
    let kinds = [EFFECTIVE, UNWEIGHTED, WEIGHTED].map(|words| words.split('|'));
    let qualifies = |part: &str| {
        kinds.iter().cloned().flatten().any(|word| part.starts_with(word))
            || among(part, "not|не|non|чел|чел.|человек|осіб|people|persons")
    };
    let parts = label.split([' ', '(', ')', ',']).filter(|part| !part.is_empty() && !qualifies(part));
    let core = parts.collect::<Vec<_>>().join(" ");
    let core = core.strip_suffix(" n").unwrap_or(&core);
    let named = among(&label, BASE) || among(core, BASE) || core.starts_with("base:") || core.starts_with("база:");
    named.then_some(kind)
}

/// Everybody, as a column or group level.
pub(super) fn total(label: &str) -> bool {
    const WORDS: &str = "total|all|all respondents|all adults|everybody|everyone|overall|total sample|full sample|whole sample|whole|\
        всего|все|все опрошенные|все респонденты|в целом|в целом по выборке|в среднем|в среднем по выборке|итого|вся выборка|население в целом|\
        всього|усього|усі|всі|загалом|разом|усі опитані|gesamt|insgesamt|alle|ensemble|tous";
    among(&without_unit(&normal(label)), WORDS)
}

/// The sum of a column of answers, printed as 100 %.
pub(super) fn sum(label: &str) -> bool {
    const WORDS: &str = "total|sum|σ|sigma|all|total 100|итого 100|всего 100|итого|всего|сумма|разом|всього|усього|сума|summe|gesamt|insgesamt|total général|ensemble";
    among(&without_unit(&normal(label)), WORDS)
}

/// A column of changes or of test results, not of shares.
pub(super) fn change(label: &str) -> bool {
    const WORDS: &str = "change|changes|difference|diff|delta|δ|+/-|+-|±|sig|sig.|significance|p|p-value|margin of error|margin|moe|change since|net change|\
        изменение|изменения|динамика|разница|прирост|зміна|зміни|різниця|veränderung|differenz|évolution|écart";
    let label = normal(label);
    among(&label, WORDS) || starts(&label, "change|change since|change from|difference|изменение|зміна|veränderung")
}

/// Does not know, or finds it hard to say: the last answer of most lists.
pub(super) fn dont_know(label: &str) -> bool {
    const WORDS: &str = "hard to say|don't know|dont know|do not know|dk|not sure|unsure|undecided|no opinion|no answer|refused|\
        затрудняюсь ответить|затрудняюсь|затруднились ответить|затруднились|не знаю|нет ответа|отказ|відмова|\
        важко сказати|важко відповісти|не знаю|немає відповіді|weiß nicht|keine angabe|ne sait pas|sans opinion";
    starts(&normal(label), WORDS) || starts(&normal(label), "other don't know")
}

/// The words of a label that says it is a net, and the label without them: `NET: Support`, `Support (net)`.
pub(super) fn net(label: &str) -> Option<String> {
    let plain = unmarked(label);
    let lower = plain.to_lowercase();
    let front =
        ["net:", "net ", "(net)", "нетто:", "нетто ", "сумма:", "разом:"].iter().find(|word| lower.starts_with(*word));
    let back = ["(net)", ": net", " net", "(нетто)", "(сумма)", "(сума)", "(total)"]
        .iter()
        .find(|word| lower.ends_with(*word));
    // Both lists keep their length in bytes when put in small letters, so the cuts fall between characters.
    let rest = match (front, back) {
        (Some(word), _) => plain.get(word.len()..)?,
        (None, Some(word)) => plain.get(..plain.len().checked_sub(word.len())?)?,
        (None, None) => return None,
    };
    let rest = cell::trim(rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–')));
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Says how strongly, not what: `definitely`, `rather`.
pub(super) fn intensity(word: &str) -> bool {
    const WORDS: &str = "definitely|rather|strongly|somewhat|fairly|very|completely|fully|totally|mostly|probably|certainly|slightly|generally|surely|\
        tend|to|quite|moderately|entirely|absolutely|partly|more|likely|\
        определенно|скорее|полностью|безусловно|однозначно|точно|совершенно|вполне|частично|очень|в|основном|целом|всего|решительно|абсолютно|\
        однозначно|скоріше|радше|повністю|безумовно|точно|цілком|частково|дуже|переважно|рішуче|\
        sehr|eher|voll|ganz|teilweise|bestimmt|plutôt|tout|fait|très";
    among(word, WORDS)
}

/// Turns the answer into its opposite.
pub(super) fn negation(word: &str) -> bool {
    among(
        word,
        "not|no|don't|dont|doesn't|never|neither|against|stop|не|нет|ні|ани|ani|против|проти|nicht|kein|keine|pas|non|ne",
    )
}

/// `n = 1,618` within a heading, title or note: the number, and the text before it.
pub(super) fn base_within(text: &str) -> Option<(f64, &str)> {
    let at = text.char_indices().find(|&(at, c)| {
        let before = text[..at].chars().next_back();
        let stands_alone = before.is_none_or(|c| !c.is_alphanumeric());
        let rest = &text[at + c.len_utf8()..];
        matches!(c, 'n' | 'N') && stands_alone && rest.trim_start().starts_with('=')
    })?;
    let tail = cell::trim(text[at.0 + 1..].trim_start().strip_prefix('=')?);
    let end = tail
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}' | ' ' | '\u{2009}' | '\u{202f}')))
        .unwrap_or(tail.len());
    let digits = tail[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    match cell::parse(digits, Style::default()).content {
        Content::Number(n) => {
            let before =
                text[..at.0].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',' | ';' | ':'));
            Some((count(&n, digits), before))
        }
        _ => None,
    }
}

/// People are whole: `1.618` in a base is 1,618.
fn count(number: &cell::Number, text: &str) -> f64 {
    if number.decimals() == 3 && !text.contains(',') { number.value() * 1000.0 } else { number.value() }
}

/// A heading without a unit: `Total, %`, `Total (%)`.
pub(super) fn without_unit(heading: &str) -> String {
    let mut rest = cell::trim(heading);
    for unit in ["(in %)", "in %", "(%)", "%", "(в %)", "в %", "(n)", "проц.", "per cent", "percent"] {
        rest = cell::trim(rest.strip_suffix(unit).unwrap_or(rest));
    }
    rest.trim_end_matches([',', ':', ';']).trim_end().to_owned()
}

/// A heading that says its column is in per cent: `Agree (%)`, `Agree, %`.
pub(super) fn in_per_cent(heading: &str) -> bool {
    let plain = cell::trim(heading);
    let bare = without_unit(plain);
    let unit = plain.strip_prefix(bare.as_str()).unwrap_or_default().to_lowercase();
    !bare.is_empty() && ["%", "проц", "cent"].iter().any(|word| unit.contains(word))
}

/// A heading of a difference of two answers, or of a net: `net`, `net trust`.
pub(super) fn starts_with_net(heading: &str) -> bool {
    starts(&normal(heading), "net|saldo|нетто|баланс")
}

/// A line below a table that explains it.
pub(super) fn note(line: &str) -> bool {
    const WORDS: &str = "note|notes|source|sources|base|n|fieldwork|примечание|примечания|источник|база|примітка|примітки|джерело|anmerkung|quelle";
    let marked = line.starts_with(|c: char| cell::is_superscript(c) || matches!(c, '*' | '†' | '‡' | '[' | '('));
    marked || starts(&normal(line), WORDS)
}

/// A note that a star stands for a figure not shown because few people were asked.
pub(super) fn suppression(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "too small",
        "too few",
        "small base",
        "small sample",
        "suppressed",
        "not shown",
        "low base",
        "insufficient",
        "мал",
        "недостаточн",
        "недостатн",
        "fewer than",
    ];
    line.starts_with('*') && WORDS.iter().any(|word| line.to_lowercase().contains(word))
}

/// A heading that prints only the unit: `%`, `% of respondents`, `в % от опрошенных`.
pub(super) fn unit_only(text: &str) -> bool {
    let plain = normal(text);
    let plain = plain.trim_start_matches('(').trim_end_matches(')').trim();
    among(plain, "%|percent|per cent|in per cent|percentage|проценты|процент|% ответивших|% опрошенных")
        || starts(plain, "% of|in %|в %|у %")
}

/// `A` or `(B)`: the letter of a column in a table of significance tests.
pub(super) fn column_letter(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']'])).unwrap_or(text);
    inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_uppercase())
}

/// A title that is the question: it ends in a question mark or begins with its number.
pub(super) fn asks(title: &str) -> bool {
    let number = title.strip_prefix(['Q', 'q', 'В']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    number || title.trim_end_matches(['»', '"', '”', ')']).ends_with('?')
}

/// A heading over nets.
pub(super) fn summary(heading: &str) -> bool {
    among(
        &normal(heading),
        "net|nets|summary|subtotal|subtotals|totals|нетто|сводно|суммы|итоги|підсумки|zusammengefasst",
    )
}

/// A line of a statistic that is no share: a mean, a median, an index.
pub(super) fn statistic(label: &str) -> bool {
    const WORDS: &str = "mean|mean score|average|average score|median|std dev|std. dev|std.dev|standard deviation|std error|std. error|std err|std. err|standard error|variance|\
        index|net score|balance|net support|net approval|среднее|среднее значение|средний балл|медиана|индекс|стандартное отклонение|баланс|\
        середнє|середній бал|медіана|індекс|mittelwert|durchschnitt|moyenne|médiane";
    among(&normal(label), WORDS)
}
