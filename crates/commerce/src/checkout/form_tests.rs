use super::*;

fn filled() -> CheckoutForm {
    CheckoutForm {
        email: "mara.lind@post.example".into(),
        name: "Mara  Lind".into(),
        street: "Linden Lane 12".into(),
        postcode: "1050".into(),
        city: "Vienna".into(),
        country: "at".into(),
        shipping: "standard".into(),
        payment: "card".into(),
        key: "0123456789abcdef".into(),
        expected_total: "16200".into(),
        ..CheckoutForm::default()
    }
}

fn wrong(form: &CheckoutForm) -> Vec<(String, &'static str)> {
    check(form).err().unwrap_or_default()
}

fn one(change: impl FnOnce(&mut CheckoutForm)) -> Vec<(String, &'static str)> {
    let mut form = filled();
    change(&mut form);
    wrong(&form)
}

#[test]
fn reads_a_filled_form() {
    let command = check(&filled()).unwrap();
    assert_eq!(command.ship_to.name, "Mara Lind");
    assert_eq!(command.ship_to.country, "AT");
    assert_eq!(command.bill_to, command.ship_to);
    assert_eq!(command.expected_total, 16_200);
}

#[test]
fn names_every_wrong_field_at_once() {
    let fields: Vec<String> = wrong(&CheckoutForm::default()).into_iter().map(|(field, _)| field).collect();
    let expected =
        ["email", "name", "street", "country", "postcode", "city", "shipping", "payment", "key", "expected_total"];
    assert_eq!(fields, expected);
}

#[test]
fn checks_the_bill_only_when_it_goes_elsewhere() {
    assert_eq!(one(|form| form.bill_name = "\u{7}".into()), vec![]);
    let fields: Vec<String> =
        one(|form| form.bill_elsewhere = "1".into()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["bill_name", "bill_street", "bill_country", "bill_postcode", "bill_city"]);
}

#[test]
fn says_what_is_wrong() {
    let case = |field: &str, code: &'static str| vec![(field.to_owned(), code)];
    assert_eq!(one(|form| form.email = "mara@post".into()), case("email", "email-invalid"));
    assert_eq!(one(|form| form.postcode = "10115".into()), case("postcode", "postcode-4-digits"));
    assert_eq!(one(|form| form.country = "XX".into()), case("country", "country-missing"));
    assert_eq!(one(|form| form.country = "Österreich".into()), case("country", "country-missing"));
    assert_eq!(one(|form| form.name = "a".repeat(201)), case("name", "text-long"));
    assert_eq!(one(|form| form.city = "Vi\u{0}enna".into()), case("city", "text-signs"));
    assert_eq!(one(|form| form.street = " - ".into()), case("street", "street-missing"));
    assert_eq!(one(|form| form.phone = "call me".into()), case("phone", "phone-invalid"));
    assert_eq!(one(|form| form.payment = "gold".into()), case("payment", "payment-missing"));
    assert_eq!(one(|form| form.key = "short".into()), case("key", "form-stale"));
    assert_eq!(one(|form| form.expected_total = "-1".into()), case("expected_total", "form-stale"));
    assert_eq!(one(|form| form.expected_total = "99999999999999999999".into()), case("expected_total", "form-stale"));
}

#[test]
fn a_phone_may_be_left_out_or_written_as_people_do() {
    for phone in ["", "+43 (1) 234-56 78", "0664/1234567"] {
        assert_eq!(one(|form| form.phone = phone.into()), vec![], "{phone}");
    }
}

#[test]
fn takes_a_bill_to_any_country() {
    let billed = |country: &str, postcode: &str| {
        one(|form| {
            form.bill_elsewhere = "1".into();
            form.bill_name = "Mara Lind".into();
            form.bill_street = "Harbour Road 3".into();
            form.bill_city = "Somewhere".into();
            form.bill_country = country.into();
            form.bill_postcode = postcode.into();
        })
    };
    assert_eq!(text::countries().len(), 249);
    for (code, name) in text::countries() {
        let wrong = billed(code, "AB 123");
        assert!(wrong.iter().all(|(field, _)| field == "bill_postcode"), "{name}: {wrong:?}");
    }
    assert_eq!(billed("NZ", "6011"), vec![]);
    assert_eq!(billed("AE", ""), vec![]);
    assert_eq!(billed("NZ", ""), vec![("bill_postcode".to_owned(), "postcode-missing")]);
    assert_eq!(billed("XX", "6011"), vec![("bill_country".to_owned(), "country-missing")]);
    assert_eq!(billed("", "6011"), vec![("bill_country".to_owned(), "country-missing")]);
}
