//! `stoa currency`

use anyhow::{Context, anyhow};
use clap::Subcommand;
use commerce::{
    Actor, Shop,
    catalog::{self, SettleList},
    currencies::{self, ChangeRule, CurrencyError, ListOfPrices, OpenCurrency},
    text,
};
use model::{Currency, Fault, PriceListId, rate::Rate, rate::Rounding};
use std::process::ExitCode;

/// Keeps the currencies that the shop sells in.
#[derive(Subcommand)]
pub enum Currencies {
    /// Lists the currencies with their rates, roundings and prices.
    #[command(after_help = "Example:\n  stoa currency list")]
    List,
    /// Begins to sell in a currency: prices follow from the shop's own by a rate and a rounding.
    #[command(
        after_help = "Examples:\n  stoa currency add GBP 0.8437 --round 1-0.01\n  stoa currency add JPY 163.2 --round 10\n\n\
                      Roundings: 0.01 takes every price, 0.05 every fifth cent, 1 whole units, 1-0.01 ends prices in .99."
    )]
    Add {
        /// Three letters: GBP.
        code: String,
        /// Units of it for one of the shop's own currency.
        rate: String,
        /// What prices are rounded to.
        #[arg(long, default_value = "")]
        round: String,
    },
    /// Gives a currency another rate, and another rounding where one is named.
    #[command(after_help = "Example:\n  stoa currency rate GBP 0.8512")]
    Rate {
        /// Three letters: GBP.
        code: String,
        /// Units of it for one of the shop's own currency.
        rate: String,
        /// What prices are rounded to.
        #[arg(long)]
        round: Option<String>,
    },
    /// Ends selling in a currency. Orders in it stay as they are, carts turn to the shop's own.
    #[command(after_help = "Example:\n  stoa currency remove GBP")]
    Remove {
        /// Three letters: GBP.
        code: String,
    },
}

impl Currencies {
    /// Lists or changes, as the shop itself.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        match self {
            Self::List => {
                let own = shop.settings.shop.currency;
                for list in currencies::lists(&shop, &Actor::System).await.map_err(explained)? {
                    println!("{}", line(&list, own));
                }
            }
            Self::Add { code, rate, round } => {
                let currency = known(&code)?;
                let rounding = rounding(&round, currency)?;
                let command = OpenCurrency { currency, rate: rate_of(&rate)?, rounding };
                let list = currencies::open(&shop, &Actor::System, command).await.map_err(explained)?;
                settle(&shop, list).await?;
                println!("The shop sells in {currency} now.");
            }
            Self::Rate { code, rate, round } => {
                let currency = known(&code)?;
                let lists = currencies::lists(&shop, &Actor::System).await.map_err(explained)?;
                let list = lists.into_iter().find(|list| list.currency == currency && list.rule.is_some());
                let list = list.ok_or_else(|| explained(CurrencyError::NoList))?;
                let before = list.rule.map_or(Rounding::EXACT, |(_, rounding)| rounding);
                let rounding = round.map_or(Ok(before), |round| rounding(&round, currency))?;
                let command = ChangeRule { list: list.id, rate: rate_of(&rate)?, rounding };
                currencies::change_rule(&shop, &Actor::System, command).await.map_err(explained)?;
                settle(&shop, list.id).await?;
                println!("Prices in {currency} follow the new rate.");
            }
            Self::Remove { code } => {
                let currency = known(&code)?;
                currencies::close(&shop, &Actor::System, currency).await.map_err(explained)?;
                println!("The shop no longer sells in {currency}.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Derives the prices here and now; the job that waits for it finds nothing left to do.
async fn settle(shop: &Shop, list: PriceListId) -> anyhow::Result<()> {
    Ok(catalog::settle(shop, SettleList { list }).await?)
}

fn line(list: &ListOfPrices, own: Currency) -> String {
    let state = match (list.sold, list.opening, list.settled) {
        (true, _, true) => "sold",
        (true, _, false) => "sold, being derived anew",
        (false, true, _) => "opening",
        (false, false, _) => "not sold",
    };
    let rule = list.rule.map_or_else(
        || "prices of its own".to_owned(),
        |(rate, rounding)| format!("{own} x {rate}, rounded to {}", rounding.text(list.currency)),
    );
    format!("{}  {state:<10} {:>7} prices, {} by hand  {rule}", list.currency, list.prices, list.by_hand)
}

fn known(code: &str) -> anyhow::Result<Currency> {
    code.trim()
        .to_uppercase()
        .parse()
        .with_context(|| format!("`{code}` is not a currency; write three letters, as in GBP"))
}

fn rate_of(text: &str) -> anyhow::Result<Rate> {
    text.parse().with_context(|| format!("`{text}` is not a rate; write a number above zero, as in 0.8437"))
}

fn rounding(text: &str, currency: Currency) -> anyhow::Result<Rounding> {
    if text.is_empty() {
        return Ok(Rounding::EXACT);
    }
    Rounding::parse(text, currency).with_context(|| {
        format!("`{text}` is not a rounding in {currency}; write a step as in 0.05, or 1-0.01 for .99")
    })
}

fn explained(error: CurrencyError) -> anyhow::Error {
    let fault = text::explain(Fault::from(error));
    anyhow!("{}", fault.sentence())
}
