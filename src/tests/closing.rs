//! How a node goes away: told to stop, told again, or held up.

use super::server::TestServer;
use model::{ProductId, event::Event};
use std::{
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};
use stoa::server::Work;
use testkit::TestShop;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_still_answers_hears_what_changes() {
    let server = TestServer::new().await;
    let shop = &server.shop;
    let work = Work::of_a_server(&server.state);
    while !shop.feed.is_live() {
        sleep(Duration::from_millis(5)).await;
    }
    work.stop();
    sleep(Duration::from_millis(300)).await;
    let (mut feed, product) = (shop.feed.listen(), ProductId::new());
    let mut conn = shop.pool.acquire().await.unwrap();
    commerce::outbox::write(&mut conn, &Event::ProductChanged { product }).await.unwrap();
    let heard = timeout(Duration::from_secs(10), feed.recv()).await.expect("the outbox is followed while requests end");
    assert!(matches!(heard.unwrap().event, Event::ProductChanged { product: heard } if heard == product));
    timeout(Duration::from_secs(30), work.finished()).await.expect("all work ends");
}

#[tokio::test]
async fn a_second_signal_ends_the_program_at_once() {
    let shop = TestShop::new().await;
    let mut node = Node::start(&shop).await;
    let _held_up = node.begins_a_request().await;
    node.signal();
    node.closes().await;
    assert!(node.child.try_wait().unwrap().is_none(), "the request is waited for");
    node.signal();
    assert_eq!(node.ended(Duration::from_secs(3)).await.code(), Some(1));
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_off_and_said() {
    let shop = TestShop::new().await;
    let mut node = Node::start(&shop).await;
    let mut held_up = node.begins_a_request().await;
    node.signal();
    assert_eq!(node.ended(Duration::from_secs(40)).await.code(), Some(1));
    let said = std::fs::read_to_string(shop.folder().join("said")).unwrap();
    assert!(said.contains("some requests did not end within 25 s and were cut off"), "{said}");
    assert_eq!(held_up.read_to_end(&mut vec![]).await.unwrap_or(0), 0, "it got no answer");
}

#[tokio::test]
async fn a_node_without_requests_ends_well() {
    let shop = TestShop::new().await;
    let mut node = Node::start(&shop).await;
    node.signal();
    assert_eq!(node.ended(Duration::from_secs(20)).await.code(), Some(0));
}

/// `stoa serve` as a process of its own; it goes with its value.
struct Node {
    child: Child,
    address: String,
}

impl Node {
    async fn start(shop: &TestShop) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let said = std::fs::File::create(shop.folder().join("said")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_stoa"))
            .arg("serve")
            .env("DATABASE_URL", shop.db().url())
            .env("STOA_STORAGE_DIR", shop.folder())
            .env("STOA_MODE", "development")
            .env("STOA_ADDR", &address)
            .env("STOA_PUBLIC_URL", format!("http://{address}"))
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .unwrap();
        let node = Self { child, address };
        timeout(Duration::from_secs(60), node.ready()).await.expect("the node never became ready");
        node
    }

    async fn ready(&self) {
        loop {
            if let Ok(mut line) = TcpStream::connect(&self.address).await {
                let ask = format!("GET /readyz HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address);
                let mut answer = String::new();
                if line.write_all(ask.as_bytes()).await.is_ok()
                    && line.read_to_string(&mut answer).await.is_ok()
                    && answer.starts_with("HTTP/1.1 200")
                {
                    return;
                }
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// A form that is never sent to its end.
    async fn begins_a_request(&self) -> TcpStream {
        let mut line = TcpStream::connect(&self.address).await.unwrap();
        let head = format!(
            "POST /cart/add HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nvariant=",
            self.address
        );
        line.write_all(head.as_bytes()).await.unwrap();
        sleep(Duration::from_millis(500)).await;
        line
    }

    fn signal(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until nobody is let in any more.
    async fn closes(&self) {
        let closed = async {
            while TcpStream::connect(&self.address).await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(10), closed).await.expect("the node never closed");
    }

    async fn ended(&mut self, within: Duration) -> ExitStatus {
        let end = async {
            loop {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status;
                }
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(within, end).await.expect("the node did not end")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
