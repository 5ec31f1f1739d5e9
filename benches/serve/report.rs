//! The figures as a table for people and as JSON for programs.

use super::load::Measured;
use anyhow::Result;
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};

/// What one run found.
pub struct Report {
    pub tool: String,
    pub connections: usize,
    /// Of the product, then of the list.
    pub ladders: Vec<Ladder>,
    pub memory_at_rest_mb: f64,
    pub memory_after_load_mb: f64,
    pub start_ms: f64,
}

/// The rungs of one page.
pub struct Ladder {
    pub page: String,
    pub bytes: usize,
    /// Static, bare, uncached, cached.
    pub rungs: Vec<Rung>,
}

/// Shares of the rungs below that a page aims at: uncached of bare, cached of static, in percent.
const AIMS: [(f64, f64); 2] = [(60.0, 70.0), (70.0, 85.0)];

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

impl Ladder {
    fn print(&self, tool: &str, connections: usize) {
        println!("\n{}, {} bytes, {tool} with {connections} connections\n", self.page, self.bytes);
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
    }

    fn json(&self) -> Value {
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
        json!({ "page": self.page, "bytes": self.bytes, "rungs": rungs })
    }

    fn aims(&self, (uncached_aim, cached_aim): (f64, f64)) -> [Aim; 2] {
        let rate = |at: usize| self.rungs.get(at).map_or(f64::NAN, |rung| rung.middle.per_second);
        let (uncached, cached) = (100.0 * rate(2) / rate(1), 100.0 * rate(3) / rate(0));
        [
            Aim::least(format!("{} uncached, of bare axum", self.page), uncached, "%", uncached_aim),
            Aim::least(format!("{} cached, of static bytes", self.page), cached, "%", cached_aim),
        ]
    }
}

impl Report {
    /// Prints the tables with the aims.
    pub fn print(&self) {
        for ladder in &self.ladders {
            ladder.print(&self.tool, self.connections);
        }
        println!();
        self.aims().iter().for_each(Aim::print);
        println!("{:<44} {:>8.1} MB", "memory after load", self.memory_after_load_mb);
    }

    /// Writes the same as JSON, with the commit it was measured on.
    pub fn write(&self, path: &Path) -> Result<()> {
        write_json(
            path,
            &json!({
                "benchmark": "serve", "commit": commit(), "tool": self.tool, "connections": self.connections,
                "pages": self.ladders.iter().map(Ladder::json).collect::<Vec<_>>(),
                "aims": self.aims().iter().map(Aim::json).collect::<Vec<_>>(),
                "memory_after_load_mb": self.memory_after_load_mb,
            }),
        )
    }

    fn aims(&self) -> Vec<Aim> {
        let pages = self.ladders.iter().zip(AIMS).flat_map(|(ladder, aims)| ladder.aims(aims));
        let node = [
            Aim::most("memory at rest".into(), self.memory_at_rest_mb, "MB", 120.0),
            Aim::most("start to first answer".into(), self.start_ms, "ms", 500.0),
        ];
        pages.chain(node).collect()
    }
}

/// A figure beside what it should be.
pub struct Aim {
    what: String,
    found: f64,
    unit: &'static str,
    aim: String,
    met: bool,
}

impl Aim {
    /// One that should be no less.
    pub fn least(what: String, found: f64, unit: &'static str, least: f64) -> Self {
        Self { what, found, unit, aim: format!(">= {least} {unit}"), met: found >= least }
    }

    /// One that should be no more.
    pub fn most(what: String, found: f64, unit: &'static str, most: f64) -> Self {
        Self { what, found, unit, aim: format!("<= {most} {unit}"), met: found <= most }
    }

    /// Prints it as a line.
    pub fn print(&self) {
        let Self { what, found, unit, aim, met } = self;
        println!("{what:<44} {found:>8.1} {unit:<3} aim {aim:<12} {}", if *met { "met" } else { "missed" });
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let Self { what, found, unit, aim, met } = self;
        json!({ "what": what, "found": found, "unit": unit, "aim": aim, "met": met })
    }
}

/// Writes figures to a file, and says where.
pub fn write_json(path: &Path, figures: &Value) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, serde_json::to_string_pretty(figures)?)?;
    println!("\nwritten to {}", path.display());
    Ok(())
}

/// The commit that is measured.
pub fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
