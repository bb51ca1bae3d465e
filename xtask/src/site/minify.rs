//! Scripts and style sheets without what only people read: esbuild, file by file.
//!
//! Nothing is bundled: every file keeps its name and its exports, for `happytalk.js` loads the others by address. Syntax
//! is kept as written, too; what the viewer needs of a browser is not this program's business.

use std::path::Path;

use crate::outcome::Outcome;
use crate::{run, say, workspace};

/// Minifies the scripts and style sheets right in `dir`, in place.
pub fn in_place(dir: &Path) -> Outcome {
    let files = workspace::files_below(dir)?;
    let is_text =
        |path: &&std::path::PathBuf| ["js", "css"].contains(&workspace::extension(&workspace::relative(path, dir)));
    say::step("minifying scripts and style sheets");
    let mut command = run::command("esbuild", &["--minify", "--charset=utf8", "--log-level=warning"]);
    command.args(files.iter().filter(is_text)).arg("--allow-overwrite");
    command.arg(format!("--outbase={}", dir.display())).arg(format!("--outdir={}", dir.display()));
    run::run(command)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_script_is_smaller_and_still_names_what_it_loads_and_exports() {
        let dir = workspace::target().join("xtask/minify-test");
        fs::create_dir_all(dir.join("deep")).unwrap();
        let script = "// @ts-check\nconst ASSETS = { glue: './glue.js' };\n\
                      export class Viewer { #url = new URL(ASSETS.glue, import.meta.url) }\n";
        fs::write(dir.join("a.js"), script).unwrap();
        fs::write(dir.join("deep/a.css"), "/* 가 */ .a > .b { color: light-dark(red, blue) }\n").unwrap();
        fs::write(dir.join("a.d.ts"), "export {};\n").unwrap();
        in_place(&dir).unwrap();
        let script = fs::read_to_string(dir.join("a.js")).unwrap();
        assert!(!script.contains("ts-check") && script.contains("import.meta.url"), "{script}");
        assert!(script.contains("\"./glue.js\"") && script.contains("export class Viewer{"), "{script}");
        assert_eq!(fs::read_to_string(dir.join("deep/a.css")).unwrap(), ".a>.b{color:light-dark(red,blue)}\n");
        assert_eq!(fs::read_to_string(dir.join("a.d.ts")).unwrap(), "export {};\n");
    }
}
