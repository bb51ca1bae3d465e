//! Short names for what passes between the wasm and its glue.
//!
//! wasm-bindgen names each function by what it does and a hash, in both files, and no compression helps against hashes:
//! without this they are 4 KB of the download. wasm-opt gives the wasm short names and prints which; the glue follows.

use std::fs;
use std::path::Path;

use crate::outcome::{Failed, Outcome};
use crate::{run, say};

/// What wasm-bindgen writes.
pub const GLUE: &str = "happytalk-viewer.js";
const WASM: &str = "happytalk-viewer_bg.wasm";
const MODULE: &str = "./happytalk-viewer_bg.js";

/// The optimiser's settings, with the features `index.html` tells Trunk. Control flow is built anew from flat code, which
/// compresses better (0.9 KB) and runs no slower. That no address below 1024 is used lets it fold
/// offsets: the far end of the stack is there, for rustc has the linker put the stack first.
pub const OPTIMISE: [&str; 12] = [
    "--flatten",
    "--rereloop",
    "-Os",
    "-Os",
    "-Os",
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Gives both files in `dir` the short names.
pub fn shorten(dir: &Path) -> Outcome {
    say::step("shortening the names between wasm and glue");
    let (wasm, glue) = (dir.join(WASM), dir.join(GLUE));
    let mut command = run::command("wasm-opt", &OPTIMISE);
    command.arg("--minify-imports-and-exports-and-modules").arg(&wasm).arg("-o").arg(&wasm);
    let names = run::output(command)?;
    let text = fs::read_to_string(&glue).map_err(Failed::at(&glue))?;
    fs::write(&glue, renamed(&text, &names)?).map_err(Failed::at(&glue))
}

/// The glue with the names of `table`, a line for each: `["module", "old", "new"]` for what the wasm imports, `["old",
/// "new"]` for what it exports. The module's own new name is `a`.
fn renamed(glue: &str, table: &str) -> Outcome<String> {
    let (mut glue, modules) = replaced(glue, &format!("\"{MODULE}\""), "\"a\"");
    if modules != 1 {
        return Err(Failed::new(format!("the glue names its own module {modules} times instead of once")));
    }
    for line in table.lines() {
        match line.split('"').skip(1).step_by(2).collect::<Vec<_>>()[..] {
            [MODULE, old, new] => {
                let (text, count) = replaced(&glue, old, new);
                if count != 1 {
                    return Err(Failed::new(format!("the glue names the import {old} {count} times instead of once")));
                }
                glue = text;
            }
            [module, old, _] => return Err(Failed::new(format!("the wasm imports {old} from {module}"))),
            [old, new] => {
                let (text, count) = replaced(&glue, &format!("wasm.{old}"), &format!("wasm.{new}"));
                if count == 0 && old == "memory" {
                    return Err(Failed::new("the glue does not use the wasm as it used to"));
                }
                glue = text;
            }
            _ => {}
        }
    }
    Ok(glue)
}

/// Replaces whole words, and counts them.
fn replaced(text: &str, old: &str, new: &str) -> (String, usize) {
    let (mut out, mut count, mut rest) = (String::with_capacity(text.len()), 0, text);
    let is_inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let is_word = !before.ends_with(is_inside) && !after.starts_with(is_inside);
        out.push_str(before);
        out.push_str(if is_word { new } else { old });
        count += usize::from(is_word);
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "{\n \"imports\": [\n  [\"./happytalk-viewer_bg.js\", \"__wbg_now_1\", \"a\"],\n  \
                         [\"./happytalk-viewer_bg.js\", \"__wbg_now_12\", \"b\"]\n ],\n\"exports\": [\n  [\"mount\", \"c\"]\n ]\n}\n";

    #[test]
    fn the_glue_takes_the_names_of_the_wasm() {
        let glue = "mount() { wasm.mount(); wasm.mounted() }\nimport0 = { __wbg_now_12: f, __wbg_now_1: g };\n\
                    return { \"./happytalk-viewer_bg.js\": import0 };\n";
        let expected = "mount() { wasm.c(); wasm.mounted() }\nimport0 = { b: f, a: g };\nreturn { \"a\": import0 };\n";
        assert_eq!(renamed(glue, TABLE).unwrap(), expected);
    }

    #[test]
    fn a_name_the_glue_does_not_have_is_an_error() {
        let module = |glue: &str| format!("{glue} \"./happytalk-viewer_bg.js\"");
        let failed = renamed(&module("import0 = { __wbg_now_12: f };"), TABLE).unwrap_err().to_string();
        assert!(failed.contains("__wbg_now_1 0 times"), "{failed}");
        let failed = renamed(&module(""), "[\"./snippets/a.js\", \"build\", \"a\"]").unwrap_err().to_string();
        assert!(failed.contains("build from ./snippets/a.js"), "{failed}");
        let failed = renamed("import0 = {};", TABLE).unwrap_err().to_string();
        assert!(failed.contains("its own module 0 times"), "{failed}");
        let failed = renamed(&module("w.memory"), "[\"memory\", \"a\"]").unwrap_err().to_string();
        assert!(failed.contains("as it used to"), "{failed}");
    }
}
