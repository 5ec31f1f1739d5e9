//! Whether what staff write of variants keeps to its limits.

use model::{VariantId, gtin, money::MAX_UNIT_MINOR, product::VariantDetails};

/// Most grams of one unit: ten tonnes.
const HEAVIEST: i64 = 10_000_000;

/// Trims the words of a variant.
pub(super) fn trim(details: &mut VariantDetails) {
    details.sku = details.sku.trim().to_owned();
    details.barcode = details.barcode.chars().filter(|sign| !sign.is_whitespace()).collect();
}

/// What is wrong with a variant: fields and codes. A barcode that it had before is left alone, whatever it is.
pub(super) fn faults(details: &VariantDetails, barcode_before: &str) -> Vec<(&'static str, &'static str)> {
    let mut wrong = vec![];
    let mut refuse = |field, code, bad: bool| {
        if bad {
            wrong.push((field, code));
        }
    };
    let sku = &details.sku;
    refuse(
        "sku",
        "sku-invalid",
        sku.chars().count() > 100 || sku.chars().any(char::is_control) || sku.starts_with('~'),
    );
    let barcode = &details.barcode;
    refuse("barcode", "barcode-invalid", !barcode.is_empty() && barcode != barcode_before && !gtin::checks(barcode));
    refuse("price", "price-range", !(1..=MAX_UNIT_MINOR).contains(&details.price));
    let was = details.compare_at;
    refuse("compare_at", "compare-at-range", was.is_some_and(|was| was <= details.price || was > MAX_UNIT_MINOR));
    refuse("cost", "cost-range", details.cost.is_some_and(|cost| !(0..=MAX_UNIT_MINOR).contains(&cost)));
    refuse("weight", "weight-range", !(0..=HEAVIEST).contains(&details.weight_grams));
    let content = details.content;
    let odd = content.is_some_and(|one| model::product::Content::new(one.milli, one.unit, one.reference).is_err());
    refuse("content", "content-amount", odd);
    wrong
}

/// The name of a field of one of several variants: `sku.<variant>`.
pub(super) fn named(field: &str, variant: VariantId) -> String {
    format!("{field}.{variant}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_has_its_field() {
        let fine = VariantDetails { sku: "A".into(), price: 100, ..VariantDetails::default() };
        assert!(faults(&fine, "").is_empty());
        let cases = [
            ("sku", VariantDetails { sku: "x".repeat(101), ..fine.clone() }),
            ("barcode", VariantDetails { barcode: "4006381333932".into(), ..fine.clone() }),
            ("price", VariantDetails { price: 0, ..fine.clone() }),
            ("price", VariantDetails { price: MAX_UNIT_MINOR + 1, ..fine.clone() }),
            ("compare_at", VariantDetails { compare_at: Some(100), ..fine.clone() }),
            ("cost", VariantDetails { cost: Some(-1), ..fine.clone() }),
            ("weight", VariantDetails { weight_grams: -1, ..fine.clone() }),
        ];
        for (field, details) in cases {
            assert_eq!(faults(&details, "").iter().map(|(name, _)| *name).collect::<Vec<_>>(), [field]);
        }
        assert!(faults(&VariantDetails { barcode: "odd".into(), ..fine.clone() }, "odd").is_empty());
        assert!(faults(&VariantDetails { barcode: "4006381333931".into(), ..fine }, "").is_empty());
    }
}
