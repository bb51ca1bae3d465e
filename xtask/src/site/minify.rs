//! Scripts and style sheets without what only people read: esbuild, file by file.
//!
//! Every file keeps its name and its exports, for `happytalk.js` loads the others by address. Only the scripts that
//! wasm-bindgen puts into `snippets/` become part of the glue that imports them: one request less. Syntax is kept as
//! written, too; what the viewer needs of a browser is not this program's business.

use std::fs;
use std::path::Path;

use super::names::GLUE;
use crate::outcome::{Failed, Outcome};
use crate::{run, say, workspace};

const SNIPPETS: &str = "snippets";

/// Minifies the scripts and style sheets in `dir`, in place, and puts the glue's snippets into it.
pub fn in_place(dir: &Path) -> Outcome {
    let snippets = dir.join(SNIPPETS);
    if snippets.is_dir() {
        say::step("bundling the glue with its snippets");
        let glue = dir.join(GLUE);
        let mut command =
            run::command("esbuild", &["--bundle", "--minify", "--format=esm", "--charset=utf8", "--log-level=warning"]);
        command.arg(&glue).arg("--allow-overwrite").arg(format!("--outfile={}", glue.display()));
        run::run(command)?;
        fs::remove_dir_all(&snippets).map_err(Failed::at(&snippets))?;
    }
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
    use super::*;

    #[test]
    fn snippets_become_part_of_the_glue() {
        let dir = workspace::target().join("xtask/bundle-test");
        fs::create_dir_all(dir.join("snippets/a")).unwrap();
        fs::write(dir.join("snippets/a/b.js"), "export const build = () => 'built';\n").unwrap();
        let glue = "import { build } from './snippets/a/b.js';\n\
                    export const url = new URL('x_bg.wasm', import.meta.url);\nexport default build();\n";
        fs::write(dir.join(GLUE), glue).unwrap();
        in_place(&dir).unwrap();
        let glue = fs::read_to_string(dir.join(GLUE)).unwrap();
        assert!(glue.contains("\"built\"") && !glue.contains("snippets"), "{glue}");
        assert!(glue.contains("\"x_bg.wasm\",import.meta.url") && glue.contains(" as default"), "{glue}");
        assert!(!dir.join(SNIPPETS).exists());
    }

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
