//! Which variable a group level belongs to, when the table prints only the level.

use super::{among, normal};

/// The usual names of variables, and other spellings.
const VARIABLES: [(&str, &str); 5] = [
    ("sex", "sex|gender|пол|стать|geschlecht|sexe"),
    ("age", "age|age group|age groups|ages|возраст|возрастные группы|возрастная группа|вік|вікові групи|alter|âge"),
    ("education", "education|образование|освіта|bildung|éducation|diplôme"),
    (
        "place",
        "place|place type|settlement|type of settlement|residence|type of place|locality|тип населенного пункта|место проживания|тип поселения|тип населеного пункту|wohnort",
    ),
    ("region", "region|regions|регион|федеральный округ|область|регіон|federal district|land|région"),
];

const SEX: &str = "men|women|male|female|males|females|man|woman|m|f|мужчины|женщины|мужчина|женщина|мужской|женский|муж|жен|муж.|жен.|\
    чоловіки|жінки|чоловік|жінка|чоловіча|жіноча|männer|frauen|männlich|weiblich|hommes|femmes";
const PLACE: &str = "moscow|москва|kyiv|київ|киев|capital|столица|столиця|village|villages|село|села|сельское население|сельские|city|cities|город|города|\
    городское население|городские|місто|міста|town|towns|urban|rural|stadt|land|other cities|saint petersburg|санкт-петербург";
const EDUCATION: [&str; 14] = [
    "education",
    "degree",
    "school",
    "university",
    "college",
    "graduate",
    "образован",
    "высшее",
    "среднее",
    "освіт",
    "вища",
    "середня",
    "abitur",
    "hochschul",
];

/// The variable that a level belongs to: `sex`, `age`, `education`, `place`, or `group` when nothing says.
pub(in super::super) fn variable_of(level: &str) -> &'static str {
    let level = normal(level);
    match () {
        () if among(&level, SEX) => "sex",
        () if is_age(&level) => "age",
        () if among(&level, PLACE) => "place",
        () if EDUCATION.iter().any(|word| level.contains(word)) => "education",
        () => "group",
    }
}

/// The usual name of a variable whose heading is one of its spellings, otherwise the heading itself.
pub fn same_variable(heading: &str) -> String {
    let plain = normal(heading);
    let known = VARIABLES.iter().find(|(_, spellings)| among(&plain, spellings));
    known.map_or_else(|| heading.trim().to_owned(), |(name, _)| (*name).to_owned())
}

/// A heading over levels of several variables, or none.
pub(in super::super) fn any_variable(heading: &str) -> bool {
    let plain = normal(heading);
    plain.is_empty()
        || among(
            &plain,
            "group|groups|subgroup|subgroups|category|demographic|demographics|группа|группы|група|групи|gruppe|groupe",
        )
}

/// A heading over names of variables, where another column has their levels.
pub(in super::super) fn names_variable(heading: &str) -> bool {
    const WORDS: &str = "group|group variable|group var|group type|grouping|variable|variable name|var|dimension|breakdown|break|crossbreak|cross break|banner|split|demographic|characteristic|subgroup|группа|признак|переменная|ознака";
    among(&normal(heading).replace('_', " "), WORDS)
}

/// A heading over levels of variables that another column names.
pub(in super::super) fn names_level(heading: &str) -> bool {
    const WORDS: &str = "level|group|group level|group name|level name|group value|value|category|subgroup value|subgroup name|subgroup|подгруппа|значение|уровень|значення";
    among(&normal(heading).replace('_', " "), WORDS)
}

/// `18-24`, `55+`, `under 40`, `65 and over`, `до 40 лет`, `старше 55`.
fn is_age(level: &str) -> bool {
    const WORDS: &str = "aged|age|years|year|old|olds|and|or|over|older|under|younger|above|below|up|to|than|лет|год|года|до|от|и|старше|более|младше|\
        моложе|років|роки|рік|і|від|та|понад|молодше|jahre|jahren|und|älter|unter|über|ans|et|plus|moins|de|y|o|yo|more|less";
    let words: Vec<&str> =
        level.split(|c: char| c == '-' || c == '+' || c == '<' || c == '>' || c.is_whitespace()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let rest = words.iter().filter(|word| word.parse::<u32>().is_err()).all(|word| among(word, WORDS));
    let bounded = level.contains(['-', '+', '<', '>']) || words.len() > numbers.len();
    rest && bounded && (1..=2).contains(&numbers.len()) && numbers.iter().all(|n| (10..=110).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_name_their_variable() {
        for (level, variable) in [
            ("Men", "sex"),
            ("Женщины", "sex"),
            ("18–24", "age"),
            ("55+", "age"),
            ("55 лет и старше", "age"),
            ("Under 40", "age"),
            ("65 and over", "age"),
            ("до 40 лет", "age"),
            ("Москва", "place"),
            ("Rural", "place"),
            ("Higher education", "education"),
            ("Moderates", "group"),
            ("2025", "group"),
            ("18", "group"),
            ("North 1", "group"),
        ] {
            assert_eq!(variable_of(level), variable, "{level}");
        }
        assert_eq!(same_variable(" Возраст:"), "age");
        assert_eq!(same_variable("Party support"), "Party support");
    }
}
