//! Products as staff write them: limits, versions, states, copies, pictures, types.

use crate::shelf::{mug, open_shop};
use commerce::{
    Actor, Shop,
    catalog::{
        self, CatalogError, DuplicateProduct, EditProduct, MoveProducts, NewProduct, SaveType, Schedule, SetMedia,
        SetOptions, SetParts, Target,
    },
    content::{self, SavePage},
    jobs,
    secret::Token,
};
use model::{
    CategoryId, Fault, FaultKind, MediaId, ProductId, Time,
    event::Event,
    product::{AttributeDefinition, AttributeKind, OptionDetails, ProductDetails, ProductState, VariantDetails},
};

/// A new product of a title, with options.
pub fn wish(title: &str, options: Vec<OptionDetails>) -> NewProduct {
    NewProduct {
        details: ProductDetails { title: title.into(), ..ProductDetails::default() },
        options,
        variant: VariantDetails { price: 1_650, tracked: true, taxable: true, ..VariantDetails::default() },
        on_hand: 4,
    }
}

/// The wrong fields of a refusal, with their codes.
pub fn wrong(error: CatalogError) -> Vec<(String, String)> {
    let fault = Fault::from(error);
    assert_eq!(fault.kind, FaultKind::Invalid, "{fault:?}");
    for field in &fault.fields {
        assert!(commerce::text::has(&format!("fault-{}", field.code)), "{} has no sentence", field.code);
    }
    fault.fields.into_iter().map(|field| (field.field, field.code)).collect()
}

pub async fn new(shop: &Shop, title: &str) -> ProductId {
    catalog::create_product(shop, &Actor::System, wish(title, vec![])).await.unwrap()
}

async fn events(shop: &Shop) -> Vec<Event> {
    let rows: Vec<String> =
        sqlx::query_scalar("SELECT payload FROM outbox ORDER BY id").fetch_all(&shop.pool).await.unwrap();
    rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect()
}

async fn edit(shop: &Shop, id: ProductId, change: impl FnOnce(&mut ProductDetails)) -> Result<u32, CatalogError> {
    let editor = catalog::product_editor(shop, &Actor::System, id).await?;
    let mut details = editor.details;
    change(&mut details);
    let command = EditProduct { product: id, version: editor.version, details };
    catalog::update_product(shop, &Actor::System, command).await
}

#[tokio::test]
async fn a_new_product_is_a_draft_with_all_it_was_given() {
    let shop = open_shop().await;
    let mut command = wish("  Dune mug ", vec![]);
    command.details.description = "Made by hand.<script>alert(1)</script>".into();
    command.details.tags = vec!["new".into(), " clay ".into(), "NEW".into()];
    command.variant.barcode = "4006 3813 33931".into();
    let id = catalog::create_product(&shop, &Actor::System, command).await.unwrap();
    let editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!((editor.state, editor.version), (ProductState::Draft, 1));
    assert_eq!((editor.details.title.as_str(), editor.details.handle.as_str()), ("Dune mug", "dune-mug"));
    assert_eq!(editor.details.tags, ["new", "clay"]);
    let variant = &editor.variants[0];
    assert_eq!((variant.details.sku.as_str(), variant.details.barcode.as_str()), ("DUNE-MUG", "4006381333931"));
    assert_eq!((variant.details.price, variant.on_hand), (1_650, 4));
    let body: String = sqlx::query_scalar("SELECT description FROM products").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(body, "Made by hand.");
    assert_eq!(events(&shop).await, [Event::ProductChanged { product: id }]);
    let second = new(&shop, "Dune mug").await;
    let second = catalog::product_editor(&shop, &Actor::System, second).await.unwrap();
    assert_eq!((second.details.handle.as_str(), second.variants[0].details.sku.as_str()), ("dune-mug-2", "DUNE-MUG-2"));
    assert!(commerce::check::run(&shop).await.unwrap().is_empty());
}

#[tokio::test]
async fn each_wrong_field_is_named_and_nothing_is_made() {
    let shop = open_shop().await;
    new(&shop, "Dune mug").await;
    let mut command = wish(&"x".repeat(256), vec![OptionDetails::new("Colour", &[])]);
    command.details.handle = "dune-mug".into();
    command.details.categories = vec![CategoryId::new()];
    command.details.tags = vec!["a,b".into()];
    (command.variant.price, command.variant.barcode, command.on_hand) = (0, "123".into(), -1);
    command.variant.sku = "DUNE-MUG".into();
    let refused = catalog::create_product(&shop, &Actor::System, command).await.unwrap_err();
    let mut fields: Vec<String> = wrong(refused).into_iter().map(|(field, _)| field).collect();
    fields.sort();
    let expected =
        ["barcode", "categories", "handle", "on_hand", "option.0", "options", "price", "sku", "tags", "title"];
    assert!(
        expected.iter().filter(|name| **name != "options").all(|name| fields.iter().any(|field| field == name)),
        "{fields:?}"
    );
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM products").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(count, 1);
    let shopper = crate::shelf::shopper();
    let refused = catalog::create_product(&shop, &shopper, wish("Cup", vec![])).await.unwrap_err();
    assert_eq!(Fault::from(refused).kind, FaultKind::Forbidden);
}

#[tokio::test]
async fn who_comes_second_is_told_what_was_changed() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let old = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!(edit(&shop, id, |details| details.title = "Dune cup".into()).await.unwrap(), 2);
    assert_eq!(edit(&shop, id, |details| details.vendor = "Kiln".into()).await.unwrap(), 3);
    assert_eq!(edit(&shop, id, |_| ()).await.unwrap(), 3, "nothing changed");
    let late = EditProduct {
        product: id,
        version: old.version,
        details: ProductDetails { title: "Mine".into(), ..old.details },
    };
    let conflict = catalog::update_product(&shop, &Actor::System, late).await.unwrap_err();
    let fault = commerce::text::explain(conflict.into());
    assert_eq!((fault.kind, fault.code.as_str()), (FaultKind::Conflict, "product-moved"));
    assert!(fault.message.contains("the title") && fault.message.contains("the maker"), "{}", fault.message);
    let now = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!((now.details.title.as_str(), now.details.vendor.as_str()), ("Dune cup", "Kiln"));
}

#[tokio::test]
async fn of_two_who_save_at_once_one_wins() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let one = edit(&shop, id, |details| details.title = "One".into());
    let two = edit(&shop, id, |details| details.title = "Two".into());
    let (one, two) = tokio::join!(one, two);
    // Either one read what the other wrote, or it is a conflict; never is one written over unseen.
    let versions: u32 = sqlx::query_scalar("SELECT version FROM products").fetch_one(&shop.pool).await.unwrap();
    let won = [&one, &two].iter().filter(|outcome| outcome.is_ok()).count() as u32;
    assert_eq!(versions, 1 + won);
    for lost in [one, two].into_iter().filter_map(Result::err) {
        assert!(matches!(lost, CatalogError::ProductMoved { .. }), "{lost:?}");
    }
}

#[tokio::test]
async fn products_move_between_their_states() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let state = async || catalog::product_editor(&shop, &Actor::System, id).await.unwrap().state;
    let go = async |to| {
        catalog::move_products(&shop, &Actor::System, MoveProducts { products: vec![id], to }).await.unwrap()
    };
    assert_eq!((go(Target::Published).await, state().await), (1, ProductState::Published));
    assert_eq!(go(Target::Published).await, 0, "again changes nothing");
    assert_eq!((go(Target::Archived).await, state().await), (1, ProductState::Archived));
    assert_eq!((go(Target::Restored).await, state().await), (1, ProductState::Published));
    assert_eq!((go(Target::Draft).await, state().await), (1, ProductState::Draft));
    go(Target::Archived).await;
    assert_eq!((go(Target::Restored).await, state().await), (1, ProductState::Draft));
    let now: Time = chrono::Utc::now().into();
    let (day, week) = (Time(now.0 + 86_400_000_000), Time(now.0 + 604_800_000_000));
    let version = catalog::product_editor(&shop, &Actor::System, id).await.unwrap().version;
    let plan = |publish_at, unpublish_at| Schedule { product: id, version, publish_at, unpublish_at };
    let early = catalog::schedule_product(&shop, &Actor::System, plan(Some(week), Some(day))).await.unwrap_err();
    assert_eq!(wrong(early), [("unpublish_at".to_owned(), "unpublish-early".to_owned())]);
    catalog::schedule_product(&shop, &Actor::System, plan(Some(day), Some(week))).await.unwrap();
    let editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!(
        (editor.state, editor.publish_at, editor.unpublish_at),
        (ProductState::Scheduled, Some(day), Some(week))
    );
    let jobs: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM jobs WHERE kind = 'catalog.moment'")
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    assert_eq!(jobs, 2);
    sqlx::query("UPDATE products SET published_at = published_at - INTERVAL 30 DAY, unpublish_at = unpublish_at - INTERVAL 30 DAY").execute(&shop.pool).await.unwrap();
    assert_eq!(state().await, ProductState::Ended);
    assert_eq!((go(Target::Published).await, state().await), (1, ProductState::Published));
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own() {
    let shop = open_shop().await;
    let options = vec![OptionDetails::new("Size", &["S", "L"])];
    let id = catalog::create_product(&shop, &Actor::System, wish("Dune mug", options)).await.unwrap();
    let copy = DuplicateProduct { product: id, title: String::new() };
    let copy = catalog::duplicate_product(&shop, &Actor::System, copy).await.unwrap();
    let copy = catalog::product_editor(&shop, &Actor::System, copy).await.unwrap();
    assert_eq!((copy.details.title.as_str(), copy.details.handle.as_str()), ("Dune mug (copy)", "dune-mug-copy"));
    let skus: Vec<&str> = copy.variants.iter().map(|variant| variant.details.sku.as_str()).collect();
    assert_eq!(skus, ["DUNE-MUG-COPY-S", "DUNE-MUG-COPY-L"]);
    assert!(copy.variants.iter().all(|variant| variant.on_hand == 0 && variant.details.price == 1_650));
    assert_eq!(
        (copy.state, copy.options),
        (ProductState::Draft, vec![("Size".to_owned(), vec!["S".into(), "L".into()])])
    );
    assert!(commerce::check::run(&shop).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_copy_has_the_parts_and_the_prices_that_were_set() {
    let shop = open_shop().await;
    let (set, cup) = (new(&shop, "Set").await, mug(&shop, 3).await);
    let bundle = catalog::product_editor(&shop, &Actor::System, set).await.unwrap().variants[0].id;
    let command = SetParts { bundle, parts: vec![(cup, 2)] };
    catalog::set_parts(&shop, &Actor::System, command).await.unwrap();
    let sql = "INSERT INTO price_lists (id, code, name, currency, is_default) VALUES (UNHEX(MD5('f')), 'f', 'F', 'CHF', TRUE)";
    sqlx::query(sql).execute(&shop.pool).await.unwrap();
    let sql = "INSERT INTO prices (variant_id, price_list_id, amount) VALUES (?, UNHEX(MD5('f')), 990)";
    sqlx::query(sql).bind(bundle).execute(&shop.pool).await.unwrap();
    let copy = DuplicateProduct { product: set, title: String::new() };
    let copy = catalog::duplicate_product(&shop, &Actor::System, copy).await.unwrap();
    let copy = catalog::product_editor(&shop, &Actor::System, copy).await.unwrap().variants.remove(0);
    assert_eq!(copy.parts, [(cup.to_string(), 2)]);
    let francs: Option<i64> = sqlx::query_scalar("SELECT amount FROM prices WHERE variant_id = ? AND amount = 990")
        .bind(copy.id)
        .fetch_optional(&shop.pool)
        .await
        .unwrap();
    assert_eq!(francs, Some(990));
}

#[tokio::test]
async fn what_has_no_price_gets_none_by_a_copy_or_an_option() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    sqlx::query("DELETE FROM prices").execute(&shop.pool).await.unwrap();
    let copy = DuplicateProduct { product: id, title: String::new() };
    catalog::duplicate_product(&shop, &Actor::System, copy).await.unwrap();
    let options = vec![OptionDetails::new("Size", &["S", "L"])];
    let command = SetOptions { product: id, version: 1, options };
    catalog::set_options(&shop, &Actor::System, command).await.unwrap();
    let priced: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM prices").fetch_one(&shop.pool).await.unwrap();
    assert_eq!(priced, 0, "nothing is given away");
}

#[tokio::test]
async fn what_was_let_through_before_is_cleaned_once() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let page = SavePage { title: "Care".into(), source: "Wash **cold**".into(), ..SavePage::default() };
    content::create_page(&shop, &Actor::System, page).await.unwrap();
    let hole = async || {
        let sql =
            "UPDATE products SET description_source = '<p>Clay<blink>!</blink></p>', description = description_source";
        sqlx::query(sql).execute(&shop.pool).await.unwrap();
        sqlx::query("UPDATE pages SET body = '<blink>'").execute(&shop.pool).await.unwrap();
    };
    let bodies = async || -> (String, String) {
        let sql = "SELECT p.description, c.body FROM products p JOIN pages c";
        sqlx::query_as(sql).fetch_one(&shop.pool).await.unwrap()
    };
    let clean = async || {
        let job = jobs::run_now(&shop, &jobs::handlers(), "texts.clean", serde_json::json!({})).await;
        job.unwrap().unwrap();
    };
    hole().await;
    clean().await;
    let (product, page) = bodies().await;
    assert_eq!(product, "<p>Clay!</p>");
    assert!(page.contains("<strong>cold</strong>") && !page.contains("blink"), "{page}");
    assert!(events(&shop).await.contains(&Event::ProductChanged { product: id }));
    hole().await;
    clean().await;
    assert!(bodies().await.0.contains("blink"), "it was done in this version already");
}

#[tokio::test]
async fn variants_keep_their_pictures_wherever_these_move() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let [a, b] = [MediaId::new(), MediaId::new()];
    for media in [a, b] {
        let sql = "INSERT INTO media (id, hash, width, height, color, thumbhash) VALUES (?, UNHEX(SHA2(?, 256)), 8, 8, '#000000', '')";
        sqlx::query(sql).bind(media).bind(media.to_string()).execute(&shop.pool).await.unwrap();
    }
    let set = async |version, media| {
        catalog::set_media(&shop, &Actor::System, SetMedia { product: id, version, media }).await
    };
    set(1, vec![(a, "Front".into()), (b, "Side".into())]).await.unwrap();
    sqlx::query("UPDATE variants SET media_position = 1").execute(&shop.pool).await.unwrap();
    set(2, vec![(b, "Side".into()), (a, "Front".into())]).await.unwrap();
    let editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!((editor.variants[0].details.picture, editor.pictures[0].alt.as_str()), (Some(b), "Side"));
    assert_eq!(wrong(set(3, vec![(a, String::new()), (a, String::new())]).await.unwrap_err())[0].1, "picture-twice");
    assert_eq!(wrong(set(3, vec![(MediaId::new(), String::new())]).await.unwrap_err())[0].1, "no-picture");
    set(3, vec![(a, String::new())]).await.unwrap();
    let editor = catalog::product_editor(&shop, &Actor::System, id).await.unwrap();
    assert_eq!(editor.variants[0].details.picture, None);
}

#[tokio::test]
async fn a_type_checks_the_attributes_of_its_products_and_leaves_others_free() {
    let shop = open_shop().await;
    let attribute = |name: &str, kind, unit: &str, choices: &[&str]| AttributeDefinition {
        name: name.into(),
        kind,
        unit: unit.into(),
        choices: choices.iter().map(|choice| (*choice).into()).collect(),
        required: kind == AttributeKind::Choice,
        facet: true,
    };
    let definitions = vec![
        attribute("Width", AttributeKind::Number, "cm", &[]),
        attribute("Wood", AttributeKind::Choice, "", &["Oak"]),
    ];
    let save = SaveType { id: None, name: "Chair".into(), definitions };
    let id = catalog::save_type(&shop, &Actor::System, save.clone()).await.unwrap();
    assert_eq!(wrong(catalog::save_type(&shop, &Actor::System, save).await.unwrap_err())[0].1, "type-taken");
    let product = new(&shop, "Stool").await;
    let facts = |width: &str| vec![("width".into(), vec![width.into()]), ("Mood".into(), vec!["calm".into()])];
    let refused = edit(&shop, product, |details| {
        (details.product_type, details.attributes) = ("chair".into(), facts("wide"));
    });
    let fields: Vec<String> = wrong(refused.await.unwrap_err()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["attribute.Width", "attribute.Wood"]);
    edit(&shop, product, |details| {
        details.product_type = "Chair".into();
        details.attributes = facts("38").into_iter().chain([("Wood".into(), vec!["oak".into()])]).collect();
    })
    .await
    .unwrap();
    let editor = catalog::product_editor(&shop, &Actor::System, product).await.unwrap();
    assert_eq!(editor.details.attributes[0], ("Width".to_owned(), vec!["38 cm".to_owned()]));
    assert_eq!((editor.details.attributes[2].1[0].as_str(), editor.definitions.len()), ("Oak", 2));
    assert_eq!(catalog::product_types(&shop, &Actor::System).await.unwrap()[0].products, 1);
    assert_eq!(catalog::type_names(&shop, &Actor::System).await.unwrap(), ["Chair"]);
    catalog::delete_type(&shop, &Actor::System, id).await.unwrap();
    mug(&shop, 1).await;
}

#[tokio::test]
async fn a_preview_is_signed_by_a_secret_of_the_shop() {
    let shop = open_shop().await;
    let id = new(&shop, "Dune mug").await;
    let pricing = catalog::default_pricing(&shop);
    let link = catalog::preview_link(&shop, &Actor::System, id).await.unwrap();
    let token = link.split_once("preview=").unwrap().1;
    assert!(catalog::product_preview(&shop, "dune-mug", token, pricing).await.is_ok());
    // There is no secret before this one, and nothing is signed with none.
    let until = chrono::Utc::now().timestamp() + 60;
    let subject = [id.0.as_bytes().as_slice(), &until.to_be_bytes()].concat();
    let unsigned = Token::derive(&"".into(), "stoa preview v1", &subject).unwrap();
    let forged = format!("{until}.{}", unsigned.reveal());
    let refused = catalog::product_preview(&shop, "dune-mug", &forged, pricing).await;
    assert!(matches!(refused, Err(CatalogError::NoProduct)));
}
