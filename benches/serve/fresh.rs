//! How soon a price is on the pages of other nodes.
//!
//! This process changes the price as staff would and is no node of the web; two servers with kept pages hear of it from the
//! outbox alone.

use super::{
    load,
    report::{Aim, commit, write_json},
    shop::Server,
};
use anyhow::{Context, Result, ensure};
use clap::Args;
use commerce::{Actor, Shop, catalog, settings};
use model::{Money, VariantId};
use serde_json::json;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// How often, and where.
#[derive(Args)]
#[command(after_help = "Example: bin/bench fresh --changes 200")]
pub struct Options {
    /// Handle of the product whose price is changed.
    #[arg(long, default_value = "hearth-table-lamp")]
    product: String,
    /// Handle of a category that shows it on its first page.
    #[arg(long, default_value = "lighting")]
    category: String,
    /// Changes of the price.
    #[arg(long, default_value_t = 100)]
    changes: usize,
    /// First of two ports to use.
    #[arg(long, default_value_t = 3950)]
    port: u16,
    /// Where the figures go.
    #[arg(long, default_value = "target/bench/fresh.json")]
    json: PathBuf,
}

/// A page that must never show an old price for longer.
const AIM_MS: f64 = 100.0;
/// When something is broken rather than slow.
const BROKEN: Duration = Duration::from_secs(10);

/// Changes the price again and again, and watches the pages of both nodes.
pub async fn measure(options: &Options) -> Result<()> {
    let pages = [format!("/p/{}", options.product), format!("/c/{}", options.category)];
    let nodes =
        [Server::shop(options.port, 64, &pages[0]).await?, Server::shop(options.port + 1, 64, &pages[0]).await?];
    let shop = Shop::open(settings::load()?).await?;
    let (variant, was, mut beside): (VariantId, i64, Option<i64>) = sqlx::query_as(
        "SELECT variants.id, prices.amount, prices.compare_at FROM variants JOIN products ON products.id = product_id
         JOIN prices ON prices.variant_id = variants.id JOIN price_lists ON price_lists.id = price_list_id
         WHERE handle = ? AND is_default ORDER BY variants.position LIMIT 1",
    )
    .bind(&options.product)
    .fetch_one(&shop.pool)
    .await
    .context("the product")?;

    let mut times = vec![];
    let mut now = was;
    for change in 0..options.changes {
        // Lower than that of any other variant, which a list would show instead, and standing nowhere else on the pages.
        let next = 1_011 + 100 * (change as i64 % 40);
        set(&shop, variant, (now, beside.take()), next).await?;
        let committed = Instant::now();
        let text = Money { minor: next, currency: shop.settings.shop.currency }.to_string();
        let seen = nodes.iter().flat_map(|node| pages.iter().map(|page| appears(node.port, page, &text, committed)));
        times.extend(futures::future::try_join_all(seen).await?);
        now = next;
    }
    set(&shop, variant, (now, beside), was).await?;
    print(options, times)
}

async fn set(
    shop: &Shop,
    variant: VariantId,
    (expected, expected_compare_at): (i64, Option<i64>),
    amount: i64,
) -> Result<()> {
    let command = catalog::SetPrice {
        variant,
        amount,
        compare_at: None,
        expected,
        expected_compare_at,
        reason: "benchmark".into(),
    };
    Ok(catalog::set_price(shop, &Actor::System, command).await?)
}

/// The time until a page shows a text.
async fn appears(port: u16, page: &str, text: &str, since: Instant) -> Result<f64> {
    loop {
        let body = load::body(port, page).await?;
        let after = since.elapsed();
        if String::from_utf8_lossy(&body).contains(text) {
            return Ok(after.as_secs_f64() * 1000.0);
        }
        ensure!(after < BROKEN, "{page} does not show {text}");
    }
}

fn print(options: &Options, mut times: Vec<f64>) -> Result<()> {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    let (p50, p99, worst) = (at(0.5), at(0.99), at(1.0));
    println!("\nfrom the commit of a price to its being on 2 pages of 2 nodes, {} changes\n", options.changes);
    println!("p50 {p50:.1} ms, p99 {p99:.1} ms, worst {worst:.1} ms\n");
    let aim = Aim::most("slowest page".into(), worst, "ms", AIM_MS);
    aim.print();
    let figures = json!({
        "benchmark": "fresh", "commit": commit(), "changes": options.changes,
        "p50_ms": p50, "p99_ms": p99, "worst_ms": worst, "aims": [aim.json()],
    });
    write_json(&options.json, &figures)
}
