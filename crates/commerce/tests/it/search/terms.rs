//! The book of searches.

use super::{goods::Goods, list, suggested};
use commerce::{
    Actor,
    actor::Staff,
    search::{self, SearchError},
};
use model::{
    account::Role,
    search::{Days, ListQuery, SuggestionKind},
};
use testkit::TestShop;

/// A member of staff.
pub fn staff(role: Role) -> Actor {
    Actor::Staff(Staff { user: model::UserId::new(), name: "Ines".into(), role })
}

#[tokio::test]
async fn searches_are_counted_by_day_and_seen_by_staff() {
    let shop = TestShop::new().await;
    let (actor, range) = (staff(Role::Catalogue), Days::offered(7));
    for _ in 0..3 {
        search::note(&shop, "Hocker", 0);
    }
    search::note(&shop, "red  LAMP", 4);
    search::note(&shop, "ada@example.org", 0);
    search::note(&shop, "4111 1111 1111 1111", 0);
    assert_eq!(search::settle_log(&shop).await.unwrap(), 2);
    assert_eq!(search::settle_log(&shop).await.unwrap(), 0);
    // Another node counts the same words, which are found by now.
    let other = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
    search::note(&other, "hocker", 2);
    search::settle_log(&other).await.unwrap();

    let none = search::no_hits(&shop, &actor, range).await.unwrap();
    let rows: Vec<_> = none.iter().map(|row| (row.term.as_str(), row.searches, row.no_hits, row.last_hits)).collect();
    assert_eq!(rows, [("hocker", 4, 3, 2)]);
    let most = search::most_searched(&shop, &actor, range).await.unwrap();
    assert_eq!(most.iter().map(|row| row.term.as_str()).collect::<Vec<_>>(), ["hocker", "red lamp"]);
    let figures = search::figures(&shop, &actor, range).await.unwrap();
    assert_eq!((figures.searches, figures.no_hits, figures.terms), (5, 3, 2));

    sqlx::query("UPDATE search_terms SET day = day - INTERVAL 20 DAY").execute(&shop.pool).await.unwrap();
    assert!(search::no_hits(&shop, &actor, range).await.unwrap().is_empty());
    assert_eq!(search::no_hits(&shop, &actor, Days::offered(28)).await.unwrap().len(), 1);
    let refused = search::no_hits(&shop, &staff(Role::Support), range).await;
    assert!(matches!(refused, Err(SearchError::Refused(_))));
}

#[tokio::test]
async fn old_and_rare_words_are_deleted() {
    let shop = TestShop::new().await;
    for (term, times) in [("rare", 1), ("common", 2), ("steady", 1)] {
        (0..times).for_each(|_| search::note(&shop, term, 1));
    }
    search::settle_log(&shop).await.unwrap();
    assert_eq!(search::clean_log(&shop).await.unwrap(), 0);
    // Somebody asked for it every day, though each day only once.
    let before = "INSERT INTO search_terms (day, term, searches, people, no_hits, last_hits)
        SELECT day - INTERVAL 1 DAY, term, 1, 1, 0, 1 FROM search_terms WHERE term = 'steady'";
    sqlx::query(before).execute(&shop.pool).await.unwrap();
    sqlx::query("UPDATE search_terms SET day = day - INTERVAL 31 DAY").execute(&shop.pool).await.unwrap();
    assert_eq!(search::clean_log(&shop).await.unwrap(), 1);
    sqlx::query("UPDATE search_terms SET day = day - INTERVAL 400 DAY").execute(&shop.pool).await.unwrap();
    assert_eq!(search::clean_log(&shop).await.unwrap(), 3);
}

#[tokio::test]
async fn what_many_search_for_is_suggested() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    let queries = async || {
        let lines = suggested(&shop, "desk").await;
        lines.into_iter().filter(|line| line.kind == SuggestionKind::Query).map(|line| line.label).collect::<Vec<_>>()
    };
    let address = |last: u8| std::net::IpAddr::from([192, 0, 2, last]);
    for person in 0..4 {
        search::note_from(&shop, "Desk LAMP small", 1, address(person));
    }
    (0..9).for_each(|_| search::note_from(&shop, "desk flea", 1, address(7)));
    (0..9).for_each(|_| search::note_from(&shop, "desk lamp small", 1, address(0)));
    search::settle_log(&shop).await.unwrap();
    assert!(queries().await.is_empty(), "four people are not many, however often they ask");
    search::note_from(&shop, "desk lamp small", 1, address(5));
    (0..9).for_each(|person| search::note_from(&shop, "desk elephant", 0, address(person)));
    search::settle_log(&shop).await.unwrap();
    assert_eq!(queries().await, ["desk lamp small"]);
    // A shelf that is loaded anew knows them too.
    let later = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
    let lines = suggested(&later, "desk").await;
    assert!(lines.iter().any(|line| line.label == "desk lamp small"), "{lines:?}");
}

#[tokio::test]
async fn lists_need_no_book_of_searches() {
    let shop = TestShop::new().await;
    Goods::new("Lamp", 100).put(&shop).await;
    for person in 0..5 {
        search::note_from(&shop, "desk lamp small", 1, std::net::IpAddr::from([192, 0, 2, person]));
    }
    suggested(&shop, "desk").await;
    search::settle_log(&shop).await.unwrap();
    sqlx::query("RENAME TABLE search_terms TO search_terms_away").execute(&shop.pool).await.unwrap();
    let new = commerce::Shop::on(shop.settings.clone(), shop.pool.clone()).unwrap();
    assert_eq!(list(&new, &ListQuery::default()).await.unwrap().products.total, 1);
    // A node that knew some keeps them.
    shop.search.renew(&shop).await.unwrap();
    let lines = suggested(&shop, "desk").await;
    assert!(lines.iter().any(|line| line.label == "desk lamp small"), "{lines:?}");
}
