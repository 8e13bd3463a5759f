//! What every page must hold to, for the tests of whoever declares a page: call [`page`] with each sample, under each of
//! [`WORDS`]. The text it looked at is left in `target/pages/`, to be opened in a browser.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

use askama::Template;

use super::{assets, render};

/// Turns the words of a sample into what a page must also bear.
pub type Words = fn(&str) -> String;

/// The trials: the words as they are, markup, ten kilobytes in one word, nothing.
pub const WORDS: [(&str, Words); 4] = [
    ("as-is", str::to_owned),
    ("markup", |_| "\"><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;".to_owned()),
    ("long", |_| "建".repeat(3_413)),
    ("empty", |_| String::new()),
];

/// Renders the page, leaves it in `target/pages/{name}.html` and holds it to the rules.
///
/// # Panics
/// When it breaks one.
pub fn page(name: &str, template: &impl Template) -> String {
    let html = render(template).unwrap_or_else(|error| panic!("{name}: {error}"));
    keep(name, &html);
    let tags = tags(&html);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"zh-CN\">"), "{name}: does not stand in layout.html");
    assert_eq!(
        tags.iter().filter(|tag| tag.name == "h1" && !tag.is_end).count(),
        1,
        "{name}: one heading of the first level"
    );
    assert_closed(name, &tags);
    assert_nothing_inline(name, &tags);
    assert_references(name, &tags);
    html
}

/// A start or end tag.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    attributes: Vec<(&'a str, &'a str)>,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// The tags of our own markup: lower-case names, attribute values in double quotes, `<` and `"` in text escaped.
fn tags(html: &str) -> Vec<Tag<'_>> {
    html.split('<').skip(1).filter_map(|rest| tag(rest.split_once('>')?.0)).collect()
}

fn tag(inside: &str) -> Option<Tag<'_>> {
    if inside.starts_with('!') {
        return None;
    }
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside.trim_end_matches('/'), ""));
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        // Attributes without a value, such as `disabled`, stand before the key and are of no interest here.
        attributes.push((key.split_whitespace().next_back().unwrap_or_default(), value));
        rest = after;
    }
    Some(Tag { name, is_end, attributes })
}

/// Elements without an end tag, of HTML and of the drawings in it.
const VOID: [&str; 9] = ["meta", "link", "input", "br", "img", "hr", "rect", "path", "circle"];

fn assert_closed(name: &str, tags: &[Tag<'_>]) {
    let mut open = Vec::new();
    for tag in tags.iter().filter(|tag| !VOID.contains(&tag.name)) {
        if tag.is_end {
            assert_eq!(open.pop(), Some(tag.name), "{name}: </{}> closes another element", tag.name);
        } else {
            open.push(tag.name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{name}: left open");
}

fn assert_nothing_inline(name: &str, tags: &[Tag<'_>]) {
    for tag in tags.iter().filter(|tag| !tag.is_end) {
        assert_ne!(tag.name, "style", "{name}: inline style");
        assert!(tag.name != "script" || tag.attribute("src").is_some(), "{name}: inline script");
        for (key, value) in &tag.attributes {
            assert!(*key != "style" && !key.starts_with("on"), "{name}: {key} on <{}>", tag.name);
            let is_fetched = matches!((tag.name, *key), (_, "src") | ("link", "href"));
            assert!(!is_fetched || value.starts_with('/'), "{name}: {value} is not of this server");
        }
    }
}

fn assert_references(name: &str, tags: &[Tag<'_>]) {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
        assert!(ids.insert(id), "{name}: two elements with the id {id}");
    }
    for tag in tags {
        let anchor = tag.attribute("href").and_then(|href| href.strip_prefix('#'));
        let named = ["for", "aria-labelledby", "aria-describedby"].map(|key| tag.attribute(key)).into_iter().flatten();
        for id in anchor.into_iter().chain(named.flat_map(str::split_whitespace)) {
            assert!(ids.contains(id), "{name}: nothing has the id {id}");
        }
    }
}

/// Leaves the page and the assets it names where a plain file server can show them.
#[expect(clippy::disallowed_methods, reason = "where cargo builds is cargo's to say")]
fn keep(name: &str, html: &str) {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = target.join("pages");
    fs::create_dir_all(folder.join("assets")).expect("target can be written");
    for asset in ["siku.css", "siku.js", "favicon.svg"] {
        let url = assets::asset_url(asset).expect("an asset");
        let content = assets::find(&url).expect("an asset").bytes;
        fs::write(folder.join(url.trim_start_matches('/')), content).expect("target can be written");
    }
    fs::write(folder.join(format!("{name}.html")), html).expect("target can be written");
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[derive(Template)]
    #[template(source = "{{ html|safe }}", ext = "html")]
    struct Raw {
        html: String,
    }

    #[rstest]
    #[case::no_heading("<p></p>", "one heading")]
    #[case::left_open("<h1></h1><p>", "closes another element")]
    #[case::crossed("<h1><p></h1></p>", "closes another")]
    #[case::inline_style("<h1 style=\"x\"></h1>", "style on <h1>")]
    #[case::inline_script("<h1></h1><script>x</script>", "inline script")]
    #[case::handler("<h1 onclick=\"x\"></h1>", "onclick")]
    #[case::other_origin("<h1></h1><script src=\"https://x\"></script>", "not of this server")]
    #[case::same_id("<h1 id=\"a\"></h1><p id=\"a\"></p>", "two elements")]
    #[case::dead_anchor("<h1></h1><a href=\"#a\"></a>", "nothing has the id a")]
    fn a_page_that_breaks_a_rule_is_found_out(#[case] body: &str, #[case] complaint: &str) {
        let html = format!("<!doctype html>\n<html lang=\"zh-CN\">{body}</html>");
        let outcome = std::panic::catch_unwind(|| page("check-of-the-check", &Raw { html }));
        let panic = outcome.expect_err("the page breaks a rule");
        let said = panic.downcast_ref::<String>().expect("a message");
        assert!(said.contains(complaint), "{said}");
    }
}
