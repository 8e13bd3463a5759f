//! Which methods an address answers, as the description of the interface says: what `Allow` names.

use std::collections::HashMap;

use actix_web::HttpRequest;
use utoipa::openapi::OpenApi;

/// Methods by the pattern of their address.
#[derive(Clone, Debug, Default)]
pub struct Methods(HashMap<String, String>);

impl Methods {
    /// The methods that are described.
    pub fn of(document: &OpenApi) -> Self {
        let named = document.paths.paths.iter().map(|(pattern, path)| {
            let methods = [
                (path.get.is_some(), "GET, HEAD"),
                (path.post.is_some(), "POST"),
                (path.put.is_some(), "PUT"),
                (path.patch.is_some(), "PATCH"),
                (path.delete.is_some(), "DELETE"),
            ];
            let methods = methods.into_iter().filter(|(answered, _)| *answered).map(|(_, name)| name);
            (pattern.clone(), methods.collect::<Vec<_>>().join(", "))
        });
        Self(named.collect())
    }

    /// Whether the address that was asked is there to be sent to only.
    pub fn is_never_read(&self, request: &HttpRequest) -> bool {
        let described = request.match_pattern().and_then(|pattern| self.0.get(&pattern));
        described.is_some_and(|methods| !methods.contains("GET"))
    }

    /// The methods of the address that was asked; a page that is not there to be read is there to be sent to.
    pub fn allowed(&self, request: &HttpRequest) -> &str {
        let described = request.match_pattern().and_then(|pattern| self.0.get(&pattern));
        match described {
            Some(methods) => methods,
            None if request.method().is_safe() => "POST",
            None => "GET, HEAD",
        }
    }
}
