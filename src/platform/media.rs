//! Where media may come from: the page's own origin, the viewer's, and the hosts the deployment names.

use happytalk_model::link::MediaPolicy;

use super::url;

/// The hosts of the vendor's own file servers: what holds where the page says nothing.
const VENDOR_HOSTS: &str = "*.happytalk.io";

/// The policy for a page whose `happytalk-media` says `hosts` (divided by spaces or commas), with the viewer's module
/// loaded from `module`.
pub fn policy(hosts: Option<&str>, module: Option<&str>) -> MediaPolicy {
    let mut own_origins: Vec<String> = url::origin(None).into_iter().collect();
    if let Some(origin) = module.and_then(|module| url::origin(Some(module)))
        && !own_origins.contains(&origin)
    {
        own_origins.push(origin);
    }
    MediaPolicy {
        upgrade_http: own_origins.first().is_some_and(|origin| origin.starts_with("https:")),
        own_origins,
        hosts: named(hosts.unwrap_or(VENDOR_HOSTS)),
    }
}

fn named(hosts: &str) -> Vec<String> {
    hosts.split([' ', ',', '\n', '\t']).filter(|host| !host.is_empty()).map(str::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts_may_be_divided_by_spaces_or_commas() {
        assert_eq!(super::named(" *.Happytalk.io, cdn.example "), ["*.happytalk.io", "cdn.example"]);
        assert!(super::named("").is_empty());
    }
}
