//! The code lists and their editions.

use serde::Deserialize;

/// Which standard a code is to be read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Edition {
    /// The national project standard of 2014: the codes that were dropped later; all others as in 2018.
    #[serde(rename = "2014")]
    National2014,
    /// The national project standard of 2018.
    #[serde(rename = "2018")]
    National2018,
    /// Jiangsu's enterprise and personnel standard.
    #[serde(rename = "jiangsu")]
    Jiangsu,
}

/// A code list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// 立项级别.
    ApprovalLevel,
    /// 资质或证书状态.
    CertificateStatus,
    /// 建设性质.
    ConstructionNature,
    /// 合同类别.
    ContractType,
    /// 币种.
    Currency,
    /// 数据分级.
    DataLevel,
    /// 数据来源.
    DataSource,
    /// 勘察设计从业人员承担角色.
    DesignDuty,
    /// 经济类型.
    EconomicType,
    /// 学历.
    Education,
    /// 企业类型.
    EnterpriseType,
    /// 燃气管道设计压力.
    GasPressure,
    /// 绿色建筑等级.
    GreenBuildingLevel,
    /// 人员证件类型.
    IdentityDocumentType,
    /// 工程投资性质.
    InvestmentNature,
    /// 企业承担角色.
    ParticipantRole,
    /// 施工许可变更项.
    PermitChangeItem,
    /// 人员岗位（技能）证书类型.
    PostCertificateKind,
    /// 项目分类.
    ProjectCategory,
    /// 工程用途.
    ProjectFunction,
    /// 工程等级.
    ProjectLevel,
    /// 企业资质专业类别.
    QualificationCategory,
    /// 企业资质类别.
    QualificationKind,
    /// 企业资质等级.
    QualificationLevel,
    /// 企业资质行业（序列）.
    QualificationSequence,
    /// 注册专业.
    RegistrationSpecialty,
    /// 注册类型及等级.
    RegistrationType,
    /// 审图专业名称.
    ReviewSpecialty,
    /// 道路等级.
    RoadLevel,
    /// 抗震设防烈度.
    SeismicIntensity,
    /// 结构体系.
    StructureType,
    /// 工程监理从业人员承担角色.
    SupervisionDuty,
    /// 招标类型.
    TenderClass,
    /// 招标方式.
    TenderMethod,
    /// 职称等级.
    TitleLevel,
    /// 城市隧道工程类别.
    TunnelType,
    /// 工种.
    WorkType,
}
