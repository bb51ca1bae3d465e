//! UI strings of the room list and the rest of the console. The values are in `ko` and `en`.

use crate::failure::FailureKind;

/// UI strings of the room list and the rest of the console.
#[derive(Debug)]
pub struct ListWords {
    /// Label of the list.
    pub rooms: &'static str,
    /// Keyboard instructions of the list.
    pub keyboard_help: &'static str,
    /// Label of the conversation pane.
    pub conversation: &'static str,
    /// Label of the filter form.
    pub filters: &'static str,
    /// Label of the period select box.
    pub period: &'static str,
    /// Periods: today, one day, range.
    pub periods: [&'static str; 3],
    /// Labels of the date fields: day, first day, last day.
    pub days: [&'static str; 3],
    /// Button: submits the filters.
    pub search: &'static str,
    /// Labels of the select boxes: status, sort key, order, page size.
    pub choices: [&'static str; 4],
    /// Option: any status.
    pub any_status: &'static str,
    /// Sort keys: opening time, closing time.
    pub sorts: [&'static str; 2],
    /// Orders: oldest first, newest first.
    pub orders: [&'static str; 2],
    /// Option of the page size. The parameter is the number of rooms.
    pub per_page: fn(u8) -> String,
    /// Status: the list is loading.
    pub loading: &'static str,
    /// Announcement: number of rooms found.
    pub result_count: fn(&str) -> String,
    /// Total number of rooms, page number, and number of pages.
    pub pages: fn(Option<&str>, &str, Option<&str>) -> String,
    /// Label of the pagination.
    pub pagination: &'static str,
    /// Buttons: previous page, next page.
    pub adjacent_pages: [&'static str; 2],
    /// State: no room matches the filters.
    pub empty: &'static str,
    /// State: the page number exceeds the number of pages.
    pub empty_page: &'static str,
    /// State: no room was opened today.
    pub empty_today: &'static str,
    /// Button: resets the filters.
    pub reset: &'static str,
    /// Error: the period is too long. The parameters are first day, last day and number of days.
    pub too_long: fn(&str, &str, i64) -> String,
    /// Button: focuses the date fields.
    pub change_period: &'static str,
    /// Sentence for a load failure of the list.
    pub failure: fn(FailureKind) -> &'static str,
    /// Button: returns to the list.
    pub back: &'static str,
    /// Buttons: previous room, next room.
    pub adjacent_rooms: [&'static str; 2],
}
