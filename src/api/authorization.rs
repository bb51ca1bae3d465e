//! The token and headers that the page adds to each request. Both are sent to the proxy only.

use js_sys::{Function, Promise};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The `token` and `headers` properties of an element.
///
/// Two values are equal if their headers are equal and their tokens are equal strings or any two functions. Frameworks
/// create a new function and a new headers object on every render.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authorization {
    token: Option<Token>,
    /// Sorted; names in lower case.
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Token {
    Text(String),
    /// Called before each request. Returns a string or a promise of one.
    Function(SendWrapper<Function>),
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(text), Self::Text(other)) => text == other,
            (Self::Function(_), Self::Function(_)) => true,
            _ => false,
        }
    }
}

impl Eq for Token {}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Function(_) => "Function",
        })
    }
}

/// The page's token function threw, returned a rejected promise, or did not return a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoToken;

impl Authorization {
    /// Returns an authorization. `token` is a string or a function; any other value and an empty string mean no token.
    pub fn new(token: JsValue, mut headers: Vec<(String, String)>) -> Self {
        for (name, _) in &mut headers {
            name.make_ascii_lowercase();
        }
        headers.sort();
        let token = match token.dyn_into::<Function>() {
            Ok(function) => Some(Token::Function(SendWrapper::new(function))),
            Err(other) => other.as_string().filter(|text| !text.is_empty()).map(Token::Text),
        };
        Self { token, headers }
    }

    /// Returns whether nothing is added to a request.
    pub fn is_empty(&self) -> bool {
        self.token.is_none() && self.headers.is_empty()
    }

    /// Returns whether both have a token function and the functions differ. Such values are equal, but may return different
    /// tokens.
    pub fn has_other_function(&self, other: &Self) -> bool {
        match (&self.token, &other.token) {
            (Some(Token::Function(one)), Some(Token::Function(other))) => **one != **other,
            _ => false,
        }
    }

    /// Returns whether the token comes from a function, so the next one may differ.
    pub(super) fn is_dynamic(&self) -> bool {
        matches!(self.token, Some(Token::Function(_)))
    }

    /// Returns the headers of the page.
    pub(super) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Returns the token for the next request.
    ///
    /// # Errors
    /// [`NoToken`] if the page's function fails.
    pub(super) async fn token(&self) -> Result<Option<String>, NoToken> {
        match &self.token {
            None => Ok(None),
            Some(Token::Text(text)) => Ok(Some(text.clone())),
            Some(Token::Function(function)) => {
                let returned = function.call0(&JsValue::UNDEFINED).map_err(|_| NoToken)?;
                let token = JsFuture::from(Promise::resolve(&returned)).await.map_err(|_| NoToken)?;
                token.as_string().map(Some).ok_or(NoToken)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_token(token: Token) -> Authorization {
        Authorization { token: Some(token), headers: Vec::new() }
    }

    #[test]
    fn string_tokens_are_compared_by_value() {
        let token = |text: &str| with_token(Token::Text(text.to_owned()));
        assert_eq!(token("a"), token("a"));
        assert_ne!(token("a"), token("b"));
        assert_ne!(token("a"), Authorization::default());
    }

    #[test]
    fn debug_output_contains_no_secret() {
        assert!(!format!("{:?}", with_token(Token::Text("hunter2".to_owned()))).contains("hunter2"));
    }
}
