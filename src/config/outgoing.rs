//! What goes out of the platform: e-mail and webhooks.

use clap::Args;

/// Settings of what goes out.
#[derive(Args, Clone, Debug, Default)]
pub struct OutgoingSettings {
    /// 邮件服务器：`smtp://主机:25`（本机中继）、`smtp://主机:587?tls=required`（STARTTLS）、`smtps://主机:465`；不设则不发邮件
    #[arg(long, env = "SIKU_SMTP", requires_all = ["mail_from", "public_url"], hide_env_values = true)]
    pub smtp: Option<String>,

    /// 邮件服务器的用户名
    #[arg(long, env = "SIKU_SMTP_USER", requires = "smtp_password", hide_env_values = true)]
    pub smtp_user: Option<String>,

    /// 邮件服务器的密码；请用环境变量设置，以免出现在进程列表里
    #[arg(long, env = "SIKU_SMTP_PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<String>,

    /// 发件人地址
    #[arg(long, env = "SIKU_MAIL_FROM")]
    pub mail_from: Option<String>,

    /// 平台对外的网址，写在邮件的链接里，如 `https://siku.example.gov.cn`
    #[arg(long, env = "SIKU_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// 允许向内部网络的地址、以不加密的 http 推送事件
    #[arg(long, env = "SIKU_WEBHOOK_PRIVATE")]
    pub webhook_private: bool,
}
