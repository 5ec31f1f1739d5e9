//! The judged queries and the catalogs they were judged on, read from the folder of `STOA_DATA`.

use crate::search::{shelf::Shell, text::Document};
use csv::{ReaderBuilder, StringRecord};
use model::{ProductId, Time};
use std::{collections::HashMap, path::Path};

const CATALOGS: [(&str, &str); 4] = [
    ("luma", "demo-catalog/luma"),
    ("eshop", "demo-catalog/eshop"),
    ("fashion", "demo-catalog/fashion"),
    ("large", "catalog-large"),
];

type Row = HashMap<String, String>;

/// A question with the grades of its answers: 2 is right, 1 partly.
pub struct Judged {
    pub id: String,
    pub kind: String,
    pub text: String,
    pub grades: HashMap<String, u32>,
}

/// All questions of the folder.
pub fn questions(data: &Path) -> Vec<Judged> {
    let mut grades: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for row in rows(&data.join("search-judged/qrels.tsv"), b'\t') {
        let of_query = grades.entry(row["query_id"].clone()).or_default();
        of_query.insert(row["product"].clone(), row["grade"].parse().unwrap());
    }
    let question = |row: Row| Judged {
        grades: grades.remove(&row["query_id"]).unwrap_or_default(),
        id: row["query_id"].clone(),
        kind: row["type"].clone(),
        text: row["query"].clone(),
    };
    rows(&data.join("search-judged/queries.tsv"), b'\t').into_iter().map(question).collect()
}

/// All products as documents and as shells, by the name that the judgements use.
pub fn catalogs(data: &Path) -> (Vec<String>, Vec<Document>, Vec<Shell>) {
    let (mut names, mut documents, mut shells) = (vec![], vec![], vec![]);
    for (prefix, folder) in CATALOGS {
        for row in rows(&data.join(folder).join("products.csv"), b',') {
            if row["Title"].is_empty() {
                continue;
            }
            let id = ProductId::new();
            names.push(format!("{prefix}/{}", row["Handle"]));
            documents.push(document(id, &row));
            shells.push(shell(id, &row));
        }
    }
    (names, documents, shells)
}

fn document(id: ProductId, row: &Row) -> Document {
    Document {
        id: Some(id),
        title: row["Title"].clone(),
        kind: row["Type"].clone(),
        tags: row["Tags"].clone(),
        categories: row["Categories"].clone(),
        options: row["Attributes (JSON)"].clone(),
        vendor: row["Vendor"].clone(),
        body: row["Body (HTML)"].clone(),
        ..Document::default()
    }
}

fn shell(id: ProductId, row: &Row) -> Shell {
    Shell {
        id,
        title: row["Title"].clone(),
        vendor: row["Vendor"].clone(),
        kind: row["Type"].clone(),
        tags: row["Tags"].split(',').map(|tag| tag.trim().to_owned()).collect(),
        published: Time(0),
        until: Time(i64::MAX),
        popularity: 0,
        rating_sum: 0,
        rating_count: 0,
        price: Some(100),
        buyable: true,
        categories: vec![],
        facets: vec![],
    }
}

fn rows(path: &Path, delimiter: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).quoting(delimiter == b',').from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let named = |row: StringRecord| header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}
