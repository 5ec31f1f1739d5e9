//! Server processes: starting them, and what they cost.

use super::load::{self, Load, Measured};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Where a shop lies.
pub struct Place {
    pub database: String,
    pub storage: String,
}

/// A running server; stopped when it goes out of scope.
pub struct Server {
    child: Child,
    pub port: u16,
    /// From the start of the process to its first answer.
    pub started: Duration,
}

impl Server {
    /// The shop as it is released, with a page cache of so many megabytes.
    pub async fn shop(port: u16, cache_megabytes: u32, page: &str) -> Result<Self> {
        Self::shop_of(None, port, cache_megabytes, page).await
    }

    /// The same of another database than the environment names; it has a storage folder of its own.
    pub async fn shop_of(other: Option<&Place>, port: u16, cache_megabytes: u32, page: &str) -> Result<Self> {
        let program = env::var("STOA_BIN").unwrap_or_else(|_| "target/release/stoa".into());
        let began = Instant::now();
        let mut command = Command::new(&program);
        if let Some(Place { database, storage }) = other {
            command.env("DATABASE_URL", database).env("STOA_STORAGE_DIR", storage);
        }
        let child = command
            .args(["serve", "--workers", "0"])
            .env("STOA_ADDR", format!("127.0.0.1:{port}"))
            .env("STOA_PAGE_CACHE_MB", cache_megabytes.to_string())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| program.clone())?;
        let mut server = Self { child, port, started: Duration::ZERO };
        load::wait_for(port, page).await.with_context(|| format!("{program} serve"))?;
        server.started = began.elapsed();
        Ok(server)
    }

    /// This program again, serving the lower rungs of pages with these bytes.
    pub fn rungs(port: u16, pages: &[Vec<u8>]) -> Result<Self> {
        let mut files = vec![];
        for (at, page) in pages.iter().enumerate() {
            let file = env::temp_dir().join(format!("stoa-bench-{}-{at}.html", std::process::id()));
            fs::write(&file, page)?;
            files.push(file);
        }
        let child = Command::new(env::current_exe()?)
            .args(["rungs", &port.to_string()])
            .args(&files)
            .env("RUST_LOG", "warn")
            .spawn()?;
        Ok(Self { child, port, started: Duration::ZERO })
    }

    /// One measurement, with the processor time that it took.
    pub async fn under(&self, load: Load, path: &str) -> Result<Measured> {
        let before = self.cpu_seconds()?;
        let mut one = load.run(self.port, path).await?;
        one.cpu_per_thousand = (self.cpu_seconds()? - before) * 1000.0 / one.requests.max(1) as f64;
        Ok(one)
    }

    /// Resident memory in megabytes.
    pub fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kilobytes: f64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// Processor time used so far, by the server itself.
    fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in brackets may hold blanks; user and system ticks are the 12th and 13th word after it.
        let Some((_, rest)) = stat.rsplit_once(')') else { bail!("unreadable /proc/stat") };
        let ticks: f64 = rest.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<f64>().ok()).sum();
        Ok(ticks / 100.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The median in milliseconds.
pub fn median_ms(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}
