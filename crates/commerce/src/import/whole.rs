//! A whole shop from a folder, as `export::shop` writes it.

use super::{ImportError, products::Import, report::Report};
use crate::{
    Actor, Shop,
    export::{Format, PICTURES, What},
};
use model::account::Permission;
use pictures::Trust;
use std::path::Path;

/// Takes in every list that lies in a folder, in the order in which they lean on each other. Needs `ChangeProducts`.
pub async fn shop(shop: &Shop, actor: &Actor, folder: &Path) -> Result<Vec<(What, Report)>, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let pictures = folder.join(PICTURES);
    let images = pictures.is_dir().then_some(pictures.as_path());
    let mut reports = vec![];
    for what in What::all(Format::Shopify) {
        let file = folder.join(format!("{}.csv", what.name()));
        if !file.is_file() {
            continue;
        }
        let file = file.as_path();
        let report = match what {
            What::ProductTypes => super::product_types(shop, actor, file).await?,
            What::Categories => super::categories(shop, actor, file, images).await?,
            What::Products(_) => {
                let (file, images) = (file.to_owned(), images.map(Path::to_owned));
                Box::pin(super::products(shop, actor, Import { file, images, ..Import::default() })).await?
            }
            What::Currencies => super::currencies(shop, actor, file).await?,
            What::Prices => super::prices(shop, actor, file).await?,
            What::Links => super::links(shop, actor, file).await?,
            What::Bundles => super::bundles(shop, actor, file).await?,
            What::Collections => super::collections(shop, actor, file, images).await?,
            What::Reviews => super::reviews(shop, actor, file, images).await?,
            What::Pages => super::pages(shop, actor, file).await?,
            What::Menus => super::menus(shop, actor, file).await?,
            What::Synonyms => super::synonyms(shop, actor, file).await?,
            What::Redirects => super::redirects(shop, actor, file).await?,
            What::SitePictures => super::site_pictures(shop, actor, file, images, Trust::Stranger).await?,
        };
        reports.push((what, report));
    }
    Ok(reports)
}
