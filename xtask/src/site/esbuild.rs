//! Minifies scripts and style sheets with npm's `esbuild`.
//!
//! Each file keeps its name and its exports, because `happytalk.js` loads the others by address. Only the scripts that
//! wasm-bindgen writes to `snippets/` are bundled into the glue that imports them, which saves requests.

use std::fs;
use std::path::Path;

use super::GLUE;
use crate::outcome::{Failed, Outcome};
use crate::{run, workspace};

const SNIPPETS: &str = "snippets";

/// Minifies the scripts and style sheets below `dir` in place.
pub fn minify(dir: &Path) -> Outcome {
    bundle_snippets(dir)?;
    let files = workspace::files_below(dir)?;
    let is_script_or_style =
        |path: &&std::path::PathBuf| ["js", "css"].contains(&workspace::extension(&workspace::relative(path, dir)));
    let mut command = run::command("esbuild", &["--minify", "--charset=utf8", "--log-level=warning"]);
    command.args(files.iter().filter(is_script_or_style)).arg("--allow-overwrite");
    command.arg(format!("--outbase={}", dir.display())).arg(format!("--outdir={}", dir.display()));
    run::run(command)
}

fn bundle_snippets(dir: &Path) -> Outcome {
    let snippets = dir.join(SNIPPETS);
    if !snippets.is_dir() {
        return Ok(());
    }
    let glue = dir.join(GLUE);
    let mut command = run::command("esbuild", &["--bundle", "--format=esm", "--charset=utf8", "--log-level=warning"]);
    command.arg(&glue).arg("--allow-overwrite").arg(format!("--outfile={}", glue.display()));
    run::run(command)?;
    fs::remove_dir_all(&snippets).map_err(Failed::at(&snippets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_bundled_into_the_glue() {
        let dir = workspace::target().join("xtask/bundle-test");
        fs::create_dir_all(dir.join("snippets/a")).unwrap();
        fs::write(dir.join("snippets/a/b.js"), "export const build = () => 'built';\n").unwrap();
        let glue = "import { build } from './snippets/a/b.js';\n\
                    export const url = new URL('x_bg.wasm', import.meta.url);\nexport default build();\n";
        fs::write(dir.join(GLUE), glue).unwrap();
        minify(&dir).unwrap();
        let glue = fs::read_to_string(dir.join(GLUE)).unwrap();
        assert!(glue.contains("\"built\"") && !glue.contains("snippets"), "{glue}");
        assert!(glue.contains("\"x_bg.wasm\",import.meta.url") && glue.contains(" as default"), "{glue}");
        assert!(!dir.join(SNIPPETS).exists());
    }

    #[test]
    fn minified_scripts_keep_their_references_and_exports() {
        let dir = workspace::target().join("xtask/minify-test");
        fs::create_dir_all(dir.join("deep")).unwrap();
        let script = "// @ts-check\nconst ASSETS = { glue: './glue.js' };\n\
                      export class Viewer { #url = new URL(ASSETS.glue, import.meta.url) }\n";
        fs::write(dir.join("a.js"), script).unwrap();
        fs::write(dir.join("deep/a.css"), "/* 가 */ .a > .b { color: light-dark(red, blue) }\n").unwrap();
        fs::write(dir.join("a.d.ts"), "export {};\n").unwrap();
        minify(&dir).unwrap();
        let script = fs::read_to_string(dir.join("a.js")).unwrap();
        assert!(!script.contains("ts-check") && script.contains("import.meta.url"), "{script}");
        assert!(script.contains("\"./glue.js\"") && script.contains("export class Viewer{"), "{script}");
        assert_eq!(fs::read_to_string(dir.join("deep/a.css")).unwrap(), ".a>.b{color:light-dark(red,blue)}\n");
        assert_eq!(fs::read_to_string(dir.join("a.d.ts")).unwrap(), "export {};\n");
    }
}
