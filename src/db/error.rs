//! What the databases report, said once for both: which constraint, or that trying again helps.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::{Code, Error as AppError};

/// Result of every store function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A constraint of the schema does not hold.
    #[error("constraint {0:?} violated")]
    Violation(Violation),
    /// Busy, locked, deadlocked or away: the same may succeed later.
    #[error("database busy or away")]
    Transient(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else is a defect.
    #[error("database statement failed")]
    Other(#[source] DieselError),
}

/// A violated constraint by its name in the migrations, the same on both backends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A unique or primary key.
    Unique(String),
    /// A foreign key; `SQLite` does not say which.
    ForeignKey,
    /// A check or not-null condition.
    Check(String),
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::Other(error);
        };
        match kind {
            DatabaseErrorKind::UniqueViolation => Self::Violation(Violation::Unique(
                info.constraint_name().map_or_else(|| sqlite_unique_name(info.message()), str::to_owned),
            )),
            DatabaseErrorKind::ForeignKeyViolation => Self::Violation(Violation::ForeignKey),
            DatabaseErrorKind::CheckViolation | DatabaseErrorKind::NotNullViolation => {
                let name = info.constraint_name().or_else(|| info.message().split_once(": ").map(|(_, name)| name));
                Self::Violation(Violation::Check(name.unwrap_or_default().to_owned()))
            }
            DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection => {
                Self::Transient(Box::new(error))
            }
            _ if is_transient(info.message()) => Self::Transient(Box::new(error)),
            _ => Self::Other(error),
        }
    }
}

/// How `PostgreSQL` and `SQLite` say that the same may succeed later. Diesel has no error kind for it and does not hand
/// on the server's code. A `PostgreSQL` server whose user may not choose the language says it in its own: Chinese, here.
const TRANSIENT: [&str; 12] = [
    "deadlock detected",
    "检测到死锁",
    "canceling statement due to lock timeout",
    "由于锁超时，取消语句操作",
    "canceling statement due to statement timeout",
    "由于语句执行超时，正在取消查询命令",
    "terminating connection",
    "中断联接",
    "the database system is",
    "数据库系统",
    "server closed the connection",
    "database is locked",
];

fn is_transient(message: &str) -> bool {
    TRANSIENT.iter().any(|text| message.contains(text))
}

/// `UNIQUE constraint failed: qualification.enterprise_id, qualification.record_key` names the columns; the migrations
/// name the constraint `<table>_<last column>_unique`, which is what `PostgreSQL` reports.
fn sqlite_unique_name(message: &str) -> String {
    message
        .rsplit([' ', ','])
        .next()
        .and_then(|column| column.split_once('.'))
        .map_or_else(|| message.to_owned(), |(table, column)| format!("{table}_{column}_unique"))
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::Transient(source) => Self::Unavailable { retry_after: 2, source },
            error => Self::internal(error),
        }
    }
}

impl From<DieselError> for AppError {
    fn from(error: DieselError) -> Self {
        Error::from(error).into()
    }
}

/// Says in a service what a violated constraint means.
pub trait OnViolation<T> {
    /// Turns the violation of the unique constraint `name` into a conflict; everything else passes.
    fn on_unique(self, name: &str, code: Code, detail: impl FnOnce() -> String) -> Result<T, AppError>;
}

impl<T> OnViolation<T> for Result<T> {
    fn on_unique(self, name: &str, code: Code, detail: impl FnOnce() -> String) -> Result<T, AppError> {
        self.map_err(|error| match error {
            Error::Violation(Violation::Unique(constraint)) if constraint == name => AppError::Conflict(code, detail()),
            error => error.into(),
        })
    }
}

/// The same where the store's error was handed on already.
impl<T> OnViolation<T> for Result<T, AppError> {
    fn on_unique(self, name: &str, code: Code, detail: impl FnOnce() -> String) -> Self {
        self.map_err(|error| {
            let AppError::Internal(source) = &error else { return error };
            match source.downcast_ref::<Error>() {
                Some(Error::Violation(Violation::Unique(constraint))) if constraint == name => {
                    AppError::Conflict(code, detail())
                }
                _ => error,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::deadlock("deadlock detected")]
    #[case::deadlock_in_chinese("检测到死锁")]
    #[case::lock("canceling statement due to lock timeout")]
    #[case::lock_in_chinese("由于锁超时，取消语句操作")]
    #[case::slow_in_chinese("由于语句执行超时，正在取消查询命令")]
    #[case::stopping("terminating connection due to administrator command")]
    #[case::stopping_in_chinese("由于管理员命令中断联接")]
    #[case::starting_in_chinese("数据库系统启动中")]
    #[case::locked("database is locked")]
    fn what_may_succeed_later_is_known_in_either_language(#[case] message: &str) {
        let said = |message: &str| DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()));
        assert!(matches!(Error::from(said(message)), Error::Transient(_)));
        assert!(matches!(Error::from(said("syntax error")), Error::Other(_)));
    }

    #[test]
    fn sqlite_names_a_unique_constraint_as_the_migrations_do() {
        assert_eq!(
            sqlite_unique_name("UNIQUE constraint failed: enterprise.credit_code"),
            "enterprise_credit_code_unique"
        );
        assert_eq!(
            sqlite_unique_name("UNIQUE constraint failed: qualification.enterprise_id, qualification.record_key"),
            "qualification_record_key_unique"
        );
    }
}
