//! Imports of the back office: one at a time, and none that stands still for ever.

use super::import::Case;
use commerce::{
    Actor, Shop, catalog,
    import::{self, Batch, BatchState, ImportError, Step},
    jobs,
};
use model::ImportBatchId;

const GOODS: &str = "Title,Price,Categories\nJar,12.50,Table\nBowl,3,Table\n";

async fn uploaded(case: &Case) -> ImportBatchId {
    let upload = import::begin_upload(&case.shop, &Actor::System).await.unwrap();
    std::fs::write(upload.path(), GOODS).unwrap();
    import::end_upload(&case.shop, &Actor::System, upload, "goods.csv").await.unwrap()
}

async fn ask(shop: &Shop, id: ImportBatchId, step: Step) -> Result<(), ImportError> {
    import::ask(shop, &Actor::System, id, step, None).await
}

async fn batch(shop: &Shop, id: ImportBatchId) -> Batch {
    import::batch(shop, &Actor::System, id).await.unwrap()
}

/// Does the one step that was asked for.
async fn work(shop: &Shop) {
    let (job, payload): (Vec<u8>, String) =
        sqlx::query_as("SELECT id, payload FROM jobs WHERE kind = 'import.run' AND state = 'ready'")
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    sqlx::query("UPDATE jobs SET state = 'running', unique_key = NULL WHERE id = ?")
        .bind(&job)
        .execute(&shop.pool)
        .await
        .unwrap();
    let outcome = jobs::run_now(shop, &jobs::handlers(), "import.run", serde_json::from_str(&payload).unwrap()).await;
    assert!(matches!(outcome, Some(Ok(()))), "{outcome:?}");
    sqlx::query("UPDATE jobs SET state = 'done' WHERE id = ?").bind(&job).execute(&shop.pool).await.unwrap();
}

async fn step(shop: &Shop, id: ImportBatchId, step: Step) -> Batch {
    ask(shop, id, step).await.unwrap();
    work(shop).await;
    batch(shop, id).await
}

#[tokio::test]
async fn an_import_waits_for_another_however_long_that_takes() {
    let case = Case::new().await;
    let mut other = case.shop.pool.acquire().await.unwrap();
    let lock = "SELECT GET_LOCK(LEFT(CONCAT('import ', DATABASE()), 64), 1)";
    assert_eq!(sqlx::query_scalar::<_, i64>(lock).fetch_one(&mut *other).await.unwrap(), 1);
    let id = uploaded(&case).await;
    ask(&case.shop, id, Step::Check).await.unwrap();
    // Each turn is a job of its own, so that none of them runs out of tries.
    for _ in 0..2 {
        work(&case.shop).await;
        let now = batch(&case.shop, id).await;
        assert_eq!((now.state, now.stuck), (BatchState::Checking, false));
    }
    sqlx::query("DO RELEASE_LOCK(LEFT(CONCAT('import ', DATABASE()), 64))").execute(&mut *other).await.unwrap();
    work(&case.shop).await;
    assert_eq!(batch(&case.shop, id).await.state, BatchState::Checked);
}

#[tokio::test]
async fn what_nobody_works_on_any_more_can_be_gone_on_with() {
    let case = Case::new().await;
    let id = uploaded(&case).await;
    assert_eq!(step(&case.shop, id, Step::Check).await.state, BatchState::Checked);
    for (wanted, middle, end) in
        [(Step::Take, BatchState::Queued, BatchState::Done), (Step::Undo, BatchState::Undoing, BatchState::Undone)]
    {
        ask(&case.shop, id, wanted).await.unwrap();
        assert!(matches!(ask(&case.shop, id, wanted).await, Err(ImportError::NotYet)), "it is worked on");
        sqlx::query(
            "UPDATE jobs SET state = 'dead', unique_key = NULL, finished_at = UTC_TIMESTAMP(6) WHERE state = 'ready'",
        )
        .execute(&case.shop.pool)
        .await
        .unwrap();
        let left = batch(&case.shop, id).await;
        assert_eq!((left.state, left.stuck), (middle, true));
        assert!(
            matches!(ask(&case.shop, id, Step::Check).await, Err(ImportError::NotYet)),
            "only the same step goes on"
        );
        assert_eq!(step(&case.shop, id, wanted).await.state, end);
    }
    assert_eq!(case.count("products").await, 0);
}

#[tokio::test]
async fn what_is_half_in_can_be_taken_back_after_another_check() {
    let case = Case::new().await;
    let id = uploaded(&case).await;
    let checked = step(&case.shop, id, Step::Check).await;
    assert!(!checked.can_be_undone() && matches!(ask(&case.shop, id, Step::Undo).await, Err(ImportError::NotYet)));
    let early = import::undo(&case.shop, &Actor::System, id).await;
    assert!(matches!(early, Err(ImportError::NotYet)), "nothing is in the shop yet");
    assert_eq!(step(&case.shop, id, Step::Take).await.state, BatchState::Done);
    sqlx::query("UPDATE import_batches SET state = 'failed'").execute(&case.shop.pool).await.unwrap();
    let again = step(&case.shop, id, Step::Check).await;
    assert!(again.state == BatchState::Checked && again.can_be_undone());
    let back = step(&case.shop, id, Step::Undo).await;
    assert_eq!((back.state, back.changes.undone, case.count("products").await), (BatchState::Undone, 3, 0));
}

#[tokio::test]
async fn imports_of_long_ago_are_forgotten() {
    let case = Case::new().await;
    let (old, young) = (uploaded(&case).await, uploaded(&case).await);
    step(&case.shop, old, Step::Check).await;
    step(&case.shop, old, Step::Take).await;
    sqlx::query("UPDATE import_batches SET created_at = UTC_TIMESTAMP(6) - INTERVAL IF(id = ?, 91, 89) DAY")
        .bind(old)
        .execute(&case.shop.pool)
        .await
        .unwrap();
    assert_eq!(case.count("import_changes").await, 3);
    let payload = serde_json::json!({});
    let done = jobs::run_now(&case.shop, &jobs::handlers(), "imports.cleanup", payload).await;
    assert!(matches!(done, Some(Ok(()))), "{done:?}");
    let left = import::batches(&case.shop, &Actor::System).await.unwrap();
    assert_eq!(left.iter().map(|batch| batch.id).collect::<Vec<_>>(), [young]);
    assert_eq!((case.count("import_changes").await, case.count("products").await), (0, 2));
}

#[tokio::test]
async fn what_an_import_takes_staff_can_save() {
    let case = Case::new().await;
    let mut png = std::io::Cursor::new(vec![]);
    image::DynamicImage::new_rgb8(40, 50).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let pictures: Vec<String> = ["a.png", "b.png"].map(String::from).into();
    pictures.iter().for_each(|name| drop(case.write(name, png.get_ref())));
    let deep = (1..=8).map(|level| format!("Level {level}")).collect::<Vec<_>>().join(" > ");
    let others: String = (1..60).map(|at| format!("|Shelf {at}")).collect();
    let tag = "x".repeat(255);
    let csv = format!(
        "Handle,Title,SKU,Price,Option1 name,Option1 value,Image Src,Variant image,Tags,Categories\n\
         jar,Jar,J-1,1,Size,S,a.png,a.png,{tag},{deep}{others}\n\
         jar,,J-2,1,,L,b.png,b.png,,\n"
    );
    let report = case.run(csv).await.unwrap();
    assert_eq!((report.variants.created, report.bad_rows), (2, 0), "{report:?}");
    let id: model::ProductId = sqlx::query_scalar("SELECT id FROM products").fetch_one(&case.shop.pool).await.unwrap();
    let mut editor = catalog::product_editor(&case.shop, &Actor::System, id).await.unwrap();
    // Both names are of one picture, which the gallery has once and both variants show.
    assert_eq!(editor.pictures.len(), 1);
    assert!(editor.variants.iter().all(|one| one.details.picture == Some(editor.pictures[0].id)), "{editor:?}");
    editor.details.vendor = "By hand".into();
    let edit = catalog::EditProduct { product: id, version: editor.version, details: editor.details };
    catalog::update_product(&case.shop, &Actor::System, edit).await.unwrap();
    let long = case.run(format!("Title,Price,Tags\nA,1,{tag}x\nB,1,{tag}\n")).await.unwrap();
    assert_eq!((long.products.created, long.bad_rows), (1, 1), "{long:?}");
}
