//! Which database: the URL, and a refusal that names the two kinds there are.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The two kinds of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// One file, in this process.
    Sqlite,
    /// A server, also a distributed one that speaks its protocol.
    Postgres,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A database URL: `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    backend: Backend,
    target: String,
}

/// A URL that names no database Siku knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "数据库地址无效（{reason}）。可用的两种写法：sqlite:文件路径（如 sqlite:var/siku.db），\
     或 postgres://用户@主机/库名（PostgreSQL）。"
)]
pub struct UnknownDatabase {
    reason: String,
}

impl DatabaseUrl {
    /// Which kind of database it names.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Whether opening it would make an empty database.
    pub fn is_new(&self) -> bool {
        self.backend == Backend::Sqlite && !Path::new(&self.target).exists()
    }

    /// The folder of a `SQLite` file.
    pub fn folder(&self) -> Option<&Path> {
        Path::new(&self.target).parent().filter(|_folder| self.backend == Backend::Sqlite)
    }

    /// Makes the folder of a `SQLite` file.
    pub(super) fn prepare(&self) -> std::io::Result<()> {
        match (self.backend, Path::new(&self.target).parent()) {
            (Backend::Sqlite, Some(folder)) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder),
            _ => Ok(()),
        }
    }

    /// The file of a `SQLite` database, the whole URL of a `PostgreSQL` one. May hold a password.
    pub(super) fn target(&self) -> &str {
        &self.target
    }
}

impl FromStr for DatabaseUrl {
    type Err = UnknownDatabase;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let refuse = |reason: &str| UnknownDatabase { reason: reason.to_owned() };
        let Some((scheme, rest)) = url.split_once(':') else {
            return Err(refuse("缺少“sqlite:”或“postgres:”开头"));
        };
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() || path.contains('\0') {
                    return Err(refuse("sqlite: 之后没有文件路径"));
                }
                Ok(Self { backend: Backend::Sqlite, target: path.to_owned() })
            }
            "postgres" | "postgresql" => Ok(Self { backend: Backend::Postgres, target: url.to_owned() }),
            other => Err(refuse(&format!("“{other}:”不是数据库类型"))),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    /// Without the target, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} database", self.backend)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("sqlite:var/siku.db", Backend::Sqlite, "var/siku.db")]
    #[case("sqlite:///srv/siku.db", Backend::Sqlite, "/srv/siku.db")]
    #[case("postgres://siku@db/siku", Backend::Postgres, "postgres://siku@db/siku")]
    #[case("postgresql://siku@db/siku", Backend::Postgres, "postgresql://siku@db/siku")]
    fn a_scheme_names_the_backend(#[case] url: &str, #[case] backend: Backend, #[case] target: &str) {
        let url: DatabaseUrl = url.parse().unwrap();
        assert_eq!((url.backend(), url.target()), (backend, target));
    }

    #[rstest]
    #[case("mysql://root@db/siku")]
    #[case("siku.db")]
    #[case("sqlite:")]
    #[case("")]
    fn anything_else_is_refused_with_the_two_that_are(#[case] url: &str) {
        let refusal = url.parse::<DatabaseUrl>().unwrap_err().to_string();
        assert!(refusal.contains("sqlite:") && refusal.contains("postgres://"), "{refusal}");
    }
}
