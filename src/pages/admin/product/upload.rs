//! New pictures: several files at once, each told apart by its name where something is wrong with it.

use super::editor::{address, load};
use crate::{
    pages::admin::page::PageResult,
    web::{Flash, StaffVisit},
};
use axum::{
    extract::{Multipart, Path, multipart::Field},
    response::{IntoResponse, Redirect},
};
use commerce::{
    catalog::{self, SetMedia},
    limits,
    media::{self, MAX_BYTES, MediaError, PictureError},
    text::{self, t, t_args},
};
use model::{Fault, FaultKind, MediaId, account::Permission};

/// Most files of one upload.
const MOST: usize = 20;

/// `POST /admin/products/{product}/pictures`: what can be kept is kept, and the rest is told by name.
pub async fn upload(visit: StaffVisit, Path(product): Path<String>, mut form: Multipart) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let product = load(&visit, &product).await?;
    visit.limit(limits::UPLOAD).await?;
    let (mut stored, mut wrong): (Vec<MediaId>, Vec<(String, String)>) = (vec![], vec![]);
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if field.name() != Some("files") || name.is_empty() {
            continue;
        }
        if stored.len() + wrong.len() == MOST {
            wrong.push((name, t("admin-pictures-many").to_owned()));
            break;
        }
        match keep(&visit, field).await {
            Ok(id) => stored.push(id),
            Err(fault) if fault.kind == FaultKind::Internal => return Err(fault.into()),
            Err(fault) => wrong.push((name, text::explain(fault).message)),
        }
    }
    let added = add(&visit, product.id, &stored).await?;
    let numbers = [("count", (added as i64).into())];
    let flash = match (added, wrong.is_empty()) {
        (0, true) => Flash { message: t("admin-pictures-no-file").to_owned(), ..Flash::default() },
        (_, true) => Flash::good(t_args("admin-pictures-added", &numbers)),
        _ => Flash { message: t_args("admin-pictures-refused", &numbers), wrong, ..Flash::default() },
    };
    visit.say(flash).await;
    Ok(Redirect::to(&format!("{}#media", address(product.id))).into_response())
}

/// Reads a file as it comes, no further than a picture may go, and stores it.
async fn keep(visit: &StaffVisit, mut field: Field<'_>) -> Result<MediaId, Fault> {
    let mut bytes = vec![];
    let mut fits = true;
    while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
        fits = fits && bytes.len() + chunk.len() <= MAX_BYTES;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    if !fits {
        return Err(MediaError::from(PictureError::TooManyBytes).into());
    }
    Ok(media::store(visit.shop(), bytes, false).await?)
}

/// Puts pictures behind those that the product has; one that it has already stays where it is.
async fn add(visit: &StaffVisit, id: model::ProductId, stored: &[MediaId]) -> Result<usize, Fault> {
    let product = catalog::product_editor(visit.shop(), &visit.actor(), id).await?;
    let mut media: Vec<_> = product.pictures.iter().map(|picture| (picture.id, picture.alt.clone())).collect();
    let before = media.len();
    for new in stored {
        if !media.iter().any(|(known, _)| known == new) {
            media.push((*new, String::new()));
        }
    }
    let added = media.len() - before;
    let command = SetMedia { product: id, version: product.version, media };
    catalog::set_media(visit.shop(), &visit.actor(), command).await?;
    Ok(added)
}

/// The body ended before its time, or was larger than any upload.
fn cut_off(error: axum::extract::multipart::MultipartError) -> Fault {
    match error.status().as_u16() {
        413 => Fault::new(FaultKind::TooLarge, "upload-too-large"),
        _ => Fault::new(FaultKind::Malformed, "form-cut-off"),
    }
}
