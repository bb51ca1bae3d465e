//! No file knows the machine it was written on, or a server that only some machines fetch packages from.

use crate::tidy::rule::{Broken, File, Rule};

pub const RULE: Rule = Rule { name: "places", reason: "a checkout works on any machine, behind any mirror", check };

/// A web server's folder, which error messages of servers name.
const SERVED: &str = "/home/www";
/// Beginnings of a package server's host name.
const SERVERS: [&str; 6] = ["://crates.", "://deb.", "://index.", "://npm.", "://registry.", "://static.crates."];
/// Where people keep their checkouts.
const HOMES: [&str; 4] = ["/home/", "/root/", "/Users/", "/work/"];

fn check(file: &File) -> Vec<Broken> {
    if file.path.ends_with("tidy/rules/places.rs") {
        return Vec::new();
    }
    let all = |forbidden: &'static [&'static str]| {
        forbidden.iter().flat_map(|part| file.text.match_indices(part).map(|(at, _)| (at, *part)))
    };
    let servers = all(&SERVERS).map(|(at, part)| file.broken(at, format!("a package server (`{part}…`)")));
    let homes = all(&HOMES).filter(|(at, _)| begins_path(&file.text[..*at]) && !file.text[*at..].starts_with(SERVED));
    let homes = homes.map(|(at, part)| file.broken(at, format!("a path of some machine (`{part}…`)")));
    let is_lock = file.path.ends_with("package-lock.json");
    let resolved = file.text.match_indices("\"resolved\"").filter(|_| is_lock);
    let resolved = resolved.map(|(at, _)| file.broken(at, "a package's address in the lock file"));
    servers.chain(homes).chain(resolved).collect()
}

/// Whether a path could begin here: not within a longer one or an address.
fn begins_path(before: &str) -> bool {
    before.chars().next_back().is_none_or(|char| char.is_whitespace() || "\"'`(=:,[".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::lines_broken;

    #[test]
    fn a_server_and_a_home_are_found() {
        assert_eq!(lines_broken(&RULE, "a.toml", "\nx = \"https://registry.example.com/\"\n"), [2]);
        assert_eq!(lines_broken(&RULE, "docs/a.md", "see /home/jane/checkout and `/root/x`"), [1, 1]);
        assert_eq!(lines_broken(&RULE, "package-lock.json", "{\n\"resolved\": \"x\"}"), [2]);
    }

    #[test]
    fn addresses_with_such_a_part_are_fine() {
        assert!(lines_broken(&RULE, "docs/a.md", "https://shop.example.com/home/1 and src/work/x").is_empty());
        assert!(lines_broken(&RULE, "a.rs", "\"resolved\" in /home/www/chat.php").is_empty());
    }
}
