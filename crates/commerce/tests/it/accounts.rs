//! Staff, roles and sessions.

use commerce::{
    Actor, Shop,
    accounts::{
        AccountError, NewUser, SessionRow, SignIn, create_session, create_user, delete_expired_sessions,
        delete_session, demo_owner_is_here, load_session, save_session, set_role, sign_in, staff_of,
    },
    settings::Mode,
};
use model::{Time, UserId, account::Role};
use testkit::TestShop;

const PASSWORD: &str = "seven calm herons wade";

async fn staff(shop: &Shop, email: &str, role: Role) -> UserId {
    let command =
        NewUser { email: email.parse().unwrap(), name: "Ines Rautio".into(), password: PASSWORD.into(), role };
    create_user(shop, &Actor::System, command).await.unwrap()
}

fn attempt(email: &str, password: &str) -> SignIn {
    SignIn { email: email.into(), password: password.into(), address: "192.0.2.7".into() }
}

fn session(user: UserId, secret: u8) -> SessionRow {
    let tomorrow = chrono::Utc::now() + chrono::Duration::days(1);
    SessionRow {
        id_hash: [secret; 32],
        realm: "staff".into(),
        user: Some(user),
        data: "{}".into(),
        expires_at: Time::from(tomorrow),
    }
}

#[tokio::test]
async fn staff_signs_in_whatever_the_case_of_the_address() {
    let shop = TestShop::new().await;
    staff(&shop, "Ines@Shop.example", Role::Support).await;
    let person = sign_in(&shop, attempt(" ines@shop.EXAMPLE ", PASSWORD)).await.unwrap();
    assert_eq!((person.name.as_str(), person.role), ("Ines Rautio", Role::Support));
}

#[tokio::test]
async fn every_wrong_sign_in_has_the_same_answer() {
    let shop = TestShop::new().await;
    staff(&shop, "ines@shop.example", Role::Support).await;
    staff(&shop, "shopper@shop.example", Role::Customer).await;
    for (email, password) in [
        ("ines@shop.example", "wrong"),
        ("nobody@shop.example", PASSWORD),
        ("not an address", PASSWORD),
        ("shopper@shop.example", PASSWORD),
    ] {
        let answer = sign_in(&shop, attempt(email, password)).await;
        assert!(matches!(answer, Err(AccountError::WrongCredentials)), "{email}: {answer:?}");
    }
}

#[tokio::test]
async fn the_password_that_everybody_can_read_opens_nothing_in_production() {
    let (email, password) = commerce::seed::OWNER;
    for (mode, opens) in [(Mode::Development, true), (Mode::Production, false)] {
        let shop = TestShop::with(|settings| settings.server.mode = mode).await;
        assert!(!demo_owner_is_here(&shop).await.unwrap());
        let owner = NewUser {
            email: email.parse().unwrap(),
            name: "Edith Marrow".into(),
            password: password.into(),
            role: Role::Admin,
        };
        create_user(&shop, &Actor::System, owner).await.unwrap();
        assert!(demo_owner_is_here(&shop).await.unwrap());
        let answer = sign_in(&shop, attempt(email, password)).await;
        assert!(answer.is_ok() == opens, "{mode:?}: {answer:?}");
        assert!(opens || matches!(answer, Err(AccountError::WrongCredentials)), "{answer:?}");
    }
}

#[tokio::test]
async fn guessing_is_slowed_even_for_the_right_password() {
    let shop = TestShop::new().await;
    staff(&shop, "ines@shop.example", Role::Support).await;
    for _ in 0..10 {
        let _ = sign_in(&shop, attempt("ines@shop.example", "wrong")).await;
    }
    let answer = sign_in(&shop, attempt("ines@shop.example", PASSWORD)).await;
    assert!(matches!(answer, Err(AccountError::Slowed { seconds }) if seconds > 0), "{answer:?}");
}

#[tokio::test]
async fn guessing_locks_out_the_guesser_and_not_the_account() {
    let shop = TestShop::new().await;
    staff(&shop, "ines@shop.example", Role::Support).await;
    for _ in 0..11 {
        let _ = sign_in(&shop, attempt("ines@shop.example", "wrong")).await;
    }
    let from = |address: &str| SignIn { address: address.into(), ..attempt("ines@shop.example", PASSWORD) };
    sign_in(&shop, from("192.0.2.8")).await.unwrap();
    // From many addresses at once it is an attack on the account.
    sqlx::query("UPDATE rate_counters SET hits = 101 WHERE bucket LIKE 'sign-in-anywhere:%'")
        .execute(&shop.pool)
        .await
        .unwrap();
    let answer = sign_in(&shop, from("192.0.2.8")).await;
    assert!(matches!(answer, Err(AccountError::Slowed { .. })), "{answer:?}");
}

#[tokio::test]
async fn who_signs_in_is_not_slowed_by_doing_so_often() {
    let shop = TestShop::new().await;
    staff(&shop, "ines@shop.example", Role::Support).await;
    for _ in 0..12 {
        for _ in 0..9 {
            sign_in(&shop, attempt("ines@shop.example", PASSWORD)).await.unwrap();
        }
        // The limit on tries in a minute is another one.
        sqlx::query(
            "UPDATE rate_counters SET window_start = window_start - INTERVAL 2 MINUTE WHERE bucket LIKE 'sign-in:%'",
        )
        .execute(&shop.pool)
        .await
        .unwrap();
    }
    let kept: Option<i64> =
        sqlx::query_scalar("SELECT CAST(SUM(hits) AS SIGNED) FROM rate_counters WHERE bucket LIKE 'sign-in-%'")
            .fetch_one(&shop.pool)
            .await
            .unwrap();
    assert_eq!(kept.unwrap_or(0), 0);
}

#[tokio::test]
async fn an_address_belongs_to_one_account_and_passwords_are_strong() {
    let shop = TestShop::new().await;
    staff(&shop, "ines@shop.example", Role::Support).await;
    let again = NewUser {
        email: "INES@shop.example".parse().unwrap(),
        name: "Other".into(),
        password: PASSWORD.into(),
        role: Role::Support,
    };
    assert!(matches!(create_user(&shop, &Actor::System, again.clone()).await, Err(AccountError::EmailTaken)));
    let weak = NewUser { email: "b@shop.example".parse().unwrap(), password: "password12345678".into(), ..again };
    assert!(matches!(create_user(&shop, &Actor::System, weak).await, Err(AccountError::WeakPassword)));
}

#[tokio::test]
async fn losing_a_role_ends_the_sessions_and_the_last_admin_stays() {
    let shop = TestShop::new().await;
    let first = staff(&shop, "first@shop.example", Role::Admin).await;
    let last = set_role(&shop, &Actor::System, &"first@shop.example".parse().unwrap(), Role::Support).await;
    assert!(matches!(last, Err(AccountError::LastAdmin)));

    staff(&shop, "second@shop.example", Role::Admin).await;
    assert!(create_session(&shop, &session(first, 1)).await.unwrap());
    set_role(&shop, &Actor::System, &"first@shop.example".parse().unwrap(), Role::Customer).await.unwrap();
    assert!(load_session(&shop, [1; 32]).await.unwrap().is_none());
    assert!(staff_of(&shop, first).await.unwrap().is_none());
}

#[tokio::test]
async fn two_admins_who_step_down_at_once_leave_one() {
    let shop = TestShop::new().await;
    staff(&shop, "a@shop.example", Role::Admin).await;
    staff(&shop, "b@shop.example", Role::Admin).await;
    let step_down = |email: &'static str| {
        let shop = (*shop).clone();
        async move { set_role(&shop, &Actor::System, &email.parse().unwrap(), Role::Support).await }
    };
    let (a, b) = tokio::join!(step_down("a@shop.example"), step_down("b@shop.example"));
    assert!(a.is_ok() ^ b.is_ok(), "{a:?} {b:?}");
}

#[tokio::test]
async fn a_session_that_ended_never_comes_back() {
    let shop = TestShop::new().await;
    let user = staff(&shop, "ines@shop.example", Role::Support).await;
    let row = session(user, 2);
    assert!(create_session(&shop, &row).await.unwrap());
    assert!(!create_session(&shop, &row).await.unwrap(), "an id is taken once");
    delete_session(&shop, row.id_hash).await.unwrap();
    save_session(&shop, &row).await.unwrap();
    assert!(load_session(&shop, row.id_hash).await.unwrap().is_none());
}

#[tokio::test]
async fn a_request_under_way_does_not_bring_an_ended_session_back() {
    let shop = TestShop::new().await;
    let user = staff(&shop, "ines@shop.example", Role::Support).await;
    // Before the sign-in the session is nobody's; saving it for somebody takes that person's generation.
    let nobody = SessionRow { user: None, ..session(user, 5) };
    assert!(create_session(&shop, &nobody).await.unwrap());
    save_session(&shop, &session(user, 5)).await.unwrap();
    assert_eq!(load_session(&shop, [5; 32]).await.unwrap().unwrap().user, Some(user));
    sqlx::query("UPDATE users SET generation = generation + 1").execute(&shop.pool).await.unwrap();
    for late in [session(user, 5), nobody] {
        save_session(&shop, &late).await.unwrap();
        assert!(load_session(&shop, [5; 32]).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn sessions_end_by_the_clock_of_the_database() {
    let shop = TestShop::new().await;
    let user = staff(&shop, "ines@shop.example", Role::Support).await;
    for secret in [3, 4] {
        create_session(&shop, &session(user, secret)).await.unwrap();
    }
    sqlx::query("UPDATE sessions SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id_hash = ?")
        .bind([3u8; 32].as_slice())
        .execute(&shop.pool)
        .await
        .unwrap();
    sqlx::query("UPDATE sessions SET created_at = UTC_TIMESTAMP(6) - INTERVAL 13 HOUR WHERE id_hash = ?")
        .bind([4u8; 32].as_slice())
        .execute(&shop.pool)
        .await
        .unwrap();
    assert!(load_session(&shop, [3; 32]).await.unwrap().is_none(), "expired");
    assert!(load_session(&shop, [4; 32]).await.unwrap().is_none(), "staff stays twelve hours at most");
    assert_eq!(delete_expired_sessions(&shop).await.unwrap(), 1);
}

#[tokio::test]
async fn only_who_may_manage_staff_makes_staff() {
    let shop = TestShop::new().await;
    let support = staff(&shop, "ines@shop.example", Role::Support).await;
    let actor = Actor::Staff(staff_of(&shop, support).await.unwrap().unwrap());
    let command = NewUser {
        email: "b@shop.example".parse().unwrap(),
        name: "B".into(),
        password: PASSWORD.into(),
        role: Role::Admin,
    };
    assert!(matches!(create_user(&shop, &actor, command).await, Err(AccountError::Forbidden)));
    let raise = set_role(&shop, &actor, &"ines@shop.example".parse().unwrap(), Role::Admin).await;
    assert!(matches!(raise, Err(AccountError::Forbidden)));
}
