//! Words of filing (申报).

text_enum! {
    /// What a coded reason is given for.
    ReasonStep {
        #[default]
        Return = "return" / "退回补正",
        Refuse = "refuse" / "不予通过",
        Withdraw = "withdraw" / "撤回",
    }
}
