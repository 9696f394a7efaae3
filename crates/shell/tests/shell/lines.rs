//! The language: quotes, redirections, lists, scopes, variables.

use crate::check;

#[test]
fn redirections_name_files() {
    check("echo x > f", "write:f");
    check("echo x >f 2>&1", "write:f");
    check("echo x >> 'a b'", "write:a b");
    check("echo x >| f", "write:f");
    check("echo x &> f", "write:f");
    check("echo x &>> f", "write:f");
    check("echo x >& f", "write:f");
    check("echo x 2> f", "write:f");
    check("exec 3<> f", "write:f read:f");
    check("exec {log}> f", "write:f");
    check("> f", "write:f");
    check("cat < f", "read:f");
    check("echo x > /dev/null 2>/dev/stderr", "");
    check("echo 2>&1", "");
    check("echo 2>&-", "");
    check("exec 3<>/dev/tcp/localhost/8080", "request:localhost:8080 request:localhost:8080");
}

#[test]
fn quotes_are_removed() {
    check(r#"echo > "a b""#, "write:a b");
    check(r"echo > a\ b", "write:a b");
    check(r#"echo > pa"rt"'ial'"#, "write:partial");
    check("echo > pa\\\nrtial", "write:partial");
    check(r"echo > $'a\x62\143\u0064'", "write:abcd");
    check(r#"echo > $"a""#, "write:a");
    check(r#"echo "> f""#, "");
    check(r"echo '> f' \> f", "");
    check("echo x # > f", "");
    check("echo x#y > f", "write:f");
    check(r#"echo > "a\"b\$c""#, r#"write:a"b$c"#);
}

#[test]
fn here_documents_are_text() {
    check("cat > f <<EOF\necho > g\nEOF\nrm h", "write:f delete:h");
    check("cat <<'E O F' > f\n$(rm g)\nE O F\nrm h", "write:f delete:h");
    check("cat <<-EOF\n\trm g\n\tEOF\nrm h", "delete:h");
    check("cat <<EOF\n$(rm g)\nEOF", "delete:g");
    check("cat <<A <<B > f\nx\nA\nrm y\nB\nrm h", "write:f delete:h");
    check("cat <<< 'rm x' > f", "write:f");
    check("cat <<EOF | tee f\n> g\nEOF", "write:f");
    check("git commit -m \"$(cat <<'EOF'\nshe said \"hi > f\nrm x `\nEOF\n)\" && rm g", "delete:g");
}

#[test]
fn lists_and_compound_commands_are_entered() {
    check(
        "rm a; rm b && rm c || rm d & rm e\nrm f",
        "delete:a delete:b delete:c delete:d delete:e delete:f",
    );
    check(
        "if rm a; then rm b; elif rm c; then rm d; else rm e; fi > f",
        "write:f delete:a delete:b delete:c delete:d delete:e",
    );
    check("while rm a; do rm b; done < c", "read:c delete:a delete:b");
    check("for i in 1 2; do rm a; done", "delete:a");
    check("for ((i=0; i<3; i++)); do rm a; done", "delete:a");
    check(
        "case $x in a|b) rm a;; (c) rm b ;; *) rm c; esac > d",
        "write:d delete:a delete:b delete:c",
    );
    check("{ rm a; rm b; } > c", "write:c delete:a delete:b");
    check("(rm a; rm b) > c", "write:c delete:a delete:b");
    check("! rm a", "delete:a");
    check("time -p rm a", "delete:a");
    check("[[ a > b && -f c ]] && rm d", "delete:d");
    check("(( a > b )) && rm c", "delete:c");
    check("((rm a; rm b); rm c) && rm d", "delete:a delete:b delete:c delete:d");
    check("echo $(( 1 << 2 )) > a", "write:a");
    check("f() { rm a; }; function g { rm b; }", "delete:a delete:b");
    check("echo if then fi } > a", "write:a");
}

#[test]
fn substitutions_are_entered() {
    check("echo $(rm a) `rm b` \"$(rm c)\" \"`rm d`\"", "delete:a delete:b delete:c delete:d");
    check("diff <(rm a) <(rm b)", "delete:a delete:b read:… read:…");
    check("echo x > >(tee a)", "write:a write:…");
    check("echo \"$(echo \"$(rm a)\")\"", "delete:a");
    check("echo ${x:-$(rm a)} ${x%.json}", "delete:a");
    check("echo $((1 + $(rm a)))", "delete:a");
    check("echo `echo \\`rm a\\``", "delete:a");
    check("echo $( (rm a) )", "delete:a");
    check("echo $((rm a) | cat)", "delete:a");
    check("echo ${ rm a; { rm b; }; } ${| rm c; }; rm d", "delete:a delete:b delete:c delete:d");
}

#[test]
fn variables_are_followed() {
    check("F=a; echo > $F", "write:a");
    check("F=a/b; G=\"$F/c\"; echo > \"${G}.json\"", "write:a/b/c.json");
    check("export F=a; echo > $F", "write:a");
    check("F='a b'; rm $F; rm \"$F\"", "delete:a delete:b delete:a b");
    check("F='p/*.json'; rm $F", "delete:p/*.json");
    check("F=(a b); rm \"${F[@]}\"", "delete:a delete:b");
    check("for f in a b; do echo > $f.json; done", "write:a.json write:b.json");
    check("for f in p/*.json; do rm \"$f\"; done", "delete:p/*.json");
    check("rm $UNKNOWN/a ~/b \"$HOME/c\"", "delete:$unknown/a delete:$home/b delete:$home/c");
    check("echo > ${X:-a}", "write:$x write:a");
    check("if x; then F=a; else F=b; fi; rm $F", "delete:b delete:a");
    check("$SUDO rm a", "delete:a");
    check("\"$X\" $Y $Z rm a", "delete:a");
    check("F=p/a.json; echo > ${F%.json}_b.json", "write:p/…_b.json");
    check("F=p/a.json; echo > q/${F##*/}; echo > ${F%/*}/c", "write:q/a.json write:p/c");
    check("F=a; echo > p/${F%x}.json", "write:p/….json");
    check("(F=a); rm $F/x", "delete:$f/x");
    check("F=$(mktemp); echo > $F", "write:/tmp/mktemp");
    check("F=$(echo a/b); echo > $F", "write:a/b");
    check("rm $(ls p/*.json)", "delete:p/*.json");
    check("rm a{1,2}.json p/{x,y}", "delete:a1.json delete:a2.json delete:p/x delete:p/y");
}

#[test]
fn folders_are_followed() {
    check("cd a && rm b", "delete:$pwd/a/b");
    check("cd a; cd b; rm c", "delete:$pwd/a/b/c");
    check("(cd a && rm b); rm c", "delete:$pwd/a/b delete:c");
    check("cd /x; rm b", "delete:/x/b");
    check("cd \"$D\"; rm b", "delete:$d/b");
    check("pushd a; echo > b; popd; echo > c", "write:$pwd/a/b write:…/c");
    check("cd a; rm $PWD/b", "delete:$pwd/a/b");
    check("cd a; find . -exec cp b c \\;", "read:$pwd/a/b write:$pwd/a/c/b write:$pwd/a/c");
    check("git -C a rm b", "delete:a/b");
}
