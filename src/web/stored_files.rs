//! Pictures that lie in a store elsewhere: brought by the program as they come, to be kept by browsers for ever.

use super::stamped;
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use commerce::{
    Broken, media,
    storage::{Files, GetRange, Opened},
    text,
};
use model::Fault;
use std::ops::Range;

/// `/{key}/{width}.webp`, below the address of pictures.
pub fn stored_files<S: Clone + Send + Sync + 'static>(files: &Files) -> Router<S> {
    Router::new().route("/{key}/{file}", get(picture)).with_state(files.clone())
}

/// `GET /media/{key}/{file}`
async fn picture(
    State(files): State<Files>,
    Path((key, file)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Response> {
    let name = media::rendition(&key, &file).ok_or_else(|| StatusCode::NOT_FOUND.into_response())?;
    // Its name is its content, so who knows the name has it.
    let tag = HeaderValue::from_str(&format!("\"{}-{}\"", &key[..16], file.trim_end_matches(".webp")));
    let tag = tag.map_err(|_| StatusCode::NOT_FOUND.into_response())?;
    if is_known(&asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let mut answer = match part(&files, &name, &asked).await.map_err(away)? {
        Part::Whole => send(files.open(&name, None).await.map_err(away)?, StatusCode::OK)?,
        Part::Of(range) => {
            let opened = files.open(&name, Some(GetRange::Bounded(range))).await.map_err(away)?;
            send(opened, StatusCode::PARTIAL_CONTENT)?
        }
        Part::None(size) => {
            let mut refused = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            refused
                .headers_mut()
                .extend(HeaderValue::try_from(format!("bytes */{size}")).map(|v| (header::CONTENT_RANGE, v)));
            return Err(refused);
        }
    };
    answer.headers_mut().insert(header::ETAG, tag);
    Ok(answer)
}

/// What of a file is asked for.
enum Part {
    Whole,
    Of(Range<u64>),
    /// Nothing that it has, with its size.
    None(u64),
}

async fn part(files: &Files, name: &str, asked: &HeaderMap) -> Result<Part, Broken> {
    let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(read_range);
    let Some((from, to)) = range else { return Ok(Part::Whole) };
    let Some(size) = files.size(name).await? else { return Ok(Part::Whole) };
    let range = match (from, to) {
        (Some(from), to) => from..to.map_or(size, |to| size.min(to.saturating_add(1))),
        (None, last) => size.saturating_sub(last.unwrap_or(0))..size,
    };
    Ok(if range.is_empty() { Part::None(size) } else { Part::Of(range) })
}

/// `bytes=0-99`, `bytes=100-` or `bytes=-100`. Who asks for several parts, or for nonsense, gets the whole.
fn read_range(range: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    match (number(from)?, number(to)?) {
        (None, None) => None,
        (Some(from), Some(to)) if to < from => None,
        asked => Some(asked),
    }
}

fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    known
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one.as_bytes() == tag.as_bytes())
}

fn send(opened: Option<Opened>, status: StatusCode) -> Result<Response, Response> {
    let Opened { size, range, body } = opened.ok_or_else(|| StatusCode::NOT_FOUND.into_response())?;
    let mut answer = (status, [(header::CONTENT_TYPE, "image/webp"), (header::ACCEPT_RANGES, "bytes")]).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let sentence = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
        headers.extend(HeaderValue::try_from(sentence).map(|value| (header::CONTENT_RANGE, value)));
    }
    *answer.body_mut() = Body::from_stream(body);
    Ok(answer)
}

/// The store is away: a sentence, and when to come again. The page around the picture stands without it.
fn away(broken: Broken) -> Response {
    let fault = text::explain(Fault::from(broken));
    stamped(fault.message.clone(), &fault)
}

#[cfg(test)]
mod tests {
    use super::read_range;

    #[test]
    fn parts_are_read_as_browsers_ask_for_them() {
        assert_eq!(read_range("bytes=0-99"), Some((Some(0), Some(99))));
        assert_eq!(read_range("bytes=100-"), Some((Some(100), None)));
        assert_eq!(read_range("bytes=-100"), Some((None, Some(100))));
        for odd in ["bytes=-", "bytes=9-1", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes"] {
            assert_eq!(read_range(odd), None, "{odd}");
        }
    }
}
