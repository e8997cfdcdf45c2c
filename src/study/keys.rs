//! Unknown keys of a study file, found by its own JSON Schema: position, and what was probably meant.

use super::StudyError;
use super::file::{StudyFile, position};
use crate::names;
use schemars::Schema;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

/// Checks every key of `text` against `schema`.
///
/// # Errors
/// [`StudyError::File`] at the first syntax error or unknown key.
pub(super) fn check(path: &Path, text: &str, schema: &Schema) -> Result<(), StudyError> {
    let fail = |offset: usize, message: String| {
        let (line, column) = position(text, offset);
        StudyError::File { path: path.to_owned(), line, column, message }
    };
    let table = DeTable::parse(text)
        .map_err(|error| fail(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let root = schema.as_value();
    walk(table.get_ref(), root, root, "the study").map_err(|(offset, message)| fail(offset, message))
}

fn walk(table: &DeTable<'_>, schema: &Value, root: &Value, place: &str) -> Result<(), (usize, String)> {
    let Some(properties) = resolved(schema, root).get("properties").and_then(Value::as_object) else { return Ok(()) };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let Some(known) = properties.get(name) else {
            let near = names::nearest(name, properties.keys().map(String::as_str)).is_some();
            let elsewhere = Some(tables_with(name, root)).filter(|tables| !near && !tables.is_empty());
            let hint = match elsewhere {
                Some(tables) => format!("; it belongs in {tables}"),
                None => names::hint(name, properties.keys().map(String::as_str)),
            };
            return Err((key.span().start, format!("unknown key \"{name}\" in {place}{hint}")));
        };
        enter(value.get_ref(), known, root, name)?;
    }
    Ok(())
}

/// The tables of a study that have a key of this name: `[[estimate]], [[trend]]`.
fn tables_with(name: &str, root: &Value) -> String {
    let has = |table: &Value| resolved(table, root).pointer("/properties").is_some_and(|keys| keys.get(name).is_some());
    let of = |(table, schema): (&String, &Value)| {
        let schema = resolved(schema, root);
        let many = schema.get("items").is_some_and(has).then(|| format!("[[{table}]]"));
        many.or_else(|| has(schema).then(|| format!("[{table}]")))
    };
    let tables = root.get("properties").and_then(Value::as_object).into_iter().flatten();
    tables.filter_map(of).collect::<Vec<_>>().join(", ")
}

/// A message with the keys of a study in the place of the flags that are called so: `answer` for `--answer`, `over = VAR` for `--over VAR`.
/// Of a chart one is called otherwise; flags that no study has stay as they are, and so does a message that speaks of studies itself.
pub(super) fn instead_of_flags(message: &str) -> String {
    static SCHEMA: LazyLock<Value> = LazyLock::new(StudyFile::schema);
    if ["in a study", "of a study", "of a chart"].iter().any(|words| message.contains(words)) {
        return message.to_owned();
    }
    let mut parts = message.split("--");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(part.len());
        let (flag, rest) = part.split_at(end);
        let key = if flag == "chart" { "kind" } else { flag };
        let is_apart = made.is_empty() || made.ends_with(|c: char| c.is_whitespace() || c == '(');
        if flag.is_empty() || !is_apart || tables_with(key, &SCHEMA).is_empty() {
            made += &format!("--{part}");
            continue;
        }
        let (value, rest) = value_of(&made, rest);
        made += &value.map_or_else(|| format!("`{key}`"), |value| format!("`{key} = {value}`"));
        made += rest;
    }
    made
}

/// The value that a message shows of a flag, as a study writes it, and what follows: a word in capitals, or any after `as`.
fn value_of<'a>(before: &str, rest: &'a str) -> (Option<String>, &'a str) {
    let Some(text) = rest.strip_prefix(' ') else { return (None, rest) };
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(text.len());
    let (word, rest_of_it) = text.split_at(end);
    let stands_for_one = !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase());
    match () {
        () if stands_for_one => (Some(word.to_owned()), rest_of_it),
        () if before.ends_with("as ") && !word.is_empty() => (Some(format!("\"{word}\"")), rest_of_it),
        () => (None, rest),
    }
}

fn enter(value: &DeValue<'_>, schema: &Value, root: &Value, key: &str) -> Result<(), (usize, String)> {
    match value {
        DeValue::Table(table) => walk(table, schema, root, &format!("[{key}]")),
        DeValue::Array(items) => {
            let of_items = resolved(schema, root).get("items").unwrap_or(&Value::Null);
            items.iter().try_for_each(|item| match item.get_ref() {
                DeValue::Table(table) => walk(table, of_items, root, &format!("[[{key}]]")),
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

/// The schema behind a `$ref`.
fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}

/// Where `wanted` stands as a value, in bytes from the start: within the table named `table` if it is there, else anywhere. A text is
/// found whole, and `where` conditions too.
pub(super) fn place_of(text: &str, table: Option<&str>, wanted: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let is = |text: &str| text == wanted;
    let named = table.and_then(|name| named_table(root.get_ref(), name)).and_then(|table| value_at(table, &is));
    named.or_else(|| value_at(root.get_ref(), &is))
}

/// Where a key stands in the table of this name or id.
pub(super) fn place_of_key(text: &str, table: &str, key: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let (key, _) = named_table(root.get_ref(), table)?.get_key_value(key)?;
    Some(key.span().start)
}

/// Where the net of a question is named: by the act itself, else in the codebook.
pub(super) fn place_of_net(text: &str, act: &str, question: &str, net: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let is_named = |text: &str| text.split_once('=').is_some_and(|(name, _)| name.trim() == net);
    let of_act = named_table(root.get_ref(), act).and_then(|act| in_value(act.get("net")?, &is_named));
    let with_id = |items: &'_ toml::Spanned<DeValue<'_>>, id: &str| {
        let mut tables = items.get_ref().as_array()?.iter().filter_map(|item| item.get_ref().as_table());
        tables.position(|table| table.get("id").and_then(|value| value.get_ref().as_str()) == Some(id))
    };
    let declared = || {
        let questions = root.get_ref().get("question")?;
        let nets = questions.get_ref().as_array()?[with_id(questions, question)?].get_ref().as_table()?.get("nets")?;
        let net = nets.get_ref().as_array()?[with_id(nets, net)?].get_ref().as_table()?.get("id")?;
        Some(net.span().start)
    };
    of_act.or_else(declared)
}

/// Where the value that a message speaks of stands: the first within the bytes from `start` on that the message quotes.
pub(super) fn quoted_by(text: &str, start: usize, message: &str) -> Option<usize> {
    fn quoted(table: &DeTable<'_>, start: usize, message: &str) -> Option<usize> {
        table.iter().find_map(|(_, value)| in_value(value.get_ref(), value.span().start, start, message))
    }
    fn in_value(value: &DeValue<'_>, at: usize, start: usize, message: &str) -> Option<usize> {
        let says = |word: &str| message.split([' ', '`', '"', ';', ':', ',']).any(|said| said == word);
        let hit = match value {
            DeValue::Table(table) => return quoted(table, start, message),
            DeValue::Array(items) => {
                return items.iter().find_map(|v| in_value(v.get_ref(), v.span().start, start, message));
            }
            DeValue::String(text) => message.contains(&format!("\"{text}\"")),
            DeValue::Integer(number) => says(number.as_str()),
            DeValue::Float(number) => says(number.as_str()),
            _ => false,
        };
        (hit && at >= start).then_some(at)
    }
    quoted(DeTable::parse(text).ok()?.get_ref(), start, message)
}

/// Where the sources (or steps, which are all else that has a name) of this name say it, in order.
pub(super) fn named(text: &str, what: &str, name: &str) -> Vec<usize> {
    let Ok(root) = DeTable::parse(text) else { return Vec::new() };
    let key = if what == "source" { "id" } else { "name" };
    let tables = root.get_ref().iter().filter(|(table, _)| (table.get_ref() == "source") == (what == "source"));
    let items = tables.filter_map(|(_, value)| value.get_ref().as_array()).flat_map(|items| items.iter());
    let says = items.filter_map(|item| item.get_ref().as_table()?.get(key));
    let mut places: Vec<usize> =
        says.filter(|value| value.get_ref().as_str() == Some(name)).map(|value| value.span().start).collect();
    places.sort_unstable();
    places
}

/// The message about a choice that is none, with what was probably meant; any other message as it is.
pub(super) fn with_hint(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match parts.as_slice() {
        [typed, known @ ..] if message.starts_with("unknown variant") && !known.is_empty() => {
            format!("\"{typed}\" is none of the choices{}", names::hint(typed, known.iter().copied()))
        }
        _ => message.to_owned(),
    }
}

/// The table whose `name` or `id` is this.
fn named_table<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<&'a DeTable<'i>> {
    let mut inner = table.iter().flat_map(|(_, value)| match value.get_ref() {
        DeValue::Array(items) => items.iter().map(toml::Spanned::get_ref).collect(),
        other => vec![other],
    });
    let is_it = |table: &DeTable<'_>| {
        ["name", "id"].iter().any(|key| table.get(*key).and_then(|value| value.get_ref().as_str()) == Some(name))
    };
    inner.find_map(|value| match value {
        DeValue::Table(table) if is_it(table) => Some(table),
        _ => None,
    })
}

fn value_at(table: &DeTable<'_>, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    table.iter().find_map(|(_, value)| in_value(value, is))
}

fn in_value(value: &toml::Spanned<DeValue<'_>>, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    match value.get_ref() {
        DeValue::String(text) => is(text).then_some(value.span().start),
        DeValue::Array(items) => items.iter().find_map(|item| in_value(item, is)),
        DeValue::Table(table) => value_at(table, is),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::instead_of_flags;

    #[test]
    fn flags_are_told_as_keys() {
        for (flags, keys) in [
            ("name one with --answer, and no --by", "name one with `answer`, and no `by`"),
            ("state the design, as --srs with-replacement", "state the design, as `srs = \"with-replacement\"`"),
            ("name waves, --over VAR, or --chart KIND", "name waves, `over = VAR`, or `kind = KIND`"),
            ("overwrite it with --force, not --- or a--by", "overwrite it with --force, not --- or a--by"),
            ("give --by (by = of an act in a study)", "give --by (by = of an act in a study)"),
        ] {
            assert_eq!(instead_of_flags(flags), keys);
        }
    }
}
