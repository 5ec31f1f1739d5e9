//! An export as a stream of pieces: each piece holds the rows of some things, read when it is asked for.

use super::{
    ExportError, beside, content, lists,
    load::{self, Product},
    pictures, prices,
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
    /// Types of products with their attributes.
    ProductTypes,
    Categories,
    Products(Format),
    /// Currencies besides the shop's own.
    Currencies,
    /// Prices in them that were set by hand.
    Prices,
    /// From product to product.
    Links,
    /// Bundles with their parts.
    Bundles,
    Collections,
    Reviews,
    Pages,
    Menus,
    Synonyms,
    Redirects,
    /// Pictures that pages ask for by name.
    SitePictures,
}

impl What {
    /// Everything that a shop can send away, in the order in which it is taken in: nothing leans on what comes later.
    pub fn all(format: Format) -> [Self; 14] {
        [
            Self::ProductTypes,
            Self::Categories,
            Self::Products(format),
            Self::Currencies,
            Self::Prices,
            Self::Links,
            Self::Bundles,
            Self::Collections,
            Self::Reviews,
            Self::Pages,
            Self::Menus,
            Self::Synonyms,
            Self::Redirects,
            Self::SitePictures,
        ]
    }

    /// The name of its file and address.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProductTypes => "product-types",
            Self::Categories => "categories",
            Self::Products(_) => "products",
            Self::Currencies => "currencies",
            Self::Prices => "prices",
            Self::Links => "links",
            Self::Bundles => "bundles",
            Self::Collections => "collections",
            Self::Reviews => "reviews",
            Self::Pages => "pages",
            Self::Menus => "menus",
            Self::Synonyms => "synonyms",
            Self::Redirects => "redirects",
            Self::SitePictures => "pictures",
        }
    }

    /// What goes by a name; products come in a format.
    pub fn named(name: &str, format: Format) -> Option<Self> {
        Self::all(format).into_iter().find(|what| what.name() == name)
    }
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
            What::ProductTypes => sheet.row(beside::TYPES),
            What::Categories => sheet.row(lists::CATEGORIES),
            What::Products(Format::WooCommerce) => sheet.row(woo::header()),
            What::Products(format) => sheet.row(shopify::header(format)),
            What::Currencies => sheet.row(prices::CURRENCIES),
            What::Prices => sheet.row(prices::PRICES),
            What::Links => sheet.row(beside::LINKS),
            What::Bundles => sheet.row(beside::BUNDLES),
            What::Collections => sheet.row(lists::COLLECTIONS),
            What::Reviews => sheet.row(lists::REVIEWS),
            What::Pages => sheet.row(content::PAGES),
            What::Menus => sheet.row(content::MENUS),
            What::Synonyms => sheet.row(content::SYNONYMS),
            What::Redirects => sheet.row(content::REDIRECTS),
            What::SitePictures => sheet.row(content::PICTURES),
        }
    }

    /// Writes the rows of the things after one; returns the last, or nothing at the end. Short lists come in one piece.
    async fn rows(&self, after: &str, sheet: &mut Sheet) -> Result<Option<String>, ExportError> {
        let (shop, images) = (&self.shop, self.export.images.as_deref());
        match self.export.what {
            What::ProductTypes => beside::types(shop, sheet).await.map(|()| None),
            What::Categories => lists::categories(shop, images, after, sheet).await,
            What::Products(format) => self.products(format, after, sheet).await,
            What::Currencies => prices::currencies(shop, sheet).await.map(|()| None),
            What::Prices => prices::prices(shop, after, sheet).await,
            What::Links => beside::links(shop, after, sheet).await,
            What::Bundles => beside::bundles(shop, after, sheet).await,
            What::Collections => lists::collections(shop, images, after, sheet).await,
            What::Reviews => lists::reviews(shop, images, after, sheet).await,
            What::Pages => content::pages(shop, after, sheet).await,
            What::Menus => content::menus(shop, sheet).await.map(|()| None),
            What::Synonyms => content::synonyms(shop, sheet).await.map(|()| None),
            What::Redirects => content::redirects(shop, after, sheet).await,
            What::SitePictures => content::site_pictures(shop, images, sheet).await.map(|()| None),
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
        Ok(products.pop().map(|last| last.row.handle))
    }
}
