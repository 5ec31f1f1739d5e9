//! The folder of letters in development, and reading them at /dev/mailbox.
//!
//! Each letter lies there twice: as the `.eml` that a server would have got, and as JSON for the page.

use super::{Letter, MailError, MailKind};
use crate::{Broken, Shop};
use chrono::Utc;
use model::Time;
use serde::{Deserialize, Serialize};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};
use tokio::fs;
use uuid::Uuid;

/// Most letters that the mailbox shows.
const SHOWN: usize = 200;

/// A letter in the folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stored {
    pub id: Uuid,
    pub kind: MailKind,
    pub at: Time,
    pub to: String,
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// The newest letters, newest first.
pub async fn mailbox(shop: &Shop) -> Result<Vec<Stored>, MailError> {
    let mut ids = vec![];
    let mut entries = match fs::read_dir(folder(shop)).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        Err(error) => return Err(disk(&folder(shop), &error)),
    };
    while let Some(entry) = entries.next_entry().await.map_err(|error| disk(&folder(shop), &error))? {
        let name = entry.file_name();
        // Ids grow with time.
        ids.extend(name.to_str().and_then(|name| name.strip_suffix(".json")?.parse::<Uuid>().ok()));
    }
    ids.sort_unstable_by(|a, b| b.cmp(a));
    let mut letters = vec![];
    for id in ids.into_iter().take(SHOWN) {
        letters.push(load(shop, id).await?);
    }
    Ok(letters)
}

/// One letter of the folder.
pub async fn read(shop: &Shop, id: &str) -> Result<Stored, MailError> {
    load(shop, id.parse().map_err(|_| MailError::NoLetter)?).await
}

/// Puts a letter into the folder; a second copy takes the place of the first.
pub(super) async fn keep(shop: &Shop, id: Uuid, kind: MailKind, letter: &Letter, raw: &[u8]) -> Result<(), MailError> {
    let stored = Stored {
        id,
        kind,
        at: Utc::now().into(),
        to: letter.to.clone(),
        subject: letter.subject.clone(),
        html: letter.html.clone(),
        text: letter.text.clone(),
    };
    let json = serde_json::to_vec(&stored).map_err(Broken::other)?;
    let folder = folder(shop);
    fs::create_dir_all(&folder).await.map_err(|error| disk(&folder, &error))?;
    write(&folder.join(format!("{id}.eml")), raw).await?;
    write(&folder.join(format!("{id}.json")), &json).await
}

async fn load(shop: &Shop, id: Uuid) -> Result<Stored, MailError> {
    let path = folder(shop).join(format!("{id}.json"));
    match fs::read(&path).await {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).map_err(Broken::other)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(MailError::NoLetter),
        Err(error) => Err(disk(&path, &error)),
    }
}

/// A half-written letter is never seen under its name.
async fn write(path: &Path, bytes: &[u8]) -> Result<(), MailError> {
    let part = path.with_extension("part");
    fs::write(&part, bytes).await.map_err(|error| disk(&part, &error))?;
    fs::rename(&part, path).await.map_err(|error| disk(path, &error))
}

fn folder(shop: &Shop) -> PathBuf {
    shop.settings.storage.dir.join("mail")
}

fn disk(path: &Path, error: &std::io::Error) -> MailError {
    MailError::Broken(Broken::other(format_args!("{}: {error}", path.display())))
}
