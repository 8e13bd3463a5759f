//! The words of the project-manager lock: where it stands, why it does not bar, why it ended.

text_enum! {
    /// Where a lock stands.
    LockState {
        /// For a bid; it ends by itself.
        Reserved = "reserved" / "投标预留",
        /// For works that were awarded.
        Locked = "locked" / "已锁定",
        #[default]
        Released = "released" / "已解除",
    }
}

text_enum! {
    /// Why a manager may lead other works although a lock lasts (建市〔2008〕48号 Art. 9).
    LockException {
        AdjacentSection = "adjacent_section" / "同一工程相邻分段发包或分期施工",
        Stopped = "stopped" / "非承包方原因停工超过120天，经建设单位同意",
        /// No leave of anybody's: a record that had released the manager was put right after they were locked elsewhere.
        #[default]
        Corrected = "corrected" / "记录更正所致的重叠",
    }
}

text_enum! {
    /// Why a lock ended.
    LockReleaseReason {
        AcceptancePassed = "acceptance_passed" / "竣工验收合格",
        ContractEnded = "contract_ended" / "合同终止",
        ManagerChanged = "manager_changed" / "依法更换项目经理",
        Stopped = "stopped" / "非承包方原因停工超过120天，经建设单位同意",
        AwardToAnother = "award_to_another" / "未中标",
        Withdrawn = "withdrawn" / "企业撤回预留",
        #[default]
        Expired = "expired" / "预留到期",
    }
}

impl LockException {
    /// Those that a department records.
    pub const RECORDED: [Self; 2] = [Self::AdjacentSection, Self::Stopped];
}

impl LockReleaseReason {
    /// Those for which a department releases by hand.
    pub const BY_DEPARTMENT: [Self; 5] =
        [Self::AcceptancePassed, Self::ContractEnded, Self::ManagerChanged, Self::Stopped, Self::AwardToAnother];
}
