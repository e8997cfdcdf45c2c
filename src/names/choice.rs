//! A choice by name from a registry: the one type behind every such flag and study-file key.

use super::hint;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// A list of members that people choose from by name.
pub trait Registry: 'static {
    /// What a member is.
    type Member: ?Sized + Sync + 'static;

    /// The word for a member in messages: `interval`.
    const KIND: &'static str;

    /// Every member.
    fn all() -> Vec<&'static Self::Member>;

    /// Its name.
    fn name(member: &Self::Member) -> &'static str;

    /// One line about it, for the help.
    fn summary(member: &Self::Member) -> &'static str;
}

/// A member of registry `R`, chosen by name.
pub struct Choice<R: Registry> {
    member: &'static R::Member,
    registry: PhantomData<fn() -> R>,
}

impl<R: Registry> Choice<R> {
    /// The member itself.
    pub fn get(&self) -> &'static R::Member {
        self.member
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        R::name(self.member)
    }
}

/// A name that is in no registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no {kind} named \"{name}\"{hint}")]
pub struct UnknownName {
    kind: &'static str,
    name: String,
    hint: String,
}

impl<R: Registry> FromStr for Choice<R> {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = R::all().into_iter().find(|member| R::name(member) == name);
        let unknown = || UnknownName {
            kind: R::KIND,
            name: name.to_owned(),
            hint: hint(name, R::all().into_iter().map(R::name)),
        };
        found.map(|member| Self { member, registry: PhantomData }).ok_or_else(unknown)
    }
}

impl<R: Registry> Clone for Choice<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Registry> Copy for Choice<R> {}

impl<R: Registry> PartialEq for Choice<R> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl<R: Registry> fmt::Debug for Choice<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<R: Registry> fmt::Display for Choice<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'de, R: Registry> serde::Deserialize<'de> for Choice<R> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

impl<R: Registry> schemars::JsonSchema for Choice<R> {
    fn schema_name() -> Cow<'static, str> {
        R::KIND.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let known: Vec<&str> = R::all().into_iter().map(R::name).collect();
        schemars::json_schema!({ "type": "string", "enum": known })
    }
}
