//! Opening the folder or the bucket that the settings name. No connection is made yet.

use super::{Files, Where};
use crate::{Broken, http, settings::StorageSettings};
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    prefix::PrefixStore,
};
use secrecy::ExposeSecret;
use std::{fs, sync::Arc, time::Duration};

impl Files {
    /// The files of these settings.
    pub fn of(settings: &StorageSettings) -> Result<Self, Broken> {
        let dir = settings.dir.clone();
        Ok(match settings.bucket() {
            None => Self { store: folder(settings)?, place: Where::Here, dir },
            Some((bucket, prefix)) => Self { store: bucket_of(settings, bucket, prefix)?, place: Where::There, dir },
        })
    }
}

fn folder(settings: &StorageSettings) -> Result<Arc<dyn ObjectStore>, Broken> {
    let dir = &settings.dir;
    let broken = |why: String| Broken::other(format_args!("{}: {why}", dir.display()));
    fs::create_dir_all(dir).map_err(|error| broken(error.to_string()))?;
    let store = LocalFileSystem::new_with_prefix(dir).map_err(|error| broken(error.to_string()))?;
    Ok(Arc::new(store.with_automatic_cleanup(true)))
}

fn bucket_of(settings: &StorageSettings, bucket: &str, prefix: &str) -> Result<Arc<dyn ObjectStore>, Broken> {
    http::encrypt_with_ring();
    let client = ClientOptions::new()
        .with_connect_timeout(Duration::from_secs(2))
        // A shopper on a slow line may take long over a large picture; a store that says nothing may not.
        .with_timeout_disabled()
        .with_read_timeout(Duration::from_secs(30))
        .with_allow_http(true)
        .with_content_type_for_suffix("webp", "image/webp")
        .with_content_type_for_suffix("jpg", "image/jpeg")
        .with_content_type_for_suffix("csv", "text/csv");
    let backoff =
        BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(2), base: 2. };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&settings.region)
        .with_access_key_id(&settings.key_id)
        .with_secret_access_key(settings.secret.expose_secret())
        .with_client_options(client)
        .with_retry(RetryConfig { backoff, max_retries: 2, retry_timeout: Duration::from_secs(20) })
        // Not every store that speaks S3 knows how to delete many at once.
        .with_disable_bulk_delete(true);
    if !settings.endpoint.is_empty() {
        builder = builder.with_endpoint(settings.endpoint.trim_end_matches('/'));
    }
    let store = builder.build().map_err(|error| Broken::other(format_args!("storage: {error}")))?;
    Ok(if prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, prefix)) })
}
