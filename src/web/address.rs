//! Addresses of pages with a query, so that what was typed arrives as it was typed.

use std::fmt::{self, Write};

/// A path with those parameters that say something, percent-encoded (RFC 3986).
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let said = parameters.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", Encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Text percent-encoded for a query: everything but letters, digits and `-._~` (RFC 3986, 2.3).
struct Encoded<'a>(&'a str);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => f.write_char(char::from(byte)),
                _ => write!(f, "%{byte:02X}"),
            }?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out_and_the_rest_arrives_intact() {
        assert_eq!(address("/people", &[("name", ""), ("cursor", "")]), "/people");
        let parameters = [("q", "华建"), ("class", ""), ("cursor", "a b&c=d")];
        assert_eq!(address("/enterprises", &parameters), "/enterprises?q=%E5%8D%8E%E5%BB%BA&cursor=a%20b%26c%3Dd");
    }
}
