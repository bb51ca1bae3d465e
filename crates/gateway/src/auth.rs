//! Who asks, and what they may do: every route under `/api` asks its [`Caller`] before it does anything else.
//!
//! `identify` stands before all of them and puts the caller on the request; without one no route is reached.

mod identify;
mod keys;
mod subject;
mod token;
mod verifier;

use happytalk_model::RoomId;
use std::{sync::Arc, time::Duration};

use crate::problem::Problem;

pub(crate) use identify::{identify, refused};
use keys::Key;
pub use keys::{KeySet, KeysError};
pub use token::{AUDIENCE, Invalid, LEEWAY, LONGEST_LIFE};
pub(crate) use verifier::KeyInUse;
pub use verifier::{Clock, KeyFile, KeyFileError, Verifier};

/// How callers are told apart (`--auth`).
#[derive(Clone, Debug)]
pub enum Auth {
    /// Not at all: only for this machine's own pages.
    None,
    /// By their tokens.
    Jwt(Verifier),
}

impl Auth {
    /// The key of a caller's token, for what goes on longer than a request; `None` without authentication.
    pub(crate) fn key_in_use(&self, caller: &Caller) -> Option<KeyInUse> {
        match self {
            Self::None => None,
            Self::Jwt(verifier) => Some(verifier.watch(&caller.0.token.as_ref()?.key)),
        }
    }
}

/// A right of the embed token (contract §5): the words of its `scope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Reading a room.
    Read,
    /// The list of rooms.
    List,
    /// The event stream.
    Live,
    /// Sending as the customer.
    Send,
    /// Internal memos: without it they are removed on the server.
    Memo,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Read, Self::List, Self::Live, Self::Send, Self::Memo];

    /// The word in `scope`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::List => "list",
            Self::Live => "live",
            Self::Send => "send",
            Self::Memo => "memo",
        }
    }
}

/// Which rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rooms {
    /// `"*"`.
    All,
    /// These.
    Only(Vec<String>),
}

/// Whoever sent a request, once that is known. Cheap to clone; rides on the request.
#[derive(Clone, Debug)]
pub struct Caller(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    subject: String,
    rooms: Rooms,
    scopes: Vec<Scope>,
    /// What the token says about itself; `None` without authentication.
    token: Option<Token>,
}

#[derive(Debug)]
struct Token {
    /// What it was checked by.
    key: Arc<Key>,
    /// Under what its bearer's requests are counted.
    bucket: u64,
    /// Whether it names its bearer (`sub`): then the bucket is that person's, with every token of theirs by the same key.
    is_named: bool,
    /// How long it counts, from when it was checked.
    left: Duration,
}

impl Caller {
    /// A caller of these rights; `subject` is what the log calls them.
    pub fn new(subject: String, rooms: Rooms, scopes: Vec<Scope>) -> Self {
        Self(Arc::new(Inner { subject, rooms, scopes, token: None }))
    }

    /// Under what their requests and streams are counted; `None`: by their address alone.
    pub(crate) fn bucket(&self) -> Option<u64> {
        self.0.token.as_ref().map(|token| token.bucket)
    }

    /// How long the token counts; `None`: for ever.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.0.token.as_ref().map(|token| token.left)
    }

    /// Who it is, when a token says so, however often it is renewed: a number for the whole `sub` and the `kid`.
    pub(crate) fn person(&self) -> Option<u64> {
        self.0.token.as_ref().filter(|token| token.is_named).map(|token| token.bucket)
    }

    /// Without authentication every caller is the same one, and may do everything.
    pub fn anyone() -> Self {
        Self::new("none".to_owned(), Rooms::All, Scope::ALL.to_vec())
    }

    /// What the log calls them.
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Whether a right is theirs, for whichever rooms.
    pub fn may(&self, scope: Scope) -> bool {
        self.0.scopes.contains(&scope)
    }

    /// Whether the room is theirs.
    pub fn knows(&self, room: &RoomId) -> bool {
        match &self.0.rooms {
            Rooms::All => true,
            Rooms::Only(rooms) => rooms.iter().any(|own| own == room.as_str()),
        }
    }

    /// Whether they may see the list: it names rooms, so it is for who may see all of them.
    pub fn knows_all(&self) -> bool {
        self.0.rooms == Rooms::All
    }

    /// For a right that is needed.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without it.
    pub fn require(&self, scope: Scope) -> Result<(), Problem> {
        if self.may(scope) { Ok(()) } else { Err(Problem::Forbidden("The token's scope does not allow this.")) }
    }

    /// For a right that is needed in a room.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without it, or when the room is not theirs.
    pub fn require_in(&self, scope: Scope, room: &RoomId) -> Result<(), Problem> {
        self.require(scope)?;
        if self.knows(room) { Ok(()) } else { Err(Problem::Forbidden("The token is not for this room.")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(id: &str) -> RoomId {
        RoomId::parse(id).unwrap()
    }

    #[test]
    fn a_right_holds_only_in_the_rooms_of_the_token() {
        let caller = Caller::new("qa".to_owned(), Rooms::Only(vec!["a".to_owned()]), vec![Scope::Read]);
        assert!(caller.require_in(Scope::Read, &room("a")).is_ok());
        assert!(caller.require_in(Scope::Read, &room("A")).is_err());
        assert!(caller.require_in(Scope::Send, &room("a")).is_err());
        assert!(!caller.knows_all());
    }

    #[test]
    fn without_authentication_everything_is_allowed() {
        for scope in Scope::ALL {
            assert!(Caller::anyone().require_in(scope, &room("a")).is_ok());
        }
        assert!(Caller::anyone().knows_all());
    }
}
