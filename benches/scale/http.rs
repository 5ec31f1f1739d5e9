//! The same questions to a server, one after the other on one connection, without the cache of pages.

use super::{
    load,
    questions::{Question, Workload, question},
    report::Line,
    shop::Server,
};
use anyhow::{Result, ensure};
use commerce::seed::scale::Size;
use model::{Currency, percent};
use std::time::Instant;

/// Starts the server of `STOA_BIN` on the database of the environment and asks.
pub async fn measure(size: Size, port: u16, questions: u64) -> Result<Vec<Line>> {
    let server = Server::shop(port, 0, "/search?q=lamp").await?;
    let mut connection = load::Connection::open(server.port, "/").await?;
    let mut lines = vec![];
    for workload in Workload::ALL {
        let mut times = vec![];
        for number in 0..questions / 10 + questions {
            let path = address(&question(workload, number, size.0));
            connection.turn_to(server.port, &path);
            let began = Instant::now();
            let (status, _) = connection.ask().await?;
            ensure!(status == 200, "{path} answers {status}");
            times.push(began.elapsed());
        }
        lines.push(Line::new("over HTTP", size.0, workload.name(), times.split_off(questions as usize / 10)));
    }
    Ok(lines)
}

fn address(question: &Question) -> String {
    match question {
        Question::List(query) => query.href(Currency::EUR),
        Question::Typed(text) => format!("/search/suggest?q={}", percent::encoded(text)),
    }
}
