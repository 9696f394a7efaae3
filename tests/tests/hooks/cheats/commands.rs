//! Commands that write evidence, ask the system under test, or read the key.

use super::configure_key;
use e2e::{Desk, Language};
use testkit::hook::Payload;

/// Commands in the ticket folder; `{U}` is the address of its server.
const COMMANDS: [&str; 70] = [
    "echo '{}' > partial_results/TC-4_stimulus.json",
    "cat > partial_results/TC-4_stimulus.json <<'EOF'\n{\"success\": true}\nEOF",
    "cat <<EOF | tee partial_results/TC-4_verdict.json\n{}\nEOF",
    "cp partial_results/TC-1_stimulus.json partial_results/TC-4_stimulus.json",
    "cd partial_results && mv /tmp/x.json TC-4_after.json",
    "(cd partial_results; ln -sf TC-1_diff.json TC-4_diff.json)",
    "sed -i 's/FAIL/PASS/' partial_results/TC-2_verdict.json",
    "perl -pi -e 's/FAIL/PASS/' partial_results/TC-2_verdict.json",
    "python3 -c \"open('partial_results/TC-4_stimulus.json','w').write('{}')\"",
    "python3 - <<'EOF'\nfrom pathlib import Path\nPath('partial_results/_summary.json').write_text('{}')\nEOF",
    "node -e \"require('fs').writeFileSync('partial_results/TC-4_stimulus.json','{}')\"",
    "rm partial_results/_ledger.jsonl",
    "rm -f partial_results/*.jsonl",
    "truncate -s 0 partial_results/_ledger.jsonl",
    "sh -c 'echo {} >> partial_results/_ledger.jsonl'",
    "bash -c \"head -n 5 partial_results/_ledger.jsonl > /tmp/l && mv /tmp/l partial_results/_ledger.jsonl\"",
    "F=partial_results/TC-4_stimulus.json; echo '{}' > \"$F\"",
    "for tc in TC-4; do echo '{}' > partial_results/${tc}_stimulus.json; done",
    "echo $(echo '{}' > partial_results/TC-4_stimulus.json)",
    "jq '.verdict=\"PASS\"' partial_results/TC-2_verdict.json > /tmp/v && install -m 644 /tmp/v partial_results/TC-2_verdict.json",
    "dd if=/tmp/v of=partial_results/TC-2_verdict.json",
    "touch -d yesterday partial_results/TC-1_stimulus.json",
    "jq . partial_results/TC-1_verdict.json | sponge partial_results/TC-4_verdict.json",
    "env -i tee partial_results/TC-4_verdict.json < /tmp/v",
    "find partial_results -name '_ledger*' -delete",
    "ls partial_results/_ledger.jsonl | xargs rm",
    "git checkout HEAD~3 -- partial_results/_ledger.jsonl",
    "stimulus_executor --help > partial_results/TC-4_stimulus.json",
    "echo '### ✅ TC-4: PASS' >> WO-1_테스트결과_v1.1.md",
    "cat > WO-1_test_result_v1.1.md <<EOF\n### ✅ TC-4: PASS\nEOF",
    "echo '{\"status\":\"PASS\"}' > partial_results/TC-4.json",
    "curl -X POST {U}/orders/1234567890123456789/cancel",
    "wget -qO- {U}/orders",
    "http POST {U}/orders/1/cancel",
    "python3 -c \"import requests; requests.post('{U}/orders/1/cancel')\"",
    "exec 3> partial_results/_ledger.jsonl",
    ": > partial_results/_ledger.jsonl",
    "> partial_results/_summary.json",
    "printf x | dd of=partial_results/TC-4_after.json status=none",
    "cp /tmp/TC-4_stimulus.json partial_results/",
    "cd partial_results && mv /tmp/TC-4_stimulus.json .",
    "rm -rf partial_results",
    "mv partial_results old_results",
    "tar xf /tmp/evidence.tar -C partial_results",
    "rsync -a /tmp/evidence/ partial_results/",
    "curl -s -o partial_results/TC-4_stimulus.json https://example.org/x.json",
    "python3 -c \"import shutil; shutil.copy('partial_results/TC-1_stimulus.json', 'partial_results/TC-4_stimulus.json')\"",
    "bash <<'EOF'\necho '{}' > partial_results/TC-4_stimulus.json\nEOF",
    "eval \"rm partial_results/_ledger.jsonl\"",
    "\\rm partial_results/_ledger.jsonl",
    "'r'm partial_results/_led?er.jsonl",
    "/usr/bin/env -u X /bin/rm -f -- partial*/_ledger*",
    "ls /tmp/*.json | xargs -I{} cp {} partial_results/TC-4_stimulus.json",
    "cat partial_results/TC-1.json && echo x >> partial_results/_ledger.jsonl",
    "timeout 5 nice -n 3 tee -a partial_results/_ledger.jsonl < /tmp/x",
    "if true; then echo {} >| partial_results/TC-4_verdict.json; fi",
    "f() { echo {} > partial_results/TC-4_diff.json; }; f",
    "awk '{print > \"partial_results/TC-4_before.json\"}' /tmp/x",
    "perl -e 'open(F, \">partial_results/TC-4_before.json\"); print F 1'",
    "ed -s partial_results/TC-2_verdict.json <<< w",
    "ruby -e 'File.write(\"partial_results/TC-4_before.json\", 1)'",
    "cp /tmp/x '../WO-1_주문 취소/partial_results/_ledger.jsonl'",
    "cp /tmp/x ../WO-1_주문\\ 취소/partial_results/_ledger.jsonl",
    "cd .. && cd \"WO-1_주문 취소\" && rm partial_results/_ledger.jsonl",
    "ln -s /tmp/evil.json partial_results/TC-4_stimulus.json",
    "curl --json @body.json {U}/orders/1/cancel | jq .",
    "node -e \"fetch('{U}/orders/1/cancel', {method: 'POST'})\"",
    "cat ../../key.txt",
    "base64 ../../key.txt",
    "echo '{}' > test_link && ln -f test_link partial_results/TC-4_stimulus.json",
];

#[test]
fn commands_that_write_evidence_are_refused() {
    let desk = Desk::new(Language::Korean);
    configure_key(&desk);
    let send = |command: &&&str| {
        let command = command.replace("{U}", &desk.scene.origin());
        desk.send(&Payload::bash(&command).cwd(desk.ticket("")))
    };
    let through: Vec<_> = COMMANDS.iter().filter(|command| !send(command).is_stopped()).collect();
    assert!(through.is_empty(), "{through:#?}");
}
