//! Lists against a scan of the same goods.

use super::{
    goods::{Goods, category},
    handles, list,
};
use commerce::search::SearchError;
use model::search::{ListQuery, Sort, value_key};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use testkit::TestShop;

const COLOURS: [&str; 4] = ["Clay", "Spruce", "Rust", "Ink"];
const MATERIALS: [&str; 3] = ["Oak", "Linen", "Steel"];

fn random_goods(rng: &mut StdRng, count: usize) -> Vec<Goods> {
    let some = |rng: &mut StdRng, values: &[&str]| -> Vec<String> {
        values.iter().filter(|_| rng.random_bool(0.4)).map(|value| (*value).to_owned()).collect()
    };
    let one = |rng: &mut StdRng, at: usize| Goods {
        options: vec![("Colour".into(), some(rng, &COLOURS))],
        attributes: vec![("Material".into(), some(rng, &MATERIALS))],
        stock: rng.random_range(0..2),
        popularity: rng.random_range(0..5),
        rating: {
            let votes = rng.random_range(0..4);
            (rng.random_range(votes..=5 * votes), votes)
        },
        ..Goods::new(&format!("Thing {at:03}"), rng.random_range(1..40) * 500)
    };
    (0..count).map(|at| one(rng, at)).collect()
}

/// Whether a product fits the choices, one kind of choice left out.
fn fits(goods: &Goods, query: &ListQuery, without: &str) -> bool {
    let has = |facet: &str, values: &[String]| {
        let wanted: Vec<&str> = query.chosen.iter().filter(|(key, _)| key == facet).map(|(_, v)| v.as_str()).collect();
        facet == without
            || wanted.is_empty()
            || values.iter().any(|value| wanted.contains(&value_key(value).unwrap().as_str()))
    };
    let price =
        query.price_min.is_none_or(|low| goods.price >= low) && query.price_max.is_none_or(|high| goods.price <= high);
    let stars: Vec<u32> =
        query.chosen.iter().filter(|(key, _)| key == "rating").map(|(_, stars)| stars.parse().unwrap()).collect();
    let rated = without == "rating" || stars.is_empty() || stars.iter().any(|stars| has_stars(goods, *stars));
    rated
        && has("colour", &goods.options[0].1)
        && has("material", &goods.attributes[0].1)
        && (without == "price" || price)
        && (without == "stock" || !query.in_stock || goods.stock > 0)
}

fn has_stars(goods: &Goods, stars: u32) -> bool {
    goods.rating.1 > 0 && goods.rating.0 >= stars * goods.rating.1
}

fn random_query(rng: &mut StdRng) -> ListQuery {
    let mut query = ListQuery { category: Some("things".into()), per_page: 100, ..ListQuery::default() };
    let pick = |rng: &mut StdRng, key: &str, values: &[&str]| -> Vec<(String, String)> {
        values.iter().filter(|_| rng.random_bool(0.25)).map(|v| (key.to_owned(), value_key(v).unwrap())).collect()
    };
    query.chosen = pick(rng, "colour", &COLOURS);
    query.chosen.extend(pick(rng, "material", &MATERIALS));
    query.chosen.extend(pick(rng, "rating", &["4", "3", "2"]));
    query.chosen.push(("unheard-of".into(), "x".into()));
    query.price_min = rng.random_bool(0.4).then(|| rng.random_range(0..10_000));
    query.price_max = rng.random_bool(0.4).then(|| rng.random_range(5_000..20_000));
    query.in_stock = rng.random_bool(0.3);
    query
}

#[tokio::test]
async fn counts_are_those_of_a_scan() {
    for seed in 0..3 {
        let mut rng = StdRng::seed_from_u64(seed);
        let shop = TestShop::new().await;
        let things = category(&shop, "Things").await;
        let goods = random_goods(&mut rng, 50);
        for one in &goods {
            Goods { categories: vec![things], ..one.clone() }.put(&shop).await;
        }
        for _ in 0..30 {
            let query = random_query(&mut rng);
            let listing = list(&shop, &query).await.unwrap();
            let expected: Vec<&Goods> = goods.iter().filter(|g| fits(g, &query, "")).collect();
            assert_eq!(listing.products.total, expected.len() as u64, "{query:?}");
            for (key, label) in [("colour", "Colour"), ("material", "Material")] {
                let facet = listing.facets.iter().find(|f| f.key == key).unwrap_or_else(|| panic!("{key}: {query:?}"));
                assert_eq!(facet.label, label);
                for value in &facet.values {
                    let values =
                        |g: &Goods| if key == "colour" { g.options[0].1.clone() } else { g.attributes[0].1.clone() };
                    let naive =
                        goods.iter().filter(|g| fits(g, &query, key) && values(g).contains(&value.label)).count();
                    assert_eq!(value.count as usize, naive, "{key} {} {query:?}", value.label);
                    assert_eq!(value.chosen, query.chosen.contains(&(key.into(), value.key.clone())));
                }
            }
            let rating = listing.facets.iter().find(|facet| facet.key == "rating").unwrap();
            for (value, stars) in rating.values.iter().zip([4, 3, 2]) {
                let naive = goods.iter().filter(|g| fits(g, &query, "rating") && has_stars(g, stars)).count();
                assert_eq!((value.count as usize, &value.key), (naive, &stars.to_string()), "{query:?}");
            }
            let priced: Vec<i64> = goods.iter().filter(|g| fits(g, &query, "price")).map(|g| g.price).collect();
            let range = listing.price_range.map(|(low, high)| (low.minor, high.minor));
            assert_eq!(range, priced.iter().min().copied().zip(priced.iter().max().copied()), "{query:?}");
            let there = goods.iter().filter(|g| fits(g, &query, "stock") && g.stock > 0).count();
            assert_eq!(listing.in_stock as usize, there, "{query:?}");
        }
    }
}

#[tokio::test]
async fn every_order_puts_each_product_on_one_page() {
    let shop = TestShop::new().await;
    let goods = random_goods(&mut StdRng::seed_from_u64(7), 45);
    for one in &goods {
        one.put(&shop).await;
    }
    for sort in Sort::ALL {
        let mut seen: Vec<(String, i64)> = vec![];
        for page in 1..=5 {
            let query = ListQuery { sort, page, per_page: 10, ..ListQuery::default() };
            let listing = list(&shop, &query).await.unwrap();
            assert_eq!(listing.products.total, 45);
            seen.extend(listing.products.items.into_iter().map(|card| (card.handle, card.price.now.minor)));
        }
        let mut distinct: Vec<&String> = seen.iter().map(|(handle, _)| handle).collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 45, "{sort:?}");
        match sort {
            Sort::PriceAsc => assert!(seen.windows(2).all(|pair| pair[0].1 <= pair[1].1)),
            Sort::PriceDesc => assert!(seen.windows(2).all(|pair| pair[0].1 >= pair[1].1)),
            Sort::Title => assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0)),
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_tree_counts_what_lies_below() {
    let shop = TestShop::new().await;
    category(&shop, "Home").await;
    let lamps = category(&shop, "Home > Lamps").await;
    let chairs = category(&shop, "Home > Chairs").await;
    Goods { categories: vec![lamps], ..Goods::new("Lamp one", 100) }.put(&shop).await;
    Goods { categories: vec![lamps, chairs], ..Goods::new("Lamp chair", 200) }.put(&shop).await;
    Goods { categories: vec![chairs], ..Goods::new("Chair", 300) }.put(&shop).await;
    let home = list(&shop, &ListQuery::of_category("home")).await.unwrap();
    assert_eq!(home.products.total, 3);
    let below = home.facets.iter().find(|facet| facet.key == "category").unwrap();
    let counts: Vec<(&str, u32)> = below.values.iter().map(|v| (v.key.as_str(), v.count)).collect();
    assert_eq!(counts, [("chairs", 2), ("lamps", 2)]);
    let chosen = ListQuery::of_category("home").toggled("category", "lamps");
    assert_eq!(list(&shop, &chosen).await.unwrap().products.total, 2);
    assert_eq!(list(&shop, &ListQuery::of_category("chairs")).await.unwrap().products.total, 2);
}

#[tokio::test]
async fn says_what_it_does_not_list() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    let error = list(&shop, &ListQuery::of_category("nothing")).await.unwrap_err();
    assert!(matches!(error, SearchError::NoCategory));
    for page in [2, 418, u32::MAX] {
        let error = list(&shop, &ListQuery { page, ..ListQuery::default() }).await.unwrap_err();
        assert!(matches!(error, SearchError::TooDeep), "{page}");
    }
    let none = ListQuery { chosen: vec![("vendor".into(), "nobody".into())], ..ListQuery::default() };
    assert!(handles(&list(&shop, &none).await.unwrap()).is_empty());
    let large = list(&shop, &ListQuery { per_page: u32::MAX, ..ListQuery::default() }).await.unwrap();
    assert_eq!(large.products.per_page, 100);
}

#[tokio::test]
async fn stars_follow_what_people_say() {
    let shop = TestShop::new().await;
    let (product, _) = Goods { rating: (9, 2), ..Goods::new("Lamp", 100) }.put(&shop).await;
    Goods { rating: (6, 2), ..Goods::new("Mug", 100) }.put(&shop).await;
    Goods::new("Chair", 100).put(&shop).await;
    let four = ListQuery { chosen: vec![("rating".into(), "4".into())], ..ListQuery::default() };
    let three = four.toggled("rating", "3");
    assert_eq!(handles(&list(&shop, &four).await.unwrap()), ["lamp"]);
    assert_eq!(list(&shop, &three).await.unwrap().products.total, 2);
    let labels = |listing: &model::search::Listing| -> Vec<(String, u32)> {
        let rating = listing.facets.iter().find(|facet| facet.key == "rating").unwrap();
        rating.values.iter().map(|value| (value.label.clone(), value.count)).collect()
    };
    let all = list(&shop, &ListQuery::default()).await.unwrap();
    assert_eq!(labels(&all)[0], ("4 stars and up".into(), 1));

    sqlx::query("UPDATE products SET rating_sum = 10, rating_count = 5 WHERE id = ?")
        .bind(product)
        .execute(&shop.pool)
        .await
        .unwrap();
    shop.search.apply(&shop, &model::event::Event::ProductChanged { product }).await;
    let after = list(&shop, &four).await.unwrap();
    assert_eq!(after.products.total, 0);
    // What would find nothing stays in sight, so that it can be let go.
    assert_eq!(labels(&after).iter().map(|row| row.1).collect::<Vec<_>>(), [0, 1, 2]);
    let odd = ListQuery { chosen: vec![("rating".into(), "9".into())], ..ListQuery::default() };
    assert_eq!(list(&shop, &odd).await.unwrap().products.total, 0);
}
