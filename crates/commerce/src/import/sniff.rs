//! How a file is written: its encoding, what stands between cells, and what around them.

use super::ImportError;
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// Bytes that are looked at to tell what a file is.
const HEAD: u64 = 64 * 1024;

/// How a file is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: String,
    /// What stands between cells.
    pub delimiter: String,
    /// What stands around them.
    pub quote: String,
}

/// A file that gives UTF-8, whatever it is written in.
pub(super) struct Opened {
    pub input: Box<dyn Read + Send>,
    pub delimiter: u8,
    pub quote: u8,
    pub writing: Writing,
}

/// Opens a file and finds out how it is written.
pub(super) fn open(path: &Path) -> Result<Opened, ImportError> {
    let broken = |error: io::Error| ImportError::unreadable(path, error);
    let mut file = File::open(path).map_err(broken)?;
    let mut head = vec![];
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(broken)?;
    refuse_others(&head)?;
    let (encoding, mark) = match Encoding::for_bom(&head) {
        Some((encoding, length)) => (encoding, length),
        None => (without_mark(&head, &mut file).map_err(broken)?, 0),
    };
    file.seek(SeekFrom::Start(mark as u64)).map_err(broken)?;
    let (text, _) = encoding.decode_without_bom_handling(head.get(mark..).unwrap_or_default());
    let (delimiter, quote) = signs(&text);
    let input: Box<dyn Read + Send> =
        if encoding == UTF_8 { Box::new(file) } else { Box::new(Recoded::new(file, encoding)) };
    let shown = |sign: u8| char::from(sign).to_string();
    let writing = Writing { encoding: encoding.name().to_owned(), delimiter: shown(delimiter), quote: shown(quote) };
    Ok(Opened { input, delimiter, quote, writing })
}

fn refuse_others(head: &[u8]) -> Result<(), ImportError> {
    match head {
        [] => Err(ImportError::Empty),
        [b'P', b'K', 3, 4, ..] => Err(ImportError::Encoding("a ZIP or an Excel workbook")),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(ImportError::Encoding("an Excel workbook")),
        [0x1f, 0x8b, ..] => Err(ImportError::Encoding("packed with gzip")),
        [b'%', b'P', b'D', b'F', ..] => Err(ImportError::Encoding("a PDF")),
        _ => Ok(()),
    }
}

/// UTF-16 shows by its zeros. What is not UTF-8 anywhere is what Windows wrote; what is both has bad rows.
fn without_mark(head: &[u8], file: &mut File) -> io::Result<&'static Encoding> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() * 5 > head.len() * 2;
    if head.len() >= 4 && zeros(1) {
        return Ok(UTF_16LE);
    }
    if head.len() >= 4 && zeros(0) {
        return Ok(UTF_16BE);
    }
    file.seek(SeekFrom::Start(0))?;
    let (good, bad) = census(file)?;
    Ok(if bad > 0 && good == 0 { WINDOWS_1252 } else { UTF_8 })
}

/// Signs beyond ASCII that are UTF-8, and bytes that are not, in the whole file.
fn census(file: &mut File) -> io::Result<(u64, u64)> {
    let (mut good, mut bad) = (0, 0);
    let mut buffer = vec![0; 256 * 1024];
    let mut kept = 0;
    loop {
        let read = file.read(buffer.get_mut(kept..).unwrap_or_default())?;
        let end = read == 0;
        let mut rest = buffer.get(..kept + read).unwrap_or_default();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    good += beyond_ascii(text.as_bytes());
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (fine, after) = rest.split_at(error.valid_up_to());
                    good += beyond_ascii(fine);
                    match error.error_len() {
                        // Cut off: the rest comes with the next piece.
                        None if !end => {
                            rest = after;
                            break;
                        }
                        length => {
                            bad += 1;
                            rest = after.get(length.unwrap_or(after.len())..).unwrap_or_default();
                        }
                    }
                }
            }
        }
        if end {
            return Ok((good, bad));
        }
        let carried = rest.to_vec();
        kept = carried.len();
        buffer[..kept].copy_from_slice(&carried);
    }
}

fn beyond_ascii(bytes: &[u8]) -> u64 {
    if bytes.is_ascii() { 0 } else { bytes.iter().filter(|byte| **byte >= 0xc0).count() as u64 }
}

/// The sign that stands most often between the names of the first row, and the sign around them.
fn signs(text: &str) -> (u8, u8) {
    let text = text.trim_start();
    let count = |wanted: char, quote: char| {
        let mut inside = false;
        let mut found = 0;
        for sign in text.chars() {
            match sign {
                '\n' if !inside => break,
                _ if sign == quote => inside = !inside,
                _ if sign == wanted && !inside => found += 1,
                _ => {}
            }
        }
        found
    };
    let best = |quote: char| {
        // The last of equals wins.
        let candidates = ['|', ';', '\t', ','].into_iter().map(|sign| (count(sign, quote), sign));
        candidates.max_by_key(|(found, _)| *found).map_or(',', |(_, sign)| sign)
    };
    let single = best('\'');
    let quoted_singly = text.starts_with('\'')
        && text.lines().next().is_some_and(|line| {
            line.contains(&format!("'{single}'"))
                || line.trim_end().trim_end_matches('\'').len() + 1 == line.trim_end().len()
        });
    if quoted_singly { (single as u8, b'\'') } else { (best('"') as u8, b'"') }
}

/// Another encoding as UTF-8. What has no meaning in it becomes the replacement sign.
struct Recoded {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded bytes that are not read yet, and how many of them were.
    text: Vec<u8>,
    given: usize,
    end: bool,
}

impl Recoded {
    fn new(file: File, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { file, decoder, raw: vec![0; 32 * 1024], text: vec![], given: 0, end: false }
    }

    fn more(&mut self) -> io::Result<()> {
        let read = self.file.read(&mut self.raw)?;
        self.end = read == 0;
        let most = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * read + 16);
        self.text.resize(most, 0);
        let source = self.raw.get(..read).unwrap_or_default();
        let (_, _, written, _) = self.decoder.decode_to_utf8(source, &mut self.text, self.end);
        self.text.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl Read for Recoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.end {
                return Ok(0);
            }
            self.more()?;
        }
        let rest = self.text.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Writing) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, bytes).unwrap();
        let mut opened = open(&path).unwrap();
        let mut text = String::new();
        opened.input.read_to_string(&mut text).unwrap();
        (text, opened.writing)
    }

    #[test]
    fn every_encoding_becomes_utf_8() {
        let text = "Title,Price\nGrün,1\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8", marked(&[0xef, 0xbb, 0xbf], text.as_bytes().to_vec())),
            ("UTF-16LE", wide(u16::to_le_bytes)),
            ("UTF-16BE", wide(u16::to_be_bytes)),
            ("UTF-16LE", marked(&[0xff, 0xfe], wide(u16::to_le_bytes))),
            ("UTF-16BE", marked(&[0xfe, 0xff], wide(u16::to_be_bytes))),
            ("windows-1252", text.chars().map(|sign| sign as u8).collect()),
        ];
        for (name, bytes) in cases {
            let (found, writing) = read(&bytes);
            assert_eq!((found.as_str(), writing.encoding.as_str()), (text, name));
        }
    }

    #[test]
    fn an_umlaut_on_the_edge_of_a_piece_is_no_damage() {
        let long = format!("Title\n{}ü{}\n", "x".repeat(256 * 1024 - 7), "ü".repeat(200_000));
        assert_eq!(read(long.as_bytes()).1.encoding, "UTF-8");
        let late = [b"Title\n".as_slice(), &b"x".repeat(300_000), b"\xfc\n"].concat();
        assert_eq!(read(&late).1.encoding, "windows-1252");
    }

    #[test]
    fn delimiters_and_quotes_are_found_in_the_first_row() {
        for (head, delimiter, quote) in [
            ("Title,Price", b',', b'"'),
            ("Title;\"Price, net\";SKU", b';', b'"'),
            ("Title\tPrice;x", b'\t', b'"'),
            ("\"Title\"|\"Price\"|\"Weight, in (g)\"", b'|', b'"'),
            ("'Title';'Price'", b';', b'\''),
            ("Title", b',', b'"'),
        ] {
            assert_eq!(signs(&format!("{head}\na;b;c;d,e\n")), (delimiter, quote), "{head}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for head in [b"".as_slice(), b"PK\x03\x04..", b"\x1f\x8b\x08..", b"%PDF-1.7"] {
            assert!(refuse_others(head).is_err());
        }
    }
}
