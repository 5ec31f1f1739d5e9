//! Forms that bring files: read part by part, within bounds, before anything is done with them.

use super::{Failed, form::unreadable};
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::Field},
};
use commerce::{media::MAX_BYTES, reviews::MOST_PHOTOS};
use model::{Fault, FaultKind};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Most parts of a form, files among them.
const MOST_PARTS: usize = 40;
/// Most bytes of a text.
const MOST_TEXT: usize = 256 * 1024;
/// Forms with files that are read at once: each may take many megabytes.
const AT_ONCE: usize = 16;
static READERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// A form with files, as it came.
#[derive(Debug, Default)]
pub struct Upload {
    /// Names and texts; a name may come more than once.
    pub fields: Vec<(String, String)>,
    /// Names of fields and files, each up to one byte more than a photo may have. Where a browser had no file to send, there
    /// is none.
    pub files: Vec<(String, Bytes)>,
}

impl Upload {
    /// Reads the body of a request; the layer below has bounded its bytes.
    pub async fn read(request: Request) -> Result<Self, Failed> {
        let Ok(_place) = READERS.try_acquire() else {
            return Err(Failed(Fault::new(FaultKind::Unavailable, "too-busy").retry_after(5)));
        };
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Failed(Fault::new(FaultKind::Unsupported, "form-type")))?;
        let mut upload = Self::default();
        for _ in 0..MOST_PARTS {
            let Some(mut part) = parts.next_field().await.map_err(|error| Failed(unreadable(&error)))? else {
                return Ok(upload);
            };
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            // One byte too many is enough to be told; what no form takes is not kept at all.
            let most = match (is_file, upload.files.len() < MOST_PHOTOS) {
                (true, true) => MAX_BYTES + 1,
                (true, false) => 1,
                (false, _) => MOST_TEXT + 1,
            };
            let bytes = beginning(&mut part, most).await?;
            match is_file {
                true if bytes.is_empty() => {}
                true => upload.files.push((name, bytes)),
                false if bytes.len() > MOST_TEXT => break,
                false => upload.fields.push((name, text(&bytes)?)),
            }
        }
        Err(Failed(Fault::new(FaultKind::TooLarge, "form-too-large")))
    }

    /// The text of a field; empty where it did not come.
    pub fn text(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default().to_owned()
    }

    /// All texts that came under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, text)| text.as_str())
    }
}

/// The beginning of a part, which is read to its end.
async fn beginning(part: &mut Field<'_>, most: usize) -> Result<Bytes, Failed> {
    let mut bytes = vec![];
    while let Some(chunk) = part.chunk().await.map_err(|error| Failed(unreadable(&error)))? {
        let room = most - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(bytes.into())
}

fn text(bytes: &[u8]) -> Result<String, Failed> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    text.map(str::to_owned).ok_or_else(|| Failed(Fault::new(FaultKind::Malformed, "form-encoding")))
}
