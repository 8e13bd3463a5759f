//! The description of the interface, generated from the handlers.

use serde_json::{Map, Value, json};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{self, RefOr};
use utoipa::{Modify, OpenApi};

/// What the handlers do not say of themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Siku 四库一平台开放接口",
        description = "建筑市场企业、人员、项目、诚信四库的公开查询接口。\n\n\
            所有结论都以本平台登记的记录为准，并注明数据截至时间。列表按游标翻页：把响应中的 `next_cursor` 原样放入下一次请求的 `cursor`。\
            错误一律为 `application/problem+json`（RFC 9457），`code` 稳定，可供程序判断。",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    modifiers(&Security),
    servers((url = "/", description = "本服务器")),
    tags(
        (name = "企业库", description = "企业基本信息、资质、安全生产许可证"),
        (name = "人员库", description = "注册人员、安全生产考核证书、岗位证书"),
        (name = "项目库", description = "工程项目、参建单位、任职人员、各环节记录"),
        (name = "诚信库", description = "信用信息、“黑名单”、记分、信用评价"),
        (name = "在建查询", description = "项目经理、总监理工程师的在建项目"),
        (name = "项目经理锁定", description = "投标预留、中标锁定、例外与解除：一名项目经理同时只占用一个项目"),
        (name = "交叉核验", description = "按日期核对资质、许可、注册和在建项目：能否承接、能否担任"),
        (name = "账号与权限", description = "当前账号、企业注册与核验、账号管理、令牌和登录会话"),
        (name = "申报与审核", description = "企业申报、部门审核、附件；每一步留痕，审核通过后写入登记库"),
        (name = "通知", description = "站内通知；部门的推送地址（webhook）及推送的事件"),
        (name = "台账", description = "谁在何时依据什么做了什么，变更前后；只供审计管理员读取"),
        (name = "服务状态", description = "存活与就绪检查"),
    ),
)]
pub struct Described;

/// How a request says who it is from.
struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("程序使用的令牌，在“我的账号”中创建：`Authorization: Bearer siku_…`"));
        let session = ApiKeyValue::with_description(
            "__Host-siku",
            "登录会话；写操作还须在请求头 `X-CSRF-Token` 中给出页面上的 `csrf_token`",
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// The document as text, with sorted keys, so that it compares.
pub fn text(document: &openapi::OpenApi) -> serde_json::Result<String> {
    let value = serde_json::to_value(document)?;
    serde_json::to_string_pretty(&value).map(|text| text + "\n")
}

/// Shows every good answer in JSON by an example, put together from those of its schema.
pub fn show_by_example(document: &mut openapi::OpenApi) -> serde_json::Result<()> {
    let components = serde_json::to_value(&document.components)?;
    let schemas = components.get("schemas").unwrap_or(&Value::Null);
    let operations = document.paths.paths.values_mut().flat_map(|path| {
        [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete].into_iter().flatten()
    });
    let answers = operations.flat_map(|operation| &mut operation.responses.responses);
    for (_, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
        let RefOr::T(good) = answer else { continue };
        for content in good.content.values_mut() {
            if let RefOr::T(content) = content {
                let schema = serde_json::to_value(&content.schema)?;
                content.example = Some(example(&schema, schemas));
            }
        }
    }
    Ok(())
}

/// A value of a schema: its own example, else what its parts say; nothing for a text that may be absent and shows none.
fn example(schema: &Value, schemas: &Value) -> Value {
    if let Some(own) = schema.get("example").or_else(|| schema["enum"].get(0)) {
        return own.clone();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|address| address.rsplit('/').next()) {
        return example(&schemas[name], schemas);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| example(part, schemas));
        let fields = parts.filter_map(|part| if let Value::Object(fields) = part { Some(fields) } else { None });
        return Value::Object(fields.flatten().collect());
    }
    if let Some(either) = schema["oneOf"].as_array() {
        return either.iter().find(|one| one["type"] != "null").map_or(Value::Null, |one| example(one, schemas));
    }
    let (kind, is_optional) = match &schema["type"] {
        Value::Array(kinds) => (kinds.iter().find(|kind| *kind != "null"), true),
        kind => (Some(kind), false),
    };
    match (kind.and_then(Value::as_str), schema["format"].as_str()) {
        (Some("object"), _) => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            Value::Object(properties.map(|(name, part)| (name.clone(), example(part, schemas))).collect::<Map<_, _>>())
        }
        (Some("array"), _) => json!([example(&schema["items"], schemas)]),
        (Some("boolean"), _) => json!(true),
        (Some("integer"), _) => json!(1),
        (Some("string"), Some("date")) => json!("2026-03-02"),
        (Some("string"), Some("date-time")) => json!("2026-11-22T00:30:00Z"),
        (Some("string"), _) if !is_optional => json!(""),
        _ => Value::Null,
    }
}
