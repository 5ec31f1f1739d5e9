//! One thread per test process that knows the template and drops databases; it outlives the runtimes of single tests.

use super::{server, template::Template};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection};
use std::{
    collections::BTreeSet,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// A name to drop, and the way to say that it is done.
type Request = (String, mpsc::Sender<()>);

pub(super) struct Keeper {
    server: String,
    template: Template,
    /// Marks the databases of this process. The process holds a lock of this name on the server as long as it lives,
    /// so that another can tell what a killed run left behind.
    mark: String,
    made: AtomicU32,
    requests: mpsc::Sender<Request>,
}

impl Keeper {
    /// The keeper, started at the first call.
    pub fn of_this_process() -> &'static Self {
        static KEEPER: OnceLock<Keeper> = OnceLock::new();
        KEEPER.get_or_init(Self::start)
    }

    pub fn server(&self) -> &str {
        &self.server
    }

    pub fn template(&self) -> &Template {
        &self.template
    }

    pub fn next_name(&self) -> String {
        format!("{}_{}", self.mark, self.made.fetch_add(1, Ordering::Relaxed))
    }

    /// Drops a database and waits for it, but not for long: what stays is dropped by a later run.
    pub fn drop_database(&self, name: &str) {
        let (done, wait) = mpsc::channel();
        if self.requests.send((name.to_owned(), done)).is_ok() {
            let _ = wait.recv_timeout(Duration::from_secs(10));
        }
    }

    fn start() -> Self {
        let server = server::url();
        let mark = format!("stoa_t_{}", &uuid::Uuid::new_v4().simple().to_string()[..12]);
        let (requests, inbox) = mpsc::channel();
        let (ready, started) = mpsc::channel();
        let (address, lock) = (server.clone(), mark.clone());
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                match prepare(&address, &lock).await {
                    Ok((template, admin)) => {
                        let _ = ready.send(Ok(template));
                        serve(inbox, admin).await;
                    }
                    Err(error) => drop(ready.send(Err(error))),
                }
            });
        });
        let template = started
            .recv()
            .expect("the keeper of test databases stopped")
            .unwrap_or_else(|error| panic!("no database for tests at {server}: {error}"));
        Self { server, template, mark, made: AtomicU32::new(0), requests }
    }
}

async fn prepare(server: &str, mark: &str) -> sqlx::Result<(Template, MySqlConnection)> {
    let mut admin = MySqlConnection::connect(&server::with_database(server, "information_schema")).await?;
    sqlx::query("DO GET_LOCK(?, 0)").bind(mark).execute(&mut admin).await?;
    // A transaction that a test left open must not hold up everybody.
    admin.execute("SET SESSION lock_wait_timeout = 3, wait_timeout = 86400").await?;
    drop_leftovers(&mut admin, mark).await?;
    let template = Template::prepare(server, &mut admin).await?;
    Ok((template, admin))
}

async fn serve(inbox: mpsc::Receiver<Request>, mut admin: MySqlConnection) {
    for (name, done) in inbox {
        let _ = drop_one(&mut admin, &name).await;
        let _ = done.send(());
    }
}

/// Drops the databases of processes that are gone, and templates that nobody made a copy of for a week.
async fn drop_leftovers(admin: &mut MySqlConnection, own: &str) -> sqlx::Result<()> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'stoa\\_t\\_%'")
            .fetch_all(&mut *admin)
            .await?;
    let marks: BTreeSet<&str> =
        names.iter().filter_map(|name| Some(name.rsplit_once('_')?.0)).filter(|mark| *mark != own).collect();
    for mark in marks {
        let gone: bool = sqlx::query_scalar("SELECT IS_FREE_LOCK(?) = 1").bind(mark).fetch_one(&mut *admin).await?;
        if gone {
            for name in names.iter().filter(|name| name.rsplit_once('_').is_some_and(|(of, _)| of == mark)) {
                let _ = drop_one(admin, name).await;
            }
        }
    }
    let old: Vec<String> = sqlx::query_scalar(
        "SELECT table_schema FROM information_schema.tables WHERE table_schema LIKE 'stoa\\_template\\_%' \
         GROUP BY table_schema HAVING MAX(create_time) < NOW() - INTERVAL 7 DAY",
    )
    .fetch_all(&mut *admin)
    .await?;
    for name in old {
        drop_one(admin, &name).await?;
    }
    Ok(())
}

async fn drop_one(admin: &mut MySqlConnection, name: &str) -> sqlx::Result<()> {
    admin.execute(sqlx::raw_sql(AssertSqlSafe(format!("DROP DATABASE IF EXISTS `{name}`")))).await.map(drop)
}
