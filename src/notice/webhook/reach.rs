//! Which addresses a webhook may reach. Whoever registers one chooses what our server asks for, from within our network: so it
//! must not be able to ask for what only that network can.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Whether anybody on the internet could reach an address as well.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // RFC 6890: this network, carriers' translation, protocol assignments, documentation, benchmarks, reserved.
    let is_special = matches!((a, b, c), (0, ..) | (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113))
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !(is_special
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // An IPv4 address in other clothes: mapped, by NAT64, by 6to4.
    let embedded = match segments {
        [0, 0, 0, 0, 0, 0xFFFF | 0, high, low] | [0x64, 0xFF9B, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => None,
    };
    let [first, second, ..] = segments;
    let is_global = first & 0xE000 == 0x2000 || first == 0x64;
    let is_documentation = first == 0x2001 && second == 0xDB8;
    is_global && !is_documentation && embedded.is_none_or(is_public_v4)
}

/// What is wrong with an address to send events to.
pub(super) fn check_url(text: &str, allow_private: bool) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_no_url| "应为完整的地址，如 https://example.gov.cn/siku。")?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        _ => return Err("地址应以 https:// 开头。"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("地址中不能有用户名和密码；推送以签名证明来源。");
    }
    let host = url.host_str().unwrap_or_default();
    let literal: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    let is_local_name = host.eq_ignore_ascii_case("localhost") || !(host.contains('.') || literal.is_some());
    if !allow_private && (is_local_name || literal.is_some_and(|address| !is_public(address))) {
        return Err("地址指向内部网络，不能使用。确需推送到内网系统的，请联系管理单位设置。");
    }
    Ok(url)
}

/// Finds addresses of names, and only those that may be reached: a name that leads to a public address today may lead elsewhere
/// when it is asked again.
pub(super) struct Reach {
    pub(super) allow_private: bool,
}

impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| allow_private || is_public(address.ip())).collect();
            if allowed.is_empty() {
                return Err(io::Error::other("no address that may be reached").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1.1.1.1")]
    #[case("218.28.144.1")]
    #[case("172.15.0.1")]
    #[case("100.63.0.1")]
    #[case("2408:8000::1")]
    #[case("64:ff9b::101:101")]
    fn public_addresses_may_be_reached(#[case] address: &str) {
        assert!(is_public(address.parse().unwrap()));
    }

    #[rstest]
    #[case::loopback("127.0.0.1")]
    #[case::all_of_loopback("127.8.8.8")]
    #[case::this_host("0.0.0.0")]
    #[case::private_10("10.0.0.5")]
    #[case::private_172("172.31.255.255")]
    #[case::private_192("192.168.1.1")]
    #[case::cloud_metadata("169.254.169.254")]
    #[case::carrier("100.64.0.1")]
    #[case::benchmark("198.19.0.1")]
    #[case::multicast("224.0.0.1")]
    #[case::reserved("240.0.0.1")]
    #[case::broadcast("255.255.255.255")]
    #[case::loopback_v6("::1")]
    #[case::unspecified_v6("::")]
    #[case::mapped("::ffff:127.0.0.1")]
    #[case::mapped_private("::ffff:10.0.0.5")]
    #[case::nat64("64:ff9b::a00:5")]
    #[case::six_to_four("2002:a00:5::1")]
    #[case::unique_local("fd00::1")]
    #[case::link_local("fe80::1")]
    #[case::documentation("2001:db8::1")]
    fn what_only_our_network_reaches_may_not(#[case] address: &str) {
        assert!(!is_public(address.parse().unwrap()));
    }

    #[rstest]
    #[case::plain("http://example.gov.cn/siku")]
    #[case::file("file:///etc/passwd")]
    #[case::local_name("https://localhost/")]
    #[case::short_name("https://intranet/siku")]
    #[case::private("https://10.0.0.5/")]
    #[case::decimal("https://2130706433/")]
    #[case::octal("https://0177.0.0.1/")]
    #[case::mapped("https://[::ffff:7f00:1]/")]
    #[case::password("https://user:pass@example.gov.cn/")]
    #[case::nothing("")]
    fn an_address_into_the_own_network_or_without_protection_is_refused(#[case] url: &str) {
        assert!(check_url(url, false).is_err());
    }

    #[test]
    fn where_the_operator_allows_it_the_own_network_may_be_reached() {
        assert!(check_url("http://10.0.0.5:8080/siku", true).is_ok());
        assert!(check_url("https://example.gov.cn/siku?key=1", false).is_ok());
    }
}
