//! Quality on judged queries: 570 questions to four catalogs of 4,147 products, if `STOA_DATA` names their folder, side
//! by side with tantivy's plain BM25 on the same index. `bin/bench judged` prints the table.

mod data;
mod score;

use super::{shelf::Shelf, suggest, synonyms::Synonyms, text::TextIndex, words};
use data::Judged;
use model::{CategoryId, Time};
use score::Tally;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

/// What the letters of the data set stand for.
const KINDS: [(&str, &str); 6] = [
    ("K", "known item"),
    ("T", "typing error"),
    ("M", "plural, singular"),
    ("A", "tag and category"),
    ("P", "beginning"),
    ("Z", "nonsense"),
];
/// Questions that have a right answer.
const ALL: &str = "all but Z";

/// Ours and plain, by kind of question.
type Tallies = BTreeMap<String, [Tally; 2]>;

#[test]
fn answers_judged_queries_well() {
    let Some(data) = std::env::var_os("STOA_DATA").map(PathBuf::from) else {
        eprintln!("skipped: STOA_DATA does not name the folder of the judged queries");
        return;
    };
    let (names, documents, shells) = data::catalogs(&data);
    let shelf =
        Shelf::build(shells, Vec::<(CategoryId, _, _, _)>::new(), &[], Synonyms::default(), Arc::default(), Time(1));
    let folder = tempfile::tempdir().unwrap();
    let index = TextIndex::create(folder.path()).unwrap();
    index.fill(documents).unwrap();

    let mut tallies = Tallies::new();
    for question in data::questions(&data) {
        let (ours, took) = timed(|| answers(&shelf, &index, &question));
        let (plain, plain_took) = timed(|| index.plain(&shelf, &question.text, 100).unwrap());
        let named = |places: &[u32]| places.iter().map(|at| names[*at as usize].as_str()).collect::<Vec<_>>();
        let pair = tallies.entry(question.kind.clone()).or_default();
        pair[0].add(&named(&ours), &question.grades, took);
        pair[1].add(&named(&plain), &question.grades, plain_took);
        complain(&question, &named(&ours));
    }
    let mut all: [Tally; 2] = Default::default();
    for (_, pair) in tallies.iter().filter(|(kind, _)| *kind != "Z") {
        all[0].join(&pair[0]);
        all[1].join(&pair[1]);
    }
    tallies.insert(ALL.into(), all);
    tallies.values_mut().flatten().for_each(|tally| tally.times.sort_unstable());
    print(&tallies);
    write(&tallies);
    hold(&tallies);
}

/// What the shop answers: products for a search, or the lines under the field for a beginning of a word.
fn answers(shelf: &Shelf, index: &TextIndex, question: &Judged) -> Vec<u32> {
    if question.kind == "P" {
        let typed = words::normal(&question.text);
        let spelling = index.spelling();
        return suggest::begun(shelf, &typed, &spelling).unwrap_or_else(|| {
            suggest::found(shelf, &typed, index.search_few(shelf, &question.text).unwrap(), &spelling)
        });
    }
    index.search(shelf, &question.text).unwrap().hits.into_iter().map(|hit| hit.0).take(100).collect()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

/// Shows what was missed, for whoever works on it.
fn complain(question: &Judged, found: &[&str]) {
    let right = found.iter().take(5).any(|name| question.grades.get(*name) == Some(&2));
    if std::env::var_os("STOA_VERBOSE").is_some() && !right {
        println!("{} {:?} {:?}", question.id, question.text, found.iter().take(4).collect::<Vec<_>>());
    }
}

fn print(tallies: &Tallies) {
    println!(
        "\n{:<18} {:>7} | {:>7} {:>6} | {:>7} {:>6} | {:>6} {:>6} | {:>7} {:>6} | {:>6} {:>6} | {:>8} {:>8}",
        "type",
        "queries",
        "NDCG@10",
        "plain",
        "rec.@10",
        "plain",
        "MRR",
        "plain",
        "1st five",
        "plain",
        "none",
        "plain",
        "p50 us",
        "p99 us"
    );
    for (kind, [ours, plain]) in tallies {
        let name = KINDS.iter().find(|(letter, _)| letter == kind).map_or(kind.as_str(), |(_, name)| name);
        println!(
            "{:<18} {:>7} | {:>7.3} {:>6.3} | {:>7.3} {:>6.3} | {:>6.3} {:>6.3} | {:>8.3} {:>6.3} | {:>6.3} {:>6.3} | {:>8} {:>8}",
            name,
            ours.queries,
            ours.ndcg(),
            plain.ndcg(),
            ours.recall(),
            plain.recall(),
            ours.mrr(),
            plain.mrr(),
            ours.first_five(),
            plain.first_five(),
            ours.none(),
            plain.none(),
            ours.micros(50),
            ours.micros(99),
        );
    }
    let [ours, plain] = &tallies[ALL];
    println!("\noverall NDCG@10 is {:+.1} points of plain BM25's", 100.0 * (ours.ndcg() - plain.ndcg()));
}

/// Writes the same as JSON where `STOA_BENCH_JSON` says.
fn write(tallies: &Tallies) {
    let Some(path) = std::env::var_os("STOA_BENCH_JSON").map(PathBuf::from) else { return };
    let figures = |tally: &Tally| {
        serde_json::json!({
            "ndcg_10": tally.ndcg(), "recall_10": tally.recall(), "mrr_10": tally.mrr(), "success_5": tally.first_five(),
            "zero_results": tally.none(), "p50_us": tally.micros(50) as u64, "p99_us": tally.micros(99) as u64,
        })
    };
    let of_kind = |(kind, [ours, plain]): (&String, &[Tally; 2])| serde_json::json!({ "type": kind, "queries": ours.queries, "stoa": figures(ours), "plain_bm25": figures(plain) });
    let types: Vec<_> = tallies.iter().map(of_kind).collect();
    let report = serde_json::json!({ "benchmark": "judged", "types": types });
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, serde_json::to_string_pretty(&report).unwrap()).unwrap();
    println!("written to {}", path.display());
}

/// The limits below which a change of ranking is a mistake.
fn hold(tallies: &Tallies) {
    let ours = |kind: &str| &tallies[kind][0];
    let [all, plain] = &tallies[ALL];
    assert!(ours("K").ndcg() >= 0.97, "known items");
    assert!(ours("T").first_five() >= 0.95, "typing errors among the first five");
    assert!(ours("T").recall() >= 0.95, "typing errors, recall");
    assert!(ours("M").ndcg() >= 0.97, "plural and singular");
    assert!(ours("A").ndcg() >= 0.85, "tag and category");
    assert!(ours("P").mrr() >= 0.87, "beginnings");
    assert!(all.none() == 0.0, "a question with an answer found nothing");
    assert!(all.ndcg() >= plain.ndcg() + 0.05, "five points above plain BM25");
}
