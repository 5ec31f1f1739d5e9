//! The shape of the source: no folder uses another against the arrows of docs/architecture.md, no file is too long.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Where a file is split by verb.
const MOST_LINES: usize = 400;

/// The crates below the program and those of ours that each may use; tests may use the testkit besides.
const CRATES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("insight", &["model"]),
    ("pictures", &["model"]),
    ("commerce", &["model", "insight", "pictures"]),
    ("testkit", &["model", "commerce"]),
];

/// Folders of `src` and what each of them must not know.
const WEB: &[(&str, &[&str])] = &[
    ("ui", &["actions", "app", "cli", "islands", "pages", "server", "web"]),
    ("islands", &["app", "cli", "pages", "server", "web"]),
    ("actions", &["cli", "pages", "server"]),
    ("wire", &["actions", "app", "cli", "fragments", "islands", "pages", "server", "ui", "web"]),
    ("app", &["actions", "cli", "pages", "server"]),
    ("fragments", &["actions", "cli", "pages", "server"]),
    ("pages", &["cli", "server"]),
    ("web", &["actions", "cli", "pages", "server"]),
];

/// Domains of the shop and the other domains each of them may know. Orders and payments meet in the middle: an order
/// asks for money, a settled payment moves its order.
const DOMAINS: &[(&str, &[&str])] = &[
    ("accounts", &[]),
    ("catalog", &[]),
    ("contact", &[]),
    ("content", &["catalog"]),
    ("inventory", &["catalog"]),
    ("cart", &["accounts", "catalog", "inventory", "payments"]),
    // An order that is paid in another way sums itself anew, by the one function for totals and the list of fees.
    ("orders", &["cart", "catalog", "checkout", "inventory", "payments"]),
    ("payments", &["inventory", "orders"]),
    ("checkout", &["accounts", "cart", "catalog", "inventory", "orders", "payments"]),
    ("notices", &["catalog", "inventory"]),
    ("reviews", &["catalog"]),
    ("currencies", &["catalog", "checkout"]),
    ("search", &["catalog"]),
    ("wishlist", &["catalog"]),
];

#[test]
fn crates_keep_to_their_arrows() {
    for (name, allowed) in CRATES {
        let manifest = read(&root().join("crates").join(name).join("Cargo.toml"));
        let (_, after) = manifest.split_once("[dependencies]").unwrap();
        let table = after.split("\n[").next().unwrap();
        let used = table.lines().map(word).filter(|used| CRATES.iter().any(|(name, _)| name == used));
        let wrong: Vec<_> = used.filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(wrong.is_empty(), "crates/{name} uses {wrong:?}");
    }
}

#[test]
fn folders_of_the_web_keep_to_their_arrows() {
    let root = root().join("src");
    let mut wrong = vec![];
    for (folder, forbidden) in WEB {
        for (file, used) in uses(&root, folder) {
            wrong.extend(
                forbidden.iter().filter(|name| used.contains(**name)).map(|name| format!("{file} uses {name}")),
            );
        }
    }
    assert!(wrong.is_empty(), "forbidden arrows:\n{}", wrong.join("\n"));
}

#[test]
fn domains_keep_to_their_chain() {
    let root = root().join("crates/commerce/src");
    let mut wrong = vec![];
    for (domain, allowed) in DOMAINS {
        let foreign = DOMAINS.iter().map(|(name, _)| *name).filter(|name| name != domain && !allowed.contains(name));
        let foreign: Vec<_> = foreign.collect();
        for (file, used) in uses(&root, domain) {
            wrong.extend(foreign.iter().filter(|name| used.contains(**name)).map(|name| format!("{file} uses {name}")));
        }
    }
    assert!(wrong.is_empty(), "forbidden arrows:\n{}", wrong.join("\n"));
}

#[test]
fn pages_and_components_speak_no_sql() {
    for folder in ["ui", "islands", "actions", "fragments", "pages", "app"] {
        for path in rust_files(&root().join("src"), folder) {
            let text = read(&path);
            assert!(!text.contains("sqlx::"), "{} speaks SQL; ask crates/commerce", path.display());
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let mut long = vec![];
    for folder in ["src", "crates", "style", "migrations", "end2end/tests", "end2end/fixtures", "bin"] {
        for path in files(&root().join(folder)) {
            let lines = read(&path).lines().count();
            if lines > MOST_LINES {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "longer than {MOST_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn a_path_is_read_through_groups_and_comments() {
    let text = "use crate::{\n    web::{Page, Visit}, // crate::server\n    app,\n};\nfn f() { crate::ui::x() }";
    let found = first_words(text);
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["app", "ui", "web"]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a module, whether it is a folder or a single file, with the modules of the crate they name.
fn uses(root: &Path, module: &str) -> Vec<(String, BTreeSet<String>)> {
    rust_files(root, module).into_iter().map(|path| (path.display().to_string(), first_words(&read(&path)))).collect()
}

fn rust_files(root: &Path, module: &str) -> Vec<PathBuf> {
    let mut found = files(&root.join(module));
    found.extend(Some(root.join(format!("{module}.rs"))).filter(|path| path.exists()));
    found.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

/// The first word after every `crate::`, also inside braces: `crate::{web::{Page}, app}` names `web` and `app`.
fn first_words(text: &str) -> BTreeSet<String> {
    let text: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut words = BTreeSet::new();
    for part in text.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(group) => words.extend(members(group).map(|member| word(member.trim()))),
            None => drop(words.insert(word(part))),
        }
    }
    // After the last comma of a group.
    words.remove("");
    words
}

/// The members of a group up to its closing brace, split at the commas of its own level.
fn members(group: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut start, mut found) = (0, 0, vec![]);
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            _ => (),
        }
    }
    found.into_iter()
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}
