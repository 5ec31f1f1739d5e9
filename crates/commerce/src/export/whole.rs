//! A whole shop as a folder: a file for each list, and a folder of pictures. `import::shop` takes it in.

use super::{
    ExportError,
    stream::{Export, Exporter, Format, What},
};
use crate::{Actor, Broken, Shop};
use std::path::Path;
use tokio::{
    fs,
    io::{AsyncWriteExt, BufWriter},
};

/// The folder of pictures inside of the shop's.
pub const PICTURES: &str = "pictures";

/// Writes everything that is exported into a folder, which is made where it is not there. Needs `ChangeProducts`.
pub async fn shop(shop: &Shop, actor: &Actor, folder: &Path, format: Format) -> Result<(), ExportError> {
    let images = folder.join(PICTURES);
    fs::create_dir_all(&images).await.map_err(Broken::other)?;
    for what in What::all(format) {
        let path = folder.join(format!("{}.csv", what.name()));
        let mut exporter = Exporter::new(shop, actor, Export { what, images: Some(images.clone()) })?;
        let mut file = BufWriter::new(fs::File::create(&path).await.map_err(Broken::other)?);
        while let Some(piece) = exporter.next().await? {
            file.write_all(&piece).await.map_err(Broken::other)?;
        }
        file.flush().await.map_err(Broken::other)?;
    }
    Ok(())
}
