//! Who may log in, and where: the two tables that a project keeps for its testers.
//!
//! `계정.md` (`accounts.md`) has a table with the columns name, loginId and password;
//! `API_엔드포인트.md` (`API_endpoints.md`) a table with a row `AUTH_URL`.

use contract::{Json, Number, Object};

/// A row of the accounts' table.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// What the account is called in the table.
    pub name: String,
    /// Who logs in.
    pub login_id: String,
    /// The password; never written anywhere.
    pub password: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("name", &self.name).finish_non_exhaustive()
    }
}

const NAME_HEADS: [&str; 5] = ["이름", "name", "계정", "account", "역할"];
const LOGIN_HEADS: [&str; 7] =
    ["loginid", "아이디", "id", "login", "userid", "username", "로그인id"];
const PASSWORD_HEADS: [&str; 5] = ["password", "비밀번호", "pw", "passwd", "암호"];
/// A cell that a person has still to fill in.
const TODO: &str = "{TODO";

/// The accounts of a Markdown text, in its order. Rows that still have to be filled in are left out.
pub fn accounts(markdown: &str) -> Vec<Account> {
    let mut accounts = Vec::new();
    let mut columns = None;
    for line in markdown.lines() {
        let Some(cells) = cells(line) else {
            columns = None;
            continue;
        };
        let Some((name, login, password)) = columns else {
            columns = heads(&cells);
            continue;
        };
        let cell = |index: usize| cells.get(index).cloned().unwrap_or_default();
        let (login_id, password) = (cell(login), cell(password));
        let is_filled = !login_id.is_empty() && !password.is_empty();
        let is_rule = cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)));
        if is_filled && !is_rule && !login_id.contains(TODO) && !password.contains(TODO) {
            let name = name.map_or_else(|| login_id.clone(), cell);
            accounts.push(Account { name, login_id, password });
        }
    }
    accounts
}

/// The account of a name (of the table, or of its login); the first one for an empty name.
pub fn account(markdown: &str, name: &str) -> Option<Account> {
    let name = name.trim();
    let mut accounts = accounts(markdown).into_iter();
    if name.is_empty() {
        return accounts.next();
    }
    accounts.find(|account| account.name == name || account.login_id == name)
}

/// The value of a named endpoint: a row `| AUTH_URL | http://… |`, or a line `AUTH_URL: http://…`.
pub fn endpoint(markdown: &str, name: &str) -> Option<String> {
    let value = |line: &str| {
        if let Some(cells) = cells(line) {
            let at = cells.iter().position(|cell| cell.eq_ignore_ascii_case(name))?;
            return cells.get(at + 1).cloned();
        }
        let line = line.trim_start_matches(['-', '*', ' ']).replace(['`', '*'], "");
        let (key, value) = line.split_once([':', '='])?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    markdown.lines().filter_map(value).find(|value| !value.is_empty() && !value.contains(TODO))
}

/// The login body: `loginId`, `password` and the further fields, which may replace them.
pub fn login_body(account: &Account, fields: &[(String, String)]) -> String {
    let mut body = Object::new();
    body.insert("loginId".into(), account.login_id.as_str().into());
    body.insert("password".into(), account.password.as_str().into());
    with_fields(body, fields)
}

/// The object with further fields; `true`, `false`, `null` and numbers keep their JSON type.
pub fn with_fields(mut body: Object, fields: &[(String, String)]) -> String {
    for (name, text) in fields {
        let value = match text.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            "null" => Json::Null,
            text => Number::new(text).map_or_else(|| text.into(), Json::Number),
        };
        body.insert(name.clone(), value);
    }
    Json::Object(body).to_string()
}

/// The columns of name, login and password, when a row is the head of such a table.
fn heads(cells: &[String]) -> Option<(Option<usize>, usize, usize)> {
    let plain = |cell: &String| cell.to_lowercase().replace([' ', '_', '-'], "");
    let find = |heads: &[&str]| cells.iter().position(|cell| heads.contains(&plain(cell).as_str()));
    let (login, password) = (find(&LOGIN_HEADS)?, find(&PASSWORD_HEADS)?);
    Some((find(&NAME_HEADS).filter(|name| *name != login), login, password))
}

/// The cells of a table's row; `\|` is a bar inside a cell, backquotes around one are dropped.
fn cells(line: &str) -> Option<Vec<String>> {
    let row = line.trim().strip_prefix('|')?;
    let mut cells = vec![String::new()];
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, cells.last_mut()) {
            ('|', _) => cells.push(String::new()),
            ('\\', Some(cell)) if characters.peek() == Some(&'|') => cell.extend(characters.next()),
            (other, Some(cell)) => cell.push(other),
            (_, None) => {}
        }
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    let clean = |cell: String| {
        let cell = cell.trim();
        let quoted = cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`'));
        quoted.unwrap_or(cell).to_owned()
    };
    Some(cells.into_iter().map(clean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNTS: &str = "# 계정\n\n| 서버 | 값 |\n|---|---|\n| a | b |\n\n\
        | 이름 | loginId | password |\n|:---|---|---:|\n| 빈칸 | {TODO} | {TODO} |\n\
        | 김하늘 | qa-haneul | `P@ss\\|w!` |\n| 이서준 | qa-seojun | x\\y |\n";

    #[test]
    fn accounts_are_found_by_name_and_by_login() {
        let login = |name| account(ACCOUNTS, name).map(|found| (found.login_id, found.password));
        let first = Some(("qa-haneul".into(), "P@ss|w!".into()));
        assert_eq!(login(""), first);
        assert_eq!(login("김하늘"), first);
        assert_eq!(login("qa-seojun"), Some(("qa-seojun".into(), "x\\y".into())));
        assert_eq!(login("박"), None);
        assert_eq!(account("| Login ID | Password |\n|--|--|\n| a | b |", "a").unwrap().name, "a");
        assert_eq!(account("no table", ""), None);
    }

    #[test]
    fn endpoints_are_found_in_tables_and_lines() {
        let url = |text: &str| endpoint(text, "AUTH_URL");
        let expected = Some("http://h/login".to_owned());
        assert_eq!(url("| 이름 | 값 |\n|---|---|\n| AUTH_URL | http://h/login |"), expected);
        assert_eq!(url("- **AUTH_URL**: `http://h/login`"), expected);
        assert_eq!(url("AUTH_URL=http://h/login"), expected);
        assert_eq!(url("| AUTH_URL | {TODO: where} |"), None);
    }

    #[test]
    fn a_login_body_is_built_in_memory() {
        let found = account(ACCOUNTS, "").unwrap();
        assert!(!format!("{found:?}").contains("P@ss"));
        let fields = [("forceLogin".into(), "true".into()), ("site".into(), "서울".into())];
        assert_eq!(
            login_body(&found, &fields),
            r#"{"loginId":"qa-haneul","password":"P@ss|w!","forceLogin":true,"site":"서울"}"#
        );
    }
}
