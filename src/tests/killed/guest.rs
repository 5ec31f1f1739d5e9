//! Somebody with a browser who buys, and who presses the same button again when no answer came.

use super::server::Server;
use model::VariantId;
use reqwest::{Client, Response, header, redirect::Policy};
use std::{collections::BTreeMap, time::Duration};

/// The server did not answer.
#[derive(Debug)]
pub struct Away;

impl From<reqwest::Error> for Away {
    fn from(_: reqwest::Error) -> Self {
        Self
    }
}

/// A guest and what the browser remembers.
pub struct Guest {
    client: Client,
    cookies: BTreeMap<String, String>,
    /// The checkout form as it was sent.
    form: Option<String>,
    /// The path to which the answer to that form led: the provider's page.
    provider: Option<String>,
    /// The path of the order's page.
    order: Option<String>,
}

impl Guest {
    /// A guest with an empty cart.
    pub fn new() -> Self {
        let client = Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(20)).build().unwrap();
        Self { client, cookies: BTreeMap::new(), form: None, provider: None, order: None }
    }

    /// Whether an answer said that there is an order.
    pub fn was_told_of_an_order(&self) -> bool {
        self.provider.is_some()
    }

    /// Puts one unit into the cart and sends the checkout form.
    pub async fn orders(&mut self, server: &Server, thing: VariantId) -> Result<(), Away> {
        self.post(server, "/cart/add", format!("variant={thing}&quantity=1")).await?;
        let page = self.get(server, "/checkout?country=AT&payment=card").await?.text().await?;
        self.form = Some(format!(
            "email=mara%40example.org&name=Mara+Lind&street=Linden+Lane+12&postcode=1050&city=Vienna&country=AT\
             &shipping=standard&payment=card&key={}&expected_total={}",
            hidden(&page, "key"),
            hidden(&page, "expected_total")
        ));
        self.sends_the_form(server).await
    }

    /// Approves at the provider's page and comes back to the shop.
    pub async fn approves(&mut self, server: &Server) -> Result<(), Away> {
        let provider = self.provider.clone().unwrap();
        let answer = self.post(server, &provider, "decision=approve".into()).await?;
        let back = location(&answer);
        self.order = Some(back.split('?').next().unwrap().to_owned());
        self.get(server, &back).await?;
        Ok(())
    }

    /// Cancels the order on its page.
    pub async fn cancels(&mut self, server: &Server) -> Result<(), Away> {
        let order = self.order.clone().unwrap();
        self.post(server, &format!("{order}/cancel"), "confirm=1".into()).await?;
        Ok(())
    }

    /// Does again what had no answer: the form, then the payment, as far as the guest had got.
    pub async fn comes_back(&mut self, server: &Server) -> Result<(), Away> {
        if self.form.is_some() && self.order.is_none() {
            self.sends_the_form(server).await?;
            if self.provider.as_deref().is_some_and(|path| path.starts_with("/pay/")) {
                self.approves(server).await?;
            }
        }
        Ok(())
    }

    async fn sends_the_form(&mut self, server: &Server) -> Result<(), Away> {
        let answer = self.post(server, "/checkout", self.form.clone().unwrap()).await?;
        assert_eq!(answer.status(), 303, "the form was refused: {}", answer.text().await?);
        self.provider = Some(location(&answer));
        Ok(())
    }

    async fn get(&mut self, server: &Server, path: &str) -> Result<Response, Away> {
        let request = self.client.get(format!("{}{path}", server.url));
        self.send(request).await
    }

    async fn post(&mut self, server: &Server, path: &str, form: String) -> Result<Response, Away> {
        let request = self
            .client
            .post(format!("{}{path}", server.url))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(form);
        self.send(request).await
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Result<Response, Away> {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let answer = request.header(header::COOKIE, cookies).send().await?;
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.into(), rest.split(';').next().unwrap().into());
        }
        Ok(answer)
    }
}

/// Where an answer leads, as a path of the shop, whose port may have changed since.
fn location(answer: &Response) -> String {
    let to = answer.headers()[header::LOCATION].to_str().unwrap();
    let path = to.split_once("://").map_or(to, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    path.to_owned()
}

fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\"")).expect("the field");
    let tag = &after[..after.find('>').expect("the end of the tag")];
    let (_, value) = tag.split_once("value=\"").expect("its value");
    value[..value.find('"').expect("the end of the value")].to_owned()
}
