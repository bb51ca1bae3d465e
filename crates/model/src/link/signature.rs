//! What signs a URL: parameters of the query that change with each reading, while the file stays the same.

/// Extensions of files whose path identifies them, whatever the query is.
const FILE_EXTENSIONS: [&str; 14] =
    ["jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "heic", "mp4", "webm", "mov", "mp3", "m4a", "wav"];

/// Prefixes of the names of signing parameters, in lower case: Amazon and Google Cloud.
const SIGNING_PREFIXES: [&str; 2] = ["x-amz-", "x-goog-"];

/// Names of signing parameters, in lower case: of `CloudFront`, the older S3, Azure and others.
const SIGNING_NAMES: [&str; 12] = [
    "expires",
    "signature",
    "key-pair-id",
    "policy",
    "awsaccesskeyid",
    "googleaccessid",
    "sig",
    "se",
    "st",
    "token",
    "hmac",
    "hdnts",
];

/// Returns the URL without what signs it, for comparison only.
pub(super) fn unsigned(url: &str) -> String {
    let (whole, fragment) = url.split_once('#').map_or((url, None), |(whole, fragment)| (whole, Some(fragment)));
    let Some((path, query)) = whole.split_once('?') else { return url.to_owned() };
    let mut unsigned = path.to_owned();
    if !is_file(path) {
        let kept = query.split('&').filter(|parameter| !is_signing(parameter));
        for (index, parameter) in kept.enumerate() {
            unsigned.push(if index == 0 { '?' } else { '&' });
            unsigned.push_str(parameter);
        }
    }
    if let Some(fragment) = fragment {
        unsigned.push('#');
        unsigned.push_str(fragment);
    }
    unsigned
}

fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| FILE_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

fn is_signing(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    SIGNING_NAMES.contains(&&*name) || SIGNING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::unsigned;

    #[test]
    fn query_of_a_file_does_not_identify_it() {
        for query in ["", "?e=1&s=2", "?X-Amz-Date=20251001T000000Z&X-Amz-Signature=ab", "?Expires=1&Signature=a%3D"] {
            assert_eq!(unsigned(&format!("https://a.example/b/1.JPG{query}")), "https://a.example/b/1.JPG");
        }
    }

    #[test]
    fn other_queries_are_compared_without_signing_parameters() {
        assert_eq!(unsigned("https://a.example/image.php?id=1&token=x#p"), "https://a.example/image.php?id=1#p");
        assert_eq!(unsigned("https://a.example/i?X-Goog-Signature=a"), "https://a.example/i");
        assert_ne!(unsigned("https://a.example/image.php?id=1"), unsigned("https://a.example/image.php?id=2"));
        assert_eq!(unsigned("not a url"), "not a url");
    }
}
