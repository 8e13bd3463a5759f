//! Where attachments are kept, and who scans them.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

/// Settings of attachments.
#[derive(Args, Clone, Debug, Default)]
pub struct AttachmentSettings {
    /// 附件存放处：文件夹，或 `s3://桶名/前缀?endpoint=https://…&region=…`。不设时为数据库文件旁的 attachments（PostgreSQL 为 var/attachments）
    #[arg(long, env = "SIKU_ATTACHMENTS")]
    pub attachments: Option<AttachmentPlace>,

    /// S3 兼容存储的访问密钥名
    #[arg(long, env = "SIKU_S3_ACCESS_KEY", hide_env_values = true)]
    pub s3_access_key: Option<String>,

    /// S3 兼容存储的访问密钥；请用环境变量设置，以免出现在进程列表里
    #[arg(long, env = "SIKU_S3_SECRET_KEY", hide_env_values = true)]
    pub s3_secret_key: Option<String>,

    /// 单个附件的大小上限（MB）
    #[arg(long, env = "SIKU_ATTACHMENT_LIMIT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub attachment_limit: u32,

    /// 病毒扫描命令：从标准输入读文件，退出码 0 为无毒、1 为有毒，其他为未能扫描
    #[arg(long, env = "SIKU_SCAN_COMMAND", conflicts_with = "clamd")]
    pub scan_command: Option<String>,

    /// 病毒扫描服务 clamd 的地址（主机:端口）
    #[arg(long, env = "SIKU_CLAMD")]
    pub clamd: Option<String>,
}

/// Where attachments are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentPlace {
    /// In a folder.
    Folder(PathBuf),
    /// In a bucket of an S3-compatible store.
    Bucket {
        /// Name of the bucket.
        name: String,
        /// What every name in it begins with.
        prefix: String,
        /// Address of the server; nothing for AWS itself.
        endpoint: Option<String>,
        /// Region.
        region: String,
    },
}

impl FromStr for AttachmentPlace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(address) = text.strip_prefix("s3://") else {
            return match text {
                "" => Err("应为文件夹，或 s3://桶名/前缀?endpoint=https://…".to_owned()),
                folder => Ok(Self::Folder(PathBuf::from(folder))),
            };
        };
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        if name.is_empty() {
            return Err("s3:// 之后应为桶名".to_owned());
        }
        let (mut endpoint, mut region) = (None, "us-east-1".to_owned());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("endpoint", value)) if value.starts_with("http://") || value.starts_with("https://") => {
                    endpoint = Some(value.to_owned());
                }
                Some(("region", value)) if !value.is_empty() => value.clone_into(&mut region),
                _ => return Err(format!("不认识的设置“{pair}”：可用 endpoint=http(s)://…、region=…，以 & 分隔")),
            }
        }
        Ok(Self::Bucket { name: name.to_owned(), prefix: prefix.trim_matches('/').to_owned(), endpoint, region })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    fn bucket(prefix: &str, endpoint: Option<&str>, region: &str) -> AttachmentPlace {
        AttachmentPlace::Bucket {
            name: "siku".to_owned(),
            prefix: prefix.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            region: region.to_owned(),
        }
    }

    #[rstest]
    #[case("var/files", AttachmentPlace::Folder("var/files".into()))]
    #[case("s3://siku", bucket("", None, "us-east-1"))]
    #[case(
        "s3://siku/henan/files/?endpoint=http://10.0.0.5:9000&region=cn-north-1",
        bucket("henan/files", Some("http://10.0.0.5:9000"), "cn-north-1")
    )]
    fn a_place_is_a_folder_or_a_bucket(#[case] text: &str, #[case] place: AttachmentPlace) {
        assert_eq!(text.parse::<AttachmentPlace>().unwrap(), place);
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_bucket("s3:///prefix")]
    #[case::unknown_setting("s3://siku?key=secret")]
    #[case::no_server("s3://siku?endpoint=10.0.0.5")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(text.parse::<AttachmentPlace>().is_err());
    }
}
