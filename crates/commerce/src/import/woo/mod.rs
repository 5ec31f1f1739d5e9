//! Product files of WooCommerce, brought into our columns. Variations may stand anywhere, so they are gathered first.

mod cells;
mod header;
mod variations;

use super::{
    ImportError,
    columns::{Columns, Mapped},
    group::{Group, handle},
    names::plain,
    reader::{CsvFile, Next, Row},
    report::{Report, hint},
};
use cells::Cells;
use header::Header;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

/// Most variations of a file.
const MAX_VARIATIONS: usize = 200_000;

/// Most bytes of them: they are kept until their parents come.
const MAX_BYTES: usize = 128 * 1024 * 1024;

/// A file of WooCommerce on its way to ours.
pub(super) struct Woo {
    header: Header,
    /// By what their column Parent says.
    variations: HashMap<String, Vec<Row>>,
    /// By what variations may call them.
    parents: HashSet<String>,
}

impl Woo {
    /// Whether the names of the columns are WooCommerce's.
    pub fn wrote(header: &[String]) -> bool {
        let names: HashSet<String> = header.iter().map(|name| plain(name)).collect();
        ["type", "sku", "name", "regularprice", "parent"].iter().all(|name| names.contains(*name))
    }

    /// Reads all variations.
    pub fn open(path: &Path, header: &[String]) -> Result<Self, ImportError> {
        let header = Header::of(header);
        let mut woo = Self { header, variations: HashMap::new(), parents: HashSet::new() };
        let mut file = CsvFile::open(path)?;
        let (mut count, mut bytes) = (0, 0);
        while let Some(next) = file.next()? {
            let Next::Row(row) = next else { continue };
            let cells = Cells { header: &woo.header, row: &row };
            match cells.kind() {
                "variation" => {
                    count += 1;
                    bytes += row.bytes();
                    if count > MAX_VARIATIONS || bytes > MAX_BYTES {
                        return Err(ImportError::TooManyVariations(MAX_VARIATIONS));
                    }
                    let parent = parent_key(cells.text("parent"));
                    woo.variations.entry(parent).or_default().push(row);
                }
                "variable" => {
                    let (id, sku) = (format!("id:{}", cells.text("id")), cells.text("sku").to_owned());
                    woo.parents.extend([id, sku]);
                }
                _ => {}
            }
        }
        Ok(woo)
    }

    /// Our columns under the names that the file has for them.
    pub fn columns(&self) -> Columns {
        self.header.columns()
    }

    /// What the columns of the file are taken for.
    pub fn mapping(&self, header: &[String]) -> Vec<Mapped> {
        self.header.mapping(header)
    }

    /// The product that begins with a row; rows that are no product of their own give nothing.
    pub fn group(&mut self, row: Row, used: impl Fn(&str) -> bool, report: &mut Report) -> Option<Group> {
        let cells = Cells { header: &self.header, row: &row };
        let refused = match cells.kind() {
            "" | "simple" | "variable" => None,
            "variation" => {
                let parent = cells.text("parent");
                if !self.parents.contains(&parent_key(parent)) {
                    report.problem(row.line, self.header.shown("parent"), parent, hint("woo-orphan", &[]));
                    report.variants.dropped += 1;
                    return Some(Group { raw: vec![row], ..Group::default() });
                }
                return None;
            }
            "grouped" => Some("woo-grouped"),
            "external" => Some("woo-external"),
            _ => Some("woo-type"),
        };
        if let Some(why) = refused {
            report.warning(row.line, self.header.shown("type"), cells.text("type"), hint(why, &[]));
            report.products.dropped += 1;
            return None;
        }
        let handle = match self.handle(&cells, used) {
            Ok(handle) => handle,
            Err(value) => {
                report.problem(row.line, self.header.shown("name"), &value, hint("title-missing", &[]));
                return Some(Group { raw: vec![row], ..Group::default() });
            }
        };
        let mut keys = vec![format!("id:{}", cells.text("id")), cells.text("sku").to_owned()];
        keys.retain(|key| key != "id:" && !key.is_empty());
        let own: Vec<Row> = keys.iter().filter_map(|key| self.variations.remove(key)).flatten().collect();
        let rows = match cells.kind() {
            "variable" => variations::rows(&self.header, &row, &own, report),
            _ => cells.simple(report),
        };
        let raw = std::iter::once(row).chain(own).collect();
        Some(Group { handle, rows, raw })
    }

    /// The handle that an export of ours gave, or else of the name, or else of name and SKU.
    fn handle(&self, cells: &Cells<'_>, used: impl Fn(&str) -> bool) -> Result<String, String> {
        let (given, name) = (cells.text("urlhandle"), cells.text("name"));
        let first = handle(given, name)?;
        if given.is_empty() && used(&first) {
            return handle("", &format!("{name} {}", cells.text("sku")));
        }
        Ok(first)
    }
}

/// `id:44` in one way of writing; anything else is a SKU.
fn parent_key(cell: &str) -> String {
    match cell.strip_prefix("id:") {
        Some(id) => format!("id:{}", id.trim()),
        None => cell.to_owned(),
    }
}
