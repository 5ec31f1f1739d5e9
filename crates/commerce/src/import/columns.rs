//! The columns of a product file, by all the names they go by.

use super::{
    ImportError,
    names::{self, NAMES, plain},
};
use serde::{Deserialize, Serialize};

/// A column that the import understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Handle,
    Title,
    Body,
    Vendor,
    ProductCategory,
    Type,
    Tags,
    Published,
    Status,
    Option1Name,
    Option1Value,
    Option2Name,
    Option2Value,
    Option3Name,
    Option3Value,
    Sku,
    Barcode,
    Price,
    CompareAt,
    Cost,
    Taxable,
    Tracker,
    Quantity,
    Policy,
    Grams,
    RequiresShipping,
    Image,
    ImagePosition,
    ImageAlt,
    VariantImage,
    GiftCard,
    SeoTitle,
    SeoDescription,
    Categories,
    Attributes,
    PublishedAt,
    UnpublishAt,
    CreatedAt,
    OptionValues,
    Manufacturer,
    ResponsiblePerson,
    Warnings,
    Content,
    ContentUnit,
    Reference,
    ReferenceUnit,
    LowestBefore,
}

impl Column {
    /// Names and values of the three options.
    pub const OPTIONS: [(Column, Column); 3] = [
        (Self::Option1Name, Self::Option1Value),
        (Self::Option2Name, Self::Option2Value),
        (Self::Option3Name, Self::Option3Value),
    ];
}

/// Where the columns stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    places: [Option<usize>; NAMES.len()],
    /// Grams of the unit in which weights are given.
    pub grams: f64,
}

/// A column of the file and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    pub theirs: String,
    /// Nothing where the column is not read.
    pub ours: Option<String>,
}

/// Says what a column of the file is: "Their column" and ours, or nothing to leave it out.
pub type Override = (String, String);

impl Columns {
    /// Finds the columns in a header row, those that were named by hand first; a title has to be among them.
    pub fn find(header: Vec<String>, overrides: &[Override]) -> Result<Self, ImportError> {
        let columns = Self::guess(header, overrides)?;
        match columns.place(Column::Title) {
            Some(_) => Ok(columns),
            None => Err(ImportError::NoColumn("Title")),
        }
    }

    /// The same, whatever is missing.
    pub fn guess(header: Vec<String>, overrides: &[Override]) -> Result<Self, ImportError> {
        let mut columns = Self { names: header, places: [None; NAMES.len()], grams: 1.0 };
        let mut ranks = [usize::MAX; NAMES.len()];
        let mut taken: Vec<usize> = vec![];
        for (theirs, ours) in overrides {
            let place = columns.names.iter().position(|name| plain(name) == plain(theirs));
            let place = place.ok_or_else(|| ImportError::NoSuchColumn(theirs.clone()))?;
            taken.push(place);
            if matches!(ours.trim(), "" | "-") {
                continue;
            }
            let (column, _, grams) = names::find(ours).ok_or_else(|| ImportError::UnknownColumn(ours.clone()))?;
            columns.places[column as usize] = Some(place);
            ranks[column as usize] = 0;
            if column == Column::Grams {
                columns.grams = grams;
            }
        }
        let by_hand = columns.places;
        for place in 0..columns.names.len() {
            let Some((column, rank, grams)) = columns.names.get(place).and_then(|name| names::find(name)) else {
                continue;
            };
            let at = column as usize;
            if taken.contains(&place) || by_hand[at].is_some() {
                continue;
            }
            match columns.places[at] {
                // An older name may stand beside the newer one; the newer wins.
                Some(_) if ranks[at] < rank => continue,
                Some(_) if ranks[at] == rank => return Err(ImportError::TwiceColumn(columns.names[place].clone())),
                _ => (columns.places[at], ranks[at]) = (Some(place), rank),
            }
            if column == Column::Grams {
                columns.grams = grams;
            }
        }
        Ok(columns)
    }

    /// Columns of a file whose rows are brought into the order of ours: the names that the file has for them.
    pub fn of(names: [Option<String>; NAMES.len()], grams: f64) -> Self {
        let places = std::array::from_fn(|at| names[at].is_some().then_some(at));
        Self { names: names.into_iter().map(Option::unwrap_or_default).collect(), places, grams }
    }

    /// Each column of the file with what it is taken for.
    pub fn mapping(&self) -> Vec<Mapped> {
        let ours = |at: usize| NAMES.iter().find(|(column, ..)| self.place(*column) == Some(at));
        let mapped = |(at, theirs): (usize, &String)| Mapped {
            theirs: theirs.clone(),
            ours: ours(at).map(|(_, name, _)| (*name).to_owned()),
        };
        self.names.iter().enumerate().map(mapped).collect()
    }

    /// Where a column stands, if the file has it.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// The column's name as the file writes it.
    pub fn name(&self, column: Column) -> &str {
        let given = self.place(column).and_then(|at| self.names.get(at)).map(String::as_str);
        given.or_else(|| Some(NAMES.get(column as usize)?.1)).unwrap_or_default()
    }

    /// The name at a place, for rows that cannot be read.
    pub fn name_at(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }
}

/// The names of all columns that can be mapped to, in order.
pub fn known_columns() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(header: &str, overrides: &[(&str, &str)]) -> Result<Columns, ImportError> {
        let overrides: Vec<Override> = overrides.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        Columns::find(header.split(',').map(str::to_owned).collect(), &overrides)
    }

    #[test]
    fn the_table_is_in_the_order_of_the_columns_and_no_name_stands_twice() {
        assert!(NAMES.iter().enumerate().all(|(at, (column, ..))| *column as usize == at));
        let mut all: Vec<String> = NAMES
            .iter()
            .flat_map(|(_, first, others)| std::iter::once(first).chain(*others))
            .map(|name| plain(name))
            .collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn finds_both_generations() {
        let old = find("Handle,Title,Variant SKU,Variant Price", &[]).unwrap();
        let new = find("Title,URL handle,SKU,Price", &[]).unwrap();
        for column in [Column::Handle, Column::Sku, Column::Price] {
            assert!(old.place(column).is_some() && new.place(column).is_some());
        }
        assert!(matches!(find("Handle,Price", &[]), Err(ImportError::NoColumn("Title"))));
        assert!(matches!(find("Title,Price,price", &[]), Err(ImportError::TwiceColumn(_))));
    }

    #[test]
    fn strange_names_are_understood_and_may_be_overruled() {
        let columns =
            find(" PRODUKT-NAME ,Preis (EUR),EAN,Qty,Picture_URL,Weight (kg),Colour of box,Größe", &[]).unwrap();
        let place = |column| columns.place(column);
        let found = [Column::Title, Column::Price, Column::Barcode, Column::Quantity, Column::Image, Column::Grams];
        assert_eq!(found.map(place), [Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(columns.grams, 1_000.0);
        let unread: Vec<String> =
            columns.mapping().into_iter().filter(|one| one.ours.is_none()).map(|one| one.theirs).collect();
        assert_eq!(unread, ["Colour of box", "Größe"]);
        let by_hand = find("Name,Label,Price,Net", &[("label", "title"), ("Net", "Price"), ("Name", "-")]).unwrap();
        assert_eq!((by_hand.place(Column::Title), by_hand.place(Column::Price)), (Some(1), Some(3)));
        assert!(matches!(find("Title", &[("Gone", "Price")]), Err(ImportError::NoSuchColumn(_))));
        assert!(matches!(find("Title", &[("Title", "Nonsense")]), Err(ImportError::UnknownColumn(_))));
    }
}
