//! The figures as a table for people and as JSON for programs.

use anyhow::Result;
use serde_json::json;
use std::{fs, path::Path, process::Command, time::Duration};

/// One workload on one shop.
pub struct Line {
    place: &'static str,
    products: u64,
    workload: &'static str,
    questions: usize,
    p50_ms: f64,
    p99_ms: f64,
}

impl Line {
    /// Takes the quantiles of some times.
    pub fn new(place: &'static str, products: u64, workload: &'static str, mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        Self { place, products, workload, questions: times.len(), p50_ms: at(50), p99_ms: at(99) }
    }

    /// The most that the 99th hundredth may take in milliseconds, where there is an aim.
    fn aim(&self) -> Option<f64> {
        match (self.place, self.products, self.workload) {
            ("in process", ..=50_000, "text, all facets") => Some(5.0),
            ("in process", _, "autocomplete" | "autocomplete, slip") => Some(0.5),
            _ => None,
        }
    }
}

/// All lines of a run.
#[derive(Default)]
pub struct Report {
    pub lines: Vec<Line>,
}

impl Report {
    /// Prints the table.
    pub fn print(&self) {
        println!(
            "\n{:<11} {:>9} {:<20} {:>9} {:>9} {:>9}  aim (p99)",
            "where", "products", "asked", "questions", "p50 ms", "p99 ms"
        );
        for line in &self.lines {
            let aim = line.aim().map_or(String::new(), |aim| {
                format!("<= {aim} ms: {}", if line.p99_ms <= aim { "met" } else { "missed" })
            });
            println!(
                "{:<11} {:>9} {:<20} {:>9} {:>9.3} {:>9.3}  {aim}",
                line.place, line.products, line.workload, line.questions, line.p50_ms, line.p99_ms
            );
        }
    }

    /// Writes the same as JSON, with the commit it was measured on.
    pub fn write(&self, path: &Path) -> Result<()> {
        let line = |line: &Line| {
            json!({
                "where": line.place, "products": line.products, "asked": line.workload, "questions": line.questions,
                "p50_ms": line.p50_ms, "p99_ms": line.p99_ms, "aim_p99_ms": line.aim(),
                "met": line.aim().map(|aim| line.p99_ms <= aim),
            })
        };
        let lines: Vec<_> = self.lines.iter().map(line).collect();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let report = json!({ "benchmark": "search", "commit": commit(), "lines": lines });
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
        println!("\nwritten to {}", path.display());
        Ok(())
    }
}

fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
