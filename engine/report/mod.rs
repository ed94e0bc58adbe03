//! Tables, pictures and summaries of an answer. They write to anything and open nothing.

pub mod accounts;
pub mod asked;
pub mod choice;
pub mod clash;
pub mod compare;
pub mod fairness;
pub mod frame;
pub mod futures;
pub mod ground;
pub mod manifest;
pub mod map;
pub mod page;
pub mod reference;
pub mod robust;
pub mod score;
pub mod summary;
mod table;
pub mod tables;
pub mod years;
