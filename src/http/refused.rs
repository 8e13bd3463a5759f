//! How operations may be refused, as the description of the interface says it.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Ref, RefOr};

/// Whatever is asked of somebody who has to say who they are.
const ASKED: [(&str, &str); 6] = [
    ("400", "编号、参数或内容无法识别"),
    ("401", "没有登录，或令牌无效"),
    ("403", "没有这项权限"),
    ("422", "有的项不符合要求，逐项说明"),
    ("429", "请求过于频繁"),
    ("503", "数据库繁忙"),
];

/// What besides is said of something that an address names, or that is written.
const NAMED: [(&str, &str); 4] = [
    ("404", "没有这条记录，或不归您办理"),
    ("409", "与现有内容冲突，或已有变动；说明里写明其间由谁办理了什么"),
    ("412", "If-Match 给出的版本不是当前版本"),
    ("413", "内容过大"),
];

/// Refusals of an operation on something that its address names, or that it writes.
pub struct Refused;

/// Refusals of an operation that lists, or makes what names nothing else.
pub struct RefusedList;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        ASKED.into_iter().chain(NAMED).map(problem).collect()
    }
}

impl IntoResponses for RefusedList {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        ASKED.into_iter().map(problem).collect()
    }
}

fn problem((status, text): (&str, &str)) -> (String, RefOr<Response>) {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description(text).content("application/problem+json", content).build();
    (status.to_owned(), RefOr::T(response))
}
