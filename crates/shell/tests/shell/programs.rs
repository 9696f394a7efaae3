//! What programs do with their words.

use crate::check;

#[test]
fn writers_write() {
    check("tee -a a b", "write:a write:b");
    check("touch -d now a", "write:a");
    check("truncate -s 0 a", "write:a");
    check("jq . a | sponge a", "read:a write:a");
    check("dd if=a of=b bs=1", "read:a write:b");
    check("sed -i '' s/a/b/ f", "write:s/a/b/ write:f");
    check("sed -i.bak -e s/a/b/ f", "write:f");
    check("sed -n 's/a/b/w out' f", "read:f write:out");
    check("sed s/a/b/ f", "read:f");
    check("yq -i '.a=1' f", "write:.a=1 write:f");
    check("sort -o a a", "write:a read:a");
    check("ed -s a", "write:a");
    check("vim -c wq a", "write:a");
    check("split -l 5 a b", "write:b*");
    check("zip a.zip b", "write:a.zip read:b");
    check("gzip a", "delete:a");
    check("/usr/bin/tee a", "write:a");
    check("\\rm a", "delete:a");
}

#[test]
fn movers_move() {
    check("cp a b", "read:a write:b/a write:b");
    check("cp -r p/. q", "read:p/. write:q fill:q write:q");
    check("cp -t d a b", "read:a write:d/a read:b write:d/b");
    check("mv a b", "delete:a write:b/a fill:b/a write:b");
    check("ln -s a b", "link:a write:b/a write:b");
    check("ln -f a", "link:a write:./a");
    check("install -m 644 a b", "read:a write:b/a write:b");
    check("rsync -a a/ b/", "read:a/ write:b/ fill:b/ write:b/");
    check("cp f{,.bak}", "read:f write:f.bak/f write:f.bak");
    check("rm -rf a b", "delete:a delete:b");
    check("rm -- -a", "delete:-a");
    check("chmod -x a", "mode:a");
}

#[test]
fn archives_fill_folders() {
    check("tar xzf a.tgz", "fill:.");
    check("tar -xzf a.tgz -C d", "fill:d");
    check("tar -C d -xf a.tgz m", "write:d/m");
    check("tar czf a.tgz d", "write:a.tgz read:d");
    check("tar tzf a.tgz", "");
    check("unzip -o a.zip -d d", "fill:d");
    check("unzip -l a.zip", "read:a.zip");
    check("patch a < b", "read:b write:a");
    check("patch -p1 <<'EOF'\n--- a/f\n+++ b/f\nEOF", "write:f write:f");
}

#[test]
fn git_changes_the_tree() {
    check("git checkout -- a", "rewind:a");
    check("git checkout HEAD~1 a", "rewind:head~1 rewind:a");
    check("git checkout -b x", "");
    check("git restore --staged a", "");
    check("git restore a", "rewind:a");
    check("git reset --hard", "rewindall:.");
    check("git reset a", "");
    check("git stash -u", "rewindall:.");
    check("git stash list", "");
    check("git clean -fdx", "rewind:.");
    check("git clean -nfd", "");
    check("git rm --cached a", "");
    check("git rm a", "delete:a");
    check("git mv a b", "delete:a write:b write:b/a");
    check("git add a && git commit -m 'rm b > c' && git diff a", "");
    check("git -C r checkout -- a", "rewind:r/a");
}

#[test]
fn clients_ask_servers() {
    check("curl -s -X POST -H 'A: b' -d '{\"u\":\"http://x\"}' http://h/a", "request:http://h/a");
    check("curl -so f http://h/a", "request:http://h/a write:f");
    check("curl -O http://h/a.json", "request:http://h/a.json write:a.json");
    check("curl --url http://h --connect-to a:1:b:2", "request:http://h request:a:1 request:b:2");
    check("curl -d @f h:1", "request:h:1 read:f");
    check("B=http://h; curl \"$B/x\"", "request:http://h/x");
    check("wget -qO f http://h/a", "request:http://h/a write:f write:a");
    check("http POST :8080/x a=b", "request:localhost:8080/x");
    check("xh localhost:1/x", "request:localhost:1/x");
    check("https get h", "request:h");
    check("ab -n 5 http://h/", "request:http://h/");
    check("python -m httpie POST h/x", "request:h/x");
    check("nc h 80", "request:h:80");
    check("nc -z h 80", "");
}

#[test]
fn readers_read() {
    check("cat a b | head -n 5", "read:a read:b read:5");
    check("jq -r .x a", "read:a");
    check("grep -rn pattern p", "read:p");
    check("diff a b", "read:a read:b");
    check("ls -la a; stat a; test -f a; [ -f a ]; echo a; printf '%s' a", "");
}
