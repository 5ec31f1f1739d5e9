//! Writing reviews and deciding about them: one a person, each step told once.

use crate::till::{Till, staff};
use commerce::{
    Shop, mail,
    reviews::{
        self, ChangeReview, Decide, Decided, Draft, QueueQuery, Reply, ReviewError, ReviewForm, SubmitReview,
        Submitted, Verdict, Writer,
    },
    secret::Token,
};
use model::{
    Email, ProductId, ReviewId, VariantId,
    order::OrderStep,
    payment::PaymentMethod,
    review::{RejectReason, ReviewQuery, ReviewStatus, Reviews},
};

pub fn draft(rating: u32, body: &str) -> Draft {
    let form = ReviewForm {
        rating: rating.to_string(),
        title: "A title".into(),
        body: body.into(),
        author: "Ada".into(),
        email: "unused@example.com".into(),
        website: String::new(),
    };
    reviews::check_form(&form, true).unwrap().0
}

pub async fn product_of(shop: &Shop, variant: VariantId) -> ProductId {
    let product = sqlx::query_scalar("SELECT product_id FROM variants WHERE id = ?").bind(variant);
    product.fetch_one(&shop.pool).await.unwrap()
}

pub async fn write(shop: &Shop, product: ProductId, email: &str, rating: u32) -> Result<Submitted, ReviewError> {
    let writer = Writer::Typed(email.parse::<Email>().unwrap());
    let command = SubmitReview { product, draft: draft(rating, "It holds what it promises."), writer, photos: vec![] };
    reviews::submit(shop, command).await
}

pub async fn decide(shop: &Shop, review: ReviewId, verdict: Verdict) -> Result<(), ReviewError> {
    let version: u32 = version(shop, review).await;
    reviews::decide(shop, &staff(shop).await, Decide { review, version, verdict }).await
}

async fn version(shop: &Shop, review: ReviewId) -> u32 {
    let version = sqlx::query_scalar("SELECT version FROM reviews WHERE id = ?").bind(review);
    version.fetch_one(&shop.pool).await.unwrap()
}

pub fn approve() -> Verdict {
    Verdict::Approve { reply: None }
}

fn reject() -> Verdict {
    Verdict::Reject { reason: RejectReason::OffTopic, note: "It is about the parcel.".into() }
}

pub async fn public(shop: &Shop, product: ProductId) -> Reviews {
    reviews::reviews(shop, product, ReviewQuery::default()).await.unwrap()
}

/// The id behind a link.
pub async fn id_of(shop: &Shop, submitted: &Submitted) -> ReviewId {
    reviews::by_token(shop, &submitted.token.reveal()).await.unwrap().id
}

#[tokio::test]
async fn a_review_waits_until_somebody_approves_it() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let own = write(&till, product, "ada@example.com", 4).await.unwrap();
    let id = id_of(&till, &own).await;
    assert!(own.new);
    assert_eq!(public(&till, product).await.rating, None, "nobody sees it yet");
    till.work().await;
    assert_eq!(till.mails().await, ["review_received"]);
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    let link = format!("/review/{}", own.token.reveal());
    for part in [&letter.html, &letter.text] {
        assert!(part.contains(&link) && part.contains("Thing") && !part.contains("mail-"), "{part}");
    }

    decide(&till, id, Verdict::Approve { reply: Some("Thank you, Ada.".into()) }).await.unwrap();
    let shown = public(&till, product).await;
    assert_eq!((shown.rating.unwrap().tenths, shown.stars), (40, [0, 0, 0, 1, 0]));
    assert_eq!(shown.shown.items[0].reply.as_deref(), Some("Thank you, Ada."));
    till.work().await;
    assert_eq!(till.mails().await.len(), 1, "the decision may still be undone");
    till.hurry().await;
    till.work().await;
    assert_eq!(till.mails().await, ["review_received", "review_approved"]);
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    assert!(letter.text.contains("Thank you, Ada."), "the answer stands in the same letter: {}", letter.text);
    till.sound().await;
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_refused_wherever_it_comes_from() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let own = write(&till, product, "ada@example.com", 4).await.unwrap();
    let id = id_of(&till, &own).await;
    let long = Some("x".repeat(70_000));
    let refused = decide(&till, id, Verdict::Approve { reply: long.clone() }).await.unwrap_err();
    assert!(matches!(&refused, ReviewError::Refused(fault) if fault.fields[0].field == "reply"), "{refused:?}");
    decide(&till, id, approve()).await.unwrap();
    let answer = Reply { review: id, version: version(&till, id).await, text: long };
    let refused = reviews::reply(&till, &staff(&till).await, answer).await.unwrap_err();
    assert!(matches!(&refused, ReviewError::Refused(fault) if fault.fields[0].code == "review-reply"), "{refused:?}");
}

#[tokio::test]
async fn only_the_decision_that_stands_is_told() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let own = write(&till, product, "ada@example.com", 2).await.unwrap();
    let id = id_of(&till, &own).await;
    till.work().await;
    decide(&till, id, reject()).await.unwrap();
    let seen = reviews::by_token(&till, &own.token.reveal()).await.unwrap();
    assert_eq!((seen.status, seen.reason), (ReviewStatus::Rejected, Some(RejectReason::OffTopic)));
    assert!(matches!(decide(&till, id, approve()).await, Err(ReviewError::Decided)), "undo comes first");
    decide(&till, id, Verdict::Undo).await.unwrap();
    decide(&till, id, approve()).await.unwrap();
    till.hurry().await;
    till.work().await;
    assert_eq!(till.mails().await, ["review_received", "review_approved"]);

    // Undone after the letter had left, and decided the same again: nothing new to tell. Otherwise there is.
    decide(&till, id, Verdict::Undo).await.unwrap();
    assert_eq!(public(&till, product).await.rating, None);
    decide(&till, id, approve()).await.unwrap();
    till.hurry().await;
    till.work().await;
    assert_eq!(till.mails().await.len(), 2);
    let answer = Reply { review: id, version: version(&till, id).await, text: Some("We answer late.".into()) };
    reviews::reply(&till, &staff(&till).await, answer).await.unwrap();
    for _ in 0..2 {
        till.hurry().await;
        till.work().await;
    }
    assert_eq!(till.mails().await[2..], ["review_replied"]);
    decide(&till, id, Verdict::Undo).await.unwrap();
    decide(&till, id, reject()).await.unwrap();
    till.hurry().await;
    till.work().await;
    let letter = mail::mailbox(&till).await.unwrap().remove(0);
    assert_eq!(letter.kind.as_str(), "review_rejected");
    assert!(letter.text.contains("It is about the parcel.") && letter.text.contains("rather than the product"));
    till.sound().await;
}

#[tokio::test]
async fn there_is_one_review_a_person_and_product() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    write(&till, product, "ada@example.com", 4).await.unwrap();
    till.work().await;
    for again in ["ada@example.com", "ADA@Example.com"] {
        assert!(matches!(write(&till, product, again, 5).await, Err(ReviewError::Written)), "{again}");
        till.work().await;
    }
    assert_eq!(till.mails().await, ["review_received", "review_link"], "one link a day");
    write(&till, product, "adá@example.com", 5).await.unwrap();
    let other = product_of(&till, till.goods(1).await).await;
    write(&till, other, "ada@example.com", 5).await.unwrap();
    // Many at once are one.
    let racers = (0..8).map(|_| write(&till, product, "bea@example.com", 3));
    let made = futures::future::join_all(racers).await.into_iter().filter(Result::is_ok).count();
    assert_eq!((made, till.count("SELECT COUNT(*) FROM reviews").await), (1, 4));
    till.sound().await;
}

#[tokio::test]
async fn a_typed_address_proves_no_purchase() {
    let till = Till::open().await;
    let thing = till.goods(9).await;
    let product = product_of(&till, thing).await;
    let placed = till.buy(thing, 1, PaymentMethod::BankTransfer).await;
    let case = async |own: &Submitted| {
        let id = id_of(&till, own).await;
        reviews::case(&till, &staff(&till).await, id, &QueueQuery::default()).await.unwrap()
    };
    let early = write(&till, product, "ada@example.com", 5).await.unwrap();
    assert!(case(&early).await.unproven.is_none(), "not paid yet");
    till.step(placed.order, OrderStep::MarkPaid).await.unwrap();
    assert_eq!(case(&early).await.unproven.unwrap().order, placed.order);
    let stranger = write(&till, product, "ádá@example.com", 5).await.unwrap();
    assert!(case(&stranger).await.unproven.is_none(), "another address");
    reviews::withdraw(&till, &early.token.reveal()).await.unwrap();
    // Whoever types the address of a buyer is no buyer, and does not learn who is.
    let typed = write(&till, product, "Ada@Example.COM", 5).await.unwrap();
    let shown = case(&typed).await;
    assert!(!shown.review.verified && shown.proof.is_none() && shown.variant.is_empty());
    till.sound().await;
}

#[tokio::test]
async fn the_link_of_a_line_says_who_writes() {
    let till = Till::open().await;
    let (thing, other) = (till.goods(9).await, till.goods(9).await);
    let (product, foreign) = (product_of(&till, thing).await, product_of(&till, other).await);
    let placed = till.buy(thing, 1, PaymentMethod::OnDelivery).await;
    let line = till.order(placed.order).await.lines[0].id;
    let link = reviews::line_link(&till, line).unwrap();
    let wrong = format!("{}.{}", model::OrderLineId::new(), link.split_once('.').unwrap().1);
    // There is no secret before this one, and nothing is signed with none.
    let unsigned = Token::derive(&"".into(), "stoa review of line v1", line.0.as_bytes()).unwrap();
    let forged = format!("{line}.{}", unsigned.reveal());
    for (product, link) in [
        (product, wrong.as_str()),
        (product, forged.as_str()),
        (product, "x.y"),
        (product, ""),
        (foreign, link.as_str()),
    ] {
        assert!(matches!(reviews::open_line(&till, product, link).await, Err(ReviewError::BadLink)), "{link}");
    }
    let buyer = reviews::open_line(&till, product, &link).await.unwrap();
    assert_eq!(buyer.email.as_str(), "ada@example.com");
    let command =
        SubmitReview { product, draft: draft(5, "Bought and liked."), writer: Writer::Buyer(buyer), photos: vec![] };
    let first = reviews::submit(&till, command.clone()).await.unwrap();
    assert!(first.new && reviews::by_token(&till, &first.token.reveal()).await.unwrap().verified);
    let id = id_of(&till, &first).await;
    let case = reviews::case(&till, &staff(&till).await, id, &QueueQuery::default()).await.unwrap();
    assert_eq!((case.proof.unwrap().order, case.unproven), (placed.order, None));
    let second = reviews::submit(&till, command).await.unwrap();
    assert_eq!((second.new, second.token.reveal()), (false, first.token.reveal()), "the same link opens the first one");
    till.sound().await;
}

#[tokio::test]
async fn its_author_changes_what_is_not_published_yet() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let own = write(&till, product, "ada@example.com", 4).await.unwrap();
    let (id, token) = (id_of(&till, &own).await, own.token.reveal());
    till.work().await;
    let change = async |version, body: &str| {
        reviews::change(&till, &token, ChangeReview { version, draft: draft(3, body), photos: vec![] }).await
    };
    assert!(matches!(change(9, "Somebody else was first.").await, Err(ReviewError::Moved)));
    change(1, "See www.pots.example for more.").await.unwrap();
    assert_eq!(reviews::by_token(&till, &token).await.unwrap().status, ReviewStatus::Flagged);
    till.work().await;
    assert_eq!(till.mails().await, ["review_received"], "a change is no new letter");
    decide(&till, id, reject()).await.unwrap();
    till.hurry().await;
    till.work().await;
    change(3, "Without the advertisement now.").await.unwrap();
    till.work().await;
    assert_eq!(till.mails().await, ["review_received", "review_rejected", "review_received"]);
    decide(&till, id, approve()).await.unwrap();
    assert!(matches!(change(5, "Too late to change this.").await, Err(ReviewError::Published)));
    reviews::withdraw(&till, &token).await.unwrap();
    assert_eq!(public(&till, product).await.rating, None);
    assert!(matches!(reviews::by_token(&till, &token).await, Err(ReviewError::NoReview)));
    till.hurry().await;
    till.work().await;
    assert_eq!(till.mails().await.len(), 3, "nobody is told of a review that is gone");
    till.sound().await;
}

#[tokio::test]
async fn many_are_decided_about_at_once() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    let mut all = vec![];
    for n in 0..5 {
        let own = write(&till, product, &format!("reader{n}@example.com"), 1 + n % 5).await.unwrap();
        all.push((id_of(&till, &own).await, 1));
    }
    all[4].1 = 7;
    let olga = staff(&till).await;
    let decided = reviews::decide_all(&till, &olga, &all, &approve()).await.unwrap();
    assert_eq!(decided, Decided { done: 4, left: 1 });
    assert!(matches!(reviews::decide_all(&till, &olga, &[], &approve()).await, Err(ReviewError::Refused(_))));
    let numbers = reviews::statistics(&till, &olga).await.unwrap();
    assert_eq!((numbers.total, numbers.pending, numbers.approved, numbers.average), (5, 1, 4, 250));
    let waiting = reviews::queue(&till, &olga, &QueueQuery::default()).await.unwrap();
    assert_eq!((waiting.total, waiting.items[0].id), (1, all[4].0));
    let approved = QueueQuery { view: "approved".into(), page: 1 };
    let case = reviews::case(&till, &olga, all[2].0, &approved).await.unwrap();
    assert_eq!((case.before, case.after), (Some(all[3].0), Some(all[1].0)), "the latest come first");
    let refused = reviews::statistics(&till, &crate::shelf::shopper()).await.err();
    assert!(matches!(refused, Some(ReviewError::Refused(_))));
    till.sound().await;
}

#[tokio::test]
async fn a_letter_leaves_once_however_often_its_job_runs() {
    let till = Till::open().await;
    let product = product_of(&till, till.goods(1).await).await;
    write(&till, product, "ada@example.com", 4).await.unwrap();
    let job: String =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = 'mail.review'").fetch_one(&till.pool).await.unwrap();
    let job: reviews::ReviewMail = serde_json::from_str(&job).unwrap();
    let both = tokio::join!(reviews::send_mail(&till, job.clone()), reviews::send_mail(&till, job.clone()));
    // Who comes second may be asked to come again.
    assert!(both.0.is_ok() || both.1.is_ok());
    reviews::send_mail(&till, job).await.unwrap();
    till.work().await;
    assert_eq!(till.mails().await, ["review_received"]);
    assert_eq!(till.count("SELECT COUNT(*) FROM review_history WHERE what = 'told'").await, 1);
    till.sound().await;
}
