//! Between the fields of the editor and what the operations take.

use super::{counts, parts, sold};
use crate::pages::admin::entries::Entries;
use chrono::{NaiveDateTime, TimeZone};
use model::{
    Currency, Fault, Money, Time, VariantId,
    product::{AttributeDefinition, ProductDetails, ProductEditor, ProductState, VariantDetails},
};

/// How browsers write a moment.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

/// The fields as the product stands.
pub fn standing(product: &ProductEditor, currency: Currency) -> Entries {
    let details = &product.details;
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut values = vec![
        text("version", &product.version.to_string()),
        text("title", &details.title),
        text("handle", &details.handle),
        text("description", &details.description),
        text("vendor", &details.vendor),
        text("product_type", &details.product_type),
        text("tags", &details.tags.join(", ")),
        text("seo_title", &details.seo_title),
        text("seo_description", &details.seo_description),
        text("manufacturer", &details.manufacturer),
        text("responsible_person", &details.responsible_person),
        text("warnings", &details.warnings),
        text("attributes", &free(product)),
    ];
    let mut categories = details.categories.iter().map(ToString::to_string);
    values.push(("category".into(), categories.next().unwrap_or_default()));
    values.extend(categories.map(|id| ("categories".to_owned(), id)));
    for definition in &product.definitions {
        values.push((format!("attribute.{}", definition.name), attribute(details, definition).join("\n")));
    }
    for variant in &product.variants {
        values.extend(of_variant(variant.id, &variant.details, currency));
        values.extend(counts::standing(variant));
        values.extend(sold::standing(variant));
        values.push((format!("parts.{}", variant.id), parts::words(&variant.parts)));
    }
    for picture in &product.pictures {
        values.push((format!("alt.{}", picture.id), picture.alt.clone()));
    }
    Entries::standing(values)
}

fn of_variant(id: VariantId, details: &VariantDetails, currency: Currency) -> [(String, String); 7] {
    let decimal = |minor| Money::new(minor, currency).decimal();
    let money = |minor: Option<i64>| minor.map(decimal).unwrap_or_default();
    [
        (format!("sku.{id}"), details.sku.clone()),
        (format!("barcode.{id}"), details.barcode.clone()),
        (format!("price.{id}"), decimal(details.price)),
        (format!("compare_at.{id}"), money(details.compare_at)),
        (format!("cost.{id}"), money(details.cost)),
        (format!("weight.{id}"), details.weight_grams.to_string()),
        (format!("picture.{id}"), details.picture.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

/// Attributes that the type does not ask for: "Care: wash cold | dry flat" a line.
fn free(product: &ProductEditor) -> String {
    let asked = |name: &str| product.definitions.iter().any(|one| one.name.to_lowercase() == name.to_lowercase());
    let lines = product.details.attributes.iter().filter(|(name, _)| !asked(name));
    lines.map(written).collect::<Vec<_>>().join("\n")
}

fn written((name, values): &(String, Vec<String>)) -> String {
    format!("{name}: {}", values.join(" | ")).replace(['\r', '\n'], " ")
}

fn attribute(details: &ProductDetails, definition: &AttributeDefinition) -> Vec<String> {
    let same = |name: &str| name.to_lowercase() == definition.name.to_lowercase();
    details.attributes.iter().find(|(name, _)| same(name)).map(|(_, values)| values.clone()).unwrap_or_default()
}

/// The details as they were typed. A line of other facts that cannot be read is refused: left out it would be lost.
pub fn details(product: &ProductEditor, typed: &Entries) -> Result<ProductDetails, Fault> {
    let asked = product.definitions.iter().map(|definition| {
        let field = format!("attribute.{}", definition.name);
        let values: Vec<String> = typed.all(&field).flat_map(str::lines).map(|line| line.trim().to_owned()).collect();
        (definition.name.clone(), values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>())
    });
    let mut attributes: Vec<_> = asked.filter(|(_, values)| !values.is_empty()).collect();
    for line in typed.value("attributes").lines().map(str::trim).filter(|line| !line.is_empty()) {
        attributes.push(fact(product, line).ok_or_else(|| Fault::invalid([("attributes", "attributes-line")]))?);
    }
    let categories = typed.filled("category").into_iter().chain(typed.all("categories").map(str::to_owned));
    Ok(ProductDetails {
        title: typed.trimmed("title"),
        handle: typed.trimmed("handle"),
        description: typed.value("description").replace("\r\n", "\n"),
        vendor: typed.trimmed("vendor"),
        product_type: typed.trimmed("product_type"),
        tags: typed.value("tags").split(',').map(str::to_owned).collect(),
        attributes,
        categories: categories.filter_map(|id| id.parse().ok()).collect(),
        seo_title: typed.trimmed("seo_title"),
        seo_description: typed.trimmed("seo_description"),
        manufacturer: typed.trimmed("manufacturer"),
        responsible_person: typed.trimmed("responsible_person"),
        warnings: typed.trimmed("warnings"),
    })
}

/// A fact of a line. One that stands as it was keeps signs that part names and values; a known name may hold a colon.
fn fact(product: &ProductEditor, line: &str) -> Option<(String, Vec<String>)> {
    let known = &product.details.attributes;
    if let Some(same) = known.iter().find(|one| written(one).trim() == line) {
        return Some(same.clone());
    }
    let named = known.iter().find_map(|(name, _)| Some((name.as_str(), line.strip_prefix(name)?.strip_prefix(':')?)));
    let (name, values) = named.or_else(|| line.split_once(':'))?;
    let values: Vec<_> = values.split('|').map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()).collect();
    (!name.trim().is_empty() && !values.is_empty()).then(|| (name.trim().to_owned(), values))
}

/// The variants as they were typed; what the form does not show stays.
pub fn variants(
    product: &ProductEditor,
    typed: &Entries,
    currency: Currency,
) -> Result<Vec<(VariantId, VariantDetails)>, Fault> {
    let mut wrong = vec![];
    let mut all = vec![];
    for variant in product.variants.iter().filter(|variant| typed.on(&format!("price.{}", variant.id))) {
        let mut details = variant.details.clone();
        wrong.extend(read(&mut details, typed, &format!(".{}", variant.id), currency));
        wrong.extend(sold::read(variant, &mut details, typed));
        all.push((variant.id, details));
    }
    if wrong.is_empty() { Ok(all) } else { Err(Fault::invalid(wrong)) }
}

/// Reads the fields of one variant; returns those that cannot be read. `end` is the end of their names.
pub fn read(
    details: &mut VariantDetails,
    typed: &Entries,
    end: &str,
    currency: Currency,
) -> Vec<(String, &'static str)> {
    let mut wrong = vec![];
    let mut money = |field: &str| {
        let name = format!("{field}{end}");
        let text = typed.filled(&name)?;
        let read = Money::parse(&text, currency).map(|money| money.minor);
        read.inspect_err(|_| wrong.push((name, "not-an-amount"))).ok()
    };
    let price = money("price");
    details.compare_at = money("compare_at");
    details.cost = money("cost");
    // No price at all is refused by its range.
    details.price = price.unwrap_or(if typed.filled(&format!("price{end}")).is_some() { details.price } else { 0 });
    details.sku = typed.trimmed(&format!("sku{end}"));
    details.barcode = typed.trimmed(&format!("barcode{end}"));
    let weight = format!("weight{end}");
    match typed.filled(&weight).map(|text| text.parse()) {
        None => details.weight_grams = 0,
        Some(Ok(grams)) => details.weight_grams = grams,
        Some(Err(_)) => wrong.push((weight, "not-a-count")),
    }
    details.picture = typed.filled(&format!("picture{end}")).and_then(|id| id.parse().ok());
    wrong
}

/// From when and until when it is to be shown.
pub type Moments = (Option<Time>, Option<Time>);

/// The moments as they were typed, by the clock of the shop, where the pressed button or a change asks for them.
pub fn moments(
    product: &ProductEditor,
    typed: &Entries,
    act: &str,
    zone: chrono_tz::Tz,
) -> Result<Option<Moments>, Fault> {
    let stood = [("publish_at", product.publish_at), ("unpublish_at", product.unpublish_at)];
    let changed = stood.iter().any(|(name, at)| typed.on(name) && typed.trimmed(name) != moment(*at, zone));
    if act != "schedule" && (!changed || act == "draft") {
        return Ok(None);
    }
    let (publish_at, unpublish_at) = parsed(typed, zone)?;
    match act {
        "schedule" => {}
        "publish" => return Ok(Some((None, unpublish_at))),
        // Without a beginning it would be shown at once, which nobody asked for.
        _ if publish_at.is_none() && product.state != ProductState::Published => {
            return Err(Fault::invalid([("publish_at", "publish-when")]));
        }
        _ => {}
    }
    Ok(Some((publish_at, unpublish_at)))
}

fn parsed(typed: &Entries, zone: chrono_tz::Tz) -> Result<Moments, Fault> {
    let mut wrong = vec![];
    let mut moment = |name: &'static str| {
        let text = typed.filled(name)?;
        let naive = NaiveDateTime::parse_from_str(&text, MOMENT).ok();
        let found = naive.and_then(|naive| zone.from_local_datetime(&naive).earliest());
        if found.is_none() {
            wrong.push((name, "not-a-moment"));
        }
        found.map(|at| Time::from(at.to_utc()))
    };
    let moments = (moment("publish_at"), moment("unpublish_at"));
    if wrong.is_empty() { Ok(moments) } else { Err(Fault::invalid(wrong)) }
}

/// A moment as a field holds it.
pub fn moment(at: Option<Time>, zone: chrono_tz::Tz) -> String {
    at.map(|at| at.utc().with_timezone(&zone).format(MOMENT).to_string()).unwrap_or_default()
}
