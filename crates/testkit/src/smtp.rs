//! A mail server that keeps what it gets: enough of RFC 5321 for one client at a time.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A letter as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
}

/// A mail server on a free port; ends when dropped.
pub struct SmtpSink {
    task: JoinHandle<()>,
    letters: Arc<Mutex<Vec<Taken>>>,
    /// `smtp://127.0.0.1:port`, for the settings.
    pub url: String,
}

impl SmtpSink {
    /// A server that takes everything but letters to `refused@`.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let letters: Arc<Mutex<Vec<Taken>>> = Arc::default();
        let kept = letters.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, kept.clone()));
            }
        });
        Self { task, letters, url }
    }

    /// What came so far.
    pub fn letters(&self) -> Vec<Taken> {
        self.letters.lock().expect("the letters").clone()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn talk(stream: TcpStream, letters: Arc<Mutex<Vec<Taken>>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut letter = Taken::default();
    write.write_all(b"220 sink\r\n").await.ok()?;
    while let Ok(Some(line)) = lines.next_line().await {
        let upper = line.to_uppercase();
        let answer = match upper.split_whitespace().next().unwrap_or_default() {
            "EHLO" | "HELO" => "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "MAIL" => {
                letter = Taken { from: line, ..Taken::default() };
                "250 ok"
            }
            "RCPT" if upper.contains("<REFUSED@") => "550 no such person",
            "RCPT" => {
                letter.to.push(line);
                "250 ok"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    letter.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    letter.data.push_str("\r\n");
                }
                letters.lock().ok()?.push(letter.clone());
                "250 kept"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await.ok()?;
                return Some(());
            }
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}
