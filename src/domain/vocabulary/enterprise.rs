//! Words of the enterprise registry (企业库).

text_enum! {
    /// Kind of enterprise (企业类型), after the national list TBAPTITUDEKINDDIC.
    EnterpriseKind {
        Survey = "survey" / "工程勘察",
        Design = "design" / "工程设计",
        Construction = "construction" / "建筑业",
        Supervision = "supervision" / "工程监理",
        TenderAgency = "tender_agency" / "工程招标代理",
        GeneralContracting = "general_contracting" / "工程总承包",
        CostConsulting = "cost_consulting" / "工程造价咨询",
        DrawingReview = "drawing_review" / "施工图审查",
        Testing = "testing" / "质量检测",
        Planning = "planning" / "城乡规划",
        Owner = "owner" / "建设单位",
        #[default]
        Other = "other" / "其他",
    }
}

text_enum! {
    /// Whether an enterprise is on the register, and how.
    EnterpriseState {
        Active = "active" / "在册",
        /// Only named by another record so far: an owner, an employer, a bidder.
        #[default]
        Mentioned = "mentioned" / "仅见于其他记录",
        Revoked = "revoked" / "吊销",
        Deregistered = "deregistered" / "注销",
    }
}

text_enum! {
    /// Kinds of names and codes that an enterprise has or had.
    EnterpriseAliasKind {
        #[default]
        Name = "name" / "曾用名",
        CreditCode = "credit_code" / "曾用统一社会信用代码",
        OrganisationCode = "organisation_code" / "组织机构代码",
        LicenceNumber = "licence_number" / "营业执照注册号",
        UncheckedCode = "unchecked_code" / "校验码不符的代码",
    }
}

text_enum! {
    /// How one enterprise came from another (企业重组).
    SuccessionKind {
        Renaming = "renaming" / "更名",
        Merger = "merger" / "合并",
        Division = "division" / "分立",
        #[default]
        Restructuring = "restructuring" / "改制重组",
    }
}
