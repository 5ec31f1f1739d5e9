//! Names of violated constraints. The only code that looks at the text of a database message.

use super::refusals::number;

/// The name of the key, check or foreign key that a statement violated: `uq_users_email`.
pub fn violated(error: &sqlx::Error) -> Option<&str> {
    let message = error.as_database_error()?.message();
    match number(error)? {
        // Duplicate entry 'x' for key 'uq_users_email'
        1062 => quoted(message, '\'', "for key "),
        // CONSTRAINT `ck_orders_total` failed for `stoa`.`orders`
        4025 => quoted(message, '`', "CONSTRAINT "),
        // ... a foreign key constraint fails (`stoa`.`orders`, CONSTRAINT `fk_orders_user` FOREIGN KEY ...
        1451 | 1452 => quoted(message, '`', "CONSTRAINT "),
        _ => None,
    }
}

fn quoted<'m>(message: &'m str, quote: char, after: &str) -> Option<&'m str> {
    let rest = &message[message.rfind(after)? + after.len()..];
    rest.strip_prefix(quote)?.split(quote).next()
}
