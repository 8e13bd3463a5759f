//! What every request handler may reach.

use std::sync::Arc;

use actix_web::{HttpMessage as _, HttpRequest, web};

use crate::access::password::Hasher;
use crate::attachment::Attachments;
use crate::config::ServerSettings;
use crate::db::Db;
use crate::error::Result;
use crate::registry::overview::{Counts, Overview};
use crate::vault::Vault;
use crate::web::{Site, Visitor};

/// Shared by all workers; a clone is a few pointers.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// The keys.
    pub vault: Arc<Vault>,
    /// Files handed in as evidence.
    pub attachments: Attachments,
    /// What the operator set.
    pub settings: Arc<ServerSettings>,
    /// What the registries hold.
    pub overview: Arc<Overview>,
    /// Hashes passwords, few at once.
    pub hasher: Hasher,
    /// Who is signed in, as pages show it: of one request.
    pub visitor: Option<Visitor>,
}

impl State {
    /// What all requests share.
    pub fn new(db: Db, vault: Arc<Vault>, attachments: Attachments, settings: Arc<ServerSettings>) -> Self {
        Self { db, vault, attachments, settings, overview: Arc::default(), hasher: Hasher::default(), visitor: None }
    }

    /// What a request's handler may reach.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let shared = request.app_data::<web::Data<Self>>()?;
        let visitor = request.extensions().get::<Visitor>().cloned();
        Some(Self { visitor, ..Self::clone(shared) })
    }

    /// Whose platform a page is of, and who looks at it.
    pub fn site(&self) -> Site {
        Site { visitor: self.visitor.clone(), ..self.settings.site() }
    }

    /// What the registries hold today.
    pub async fn counts(&self) -> Result<Counts> {
        let (overview, today) = (Arc::clone(&self.overview), self.db.clock().today());
        self.db.read(move |conn| overview.counts(conn, today)).await
    }
}
