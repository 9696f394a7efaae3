//! Drives the built shop over HTTP: every address, every fault.
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::{Value, json};

const PAID: i64 = 7_301_234_567_890_123_401;
const SHIPPED: i64 = 7_301_234_567_890_123_403;
const PAID_TOO: i64 = 7_301_234_567_890_123_404;
const CART: i64 = 5001;

/// A running shop with its own database; it is killed when the test ends.
struct Shop {
    child: Child,
    url: String,
    folder: tempfile::TempDir,
    token: Option<String>,
}

/// An answer: status, text as received, and the same parsed.
struct Answer {
    status: u16,
    text: String,
    json: Value,
}

impl Shop {
    fn start(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("shop.db");
        Self::start_on(folder, &db, flags)
    }

    /// Starts a shop on a database that may be another's.
    fn start_on(folder: tempfile::TempDir, db: &Path, flags: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_demo_shop"))
            .arg("--db")
            .arg(db)
            .arg("--url-file")
            .arg(folder.path().join("url"))
            .args(["--ship-after-ms", "30"])
            .args(flags)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let url = first.trim().strip_prefix("listening on ").expect(&first).to_owned();
        Self { child, url, folder, token: None }
    }

    /// Starts a shop and logs in.
    fn logged_in(flags: &[&str]) -> Self {
        let mut shop = Self::start(flags);
        let answer =
            shop.post("/login", &json!({"loginId": "qa-haneul", "password": "demo-password-1"}));
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json["name"], "김하늘");
        shop.token = Some(answer.json["accessToken"].as_str().unwrap().to_owned());
        shop
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<Answer, ureq::Error> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(2)))
            .build()
            .into();
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let mut answer = agent.run(request.body(body.to_owned()).unwrap())?;
        let text = answer.body_mut().read_to_string()?;
        let json = serde_json::from_str(&text).expect("every answer is JSON");
        Ok(Answer { status: answer.status().as_u16(), text, json })
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").unwrap()
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string()).unwrap()
    }

    fn cancel(&self, order: i64) -> Result<Answer, ureq::Error> {
        self.send("POST", &format!("/orders/{order}/cancel"), r#"{"reason": "고객 변심"}"#)
    }

    fn stock(&self, sku: &str) -> (i64, i64) {
        let answer = self.get(&format!("/stock/{sku}"));
        (answer.json["available"].as_i64().unwrap(), answer.json["reserved"].as_i64().unwrap())
    }

    fn database(&self) -> Connection {
        Connection::open(self.folder.path().join("shop.db")).unwrap()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn check_refusal(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.json["error"]["code"], code, "{}", answer.text);
}

/// Reserved stock and the reserved lines of orders tell the same story.
fn books_balance(database: &Connection) -> bool {
    let gaps: i64 = database
        .query_row(
            "SELECT count(*) FROM stock WHERE reserved != (SELECT coalesce(sum(quantity), 0) \
             FROM order_lines WHERE order_lines.sku = stock.sku AND state = 'RESERVED')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    gaps == 0
}

#[test]
fn the_demos_data_adds_up() {
    let shop = Shop::start(&[]);
    assert!(books_balance(&shop.database()));
    let wrong_totals: i64 = shop
        .database()
        .query_row(
            "SELECT count(*) FROM orders WHERE total_cents != (SELECT sum(quantity * \
             unit_price_cents) FROM order_lines WHERE order_lines.order_id = orders.order_id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(wrong_totals, 0);
}

#[test]
fn health_needs_no_token_and_the_url_file_names_the_shop() {
    let shop = Shop::start(&[]);
    assert_eq!(shop.get("/health").json, json!({"status": "UP", "database": "UP"}));
    let written = std::fs::read_to_string(shop.folder.path().join("url")).unwrap();
    assert_eq!(written, format!("{}\n", shop.url));
}

#[test]
fn a_log_in_gives_a_token_and_nothing_else_opens_the_door() {
    let mut shop = Shop::start(&[]);
    check_refusal(&shop.get("/orders"), 401, "NOT_LOGGED_IN");
    let wrong = json!({"loginId": "qa-haneul", "password": "guess"});
    check_refusal(&shop.post("/login", &wrong), 401, "BAD_CREDENTIALS");
    check_refusal(&shop.post("/login", &json!({"loginId": 1})), 400, "BAD_REQUEST");
    shop.token = Some("0".repeat(32));
    check_refusal(&shop.get("/orders"), 401, "NOT_LOGGED_IN");
    assert_eq!(Shop::logged_in(&[]).get("/orders").status, 200);
}

#[test]
fn addresses_and_methods_that_do_not_exist_are_refused() {
    let shop = Shop::logged_in(&[]);
    check_refusal(&shop.get("/nowhere"), 404, "NOT_FOUND");
    check_refusal(&shop.get("/orders/1/2/3/4"), 404, "NOT_FOUND");
    check_refusal(&shop.get("/orders/17"), 404, "NOT_FOUND");
    check_refusal(&shop.get("/orders/seventeen"), 404, "NOT_FOUND");
    check_refusal(&shop.get("/stock/NONE"), 404, "NOT_FOUND");
    check_refusal(&shop.post("/orders", &json!({"cartId": 1})), 404, "NOT_FOUND");
    check_refusal(&shop.get("/login"), 405, "METHOD_NOT_ALLOWED");
    check_refusal(&shop.send("DELETE", "/orders/1", "").unwrap(), 405, "METHOD_NOT_ALLOWED");
}

#[test]
fn orders_are_listed_and_read_with_every_digit() {
    let shop = Shop::logged_in(&[]);
    assert_eq!(shop.get("/orders").json["count"], 7);
    let cancelled = shop.get("/orders?state=CANCELLED");
    assert_eq!(cancelled.json["count"], 1);
    assert_eq!(cancelled.json["orders"][0]["customer"], "박지우");

    let order = shop.get(&format!("/orders/{PAID}"));
    assert_eq!(order.json["orderId"], PAID);
    assert_eq!(order.json["lines"].as_array().unwrap().len(), 3);
    assert!(order.text.contains(r#""total":100.00,"#), "{}", order.text);
    assert!(order.text.contains(r#""unitPrice":0.10,"#), "{}", order.text);
}

#[test]
fn an_order_made_from_a_cart_reserves_its_goods() {
    let shop = Shop::logged_in(&[]);
    let before = shop.stock("MYK-05");
    let made = shop.post("/orders", &json!({"cartId": CART}));
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.json["orderId"], 7_301_234_567_890_123_408_i64);
    assert!(made.text.contains(r#""total":67.15,"#), "{}", made.text);
    assert_eq!(shop.stock("MYK-05"), (before.0 - 5, before.1 + 5));
    assert!(books_balance(&shop.database()));
    check_refusal(&shop.post("/orders", &json!({"cartId": CART})), 409, "CART_ORDERED");
}

#[test]
fn an_order_beyond_the_stock_changes_nothing() {
    let shop = Shop::logged_in(&[]);
    shop.database().execute("UPDATE stock SET available = 0 WHERE sku = 'BJG-00'", []).unwrap();
    let before = shop.stock("KIM-10");
    check_refusal(&shop.post("/orders", &json!({"cartId": CART})), 409, "OUT_OF_STOCK");
    assert_eq!(shop.stock("KIM-10"), before);
    assert_eq!(shop.get("/orders").json["count"], 7);
}

#[test]
fn a_cancelled_order_gives_its_goods_back() {
    let shop = Shop::logged_in(&[]);
    let before = shop.stock("GAM-03");
    let answer = shop.cancel(PAID).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.json["state"], "CANCELLED");
    assert_eq!(answer.json["cancelReason"], "고객 변심");
    assert_eq!(shop.stock("GAM-03"), (before.0 + 1, before.1 - 1));
    assert!(books_balance(&shop.database()));
    check_refusal(&shop.cancel(PAID).unwrap(), 409, "NOT_CANCELLABLE");
}

#[test]
fn an_approved_order_is_shipped_a_moment_later() {
    let shop = Shop::logged_in(&[]);
    let before = shop.stock("OMJ-01");
    let answer = shop.post(&format!("/orders/{PAID_TOO}/approve"), &json!({}));
    assert_eq!(answer.status, 202, "{}", answer.text);
    assert_eq!(answer.json["state"], "APPROVED");
    assert_eq!(answer.json["shipment"], json!({"state": "PREPARING", "trackingNo": null}));
    check_refusal(
        &shop.post(&format!("/orders/{SHIPPED}/approve"), &json!({})),
        409,
        "NOT_APPROVABLE",
    );

    let order = format!("/orders/{PAID_TOO}");
    let give_up = Instant::now() + Duration::from_secs(10);
    while shop.get(&order).json["state"] != "SHIPPED" {
        assert!(Instant::now() < give_up, "the worker never shipped the order");
    }
    assert_eq!(shop.get(&order).json["shipment"]["trackingNo"], format!("KR{PAID_TOO}"));
    assert_eq!(shop.stock("OMJ-01"), (before.0, before.1 - 1));
    assert!(books_balance(&shop.database()));
}

#[test]
fn an_existing_database_is_kept_unless_it_is_to_be_seeded() {
    let shop = Shop::logged_in(&[]);
    shop.cancel(PAID).unwrap();
    let state_after_start = |flags: &[&str]| {
        let db = shop.folder.path().join("shop.db");
        let again = Shop::start_on(tempfile::tempdir().unwrap(), &db, flags);
        let state: String = shop
            .database()
            .query_row("SELECT state FROM orders WHERE order_id = ?1", [PAID], |row| row.get(0))
            .unwrap();
        drop(again);
        state
    };
    assert_eq!(state_after_start(&[]), "CANCELLED");
    assert_eq!(state_after_start(&["--seed"]), "PAID");
}

#[test]
fn bug_cancel_keeps_stock() {
    let shop = Shop::logged_in(&["--bug", "cancel-keeps-stock"]);
    let before = shop.stock("GAM-03");
    assert_eq!(shop.cancel(PAID).unwrap().json["state"], "CANCELLED");
    assert_eq!(shop.stock("GAM-03"), before);
    assert!(!books_balance(&shop.database()));
}

#[test]
fn bug_total_off_by_one_cent() {
    let shop = Shop::logged_in(&["--bug", "total-off-by-one-cent"]);
    let order = shop.get(&format!("/orders/{PAID}"));
    assert!(order.text.contains(r#""total":100.01,"#), "{}", order.text);
}

#[test]
fn bug_ok_with_error_body() {
    let shop = Shop::logged_in(&["--bug", "ok-with-error-body"]);
    check_refusal(&shop.cancel(SHIPPED).unwrap(), 200, "NOT_CANCELLABLE");
}

#[test]
fn bug_slow_answer() {
    let shop = Shop::logged_in(&["--bug", "slow-answer"]);
    let error = shop.cancel(PAID).err().expect("the client gave up waiting");
    assert!(matches!(error, ureq::Error::Timeout(_)), "{error}");
    assert_eq!(shop.get(&format!("/orders/{PAID}")).json["state"], "CANCELLED");
}

#[test]
fn bug_reset_connection() {
    let shop = Shop::logged_in(&["--bug", "reset-connection"]);
    let error = shop.cancel(PAID).err().expect("there was no answer");
    let reset = |e: &std::io::Error| e.kind() == std::io::ErrorKind::ConnectionReset;
    assert!(matches!(&error, ureq::Error::Io(e) if reset(e)), "{error}");
    assert_eq!(shop.get(&format!("/orders/{PAID}")).json["state"], "CANCELLED");
}

#[test]
fn bugs_add_up() {
    let shop = Shop::logged_in(&["--bug", "total-off-by-one-cent", "--bug", "ok-with-error-body"]);
    check_refusal(&shop.cancel(SHIPPED).unwrap(), 200, "NOT_CANCELLABLE");
    assert!(shop.get("/orders?state=CANCELLED").text.contains("29.91"));
}

#[test]
fn it_says_why_it_cannot_start() {
    let folder = tempfile::tempdir().unwrap();
    let shop = |db: &Path| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_demo_shop")).arg("--db").arg(db).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, message) = shop(&folder.path().join("no such folder/shop.db"));
    assert_eq!(code, Some(2));
    assert!(message.starts_with("error: "), "{message}");
    std::fs::write(folder.path().join("text.db"), "not a database, but long enough ".repeat(40))
        .unwrap();
    assert_eq!(shop(&folder.path().join("text.db")).0, Some(2));
}
