//! `GET /api/rooms`: one page of the list (004), in the vendor's own bytes.
//!
//! The query is read strictly, value by value, into a [`ListRequest`], and that is what the vendor is asked: nothing of
//! the query itself goes any further. What is wrong is named, and costs no call.

use std::num::NonZeroU32;

use axum::{
    Extension,
    extract::{RawQuery, State},
    response::Response,
};
use happytalk_model::{
    failure::CustomerFailCode,
    list::{Day, ListRequest, Order, PageSize, Period, SortKey, StatusFilter},
};
use url::form_urlencoded;

use super::vendor_json;
use crate::{
    auth::{Caller, Scope},
    problem::Problem,
    state::AppState,
    vendor::VendorError,
};

/// The parameters, each at most once.
const PARAMETERS: [&str; 8] = ["from", "to", "date", "status", "sort", "order", "limit", "page"];

/// The vendor's answer to `chat_room_lists`, unchanged.
pub(super) async fn list(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.require(Scope::List)?;
    if !caller.knows_all() {
        return Err(Problem::Forbidden("The list names every room, and the token is for some."));
    }
    let request = read(query.as_deref().unwrap_or_default())?;
    match state.vendor().chat_room_lists(&request).await {
        Ok(body) => Ok(vendor_json(body.into_bytes())),
        Err(VendorError::Refused(failure)) if failure.customer_code() == Some(CustomerFailCode::PeriodTooLong) => {
            Err(Problem::PeriodTooLong { name: begins(request.period), failure })
        }
        Err(error) => Err(error.into()),
    }
}

/// The parameter that a page would mark when the period is too long.
fn begins(period: Period) -> &'static str {
    match period {
        Period::Between(..) => "from",
        Period::Day(_) | Period::Today => "date",
    }
}

/// What the query asks for; a missing parameter is the vendor's own default.
fn read(query: &str) -> Result<ListRequest, Problem> {
    let values = Values::read(query)?;
    let day = |name| values.parse(name, Day::parse, "A day is written YYYY-MM-DD, and in the calendar.");
    let (first, last, date) = (day("from")?, day("to")?, day("date")?);
    let period = match (first, last) {
        (Some(first), Some(last)) if first <= last => Period::Between(first, last),
        (Some(_), Some(_)) => return Err(Problem::parameter("to", "The period ends before it begins.")),
        (Some(_), None) => return Err(Problem::parameter("to", "`from` needs `to` beside it.")),
        (None, Some(_)) => return Err(Problem::parameter("from", "`to` needs `from` beside it.")),
        (None, None) => date.map_or(Period::Today, Period::Day),
    };
    let status = values.parse("status", StatusFilter::parse, "One of 99, -2, -1, 0, 1, 2, 3.")?;
    let sort = values.parse("sort", SortKey::parse, "reg_date or complate_date.")?;
    let order = values.parse("order", Order::parse, "asc or desc.")?;
    let size = |text: &str| number(text).and_then(|rooms| u8::try_from(rooms.get()).ok()).and_then(PageSize::new);
    let limit = values.parse("limit", size, "A whole number from 1 to 50.")?;
    let page = values.parse("page", number, "A whole number from 1.")?;
    Ok(ListRequest {
        period,
        status: status.unwrap_or_default(),
        sort: sort.unwrap_or_default(),
        order: order.unwrap_or_default(),
        limit: limit.unwrap_or_default(),
        page: page.unwrap_or(NonZeroU32::MIN),
    })
}

/// Digits, and no other way to write a number.
fn number(text: &str) -> Option<NonZeroU32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The values said, in the order of [`PARAMETERS`].
#[derive(Default)]
struct Values([Option<String>; PARAMETERS.len()]);

impl Values {
    fn read(query: &str) -> Result<Self, Problem> {
        let mut values = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let known = PARAMETERS.iter().zip(&mut values.0).find(|(known, _)| **known == name);
            let (known, place) = known.ok_or_else(|| Problem::no_such(&name, "There is no such parameter here."))?;
            if place.replace(value.into_owned()).is_some() {
                return Err(Problem::parameter(known, "This parameter counts once, and came twice."));
            }
        }
        Ok(values)
    }

    fn parse<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        allowed: &'static str,
    ) -> Result<Option<T>, Problem> {
        let said =
            PARAMETERS.iter().zip(&self.0).find(|(known, _)| **known == name).and_then(|(_, value)| value.as_deref());
        said.map(|text| parse(text).ok_or_else(|| Problem::parameter(name, allowed))).transpose()
    }
}
