//! Names of the months as dates print them: English, Russian, Ukrainian, German and French, whole and shortened, in the grammatical
//! cases that dates use. All in lower case.

const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv январь января январе янв січень січня січні січ",
    "february feb februar feber février fevrier févr fév февраль февраля феврале фев февр лютий лютого лютому лют",
    "march mar märz maerz mär mrz mars март марта марте мар березень березня березні бер",
    "april apr avril avr апрель апреля апреле апр квітень квітня квітні квіт кві",
    "may mai май мая мае травень травня травні трав тра",
    "june jun juni juin июнь июня июне июн червень червня червні черв чер",
    "july jul juli juillet juil июль июля июле июл липень липня липні лип",
    "august aug août aout август августа августе авг серпень серпня серпні серп сер",
    "september sep sept septembre сентябрь сентября сентябре сен сент вересень вересня вересні вер",
    "october oct oktober okt octobre октябрь октября октябре окт жовтень жовтня жовтні жовт жов",
    "november nov novembre ноябрь ноября ноябре ноя нояб листопад листопада листопаді лист лис",
    "december dec dezember dez décembre decembre déc декабрь декабря декабре дек грудень грудня грудні груд гру",
];

/// The month, from 1, that a word in lower case names.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, names)| names.split(' ').any(|name| name == word)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_names_two_months() {
        for word in MONTHS.iter().flat_map(|names| names.split(' ')) {
            let naming = MONTHS.iter().filter(|names| names.split(' ').any(|name| name == word)).count();
            assert_eq!(naming, 1, "{word}");
        }
        assert_eq!(month("листопада"), Some(11));
        assert_eq!(month("mars"), Some(3));
        assert_eq!(month("monday"), None);
    }
}
