//! The figures as a table for people and as JSON for programs.

use super::load::Measured;
use anyhow::Result;
use serde_json::json;
use std::{fs, path::Path, process::Command};

/// What one run found.
pub struct Report {
    pub product: String,
    pub page_bytes: usize,
    pub tool: String,
    pub connections: usize,
    /// Static, bare, uncached, cached.
    pub rungs: Vec<Rung>,
    pub memory_at_rest_mb: f64,
    pub memory_after_load_mb: f64,
    pub start_ms: f64,
}

/// One rung with the median of its measurements.
pub struct Rung {
    pub name: String,
    pub middle: Measured,
    /// The lowest and highest rate seen.
    pub spread: (f64, f64),
}

impl Rung {
    /// The measurement in the middle by its rate; errors of all runs are added up.
    pub fn median(name: &str, mut runs: Vec<Measured>) -> Self {
        runs.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        let mut middle = runs.get(runs.len() / 2).copied().unwrap_or_default();
        middle.errors = runs.iter().map(|run| run.errors).sum();
        let edge = |run: Option<&Measured>| run.map_or(0.0, |run| run.per_second);
        Self { name: name.to_owned(), middle, spread: (edge(runs.first()), edge(runs.last())) }
    }
}

impl Report {
    /// Prints the table with the aims.
    pub fn print(&self) {
        println!(
            "\n/p/{}, {} bytes, {} with {} connections\n",
            self.product, self.page_bytes, self.tool, self.connections
        );
        println!(
            "{:<22} {:>10} {:>19} {:>9} {:>9} {:>12} {:>7}",
            "rung", "req/s", "spread", "p50 ms", "p99 ms", "CPU s/1000", "errors"
        );
        for Rung { name, middle, spread } in &self.rungs {
            println!(
                "{name:<22} {:>10.0} {:>19} {:>9.2} {:>9.2} {:>12.3} {:>7}",
                middle.per_second,
                format!("{:.0}-{:.0}", spread.0, spread.1),
                middle.p50_ms,
                middle.p99_ms,
                middle.cpu_per_thousand,
                middle.errors
            );
        }
        println!();
        for (what, found, unit, aim, met) in self.aims() {
            println!("{what:<34} {found:>8.1} {unit:<3} aim {aim:<12} {}", if met { "met" } else { "missed" });
        }
        println!("{:<34} {:>8.1} MB", "memory after load", self.memory_after_load_mb);
    }

    /// Writes the same as JSON, with the commit it was measured on.
    pub fn write(&self, path: &Path) -> Result<()> {
        let rungs: Vec<_> = self
            .rungs
            .iter()
            .map(|rung| {
                json!({
                    "name": rung.name, "per_second": rung.middle.per_second, "lowest": rung.spread.0, "highest": rung.spread.1,
                    "p50_ms": rung.middle.p50_ms, "p99_ms": rung.middle.p99_ms,
                    "cpu_seconds_per_1000": rung.middle.cpu_per_thousand, "errors": rung.middle.errors,
                })
            })
            .collect();
        let aims: Vec<_> = self
            .aims()
            .into_iter()
            .map(|(what, found, unit, aim, met)| json!({ "what": what, "found": found, "unit": unit, "aim": aim, "met": met }))
            .collect();
        let report = json!({
            "benchmark": "serve", "commit": commit(), "product": self.product, "page_bytes": self.page_bytes,
            "tool": self.tool, "connections": self.connections, "rungs": rungs, "aims": aims,
            "memory_after_load_mb": self.memory_after_load_mb,
        });
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
        println!("\nwritten to {}", path.display());
        Ok(())
    }

    fn aims(&self) -> Vec<(&'static str, f64, &'static str, &'static str, bool)> {
        let rate = |at: usize| self.rungs.get(at).map_or(f64::NAN, |rung| rung.middle.per_second);
        let uncached = 100.0 * rate(2) / rate(1);
        let cached = 100.0 * rate(3) / rate(0);
        vec![
            ("uncached page, of bare axum", uncached, "%", ">= 60 %", uncached >= 60.0),
            ("cached page, of static bytes", cached, "%", ">= 70 %", cached >= 70.0),
            ("memory at rest", self.memory_at_rest_mb, "MB", "<= 120 MB", self.memory_at_rest_mb <= 120.0),
            ("start to first answer", self.start_ms, "ms", "<= 500 ms", self.start_ms <= 500.0),
        ]
    }
}

fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
