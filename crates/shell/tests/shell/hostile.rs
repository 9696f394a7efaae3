//! Texts that nobody would write: read to the end, or said not to be whole; never a panic.

use proptest::prelude::*;
use shell::{Dialect, effects, may_be, read};

/// Whether a text is whole to both readers; that they return is what is tested.
fn is_whole(text: &str) -> bool {
    let scripts = [read(text, Dialect::Posix), read(text, Dialect::PowerShell)];
    for script in &scripts {
        for effect in effects(script) {
            may_be(effect.on.file_name().parts(), "TC-1_stimulus.json");
        }
    }
    scripts[0].is_whole
}

#[test]
fn depth_has_an_end() {
    for open in ["$(", "`", "\"$(", "<(", "${x:-", "$((", "$(( $(", "bash -c \"", "eval '"] {
        is_whole(&open.repeat(5_000));
    }
    for open in ["find . -exec ", "$X sudo ", "xargs $X ", "eval $X ", "$X ", "f() { eval f; }; f "]
    {
        is_whole(&format!("{} rm", open.repeat(5_000)));
    }
    assert!(!is_whole(&"$(".repeat(100)));
    for open in ["(", "{ ", "if ", "while ", "case x in ", "f() ", "f() { ", "for i in a; do "] {
        assert!(is_whole(&open.repeat(5_000)), "{open}");
    }
    assert!(is_whole(&format!("{}rm a{}", "( ".repeat(500), " )".repeat(500))));
}

#[test]
fn growth_has_an_end() {
    let doubling = format!("A=xxxxxxxx; {} echo > $A", "A=$A$A; ".repeat(60));
    is_whole(&doubling);
    let lists = format!("A=(a b); {} rm ${{A[@]}}", "A=(${A[@]} ${A[@]}); ".repeat(60));
    is_whole(&lists);
    is_whole(&"{a,b}".repeat(5_000));
    is_whole(&format!("{} f", "f() { f; f; f; }; ".repeat(50)));
    is_whole(&format!("f() {{ f; f; }}; {}", "f; ".repeat(3_000)));
    is_whole(&format!("cd {}; {}", "x".repeat(50_000), "(".repeat(50_000)));
    is_whole(&"cat <<EOF\n".repeat(5_000));
    is_whole(&"[".repeat(100_000));
    is_whole(&"python -c 'open(open('".repeat(2_000));
    is_whole(&format!("python -c '{}'", "open(a, ".repeat(5_000)));
    let sums = format!("a={}b\n", "a+".repeat(60)).repeat(50);
    is_whole(&format!("python -c '{sums}{}'", "open(a)\n".repeat(2_000)));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        is_whole(&text);
    }

    #[test]
    fn any_heap_of_signs_is_read(text in "[a-c \\n\t'\"`$(){}\\[\\]<>|&;*?~=#!\\\\,@%+:/.0-9가-나-]{0,120}") {
        is_whole(&text);
    }

    #[test]
    fn any_sequence_of_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "if ", "then ", "fi", "for x in ", "do ", "done", "case x in ", "esac", ";;", "\n", "$(", ")",
        "<<EOF\n", "EOF\n", "'", "\"", "`", "{", "}", "rm a ", "cd b ", "x=1 ", "${", "$((", "))",
        "bash -c ", "python -c ", "open('a','w')", "| xargs ", "f() ", "\\", "[[ ", "]] ", "가 ", "$'\\x",
        "function f ", "find . -exec ", "read x ", "@'\n", "git stash ", "curl -o",
    ]), 0..40)) {
        is_whole(&pieces.concat());
    }

    #[test]
    fn any_program_text_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "open(", "Path(", ".write_text(", ".replace(", "os.rename(", "unlink ", "subprocess.run(",
        "argv", "p", "=", "for p in ", ":", ",", ")", "[", "]", "{", "}", ".", "->", "\n", "'a'", "\"",
        "f\"{x}", "`${y}`", "'''", "%s", "glob('*')", "requests", "'h', 80", "$f", "<", "가", "\\",
    ]), 0..40)) {
        let text = pieces.concat();
        is_whole(&format!("python - <<'EOF'\n{text}\nEOF\n"));
        is_whole(&format!("perl - a <<'EOF'\n{text}\nEOF\n"));
    }

    #[test]
    fn a_quoted_path_is_read_back(path in "[ -~가-힣]{1,30}") {
        let quoted = format!("echo > '{}'", path.replace('\'', "'\\''"));
        let found = effects(&read(&quoted, Dialect::Posix));
        let expected = if path.starts_with("/dev/") { None } else { Some(path.as_str()) };
        prop_assert_eq!(found.first().and_then(|effect| effect.on.literal()), expected);
    }
}
