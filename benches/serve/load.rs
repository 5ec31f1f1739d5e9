//! Asking as often as possible: by `wrk` where it is installed, else by a small loop of our own.

use anyhow::{Context, Result, bail, ensure};
use std::{
    process::Command,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// How hard to ask.
#[derive(Clone, Copy)]
pub struct Load {
    pub connections: usize,
    pub seconds: u64,
}

/// One measurement.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    pub requests: u64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub errors: u64,
    pub cpu_per_thousand: f64,
}

impl Load {
    /// What asks.
    pub fn tool(self) -> &'static str {
        if Command::new("wrk").arg("--version").output().is_ok() { "wrk" } else { "the built-in loop" }
    }

    /// Asks for one path; a warm-up of a second goes before.
    pub async fn run(self, port: u16, path: &str) -> Result<Measured> {
        if self.tool() == "wrk" {
            wrk(1, self.connections, port, path).await?;
            return read_wrk(&wrk(self.seconds, self.connections, port, path).await?);
        }
        own_loop(Duration::from_secs(1), self.connections, port, path).await?;
        own_loop(Duration::from_secs(self.seconds), self.connections, port, path).await
    }
}

/// The body of a page that must be there.
pub async fn body(port: u16, path: &str) -> Result<Vec<u8>> {
    let mut connection = Connection::open(port, path).await?;
    let (status, body) = connection.ask().await?;
    ensure!(status == 200, "{path} answers {status}");
    Ok(body)
}

/// Waits until a path answers 200, half a minute at most.
pub async fn wait_for(port: u16, path: &str) -> Result<()> {
    let began = Instant::now();
    while let Err(error) = body(port, path).await {
        if began.elapsed() > Duration::from_secs(30) {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

async fn wrk(seconds: u64, connections: usize, port: u16, path: &str) -> Result<String> {
    let output = tokio::process::Command::new("wrk")
        .args(["-t1", &format!("-c{connections}"), &format!("-d{seconds}s"), "--latency"])
        .arg(format!("http://127.0.0.1:{port}{path}"))
        .output()
        .await?;
    ensure!(output.status.success(), "wrk: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn read_wrk(text: &str) -> Result<Measured> {
    let after = |label: &str| text.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim);
    let first = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
    let requests =
        text.lines().find(|line| line.contains(" requests in ")).map(first).context("no count of requests")?;
    let not_ok = after("Non-2xx or 3xx responses:").and_then(|count| count.parse().ok()).unwrap_or(0);
    let broken: u64 = after("Socket errors:")
        .map_or(0, |line| line.split(',').filter_map(|part| part.split_whitespace().last()?.parse::<u64>().ok()).sum());
    let (requests, per_second): (u64, f64) = (requests.parse()?, after("Requests/sec:").context("no rate")?.parse()?);
    // A fast page that says what went wrong is no answer.
    let answered = requests.saturating_sub(not_ok);
    Ok(Measured {
        requests: answered,
        per_second: per_second * answered as f64 / requests.max(1) as f64,
        p50_ms: milliseconds(after("50%").context("no median")?)?,
        p99_ms: milliseconds(after("99%").context("no 99 %")?)?,
        errors: not_ok + broken,
        cpu_per_thousand: 0.0,
    })
}

/// `870.00us`, `1.05ms` or `1.20s` in milliseconds.
fn milliseconds(text: &str) -> Result<f64> {
    for (unit, factor) in [("us", 0.001), ("ms", 1.0), ("s", 1000.0)] {
        if let Some(number) = text.strip_suffix(unit) {
            return Ok(number.parse::<f64>()? * factor);
        }
    }
    bail!("not a time: {text}")
}

async fn own_loop(time: Duration, connections: usize, port: u16, path: &str) -> Result<Measured> {
    let (began, mut clients) = (Instant::now(), JoinSet::new());
    for _ in 0..connections {
        let mut connection = Connection::open(port, path).await?;
        clients.spawn(async move {
            let (mut times, mut errors) = (vec![], 0);
            while began.elapsed() < time {
                let asked = Instant::now();
                match connection.ask().await {
                    Ok((200, _)) => times.push(asked.elapsed()),
                    Ok(_) => errors += 1,
                    // A broken connection asks no more.
                    Err(_) => return (times, errors + 1),
                }
            }
            (times, errors)
        });
    }
    let (mut times, mut errors) = (vec![], 0);
    while let Some(client) = clients.join_next().await {
        let (its_times, its_errors) = client?;
        times.extend(its_times);
        errors += its_errors;
    }
    times.sort();
    let at =
        |share: f64| times.get((times.len() as f64 * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    Ok(Measured {
        requests: times.len() as u64,
        per_second: times.len() as f64 / began.elapsed().as_secs_f64(),
        p50_ms: at(0.50),
        p99_ms: at(0.99),
        errors,
        cpu_per_thousand: 0.0,
    })
}

/// One connection that is kept open and asks the same question again and again.
pub struct Connection {
    stream: TcpStream,
    question: Vec<u8>,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects, to ask for one path.
    pub async fn open(port: u16, path: &str) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        let mut open = Self { stream, question: vec![], buffer: vec![] };
        open.turn_to(port, path);
        Ok(open)
    }

    /// Asks for another path from now on.
    pub fn turn_to(&mut self, port: u16, path: &str) {
        self.question = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").into_bytes();
    }

    /// Status and body; answers must say their length.
    pub async fn ask(&mut self) -> Result<(u16, Vec<u8>)> {
        self.stream.write_all(&self.question).await?;
        self.buffer.clear();
        loop {
            ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
            let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
            let length: usize = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
                .context("an answer without a length")?;
            while self.buffer.len() < end + 4 + length {
                ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
            }
            let status = head.split_whitespace().nth(1).context("no status")?.parse()?;
            return Ok((status, self.buffer[end + 4..].to_vec()));
        }
    }
}
