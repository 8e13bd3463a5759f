//! A limit on look-ups from one address that a person never meets.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
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
        let (Some(limiter), Some(asker)) = (&self.limiter, self.asker(&request)) else {
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

    fn asker(&self, request: &ServiceRequest) -> Option<IpAddr> {
        let peer = request.peer_addr().map(|peer| peer.ip());
        // A proxy may add a line of its own instead of lengthening the one it got: all lines are one list.
        let lines = request.headers().get_all("x-forwarded-for").map(|value| value.to_str().unwrap_or_default());
        let forwarded = lines.collect::<Vec<_>>().join(",");
        asker(peer, &forwarded, self.trusted_proxies).map(network)
    }
}

/// With N proxies of ours in front, the Nth address from the right was written by the outermost of them; what stands
/// further left anybody may have made up.
fn asker(peer: Option<IpAddr>, forwarded: &str, trusted_proxies: usize) -> Option<IpAddr> {
    let Some(hop) = trusted_proxies.checked_sub(1) else { return peer };
    let address = forwarded.rsplit(',').nth(hop).map(str::trim);
    let parsed = address
        .and_then(|text| text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip())));
    parsed.or(peer)
}

/// One household has a whole /64 of IPv6 addresses. What is written `::ffff:192.0.2.1` is an IPv4 address: a socket for
/// both families says it so.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::no_proxy("", 0, "192.0.2.1")]
    #[case::no_proxy_ignores_the_header("203.0.113.9", 0, "192.0.2.1")]
    #[case::one_proxy("198.51.100.7, 203.0.113.9", 1, "203.0.113.9")]
    #[case::two_proxies("198.51.100.7, 203.0.113.9", 2, "198.51.100.7")]
    #[case::a_made_up_left_part_is_not_believed("1.1.1.1, 203.0.113.9", 1, "203.0.113.9")]
    #[case::too_few_addresses("203.0.113.9", 2, "192.0.2.1")]
    #[case::not_an_address("unknown", 1, "192.0.2.1")]
    fn the_asker_is_who_our_outermost_proxy_saw(
        #[case] forwarded: &str,
        #[case] proxies: usize,
        #[case] expected: &str,
    ) {
        let peer = "192.0.2.1".parse().ok();
        assert_eq!(asker(peer, forwarded, proxies), expected.parse().ok());
    }

    #[test]
    fn an_ipv6_household_is_one_asker() {
        let network = |address: &str| address.parse().ok().map(network);
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
    }

    #[test]
    fn an_ipv4_address_is_one_asker_however_it_is_written() {
        let network = |address: &str| address.parse().ok().map(network);
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("::ffff:192.0.2.1"), network("::ffff:192.0.2.2"));
    }
}
