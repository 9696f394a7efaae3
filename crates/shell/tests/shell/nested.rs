//! Commands that start commands, and programs in other languages.

use crate::{check, check_in};
use shell::Dialect;

#[test]
fn scripts_in_words_are_read() {
    check("bash -c 'rm a'", "delete:a");
    check("bash -lc \"cd x && rm a\"; rm b", "delete:$pwd/x/a delete:b");
    check("sh -euo pipefail -c 'echo > a'", "write:a");
    check("sh -c 'rm \"$1\"' _ a", "delete:a");
    check("eval \"rm a\"", "delete:a");
    check("F=a; eval 'rm $F'", "delete:a");
    check("bash <<'EOF'\nrm a\nEOF", "delete:a");
    check("echo 'rm a' | sh", "delete:a");
    check("printf 'rm a\\nrm b' | bash -s", "delete:a delete:b");
    check("trap 'rm a' EXIT", "delete:a");
    check("bash -c \"bash -c 'rm a'\"", "delete:a");
    check("f() { echo > \"$1\"; }; f a", "write:… write:a");
    check("sudo -u root env -i nohup timeout 5 bash -c 'rm a'", "delete:a");
    check("watch -n 1 rm a", "delete:a");
    check("watch -n1 'rm a; rm b'", "delete:a delete:b");
    check("script -qc 'rm a' /dev/null", "delete:a");
    check("parallel rm ::: a b", "delete:a delete:b");
    check("python -m json.tool a b", "read:a write:b");
    check("bash a.sh", "");
    check("pwsh -Command \"Remove-Item a\"", "delete:a");
}

#[test]
fn arguments_from_elsewhere_are_found() {
    check("ls p/*.json | xargs rm", "delete:p/*.json");
    check("echo a | xargs -I{} mv {} b", "delete:a write:b/a fill:b/a write:b");
    check("echo a b | xargs rm", "delete:a b delete:a delete:b");
    check("ls p | xargs -I{} rm p/{}", "delete:p/p/* delete:p/* delete:p/p");
    check("find p -name '*.json' | xargs -0 rm -f", "delete:p/**/*.json");
    check("find p -name '*.json' -exec rm {} +", "delete:p/**/*.json");
    check("find p -name '*.tmp' -delete", "delete:p/**/*.tmp");
    check("ls p/*.json | while IFS= read -r f; do rm \"$f\"; done", "delete:p/*.json");
    check("grep -rl x p/a p/b | xargs sed -i s/x/y/", "read:p/a read:p/b write:p/a write:p/b");
}

#[test]
fn python_calls_are_told_apart() {
    check("python3 -c \"open('a','w').write('x')\"", "write:a");
    check("python3 -c \"open('a', mode='a')\"", "write:a");
    check("python -c 'import json; print(json.load(open(\"a\")))'", "read:a");
    check("python -c 'from pathlib import Path; Path(\"a\").write_text(\"b\")'", "write:a");
    check(
        "python - <<'EOF'\nimport json\np = 'd/a.json'\nx = json.load(open(p))\njson.dump(x, open(p, 'w'))\nEOF",
        "read:d/a.json write:d/a.json",
    );
    check(
        "python - <<'EOF'\nd = json.load(open('a'))\nopen('/tmp/n','w').write(d['x'])\nEOF",
        "read:a write:/tmp/n",
    );
    check(
        "python - <<EOF\nfor f in glob.glob('p/*.json'):\n  os.remove(f)\nEOF",
        "delete:p/*.json",
    );
    check("python -c 'import os; os.rename(\"a\", \"b\")'", "delete:a write:b");
    check("python -c 'import shutil; shutil.copy(\"a\", \"b\")'", "read:a write:b");
    check("python -c 'import sys; open(sys.argv[1],\"w\")' a", "write:a");
    check("python -c 'open(os.path.join(\"p\", \"a\"), \"w\")'", "write:p write:a write:p/a");
    check("python -c 'open(f\"p/{tc}_a.json\", \"w\")'", "write:p/…_a.json");
    check("python -c 'import os; os.system(\"rm a\")'", "delete:a");
    check("python -c 'import subprocess; subprocess.run([\"rm\", \"a\"])'", "delete:a");
    check(
        "python -c 'p=\"/tmp/o\"; open(p,\"w\")\nfor p in glob.glob(\"d/*\"): json.load(open(p))'",
        "write:/tmp/o read:d/*",
    );
    check(
        "python -c 'Path(os.path.join(\"d\", \"a\")).write_text(x)'",
        "write:d write:a write:d/a",
    );
    check("python -c '(Path(\"d\") / \"a\").unlink()'", "delete:d delete:a delete:d/a");
    check("python -c 'Path(\"d/a\").name.replace(\"x\", \"y\")'", "");
    check("python -c 'Path(\"a\").replace(\"b\")'", "delete:a write:b");
    check(
        "python -c 'pd.read_json(\"a\").rename(columns={\"b\": \"c\"}).to_csv(\"o\")'",
        "write:o",
    );
    check("python -c 'p = Path(\"a\"); p.rename(\"b\")'", "delete:a write:b");
    check("python -c 'print(\"a\".replace(\"b\", \"c\")); x.remove(\"a\")'", "");
    check("python -c 'Path(\"o\").write_text(json.load(open(\"a\"))[\"x\"])'", "write:o read:a");
    check("python -c 'from shutil import copy\ncopy(\"a\", \"b\")'", "read:a write:b");
    check("python script.py a", "");
    check("python -c 'print(\"see a > b\")'", "");
}

#[test]
fn other_languages_are_told_apart() {
    check("node -e 'require(\"fs\").writeFileSync(\"a\", \"x\")'", "write:a");
    check("node -e 'console.log(fs.readFileSync(\"a\", \"utf8\"))'", "read:a");
    check("node -e 'const p=\"a\"; fs.unlinkSync(p)'", "delete:a");
    check("deno eval 'Deno.writeTextFile(\"a\", x)'", "write:a");
    check("perl -e 'open(F, \">\", \"a\")'", "write: write:a write:/a");
    check("perl -e 'open F, \">>a\"'", "write:a");
    check("perl -e 'open(my $f, \"<\", \"a\")'", "read: read:a read:/a");
    check("perl -e 'unlink \"a\"'", "delete:a");
    check("perl -pi -e s/a/b/ a b", "write:a write:b");
    check("perl -i.bak -ne print a", "write:a");
    check("perl -ne 'print if /x/' a", "");
    check("ruby -rdigest -e 'puts 1' a", "");
    check("ruby -e 'File.write(\"a\", \"x\")'", "write:a");
    check("php -r 'file_put_contents(\"a\", \"x\");'", "write:a");
    check("awk '{print > \"a\"}' b", "read:b write:a");
    check("awk -i inplace '{print}' a", "write:a");
}

#[test]
fn servers_in_programs_are_found() {
    check("python -c 'import requests; requests.post(\"http://h:1/x\")'", "request:http://h:1/x");
    check(
        "python -c 'import http.client; http.client.HTTPConnection(\"h\", 8080)'",
        "request:h:8080",
    );
    check("node -e 'fetch(`http://h/${id}`)'", "request:http://h/…");
    check("python -c 'print(\"http://h\")'", "");
}

#[test]
fn powershell_is_read() {
    let check = |text: &str, expected: &str| check_in(Dialect::PowerShell, text, expected);
    check("Set-Content -Path a.json -Value 'x'", "write:a.json");
    check("'x' | Out-File p\\a.json", "write:p/a.json");
    check("Remove-Item -Recurse -Force p", "delete:p");
    check("Copy-Item a b", "read:a write:b write:b/a");
    check("Move-Item -Path a -Destination b", "delete:a write:b write:b/a");
    check("New-Item a -ItemType File", "write:a");
    check("Get-Content a | ConvertFrom-Json", "read:a");
    check("echo x > a; echo y >> b", "write:a write:b");
    check("$f = 'a'; Set-Content $f 'x'", "write:a");
    check("cd p; Clear-Content -LiteralPath:a", "write:p/a");
    check("iwr http://h/x -OutFile a", "request:http://h/x write:a");
    check("Invoke-RestMethod -Uri 'http://h' -Method Post", "request:http://h");
    check("[IO.File]::WriteAllText('a', 'x')", "write:a");
    check("# Remove-Item a", "");
    check("Write-Host \"Remove-Item a\"", "");
}
