//! One's own account.

use askama::Template;
use chrono::{DateTime, Utc};

use super::layout;
use crate::error::FieldError;
use crate::web::parts::{Choice, Column, Crumb, StateTag};
use crate::web::{Layout, Site, filters};

/// A page below one's own account.
fn below(site: &Site, title: &str) -> Layout {
    let breadcrumb = vec![Crumb::to("首页", "/"), Crumb::to("我的账号", "/account"), Crumb::here(title)];
    Layout { breadcrumb, ..layout(site, title) }
}

/// One's own account: who one is, and where one is signed in.
#[derive(Template)]
#[template(path = "access/account.html")]
pub struct MyAccount {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Name.
    pub name: String,
    /// Log-in name.
    pub login_name: String,
    /// For whom one acts.
    pub organisation: String,
    /// Whether that is who it says it is.
    pub organisation_state: StateTag,
    /// Why not.
    pub reason: Option<String>,
    /// What one may do.
    pub roles: Vec<String>,
    /// Telephone, covered.
    pub phone: Option<String>,
    /// E-mail address, covered.
    pub email: Option<String>,
    /// Whether a one-time password is asked for.
    pub has_second_factor: bool,
    /// The other system that signs one in, and since when.
    pub linked_to: Option<(String, DateTime<Utc>)>,
    /// Whether one reviews, so that a deputy may be named.
    pub reviews: bool,
    /// Heads of the table of sessions.
    pub session_columns: Vec<Column>,
    /// Where one is signed in.
    pub sessions: Vec<SessionLine>,
}

/// A session of one's own.
pub struct SessionLine {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// From which address.
    pub from: Option<String>,
    /// With which browser.
    pub browser: Option<String>,
    /// Whether it is this one.
    pub is_current: bool,
    /// Where it is ended.
    pub end_url: String,
}

/// Who an account's page is about.
pub struct Holder {
    /// Name.
    pub name: String,
    /// Log-in name.
    pub login_name: String,
    /// For whom they act.
    pub organisation: String,
    /// Whether that is who it says it is.
    pub organisation_state: StateTag,
    /// Why not.
    pub reason: Option<String>,
    /// What they may do.
    pub roles: Vec<String>,
}

impl MyAccount {
    /// The page of a holder, without how to reach them and without sessions.
    pub fn new(site: &Site, holder: Holder) -> Self {
        let columns = ["登录时间", "最近使用", "网络地址", "浏览器", "操作"];
        Self {
            layout: layout(site, "我的账号"),
            done: None,
            name: holder.name,
            login_name: holder.login_name,
            organisation: holder.organisation,
            organisation_state: holder.organisation_state,
            reason: holder.reason,
            roles: holder.roles,
            phone: None,
            email: None,
            has_second_factor: false,
            linked_to: None,
            reviews: false,
            session_columns: columns.map(Column::text).into(),
            sessions: Vec::new(),
        }
    }
}

/// How one is reached.
#[derive(Template)]
#[template(path = "access/contact.html")]
pub struct ContactForm {
    /// Around it.
    pub layout: Layout,
    /// Telephone.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ContactForm {
    /// The form with what is known or was typed.
    pub fn new(site: &Site, phone: String, email: String) -> Self {
        Self { layout: below(site, "修改联系方式"), phone, email, errors: Vec::new() }
    }
}

/// A change of one's password.
#[derive(Template)]
#[template(path = "access/password.html")]
pub struct PasswordForm {
    /// Around it.
    pub layout: Layout,
    /// Whether it has to be changed before anything else.
    pub must_change: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PasswordForm {
    /// The form, empty.
    pub fn new(site: &Site, must_change: bool) -> Self {
        Self { layout: below(site, "修改密码"), must_change, errors: Vec::new() }
    }
}

/// One's second factor.
#[derive(Template)]
#[template(path = "access/second_factor.html")]
pub struct SecondFactorPage {
    /// Around it.
    pub layout: Layout,
    /// Whether it is asked for.
    pub in_force: bool,
    /// How many recovery codes are left.
    pub codes_left: usize,
    /// What has to go into an app before it is.
    pub shown: Option<ShownSecret>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// A secret for an app.
pub struct ShownSecret {
    /// As people type it.
    pub secret: String,
    /// Its QR code: as the path of a drawing.
    pub path: String,
    /// How many units each side of the drawing has.
    pub side: usize,
}

impl SecondFactorPage {
    /// The page while there is none.
    pub fn new(site: &Site) -> Self {
        let layout = below(site, "登录动态码");
        Self { layout, in_force: false, codes_left: 0, shown: None, errors: Vec::new() }
    }
}

/// The recovery codes of a second factor that was just set up.
#[derive(Template)]
#[template(path = "access/recovery_codes.html")]
pub struct RecoveryCodes {
    /// Around it.
    pub layout: Layout,
    /// The codes.
    pub codes: Vec<String>,
}

impl RecoveryCodes {
    /// The page of these codes.
    pub fn new(site: &Site, codes: Vec<String>) -> Self {
        Self { layout: below(site, "恢复码"), codes }
    }
}

/// One's tokens for programs.
#[derive(Template)]
#[template(path = "access/tokens.html")]
pub struct Tokens {
    /// Around it.
    pub layout: Layout,
    /// What was done just now.
    pub done: Option<&'static str>,
    /// Heads of the table.
    pub columns: Vec<Column>,
    /// The tokens.
    pub tokens: Vec<TokenLine>,
    /// What a new one is to be for, as typed.
    pub name: String,
    /// What a new one may be let do.
    pub scopes: Vec<Choice>,
    /// How long it may be good.
    pub days: Vec<Choice>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// A token.
pub struct TokenLine {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Where it is revoked.
    pub revoke_url: String,
}

impl Tokens {
    /// The page of these tokens, with these choices for a new one.
    pub fn new(site: &Site, tokens: Vec<TokenLine>, scopes: Vec<Choice>, days: Vec<Choice>) -> Self {
        let columns = ["用途", "权限", "有效期至", "最近使用", "操作"].map(Column::text).into();
        let layout = below(site, "供程序使用的令牌");
        Self { layout, done: None, columns, tokens, name: String::new(), scopes, days, errors: Vec::new() }
    }
}

/// A secret that is shown once.
#[derive(Template)]
#[template(path = "access/shown_once.html")]
pub struct ShownOnce {
    /// Around it.
    pub layout: Layout,
    /// What was made.
    pub title: String,
    /// What to do with it.
    pub explanation: String,
    /// What the secret is called.
    pub label: &'static str,
    /// The secret.
    pub secret: String,
    /// Where to go on.
    pub back: String,
}

impl ShownOnce {
    /// A token for a program.
    pub fn token(site: &Site, secret: String) -> Self {
        Self {
            layout: below(site, "令牌已创建"),
            title: "令牌已创建".to_owned(),
            explanation: "令牌只显示这一次，请立即复制到使用它的软件中；遗失后只能撤销并重新创建。".to_owned(),
            label: "令牌",
            secret,
            back: "/account/tokens".to_owned(),
        }
    }

    /// A password that was made for somebody else.
    pub fn password(site: &Site, title: &str, login_name: &str, secret: String, back: String) -> Self {
        Self {
            layout: below(site, title),
            title: title.to_owned(),
            explanation: format!("请把登录名“{login_name}”和下面的密码转告本人。密码只显示这一次，首次登录须更换。"),
            label: "密码",
            secret,
            back,
        }
    }
}
