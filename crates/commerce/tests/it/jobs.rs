//! Jobs run once, survive their workers, and die only with a reason.

use commerce::{
    Broken, Shop,
    jobs::{self, Handlers, JobError, NewJob, Nothing, Runner, Timing},
    mail::{self, MailKind, Occasion},
};
use model::{JobId, OrderId, Time};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use testkit::TestShop;
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

async fn enqueue(shop: &Shop, job: NewJob) -> Option<JobId> {
    shop.transaction(job, |tx, job| Box::pin(async move { jobs::enqueue(tx, job).await.map_err(Broken::from) }))
        .await
        .unwrap()
}

fn start(shop: &TestShop, handlers: Handlers) -> (JoinHandle<()>, CancellationToken) {
    let stop = CancellationToken::new();
    let timing = Timing { pause: Duration::from_millis(20), ..Timing::default() };
    let runner = Runner::new((**shop).clone(), handlers).timing(timing);
    (tokio::spawn(runner.run(stop.clone())), stop)
}

async fn state(shop: &Shop, id: JobId) -> (String, u16, Option<String>) {
    sqlx::query_as("SELECT state, attempts, last_error FROM jobs WHERE id = ?")
        .bind(id)
        .fetch_one(&shop.pool)
        .await
        .unwrap()
}

/// Waits until a job is in a state; its retries are brought forward meanwhile.
async fn until(shop: &Shop, id: JobId, wanted: &str) -> (u16, Option<String>) {
    let seen = timeout(Duration::from_secs(20), async {
        loop {
            sqlx::query("UPDATE jobs SET run_at = UTC_TIMESTAMP(6) WHERE id = ? AND state = 'ready'")
                .bind(id)
                .execute(&shop.pool)
                .await
                .unwrap();
            let (now, attempts, error) = state(shop, id).await;
            if now == wanted {
                return (attempts, error);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    seen.await.unwrap_or_else(|_| panic!("the job never became {wanted}"))
}

/// A kind `count` that counts its runs.
fn counting() -> (Arc<AtomicU32>, impl Fn() -> Handlers) {
    let runs = Arc::new(AtomicU32::new(0));
    let counter = runs.clone();
    let handlers = move || {
        let counter = counter.clone();
        Handlers::new().on("count", 5, move |_, _: Nothing| {
            let counter = counter.clone();
            async move {
                counter.fetch_add(1, Ordering::SeqCst);
                Ok(())
            }
        })
    };
    (runs, handlers)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_run_each_job_once() {
    let shop = TestShop::new().await;
    let (runs, handlers) = counting();
    let mut ids = vec![];
    for _ in 0..40 {
        ids.push(enqueue(&shop, NewJob::new("count", &Nothing {})).await.unwrap());
    }
    let (_one, _stop_one) = start(&shop, handlers());
    let (_two, _stop_two) = start(&shop, handlers());
    for id in ids {
        assert_eq!(until(&shop, id, "done").await, (1, None));
    }
    assert_eq!(runs.load(Ordering::SeqCst), 40);
}

#[tokio::test]
async fn a_job_that_was_rolled_back_never_runs() {
    let shop = TestShop::new().await;
    let failed: Result<(), Broken> = shop
        .transaction((), |tx, ()| {
            Box::pin(async move {
                jobs::enqueue(tx, NewJob::new("count", &Nothing {})).await?;
                Err(Broken::other("the change failed"))
            })
        })
        .await;
    assert!(failed.is_err());
    assert!(jobs::list(&shop, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_job_of_a_killed_worker_is_taken_over() {
    let shop = TestShop::new().await;
    let started = Arc::new(Notify::new());
    let says_so = started.clone();
    let hangs = Handlers::new().on("count", 600, move |_, _: Nothing| {
        let started = says_so.clone();
        async move {
            started.notify_one();
            std::future::pending().await
        }
    });
    let id = enqueue(&shop, NewJob::new("count", &Nothing {})).await.unwrap();
    let (killed, _stop) = start(&shop, hangs);
    started.notified().await;
    killed.abort();
    let _ = killed.await;
    assert_eq!(state(&shop, id).await.0, "running");

    let (runs, handlers) = counting();
    sqlx::query("UPDATE jobs SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
        .execute(&shop.pool)
        .await
        .unwrap();
    let (_worker, _stop) = start(&shop, handlers());
    assert_eq!(until(&shop, id, "done").await.0, 2);
    assert_eq!(runs.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_live_lease_is_left_alone() {
    let shop = TestShop::new().await;
    let id = enqueue(&shop, NewJob::new("count", &Nothing {})).await.unwrap();
    sqlx::query(
        "UPDATE jobs SET state = 'running', attempts = 1, lease_owner = 'another',
                lease_until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND",
    )
    .execute(&shop.pool)
    .await
    .unwrap();
    let (runs, handlers) = counting();
    let (_worker, _stop) = start(&shop, handlers());
    let other = enqueue(&shop, NewJob::new("count", &Nothing {})).await.unwrap();
    until(&shop, other, "done").await;
    assert_eq!((runs.load(Ordering::SeqCst), state(&shop, id).await.0.as_str()), (1, "running"));
}

#[tokio::test]
async fn a_poisonous_job_dies_with_its_reason_and_lives_again_when_asked() {
    let shop = TestShop::new().await;
    let handlers = || {
        Handlers::new()
            .on("fails", 5, |_, _: Nothing| async { Err(JobError::later("the printer is on fire")) })
            .on("panics", 5, |_, _: Nothing| async { panic!("a defect") })
            .on("refuses", 5, |_, _: Nothing| async { Err(JobError::never("there is no such order")) })
            .on("reads", 5, |_, _: u32| async { Ok(()) })
    };
    let (_worker, stop) = start(&shop, handlers());
    let fails = enqueue(&shop, NewJob::new("fails", &Nothing {})).await.unwrap();
    let panics = enqueue(&shop, NewJob::new("panics", &Nothing {})).await.unwrap();
    let refuses = enqueue(&shop, NewJob::new("refuses", &Nothing {})).await.unwrap();
    let reads = enqueue(&shop, NewJob::new("reads", &"no number")).await.unwrap();
    assert_eq!(until(&shop, fails, "dead").await, (8, Some("the printer is on fire".into())));
    assert_eq!(until(&shop, panics, "dead").await, (8, Some("panicked: a defect".into())));
    assert_eq!(until(&shop, refuses, "dead").await, (1, Some("there is no such order".into())));
    assert!(until(&shop, reads, "dead").await.1.unwrap().starts_with("the payload is not understood"));
    stop.cancel();

    assert!(jobs::retry(&shop, refuses).await.unwrap());
    assert!(!jobs::retry(&shop, refuses).await.unwrap());
    assert_eq!(state(&shop, refuses).await.0, "ready");
}

#[tokio::test]
async fn a_job_that_takes_too_long_is_cut_short() {
    let shop = TestShop::new().await;
    let handlers = Handlers::new().on("sleeps", 0, |_, _: Nothing| std::future::pending());
    let (_worker, _stop) = start(&shop, handlers);
    let id = enqueue(&shop, NewJob::new("sleeps", &Nothing {})).await.unwrap();
    assert_eq!(until(&shop, id, "dead").await, (8, Some("took longer than 0 s".into())));
}

#[tokio::test]
async fn a_stop_waits_for_the_quick_and_gives_back_the_slow() {
    let shop = TestShop::new().await;
    let (started, gate) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (says_so, waits) = (started.clone(), gate.clone());
    let handlers = Handlers::new()
        .on("quick", 60, move |_, _: Nothing| {
            let (started, gate) = (says_so.clone(), waits.clone());
            async move {
                started.add_permits(1);
                let _ = gate.acquire().await;
                Ok(())
            }
        })
        .on("slow", 60, {
            let started = started.clone();
            move |_, _: Nothing| {
                started.add_permits(1);
                std::future::pending()
            }
        });
    let stop = CancellationToken::new();
    let timing = Timing { grace: Duration::from_millis(300), ..Timing::default() };
    let worker = tokio::spawn(Runner::new((*shop).clone(), handlers).timing(timing).run(stop.clone()));
    let quick = enqueue(&shop, NewJob::new("quick", &Nothing {})).await.unwrap();
    let slow = enqueue(&shop, NewJob::new("slow", &Nothing {})).await.unwrap();
    let _ = started.acquire_many(2).await.unwrap();
    stop.cancel();
    gate.add_permits(1);
    worker.await.unwrap();
    assert_eq!(state(&shop, quick).await, ("done".into(), 1, None));
    assert_eq!(state(&shop, slow).await, ("ready".into(), 0, None));
}

#[tokio::test]
async fn a_named_job_is_made_once_and_a_waiting_one_again_when_it_has_started() {
    let shop = TestShop::new().await;
    let job = |key: &str| NewJob::new("count", &Nothing {}).once(key);
    let first = enqueue(&shop, job("mail:1")).await.unwrap();
    assert!(enqueue(&shop, job("mail:1")).await.is_none());
    let waiting = enqueue(&shop, NewJob::new("count", &Nothing {}).one_waiting("mail:1")).await.unwrap();
    assert!(enqueue(&shop, NewJob::new("count", &Nothing {}).one_waiting("mail:1")).await.is_none());
    let (_runs, handlers) = counting();
    let (_worker, _stop) = start(&shop, handlers());
    until(&shop, first, "done").await;
    until(&shop, waiting, "done").await;
    assert!(enqueue(&shop, job("mail:1")).await.is_none());
    assert!(enqueue(&shop, NewJob::new("count", &Nothing {}).one_waiting("mail:1")).await.is_some());
}

#[tokio::test]
async fn later_and_less_urgent_jobs_wait() {
    let shop = TestShop::new().await;
    let now: Time = sqlx::query_scalar("SELECT UTC_TIMESTAMP(6)").fetch_one(&shop.pool).await.unwrap();
    let order = Arc::new(std::sync::Mutex::new(vec![]));
    let later = NewJob::new("note", &"later").at(Time(now.0 + 3_600_000_000));
    let later = enqueue(&shop, later).await.unwrap();
    enqueue(&shop, NewJob::new("note", &"usual")).await;
    enqueue(&shop, NewJob::new("note", &"urgent").priority(10)).await;
    let last = enqueue(&shop, NewJob::new("note", &"last").priority(200)).await.unwrap();
    let notes = order.clone();
    let handlers = Handlers::new().on("note", 5, move |_, word: String| {
        notes.lock().unwrap().push(word);
        async { Ok(()) }
    });
    let stop = CancellationToken::new();
    let alone = TestShop::with(|settings| settings.jobs.workers = 1).await;
    assert_eq!(alone.settings.jobs.workers, 1);
    let one = Shop::on(alone.settings.clone(), shop.pool.clone()).unwrap();
    let worker = tokio::spawn(Runner::new(one, handlers).run(stop.clone()));
    let done = timeout(Duration::from_secs(20), async {
        while state(&shop, last).await.0 != "done" {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    done.await.unwrap();
    stop.cancel();
    worker.await.unwrap();
    assert_eq!(*order.lock().unwrap(), ["urgent", "usual", "last"]);
    assert_eq!(state(&shop, later).await.0, "ready");
}

#[tokio::test]
async fn a_schedule_fires_once_over_three_nodes() {
    let shop = TestShop::new().await;
    let now: Time = sqlx::query_scalar("SELECT UTC_TIMESTAMP(6)").fetch_one(&shop.pool).await.unwrap();
    for minute in 0..3 {
        let now = Time(now.0 + minute * 60_000_000);
        let made = tokio::join!(
            jobs::fire_due(&shop, now),
            jobs::fire_due(&shop, now),
            jobs::fire_due(&shop, Time(now.0 + 1))
        );
        let made = made.0.unwrap() + made.1.unwrap() + made.2.unwrap();
        assert!(made >= 1, "the minute's job was not made");
    }
    let minutes: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM jobs WHERE kind = 'orders.expire'")
        .fetch_one(&shop.pool)
        .await
        .unwrap();
    assert_eq!(minutes, 3);
}

#[tokio::test]
async fn held_stock_is_freed_before_a_pile_of_letters_is_written() {
    let shop = TestShop::new().await;
    for _ in 0..3 {
        let mut tx = shop.pool.begin().await.unwrap();
        mail::enqueue(&mut tx, MailKind::OrderPlaced, OrderId::new(), Occasion::First).await.unwrap();
        tx.commit().await.unwrap();
    }
    let now: Time = sqlx::query_scalar("SELECT UTC_TIMESTAMP(6)").fetch_one(&shop.pool).await.unwrap();
    jobs::fire_due(&shop, now).await.unwrap();
    let kinds: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM jobs ORDER BY priority, run_at").fetch_all(&shop.pool).await.unwrap();
    let place = |wanted: &str| kinds.iter().position(|kind| kind == wanted).unwrap();
    assert_eq!(kinds[0], "orders.expire");
    assert!(place("payments.reconcile") < place("mail") && place("mail") < place("carts.cleanup"), "{kinds:?}");
}
