//! The sample document in every form of text, against the files beside this one. With `BLESS=1` in the environment the files are
//! written anew: look at what changed before committing them.

use super::{bytes, sample, text};
use crate::report::form::{ALL, Delimited, Html, Json, JsonLines, Markdown, Xlsx};
use crate::report::{Form, Style, Terminal};
use std::path::Path;

fn check(name: &str, form: &dyn Form) {
    let made = text(form, &sample::document());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/tests/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(made == kept, "{name} is not as kept; made:\n{made}");
}

#[test]
fn forms_for_machines() {
    check("sample.csv", &Delimited::CSV);
    check("sample.tsv", &Delimited::TSV);
    check("sample.json", &Json);
    check("sample.jsonl", &JsonLines);
}

#[test]
fn forms_for_people() {
    check("sample.md", &Markdown);
    check("sample.html", &Html);
    check("sample.txt", &Terminal { style: Style { width: 120, ..Style::PLAIN } });
    check("sample-40.txt", &Terminal { style: Style { width: 40, ..Style::PLAIN } });
    check("sample-ascii.txt", &Terminal { style: Style { unicode: false, ..Style::PLAIN } });
    check("sample-colour.txt", &Terminal { style: Style { colour: true, ..Style::PLAIN } });
}

#[test]
fn a_workbook_is_the_same_every_time_and_holds_every_table() {
    let document = sample::document();
    let made = bytes(&Xlsx, &document);
    assert_eq!(made, bytes(&Xlsx, &document));
    // Names of parts stand uncompressed in a ZIP archive: three tables and the sheet about the document.
    let holds = |part: &str| made.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("xl/worksheets/sheet4.xml") && !holds("xl/worksheets/sheet5.xml"));
}

#[test]
fn names_and_endings_lead_to_forms() {
    use crate::report::form::{for_path, named};
    for form in ALL {
        assert_eq!(named(form.name()).unwrap().name(), form.name());
        let file = format!("out/a.b.{}", form.extension().to_uppercase());
        assert_eq!(for_path(Path::new(&file)).unwrap().name(), form.name());
    }
    let unknown = |result: Result<&dyn Form, crate::report::ReportError>| result.err().unwrap().to_string();
    assert!(unknown(named("jsno")).contains("did you mean \"json\"?"));
    let message = unknown(for_path(Path::new("out.xls")));
    assert!(message.starts_with("out.xls: the file ending \".xls\"") && message.contains("did you mean \"xlsx\"?"));
    assert!(unknown(for_path(Path::new("out"))).contains("(none)"));
}

#[test]
fn a_workbook_holds_pictures_with_their_words() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[0, 255, 255, 0]).unwrap();
    let mut document = sample::document();
    for block in &mut document.blocks {
        if let crate::report::Block::Picture(picture) = block {
            picture.png = Some(png.clone());
        }
    }
    let made = bytes(&Xlsx, &document);
    let holds = |part: &str| made.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("xl/media/image1.png") && holds("xl/worksheets/sheet5.xml"));
}
