//! One generation of the index: its fields, how it is opened, and how documents get in.

use crate::{Broken, search::words};
use insight::Spelling;
use model::ProductId;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    directory::{MmapDirectory, error::LockError},
    index::SegmentId,
    schema::{FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions},
};

/// What a product is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub id: Option<ProductId>,
    /// Of everything below: an equal one needs no new document.
    pub digest: u64,
    pub title: String,
    pub kind: String,
    pub tags: String,
    pub categories: String,
    pub options: String,
    pub vendor: String,
    pub body: String,
    /// SKUs, barcodes and the handle.
    pub codes: Vec<String>,
}

/// The fields that are searched, with their weights: what a thing is counts more than what is said of it.
pub const WEIGHTS: [(Part, f32); 7] = [
    (Part::Title, 6.0),
    (Part::Kind, 5.0),
    (Part::Tags, 5.0),
    (Part::Categories, 5.0),
    (Part::Vendor, 3.0),
    (Part::Options, 2.0),
    (Part::Body, 1.0),
];

/// A searched part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Title,
    Kind,
    Tags,
    Categories,
    Vendor,
    Options,
    Body,
}

/// The columns of the index.
#[derive(Clone, Copy)]
pub struct Fields {
    id: Field,
    high: Field,
    low: Field,
    digest: Field,
    parts: [Field; 7],
    pub code: Field,
    /// Words of the short parts as they are written, for corrections.
    vocabulary: Field,
}

impl Fields {
    /// The column of a part.
    pub fn part(&self, part: Part) -> Field {
        self.parts[part as usize]
    }
}

/// An open index.
pub struct TextIndex {
    pub folder: PathBuf,
    pub fields: Fields,
    pub(super) index: Index,
    pub reader: IndexReader,
    spelling: RwLock<Arc<Spelling>>,
    places: Mutex<Places>,
}

/// Places on the shelf of the documents of each segment, for one generation of the shelf.
#[derive(Default)]
struct Places {
    generation: u64,
    segments: HashMap<SegmentId, Arc<Vec<u32>>>,
}

impl TextIndex {
    /// Makes an empty index in a new folder.
    pub fn create(folder: &Path) -> Result<Self, Broken> {
        std::fs::create_dir_all(folder).map_err(Broken::other)?;
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder).map_err(Broken::other)?;
        let index = Index::builder().schema(schema).tokenizers(words::tokenizers()).open_or_create(directory);
        Self::on(index.map_err(Broken::other)?, fields, folder)
    }

    /// Opens the index of a folder.
    pub fn open(folder: &Path) -> Result<Self, Broken> {
        let (schema, fields) = schema();
        let mut index = Index::open_in_dir(folder).map_err(Broken::other)?;
        if index.schema() != schema {
            return Err(Broken::other("the index has other fields"));
        }
        index.set_tokenizers(words::tokenizers());
        Self::on(index, fields, folder)
    }

    fn on(index: Index, fields: Fields, folder: &Path) -> Result<Self, Broken> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(Broken::other)?;
        let (spelling, places) = (RwLock::default(), Mutex::default());
        let open = Self { folder: folder.to_owned(), fields, index, reader, spelling, places };
        open.reload()?;
        Ok(open)
    }

    /// A writer, or `None` while another process has it.
    pub fn writer(&self, bytes: usize) -> Result<Option<IndexWriter>, Broken> {
        match self.index.writer_with_num_threads(1, bytes) {
            Ok(writer) => Ok(Some(writer)),
            Err(tantivy::TantivyError::LockFailure(LockError::LockBusy, _)) => Ok(None),
            Err(error) => Err(Broken::other(error)),
        }
    }

    /// Puts a document in place of the one that its product had.
    pub fn put(&self, writer: &IndexWriter, document: &Document) -> Result<(), Broken> {
        let Some(id) = document.id else { return Ok(()) };
        self.remove(writer, id);
        self.add(writer, id, document)
    }

    /// Adds a document of a product that has none.
    pub fn add(&self, writer: &IndexWriter, id: ProductId, document: &Document) -> Result<(), Broken> {
        writer.add_document(self.columns(id, document)).map(drop).map_err(Broken::other)
    }

    /// Takes a product's document out.
    pub fn remove(&self, writer: &IndexWriter, id: ProductId) {
        writer.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
    }

    /// Puts many documents into an index that nobody else writes.
    #[cfg(any(test, feature = "measure"))]
    pub fn fill(&self, documents: impl IntoIterator<Item = Document>) -> Result<(), Broken> {
        let mut writer = self.writer(50_000_000)?.ok_or_else(|| Broken::other("locked"))?;
        for document in documents {
            if let Some(id) = document.id {
                self.add(&writer, id, &document)?;
            }
        }
        writer.commit().map_err(Broken::other)?;
        writer.wait_merging_threads().map_err(Broken::other)?;
        self.reload()
    }

    /// Shows what was committed.
    pub fn reload(&self) -> Result<(), Broken> {
        self.reader.reload().map_err(Broken::other)?;
        let spelling = self.read_vocabulary()?;
        *self.spelling.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(spelling);
        Ok(())
    }

    /// The words that corrections come from.
    pub fn spelling(&self) -> Arc<Spelling> {
        self.spelling.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Digest of every document, by product.
    pub fn digests(&self) -> Result<HashMap<ProductId, u64>, Broken> {
        let mut found = HashMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let fast = segment.fast_fields();
            let column = |name| fast.u64(name).map_err(Broken::other).map(|column| column.first_or_default_col(0));
            let (high, low, digest) = (column("high")?, column("low")?, column("digest")?);
            for doc in segment.doc_ids_alive() {
                found.insert(product(high.get_val(doc), low.get_val(doc)), digest.get_val(doc));
            }
        }
        Ok(found)
    }

    /// Places on the shelf of each segment's documents, in the order of the searcher; `u32::MAX` is none.
    pub fn places(
        &self,
        searcher: &tantivy::Searcher,
        generation: u64,
        place: &dyn Fn(ProductId) -> Option<u32>,
    ) -> Result<Vec<Arc<Vec<u32>>>, Broken> {
        let mut known = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if known.generation != generation {
            *known = Places { generation, segments: HashMap::new() };
        }
        let current: Vec<SegmentId> = searcher.segment_readers().iter().map(|segment| segment.segment_id()).collect();
        known.segments.retain(|id, _| current.contains(id));
        let mut all = vec![];
        for segment in searcher.segment_readers() {
            let places = match known.segments.get(&segment.segment_id()) {
                Some(places) => places.clone(),
                None => {
                    let fast = segment.fast_fields();
                    let column =
                        |name| fast.u64(name).map_err(Broken::other).map(|column| column.first_or_default_col(0));
                    let (high, low) = (column("high")?, column("low")?);
                    let at = |doc| place(product(high.get_val(doc), low.get_val(doc))).unwrap_or(u32::MAX);
                    let places: Arc<Vec<u32>> = Arc::new((0..segment.max_doc()).map(at).collect());
                    known.segments.insert(segment.segment_id(), places.clone());
                    places
                }
            };
            all.push(places);
        }
        Ok(all)
    }

    fn columns(&self, id: ProductId, document: &Document) -> TantivyDocument {
        let fields = &self.fields;
        let mut columns = TantivyDocument::new();
        let (high, low) = id.0.as_u64_pair();
        columns.add_text(fields.id, id.to_string());
        columns.add_u64(fields.high, high);
        columns.add_u64(fields.low, low);
        columns.add_u64(fields.digest, document.digest);
        for (part, text) in parts(document) {
            columns.add_text(fields.part(part), text);
            if part != Part::Body {
                columns.add_text(fields.vocabulary, text);
            }
        }
        for code in &document.codes {
            columns.add_text(fields.code, code);
        }
        columns
    }

    fn read_vocabulary(&self) -> Result<Spelling, Broken> {
        let mut words: HashMap<String, u32> = HashMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.vocabulary).map_err(Broken::other)?;
            let mut stream = inverted.terms().stream().map_err(Broken::other)?;
            while let Some((word, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(word) {
                    *words.entry(word.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        let letters = |word: &str| !word.starts_with(|c: char| c.is_ascii_digit());
        Ok(Spelling::build(words.into_iter().filter(|(word, _)| letters(word))))
    }
}

fn parts(document: &Document) -> [(Part, &str); 7] {
    [
        (Part::Title, &document.title),
        (Part::Kind, &document.kind),
        (Part::Tags, &document.tags),
        (Part::Categories, &document.categories),
        (Part::Vendor, &document.vendor),
        (Part::Options, &document.options),
        (Part::Body, &document.body),
    ]
}

fn product(high: u64, low: u64) -> ProductId {
    ProductId(uuid::Uuid::from_u64_pair(high, low))
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    // Lengths count for running text alone: a long title is not a worse title.
    let text = |norms: bool| {
        let indexing = TextFieldIndexing::default().set_tokenizer(words::STEMMED).set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqs))
    };
    let exact = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
    };
    let number = || NumericOptions::from(FAST);
    let fields = Fields {
        id: builder.add_text_field("id", exact("raw")),
        high: builder.add_u64_field("high", number()),
        low: builder.add_u64_field("low", number()),
        digest: builder.add_u64_field("digest", number()),
        parts: [
            builder.add_text_field("title", text(false)),
            builder.add_text_field("kind", text(false)),
            builder.add_text_field("tags", text(false)),
            builder.add_text_field("categories", text(false)),
            builder.add_text_field("vendor", text(false)),
            builder.add_text_field("options", text(false)),
            builder.add_text_field("body", text(true)),
        ],
        code: builder.add_text_field("code", exact("raw")),
        vocabulary: builder.add_text_field("vocabulary", exact(words::PLAIN)),
    };
    (builder.build(), fields)
}
