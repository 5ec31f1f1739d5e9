//! Live pages over a real socket.

use commerce::{orders, outbox::Entry};
use model::{event::Event, payment::PaymentMethod};
use std::net::SocketAddr;
use stoa::{server::router, web::AppState};
use testkit::{TestShop, sale};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A socket that was opened, after the answer's head.
async fn socket(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![];
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    assert!(answer.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&answer));
    stream
}

/// The next message: one short frame of text.
async fn message(stream: &mut TcpStream) -> String {
    let mut head = [0; 2];
    stream.read_exact(&mut head).await.unwrap();
    assert!(head[0] == 0x81 && head[1] < 126, "{head:?}");
    let mut text = vec![0; head[1].into()];
    stream.read_exact(&mut text).await.unwrap();
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_page_is_told_what_is_true_when_it_comes_and_when_something_was_missed() {
    let shop = TestShop::new().await;
    sale::open_for_sale(&shop).await;
    let variant = sale::goods(&shop, 1000, 9).await;
    let token = sale::buy(&shop, variant, 1, PaymentMethod::OnDelivery).await.token.reveal();
    let order = orders::id_of(&shop, &token).await.unwrap();
    let version = orders::progress(&shop, &token).await.unwrap().version;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let web = router(&AppState::new((*shop).clone())).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, web).await.unwrap() });

    let mut page = socket(address, &format!("/live/order/{token}")).await;
    let now = format!("order.changed {version}");
    assert_eq!(message(&mut page).await, now);
    // An import is no news; a reader that lost its place is.
    shop.feed.publish(Entry::new(7, Event::CatalogReplaced));
    shop.feed.publish(Entry::new(8, Event::OrderChanged { order, version: 90 }));
    assert_eq!(message(&mut page).await, "order.changed 90");
    shop.feed.publish(Entry::new(0, Event::CatalogReplaced));
    assert_eq!(message(&mut page).await, now);
}
