//! Sessions of staff: tower-sessions on the shop's own table.

use axum::http::HeaderValue;
use commerce::{
    Shop,
    accounts::{self, SessionRow},
    secret,
};
use model::{Time, UserId};
use std::{collections::HashMap, fmt};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{
        SameSite,
        time::{Duration, OffsetDateTime},
    },
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Key of the signed-in person in the session's data.
pub const USER: &str = "user";
const REALM: &str = "staff";
/// Minutes without a request after which staff must sign in again.
const IDLE_MINUTES: i64 = 30;

/// The session layer of the back office: a Strict cookie, idle after 30 minutes, at most 12 hours.
pub fn staff_sessions(shop: &Shop) -> SessionManagerLayer<StaffStore> {
    let secure = shop.settings.server.public_url.starts_with("https://");
    SessionManagerLayer::new(StaffStore(shop.clone()))
        // The prefix binds the cookie to this host and to https, where there is https.
        .with_name(if secure { "__Host-stoa_staff" } else { "stoa_staff" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_path("/")
        .with_always_save(true)
        .with_expiry(Expiry::OnInactivity(Duration::minutes(IDLE_MINUTES)))
}

/// What a browser is told to forget on sign-out.
pub const CLEAR_SITE_DATA: HeaderValue = HeaderValue::from_static("\"cache\"");

/// The table behind tower-sessions.
#[derive(Clone)]
pub struct StaffStore(Shop);

impl fmt::Debug for StaffStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffStore")
    }
}

#[async_trait::async_trait]
impl SessionStore for StaffStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !accounts::create_session(&self.0, &row(record)?).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        accounts::save_session(&self.0, &row(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = accounts::load_session(&self.0, hash(id)).await.map_err(backend)?;
        found
            .filter(|row| row.realm == REALM)
            .map(|row| {
                let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
                let nanos = i128::from(row.expires_at.0) * 1000;
                let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(nanos)
                    .map_err(|error| Error::Decode(error.to_string()))?;
                Ok(Record { id: *id, data, expiry_date })
            })
            .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        accounts::delete_session(&self.0, hash(id)).await.map_err(backend)
    }
}

/// Whether a session still stands: not signed out, not expired, its person still in office.
pub async fn stands(shop: &Shop, session: &Session) -> bool {
    let Some(id) = session.id() else { return false };
    // While the database is away nobody is signed out by that.
    accounts::load_session(shop, hash(&id)).await.map_or(true, |row| row.is_some())
}

fn row(record: &Record) -> Result<SessionRow> {
    let data: &HashMap<String, serde_json::Value> = &record.data;
    let user = data.get(USER).and_then(|value| serde_json::from_value::<UserId>(value.clone()).ok());
    let micros = record.expiry_date.unix_timestamp_nanos() / 1000;
    Ok(SessionRow {
        id_hash: hash(&record.id),
        realm: REALM.into(),
        user,
        data: serde_json::to_string(data).map_err(|error| Error::Encode(error.to_string()))?,
        expires_at: Time(i64::try_from(micros).unwrap_or(i64::MAX)),
    })
}

fn hash(id: &Id) -> [u8; 32] {
    secret::sha256(&id.0.to_le_bytes())
}

fn backend(error: commerce::Broken) -> Error {
    tracing::error!(%error, "sessions cannot be reached");
    Error::Backend("sessions cannot be reached".into())
}
