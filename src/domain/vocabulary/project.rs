//! Words of the project registry (项目库).

text_enum! {
    /// Project type (项目分类), TBPRJTYPEDIC.
    ProjectType {
        Building = "01" / "房屋建筑工程",
        Municipal = "02" / "市政基础设施工程",
        #[default]
        Other = "99" / "其他",
    }
}

text_enum! {
    /// How far a project has come: the furthest stage that a record shows, whatever order the records came in.
    ProjectStage {
        #[default]
        Registered = "registered" / "项目登记",
        Tendered = "tendered" / "招标投标",
        Contracted = "contracted" / "合同登记",
        Reviewed = "reviewed" / "施工图审查",
        Supervised = "supervised" / "质量安全监督",
        Permitted = "permitted" / "施工许可",
        Accepted = "accepted" / "竣工验收",
        Filed = "filed" / "竣工验收备案",
    }
}

text_enum! {
    /// The numbers a project is known by, typed and with their source; none is parsed for meaning.
    ProjectNumberKind {
        National = "national" / "全国项目编号",
        Provincial = "provincial" / "省级项目编号",
        #[default]
        Local = "local" / "地方内部编号",
        Investment = "investment" / "投资项目代码",
    }
}

text_enum! {
    /// Stage records that a number can name (环节记录).
    StageRecordKind {
        #[default]
        Tender = "tender" / "招标投标记录",
        Contract = "contract" / "合同登记记录",
        DrawingReview = "drawing_review" / "施工图审查记录",
        QualitySupervision = "quality_supervision" / "质量监督记录",
        SafetySupervision = "safety_supervision" / "安全监督记录",
        Permit = "permit" / "施工许可证",
        PermitChange = "permit_change" / "施工许可变更",
        Stoppage = "stoppage" / "停工记录",
        Acceptance = "acceptance" / "竣工验收记录",
        AcceptanceFiling = "acceptance_filing" / "竣工验收备案",
    }
}

text_enum! {
    /// Role of an enterprise in a project (企业承担角色), TBCORPROLEDIC and the roles that its tables name besides.
    ParticipantRole {
        Owner = "owner" / "建设单位",
        Survey = "survey" / "勘察单位",
        Design = "design" / "设计单位",
        Construction = "construction" / "施工单位",
        Supervision = "supervision" / "监理单位",
        GeneralContracting = "general_contracting" / "工程总承包单位",
        Testing = "testing" / "质量检测机构",
        DrawingReview = "drawing_review" / "施工图审查机构",
        TenderAgency = "tender_agency" / "招标代理机构",
        CostConsulting = "cost_consulting" / "造价咨询企业",
        Subcontracting = "subcontracting" / "分包单位",
        #[default]
        Other = "other" / "其他",
    }
}

text_enum! {
    /// Position of a person in a project. The first five are the responsible leaders of the five parties
    /// (建质〔2014〕124号).
    Position {
        OwnerLeader = "owner_leader" / "建设单位项目负责人",
        SurveyLeader = "survey_leader" / "勘察项目负责人",
        DesignLeader = "design_leader" / "设计项目负责人",
        ProjectManager = "project_manager" / "项目经理",
        ChiefSupervisor = "chief_supervisor" / "总监理工程师",
        TechnicalLeader = "technical_leader" / "项目技术负责人",
        SupervisorRepresentative = "supervisor_representative" / "总监理工程师代表",
        SpecialtySupervisor = "specialty_supervisor" / "专业监理工程师",
        Supervisor = "supervisor" / "监理员",
        SafetyOfficer = "safety_officer" / "专职安全生产管理人员",
        QualityOfficer = "quality_officer" / "质量员",
        Constructor = "site_constructor" / "施工员",
        MaterialsOfficer = "materials_officer" / "材料员",
        MachineryOfficer = "machinery_officer" / "机械员",
        LabourOfficer = "labour_officer" / "劳务员",
        DocumentsOfficer = "documents_officer" / "资料员",
        StandardsOfficer = "standards_officer" / "标准员",
        SpecialTrade = "special_trade" / "特种作业人员",
        DrawingReviewer = "drawing_reviewer" / "审图人员",
        #[default]
        Other = "other" / "其他",
    }
}
