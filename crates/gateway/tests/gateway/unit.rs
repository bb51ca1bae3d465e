//! The unit of `deploy/`: its variables exist, and where systemd is there to ask, it finds nothing wrong with it.

use std::{fs, process::Command};

use clap::CommandFactory as _;
use happytalk_gateway::{config::Cli, serve::Limits};

/// What `systemd-analyze security` may give at most; 0 is shut in completely, 10 not at all.
const MOST_EXPOSED: f64 = 2.0;

fn unit() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/happytalk-gateway.service")).unwrap()
}

#[test]
fn every_variable_of_the_unit_is_one_of_the_gateways() {
    let command = Cli::command();
    let arguments = command.get_subcommands().flat_map(clap::Command::get_arguments);
    let known: Vec<_> = arguments.filter_map(|argument| argument.get_env()?.to_str()).collect();
    let unit = unit();
    let said: Vec<_> =
        unit.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix("Environment=")).collect();
    assert!(said.len() >= 8, "{said:?}");
    for variable in said {
        let name = variable.split('=').next().unwrap();
        assert!(known.contains(&name), "{name} is none of {known:?}");
    }
}

/// The first whole number behind `name`, at the beginning of a line.
fn number(file: &str, name: &str) -> u64 {
    let line = file.lines().find_map(|line| line.trim_start().strip_prefix(name)).unwrap();
    line.trim().split(|character: char| !character.is_ascii_digit()).next().unwrap().parse().unwrap()
}

/// What sending takes at most, in seconds: two calls, each after its turn (2 s), within `--vendor-timeout`.
fn longest_request() -> u64 {
    let command = Cli::command();
    let mut arguments = command.get_subcommands().flat_map(clap::Command::get_arguments);
    let timeout = arguments.find(|argument| argument.get_long() == Some("vendor-timeout")).unwrap();
    let said = timeout.get_default_values()[0].to_str().unwrap();
    2 * (2 + said.strip_suffix('s').unwrap().parse::<u64>().unwrap())
}

#[test]
fn the_unit_leaves_room_for_every_connection() {
    assert!(number(&unit(), "LimitNOFILE=") > Limits::default().connections as u64 + 2048);
}

#[test]
fn whoever_waits_for_the_gateway_waits_longer_than_it_takes() {
    let longest = longest_request();
    let stop = number(&unit(), "TimeoutStopSec=");
    // It goes on listening, answers, and needs a moment at both ends.
    assert!(stop >= Limits::default().linger.as_secs() + longest + 2 + 5, "{stop}");
    let front = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy/nginx-tls-front.conf")).unwrap();
    let read = number(&front, "proxy_read_timeout");
    assert!(read >= longest + 5, "{read}");
}

#[test]
fn memory_is_never_written_to_the_disk() {
    // Conversations and secrets are in it.
    for line in ["LimitCORE=0", "MemorySwapMax=0"] {
        assert!(unit().lines().any(|said| said == line), "{line}");
    }
}

#[test]
fn no_record_of_access_is_dropped_and_it_is_started_again_unless_the_configuration_is_wrong() {
    let unit = unit();
    let (section, service) = unit.split_once("\n[Service]\n").unwrap();
    assert!(section.lines().any(|line| line == "StartLimitIntervalSec=0"), "{section}");
    for line in ["LogRateLimitIntervalSec=0", "Restart=on-failure", "RestartPreventExitStatus=2"] {
        assert!(service.lines().any(|said| said == line), "{line}");
    }
}

#[test]
fn keys_are_read_where_they_are_changed() {
    let unit = unit();
    let path = unit.lines().find_map(|line| line.strip_prefix("Environment=HAPPYTALK_JWT_KEYS=")).unwrap();
    // A credential (`%d`) is copied once, at the start.
    assert!(path.starts_with("/etc/happytalk-keys/"), "{path}");
    assert!(unit.contains("\nSupplementaryGroups=happytalk-keys\n"), "{unit}");
}

#[test]
fn systemd_finds_the_unit_sound_and_shut_in() {
    // On a machine without systemd there is nobody to ask, and no use for the unit either.
    let Ok(version) = Command::new("systemd-analyze").arg("--version").output() else { return };
    assert!(version.status.success());
    let folder = std::env::temp_dir().join(format!("happytalk-unit-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("happytalk-gateway.service");
    // The program has to be where the unit says it is.
    let there = unit().replace("/usr/local/bin/happytalk-gateway", env!("CARGO_BIN_EXE_happytalk-gateway"));
    fs::write(&path, there).unwrap();
    let ask = |arguments: &[&str]| {
        let said = Command::new("systemd-analyze").args(arguments).arg(&path).output().unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
        (said.status.success(), text)
    };
    let (sound, said) = ask(&["verify"]);
    let (rated, rating) = ask(&["security", "--offline=true", "--no-pager"]);
    fs::remove_dir_all(&folder).unwrap();
    assert!(sound && !said.contains("happytalk-gateway.service:"), "{said}");
    assert!(rated, "{rating}");
    let exposed = rating.rsplit("service: ").next().unwrap().split(' ').next().unwrap();
    assert!(exposed.parse::<f64>().unwrap() <= MOST_EXPOSED, "{rating}");
}
