//! Browser, driver, Korean font and nginx for the tests, from Debian's packages.
//!
//! They are installed only as root or with `sudo`; otherwise the command fails and prints the line to run. Without a Korean
//! font every screenshot would show boxes. The tests start their own nginx, so the package's service is neither started
//! nor enabled.

use crate::outcome::{Failed, Outcome};
use crate::run;
use crate::steps::Step;

struct Package {
    name: &'static str,
    is_installed: fn() -> bool,
    why: &'static str,
}

const PACKAGES: [Package; 4] = [
    Package { name: "chromium", is_installed: || run::which("chromium").is_some(), why: "the browser of the tests" },
    Package {
        name: "chromium-driver",
        is_installed: || run::which("chromedriver").is_some(),
        why: "controls Chromium",
    },
    Package { name: "fonts-noto-cjk", is_installed: has_korean_font, why: "Korean glyphs in screenshots" },
    Package { name: "nginx", is_installed: has_nginx, why: "the proxy configuration of deploy/ is tested with it" },
];

/// Returns the step that installs the missing packages, if there are any.
pub fn steps() -> Vec<Step> {
    let missing: Vec<&Package> = PACKAGES.iter().filter(|package| !(package.is_installed)()).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let reasons: Vec<String> = missing.iter().map(|package| format!("{} ({})", package.name, package.why)).collect();
    vec![Step::new(format!("installing system packages: {}", reasons.join(", ")), move || install(&names))]
}

fn install(names: &[&str]) -> Outcome {
    let prefix = authority(names, is_root(), run::which("sudo").is_some(), run::which("apt-get").is_some())?;
    let apt = |arguments: &[&str]| as_root(prefix, &[&["apt-get"], arguments].concat());
    apt(&["update"])?;
    as_root(prefix, &["sh", "-c", QUIET])?;
    let installed = apt(&[&["install", "-y", "--no-install-recommends"], names].concat());
    as_root(prefix, &["sh", "-c", LOUD])?;
    installed?;
    match PACKAGES.iter().find(|package| !(package.is_installed)()) {
        None => Ok(()),
        Some(package) => Err(Failed::new(format!(
            "{} was installed but is still not found ({}); the tests need Debian's own package",
            package.name, package.why
        ))),
    }
}

/// Prevents the package manager from starting services (Debian's `policy-rc.d`), unless the machine has a policy already.
const QUIET: &str = "test -e /usr/sbin/policy-rc.d || { printf '#!/bin/sh\\n# cargo xtask\\nexit 101\\n' \
                     >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d; }";
/// Removes that policy and disables nginx's service.
const LOUD: &str = "if grep -qs '^# cargo xtask$' /usr/sbin/policy-rc.d; then rm /usr/sbin/policy-rc.d; fi; \
                    if command -v systemctl >/dev/null && [ -e /lib/systemd/system/nginx.service ]; then \
                    systemctl disable nginx; fi";

fn as_root(prefix: &[&str], words: &[&str]) -> Outcome {
    let words = [prefix, words].concat();
    let mut command = run::command(words[0], &words[1..]);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run::run(command)
}

/// Returns the command prefix for `apt-get`. The error contains the command to run as root.
fn authority(names: &[&str], is_root: bool, has_sudo: bool, has_apt: bool) -> Outcome<&'static [&'static str]> {
    match (has_apt, is_root, has_sudo) {
        (true, true, _) => Ok(&[]),
        (true, false, true) => Ok(&["sudo", "--preserve-env=DEBIAN_FRONTEND"]),
        (true, false, false) => Err(Failed::new(format!(
            "system packages are missing and can only be installed by root. As root run:\n\n  \
             apt-get update && apt-get install -y --no-install-recommends {}\n\nthen run this command again",
            names.join(" ")
        ))),
        (false, ..) => Err(Failed::new(format!(
            "these programs are missing and there is no apt-get to install them: {}. Install Chromium, a ChromeDriver \
             of the same version (as `chromium` and `chromedriver` on the path) and a Korean font, then run this \
             command again",
            names.join(" ")
        ))),
    }
}

fn is_root() -> bool {
    run::printed("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

/// Returns whether nginx is installed. Debian installs it outside the path of ordinary users.
fn has_nginx() -> bool {
    run::which("nginx").is_some() || std::path::Path::new("/usr/sbin/nginx").is_file()
}

/// Returns whether any Korean font is installed. Without `fc-list`, checks the package database.
fn has_korean_font() -> bool {
    let named = run::printed("fc-list", &[":lang=ko", "family"]).is_some_and(|fonts| !fonts.trim().is_empty());
    let status = || run::printed("dpkg-query", &["--show", "--showformat", "${Status}", "fonts-noto-cjk"]);
    named || status().is_some_and(|status| status.ends_with(" installed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_needs_no_sudo_and_others_do() {
        assert_eq!(authority(&["chromium"], true, true, true), Ok(&[][..]));
        assert_eq!(authority(&["chromium"], false, true, true).unwrap()[0], "sudo");
    }

    #[test]
    fn without_root_the_error_contains_the_line_to_run() {
        let failed = authority(&["chromium", "fonts-noto-cjk"], false, false, true).unwrap_err().to_string();
        assert!(failed.contains("apt-get install -y --no-install-recommends chromium fonts-noto-cjk"), "{failed}");
    }

    #[test]
    fn without_apt_the_error_names_the_programs() {
        let failed = authority(&["chromium-driver"], true, true, false).unwrap_err().to_string();
        assert!(failed.contains("chromium-driver") && failed.contains("no apt-get"), "{failed}");
    }
}
