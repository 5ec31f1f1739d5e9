//! What is compared: the same questions to each product, in groups.

use super::Column;
use commerce::{
    checkout::Delivery,
    text::{self, t, t_args},
};
use model::catalog::Availability;

/// Rows that belong together.
pub struct Group {
    pub title: String,
    pub rows: Vec<Row>,
}

/// One question and the answer of each product.
pub struct Row {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// An answer; nothing where a product has none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub class: &'static str,
}

impl Row {
    /// Whether all products answer the same.
    pub fn equal(&self) -> bool {
        self.cells.windows(2).all(|pair| pair[0] == pair[1])
    }
}

/// All groups that have rows.
pub fn groups(columns: &[Column], delivery: Option<&Delivery>) -> Vec<Group> {
    let groups = [
        (t("shop-compare-glance"), glance(columns, delivery)),
        (t("shop-compare-choices"), choices(columns)),
        (t("shop-facts"), facts(columns)),
    ];
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    groups.map(|(title, rows)| Group { title: title.to_owned(), rows }).collect()
}

fn glance(columns: &[Column], delivery: Option<&Delivery>) -> Vec<Row> {
    let mut rows = vec![
        row(t("shop-reviews"), columns, |column| {
            let rating = column.card.rating?;
            let said = [("value", rating.to_string().into()), ("count", rating.count.into())];
            Some(Cell { text: t_args("shop-compare-rating", &said), class: "num" })
        }),
        row(t("shop-stock"), columns, |column| Some(stock(column.card.availability))),
        row(t("list-facet-vendor"), columns, |column| plain(&column.product.vendor)),
    ];
    if let Some(delivery) = delivery {
        let (from, to) = delivery.arrives();
        let day = text::date_span(from, to);
        rows.insert(
            2,
            row(t("shop-compare-arrives"), columns, |column| {
                column.card.availability.buyable().then(|| Cell { text: day.clone(), class: "" })
            }),
        );
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
    rows
}

fn stock(availability: Availability) -> Cell {
    let (class, text) = match availability {
        Availability::InStock => ("stock", t("shop-stock-in").to_owned()),
        Availability::Low(left) => ("stock stock--low", t_args("shop-only-left", &[("left", left.into())])),
        Availability::BackOrder => ("stock stock--low", t("shop-stock-back").to_owned()),
        Availability::SoldOut => ("stock stock--out", t("shop-sold-out").to_owned()),
    };
    Cell { text, class }
}

/// Options; where a product has no choice in one, its fact of the same name.
fn choices(columns: &[Column]) -> Vec<Row> {
    let names = columns.iter().flat_map(|column| column.product.options.iter().map(|option| option.name.as_str()));
    let value = |column: &Column, name: &str| match column.product.options.iter().find(|option| option.name == name) {
        Some(option) => plain(&option.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", ")),
        None => fact(column, name),
    };
    each_once(names).into_iter().map(|name| row(name, columns, |column| value(column, name))).collect()
}

/// What stands among the choices already is not asked twice.
fn facts(columns: &[Column]) -> Vec<Row> {
    let chosen = |name: &&str| columns.iter().any(|one| one.product.options.iter().any(|option| option.name == *name));
    let names = columns.iter().flat_map(|column| column.product.attributes.iter().map(|(name, _)| name.as_str()));
    let names = names.filter(|name| !chosen(name));
    each_once(names).into_iter().map(|name| row(name, columns, |column| fact(column, name))).collect()
}

fn fact(column: &Column, name: &str) -> Option<Cell> {
    plain(column.product.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())?)
}

fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = vec![];
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn row(label: &str, columns: &[Column], answer: impl Fn(&Column) -> Option<Cell>) -> Row {
    Row { label: label.to_owned(), cells: columns.iter().map(|column| answer(column).unwrap_or_default()).collect() }
}

fn plain(text: &str) -> Option<Cell> {
    (!text.is_empty()).then(|| Cell { text: text.to_owned(), class: "" })
}

#[cfg(test)]
mod tests {
    use super::{Cell, Row, each_once};

    #[test]
    fn a_row_is_equal_where_all_answer_the_same() {
        let row = |texts: &[&str]| Row {
            label: String::new(),
            cells: texts.iter().map(|text| Cell { text: (*text).to_owned(), class: "" }).collect(),
        };
        assert!(row(&["Oak", "Oak", "Oak"]).equal());
        assert!(row(&["Oak"]).equal());
        assert!(!row(&["Oak", ""]).equal());
    }

    #[test]
    fn names_stand_once_in_the_order_of_the_first() {
        assert_eq!(each_once(["Width", "Wood", "Width", "Height"].into_iter()), ["Width", "Wood", "Height"]);
    }
}
