//! Shops compared as a whole. Which columns count is what docs/import.md says, and the schema is asked whether it says
//! something of each.

use commerce::Shop;
use std::collections::{BTreeMap, BTreeSet};

const DOCS: &str = include_str!("../../../../docs/import.md");

/// Tables that are no part of the catalog.
const OTHERS: &[&str] = &[
    "_sqlx_migrations",
    "template_is_ready",
    "cart_lines",
    "carts",
    "contact_messages",
    "idempotency_keys",
    "import_batches",
    "import_changes",
    "jobs",
    "ledger",
    "local_gateway_payments",
    "local_gateway_refunds",
    "mails",
    "media_loose",
    "order_history",
    "order_line_parts",
    "order_lines",
    "orders",
    "outbox",
    "payments",
    "rate_counters",
    "refunds",
    "remote_pictures",
    "reservations",
    "schedule_slots",
    "search_terms",
    "series",
    "sessions",
    "shipments",
    "shipping_methods",
    "shipping_zones",
    "stock_notices",
    "upkeep",
    "users",
    "webhook_inbox",
    "wishlist_items",
    "wishlists",
    "zone_countries",
];

/// Tables with the columns that come along, that follow, and that stay.
fn documented() -> BTreeMap<&'static str, [Vec<&'static str>; 3]> {
    let rows = DOCS.lines().skip_while(|line| !line.starts_with("| table |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            (cells[0], [1, 2, 3].map(|at| cells[at].split_whitespace().collect()))
        })
        .collect()
}

/// Everything that comes along, without ids: a line for each row of each table.
pub async fn dump(shop: &Shop) -> Vec<String> {
    let mut lines = vec![];
    for (table, [carried, ..]) in documented().into_iter().filter(|(_, [carried, ..])| !carried.is_empty()) {
        let cells: Vec<String> = carried
            .iter()
            .map(|column| {
                format!(
                    "'{column}=', COALESCE(CONVERT({} USING utf8mb4) COLLATE utf8mb4_bin, '-')",
                    value(table, column)
                )
            })
            .collect();
        let only = match table {
            "variants" => "WHERE t.archived_at IS NULL",
            "inventory" | "prices" => "WHERE t.variant_id IN (SELECT id FROM variants WHERE archived_at IS NULL)",
            "bundle_parts" => "WHERE t.bundle_id IN (SELECT id FROM variants WHERE archived_at IS NULL)",
            _ => "",
        };
        let sql = format!("SELECT CONCAT_WS('|', '{table}', {}) FROM {table} t {only}", cells.join(", "));
        let rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&shop.pool).await.unwrap_or_else(|error| {
                panic!("{table}: {error}");
            });
        let mut rows = rows;
        rows.sort();
        lines.extend(rows);
    }
    lines
}

/// A column as a value that two shops share.
fn value(table: &str, column: &str) -> String {
    let named = |what: &str, of: &str| format!("(SELECT {what} FROM {of} named WHERE named.id = t.{column})");
    match (table, column) {
        ("menu_items", "parent_id") => named("CONCAT(named.menu, named.label)", "menu_items"),
        ("variants", "media_position") => "(SELECT HEX(m.hash) FROM product_media pm JOIN media m ON m.id = pm.media_id
             WHERE pm.product_id = t.product_id AND pm.position = t.media_position)"
            .to_owned(),
        ("reviews", "source_key") => "COALESCE(t.source_key, LOWER(HEX(t.id)))".to_owned(),
        // What is owed to orders stays with them.
        ("inventory", "on_hand") => "GREATEST(0, t.on_hand)".to_owned(),
        ("collection_products", "position") => {
            let rank = rank("t.collection_id", "(SELECT handle FROM products WHERE id = t.product_id)");
            format!("IF((SELECT conditions FROM collections WHERE id = t.collection_id) IS NULL, {rank}, 0)")
        }
        ("variants", "position") => rank("t.product_id", "t.sku"),
        ("product_media", "position") => rank("t.product_id", "t.media_id"),
        ("product_categories", "position") => {
            rank("t.product_id", "(SELECT path FROM categories WHERE id = t.category_id)")
        }
        ("product_links", "position") => rank("t.product_id, t.kind", "t.other_id"),
        ("bundle_parts", "position") => rank("t.bundle_id", "t.part_id"),
        ("menu_items", "position") => rank("t.menu, t.parent_id", "t.id"),
        (_, "product_id" | "other_id") => named("named.handle", "products"),
        (_, "variant_id" | "bundle_id" | "part_id") => named("named.sku", "variants"),
        (_, "media_id") => named("HEX(named.hash)", "media"),
        (_, "price_list_id") => named("named.currency", "price_lists"),
        (_, "category_id") => named("named.path", "categories"),
        (_, "collection_id") => named("named.handle", "collections"),
        (_, "page_id") => named("named.handle", "pages"),
        (_, "product_type_id") => named("named.name", "product_types"),
        (_, "review_id") => named("COALESCE(named.source_key, LOWER(HEX(named.id)))", "reviews"),
        // A rule names categories by id.
        ("collections", "conditions") => "REGEXP_REPLACE(t.conditions, '[0-9a-f-]{32,36}', '(category)')".to_owned(),
        _ => format!("t.{column}"),
    }
}

/// Places are compared by their order: gaps between them say nothing.
fn rank(owner: &str, tie: &str) -> String {
    format!("ROW_NUMBER() OVER (PARTITION BY {owner} ORDER BY t.position, {tie})")
}

/// Says which lines of two dumps differ, the first few of them.
pub fn assert_equal(home: &[String], abroad: &[String], about: &str) {
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (home.iter().collect(), abroad.iter().collect());
    let lost: Vec<_> = one.difference(&other).take(5).collect();
    let new: Vec<_> = other.difference(&one).take(5).collect();
    assert!(lost.is_empty() && new.is_empty(), "{about}: lost {lost:#?}\nnew {new:#?}");
    assert_eq!(home.len(), abroad.len(), "{about}");
}

/// Errs where a column of the schema is not told of, or one that is told of is not there.
pub async fn assert_documented(shop: &Shop) {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()",
    )
    .fetch_all(&shop.pool)
    .await
    .unwrap();
    let there: BTreeSet<(&str, &str)> = columns
        .iter()
        .map(|(table, column)| (table.as_str(), column.as_str()))
        .filter(|(table, _)| !OTHERS.contains(table))
        .collect();
    let documented = documented();
    let all =
        documented.iter().flat_map(|(table, columns)| columns.iter().flatten().map(move |column| (*table, *column)));
    let told: Vec<(&str, &str)> = all.collect();
    let once: BTreeSet<(&str, &str)> = told.iter().copied().collect();
    assert_eq!(told.len(), once.len(), "a column stands twice in docs/import.md");
    let untold: Vec<_> = there.difference(&once).collect();
    assert!(untold.is_empty(), "docs/import.md does not say whether exports carry {untold:?}");
    let gone: Vec<_> = once.difference(&there).collect();
    assert!(gone.is_empty(), "docs/import.md speaks of columns that are gone: {gone:?}");
}

/// Errs where a column that comes along says nothing in any row of a shop, so that nothing was proved of it.
pub async fn assert_uses_everything(shop: &Shop) {
    let mut idle = vec![];
    for (table, [carried, ..]) in documented() {
        for column in carried {
            let said = value(table, column);
            let sql = format!(
                "SELECT COUNT(*) FROM (SELECT {said} AS said FROM {table} t) x WHERE said IS NOT NULL AND CONCAT(said) <> ''"
            );
            let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&shop.pool).await.unwrap();
            idle.extend((count == 0).then(|| format!("{table}.{column}")));
        }
    }
    assert!(idle.is_empty(), "the made shop does not use {idle:?}");
}
