//! A limit on look-ups from one address that a person never meets.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::Error as ActixError;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderValue;
use actix_web::middleware::Next;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::asker::asker;
use crate::error::Error;

/// How many seconds' worth of requests may come at once: a page with its assets and a few quick clicks.
const BURST_SECONDS: u32 = 5;
/// How often askers that have been quiet are forgotten.
const FORGET_EVERY: Duration = Duration::from_mins(1);

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// The limit, shared by all workers.
#[derive(Clone, Default)]
pub struct Limit {
    limiter: Option<Arc<Limiter>>,
    trusted_proxies: usize,
}

impl Limit {
    /// So many requests a second from one address; none when zero.
    pub fn new(per_second: u32, trusted_proxies: usize) -> Self {
        let quota = NonZeroU32::new(per_second).map(|rate| {
            let burst = rate.saturating_mul(NonZeroU32::new(BURST_SECONDS).unwrap_or(rate));
            Quota::per_second(rate).allow_burst(burst)
        });
        let limiter =
            quota.map(|quota| Arc::new(RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>()));
        Self { limiter, trusted_proxies }
    }

    /// Forgets quiet askers for as long as the server runs, so that memory is bounded by those who ask.
    pub async fn forget_quiet_askers(self) {
        let Some(limiter) = self.limiter else { return };
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    /// The middleware: lets the request through, or tells the asker how long to wait.
    pub async fn hold(
        self,
        request: ServiceRequest,
        next: Next<impl MessageBody + 'static>,
    ) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
        let (Some(limiter), Some(asker)) = (&self.limiter, asker(request.request(), self.trusted_proxies)) else {
            return Ok(next.call(request).await?.map_into_left_body());
        };
        match limiter.check_key(&asker) {
            Err(wait) => {
                let seconds = wait.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
                let refusal = Error::RateLimited { retry_after: seconds };
                Ok(request.error_response(refusal).map_into_right_body())
            }
            Ok(state) => {
                let mut response = next.call(request).await?;
                let policy = format!("\"look-ups\";r={}", state.remaining_burst_capacity());
                if let Ok(policy) = HeaderValue::from_str(&policy) {
                    let name = actix_web::http::header::HeaderName::from_static("ratelimit");
                    response.headers_mut().insert(name, policy);
                }
                Ok(response.map_into_left_body())
            }
        }
    }
}
