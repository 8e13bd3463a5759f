//! Regions by the names people write: `广东省-深圳市`, `重庆市-县-奉节县`, `河南郑州`.

use super::{Level, Region, all, all_children};
use crate::standard::text::search_key;

/// The region a path of names leads to, with or without separators.
///
/// Headings (`市辖区`, `县`, `省直辖县级行政区划`) may be written or left out, and so may the last character of a province's or
/// city's name. A path may start at a city, when only one bears the name. `None` where a name is unknown.
pub fn by_name(path: &str) -> Option<&'static Region> {
    let key = search_key(path);
    if key.is_empty() {
        return None;
    }
    descend(&key, "000000").or_else(|| {
        let mut cities = all().iter().filter(|region| region.level == Level::City && region.is_current());
        cities.find_map(|city| follow(&key, city))
    })
}

/// The region below `parent` that the rest of the key leads to; current regions go before former ones.
fn descend(rest: &str, parent: &str) -> Option<&'static Region> {
    let candidates = |current: bool| all_children(parent).filter(move |region| region.is_current() == current);
    let named = |region: &'static Region| follow(rest, region);
    let unnamed =
        |region: &'static Region| (region.level == Level::Group).then(|| descend(rest, &region.code)).flatten();
    candidates(true)
        .find_map(named)
        .or_else(|| candidates(true).find_map(unnamed))
        .or_else(|| candidates(false).find_map(named))
        .or_else(|| candidates(false).find_map(unnamed))
}

/// Takes the region's name off the front of the key and goes on below it.
fn follow(rest: &str, region: &'static Region) -> Option<&'static Region> {
    let short = short_name(region);
    let below = [Some(region.key.as_str()), short].into_iter().flatten();
    below
        .filter_map(|name| rest.strip_prefix(name))
        .find_map(|below| if below.is_empty() { Some(region) } else { descend(below, &region.code) })
}

/// The name people use without its kind: `河南`, `内蒙古`, `郑州`. Counties are always named in full: `朝阳` alone says little.
fn short_name(region: &Region) -> Option<&str> {
    if !matches!(region.level, Level::Province | Level::City) {
        return None;
    }
    let kinds = ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市", "地区", "盟"];
    kinds.into_iter().find_map(|kind| region.key.strip_suffix(kind)).filter(|short| !short.is_empty())
}
