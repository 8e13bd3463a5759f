//! Words of workbooks that enterprises hand in (批量补录).

text_enum! {
    /// How far a workbook has come.
    WorkbookState {
        #[default]
        Waiting = "waiting" / "等待检查",
        Checking = "checking" / "正在检查",
        Checked = "checked" / "检查完毕",
        Failed = "failed" / "无法读取",
        Filed = "filed" / "已申报",
    }
}

impl WorkbookState {
    /// Whether it is still to be read, or being read.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Checking)
    }
}

text_enum! {
    /// What was found of one row of a workbook.
    RowVerdict {
        #[default]
        Good = "good" / "可以申报",
        Wrong = "wrong" / "有误",
        Known = "known" / "已申报或已在库",
    }
}
