//! The description of the interface, generated from the handlers.

use utoipa::OpenApi;
use utoipa::openapi;

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
    servers((url = "/", description = "本服务器")),
    tags(
        (name = "企业库", description = "企业基本信息、资质、安全生产许可证"),
        (name = "人员库", description = "注册人员、安全生产考核证书、岗位证书"),
        (name = "项目库", description = "工程项目、参建单位、任职人员、各环节记录"),
        (name = "诚信库", description = "信用信息、“黑名单”、记分、信用评价"),
        (name = "在建查询", description = "项目经理、总监理工程师的在建项目"),
        (name = "服务状态", description = "存活与就绪检查"),
    ),
)]
pub struct Described;

/// The document as text, with sorted keys, so that it compares.
pub fn text(document: &openapi::OpenApi) -> serde_json::Result<String> {
    let value = serde_json::to_value(document)?;
    serde_json::to_string_pretty(&value).map(|text| text + "\n")
}
