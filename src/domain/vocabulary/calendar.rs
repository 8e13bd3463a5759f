//! Words of the calendar of working days.

text_enum! {
    /// How a day departs from Monday to Friday.
    DayKind {
        #[default]
        Holiday = "holiday" / "放假",
        Working = "working" / "补班",
    }
}
