//! `stoa user`

use anyhow::{Context, bail};
use clap::Subcommand;
use commerce::{
    Actor, Shop,
    accounts::{self, NewUser},
};
use model::{Email, account::Role};
use std::{io::BufRead, process::ExitCode};

/// Makes users and gives them roles.
#[derive(Subcommand)]
pub enum User {
    /// Makes a user; the password is read from the first line of the input.
    #[command(
        after_help = "Example:\n  pass show shop | stoa user create ines@shop.example --name \"Ines Rautio\" --role admin"
    )]
    Create {
        /// E-mail to sign in with.
        email: String,
        /// Name that colleagues see.
        #[arg(long)]
        name: String,
        /// moderator, support, catalogue or admin.
        #[arg(long)]
        role: String,
    },
    /// Gives a user another role and ends the user's sessions.
    #[command(after_help = "Example:\n  stoa user role ines@shop.example support")]
    Role {
        /// E-mail of the user.
        email: String,
        /// customer, moderator, support, catalogue or admin.
        role: String,
    },
}

impl User {
    /// Makes or changes a user, as the shop itself.
    pub async fn run(self, shop: Shop) -> anyhow::Result<ExitCode> {
        match self {
            Self::Create { email, name, role } => {
                let (email, role) = (address(&email)?, known(&role)?);
                let mut password = String::new();
                std::io::stdin().lock().read_line(&mut password).context("the password could not be read")?;
                let password = password.trim_end_matches(['\r', '\n']).to_owned();
                let made = accounts::create_user(&shop, &Actor::System, NewUser { email, name, password, role }).await;
                println!("{}", made.map_err(explained)?);
            }
            Self::Role { email, role } => {
                let (email, role) = (address(&email)?, known(&role)?);
                accounts::set_role(&shop, &Actor::System, &email, role).await.map_err(explained)?;
                println!("{email} is {} now.", role.as_str());
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn address(text: &str) -> anyhow::Result<Email> {
    text.parse().map_err(|_| anyhow::anyhow!("`{text}` is not an e-mail address"))
}

fn known(text: &str) -> anyhow::Result<Role> {
    match text.parse() {
        Ok(role) => Ok(role),
        Err(_) => bail!("there is no role `{text}`; there are {}", Role::ALL.map(Role::as_str).join(", ")),
    }
}

fn explained(error: accounts::AccountError) -> anyhow::Error {
    let fault = commerce::text::explain(error.into());
    let fields: Vec<_> = fault.fields.iter().map(|field| field.message.clone()).collect();
    anyhow::anyhow!(if fields.is_empty() { fault.message } else { fields.join(" ") })
}
