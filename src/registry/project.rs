//! The project registry (项目库).

pub mod sheet;
