//! Goods for tests of search: few columns, no pictures.

use commerce::Shop;
use model::{CategoryId, PriceListId, ProductId, VariantId};
use sqlx::query;

/// A product with one variant for each value of its first option.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    pub handle: String,
    pub title: String,
    pub kind: String,
    pub vendor: String,
    pub tags: String,
    pub body: String,
    pub attributes: Vec<(String, Vec<String>)>,
    pub options: Vec<(String, Vec<String>)>,
    pub codes: Vec<(String, String)>,
    pub price: i64,
    pub stock: i64,
    pub categories: Vec<CategoryId>,
    pub popularity: u32,
    /// Sum of stars and number of votes.
    pub rating: (u32, u32),
}

impl Goods {
    /// A product with a title and a price, one in stock.
    pub fn new(title: &str, price: i64) -> Self {
        let handle = model::Handle::from_title(title).map(String::from).unwrap_or_default();
        Self {
            handle,
            title: title.into(),
            kind: "Thing".into(),
            vendor: "Maker".into(),
            price,
            stock: 1,
            ..Self::default()
        }
    }

    /// Puts it into the shop; returns its id and that of its first variant.
    pub async fn put(&self, shop: &Shop) -> (ProductId, VariantId) {
        let product = ProductId::new();
        query(
            "INSERT INTO products (id, handle, title, description_source, description, vendor, product_type, tags,
                attributes, status, published_at, popularity, rating_sum, rating_count)
             VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, 'active', UTC_TIMESTAMP(6) - INTERVAL 1 DAY, ?, ?, ?)",
        )
        .bind(product)
        .bind(&self.handle)
        .bind(&self.title)
        .bind(&self.body)
        .bind(&self.vendor)
        .bind(&self.kind)
        .bind(&self.tags)
        .bind(serde_json::to_string(&self.attributes).unwrap())
        .bind(self.popularity)
        .bind(self.rating.0)
        .bind(self.rating.1)
        .execute(&shop.pool)
        .await
        .unwrap();
        for (position, (name, values)) in (1..).zip(&self.options) {
            query("INSERT INTO product_options (product_id, position, name, option_values) VALUES (?, ?, ?, ?)")
                .bind(product)
                .bind(position)
                .bind(name)
                .bind(serde_json::to_string(values).unwrap())
                .execute(&shop.pool)
                .await
                .unwrap();
        }
        for (position, category) in (0..).zip(&self.categories) {
            query("INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, ?)")
                .bind(product)
                .bind(category)
                .bind(position)
                .execute(&shop.pool)
                .await
                .unwrap();
        }
        let own = [(format!("{}-1", self.handle), String::new())];
        let codes = if self.codes.is_empty() { &own[..] } else { &self.codes[..] };
        let mut first = None;
        for (position, (sku, barcode)) in (0..).zip(codes) {
            let id = self.variant(shop, product, position, sku, barcode).await;
            first.get_or_insert(id);
        }
        (product, first.unwrap())
    }

    async fn variant(&self, shop: &Shop, product: ProductId, position: i32, sku: &str, barcode: &str) -> VariantId {
        let id = VariantId::new();
        let barcode = (!barcode.is_empty()).then_some(barcode);
        query("INSERT INTO variants (id, product_id, position, sku, barcode, option1) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(id)
            .bind(product)
            .bind(position)
            .bind(sku)
            .bind(barcode)
            .bind(format!("{position}"))
            .execute(&shop.pool)
            .await
            .unwrap();
        query("INSERT INTO prices (variant_id, price_list_id, amount) VALUES (?, ?, ?)")
            .bind(id)
            .bind(price_list(shop).await)
            .bind(self.price)
            .execute(&shop.pool)
            .await
            .unwrap();
        query("INSERT INTO inventory (variant_id, on_hand) VALUES (?, ?)")
            .bind(id)
            .bind(self.stock)
            .execute(&shop.pool)
            .await
            .unwrap();
        id
    }
}

async fn price_list(shop: &Shop) -> PriceListId {
    let known = sqlx::query_scalar("SELECT id FROM price_lists WHERE is_default").fetch_optional(&shop.pool).await;
    if let Some(id) = known.unwrap() {
        return id;
    }
    let id = PriceListId::new();
    query(
        "INSERT INTO price_lists (id, code, name, currency, is_default) VALUES (?, 'default', 'Default', 'EUR', TRUE)",
    )
    .bind(id)
    .execute(&shop.pool)
    .await
    .unwrap();
    id
}

/// Makes a category of a path such as "Home > Lamps"; the part above must be there.
pub async fn category(shop: &Shop, path: &str) -> CategoryId {
    let id = CategoryId::new();
    let (above, title) = path.rsplit_once(" > ").map_or((None, path), |(above, title)| (Some(above), title));
    let parent: Option<CategoryId> = match above {
        Some(above) => {
            let found = sqlx::query_scalar("SELECT id FROM categories WHERE path = ?").bind(above);
            Some(found.fetch_one(&shop.pool).await.unwrap())
        }
        None => None,
    };
    query("INSERT INTO categories (id, parent_id, handle, path, title, depth) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(id)
        .bind(parent)
        .bind(model::search::value_key(title))
        .bind(path)
        .bind(title)
        .bind(path.matches(" > ").count() as u32 + 1)
        .execute(&shop.pool)
        .await
        .unwrap();
    id
}

/// Adds a row to the table of synonyms.
pub async fn synonym(shop: &Shop, terms: &str, kind: &str, replacement: &str) {
    query("INSERT INTO synonyms (id, terms, kind, replacement) VALUES (?, ?, ?, ?)")
        .bind(uuid::Uuid::now_v7())
        .bind(terms)
        .bind(kind)
        .bind(replacement)
        .execute(&shop.pool)
        .await
        .unwrap();
}

/// Adds a page.
pub async fn page(shop: &Shop, handle: &str, title: &str) {
    query("INSERT INTO pages (id, handle, title, source, body) VALUES (?, ?, ?, '', '')")
        .bind(uuid::Uuid::now_v7())
        .bind(handle)
        .bind(title)
        .execute(&shop.pool)
        .await
        .unwrap();
}
