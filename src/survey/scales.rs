//! Well-known scales of answers in words (`assets/scales.toml`): their order, and the side of each answer.
//!
//! The lists are closed, and a question is read by one only if it holds every answer: words that merely look like a scale stay words.

use super::Role;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

/// The answers of a question as a well-known scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownScale {
    /// What the scale is of, as `agreement`.
    pub name: &'static str,
    /// The answers in its order, those outside it last, each with its side.
    pub answers: Vec<(Arc<str>, Role)>,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    dont_know: Vec<String>,
    refused: Vec<String>,
    scale: Vec<List>,
}

/// One scale; each place has the spellings of one answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct List {
    name: String,
    positive: Vec<Vec<String>>,
    neutral: Vec<String>,
    negative: Vec<Vec<String>>,
    degrees: Vec<Vec<String>>,
}

static LISTS: LazyLock<Lists> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/scales.toml")).unwrap_or_default());

impl Lists {
    /// The side of an answer outside every scale; of two such in one (`don't know / prefer not to say`) that of the first.
    fn outside(&self, answer: &str) -> Option<Role> {
        let is = |words: &[String]| words.iter().any(|word| word == answer);
        if is(&self.dont_know) {
            return Some(Role::DontKnow);
        }
        let parts = answer.split_once('/').filter(|_| !is(&self.refused));
        let both = parts.and_then(|(first, second)| self.outside(first.trim()).zip(self.outside(second.trim())));
        both.map(|(first, _)| first).or_else(|| is(&self.refused).then_some(Role::Refused))
    }
}

impl List {
    /// The places in order with their sides.
    fn places(&self) -> impl Iterator<Item = (&[String], Role)> {
        fn all(places: &[Vec<String>], role: Role) -> impl Iterator<Item = (&[String], Role)> {
            places.iter().map(move |words| (words.as_slice(), role))
        }
        let neutral = std::iter::once((self.neutral.as_slice(), Role::Neutral));
        let sided = all(&self.positive, Role::Positive).chain(neutral).chain(all(&self.negative, Role::Negative));
        sided.chain(all(&self.degrees, Role::Plain))
    }

    /// The place of an answer and its side.
    fn place(&self, answer: &str) -> Option<(usize, Role)> {
        let found = self.places().enumerate().find(|(_, (words, _))| words.iter().any(|word| word == answer));
        found.map(|(at, (_, role))| (at, role))
    }
}

/// An answer as lists have it: capitals, curly apostrophes, the dots of ё and the space around words do not matter.
fn plain(answer: &str) -> String {
    let spaced = answer.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.to_lowercase().replace('ё', "е")
}

/// The side of an answer in words for no opinion, or for none given, whatever the other answers are; none of any other words.
pub fn outside(answer: &str) -> Option<Role> {
    LISTS.outside(&plain(answer))
}

/// Whether words are an answer on some well-known scale, or outside all: they say what somebody thinks, not of what.
pub fn is_scale_word(answer: &str) -> bool {
    let words = plain(answer);
    LISTS.outside(&words).is_some() || LISTS.scale.iter().any(|list| list.place(&words).is_some())
}

impl KnownScale {
    /// The scale that holds every one of a question's `answers` but those outside it (don't know, refused), each at a place of its own; at
    /// least two must be on the scale and three be there in all, as two have no order worth telling. `None` for any other words.
    pub fn of(answers: &[Arc<str>]) -> Option<Self> {
        LISTS.scale.iter().find_map(|list| Self::in_list(list, answers))
    }

    fn in_list(list: &'static List, answers: &[Arc<str>]) -> Option<Self> {
        if answers.len() < 3 {
            return None;
        }
        let place = |answer: &Arc<str>| {
            let words = plain(answer);
            list.place(&words).or_else(|| LISTS.outside(&words).map(|role| (usize::MAX, role)))
        };
        let places = answers.iter().map(place).collect::<Option<Vec<_>>>()?;
        let mut placed: Vec<_> = places.into_iter().zip(answers).collect();
        placed.sort_by_key(|((at, _), _)| *at);
        let on_scale: Vec<usize> = placed.iter().map(|((at, _), _)| *at).filter(|at| *at != usize::MAX).collect();
        let apart = on_scale.windows(2).all(|pair| pair[0] < pair[1]);
        let answers = placed.iter().map(|((_, role), answer)| (Arc::clone(answer), *role)).collect();
        (apart && on_scale.len() > 1).then_some(Self { name: &list.name, answers })
    }

    /// The scales of questions that are shown together, by the answers to each. Questions that are scales by themselves and have answers in
    /// common are read by one list that holds the answers to all of them, and by none where there is no such list.
    pub fn of_all(questions: &[&[Arc<str>]]) -> Vec<Option<Self>> {
        let mut found: Vec<Option<Self>> = questions.iter().map(|answers| Self::of(answers)).collect();
        for family in Self::families(&found) {
            let read = |list| family.iter().map(|&at| Self::in_list(list, questions[at])).collect::<Option<Vec<_>>>();
            let mut scales = LISTS.scale.iter().find_map(read).unwrap_or_default().into_iter();
            family.iter().for_each(|&at| found[at] = scales.next());
        }
        found
    }

    /// The places of scales that have answers in common, directly or through others.
    fn families(scales: &[Option<Self>]) -> Vec<Vec<usize>> {
        let mut families: Vec<Vec<usize>> = Vec::new();
        for (at, scale) in scales.iter().enumerate().filter_map(|(at, scale)| Some((at, scale.as_ref()?))) {
            let is_kin =
                |family: &mut Vec<usize>| family.iter().filter_map(|&at| scales[at].as_ref()).any(|s| s.shares(scale));
            let kin: Vec<Vec<usize>> = families.extract_if(.., is_kin).collect();
            families.push(kin.into_iter().flatten().chain([at]).collect());
        }
        families
    }

    /// Whether both have an answer that is more than a middle or no opinion.
    fn shares(&self, other: &Self) -> bool {
        let telling = |scale: &Self| -> Vec<String> {
            let inside = scale
                .answers
                .iter()
                .filter(|(_, role)| !matches!(role, Role::Neutral | Role::DontKnow | Role::Refused));
            inside.map(|(answer, _)| plain(answer)).collect()
        };
        let known = telling(other);
        telling(self).iter().any(|answer| known.contains(answer))
    }

    /// The first and the last answer on the scale.
    pub fn ends(&self) -> Option<(&str, &str)> {
        let mut inside =
            self.answers.iter().filter(|(_, role)| !matches!(role, Role::DontKnow | Role::Refused)).map(|(a, _)| &**a);
        Some((inside.next()?, inside.next_back()?))
    }

    /// Where an answer stands; the last place for one that is not of the scale, as a net.
    pub fn place(&self, answer: &str) -> usize {
        self.answers.iter().position(|(known, _)| **known == *answer).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answers: &[&str]) -> Option<KnownScale> {
        KnownScale::of(&answers.iter().map(|answer| Arc::from(*answer)).collect::<Vec<_>>())
    }

    #[test]
    fn every_list_can_be_read_and_has_every_spelling_once() {
        assert!(LISTS.scale.len() > 15, "the file cannot be read");
        for list in &LISTS.scale {
            let words: Vec<&String> = list.places().flat_map(|(words, _)| words).collect();
            let twice = words.iter().enumerate().find(|(at, word)| words[..*at].contains(word));
            assert_eq!(twice, None, "{}", list.name);
            assert!(words.iter().all(|word| plain(word) == **word), "{}: capitals or spaces", list.name);
            assert!(words.iter().all(|word| LISTS.outside(word).is_none()), "{}: also outside", list.name);
            assert!(list.positive.is_empty() || list.degrees.is_empty(), "{} has both forms", list.name);
        }
    }

    #[test]
    fn words_of_one_list_are_its_scale_in_its_order() {
        let scale =
            read(&["Agree", "Disagree", "Don’t know", "neither agree nor disagree ", "Strongly Agree", "Refused"]);
        let scale = scale.unwrap();
        let order: Vec<&str> = scale.answers.iter().map(|(answer, _)| &**answer).collect();
        assert_eq!(
            order,
            ["Strongly Agree", "Agree", "neither agree nor disagree ", "Disagree", "Don’t know", "Refused"]
        );
        let roles: Vec<Role> = scale.answers.iter().map(|(_, role)| *role).collect();
        let expected = [Role::Positive, Role::Positive, Role::Neutral, Role::Negative, Role::DontKnow, Role::Refused];
        assert_eq!(
            (scale.name, roles.as_slice(), scale.ends()),
            ("agreement", &expected[..], Some(("Strongly Agree", "Disagree")))
        );
        let often = read(&["Never", "Always", "Sometimes"]).unwrap();
        assert_eq!((often.name, often.ends()), ("frequency", Some(("Never", "Always"))));
        assert!(read(&["Yes", "No", "Hard to say"]).is_some());
    }

    #[test]
    fn scales_in_ukrainian_russian_and_german_are_known() {
        let scales: [(&str, &[&str]); 7] = [
            (
                "trust",
                &["Повністю довіряю", "Скоріше довіряю", "Скоріше не довіряю", "Зовсім не довіряю", "Важко сказати"],
            ),
            ("trust", &["Полностью доверяю", "Скорее доверяю", "Скорее не доверяю", "Совсем не доверяю"]),
            (
                "satisfaction",
                &["Полностью удовлетворён", "Скорее удовлетворен", "Скорее не удовлетворён", "Нет ответа"],
            ),
            (
                "agreement",
                &["Stimme voll zu", "Stimme eher zu", "Teils/teils", "Stimme eher nicht zu", "Stimme gar nicht zu"],
            ),
            ("satisfaction", &["Sehr zufrieden", "Eher zufrieden", "Sehr unzufrieden", "Weiß nicht / keine Angabe"]),
            ("yes or no", &["Так", "Скоріше так", "Скоріше ні", "Ні", "Важко відповісти"]),
            ("yes or no", &["Да", "Нет", "Затрудняюсь ответить"]),
        ];
        for (name, answers) in scales {
            let turned: Vec<&str> = answers.iter().rev().copied().collect();
            let scale = read(&turned).unwrap_or_else(|| panic!("{answers:?}"));
            let order: Vec<&str> = scale.answers.iter().map(|(answer, _)| &**answer).collect();
            assert_eq!((scale.name, order.as_slice()), (name, answers));
            assert_eq!(scale.answers[0].1, Role::Positive);
        }
        assert_eq!(outside("Weiß nicht / keine Angabe"), Some(Role::DontKnow));
        assert_eq!(outside("k. A."), Some(Role::Refused));
    }

    #[test]
    fn items_of_one_battery_are_read_alike() {
        let food = ["Very good", "Good", "Bad", "Very bad"];
        let staff = [food.as_slice(), &["Average"]].concat();
        for answers in [food.as_slice(), &staff, &["Excellent", "Good", "Fair", "Poor"], &["Good", "So-so", "Terrible"]]
        {
            let scale = read(answers).unwrap();
            assert_eq!((scale.name, &*scale.answers[0].0), ("good or bad", answers[0]), "{answers:?}");
        }
        let all = |questions: &[&[&str]]| {
            let words = |answers: &&[&str]| answers.iter().map(|answer| Arc::from(*answer)).collect::<Vec<Arc<str>>>();
            let questions: Vec<_> = questions.iter().map(words).collect();
            let found = KnownScale::of_all(&questions.iter().map(Vec::as_slice).collect::<Vec<_>>());
            found.into_iter().map(|scale| scale.map(|scale| (scale.name, scale.answers.len()))).collect::<Vec<_>>()
        };
        let (seldom, weekly) = (["Never", "Hardly ever", "Don't know"], ["never", "weekly", "daily"]);
        assert_eq!(all(&[&seldom]), [Some(("frequency", 3))]);
        assert_eq!(all(&[&seldom, &weekly]), [Some(("how often", 3)); 2], "one list over all");
        let often = ["Never", "Sometimes", "Always"];
        assert_eq!(all(&[&often, &weekly, &seldom]), [None; 3], "none holds all, and the third belongs to both");
        let agree = ["Agree", "Neither", "Disagree", "Refused"];
        let content = ["Satisfied", "Neither", "Dissatisfied", "Refused"];
        assert_eq!(all(&[&agree, &content]), [Some(("agreement", 4)), Some(("satisfaction", 4))], "nothing in common");
        assert_eq!(all(&[&often, &["a", "Never"], &agree]), [Some(("frequency", 3)), None, Some(("agreement", 4))]);
    }

    #[test]
    fn fair_above_poor_is_no_middle() {
        let role = |answers: &[&str], of: &str| {
            let scale = read(answers).unwrap();
            scale.answers.iter().find(|(answer, _)| **answer == *of).unwrap().1
        };
        for answers in [["Excellent", "Good", "Only fair", "Poor"], ["Very good", "Good", "Fair", "Poor"]] {
            let scale = read(&[&answers[..], &["Not sure"]].concat()).unwrap();
            assert!(scale.answers[..4].iter().all(|(_, role)| *role == Role::Plain), "{scale:?}");
            assert_eq!(scale.ends(), Some((answers[0], "Poor")), "in the order of good or bad");
        }
        assert_eq!(role(&["Good", "Fair", "Bad"], "Fair"), Role::Neutral);
        assert_eq!(role(&["Good", "Average", "Poor"], "Average"), Role::Neutral);
        assert_eq!(role(&["Excellent", "Good", "Poor"], "Poor"), Role::Negative);
        // Of a battery none has sides if one item has none, though nobody gave some answer to another.
        let words = |answers: &[&str]| answers.iter().map(|answer| Arc::from(*answer)).collect::<Vec<Arc<str>>>();
        let (all, few) = (words(&["Excellent", "Good", "Fair", "Poor"]), words(&["Excellent", "Good", "Poor"]));
        let battery = KnownScale::of_all(&[&all, &few]);
        assert!(battery.iter().flatten().flat_map(|scale| &scale.answers).all(|(_, role)| *role == Role::Plain));
        assert!(battery.iter().all(Option::is_some));
    }

    #[test]
    fn other_words_stay_words() {
        assert_eq!(read(&["Agree", "Disagree", "Neither", "It depends on the day"]), None, "one word too many");
        assert_eq!(read(&["Agree", "Satisfied", "Always"]), None, "words of several lists");
        assert_eq!(read(&["Yes", "No"]), None, "two answers need no order");
        assert_eq!(read(&["Yes", "Refused", "Don't know"]), None, "one place is no scale");
        assert_eq!(read(&["Strongly agree", "Agree strongly", "Disagree"]), None, "one place twice");
        assert_eq!(read(&["a", "b", "c"]), None);
    }

    #[test]
    fn words_outside_every_scale_are_known_by_themselves_and_in_pairs() {
        assert_eq!(outside("Don’t know / prefer not to say"), Some(Role::DontKnow));
        assert_eq!(outside("Prefer not to say"), Some(Role::Refused));
        assert_eq!(outside("Neither / nor"), None);
        assert_eq!(outside("Don't know / the Greens"), None);
    }
}
