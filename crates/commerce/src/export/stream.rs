//! An export as a stream of pieces: each piece holds the rows of some things, read when it is asked for.

use super::{
    ExportError, lists,
    load::{self, Product},
    pictures,
    sheet::Sheet,
    shopify, woo,
};
use crate::{Actor, Shop};
use model::account::Permission;
use std::path::PathBuf;

/// Whose columns a file of products has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Shopify's columns of today.
    #[default]
    Shopify,
    /// Shopify's columns as they were until 2024.
    ShopifyLegacy,
    WooCommerce,
}

/// What is sent away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Products(Format),
    Categories,
    Collections,
    Reviews,
    Pages,
    Redirects,
}

/// Asks for an export.
#[derive(Clone, Debug)]
pub struct Export {
    pub what: What,
    /// Folder into which pictures are written; where none is given, cells hold their addresses.
    pub images: Option<PathBuf>,
}

/// An export that is under way.
pub struct Exporter {
    shop: Shop,
    export: Export,
    at: At,
}

/// How far it is.
enum At {
    Start,
    /// After the thing of this name.
    After(String),
    End,
}

impl Exporter {
    /// Begins an export. Needs `ChangeProducts`: files hold costs and what is not published.
    pub fn new(shop: &Shop, actor: &Actor, export: Export) -> Result<Self, ExportError> {
        actor.require(Permission::ChangeProducts)?;
        Ok(Self { shop: shop.clone(), export, at: At::Start })
    }

    /// The next piece of the file; `None` when it is complete.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ExportError> {
        let mut sheet = Sheet::new();
        let after = match &self.at {
            At::End => return Ok(None),
            At::Start => {
                self.header(&mut sheet);
                String::new()
            }
            At::After(last) => last.clone(),
        };
        self.at = match self.rows(&after, &mut sheet).await? {
            Some(last) => At::After(last),
            None => At::End,
        };
        Ok(Some(sheet.bytes()))
    }

    fn header(&self, sheet: &mut Sheet) {
        match self.export.what {
            What::Products(Format::WooCommerce) => sheet.row(woo::header()),
            What::Products(format) => sheet.row(shopify::header(format)),
            What::Categories => sheet.row(lists::CATEGORIES),
            What::Collections => sheet.row(lists::COLLECTIONS),
            What::Reviews => sheet.row(lists::REVIEWS),
            What::Pages => sheet.row(lists::PAGES),
            What::Redirects => sheet.row(lists::REDIRECTS),
        }
    }

    /// Writes the rows of the things after one; returns the last, or nothing at the end.
    async fn rows(&self, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
        match self.export.what {
            What::Products(format) => self.products(format, after, sheet).await,
            What::Categories => lists::categories(&self.shop, self.export.images.as_deref(), after, sheet).await,
            What::Collections => lists::collections(&self.shop, after, sheet).await,
            What::Reviews => lists::reviews(&self.shop, after, sheet).await,
            What::Pages => lists::pages(&self.shop, after, sheet).await,
            What::Redirects => lists::redirects(&self.shop, after, sheet).await,
        }
    }

    async fn products(&self, format: Format, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
        let mut products: Vec<Product> = load::some(&self.shop, after).await?;
        pictures::name(&self.shop, self.export.images.as_deref(), &mut products).await?;
        let currency = self.shop.settings.shop.currency;
        for product in &products {
            match format {
                Format::WooCommerce => woo::rows(product, currency, sheet),
                _ => shopify::rows(format, product, currency, sheet),
            }
        }
        Ok(products.pop().map(|last| last.handle))
    }
}
