//! E-mail by SMTP: plain text in Chinese, one sentence and a link, nothing personal.

use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};

use super::deliver::Failure;
use crate::error::{Code, Error, Result};

/// How long the mail server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail as the outbox keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What happened, in one sentence.
    pub title: String,
    /// The page where it is seen.
    pub address: String,
}

/// How mails are sent.
pub struct MailServer {
    /// `smtp://host:25`, `smtp://host:587?tls=required`, `smtps://host:465`.
    pub url: String,
    /// Who signs in, and the password.
    pub credentials: Option<(String, String)>,
    /// Whom mails are from.
    pub from: String,
}

/// Sends mails.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    site_name: String,
    public_url: String,
}

impl Mailer {
    /// A mailer of a platform with a name and an address of its own.
    pub fn new(server: MailServer, site_name: &str, public_url: &str) -> Result<Self> {
        crate::tls::provide();
        let misset = |cause: &dyn std::fmt::Display| {
            let text = format!("邮件设置有误：{cause}。请核对 --smtp、--mail-from。");
            Error::BadRequest(Code::Unavailable, text)
        };
        let address: Address = server.from.parse().map_err(|cause| misset(&cause))?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server.url).map_err(|cause| misset(&cause))?;
        let builder = builder.timeout(Some(PATIENCE));
        let builder = match server.credentials {
            Some((user, password)) => builder.credentials(Credentials::new(user, password)),
            None => builder,
        };
        Ok(Self {
            transport: builder.build(),
            from: Mailbox::new(Some(site_name.to_owned()), address),
            site_name: site_name.to_owned(),
            public_url: public_url.trim_end_matches('/').to_owned(),
        })
    }

    /// Sends a mail to an address. `id` makes its Message-ID: the same mail twice is known as one.
    pub(super) async fn send(&self, to: &str, mail: &Mail, id: i64) -> Result<(), Failure> {
        let refused = |text: &str| Failure { text: text.to_owned(), is_refusal: true };
        let to: Address = to.parse().map_err(|_no_address| refused("电子邮箱地址无效"))?;
        let host = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(format!("【{}】{}", self.site_name, mail.title))
            .message_id(Some(format!("<{id}@{host}>")))
            // Nobody's holiday note answers it (RFC 3834).
            .raw_header(header::HeaderValue::new(
                header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(header::ContentType::TEXT_PLAIN)
            .body(self.text(mail))
            .map_err(|_unfit| refused("邮件内容无法编码"))?;
        self.transport.send(message).await.map(drop).map_err(|error| {
            // What the server says may repeat the address: only its code is kept.
            let text = match error.status() {
                Some(code) => format!("邮件服务器没有接受（{code}）"),
                None if error.is_timeout() => "邮件服务器没有及时应答".to_owned(),
                None => "无法连接邮件服务器".to_owned(),
            };
            Failure { text, is_refusal: error.is_permanent() }
        })
    }

    fn text(&self, mail: &Mail) -> String {
        let Self { site_name, public_url, .. } = self;
        let Mail { title, address } = mail;
        format!(
            "您好：\r\n\r\n{title}。\r\n\r\n请登录平台查看：\r\n{public_url}{address}\r\n\r\n\
             本邮件由{site_name}自动发送，请勿回复。平台不会在邮件中索要密码或验证码。\r\n"
        )
    }
}
