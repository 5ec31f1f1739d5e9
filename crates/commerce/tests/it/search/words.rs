//! What a search text finds.

use super::{
    found,
    goods::{Goods, category, page, synonym},
    handles, list, suggested,
};
use commerce::search::SearchError;
use model::search::{ListQuery, Sort, SuggestionKind};
use testkit::TestShop;

async fn shop() -> TestShop {
    let shop = TestShop::new().await;
    let sound = category(&shop, "Sound").await;
    let headphones = Goods {
        kind: "Headphones".into(),
        tags: "music, wireless".into(),
        codes: vec![("W-19-01".into(), "2000000000374".into())],
        categories: vec![sound],
        popularity: 3,
        ..Goods::new("Closed-back headphones", 19_900)
    };
    let lamp = Goods {
        kind: "Lamp".into(),
        body: "<p>Stands beside the headphones of an evening.</p>".into(),
        attributes: vec![("Dimmable".into(), vec!["Yes".into()])],
        ..Goods::new("Hearth table lamp", 12_900)
    };
    let bottle = Goods {
        kind: "Bottle".into(),
        options: vec![("Size".into(), vec!["0.5 l".into(), "0.75 l".into()])],
        ..Goods::new("Trail vacuum bottle", 3_900)
    };
    let cup = Goods { kind: "Cup".into(), tags: "café, gift".into(), ..Goods::new("Two espresso cups", 2_900) };
    for goods in [headphones, lamp, bottle, cup] {
        goods.put(&shop).await;
    }
    synonym(&shop, "thermos|flask|vacuum bottle", "equal", "").await;
    synonym(&shop, "hoover", "correction", "vacuum").await;
    synonym(&shop, "cans", "one_way", "headphones").await;
    synonym(&shop, "send back|return|refund", "page", "returns").await;
    page(&shop, "returns", "Returns and refunds").await;
    shop
}

#[tokio::test]
async fn finds_by_all_that_a_product_is() {
    let shop = shop().await;
    let cases = [
        ("headphones", "closed-back-headphones"),
        ("HEADPHONE", "closed-back-headphones"),
        ("w-19-01", "closed-back-headphones"),
        ("2000000000374", "closed-back-headphones"),
        ("sound", "closed-back-headphones"),
        ("dimmable lamp", "hearth-table-lamp"),
        ("a lamp for the table", "hearth-table-lamp"),
        ("0,75l bottle", "trail-vacuum-bottle"),
        ("thermos", "trail-vacuum-bottle"),
        ("cans", "closed-back-headphones"),
        ("cafe", "two-espresso-cups"),
    ];
    for (text, handle) in cases {
        let listing = found(&shop, text).await;
        assert_eq!(handles(&listing).first(), Some(&handle), "{text}");
        assert_eq!(listing.corrected, None, "{text}");
    }
    // The title counts more than a mention in running text.
    assert_eq!(handles(&found(&shop, "headphones").await), ["closed-back-headphones", "hearth-table-lamp"]);
}

#[tokio::test]
async fn mends_slips_and_says_so() {
    let shop = shop().await;
    let cases = [
        ("hedphone", "headphones", "closed-back-headphones"),
        ("espreso cup", "espresso cup", "two-espresso-cups"),
        ("tabel lamp", "table lamp", "hearth-table-lamp"),
        ("head phones", "headphones", "closed-back-headphones"),
        ("tablelamp", "table lamp", "hearth-table-lamp"),
        ("hoover", "vacuum", "trail-vacuum-bottle"),
        ("espres", "espresso", "two-espresso-cups"),
    ];
    for (text, corrected, handle) in cases {
        let listing = found(&shop, text).await;
        assert_eq!(listing.corrected.as_deref(), Some(corrected), "{text}");
        assert_eq!(handles(&listing).first(), Some(&handle), "{text}");
    }
    assert!(handles(&found(&shop, "xqzzy").await).is_empty());
}

#[tokio::test]
async fn the_longest_nonsense_is_only_words() {
    let shop = shop().await;
    // Two slips and as much nonsense as there is room for: what is known counts, and one of the slips is mended.
    let nonsense: Vec<String> = (0..18).map(|at| format!("qzxw{at:02}vkj")).collect();
    let text = format!("espreso hedphone {}", nonsense.join(" "));
    let text = &text[..text.len().min(198)];
    let listing = found(&shop, text).await;
    assert!(listing.corrected.is_some_and(|used| used.contains("espresso") || used.contains("headphones")));
    assert!(listing.products.total > 0);
    suggested(&shop, text).await;
    let many = "closed back headphones wireless music gift espresso cups two table lamp hearth bottle trail vacuum";
    assert!(handles(&found(&shop, many).await).is_empty(), "no product has two fifths of these");
    assert_eq!(handles(&found(&shop, "closed back headphones espresso cups").await), ["closed-back-headphones"]);
}

#[tokio::test]
async fn falls_back_to_most_of_the_words() {
    let shop = shop().await;
    assert_eq!(handles(&found(&shop, "gift espresso zebra").await), ["two-espresso-cups"]);
    assert_eq!(handles(&found(&shop, "wireless lamp").await).len(), 2);
}

#[tokio::test]
async fn hostile_text_is_only_words() {
    let shop = shop().await;
    let odd = [
        "AND OR NOT",
        "+-!(){}[]^\"~*?:\\/",
        "title:lamp",
        "\"lamp",
        "lamp)",
        "*",
        "\0",
        "🛒",
        "lamp\0\u{202e}",
        "' OR 1=1 --",
        "%",
        "_",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "NEAR/3",
        "\u{fffd}",
    ];
    for text in odd {
        found(&shop, text).await;
        suggested(&shop, text).await;
    }
    assert_eq!(handles(&found(&shop, "title:lamp (((").await).first(), Some(&"hearth-table-lamp"));
    for long in ["x".repeat(201), "x ".repeat(100_000), "🛒".repeat(50_000)] {
        let query = ListQuery { text: Some(long.clone()), ..ListQuery::default() };
        assert!(matches!(list(&shop, &query).await, Err(SearchError::TooLong)));
        let pricing = commerce::catalog::default_pricing(&shop);
        assert!(matches!(commerce::search::suggest(&shop, &long, pricing).await, Err(SearchError::TooLong)));
    }
    found(&shop, &"lamp ".repeat(40)).await;
}

#[tokio::test]
async fn a_search_can_be_sorted_and_narrowed() {
    let shop = shop().await;
    let query = ListQuery { text: Some("headphones".into()), sort: Sort::PriceAsc, ..ListQuery::default() };
    assert_eq!(handles(&list(&shop, &query).await.unwrap()), ["hearth-table-lamp", "closed-back-headphones"]);
    let narrow = ListQuery { price_max: Some(15_000), ..query };
    assert_eq!(handles(&list(&shop, &narrow).await.unwrap()), ["hearth-table-lamp"]);
}

#[tokio::test]
async fn suggests_as_one_types() {
    let shop = shop().await;
    let lines = suggested(&shop, "hea").await;
    let of = |kind| lines.iter().filter(|line| line.kind == kind).map(|line| line.href.as_str()).collect::<Vec<_>>();
    assert_eq!(of(SuggestionKind::Product), ["/p/closed-back-headphones", "/p/hearth-table-lamp"]);
    assert_eq!(of(SuggestionKind::Query), ["/search?q=headphones"]);
    assert!(lines.iter().filter(|line| line.kind == SuggestionKind::Product).all(|line| line.price.is_some()));
    for typed in ["hedpho", "2000000000374", "back hea", "headphone wireless"] {
        let lines = suggested(&shop, typed).await;
        assert!(lines.iter().any(|line| line.href == "/p/closed-back-headphones"), "{typed}: {lines:?}");
    }
    let first = |lines: Vec<model::search::Suggestion>| lines.into_iter().next().map(|line| line.href);
    assert_eq!(first(suggested(&shop, "how to return").await).as_deref(), Some("/page/returns"));
    assert_eq!(first(suggested(&shop, "soun").await).as_deref(), Some("/c/sound"));
    assert!(suggested(&shop, "  ").await.is_empty());
    assert!(suggested(&shop, "e").await.len() <= 10);
}
