//! What the operator may set: on the command line or by environment variable, each with a default that works.

mod attachments;
mod outgoing;
mod single_sign_on;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

pub use attachments::{AttachmentPlace, AttachmentSettings};
pub use outgoing::OutgoingSettings;
pub use single_sign_on::SingleSignOnSettings;

use crate::db::DatabaseUrl;
use crate::domain::vocabulary::access::{OrganisationKind, Role};
use crate::web::Site;

/// Where the data are.
#[derive(Args, Clone, Debug)]
pub struct StoreSettings {
    /// 数据库地址：`sqlite:文件路径`，或 `postgres://用户@主机/库名`
    #[arg(
        long,
        global = true,
        env = "SIKU_DATABASE_URL",
        default_value = "sqlite:var/siku.db",
        hide_env_values = true
    )]
    pub database_url: DatabaseUrl,

    /// 密钥文件；首次使用空库时自动生成。请另行备份：密钥丢失，身份证号码即无法恢复
    #[arg(long, global = true, env = "SIKU_KEY_FILE", default_value = "var/siku.keys")]
    pub key_file: PathBuf,

    /// 同时打开的数据库连接数
    #[arg(long, global = true, env = "SIKU_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(2..=200))]
    pub connections: u32,
}

/// How the server answers.
#[derive(Args, Clone, Debug)]
pub struct ServerSettings {
    /// 监听地址
    #[arg(long, env = "SIKU_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// 监控指标（Prometheus）的监听地址；none 表示不提供。serve 不设时为 127.0.0.1:9464，demo 不设时不提供
    #[arg(long, env = "SIKU_METRICS_LISTEN")]
    pub metrics_listen: Option<MetricsListen>,

    /// 平台名称，显示在每个页面上
    #[arg(long, env = "SIKU_SITE_NAME", default_value = "建筑市场监管公共服务平台")]
    pub site_name: String,

    /// 平台用途，显示在名称旁
    #[arg(long, env = "SIKU_TAGLINE", default_value = "四库一平台")]
    pub tagline: String,

    /// 管理单位，显示在隐私说明和页脚
    #[arg(long, env = "SIKU_OPERATOR", default_value = "本平台管理单位")]
    pub operator: String,

    /// 管理单位的联系方式
    #[arg(long, env = "SIKU_CONTACT", default_value = "请到当地住房和城乡建设主管部门服务窗口咨询")]
    pub contact: String,

    /// 前置反向代理的个数：0 表示直接面向公众；N 表示取 X-Forwarded-For 自右数第 N 个地址
    #[arg(long, env = "SIKU_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,

    /// 每个来源地址每秒允许的查询次数；0 表示不限
    #[arg(long, env = "SIKU_RATE_LIMIT", default_value_t = 20)]
    pub rate_limit: u32,

    /// 同时执行的后台任务数（发通知、清理附件等）；0 表示本进程不执行后台任务
    #[arg(long, env = "SIKU_JOBS", default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=32))]
    pub jobs: u16,

    /// 登录后多少分钟不操作即自动退出
    #[arg(long, env = "SIKU_SESSION_IDLE_MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub session_idle_minutes: u32,

    /// 登录后最长多少小时须重新登录
    #[arg(long, env = "SIKU_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=168))]
    pub session_hours: u32,

    /// 哪些人登录时必须输入动态码：nobody 不要求、reviewers 审核人员、departments 主管部门全部人员、everybody 所有人
    #[arg(long, env = "SIKU_REQUIRE_TOTP_FOR", default_value = "nobody")]
    pub require_totp_for: TotpFor,

    /// Where attachments are kept.
    #[command(flatten)]
    pub attachments: AttachmentSettings,

    /// What goes out of the platform.
    #[command(flatten)]
    pub outgoing: OutgoingSettings,

    /// Log-in by another system.
    #[command(flatten)]
    pub single_sign_on: SingleSignOnSettings,

    /// 收到停止信号后，等待正在处理的请求的秒数
    #[arg(long, env = "SIKU_SHUTDOWN_SECONDS", default_value_t = 30)]
    pub shutdown_seconds: u64,
}

/// Who must have a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum TotpFor {
    /// Whoever wants one.
    #[default]
    Nobody,
    /// Reviewers.
    Reviewers,
    /// Everybody in a department.
    Departments,
    /// Everybody.
    Everybody,
}

impl TotpFor {
    /// Whether somebody with these roles must have one.
    pub fn concerns(self, roles: &[Role]) -> bool {
        match self {
            Self::Nobody => false,
            Self::Reviewers => roles.contains(&Role::Reviewer),
            Self::Departments => roles.iter().any(|role| role.organisation_kind() == OrganisationKind::Department),
            Self::Everybody => true,
        }
    }
}

/// Where metrics are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsListen {
    /// At an address.
    At(SocketAddr),
    /// Nowhere.
    Nowhere,
}

impl MetricsListen {
    /// Where a server serves them unless told otherwise: whoever works on this machine may read them.
    pub const LOOPBACK: Self = Self::At(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464));
}

impl FromStr for MetricsListen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::Nowhere),
            _ => text
                .parse()
                .map(Self::At)
                .map_err(|_no_address| "应为“地址:端口”（如 127.0.0.1:9464），或以 none 表示不提供".to_owned()),
        }
    }
}

impl ServerSettings {
    /// Whose platform this is, as the pages say it.
    pub fn site(&self) -> Site {
        Site {
            name: self.site_name.clone(),
            tagline: self.tagline.clone(),
            operator: self.operator.clone(),
            contact: self.contact.clone(),
            visitor: None,
        }
    }
}

impl Default for ServerSettings {
    /// As the tests use it: no rate limit, the loopback address.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            metrics_listen: None,
            site_name: "建筑市场监管公共服务平台".to_owned(),
            tagline: "四库一平台".to_owned(),
            operator: "本平台管理单位".to_owned(),
            contact: "请到当地住房和城乡建设主管部门服务窗口咨询".to_owned(),
            trusted_proxies: 0,
            rate_limit: 0,
            jobs: 0,
            session_idle_minutes: 30,
            session_hours: 12,
            require_totp_for: TotpFor::Nobody,
            attachments: AttachmentSettings::default(),
            outgoing: OutgoingSettings::default(),
            single_sign_on: SingleSignOnSettings::default(),
            shutdown_seconds: 1,
        }
    }
}
