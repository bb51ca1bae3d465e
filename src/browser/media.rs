//! Allowed origins of media: the page, the viewer, and the hosts that the deployment lists.

use happytalk_model::link::MediaPolicy;

use super::url::origin_of;

/// Hosts of the vendor's file servers, which are the default.
const VENDOR_HOSTS: &str = "*.happytalk.io";

/// Returns the media policy of a page. `hosts` is the content of its `happytalk-media` tag, separated by spaces or commas.
/// `module` is the URL of the viewer's module.
pub fn media_policy(hosts: Option<&str>, module: Option<&str>) -> MediaPolicy {
    let mut own_origins: Vec<String> = origin_of(None).into_iter().collect();
    if let Some(origin) = module.and_then(|module| origin_of(Some(module)))
        && !own_origins.contains(&origin)
    {
        own_origins.push(origin);
    }
    MediaPolicy {
        upgrade_http: own_origins.first().is_some_and(|origin| origin.starts_with("https:")),
        own_origins,
        hosts: split_hosts(hosts.unwrap_or(VENDOR_HOSTS)),
    }
}

fn split_hosts(hosts: &str) -> Vec<String> {
    hosts.split([' ', ',', '\n', '\t']).filter(|host| !host.is_empty()).map(str::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_separated_by_spaces_or_commas() {
        assert_eq!(split_hosts(" *.Happytalk.io, cdn.example "), ["*.happytalk.io", "cdn.example"]);
        assert!(split_hosts("").is_empty());
    }
}
