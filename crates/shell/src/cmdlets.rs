//! Cmdlets of PowerShell.

use crate::{
    Word,
    effect::{Act, Effects},
    options::Options,
};

/// Parameters that take a value.
const VALUED: &[&str] = &[
    "-path",
    "-filepath",
    "-literalpath",
    "-destination",
    "-outfile",
    "-uri",
    "-value",
    "-name",
    "-newname",
    "-itemtype",
    "-encoding",
    "-method",
    "-body",
    "-headers",
    "-contenttype",
    "-filter",
    "-include",
    "-exclude",
    "-inputobject",
    "-infile",
    "-destinationpath",
    "-pattern",
    "-depth",
];

/// Notes what such a cmdlet does; `false` when it is none.
pub(crate) fn note(on: &mut Effects<'_>) -> bool {
    let program = on.command.program.to_ascii_lowercase();
    let args: Vec<Word> = on.command.args.iter().flat_map(plain).collect();
    let options = Options::of(&args, VALUED);
    let place = options.values_of(&["-path", "-filepath", "-literalpath"]).next().cloned();
    let place = place.or_else(|| options.operands.first().map(|word| (*word).clone()));
    let target = options.values_of(&["-destination", "-newname", "-destinationpath"]).next();
    let target = target.cloned().or_else(|| options.operands.get(1).map(|word| (*word).clone()));
    match program.as_str() {
        "set-content" | "add-content" | "out-file" | "clear-content" | "tee-object"
        | "new-item" | "export-csv" | "export-clixml" | "sc" | "ac" | "ni" | "clc" => {
            on.paths(Act::Write, &place);
        }
        "remove-item" | "ri" | "erase" | "rd" => on.paths(Act::Delete, &place),
        "copy-item" | "copy" | "cpi" => {
            on.paths(Act::Read, &place);
            put(on, place.as_ref(), target.as_ref());
        }
        "move-item" | "rename-item" | "move" | "mi" | "ren" | "rni" => {
            on.paths(Act::Delete, &place);
            put(on, place.as_ref(), target.as_ref());
        }
        "expand-archive" => on.paths(Act::Fill, &target),
        "get-content" | "gc" | "select-string" | "import-csv" => on.paths(Act::Read, &place),
        "invoke-webrequest" | "iwr" | "invoke-restmethod" | "irm" => {
            let named = options.values_of(&["-uri"]).next().cloned();
            let url = named.or_else(|| options.operands.first().map(|word| (*word).clone()));
            if let Some(url) = url {
                on.note(Act::Request, url);
            }
            on.paths(Act::Write, options.values_of(&["-outfile"]));
            on.paths(Act::Read, options.values_of(&["-infile"]));
        }
        "write-output" | "write-host" | "get-childitem" | "gci" | "test-path" | "get-item" => {}
        _ => return false,
    }
    true
}

fn put(on: &mut Effects<'_>, source: Option<&Word>, target: Option<&Word>) {
    let Some(target) = target else { return };
    on.path(Act::Write, target);
    if let Some(source) = source {
        on.path(Act::Write, &target.join(&source.file_name()));
    }
}

/// Parameters are the same in any letter case, and `-Path:x` is `-Path x`; paths stay as they are.
fn plain(word: &Word) -> Vec<Word> {
    match word.literal() {
        Some(text) if text.starts_with('-') => {
            let (name, value) = text.split_once(':').unwrap_or((text, ""));
            let mut words = vec![Word::text(name.to_ascii_lowercase())];
            words.extend((!value.is_empty()).then(|| Word::text(value)));
            words
        }
        _ => vec![word.clone()],
    }
}
