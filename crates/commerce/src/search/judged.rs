//! Quality on judged queries: 570 questions to four catalogs of 4,147 products, if `STOA_DATA` names their folder.

use super::{
    shelf::{Shelf, Shell},
    synonyms::Synonyms,
    text::{Document, TextIndex},
    words,
};
use csv::{ReaderBuilder, StringRecord};
use model::{CategoryId, ProductId, Time};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const CATALOGS: [(&str, &str); 4] = [
    ("luma", "demo-catalog/luma"),
    ("eshop", "demo-catalog/eshop"),
    ("fashion", "demo-catalog/fashion"),
    ("large", "catalog-large"),
];

type Row = HashMap<String, String>;

fn rows(path: &Path, delimiter: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).quoting(delimiter == b',').from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let named = |row: StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// All products as documents and as shells, by the name that the judgements use.
fn catalogs(data: &Path) -> (Vec<String>, Vec<Document>, Vec<Shell>) {
    let (mut names, mut documents, mut shells) = (vec![], vec![], vec![]);
    for (prefix, folder) in CATALOGS {
        for row in rows(&data.join(folder).join("products.csv"), b',') {
            if row["Title"].is_empty() {
                continue;
            }
            let id = ProductId::new();
            names.push(format!("{prefix}/{}", row["Handle"]));
            documents.push(Document {
                id: Some(id),
                title: row["Title"].clone(),
                kind: row["Type"].clone(),
                tags: row["Tags"].clone(),
                categories: row["Categories"].clone(),
                options: row["Attributes (JSON)"].clone(),
                vendor: row["Vendor"].clone(),
                body: row["Body (HTML)"].clone(),
                ..Document::default()
            });
            shells.push(shell(id, &row));
        }
    }
    (names, documents, shells)
}

fn shell(id: ProductId, row: &Row) -> Shell {
    Shell {
        id,
        title: row["Title"].clone(),
        vendor: row["Vendor"].clone(),
        kind: row["Type"].clone(),
        tags: row["Tags"].split(',').map(|tag| tag.trim().to_owned()).collect(),
        published: Time(0),
        popularity: 0,
        rating_sum: 0,
        rating_count: 0,
        price: Some(100),
        buyable: true,
        categories: vec![],
        facets: vec![],
    }
}

#[derive(Default)]
struct Tally {
    queries: f64,
    ndcg: f64,
    mrr: f64,
    first_five: f64,
    none: f64,
    times: Vec<Duration>,
}

impl Tally {
    fn add(&mut self, found: &[&str], grades: &HashMap<String, u32>, took: Duration) {
        let gain = |grade: u32| f64::from(2u32.pow(grade) - 1);
        let discount = |at: usize| 1.0 / (at as f64 + 2.0).log2();
        let grade = |name: &&str| grades.get(*name).copied().unwrap_or(0);
        let got: f64 = found.iter().take(10).enumerate().map(|(at, name)| gain(grade(name)) * discount(at)).sum();
        let mut best: Vec<u32> = grades.values().copied().collect();
        best.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let ideal: f64 = best.into_iter().take(10).enumerate().map(|(at, grade)| gain(grade) * discount(at)).sum();
        let right = found.iter().take(10).position(|name| grade(name) == 2);
        self.queries += 1.0;
        self.ndcg += if ideal > 0.0 { got / ideal } else { 0.0 };
        self.mrr += right.map_or(0.0, |at| 1.0 / (at as f64 + 1.0));
        self.first_five += f64::from(right.is_some_and(|at| at < 5));
        self.none += f64::from(found.is_empty());
        self.times.push(took);
    }
}

#[test]
fn answers_judged_queries_well() {
    let Some(data) = std::env::var_os("STOA_DATA").map(PathBuf::from) else {
        eprintln!("skipped: STOA_DATA does not name the folder of the judged queries");
        return;
    };
    let (names, documents, shells) = catalogs(&data);
    let shelf = Shelf::build(shells, Vec::<(CategoryId, _, _, _)>::new(), &[], Synonyms::default(), Time(1));
    let folder = tempfile::tempdir().unwrap();
    let index = TextIndex::create(folder.path()).unwrap();
    index.fill(&documents).unwrap();

    let mut grades: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for row in rows(&data.join("search-judged/qrels.tsv"), b'\t') {
        grades
            .entry(row["query_id"].clone())
            .or_default()
            .insert(row["product"].clone(), row["grade"].parse().unwrap());
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for row in rows(&data.join("search-judged/queries.tsv"), b'\t') {
        let began = Instant::now();
        let places: Vec<u32> = if row["type"] == "P" {
            let typed = words::normal(&row["query"]);
            shelf.lexicon.products.complete(&typed, 10).into_iter().map(|hit| hit.id).collect()
        } else {
            index.search(&shelf, &row["query"]).unwrap().hits.into_iter().map(|hit| hit.0).take(100).collect()
        };
        let took = began.elapsed();
        let found: Vec<&str> = places.iter().map(|place| names[*place as usize].as_str()).collect();
        let judged = grades.get(&row["query_id"]).cloned().unwrap_or_default();
        if std::env::var_os("STOA_VERBOSE").is_some() && !found.iter().take(5).any(|n| judged.get(*n) == Some(&2)) {
            println!("{} {:?} {:?}", row["query_id"], row["query"], found.iter().take(4).collect::<Vec<_>>());
        }
        tallies.entry(row["type"].clone()).or_default().add(&found, &judged, took);
    }
    println!("type queries NDCG@10   MRR first5   none    p50 us    p99 us");
    for (kind, tally) in &mut tallies {
        tally.times.sort_unstable();
        let quantile =
            |part: usize| tally.times[(tally.times.len() * part / 100).min(tally.times.len() - 1)].as_micros();
        let of = |sum: f64| sum / tally.queries;
        println!(
            "{kind:4} {:7} {:7.3} {:5.3}  {:5.3}  {:5.3} {:9} {:9}",
            tally.queries,
            of(tally.ndcg),
            of(tally.mrr),
            of(tally.first_five),
            of(tally.none),
            quantile(50),
            quantile(99)
        );
    }
    let of = |kind: &str, sum: fn(&Tally) -> f64| tallies.get(kind).map_or(0.0, |tally| sum(tally) / tally.queries);
    assert!(of("K", |t| t.ndcg) >= 0.97, "known items");
    assert!(of("T", |t| t.first_five) >= 0.95, "typing errors");
    assert!(of("M", |t| t.ndcg) >= 0.97, "plural and singular");
    assert!(of("A", |t| t.ndcg) >= 0.80, "tag and category");
    assert!(of("P", |t| t.mrr) >= 0.85, "prefixes");
}
