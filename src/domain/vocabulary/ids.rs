//! Row ids of the heads. They never leave the house: addresses and messages use the public id.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[serde(transparent)]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        pub struct $name(pub i64);

        impl $name {
            /// Stands for the nth reference of a change until that is resolved: stored ids are positive.
            #[must_use]
            pub fn mention(place: usize) -> Self {
                Self(-1 - i64::try_from(place).unwrap_or(i64::MAX - 1))
            }

            /// Which reference of its change this stands for, if it is not resolved yet.
            pub fn mentioned(self) -> Option<usize> {
                usize::try_from(-1 - self.0).ok()
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }
    )+ };
}

ids! {
    /// An enterprise (企业).
    EnterpriseId,
    /// A person (人员).
    PersonId,
    /// A project (工程项目).
    ProjectId,
    /// A filing (申报): the basis of every change.
    FilingId,
    /// An account (账号).
    AccountId,
    /// An organisation (单位) that accounts act for.
    OrganisationId,
    /// A finding (核验问题).
    FindingId,
}
