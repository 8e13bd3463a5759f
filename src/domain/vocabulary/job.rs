//! Words of the queue of jobs.

text_enum! {
    /// How far a job has come; one that is done is gone.
    JobState {
        #[default]
        Waiting = "waiting" / "待执行",
        Running = "running" / "执行中",
        Failed = "failed" / "失败",
    }
}
