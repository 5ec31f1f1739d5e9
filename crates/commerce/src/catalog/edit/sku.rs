//! SKUs that the shop makes for itself.

use model::Handle;
use sqlx::MySqlConnection;
use std::collections::HashSet;

/// Longest beginning, so that numbers find room.
const LONGEST: usize = 90;

/// Makes SKUs for the variants of one product.
pub(super) struct SkuMaker {
    handle: String,
    used: HashSet<String>,
}

impl SkuMaker {
    /// A maker for a product, which knows the SKUs that begin like those it will make.
    pub async fn new(conn: &mut MySqlConnection, handle: &str) -> Result<Self, sqlx::Error> {
        let handle: String = handle.to_uppercase().chars().take(60).collect();
        let used = sqlx::query_scalar!("SELECT sku FROM variants WHERE sku LIKE CONCAT(?, '%')", handle)
            .fetch_all(conn)
            .await?;
        Ok(Self { handle, used: used.into_iter().collect() })
    }

    /// A SKU that nobody has, from the handle and the values of a variant: `DUNE-MUG-SPRUCE`.
    pub fn make(&mut self, values: &[String]) -> String {
        let words =
            values.iter().filter_map(|value| Handle::from_title(value)).map(|word| word.as_str().to_uppercase());
        let all = std::iter::once(self.handle.clone()).chain(words).collect::<Vec<_>>().join("-");
        let base: String = all.chars().take(LONGEST).collect();
        let names = std::iter::once(base.clone()).chain((2u32..).map(|number| format!("{base}-{number}")));
        let free = names.into_iter().find(|name| !self.used.contains(name)).unwrap_or(base);
        self.used.insert(free.clone());
        free
    }
}
