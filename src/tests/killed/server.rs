//! `stoa serve` and the other commands, as processes of their own.

use super::books::Books;
use std::{
    net::TcpListener,
    os::unix::process::ExitStatusExt,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::time::{sleep, timeout};

/// A running server; it goes with its value.
pub struct Server {
    child: Child,
    /// Its address, without a slash at the end.
    pub url: String,
}

impl Server {
    /// Starts a server that dies at the point, and waits until it answers.
    pub async fn start(books: &Books, fault: Option<&str>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let url = format!("http://{address}");
        let mut command = stoa(books);
        command.arg("serve").env("STOA_ADDR", &address).env("STOA_PUBLIC_URL", &url);
        if let Some(point) = fault {
            command.env("STOA_FAULT", point);
        }
        let mut server = Self { child: command.spawn().unwrap(), url };
        timeout(Duration::from_secs(60), server.ready()).await.expect("the server never became ready");
        server
    }

    async fn ready(&mut self) {
        while reqwest::get(format!("{}/readyz", self.url)).await.is_ok_and(|answer| answer.status().is_success())
            == false
        {
            assert!(self.child.try_wait().unwrap().is_none(), "the server ended at its start");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits for the end of the process: the signal that ended it.
    pub async fn ended(&mut self) -> Option<i32> {
        for _ in 0..3_000 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.signal();
            }
            sleep(Duration::from_millis(10)).await;
        }
        None
    }

    /// What the schedule does within five minutes, and every job that comes of it.
    pub async fn catch_up(&self, books: &Books) {
        books.wait_until_idle().await;
        for job in ["payments.complete", "payments.reconcile", "orders.expire"] {
            let output = stoa(books).args(["jobs", "run", job]).output().unwrap();
            assert!(output.status.success(), "{job}: {}", String::from_utf8_lossy(&output.stderr));
        }
        books.wait_until_idle().await;
    }

    /// `stoa check` has nothing to say.
    pub async fn finds_nothing_broken(&self, books: &Books) {
        let output = stoa(books).arg("check").output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && said.trim().is_empty(), "stoa check: {said}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn stoa(books: &Books) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stoa"));
    command
        .env("DATABASE_URL", books.shop.db().url())
        .env("STOA_STORAGE_DIR", books.shop.folder())
        .env("STOA_MODE", "development")
        .env("STOA_LOCAL_GATEWAY_LATE_SECONDS", "0")
        .env("RUST_LOG", "off")
        .env_remove("STOA_FAULT")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
