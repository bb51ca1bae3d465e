//! No file names a path of the machine it was written on, or a package server.

use crate::tidy::rule::{File, Rule, Violation};

pub const RULE: Rule =
    Rule { name: "local paths", reason: "a checkout works on every machine and behind every mirror", check };

/// A web server's folder, which error messages of servers contain.
const SERVED: &str = "/home/www";
/// Prefixes of package servers' host names.
const SERVERS: [&str; 6] = ["://crates.", "://deb.", "://index.", "://npm.", "://registry.", "://static.crates."];
/// Folders of checkouts.
const HOMES: [&str; 4] = ["/home/", "/root/", "/Users/", "/work/"];

fn check(file: &File) -> Vec<Violation> {
    if file.path.ends_with("tidy/rules/local_paths.rs") {
        return Vec::new();
    }
    let all = |forbidden: &'static [&'static str]| {
        forbidden.iter().flat_map(|part| file.text.match_indices(part).map(|(at, _)| (at, *part)))
    };
    let servers = all(&SERVERS).map(|(at, part)| file.violation(at, format!("a package server (`{part}…`)")));
    let homes = all(&HOMES).filter(|(at, _)| begins_path(&file.text[..*at]) && !file.text[*at..].starts_with(SERVED));
    let homes = homes.map(|(at, part)| file.violation(at, format!("a path of one machine (`{part}…`)")));
    let is_lock = file.path.ends_with("package-lock.json");
    let resolved = file.text.match_indices("\"resolved\"").filter(|_| is_lock);
    let resolved = resolved.map(|(at, _)| file.violation(at, "a package's address in the lock file"));
    servers.chain(homes).chain(resolved).collect()
}

/// Returns whether a path can begin here, rather than continue.
fn begins_path(before: &str) -> bool {
    before.chars().next_back().is_none_or(|char| char.is_whitespace() || "\"'`(=:,[".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_violating;

    #[test]
    fn a_package_server_and_a_home_folder_are_found() {
        assert_eq!(lines_violating(&RULE, "a.toml", "\nx = \"https://registry.example.com/\"\n"), [2]);
        assert_eq!(lines_violating(&RULE, "docs/a.md", "see /home/jane/checkout and `/root/x`"), [1, 1]);
        assert_eq!(lines_violating(&RULE, "package-lock.json", "{\n\"resolved\": \"x\"}"), [2]);
    }

    #[test]
    fn addresses_that_contain_such_a_part_are_accepted() {
        assert!(lines_violating(&RULE, "docs/a.md", "https://shop.example.com/home/1 and src/work/x").is_empty());
        assert!(lines_violating(&RULE, "a.rs", "\"resolved\" in /home/www/chat.php").is_empty());
    }
}
