//! What bundles are made of: a line for each part, "2 × CUP-SPRUCE".

use super::sold;
use crate::pages::admin::{entries::Entries, fields::Field};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{Fault, VariantId, product::ProductEditor};

/// The parts of one variant: SKUs with their numbers.
type Parts = Vec<(String, u16)>;

/// Parts as their field holds them.
pub fn words(parts: &[(String, u16)]) -> String {
    parts.iter().map(|(sku, units)| format!("{units} × {sku}")).collect::<Vec<_>>().join("\n")
}

/// The parts as they were typed, of each variant whose field the form had.
pub fn typed(product: &ProductEditor, typed: &Entries) -> Result<Vec<(VariantId, Parts)>, Fault> {
    let (mut all, mut wrong) = (vec![], vec![]);
    for variant in &product.variants {
        let name = format!("parts.{}", variant.id);
        if !typed.on(&name) {
            continue;
        }
        let lines = typed.value(&name).lines().map(str::trim).filter(|line| !line.is_empty());
        match lines.map(line).collect::<Option<Parts>>() {
            Some(parts) => all.push((variant.id, parts)),
            None => wrong.push((name, "part-line")),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(Fault::invalid(wrong)) }
}

/// "2 × CUP", "2x CUP", or "CUP" for one.
fn line(line: &str) -> Option<(String, u16)> {
    let digits = line.len() - line.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let sku = rest.trim_start().strip_prefix(['×', 'x', '*']).and_then(|sku| {
        // "4x4-BOARD" is a SKU: whoever counts leaves a blank.
        (!number.is_empty() && sku.starts_with(char::is_whitespace)).then(|| sku.trim())
    });
    match sku {
        Some("") => None,
        Some(sku) => Some((sku.to_owned(), number.parse().ok()?)),
        None => Some((line.to_owned(), 1)),
    }
}

/// The panel: open where something is a bundle already, or what was typed is wrong.
pub fn panel(product: &ProductEditor, entries: &Entries) -> impl IntoView + use<> {
    let filled = product.variants.iter().any(|one| !entries.value(&format!("parts.{}", one.id)).trim().is_empty());
    let fields = product.variants.iter().map(|variant| {
        let called = t_args("admin-parts-of", &[("words", sold::name(variant).as_str().into())]);
        Field::area(format!("parts.{}", variant.id), "admin-parts", 3).most(4000).called(called).view(entries)
    });
    let fields = fields.collect_view();
    view! {
        <section class="panel" aria-labelledby="parts-h" id="parts">
            <div class="panel-head panel-head-line">
                <h2 id="parts-h">{t("admin-parts")}</h2>
                <span class="panel-note">{t("admin-parts-meta")}</span>
            </div>
            <details class="panel-body more" open=filled>
                <summary>{t("admin-parts-show")}</summary>
                <div class="form-grid">
                    <p class="hint">{t("admin-parts-hint")}</p>
                    {fields}
                </div>
            </details>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_is_a_number_and_a_sku() {
        let read = |text: &str| line(text).map(|(sku, units)| format!("{units} {sku}"));
        for (typed, meant) in [
            ("2 × CUP", "2 CUP"),
            ("2x CUP RED", "2 CUP RED"),
            ("12 * CUP", "12 CUP"),
            ("CUP", "1 CUP"),
            ("4x4-BOARD", "1 4x4-BOARD"),
            ("3 × 4x4-BOARD", "3 4x4-BOARD"),
            ("404", "1 404"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(read("99999999 × CUP"), None);
    }
}
