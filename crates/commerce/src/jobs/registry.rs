//! Every kind of job that a worker of the shop knows: its name, the seconds it may take, and the operation it runs.

use super::{Handlers, JobError, Nothing, cleanup};
use crate::{
    accounts, cart,
    catalog::{self, FitCollections, PassMoment, SettleList},
    checkout,
    contact::{self, ContactMail},
    content,
    import::{self, RunImport},
    inventory::StockBack,
    mail::{self, MailError, SendMail},
    media::{self, ForgetMedia},
    notices::{self, NoticeMail},
    orders,
    payments::{
        self, CancelPayment, ProcessWebhook, RunRefund,
        local::{PostWebhook, SettleLate},
    },
    reviews::{self, ReviewMail},
    search, wishlist,
};

/// The handlers of the shop.
pub fn handlers() -> Handlers {
    recurring(of_notices(of_reviews(of_imports(of_catalog(of_mail(of_payments(Handlers::new())))))))
}

fn of_catalog(handlers: Handlers) -> Handlers {
    handlers
        .on(PassMoment::KIND, 30, |shop, job| async move { Ok(catalog::pass_moment(&shop, job).await?) })
        .on(FitCollections::KIND, 300, |shop, job| async move { Ok(catalog::fit_collections(&shop, job).await?) })
        .on("texts.clean", 1_800, |shop, _: Nothing| async move {
            catalog::clean_descriptions(&shop).await?;
            Ok(content::clean_pages(&shop).await?)
        })
        .on("collections.fit-all", 300, |shop, _: Nothing| async move {
            Ok(catalog::fit_collections(&shop, FitCollections { product: None }).await?)
        })
        .on(SettleList::KIND, 300, |shop, job| async move { Ok(catalog::settle(&shop, job).await?) })
}

fn of_payments(handlers: Handlers) -> Handlers {
    handlers
        .on(ProcessWebhook::KIND, 30, |shop, job| async move { Ok(payments::process_webhook(&shop, job).await?) })
        .on(RunRefund::KIND, 60, |shop, job| async move { Ok(payments::run_refund(&shop, job).await?) })
        .on(CancelPayment::KIND, 60, |shop, job| async move { Ok(payments::run_cancel(&shop, job).await?) })
        .on(PostWebhook::KIND, 30, |shop, job| async move { Ok(payments::local::post_webhook(&shop, job).await?) })
        .on(SettleLate::KIND, 30, |shop, job| async move { Ok(payments::local::settle_late(&shop, job).await?) })
}

fn of_mail(handlers: Handlers) -> Handlers {
    handlers
        .on(SendMail::KIND, 60, |shop, job| async move { mail::send(&shop, job).await.map_err(of_a_letter) })
        .on(ContactMail::KIND, 60, |shop, job| async move { contact::send_mail(&shop, job).await.map_err(of_a_letter) })
        .on("contact.cleanup", 300, |shop, _: Nothing| async move { Ok(contact::delete_old(&shop).await.map(drop)?) })
}

/// What no server takes is not tried again.
fn of_a_letter(error: MailError) -> JobError {
    match error {
        MailError::Unsendable(_) => JobError::never(error),
        _ => JobError::later(error),
    }
}

fn of_reviews(handlers: Handlers) -> Handlers {
    handlers
        .on(ReviewMail::KIND, 60, |shop, job| async move { reviews::send_mail(&shop, job).await.map_err(of_a_letter) })
        .on(ForgetMedia::KIND, 60, |shop, job| async move { Ok(media::forget(&shop, job).await?) })
}

fn of_notices(handlers: Handlers) -> Handlers {
    handlers
        .on(StockBack::KIND, 120, |shop, job| async move { Ok(notices::call(&shop, job).await.map(drop)?) })
        .on(NoticeMail::KIND, 60, |shop, job| async move { notices::send_mail(&shop, job).await.map_err(of_a_letter) })
        .on("notices.sweep", 120, |shop, _: Nothing| async move { Ok(notices::sweep(&shop).await.map(drop)?) })
        .on("notices.cleanup", 300, |shop, _: Nothing| async move { Ok(notices::delete_old(&shop).await.map(drop)?) })
}

/// Two hours: a file of hundreds of thousands of rows, or of thousands of pictures.
fn of_imports(handlers: Handlers) -> Handlers {
    handlers.on(RunImport::KIND, 7_200, |shop, job| async move { import::run(&shop, job).await }).on(
        "imports.cleanup",
        600,
        |shop, _: Nothing| async move {
            import::delete_old(&shop).await?;
            Ok(import::delete_old_files(&shop).await.map(drop)?)
        },
    )
}

/// What `schedule.rs` makes jobs of.
fn recurring(handlers: Handlers) -> Handlers {
    handlers
        .on("orders.expire", 60, |shop, _: Nothing| async move { Ok(checkout::expire_due(&shop).await.map(drop)?) })
        .on("orders.overdue", 300, |shop, _: Nothing| async move { Ok(orders::end_overdue(&shop).await.map(drop)?) })
        .on("payments.complete", 300, |shop, _: Nothing| async move { Ok(payments::complete(&shop).await.map(drop)?) })
        .on(
            "payments.reconcile",
            300,
            |shop, _: Nothing| async move { Ok(payments::reconcile(&shop).await.map(drop)?) },
        )
        .on("payments.reconcile-ended", 600, |shop, _: Nothing| async move {
            Ok(payments::reconcile_ended(&shop).await.map(drop)?)
        })
        .on("sessions.cleanup", 300, |shop, _: Nothing| async move {
            Ok(accounts::delete_expired_sessions(&shop).await.map(drop)?)
        })
        .on("carts.cleanup", 300, |shop, _: Nothing| async move { Ok(cart::delete_stale(&shop).await.map(drop)?) })
        .on(
            "wishlists.cleanup",
            300,
            |shop, _: Nothing| async move { Ok(wishlist::delete_stale(&shop).await.map(drop)?) },
        )
        .on("webhooks.cleanup", 300, |shop, _: Nothing| async move {
            Ok(payments::delete_old_webhooks(&shop).await.map(drop)?)
        })
        .on("mails.cleanup", 300, |shop, _: Nothing| async move { Ok(mail::delete_old(&shop).await.map(drop)?) })
        .on("media.sweep", 3_600, |shop, _: Nothing| async move { Ok(media::sweep(&shop).await.map(drop)?) })
        .on("search.cleanup", 300, |shop, _: Nothing| async move { Ok(search::clean_log(&shop).await.map(drop)?) })
        .on("outbox.cleanup", 300, |shop, _: Nothing| async move { Ok(cleanup::outbox(&shop).await.map(drop)?) })
        .on("jobs.cleanup", 300, |shop, _: Nothing| async move { Ok(cleanup::jobs(&shop).await.map(drop)?) })
        .on("limits.cleanup", 300, |shop, _: Nothing| async move { Ok(cleanup::rate_counters(&shop).await.map(drop)?) })
        .on("idempotency.cleanup", 300, |shop, _: Nothing| async move {
            Ok(cleanup::idempotency_keys(&shop).await.map(drop)?)
        })
}
