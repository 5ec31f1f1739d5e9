//! Visible text: Fluent catalogs in `locales/`, embedded in the program.
//!
//! Messages without variables are formatted once at start, so that a page with a hundred labels costs a hundred
//! look-ups and no formatting.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use model::{Currency, Fault, Money, Time};
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

mod clean;
mod dates;
mod html;
mod pseudo;
pub use clean::{CLEANED, clean, clean_own};
pub use dates::{date, date_span, date_time, day, set_zone, short_day};
pub use html::without_marks;
pub use pseudo::{Pseudo, direction, set_pseudo};

/// The catalogs of English, one file a domain.
const ENGLISH: &[(&str, &str)] = &[
    ("shop", include_str!("../../../../locales/en/shop.ftl")),
    ("catalog", include_str!("../../../../locales/en/catalog.ftl")),
    ("import", include_str!("../../../../locales/en/import.ftl")),
    ("search", include_str!("../../../../locales/en/search.ftl")),
    ("cart", include_str!("../../../../locales/en/cart.ftl")),
    ("checkout", include_str!("../../../../locales/en/checkout.ftl")),
    ("countries", include_str!("../../../../locales/en/countries.ftl")),
    ("order", include_str!("../../../../locales/en/order.ftl")),
    ("contact", include_str!("../../../../locales/en/contact.ftl")),
    ("review", include_str!("../../../../locales/en/review.ftl")),
    ("mail", include_str!("../../../../locales/en/mail.ftl")),
    ("admin", include_str!("../../../../locales/en/admin.ftl")),
    ("admin-content", include_str!("../../../../locales/en/admin-content.ftl")),
    ("admin-product", include_str!("../../../../locales/en/admin-product.ftl")),
    ("admin-lists", include_str!("../../../../locales/en/admin-lists.ftl")),
    ("admin-search", include_str!("../../../../locales/en/admin-search.ftl")),
    ("admin-review", include_str!("../../../../locales/en/admin-review.ftl")),
    ("admin-prices", include_str!("../../../../locales/en/admin-prices.ftl")),
    ("machine", include_str!("../../../../locales/en/machine.ftl")),
    ("fault", include_str!("../../../../locales/en/fault.ftl")),
    ("guide", include_str!("../../../../locales/en/guide.ftl")),
    ("cli", include_str!("../../../../locales/en/cli.ftl")),
    ("check", include_str!("../../../../locales/en/check.ftl")),
];

struct Catalog {
    bundle: FluentBundle<FluentResource>,
    plain: HashMap<String, String>,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::read(ENGLISH, None));
static PRETENDED: LazyLock<Catalog> = LazyLock::new(|| Catalog::read(ENGLISH, Some(pseudo::lengthen)));

fn catalog() -> &'static Catalog {
    if pseudo::is_on() { &PRETENDED } else { &CATALOG }
}

/// A message without variables. A missing key shows as itself, and a test finds it.
pub fn t(key: &'static str) -> &'static str {
    catalog().plain.get(key).map_or(key, String::as_str)
}

/// A message whose key is made at run time, such as `fault-<code>`; `None` when there is none.
pub fn find(key: &str) -> Option<&'static str> {
    catalog().plain.get(key).map(String::as_str)
}

/// A message with variables.
pub fn t_args(key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let mut values = FluentArgs::new();
    for (name, value) in args {
        values.set(*name, value.fluent());
    }
    format(key, &values).unwrap_or_else(|| key.to_owned())
}

/// A currency as a choice of it says: "Pound sterling (£)"; its code alone where there is no name.
pub fn currency(currency: Currency) -> String {
    match find(&format!("currency-{currency}")) {
        Some(name) => format!("{name} ({})", currency.symbol()),
        None => currency.to_string(),
    }
}

/// The name of a country by its code; the code itself where there is no name.
pub fn country(code: &str) -> &str {
    find(&format!("country-{code}")).unwrap_or(code)
}

/// All countries by name: code and name.
pub fn countries() -> &'static [(&'static str, &'static str)] {
    static BY_NAME: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        // A letter with a sign stands beside its plain one.
        let plain = |name: &str| name.replace('Å', "A").replace('ã', "a").replace('é', "e").replace('ü', "u");
        let named =
            catalog().plain.iter().filter_map(|(key, name)| Some((key.strip_prefix("country-")?, name.as_str())));
        let mut countries: Vec<_> = named.collect();
        countries.sort_by_cached_key(|(_, name)| plain(name));
        countries
    });
    &BY_NAME
}

/// Whether the catalog has a message.
pub fn has(key: &str) -> bool {
    CATALOG.bundle.has_message(key)
}

/// Fills in the sentences of a fault and of its fields.
pub fn explain(mut fault: Fault) -> Fault {
    let mut values = FluentArgs::new();
    for (name, value) in &fault.args {
        let value = value.parse::<i64>().map_or_else(|_| FluentValue::from(value.clone()), FluentValue::from);
        values.set(name.clone(), value);
    }
    if let Some(seconds) = fault.retry_after {
        values.set("seconds", i64::from(seconds));
    }
    if let Some(reference) = &fault.reference {
        values.set("reference", reference.clone());
    }
    if fault.message.is_empty() {
        fault.message = format(&format!("fault-{}", fault.code), &values).unwrap_or_else(|| fault.code.clone());
    }
    for field in &mut fault.fields {
        if field.message.is_empty() {
            field.message = format(&format!("fault-{}", field.code), &values).unwrap_or_else(|| field.code.clone());
        }
    }
    fault
}

/// A value for a message.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    Text(Cow<'a, str>),
    Number(i64),
}

impl Arg<'_> {
    fn fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_ref()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Money> for Arg<'_> {
    fn from(money: Money) -> Self {
        Self::Text(money.to_string().into())
    }
}

impl From<Time> for Arg<'_> {
    fn from(time: Time) -> Self {
        Self::Text(date(time).into())
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl Catalog {
    fn read(files: &[(&str, &str)], change: Option<fn(&str) -> Cow<'_, str>>) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap_or_default()]);
        // The marks that isolate directions would show up in titles and mails.
        bundle.set_use_isolating(false);
        bundle.set_transform(change);
        for (name, source) in files {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
                tracing::error!(file = name, ?errors, "the text catalog has errors");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file = name, ?errors, "a text is defined twice");
            }
        }
        let plain = files
            .iter()
            .flat_map(|(_, source)| keys(source))
            .filter_map(|key| Some((key.to_owned(), bare(&bundle, key)?)))
            .collect();
        Self { bundle, plain }
    }
}

fn keys(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
}

/// The text of a message that needs no values.
fn bare(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let mut errors = vec![];
    let text = bundle.format_pattern(bundle.get_message(key)?.value()?, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

fn format(key: &str, values: &FluentArgs<'_>) -> Option<String> {
    let bundle = &catalog().bundle;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = vec![];
    Some(bundle.format_pattern(pattern, Some(values), &mut errors).into_owned())
}
