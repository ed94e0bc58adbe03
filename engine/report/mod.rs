//! Tables, pictures and summaries of an answer. They write to anything and open nothing.

pub mod manifest;
pub mod map;
pub mod summary;
mod table;
pub mod tables;
