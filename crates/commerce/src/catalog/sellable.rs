//! How many units of a variant can still be sold: the one piece of SQL that knows of bundles. Signed: what is divided by
//! an unsigned number and may be NULL would come as a decimal.

/// Units of variant `v` with stock `i` that nobody holds: of a bundle as many as its scarcest part allows, 999 where no
/// part is counted; NULL where there is no count. For statements that are put together at run time.
macro_rules! sellable {
    () => {
        "CAST(COALESCE((SELECT MIN(IF(bv.tracked AND NOT bv.continue_selling,
             GREATEST(COALESCE(bi.on_hand - bi.reserved, 0), 0) DIV b.units, 999))
         FROM bundle_parts b JOIN variants bv ON bv.id = b.part_id LEFT JOIN inventory bi ON bi.variant_id = b.part_id
         WHERE b.bundle_id = v.id), i.on_hand - i.reserved) AS SIGNED)"
    };
}

/// The same in the middle of a statement that is checked when the program is built.
macro_rules! query_sellable {
    ($row:ty, $head:literal, $tail:literal, $($value:expr),* $(,)?) => {
        sqlx::query_as!(
            $row,
            $head + "CAST(COALESCE((SELECT MIN(IF(bv.tracked AND NOT bv.continue_selling,
                 GREATEST(COALESCE(bi.on_hand - bi.reserved, 0), 0) DIV b.units, 999))
             FROM bundle_parts b JOIN variants bv ON bv.id = b.part_id LEFT JOIN inventory bi ON bi.variant_id = b.part_id
             WHERE b.bundle_id = v.id), i.on_hand - i.reserved) AS SIGNED)" + $tail,
            $($value),*
        )
    };
}

pub(crate) use {query_sellable, sellable};
