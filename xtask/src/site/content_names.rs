//! Puts content hashes into file names, so that a browser may cache a file forever.
//!
//! A file's hash covers its content, which includes the names of the files it loads. So leaves are renamed first (wasm,
//! style sheets), then the glue, then the files that load it. Trunk's own hashing does not reach the table of addresses in
//! `happytalk.js`. A reference is a quoted path from the site's root.

use sha2::{Digest, Sha256};

use super::{Files, fingerprint};
use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Keeps its name, because other pages link to it. It is cached briefly.
const STABLE: &str = "happytalk.js";

/// Renames wasm, scripts and style sheets, and rewrites the references to them.
pub fn apply(files: Files) -> Outcome<Files> {
    let (mut waiting, stable): (Files, Files) = files.into_iter().partition(|(name, _)| is_hashed(name));
    let mut renamed: Vec<(String, String)> = Vec::new();
    let mut done = Files::new();
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.keys().cloned().collect();
        let refers = |name: &String, bytes: &[u8]| names.iter().any(|other| other != name && mentions(bytes, other));
        let leaf = names.iter().find(|name| !refers(name, &waiting[*name]));
        let leaf = leaf.ok_or_else(|| Failed::new(format!("these files refer to each other: {}", names.join(", "))))?;
        let bytes = rewritten(leaf, waiting.remove(leaf).unwrap_or_default(), &renamed)?;
        let new = hashed_name(leaf, &bytes);
        done.insert(new.clone(), bytes);
        renamed.push((leaf.clone(), new));
    }
    for (name, bytes) in stable {
        let bytes = rewritten(&name, bytes, &renamed)?;
        done.insert(name, bytes);
    }
    match renamed.iter().find(|(_, new)| !done.values().any(|bytes| mentions(bytes, new))) {
        None => Ok(done),
        Some((old, _)) => Err(Failed::new(format!("nothing in the site refers to {old}, so nothing could load it"))),
    }
}

fn is_hashed(name: &str) -> bool {
    name != STABLE && ["wasm", "js", "css"].contains(&workspace::extension(name))
}

/// `a/b.js` → `a/b-0123456789abcdef.js`
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = fingerprint::hex(&Sha256::digest(bytes)[..8]);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Returns the file with its references renamed. Only text files have references.
fn rewritten(name: &str, bytes: Vec<u8>, renamed: &[(String, String)]) -> Outcome<Vec<u8>> {
    if !["js", "css", "html", "json"].contains(&workspace::extension(name)) {
        return Ok(bytes);
    }
    let mut text = String::from_utf8(bytes).map_err(|_| Failed::new(format!("{name} is not UTF-8")))?;
    if text.contains(" integrity=") {
        return Err(Failed::new(format!(
            "{name} has an `integrity` attribute, which becomes wrong when names are rewritten; \
             set data-integrity=\"none\" in index.html"
        )));
    }
    for (old, new) in renamed {
        for at in mentioned(&text, old).into_iter().rev() {
            text.replace_range(at..at + old.len(), new);
        }
    }
    Ok(text.into_bytes())
}

fn mentions(bytes: &[u8], name: &str) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !mentioned(text, name).is_empty())
}

/// Returns the offsets of the references to `name`: after a quote, `(`, `=` or `./`, before a quote, `)`, `>`, `?` or a space.
fn mentioned(text: &str, name: &str) -> Vec<usize> {
    let starts = |before: &str| before.ends_with(['"', '\'', '`', '(', '=']) || before.ends_with("./");
    let ends = |after: &str| after.starts_with(['"', '\'', '`', ')', '>', '?', '#', ' ']);
    let is_reference = |at: &usize| starts(&text[..*at]) && ends(&text[at + name.len()..]);
    text.match_indices(name).map(|(at, _)| at).filter(is_reference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(named: &[(&str, &str)]) -> Files {
        named.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn site(wasm: &str) -> Files {
        files(&[
            ("app_bg.wasm", wasm),
            ("app.js", "url = new URL('app_bg.wasm', import.meta.url); i['./app_bg.js'] = 0;"),
            ("happytalk.css", ":host { display: block }"),
            (
                "happytalk.js",
                "const ASSETS = { glue: \"./app.js\", wasm: \"./app_bg.wasm\", css: \"./happytalk.css\" };",
            ),
            ("index.html", "<link href=./happytalk.css><script src=\"./happytalk.js\"></script>"),
            ("icon.png", "happytalk.css"),
        ])
    }

    fn text<'a>(files: &'a Files, name: &str) -> &'a str {
        std::str::from_utf8(&files[name]).unwrap()
    }

    #[test]
    fn references_follow_the_renamed_files() {
        let built = apply(site("one")).unwrap();
        let names: Vec<&String> = built.keys().collect();
        let [wasm, glue, css, "happytalk.js", "icon.png", "index.html"] =
            names.iter().map(|name| name.as_str()).collect::<Vec<_>>()[..]
        else {
            panic!("{names:?}")
        };
        assert!(wasm.starts_with("app-") || wasm.starts_with("app_bg-"));
        let (wasm, glue) = if workspace::extension(wasm) == "wasm" { (wasm, glue) } else { (glue, wasm) };
        assert_eq!(text(&built, glue), format!("url = new URL('{wasm}', import.meta.url); i['./app_bg.js'] = 0;"));
        let table = format!("const ASSETS = {{ glue: \"./{glue}\", wasm: \"./{wasm}\", css: \"./{css}\" }};");
        assert_eq!(text(&built, "happytalk.js"), table);
        assert_eq!(text(&built, "index.html"), format!("<link href=./{css}><script src=\"./happytalk.js\"></script>"));
        assert_eq!(text(&built, "icon.png"), "happytalk.css", "binary files are unchanged");
    }

    #[test]
    fn a_changed_leaf_renames_the_files_that_load_it_and_no_others() {
        let (one, two) = (apply(site("one")).unwrap(), apply(site("two")).unwrap());
        let of = |files: &Files, extension: &str| {
            files.keys().find(|name| name.contains('-') && name.ends_with(extension)).cloned()
        };
        assert_ne!(of(&one, ".wasm"), of(&two, ".wasm"));
        assert_ne!(of(&one, ".js"), of(&two, ".js"), "the glue contains the name of the wasm");
        assert_eq!(of(&one, ".css"), of(&two, ".css"));
    }

    #[test]
    fn an_unreferenced_file_is_an_error() {
        let mut files = site("one");
        files.insert("lost.css".to_owned(), Vec::new());
        assert!(apply(files).unwrap_err().to_string().contains("refers to lost.css"));
    }

    #[test]
    fn a_reference_cycle_is_an_error() {
        let files = files(&[("a.js", "import './b.js'"), ("b.js", "import './a.js'")]);
        assert!(apply(files).unwrap_err().to_string().contains("a.js, b.js"));
    }

    #[test]
    fn an_integrity_attribute_is_an_error() {
        let files = files(&[("index.html", "<link href=\"a\" integrity=\"sha384-x\">")]);
        assert!(apply(files).unwrap_err().to_string().contains("data-integrity"));
    }
}
