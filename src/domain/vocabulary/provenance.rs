//! Who verified a record and where it came from (national data standard §7.22–7.23).

text_enum! {
    /// Data level (数据等级): which tier verified the record. A province outranks a city, a city a county.
    DataLevel {
        Province = "A" / "省级审核",
        City = "B" / "市级审核",
        County = "C" / "县级审核",
        #[default]
        SelfReported = "D" / "未经审核",
    }
}

impl DataLevel {
    /// Whether a record of this level may replace what is on file at `other`: nothing unverified overwrites
    /// what a department has verified.
    pub fn may_replace(self, other: Self) -> bool {
        self <= other
    }
}

text_enum! {
    /// Data source (数据来源) of the national standard's table TBDATASOURCEDIC.
    DataSource {
        Business = "1" / "业务办理",
        #[default]
        Registration = "2" / "信息登记",
        Backfill = "3" / "历史业绩补录",
        Exchange = "4" / "共享交换",
    }
}

text_enum! {
    /// State of a certificate, permit or registration as reported; expiry follows from the dates, not from here.
    CertificateState {
        Valid = "valid" / "有效",
        Suspended = "suspended" / "暂扣",
        Cancelled = "cancelled" / "注销",
        Revoked = "revoked" / "吊销或撤销",
        #[default]
        Invalid = "invalid" / "失效",
    }
}

text_enum! {
    /// The heads that the ledger speaks of: the three that the registries' records hang from (a credit record hangs from
    /// the enterprise or the person it concerns), and those of the platform itself.
    HeadKind {
        #[default]
        Enterprise = "enterprise" / "企业",
        Person = "person" / "人员",
        Project = "project" / "项目",
        Filing = "filing" / "申报",
        Organisation = "organisation" / "单位",
        Account = "account" / "账号",
        Route = "route" / "办理流程",
        Calendar = "calendar" / "工作日历",
        Finding = "finding" / "核验问题",
    }
}
