//! URLs: judged once, then a type that cannot hold a bad one.
//!
//! Judgement is made on the URL as a WHATWG parser understands it: `web_sys::Url` in the viewer, the `url` crate
//! natively, both behind [`UrlParser`]; a differential test keeps them equal. So every disguise a browser sees through
//! (control characters, tabs, backslashes, numeric addresses) is gone before a scheme or host is looked at.

mod host;
mod named;
mod signature;

use crate::{lenient, wire::Node};

/// A URL as the vendor wrote it: display text only. Nothing can be opened or loaded from it before judgement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RawUrl(String);

impl RawUrl {
    /// Wraps what the vendor wrote.
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        lenient::filled(node).map(Self)
    }

    /// The text as sent, to be shown as text.
    pub fn as_written(&self) -> &str {
        &self.0
    }

    /// Returns the URL without what signs it, to compare the files that URLs lead to. A signature changes with each reading.
    pub fn unsigned(&self) -> String {
        signature::unsigned(&self.0)
    }

    /// Returns the URL with `&` in place of `&amp;`, which a sender's `htmlspecialchars` may have written; `None` without `&amp;`.
    pub fn without_entities(&self) -> Option<Self> {
        self.0.contains("&amp;").then(|| Self(self.0.replace("&amp;", "&")))
    }
}

/// The parts of a parsed URL that judgement needs, as WHATWG serialises them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedUrl {
    /// The whole, normalised.
    pub href: String,
    /// Lower case, without the colon.
    pub scheme: String,
    /// ASCII (punycode) host without port; empty where the scheme has none.
    pub host: String,
    /// Whether there is a user name or password before `@`.
    pub has_userinfo: bool,
}

/// Parses absolute URLs by the WHATWG rules, without a base.
pub trait UrlParser {
    /// `None`: not an absolute URL.
    fn parse(&self, input: &str) -> Option<ParsedUrl>;
}

/// A URL that may be opened on a click: scheme `https`, `http`, `tel` or `mailto`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeUrl(ParsedUrl);

/// Why a URL is not a link. The label stays, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Empty or only white space: the field was not meant.
    Empty,
    /// Not an absolute URL.
    NotAbsolute,
    /// A scheme that is never linked (`javascript`, `data`, app schemes …): its name, to be shown.
    Scheme(String),
    /// Media only: a host outside the allowed list: its name, to be shown.
    Host(String),
    /// Media only: a loopback or private address.
    PrivateAddress(String),
}

impl SafeUrl {
    /// Judges what the vendor wrote.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::NotAbsolute`] or [`Refusal::Scheme`].
    pub fn judge(raw: &RawUrl, parser: &dyn UrlParser) -> Result<Self, Refusal> {
        let parsed = parse(raw, parser)?;
        match parsed.scheme.as_str() {
            "https" | "http" | "tel" | "mailto" => Ok(Self(parsed)),
            _ => Err(Refusal::Scheme(parsed.scheme)),
        }
    }

    /// The normalised URL, for `href`.
    pub fn href(&self) -> &str {
        &self.0.href
    }

    /// The ASCII host; empty for `tel` and `mailto`.
    pub fn host(&self) -> &str {
        &self.0.host
    }

    /// What the reader must be shown beside `label` before opening: the host, or the number or mail address of `tel` and
    /// `mailto`. `None` when the label itself says so plainly: it names that host and no other (no punycode, no
    /// userinfo), or is that number or address.
    pub fn unsaid(&self, label: &str) -> Option<&str> {
        let host = self.host();
        if host.is_empty() {
            let (scheme, rest) = self.href().split_once(':')?;
            let whom = rest.split_once('?').map_or(rest, |(whom, _)| whom);
            let is_said =
                if scheme == "tel" { is_number(label, whom) } else { label.trim().eq_ignore_ascii_case(whom) };
            return (!is_said).then_some(whom);
        }
        let is_punycode = host.split('.').any(|label| label.starts_with("xn--"));
        (self.0.has_userinfo || is_punycode || named::of(label, host) != named::Named::Host).then_some(host)
    }

    /// Whether `label` misleads about the host: it names one that this is neither nor lies below, or the address itself
    /// does, before an `@`. Not asked of `tel` and `mailto`.
    pub fn is_belied(&self, label: &str) -> bool {
        let host = self.host();
        !host.is_empty() && (self.0.has_userinfo || named::of(label, host) == named::Named::Another)
    }
}

/// Whether a label has the digits of a number, and no others.
fn is_number(label: &str, number: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    digits(label) == digits(number)
}

fn parse(raw: &RawUrl, parser: &dyn UrlParser) -> Result<ParsedUrl, Refusal> {
    if raw.0.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    parser.parse(&raw.0).ok_or(Refusal::NotAbsolute)
}

/// Where pictures, sound and films may come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaPolicy {
    /// The page's own origin and the one the viewer was loaded from (`https://viewer.example`, port included):
    /// always allowed, loopback or not.
    pub own_origins: Vec<String>,
    /// Whether the page itself is `https:`, so that `http:` media are asked for by `https:`.
    pub upgrade_http: bool,
    /// Allowed hosts: `a.example`, or `*.a.example` for every host below it; on the scheme's own port unless one is
    /// named (`a.example:8443`), as in a Content Security Policy.
    pub hosts: Vec<String>,
}

/// A URL that may be loaded as media under a [`MediaPolicy`]. With
/// [`MediaPolicy::upgrade_http`] an `http:` one has become `https:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaUrl(ParsedUrl);

impl MediaUrl {
    /// Judges what the vendor wrote.
    ///
    /// # Errors
    /// Any [`Refusal`]. A [`Refusal::Host`] may still be offered as a link.
    pub fn judge(raw: &RawUrl, policy: &MediaPolicy, parser: &dyn UrlParser) -> Result<Self, Refusal> {
        let mut parsed = parse(raw, parser)?;
        if !matches!(parsed.scheme.as_str(), "https" | "http") {
            return Err(Refusal::Scheme(parsed.scheme));
        }
        let authority = host::authority(&parsed.href).to_owned();
        let is_own = |origin: &String| {
            let (scheme, host) = host::split_scheme(origin).unwrap_or_default();
            scheme == parsed.scheme && host.trim_end_matches('/').eq_ignore_ascii_case(&authority)
        };
        if policy.own_origins.iter().any(is_own) {
            return Ok(Self(parsed));
        }
        if host::is_private(&parsed.host) {
            return Err(Refusal::PrivateAddress(parsed.host));
        }
        if !policy.hosts.iter().any(|pattern| host::matches(&authority, pattern)) {
            return Err(Refusal::Host(parsed.host));
        }
        if policy.upgrade_http
            && let Some(rest) = parsed.href.strip_prefix("http://")
        {
            parsed.href = format!("https://{rest}");
            "https".clone_into(&mut parsed.scheme);
        }
        Ok(Self(parsed))
    }

    /// The normalised URL, for `src`.
    pub fn href(&self) -> &str {
        &self.0.href
    }
}

#[cfg(test)]
pub(crate) mod tests;
