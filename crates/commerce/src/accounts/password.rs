//! Passwords: Argon2id, computed off the request's thread, as many at once as there are cores.

use super::AccountError;
use crate::Broken;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// Fewest characters of a member of staff's password.
pub const STAFF_LENGTH: usize = 15;
/// Most characters of any password.
pub const MAX_LENGTH: usize = 128;
/// Least strength by zxcvbn's scale of 0 to 4.
const MIN_SCORE: u8 = 3;

/// How long a computation is waited for that others are in front of.
const PATIENCE: Duration = Duration::from_secs(2);

static LANE: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from))));

/// A hash of equal cost for addresses that have no account, so that time tells nothing.
static DECOY: LazyLock<String> = LazyLock::new(|| hash_now("no account has this password").unwrap_or_default());

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Result<Argon2<'static>, Broken> {
    let params = Params::new(19_456, 2, 1, None).map_err(Broken::other)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Whether a password is long and unlikely enough; words of the account count as known to the guesser.
pub fn strong_enough(password: &str, about: &[&str]) -> bool {
    let length = password.chars().count();
    (STAFF_LENGTH..=MAX_LENGTH).contains(&length) && u8::from(zxcvbn::zxcvbn(password, about).score()) >= MIN_SCORE
}

/// The PHC string of a password.
pub async fn hash(password: String) -> Result<String, AccountError> {
    Ok(off_thread(&LANE, move || hash_now(&password)).await??)
}

/// Whether a password fits a PHC string; with `None` it works as long and says no.
pub async fn verify(password: String, phc: Option<String>) -> Result<bool, AccountError> {
    let fits = off_thread(&LANE, move || {
        let known = phc.is_some();
        let text = phc.unwrap_or_else(|| DECOY.clone());
        let parsed = PasswordHash::new(&text).map_err(Broken::other)?;
        Ok::<_, Broken>(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    });
    Ok(fits.await??)
}

fn hash_now(password: &str) -> Result<String, Broken> {
    Ok(hasher()?.hash_password(password.as_bytes()).map_err(Broken::other)?.to_string())
}

/// Runs work in a lane. The place belongs to the work and not to who waits for it: who hangs up leaves the place taken
/// until the work is done.
async fn off_thread<T: Send + 'static>(
    lane: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AccountError> {
    let place = timeout(PATIENCE, lane.clone().acquire_owned()).await.map_err(|_| AccountError::Busy)?;
    let place = place.map_err(Broken::other)?;
    let done = spawn_blocking(move || {
        let _place = place;
        work()
    });
    Ok(done.await.map_err(Broken::other)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_short_and_likely_passwords() {
        assert!(!strong_enough("Tr0ub4dor&3", &[]));
        assert!(!strong_enough("aaaaaaaaaaaaaaaaaaaa", &[]));
        assert!(!strong_enough("mara.lind@shop.example", &["mara.lind@shop.example"]));
        assert!(strong_enough("seven calm herons wade", &[]));
        assert!(!strong_enough(&"x y z ".repeat(40), &[]));
    }

    #[tokio::test]
    async fn verifies_only_the_same_password() {
        let phc = hash("seven calm herons wade".into()).await.unwrap();
        assert!(verify("seven calm herons wade".into(), Some(phc.clone())).await.unwrap());
        assert!(!verify("seven calm herons".into(), Some(phc)).await.unwrap());
        assert!(!verify("no account has this password".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn who_hangs_up_leaves_the_place_taken_and_who_finds_none_is_told() {
        let lane = Arc::new(Semaphore::new(1));
        let (finish, wait) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let work = move || {
            let _ = begun.send(());
            let _ = wait.recv();
        };
        tokio::select! {
            _ = off_thread(&lane, work) => panic!("it cannot have finished"),
            _ = begins => (),
        }
        assert_eq!(lane.available_permits(), 0);
        assert!(matches!(off_thread(&lane, || ()).await, Err(AccountError::Busy)));
        finish.send(()).unwrap();
        off_thread(&lane, || ()).await.unwrap();
    }
}
