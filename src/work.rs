//! Every kind of job, with what it is done with: what the server's worker and the tests' do alike.

use std::collections::HashSet;
use std::sync::Arc;

use crate::access;
use crate::access::contact::Contact;
use crate::attachment::collect::{CollectBlobs, Collector};
use crate::config::ServerSettings;
use crate::crosscheck::recheck::{CheckAll, Checking as Rechecking, Recheck};
use crate::db::{self, Conn};
use crate::domain::vocabulary::access::AccountState;
use crate::domain::vocabulary::ids::AccountId;
use crate::error::Result;
use crate::filing;
use crate::filing::hall::remind::{Remind, Reminding};
use crate::filing::hall::upkeep::{ScanAgain, Scanning};
use crate::filing::workbook::check::{Check, Checking};
use crate::filing::workbook::upkeep::RemoveOld;
use crate::http::state::State;
use crate::jobs::Handlers;
use crate::notice::deliver::{Deliver, Outgoing};
use crate::notice::mail::{MailServer, Mailer};
use crate::notice::webhook::send::Sender;
use crate::registry::lock::upkeep::{ReleaseLapsed, Releasing};
use crate::vault::Vault;

/// The hour in China at which the store of attachments is cleared: nobody uploads.
const COLLECT_AT: u32 = 3;

/// The hour in China at which reservations whose term is over are released: as soon as the day has begun.
const RELEASE_AT: u32 = 0;
/// The hour at which workbooks of long ago are removed: before their files are.
const REMOVE_AT: u32 = 2;
/// The hour at which everything is checked: what depends on the day has changed, and nobody looks anything up.
const CHECK_AT: u32 = 4;
/// The hour in China at which reviewers are reminded of terms: before they begin to work.
const REMIND_AT: u32 = 8;

/// The jobs that there are.
pub fn handlers(state: &State) -> Result<Handlers> {
    let outgoing = Outgoing {
        db: state.db.clone(),
        vault: Arc::clone(&state.vault),
        mailer: mailer(&state.settings)?,
        sender: Sender::new(state.settings.outgoing.webhook_private)?,
        address_of,
    };
    let attachments = state.attachments.clone();
    let (db, blobs) = (state.db.clone(), attachments.blobs().clone());
    let collector = Collector { db: db.clone(), blobs: blobs.clone(), named };
    let checking = Checking { db: db.clone(), vault: Arc::clone(&state.vault), blobs };
    let rechecking = Rechecking { db: state.db.clone(), vault: Arc::clone(&state.vault) };
    let handlers = Handlers::default()
        .with::<Deliver>(outgoing)
        .with::<ScanAgain>(Scanning { db: state.db.clone(), attachments })
        .with::<CollectBlobs>(collector)
        .with::<Check>(checking)
        .with::<RemoveOld>(db)
        .with::<Remind>(Reminding { db: state.db.clone(), vault: Arc::clone(&state.vault) })
        .with::<Recheck>(rechecking.clone())
        .with::<CheckAll>(rechecking)
        .with::<ReleaseLapsed>(Releasing { db: state.db.clone(), vault: Arc::clone(&state.vault) })
        .daily(RELEASE_AT, ReleaseLapsed {})
        .daily(REMOVE_AT, RemoveOld {})
        .daily(COLLECT_AT, CollectBlobs {})
        .daily(CHECK_AT, CheckAll {})
        .daily(REMIND_AT, Remind {});
    Ok(handlers)
}

/// Which of some digests are those of files that something names.
fn named(conn: &mut Conn, digests: &[String]) -> db::Result<HashSet<String>> {
    let mut named = filing::hall::upkeep::named(conn, digests)?;
    named.extend(filing::workbook::store::named(conn, digests)?);
    Ok(named)
}

/// The mailer of a platform with a mail server.
fn mailer(settings: &ServerSettings) -> Result<Option<Mailer>> {
    let outgoing = &settings.outgoing;
    let Some(url) = outgoing.smtp.clone() else { return Ok(None) };
    let server = MailServer {
        url,
        credentials: outgoing.smtp_user.clone().zip(outgoing.smtp_password.clone()),
        from: outgoing.mail_from.clone().unwrap_or_default(),
    };
    let public_url = outgoing.public_url.as_deref().unwrap_or_default();
    Mailer::new(server, &settings.site_name, public_url).map(Some)
}

/// The e-mail address of whoever holds an account, unless it was disabled.
fn address_of(conn: &mut Conn, vault: &Vault, id: AccountId) -> Result<Option<String>> {
    let holder = access::store::holder(conn, id)?.filter(|holder| holder.account.state == AccountState::Active);
    holder.map_or(Ok(None), |holder| Ok(Contact::open(vault, &holder.account)?.email))
}
