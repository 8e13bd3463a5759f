//! From which address a request comes: through proxies, if there are any.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::HttpRequest;

/// From where a request comes; of IPv6, which network.
pub fn asker(request: &HttpRequest, trusted_proxies: usize) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip());
    // A proxy may add a line of its own instead of lengthening the one it got: all lines are one list.
    let lines = request.headers().get_all("x-forwarded-for").map(|value| value.to_str().unwrap_or_default());
    let forwarded = lines.collect::<Vec<_>>().join(",");
    behind(peer, &forwarded, trusted_proxies).map(network)
}

/// With N proxies of ours in front, the Nth address from the right was written by the outermost of them; what stands
/// further left anybody may have made up.
fn behind(peer: Option<IpAddr>, forwarded: &str, trusted_proxies: usize) -> Option<IpAddr> {
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
        assert_eq!(behind(peer, forwarded, proxies), expected.parse().ok());
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
