//! Which active projects has this project manager, this chief supervision engineer? The look-up that the platform is
//! best known for: the verdict in one sentence, then the records it rests on.

pub mod api;
pub mod near;
pub mod page;
pub mod sentence;
pub mod service;
pub mod term;
pub mod view;
