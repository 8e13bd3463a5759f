//! The one error of the house: free of transport, with a stable code and a text a person can act on.
//!
//! A store returns [`crate::db::Result`]; a service says what a violated constraint means and turns it into an
//! [`Error`]; `http::problem` turns that into problem+json or a page, and intake into the remark on a cell.

use std::error::Error as StdError;
use std::fmt;

/// Result of everything above the stores.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $title:literal, $remedy:literal;)+) => {
        /// Stable, machine-readable names of what can go wrong. The texts are for people and may change; these may not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// Every code there is, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable name, as it stands in `problem+json`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)+ }
            }

            /// What it means, in one Chinese phrase.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)+ }
            }

            /// What to do about it, in Chinese, whatever the case.
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$name => $remedy,)+ }
            }
        }
    };
}

codes! {
    /// One or more fields do not hold what they should; each is named.
    RequestInvalid = "request.invalid", "提交的内容有误",
        "errors 逐项说明哪一项不符合要求、应当怎样填写。更正后再提交。";
    /// The body is not what its content type says.
    RequestUnreadable = "request.unreadable", "无法读取请求内容",
        "请求正文与声明的格式不符。请核对格式和编码（UTF-8）后再提交。";
    /// A query parameter that this address does not know.
    ParameterUnknown = "parameter.unknown", "不认识的查询参数",
        "这个地址没有这个查询参数。请对照接口说明核对参数名；说明中列出了可用的参数。";
    /// A query parameter whose value cannot be used.
    ParameterInvalid = "parameter.invalid", "查询参数的值有误",
        "查询参数重复、过长或含有无法识别的字符。请更正后再查。";
    /// A cursor that was not made by this list with these filters.
    CursorInvalid = "cursor.invalid", "翻页标记无效",
        "翻页标记只能用于产生它的那一次查询，条件不能改变。请从第一页重新查询。";
    /// No such address.
    AddressUnknown = "address.unknown", "没有这个页面",
        "请核对地址，或从首页重新查询。";
    /// The address exists, the method does not.
    MethodNotAllowed = "method.not_allowed", "不支持这种请求方式",
        "请对照接口说明，改用这个地址支持的请求方式。";
    /// No such record, or none that may be seen.
    RecordNotFound = "record.not_found", "没有找到这条记录",
        "本平台没有登记这条记录，或记录不公开。请核对编号，或改用名称查询。";
    /// Another record already has this identifier.
    RecordDuplicate = "record.duplicate", "已有同一编号的记录",
        "同一编号只能登记一次。请查询已有的记录，在其上变更。";
    /// The record was changed by somebody else in between.
    RecordStale = "record.stale", "记录已被他人修改",
        "您读取之后记录已经变更。请重新读取，核对后再提交。";
    /// The filing was changed by somebody else in between.
    FilingChanged = "filing.changed", "申报已有变动",
        "您读取之后，该申报有了新的办理。请重新读取，核对后再办理。";
    /// Another reviewer decided first.
    FilingDecided = "filing.decided", "已有审核结论",
        "所选内容已不在本级待审。说明里写明了由谁、何时作了什么决定；请刷新后再看。";
    /// Another reviewer has taken the filing on.
    FilingClaimed = "filing.claimed", "已由他人领办",
        "该申报由另一名审核人员领办。请等其办结或放回待办；其不在岗时，由部门管理员放回。";
    /// The filing cannot be changed as it stands.
    FilingClosed = "filing.closed", "申报不能更改",
        "申报正在审核或已经办结，不能修改、补充或撤回。需要时请另行申报。";
    /// The finding cannot take this as it stands.
    FindingState = "finding.state", "问题的状态不允许这样处理",
        "问题已消除、已决定不作问题处理，或已作过同样的处理。请刷新后再看。";
    /// The manager is held by other works.
    ManagerHeld = "manager_lock.held", "项目经理已被占用",
        "一名项目经理不能同时担任两个及以上项目的负责人（建市〔2008〕48号第九条）。说明里写明了占用的项目和依据；请换一名项目经理，或待其解除；属于规定的例外情形的，请占用项目的主管部门记录例外。";
    /// The lock does not stand as the act needs it.
    LockClosed = "manager_lock.closed", "锁定不能这样办理",
        "该锁定已经解除，或不在可以这样办理的状态。请刷新后核对。";
    /// What was sent before under the same key said something else.
    IdempotencyReused = "request.idempotency_reused", "幂等键重复使用",
        "同一个 Idempotency-Key 只能用于内容相同的请求。请为新的请求换一个键。";
    /// The record is no longer what the caller read.
    PreconditionFailed = "request.precondition_failed", "记录版本不符",
        "If-Match 给出的版本不是当前版本。请重新读取，核对后再提交。";
    /// The caller has not said who they are.
    Unauthenticated = "access.unauthenticated", "请先登录",
        "请登录，或在请求中提供有效的令牌。";
    /// The caller may not do this.
    Forbidden = "access.forbidden", "没有权限",
        "当前账号不能进行这项操作。需要时请联系管理单位授权。";
    /// The password was set by somebody else and has to be changed first.
    PasswordExpired = "access.password_expired", "请先更换密码",
        "密码由他人代设。请登录后在“我的账号”中换成只有自己知道的密码。";
    /// The role asks for a second factor and the account has none yet.
    SecondFactorRequired = "access.second_factor_required", "请先设置动态码",
        "账号的角色要求登录时输入动态码。请登录后在“我的账号”中设置。";
    /// A form that does not come from a page of this browser's session.
    ForeignForm = "access.foreign_form", "页面已过期，没有保存",
        "请返回上一页并刷新，核对内容后重新提交。程序请使用令牌（Authorization: Bearer），不要使用 Cookie。";
    /// An attachment that the virus scanner has not seen.
    AttachmentUnscanned = "attachment.unscanned", "附件尚未通过病毒扫描",
        "附件要等病毒扫描通过后才能下载。请稍后再试；一直如此的，请联系管理单位检查扫描程序。";
    /// The body or file is larger than accepted.
    TooLarge = "request.too_large", "提交的内容过大",
        "请拆分后分次提交。";
    /// Too many look-ups in a short time.
    RateLimited = "request.rate_limited", "查询过于频繁",
        "请按响应头 Retry-After 给出的秒数等待后再试；需要批量数据时请使用开放接口的分页查询。";
    /// The database is busy or away; the same request may succeed later.
    Unavailable = "service.unavailable", "系统繁忙，请稍后再试",
        "数据库暂时繁忙或正在更新。请按响应头 Retry-After 给出的秒数等待后，原样再试；运维人员请检查数据库服务及表结构（siku migrate）。";
    /// A file that is not a workbook Siku can read.
    WorkbookUnreadable = "workbook.unreadable", "无法读取的工作簿",
        "文件不是可以读取的工作簿，或已加密、损坏。请另存为 xlsx 或 csv 后再上传。";
    /// A workbook that cannot be filed as it stands.
    WorkbookNotReady = "workbook.not_ready", "工作簿暂不能申报",
        "工作簿还在检查，或没有可以申报的行。请等检查完毕；有误的行请更正后重新上传。";
    /// A defect of Siku itself.
    Internal = "service.internal", "系统内部错误",
        "系统缺陷，已记录。请稍后再试，或凭请求编号联系管理单位；运维人员可按此编号查日志。";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One field that cannot be accepted: the same value serves a JSON body, a form and a spreadsheet cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where: `q`, `qualifications/0/class`, or `企业/17/统一社会信用代码` for a cell.
    pub path: String,
    /// Stable name of the reason, such as `credit_code.check_digit`.
    pub code: String,
    /// The reason and the remedy, in Chinese. Never repeats a personal value.
    pub message: String,
}

impl FieldError {
    /// A field error from its three parts.
    pub fn new(path: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), code: code.into(), message: message.into() }
    }
}

/// Everything that can go wrong, as the caller needs to know it.
#[derive(Debug)]
pub enum Error {
    /// Fields that do not hold what they should.
    Invalid(Vec<FieldError>),
    /// A request that cannot be understood: the code says which part, the text what to do.
    BadRequest(Code, String),
    /// A workbook that cannot be read at all; the text says why and what to do.
    Unreadable(String),
    /// No such record: what was looked for and by which key.
    NotFound {
        /// Kind of record, in Chinese.
        what: &'static str,
        /// The key as the caller gave it; never a personal number.
        key: String,
    },
    /// What was asked contradicts what is there.
    Conflict(Code, String),
    /// The row was changed since it was read.
    Stale,
    /// Nobody is logged in.
    Unauthenticated,
    /// Somebody is, without the right.
    Forbidden(String),
    /// Somebody is, and something stands in the way: the code says what, the text what to do.
    Denied(Code, String),
    /// More bytes than accepted.
    TooLarge {
        /// What is accepted, in bytes.
        limit: u64,
    },
    /// Too many requests.
    RateLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Busy or away.
    Unavailable {
        /// Seconds to wait.
        retry_after: u64,
        /// The cause, for the log.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A defect of ours. The source goes to the log, never to the caller.
    Internal(Box<dyn StdError + Send + Sync>),
}

impl Error {
    /// A defect of ours, from whatever caused it.
    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    /// A single field that cannot be accepted.
    pub fn field(path: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(path, code, message)])
    }

    /// The stable code of this error.
    pub fn code(&self) -> Code {
        match self {
            Self::Invalid(_) => Code::RequestInvalid,
            Self::BadRequest(code, _) | Self::Conflict(code, _) | Self::Denied(code, _) => *code,
            Self::Unreadable(_) => Code::WorkbookUnreadable,
            Self::NotFound { .. } => Code::RecordNotFound,
            Self::Stale => Code::RecordStale,
            Self::Unauthenticated => Code::Unauthenticated,
            Self::Forbidden(_) => Code::Forbidden,
            Self::TooLarge { .. } => Code::TooLarge,
            Self::RateLimited { .. } => Code::RateLimited,
            Self::Unavailable { .. } => Code::Unavailable,
            Self::Internal(_) => Code::Internal,
        }
    }

    /// What happened and what to do, in Chinese, for the person who asked.
    pub fn detail(&self) -> String {
        match self {
            Self::Invalid(fields) => fields.iter().map(|field| field.message.as_str()).collect::<Vec<_>>().join("；"),
            Self::BadRequest(_, text)
            | Self::Conflict(_, text)
            | Self::Denied(_, text)
            | Self::Unreadable(text)
            | Self::Forbidden(text) => text.clone(),
            Self::NotFound { what, key } => {
                format!("在本平台登记的记录中没有找到{what}“{key}”。请核对后再查，或换用名称查询。")
            }
            Self::Stale => "您打开之后，这条记录已被他人修改。请刷新页面，核对后再提交。".to_owned(),
            Self::Unauthenticated => "请先登录，再进行这项操作。".to_owned(),
            Self::TooLarge { limit } => format!("内容超过 {} MB 的上限。请拆分后分次提交。", limit / 1_048_576),
            Self::RateLimited { retry_after } => format!("请 {retry_after} 秒后再试；需要批量数据时请使用开放接口。"),
            Self::Unavailable { retry_after, .. } => format!("数据库暂时繁忙，请 {retry_after} 秒后再试。"),
            Self::Internal(_) => "系统出现内部错误，已记录。请稍后再试，或凭请求编号联系管理单位。".to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）：{}", self.code().title(), self.code(), self.detail())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Internal(source) | Self::Unavailable { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
