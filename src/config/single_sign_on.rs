//! Log-in by another system (OpenID Connect), such as the single sign-on of a government.

use clap::Args;
use openidconnect::IssuerUrl;

/// Settings of the log-in by another system.
#[derive(Args, Clone, Debug, Default)]
pub struct SingleSignOnSettings {
    /// 统一身份认证（OpenID Connect）的签发者地址，如 `https://sso.example.gov.cn/realms/gov`；不设则只用登录名和密码登录
    #[arg(long, env = "SIKU_OIDC_ISSUER", requires_all = ["oidc_client_id", "public_url"], value_parser = issuer)]
    pub oidc_issuer: Option<IssuerUrl>,

    /// 本平台在统一身份认证中登记的客户端编号；登记的回调地址是平台网址加 `/login/single-sign-on/callback`
    #[arg(long, env = "SIKU_OIDC_CLIENT_ID")]
    pub oidc_client_id: Option<String>,

    /// 客户端密钥；请用环境变量设置，以免出现在进程列表里
    #[arg(long, env = "SIKU_OIDC_CLIENT_SECRET", hide_env_values = true)]
    pub oidc_client_secret: Option<String>,

    /// 统一身份认证的名称，显示在登录页
    #[arg(long, env = "SIKU_OIDC_NAME", default_value = "统一身份认证")]
    pub oidc_name: String,
}

/// Reads an issuer: whom we ask who somebody is must not be somebody else, so it is encrypted unless on this machine.
fn issuer(text: &str) -> Result<IssuerUrl, String> {
    let issuer = IssuerUrl::new(text.to_owned()).map_err(|_no_url| "应为网址".to_owned())?;
    let url = issuer.url();
    let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if url.scheme() == "https" || (url.scheme() == "http" && is_here) {
        Ok(issuer)
    } else {
        Err("应以 https:// 开头".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::encrypted("https://sso.example.gov.cn/realms/gov", true)]
    #[case::on_this_machine("http://127.0.0.1:8080", true)]
    #[case::in_clear("http://sso.example.gov.cn", false)]
    #[case::no_address("sso", false)]
    fn whom_we_ask_is_asked_over_an_encrypted_connection(#[case] text: &str, #[case] accepted: bool) {
        assert_eq!(issuer(text).is_ok(), accepted);
    }
}
