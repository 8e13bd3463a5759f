//! What a written value was taken to mean: the shape every reader of this folder returns.

/// Why a cell that holds something, or nothing, carries no value. The four are different facts about the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Absent {
    /// Nothing was written.
    Empty,
    /// A filler was written where a value was due: `NULL`, `暂无`, `1900-01-01`.
    Placeholder,
    /// The writer says there is none: `无`, `不适用`, `长期` for an end date.
    NotApplicable,
    /// The value exists and was covered before it reached us: `410***********0019`.
    Masked,
}

/// A value, or the reason there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<T> {
    /// The value as understood.
    Value(T),
    /// No value, and why.
    Absent(Absent),
}

impl<T> Reading<T> {
    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// The value by move, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// Why there is no value, if there is none.
    pub const fn absent(&self) -> Option<Absent> {
        match self {
            Self::Value(_) => None,
            Self::Absent(absent) => Some(*absent),
        }
    }

    /// The same reading of another type.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Value(value) => Reading::Value(change(value)),
            Self::Absent(absent) => Reading::Absent(absent),
        }
    }
}

/// Why a written value cannot be taken, or what is doubtful about it.
///
/// The texts are Chinese, for the person who wrote the cell. They never repeat the value: it may be personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Defect {
    /// Stable name of the kind of defect: `credit_code.check_digit`.
    pub code: &'static str,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

impl Defect {
    /// A defect with its reason and remedy.
    pub fn new(code: &'static str, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, reason: reason.into(), remedy: remedy.into() }
    }
}

/// A reading and what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// The value, or why there is none.
    pub reading: Reading<T>,
    /// Doubts that do not stop the value from being taken.
    pub warnings: Vec<Defect>,
}

impl<T> Read<T> {
    /// A value without doubts.
    pub const fn sure(value: T) -> Self {
        Self { reading: Reading::Value(value), warnings: Vec::new() }
    }

    /// A value with one doubt.
    pub fn doubtful(value: T, warning: Defect) -> Self {
        Self { reading: Reading::Value(value), warnings: vec![warning] }
    }

    /// No value.
    pub const fn absent(absent: Absent) -> Self {
        Self { reading: Reading::Absent(absent), warnings: Vec::new() }
    }

    /// The same with one more doubt.
    #[must_use]
    pub fn with_warning(mut self, warning: Defect) -> Self {
        self.warnings.push(warning);
        self
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        self.reading.value()
    }

    /// The value by move, if there is one; the warnings are dropped.
    pub fn into_value(self) -> Option<T> {
        self.reading.into_value()
    }

    /// The same reading of another type, with the same doubts.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Read<U> {
        Read { reading: self.reading.map(change), warnings: self.warnings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_reading_keeps_its_reason_through_a_change_of_type() {
        let masked: Reading<u8> = Reading::Absent(Absent::Masked);
        assert_eq!(masked.map(u32::from).absent(), Some(Absent::Masked));
        assert_eq!(Reading::Value(3_u8).map(u32::from).into_value(), Some(3));
    }

    #[test]
    fn warnings_stay_with_the_value() {
        let doubt = Defect::new("test.doubt", "可疑", "请核对");
        let read = Read::doubtful(1_u8, doubt.clone()).map(u32::from);
        assert_eq!(read.value(), Some(&1));
        assert_eq!(read.warnings, [doubt]);
    }
}
