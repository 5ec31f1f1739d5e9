//! Texts with the signs of HTML: read once where other shops wrote them, and never twice where they are ours.

use crate::{
    export::{export, import, there_and_back},
    whole::{assert_equal, dump},
};
use commerce::{
    Actor,
    export::Format,
    import::{self, Import},
};
use std::fs;
use testkit::TestShop;

/// As other shops write plain texts: as HTML, once.
const SIGNS: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,SEO Title,Categories,Attributes (JSON)\n\
     tee,CoolTech&trade; tee,<p>Tea &amp; milk &lt;3</p>,Salt &amp; Co,R&D,\"a&amp;b, c&#44;d\",Size &amp; cut,S &ndash; M,T-1,9,&quot;Cool&quot;,\
     Food &amp; drink > Tea &gt; milk|Plain,\"{\"\"Fabric &amp; care\"\": [\"\"CoolTech&trade;\"\", \"\"&amp;amp;\"\"]}\"\n";

#[tokio::test]
async fn signs_of_other_shops_are_read_once_and_texts_of_ours_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    fs::write(&file, SIGNS).unwrap();
    let shop = TestShop::new().await;
    let asked = || Import { file: file.clone(), ..Import::default() };
    let report = import::products(&shop, &Actor::System, asked()).await.unwrap();
    assert!(report.problems.is_empty() && report.warnings.is_empty(), "{report:?}");
    let told = dump(&shop).await.join("\n");
    for part in [
        "|title=|CoolTech™ tee|",
        "|description_source=|<p>Tea &amp; milk &lt;3</p>|",
        "|vendor=|Salt & Co|product_type=|R&D|tags=|a&b, c&#44;d|",
        "|attributes=|[[\"Fabric & care\",[\"CoolTech™\",\"&amp;\"]]]|",
        "|seo_title=|\"Cool\"|",
        "|name=|Size & cut|option_values=|[\"S – M\"]",
        "|option1=|S – M|",
        // What would part a path stays as it was written.
        "|category_id=|Food & drink > Tea &gt; milk",
    ] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert_eq!(import::products(&shop, &Actor::System, asked()).await.unwrap().products.unchanged, 1);
    // Staff may mean what they write.
    for sql in [
        "UPDATE products SET title = 'How to write &amp;amp; and &trade;', vendor = '&', tags = '&lt;, x & y;'",
        "UPDATE categories SET title = '&eacute; & é', intro = '&#233;' WHERE title = 'Plain'",
        "INSERT INTO collections (id, handle, title, intro) VALUES (UNHEX(REPEAT('ab', 16)), 'c', '&amp;', 'a & b &copy;')",
    ] {
        sqlx::query(sql).execute(&shop.pool).await.unwrap();
    }
    for format in [Format::Shopify, Format::ShopifyLegacy] {
        there_and_back(&shop, format).await;
    }
    let (a, other) = (export(&shop, Format::WooCommerce).await, TestShop::new().await);
    import(&other, a.path()).await;
    assert_equal(&dump(&shop).await, &dump(&other).await, "WooCommerce");
}
