//! Words of notices (通知) and of what goes out of the platform.

text_enum! {
    /// What an account is told of.
    NoticeKind {
        #[default]
        FilingReceived = "filing_received" / "申报已受理",
        FilingReturned = "filing_returned" / "申报被退回",
        FilingPassed = "filing_passed" / "申报通过一级审核",
        FilingInForce = "filing_in_force" / "申报已生效",
        FilingRefused = "filing_refused" / "申报未通过",
        FilingWithdrawn = "filing_withdrawn" / "申报已撤回",
        FilingToReview = "filing_to_review" / "有待审核的申报",
        FilingDueSoon = "filing_due_soon" / "申报即将到期",
        FilingOverdue = "filing_overdue" / "申报已逾期",
        OrganisationDecided = "organisation_decided" / "单位开通结果",
        AccountChanged = "account_changed" / "账号变动",
        DeliveryFailed = "delivery_failed" / "推送失败",
    }
}

impl NoticeKind {
    /// Whether it also goes by e-mail: what somebody waits for, or must act on. The rest waits to be read.
    pub fn goes_by_mail(self) -> bool {
        !matches!(self, Self::FilingReceived | Self::FilingToReview | Self::FilingWithdrawn)
    }
}

text_enum! {
    /// How something goes out.
    Channel {
        #[default]
        Email = "email" / "电子邮件",
        Webhook = "webhook" / "接口推送",
    }
}

text_enum! {
    /// How far something that goes out has come.
    OutboxState {
        #[default]
        Waiting = "waiting" / "待发送",
        Sent = "sent" / "已发送",
        /// There is nowhere to send it: no mail server, no address, a webhook that is not active.
        Skipped = "skipped" / "无需发送",
        Failed = "failed" / "发送失败",
    }
}

text_enum! {
    /// Whether a webhook is told of events.
    WebhookState {
        #[default]
        Active = "active" / "启用",
        Paused = "paused" / "已暂停",
        /// By the platform, after it failed again and again.
        Disabled = "disabled" / "连续失败，已停用",
        Removed = "removed" / "已删除",
    }
}

text_enum! {
    /// What a webhook can be told of.
    WebhookEvent {
        FilingSubmitted = "filing.submitted" / "收到申报",
        FilingReturned = "filing.returned" / "申报被退回",
        FilingPassed = "filing.passed" / "申报通过一级审核",
        FilingInForce = "filing.in_force" / "申报已生效",
        FilingRefused = "filing.refused" / "申报未通过",
        FilingWithdrawn = "filing.withdrawn" / "申报已撤回",
        /// Asked for by hand, to try an address.
        #[default]
        Ping = "ping" / "测试",
    }
}
