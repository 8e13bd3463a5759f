//! Words of the personnel registry (人员库).

text_enum! {
    /// Kind of identity document, after TBIDCARDTYPEDIC (2018). Jiangsu swaps 2 and 3: map at the edge.
    IdDocumentKind {
        ResidentId = "1" / "身份证",
        MilitaryId = "2" / "军官证",
        Passport = "3" / "护照",
        TaiwanId = "4" / "台湾居民身份证",
        HongKongId = "5" / "香港永久性居民身份证",
        PoliceId = "6" / "警官证",
        #[default]
        Other = "9" / "其他",
    }
}

text_enum! {
    /// How much of a person's identity number is known.
    IdCompleteness {
        Full = "full" / "完整",
        Masked = "masked" / "仅有脱敏号码",
        #[default]
        None = "none" / "未提供",
    }
}

text_enum! {
    /// Sex as on the document (GB/T 2261.1).
    Sex {
        #[default]
        Male = "1" / "男",
        Female = "2" / "女",
    }
}

text_enum! {
    /// Registration type and class (注册类型及等级), after TBSPECIALTYTYPEDIC.
    RegistrationType {
        ArchitectFirst = "1" / "一级注册建筑师",
        ArchitectSecond = "2" / "二级注册建筑师",
        StructuralFirst = "11" / "一级注册结构工程师",
        StructuralSecond = "12" / "二级注册结构工程师",
        Geotechnical = "21" / "注册土木工程师（岩土）",
        Hvac = "31" / "注册公用设备工程师（暖通空调）",
        WaterSupply = "32" / "注册公用设备工程师（给水排水）",
        Power = "33" / "注册公用设备工程师（动力）",
        ElectricalTransmission = "41" / "注册电气工程师（发输变电）",
        ElectricalSupply = "42" / "注册电气工程师（供配电）",
        Chemical = "61" / "注册化工工程师",
        Supervision = "71" / "注册监理工程师",
        ConstructorFirst = "81" / "一级注册建造师",
        ConstructorSecond = "82" / "二级注册建造师",
        ConstructorFirstProvisional = "83" / "一级临时注册建造师",
        ConstructorSecondProvisional = "84" / "二级临时注册建造师",
        CostFirst = "91" / "一级造价工程师",
        CostSecond = "92" / "二级造价工程师",
        #[default]
        Other = "99" / "其他注册人员",
    }
}

impl RegistrationType {
    /// Whether the holder may lead a construction site (注册建造师).
    pub fn is_constructor(self) -> bool {
        matches!(
            self,
            Self::ConstructorFirst
                | Self::ConstructorSecond
                | Self::ConstructorFirstProvisional
                | Self::ConstructorSecondProvisional
        )
    }
}

text_enum! {
    /// Class of a safety assessment certificate (安管人员考核证书), 住建部令第17号; C1–C3 by 建质〔2015〕206号.
    SafetyCertificateClass {
        A = "A" / "A类（企业主要负责人）",
        B = "B" / "B类（项目负责人）",
        #[default]
        C = "C" / "C类（专职安全生产管理人员）",
        C1 = "C1" / "C1类（机械）",
        C2 = "C2" / "C2类（土建）",
        C3 = "C3" / "C3类（综合）",
    }
}
