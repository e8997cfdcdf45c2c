//! The forms held against each other: golden files of one small document, laws for any number and any label.

mod golden;
mod hostile;
mod machine;
mod sample;
mod width;

use super::{Document, Form};

fn text(form: &dyn Form, document: &Document) -> String {
    String::from_utf8(bytes(form, document)).expect("forms of text write UTF-8")
}

fn bytes(form: &dyn Form, document: &Document) -> Vec<u8> {
    let mut out = Vec::new();
    form.write(document, &mut out).expect("a vector takes all bytes");
    out
}
