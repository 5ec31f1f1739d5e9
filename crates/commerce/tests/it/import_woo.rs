//! Files of WooCommerce: every type of row, parents by ID and by SKU, and what cannot be held.

use super::import::Case;

const HEAD: &str = "ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,Published,Visibility in catalog,Short description,Description,\
    Tax status,In stock?,Stock,Backorders allowed?,Weight (kg),Sale price,Regular price,Date sale price ends,Categories,Tags,Images,\
    Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global,Attribute 2 name,Attribute 2 value(s)\n";

#[tokio::test]
async fn variations_find_their_parents_wherever_they_stand() {
    let case = Case::new().await;
    let report = case
        .run(format!(
            "{HEAD}\
             7,variation,J-2,,Jar - Large,1,visible,,,parent,1,4,notify,,,30,,,,,id:5,Size,Large,,,,\n\
             5,variable,JAR,,Jar,1,visible,Short.,Long\\nlines,taxable,1,,0,1.5,,,,\"Home > Jars, Gifts\\, small\",\"a, b\",,,Size,\"Small, Large\",1,1,Clay,\"Red, fine\"\n\
             6,variation,J-1,4006381333931,Jar - Small,1,visible,,,,1,0,0,0.25,15,20,2001-01-01,,,,JAR,Size,Small,,,,\n\
             8,variation,J-3,,Jar - Gone,0,visible,,,,1,1,0,,,9,,,,,JAR,Size,Gone,,,,\n\
             9,variation,X-1,,Lost,1,visible,,,,1,1,0,,,9,,,,,NOBODY,Size,S,,,,\n\
             10,grouped,G-1,,Set,1,visible,,,,1,,0,,,,,,,,,,,,,,\n\
             11,external,E-1,,Elsewhere,1,visible,,,,1,,0,,,5,,,,,,,,,,,\n\
             12,\"simple, virtual, downloadable\",V-1,,Song,-1,visible,,,none,0,,0,,,5,,,,,,,,,,,\n\
             13,simple,B-1,,Bad,1,visible,,,,1,many,0,,,5,,,,,,,,,,,\n"
        ))
        .await
        .unwrap();
    let told: Vec<(u64, &str, &str)> =
        report.problems.iter().map(|one| (one.line, one.column.as_str(), one.value.as_str())).collect();
    assert_eq!(told, [(6, "Parent", "NOBODY"), (10, "Stock", "many")], "{report:?}");
    assert_eq!((report.products.created, report.products.dropped, report.variants.created), (2, 3, 3), "{report:?}");
    let warned: Vec<(u64, &str)> = report.warnings.iter().map(|one| (one.line, one.column.as_str())).collect();
    assert_eq!(warned, [(4, "Sale price"), (5, "Published"), (7, "Type"), (8, "Type"), (9, "Type")], "{report:?}");
    let jar = case.page("jar").await;
    assert_eq!(jar.description, "<p>Short.</p>\n<p>Long\nlines</p>");
    let variants: Vec<(String, &str, i64)> =
        jar.variants.iter().map(|one| (one.title(), one.sku.as_str(), one.price.now.minor)).collect();
    assert_eq!(variants, [("Large".to_owned(), "J-2", 3_000), ("Small".to_owned(), "J-1", 2_000)]);
    let rows: Vec<(String, u32, bool, i64)> = sqlx::query_as(
        "SELECT v.sku, v.weight_grams, v.continue_selling, i.on_hand FROM variants v JOIN inventory i ON i.variant_id = v.id ORDER BY v.sku",
    )
    .fetch_all(&case.shop.pool)
    .await
    .unwrap();
    let row = |sku: &str, grams, sells_on, count| (sku.to_owned(), grams, sells_on, count);
    assert_eq!(rows, [row("J-1", 250, false, 0), row("J-2", 1_500, true, 4), row("V-1", 0, false, 0)]);
    let paths: Vec<String> =
        sqlx::query_scalar("SELECT path FROM categories ORDER BY path").fetch_all(&case.shop.pool).await.unwrap();
    assert_eq!(paths, ["Gifts, small", "Home", "Home > Jars"]);
    let facts: String = sqlx::query_scalar("SELECT attributes FROM products WHERE handle = 'jar'")
        .fetch_one(&case.shop.pool)
        .await
        .unwrap();
    assert_eq!(facts, r#"[["Clay",["Red","fine"]]]"#);
    let status: String = sqlx::query_scalar("SELECT status FROM products WHERE handle = 'song'")
        .fetch_one(&case.shop.pool)
        .await
        .unwrap();
    assert_eq!(status, "draft");
}

#[tokio::test]
async fn more_options_than_fit_are_told_by_the_first_of_them() {
    let case = Case::new().await;
    let rows: String = (0..6).map(|at| format!("{},variation,J-{at},,Jar,1,1,id:5,Fact {at},S\n", at + 6)).collect();
    let head = "ID,Type,SKU,Description,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)\n";
    let report = case.run(format!("{head}5,variable,JAR,,Jar,1,,,,\n{rows}")).await.unwrap();
    let told: Vec<&str> = report.problems.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(told, ["Fact 0, Fact 1, Fact 2, Fact 3"], "{report:?}");
}
