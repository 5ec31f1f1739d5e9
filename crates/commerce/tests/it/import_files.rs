//! Files as strangers write them: other names, encodings and signs; and what becomes of those with faults.

use super::import::Case;
use commerce::{
    Actor,
    import::{self, Errors, Import, ImportError, Report},
};
use std::{fmt::Write, fs, path::Path};

async fn take(case: &Case, import: Import) -> Report {
    import::products(&case.shop, &Actor::System, import).await.unwrap()
}

#[tokio::test]
async fn any_encoding_and_any_sign_between_cells() {
    let text = |sign: char| format!("Name{sign}Price{sign}EAN\nGrüner Krug{sign}12.50{sign}4006381333931\n");
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text('\t').encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let western: Vec<u8> = text(';').chars().map(|sign| sign as u8).collect();
    for (bytes, encoding, sign) in [
        (text(',').into_bytes(), "UTF-8", ","),
        (format!("\u{feff}{}", text('|')).into_bytes(), "UTF-8", "|"),
        (wide, "UTF-16LE", "\t"),
        (western, "windows-1252", ";"),
    ] {
        let case = Case::new().await;
        let report = case.run(bytes).await.unwrap();
        assert_eq!((report.products.created, report.problems.len()), (1, 0), "{report:?}");
        let writing = report.writing.unwrap();
        assert_eq!((writing.encoding.as_str(), writing.delimiter.as_str()), (encoding, sign));
        assert_eq!(case.page("grüner-krug").await.title, "Grüner Krug");
    }
}

#[tokio::test]
async fn strange_names_are_mapped_and_said_so() {
    let case = Case::new().await;
    let csv = "Produktname;Preis (EUR);Gewicht (kg);Lagerbestand;Shelf\nKrug;12,50;0,45;7;B3\n";
    let report = case.run(csv).await.unwrap();
    let mapped: Vec<(&str, Option<&str>)> =
        report.columns.iter().map(|one| (one.theirs.as_str(), one.ours.as_deref())).collect();
    assert_eq!(
        mapped,
        [
            ("Produktname", Some("Title")),
            ("Preis (EUR)", Some("Price")),
            ("Gewicht (kg)", Some("Weight value (grams)")),
            ("Lagerbestand", Some("Inventory quantity")),
            ("Shelf", None)
        ]
    );
    let weight: u32 = sqlx::query_scalar("SELECT weight_grams FROM variants").fetch_one(&case.shop.pool).await.unwrap();
    assert_eq!(weight, 450);
    let file = case.write("other.csv", "What,How much\nBowl,3\n");
    let refused =
        import::products(&case.shop, &Actor::System, Import { file: file.clone(), ..Import::default() }).await;
    assert!(matches!(refused, Err(ImportError::NoColumn("Title"))));
    let columns = vec![("what".to_owned(), "Product name".to_owned()), ("How much".to_owned(), "price".to_owned())];
    let report = take(&case, Import { file, columns, ..Import::default() }).await;
    assert_eq!((report.products.created, report.problems.len()), (1, 0), "{report:?}");
}

/// A file of so many products, of which every `nth` has a price that is none.
fn many(products: usize, nth: usize) -> (String, usize) {
    let mut csv = "Handle,Title,Variant SKU,Variant Price,Option1 Name,Option1 Value\n".to_owned();
    let mut bad = 0;
    for at in 0..products / 2 {
        let wrong = at % nth == nth - 1;
        bad += usize::from(wrong);
        writeln!(csv, "thing-{at},Thing {at},T-{at}-a,{},Size,S", if wrong { "cheap" } else { "1" }).unwrap();
        writeln!(csv, "thing-{at},,T-{at}-b,2,,M").unwrap();
    }
    (csv, bad)
}

#[tokio::test]
async fn thirty_seven_bad_rows_of_ten_thousand() {
    let case = Case::new().await;
    let (csv, bad) = many(10_000, 135);
    assert_eq!(bad, 37);
    let file = case.write("products.csv", &csv);
    let errors = case.folder.path().join("errors.csv");
    let dry = take(&case, Import { file: file.clone(), dry_run: true, ..Import::default() }).await;
    assert_eq!((dry.rows, dry.bad_rows, dry.problems.len()), (10_000, 37, 37));
    assert!(
        dry.problems.iter().all(|one| one.column == "Variant Price" && one.value == "cheap" && !one.hint.is_empty())
    );
    assert_eq!(dry.problems[0].line, 2 * 134 + 2);
    assert_eq!(case.count("variants").await, 0);
    let stop = Import { file: file.clone(), all_or_nothing: true, ..Import::default() };
    let stopped = take(&case, stop).await;
    assert!(stopped.stopped && stopped.bad_rows == 37);
    assert_eq!(case.count("variants").await, 0);
    let wet =
        take(&case, Import { file: file.clone(), errors: Some(Errors::At(errors.clone())), ..Import::default() }).await;
    assert_eq!((wet.variants.created, wet.bad_rows, case.count("variants").await), (9_963, 37, 9_963));
    let again = take(&case, Import { file, ..Import::default() }).await;
    assert!(!again.products.changed() && !again.variants.changed(), "{again:?}");
    assert_eq!(case.count("variants").await, 9_963);
    // The file of errors: whole products, mended in one place each.
    let text = fs::read_to_string(&errors).unwrap();
    assert_eq!(text.lines().count(), 1 + 2 * 37, "{text}");
    assert!(text.starts_with("\"Line\",\"Errors\",\"Handle\""), "{text}");
    let mended =
        take(&case, Import { file: case.write("mended.csv", text.replace("cheap", "3")), ..Import::default() }).await;
    assert_eq!(
        (mended.bad_rows, mended.products.updated, mended.variants.created),
        (0, 37, 37),
        "{:?}",
        mended.problems
    );
    assert_eq!(case.count("variants").await, 10_000);
}

#[tokio::test]
async fn nothing_but_bad_rows_makes_a_short_report() {
    let case = Case::new().await;
    let (csv, bad) = many(20_000, 1);
    let file = case.write("products.csv", &csv);
    let errors = case.folder.path().join("errors.csv");
    let report =
        take(&case, Import { file, errors: Some(Errors::At(errors.clone())), dry_run: true, ..Import::default() })
            .await;
    assert_eq!((bad, report.bad_rows), (10_000, 10_000));
    assert_eq!((report.problems.len(), report.not_listed), (1_000, 9_000));
    assert_eq!(fs::read_to_string(errors).unwrap().lines().count(), 20_001);
}

#[tokio::test]
async fn errors_of_any_kind_stand_with_their_products() {
    let case = Case::new().await;
    let file = case.write(
        "products.csv",
        "Handle,Title,Variant SKU,Variant Price,Option1 Name,Option1 Value\n\
         a,=A,A-1,1,Size,S\n\
         a,,A-2,2,,M,too,many\n\
         a,,A-3,3,,L\n\
         b,B,B-1,1,,\n\
         ,,C-1,1,,\n\
         d,D,A-1,1,,\n",
    );
    let errors = case.folder.path().join("errors.csv");
    let report = take(&case, Import { file, errors: Some(Errors::At(errors.clone())), ..Import::default() }).await;
    assert_eq!(report.bad_rows, 3, "{:?}", report.problems);
    let text = fs::read_to_string(&errors).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let line = |at: usize| lines[at].split(',').next().unwrap().trim_matches('"').to_owned();
    assert_eq!((1..lines.len()).map(line).collect::<Vec<_>>(), ["2", "3", "4", "6", "7"], "{text}");
    assert!(text.contains("\"'=A\""), "no formula leaves the shop: {text}");
    let mended = text.replace("\"too\",\"many\"", "").replace("\"M\",", "\"M\"");
    let mended = mended.replace("\"\",\"\",\"C-1\"", "\"c\",\"C\",\"C-1\"").replace("\"D\",\"A-1\"", "\"D\",\"D-1\"");
    let report = take(&case, Import { file: case.write("mended.csv", mended), ..Import::default() }).await;
    assert_eq!((report.bad_rows, report.products.created), (0, 2), "{:?}", report.problems);
    assert_eq!(case.page("a").await.variants.len(), 3);
}

#[tokio::test]
async fn quotes_that_never_close_and_rows_without_end_are_told() {
    let case = Case::new().await;
    let open = case.run("Title,Price\nA,1\n\"B,2\nC,3\n").await.unwrap();
    assert_eq!((open.products.created, open.bad_rows, open.problems[0].line), (1, 1, 3), "{open:?}");
    let folder = Path::new("no such folder");
    let images = Import { file: case.write("x.csv", "Title\n"), images: Some(folder.to_owned()), ..Import::default() };
    assert!(matches!(import::products(&case.shop, &Actor::System, images).await, Err(ImportError::Unreadable { .. })));
}

#[tokio::test]
async fn a_long_name_of_a_column_is_not_repeated_as_a_whole() {
    let case = Case::new().await;
    let name = "x".repeat(300);
    let report = case.run(format!("Title,Price,{name}\nA,1,a,b\nB,1,a,b\n")).await.unwrap();
    let lengths: Vec<usize> = report.problems.iter().map(|one| one.column.chars().count()).collect();
    assert_eq!(lengths, [200, 200]);
}

#[tokio::test]
async fn the_file_of_errors_is_never_the_file_itself() {
    let case = Case::new().await;
    let rows = "Title,Price\nA,cheap\n";
    let file = case.write("mend-me.csv", rows);
    let errors = case.folder.path().join(".").join("mend-me.csv");
    let import = Import { file: file.clone(), errors: Some(Errors::At(errors)), ..Import::default() };
    let refused = import::products(&case.shop, &Actor::System, import).await;
    assert!(matches!(refused, Err(ImportError::Unreadable { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(file).unwrap(), rows);
}

#[tokio::test]
#[ignore = "writes 500 MB to the disk"]
async fn five_hundred_megabytes_go_through_a_small_memory() {
    let case = Case::new().await;
    let path = case.folder.path().join("products.csv");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    let mut put = |row: String| std::io::Write::write_all(&mut file, row.as_bytes()).unwrap();
    put("Title,Price,Description\n".to_owned());
    let body = "wool and oak ".repeat(1_600);
    for at in 0..10_000 {
        put(format!("Thing {at},1,{body}\n"));
    }
    // One product without end, and many small ones.
    let long = "x".repeat(300_000);
    for _ in 0..900 {
        put(format!("Endless,1,{long}\n"));
    }
    for at in 0..500_000 {
        put(format!("Small {at},1,\n"));
    }
    drop(file);
    assert!(fs::metadata(&path).unwrap().len() > 480_000_000);
    let before = peak_megabytes();
    let errors = case.folder.path().join("errors.csv");
    let report =
        take(&case, Import { file: path, dry_run: true, errors: Some(Errors::At(errors)), ..Import::default() }).await;
    assert_eq!(report.products.created, 510_000);
    assert!(report.bad_rows > 800, "{}", report.bad_rows);
    let grown = peak_megabytes() - before;
    eprintln!("{grown} MB more than before");
    assert!(grown < 200, "{grown} MB more than before");
}

/// The most memory that this process ever had.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
