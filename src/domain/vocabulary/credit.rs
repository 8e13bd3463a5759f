//! Words of the credit registry (诚信库), after 建市〔2017〕241号.

text_enum! {
    /// Nature of a conduct record (信用信息).
    ConductNature {
        Good = "good" / "优良信用信息",
        #[default]
        Bad = "bad" / "不良信用信息",
    }
}

text_enum! {
    /// Whom a credit record concerns.
    SubjectKind {
        #[default]
        Enterprise = "enterprise" / "企业",
        Person = "person" / "人员",
    }
}

text_enum! {
    /// Which list of the credit registry a record stands on.
    CreditKind {
        Good = "good" / "优良信用信息",
        #[default]
        Bad = "bad" / "不良信用信息",
        Blacklist = "blacklist" / "建筑市场主体“黑名单”",
        Demerit = "demerit" / "项目经理质量安全违法违规行为记分",
        Evaluation = "evaluation" / "信用评价",
    }
}

text_enum! {
    /// Who may see an evaluation (信息使用范围).
    EvaluationScope {
        #[default]
        Public = "0" / "公示",
        Government = "1" / "仅政府部门内部共享",
        Authorised = "2" / "仅可授权查询",
    }
}

text_enum! {
    /// How often an evaluation is made (考核周期).
    EvaluationPeriod {
        Month = "1" / "月度",
        Quarter = "2" / "季度",
        #[default]
        Year = "3" / "年度",
    }
}
