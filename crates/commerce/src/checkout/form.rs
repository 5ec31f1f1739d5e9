//! Checking the form: every wrong field at once, nothing lost.

use super::postcode;
use crate::text;
use model::{
    Fault,
    checkout::{Address, CheckoutForm, PlaceOrder},
    money::MAX_ORDER_MINOR,
    payment::PaymentMethod,
};

/// A wrong field and the code of the sentence that says why.
type Wrong = (String, &'static str);

/// Turns the typed form into a command, or says which fields are wrong and why. What needs the database (whether the
/// shop ships to the country that way) is checked when the order is placed.
pub fn check_form(form: &CheckoutForm) -> Result<PlaceOrder, Fault> {
    check(form).map_err(Fault::invalid)
}

fn check(form: &CheckoutForm) -> Result<PlaceOrder, Vec<Wrong>> {
    let mut wrong = vec![];
    let email = match form.email.trim() {
        "" => note(&mut wrong, "email", "email-missing"),
        typed => typed.parse().map_err(|why: model::text::TextError| push(&mut wrong, "email", why.0)).ok(),
    };
    let ship_to = address(&mut wrong, "", &delivery_fields(form));
    let bill_to = match form.bill_elsewhere.as_str() {
        "1" => address(&mut wrong, "bill_", &bill_fields(form)),
        _ => ship_to.clone(),
    };
    let shipping = line(&mut wrong, "shipping", &form.shipping, 32, Need::Must("shipping-missing"));
    let payment: Option<PaymentMethod> =
        form.payment.parse().map_err(|_| push(&mut wrong, "payment", "payment-missing")).ok();
    let key = key(&form.key).or_else(|| note(&mut wrong, "key", "form-stale"));
    let expected_total = total(&form.expected_total).or_else(|| note(&mut wrong, "expected_total", "form-stale"));
    let currency = match form.currency.trim() {
        "" => None,
        code => code.parse().map_err(|_| push(&mut wrong, "currency", "form-stale")).ok(),
    };
    match (email, ship_to, bill_to, shipping, payment, key, expected_total) {
        (Some(email), Some(ship_to), Some(bill_to), Some(shipping), Some(payment), Some(key), Some(expected_total))
            if wrong.is_empty() =>
        {
            Ok(PlaceOrder { email, ship_to, bill_to, shipping, payment, key, expected_total, currency })
        }
        _ => Err(wrong),
    }
}

fn delivery_fields(form: &CheckoutForm) -> Address {
    Address {
        name: form.name.clone(),
        company: form.company.clone(),
        street: form.street.clone(),
        postcode: form.postcode.clone(),
        city: form.city.clone(),
        country: form.country.clone(),
        phone: form.phone.clone(),
    }
}

fn bill_fields(form: &CheckoutForm) -> Address {
    Address {
        name: form.bill_name.clone(),
        company: form.bill_company.clone(),
        street: form.bill_street.clone(),
        postcode: form.bill_postcode.clone(),
        city: form.bill_city.clone(),
        country: form.bill_country.clone(),
        phone: String::new(),
    }
}

fn address(wrong: &mut Vec<Wrong>, prefix: &str, typed: &Address) -> Option<Address> {
    let field = |name: &str| format!("{prefix}{name}");
    let name = line(wrong, &field("name"), &typed.name, 200, Need::Must("name-missing"));
    let company = line(wrong, &field("company"), &typed.company, 200, Need::May);
    let street = line(wrong, &field("street"), &typed.street, 200, Need::Must("street-missing"));
    let country = country(wrong, &field("country"), &typed.country);
    let may_miss = country.as_deref().is_some_and(postcode::may_miss);
    let need = if may_miss { Need::May } else { Need::Must("postcode-missing") };
    let postcode = line(wrong, &field("postcode"), &typed.postcode, 16, need);
    let postcode = match (postcode, &country) {
        (Some(typed), Some(country)) if !may_miss => match postcode::check(&typed, country) {
            Ok(()) => Some(typed.to_uppercase()),
            Err(code) => note(wrong, &field("postcode"), code),
        },
        (typed, _) => typed,
    };
    let city = line(wrong, &field("city"), &typed.city, 120, Need::Must("city-missing"));
    let phone = phone(wrong, &field("phone"), &typed.phone);
    Some(Address {
        name: name?,
        company: company?,
        street: street?,
        postcode: postcode?,
        city: city?,
        country: country?,
        phone: phone?,
    })
}

enum Need {
    Must(&'static str),
    May,
}

/// One line of text without control characters, trimmed and with single spaces.
fn line(wrong: &mut Vec<Wrong>, field: &str, typed: &str, most: usize, need: Need) -> Option<String> {
    if typed.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return note(wrong, field, "text-signs");
    }
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match need {
        Need::Must(code) if !text.chars().any(char::is_alphanumeric) => note(wrong, field, code),
        _ if text.chars().count() > most => note(wrong, field, "text-long"),
        _ => Some(text),
    }
}

fn country(wrong: &mut Vec<Wrong>, field: &str, typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    let known = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) && text::country(&code) != code;
    if known { Some(code) } else { note(wrong, field, "country-missing") }
}

/// May be empty; else some digits with the usual signs between them.
fn phone(wrong: &mut Vec<Wrong>, field: &str, typed: &str) -> Option<String> {
    let text = typed.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    if text.is_empty() || (signs && (5..=20).contains(&digits) && text.len() <= 32) {
        return Some(text.to_owned());
    }
    note(wrong, field, "phone-invalid")
}

/// The hidden key: 16 to 64 visible signs.
fn key(typed: &str) -> Option<String> {
    let fine = (16..=64).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_graphic());
    fine.then(|| typed.to_owned())
}

fn total(typed: &str) -> Option<i64> {
    typed.parse().ok().filter(|minor| (0..=MAX_ORDER_MINOR).contains(minor))
}

fn note<T>(wrong: &mut Vec<Wrong>, field: &str, code: &'static str) -> Option<T> {
    push(wrong, field, code);
    None
}

fn push(wrong: &mut Vec<Wrong>, field: &str, code: &'static str) {
    wrong.push((field.to_owned(), code));
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
