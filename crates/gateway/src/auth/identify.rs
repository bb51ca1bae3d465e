//! From a request to its caller: the token in `Authorization`, and how often whoever sends it may ask.
//!
//! A token anywhere else is none: queries end up in logs, histories and other sites' logs. Refusals are counted by
//! address, apart from what is allowed, so that guessing gets slow and others behind the same address go on. The catch: each
//! guess is checked, since before that nobody can tell it from a good token.

use axum::{
    extract::{Request, State},
    http::{Extensions, HeaderMap, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{Auth, Caller, Invalid};
use crate::{metrics, problem::Problem, rates::Kind, state::AppState};

/// Puts the [`Caller`] on the request, and on the response for [`crate::access`], that of a refusal too; else answers 401 or 429.
pub(crate) async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let caller = match who(&state, &request) {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let mut response = match admit(&state, &request, &caller) {
        Ok(()) => {
            request.extensions_mut().insert(caller.clone());
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    response.extensions_mut().insert(caller);
    response
}

fn who(state: &AppState, request: &Request) -> Result<Caller, Problem> {
    let caller = match state.auth() {
        Auth::None => Ok(Caller::anyone()),
        Auth::Jwt(verifier) => {
            bearer(request.headers()).and_then(|token| verifier.check(token).map_err(Invalid::reason))
        }
    };
    caller.map_err(|reason| {
        metrics::auth_failure(reason);
        refused(state, request.headers(), request.extensions(), Problem::Unauthorized(reason))
    })
}

/// Whether they may ask now, or have asked too often.
fn admit(state: &AppState, request: &Request, caller: &Caller) -> Result<(), Problem> {
    let rates = state.rates();
    rates.admit_address(state.client(request.headers(), request.extensions()))?;
    rates.admit_caller(caller, Kind::of(request.method(), request.uri().path()))
}

/// What a wrong token or a wrong secret is answered with: `problem`, or 429 once an address was refused too often.
pub(crate) fn refused(state: &AppState, headers: &HeaderMap, extensions: &Extensions, problem: Problem) -> Problem {
    state.rates().count_refusal(state.client(headers, extensions)).err().unwrap_or(problem)
}

/// The token of the only `Authorization` header; else what is wrong, for the log.
fn bearer(headers: &HeaderMap) -> Result<&str, &'static str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or("no Authorization header")?;
    if values.next().is_some() {
        return Err("several Authorization headers");
    }
    let value = value.to_str().map_err(|_| "Authorization is no text")?;
    let (scheme, token) = value.split_once(' ').ok_or("Authorization is no Bearer token")?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if scheme.eq_ignore_ascii_case("bearer") && token.bytes().all(allowed) {
        Ok(token)
    } else {
        Err("Authorization is no Bearer token")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_token_stands_in_the_only_authorization_header() {
        for (values, token) in [
            (&["Bearer a.b-_9.c"][..], Ok("a.b-_9.c")),
            (&["bearer a.b.c"], Ok("a.b.c")),
            (&[], Err("no Authorization header")),
            (&["Bearer a", "Bearer a"], Err("several Authorization headers")),
            (&["Bearer a, Bearer b"], Err("Authorization is no Bearer token")),
            (&["Bearer  a"], Err("Authorization is no Bearer token")),
            (&["Bearer\ta"], Err("Authorization is no Bearer token")),
            (&["Bearer"], Err("Authorization is no Bearer token")),
            (&["a.b.c"], Err("Authorization is no Bearer token")),
            (&["Basic a"], Err("Authorization is no Bearer token")),
            (&["Bearer a="], Err("Authorization is no Bearer token")),
            (&["Bearer 한글"], Err("Authorization is no text")),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            assert_eq!(bearer(&headers), token, "{values:?}");
        }
    }
}
