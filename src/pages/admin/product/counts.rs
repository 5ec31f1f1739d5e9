//! The cells of the grid that count stock: what was typed anew is counted anew.

use crate::{pages::admin::entries::Entries, web::StaffVisit};
use commerce::{
    inventory::{self, AdjustStock},
    text::t,
};
use model::{
    Fault, FaultKind, VariantId,
    product::{ProductEditor, VariantEditor},
    stock::MovementKind,
};

/// Whether the count of a variant can be typed.
pub fn counted(variant: &VariantEditor) -> bool {
    variant.details.tracked && variant.parts.is_empty()
}

/// The cells as things stand: the count, and beside it the one that was shown.
pub fn standing(variant: &VariantEditor) -> [(String, String); 2] {
    let count = variant.on_hand.to_string();
    [(format!("stock.{}", variant.id), count.clone()), (shown(variant.id), count)]
}

/// The name of the field that holds the count that was shown.
pub fn shown(variant: VariantId) -> String {
    format!("shown.{variant}")
}

/// What was typed anew.
pub fn read(product: &ProductEditor, typed: &Entries) -> Result<Vec<AdjustStock>, Fault> {
    let reason = typed.filled("reason").unwrap_or_else(|| t("admin-stock-in-grid").to_owned());
    let (mut all, mut wrong) = (vec![], vec![]);
    for variant in product.variants.iter().filter(|variant| counted(variant)) {
        let name = format!("stock.{}", variant.id);
        let (text, shown) = (typed.trimmed(&name), typed.trimmed(&shown(variant.id)));
        if !typed.on(&name) || text == shown {
            continue;
        }
        match (text.parse(), shown.parse()) {
            (Ok(on_hand), Ok(expected)) => all.push(AdjustStock {
                variant: variant.id,
                on_hand,
                expected,
                kind: MovementKind::Count,
                reason: reason.clone(),
            }),
            _ => wrong.push((name, "not-a-count")),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(Fault::invalid(wrong)) }
}

/// Writes the counts; what is refused is said at its cell.
pub async fn write(visit: &StaffVisit, counts: Vec<AdjustStock>) -> Result<(), Fault> {
    for count in counts {
        let variant = count.variant;
        match inventory::adjust(visit.shop(), &visit.actor(), count).await.map_err(Fault::from) {
            // It was taken off sale by the same press.
            Err(fault) if fault.kind == FaultKind::NotFound => {}
            outcome => outcome.map_err(|fault| at(fault, variant))?,
        }
    }
    Ok(())
}

fn at(mut fault: Fault, variant: VariantId) -> Fault {
    for wrong in fault.fields.iter_mut().filter(|wrong| wrong.field == "on_hand") {
        wrong.field = format!("stock.{variant}");
    }
    fault
}
