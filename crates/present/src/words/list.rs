//! Which words the list of rooms has, and what stands around it in the console.
//!
//! The words themselves stand with all others, in `ko` and `en`.

use crate::failure::FailureKind;

/// The words of the list of rooms, and of what stands around it in the console.
#[derive(Debug)]
pub struct ListWords {
    /// Name of the list.
    pub rooms: &'static str,
    /// How it is used by keyboard.
    pub keys: &'static str,
    /// Name of the pane beside it.
    pub conversation: &'static str,
    /// Name of the filters.
    pub filters: &'static str,
    /// Name of the choice of a period.
    pub period: &'static str,
    /// The periods: today, a day, from and to.
    pub periods: [&'static str; 3],
    /// Names of the days: the one, the first, the last.
    pub days: [&'static str; 3],
    /// Button: asks for the days.
    pub search: &'static str,
    /// Names of the choices: status, sort, order, rooms a page.
    pub choices: [&'static str; 4],
    /// Every status.
    pub any_status: &'static str,
    /// By opening, by closing.
    pub sorts: [&'static str; 2],
    /// Oldest first, newest first.
    pub orders: [&'static str; 2],
    /// Rooms a page.
    pub per_page: fn(u8) -> String,
    /// The list is being loaded.
    pub loading: &'static str,
    /// How many rooms, for those who hear it.
    pub found: fn(&str) -> String,
    /// How many rooms, which page, and of how many.
    pub pages: fn(Option<&str>, &str, Option<&str>) -> String,
    /// Name of the pages' buttons.
    pub paging: &'static str,
    /// Buttons: the page before, the next.
    pub turn: [&'static str; 2],
    /// No room is such.
    pub empty: &'static str,
    /// There are fewer pages.
    pub empty_page: &'static str,
    /// Today has none.
    pub empty_today: &'static str,
    /// Button: all filters as usual.
    pub reset: &'static str,
    /// The vendor refuses the period: its first and last day, and how many they are.
    pub too_long: fn(&str, &str, i64) -> String,
    /// Button: to the days.
    pub change_period: &'static str,
    /// Why there is no list.
    pub failure: fn(FailureKind) -> &'static str,
    /// Button: back to the list.
    pub back: &'static str,
    /// Buttons: the room before, the next.
    pub step: [&'static str; 2],
}
