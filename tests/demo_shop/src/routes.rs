//! Which address does what.

use std::thread;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::bug::{Bug, SLOW};
use crate::http::{Outcome, Request};
use crate::messages::{Cancellation, Credentials, NewOrder};
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::{catalogue, orders};

/// Answers one request; the faults that concern the wire rather than the data are here.
pub(crate) fn answer(shop: &Shop, request: &Request) -> Outcome {
    let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
    let cancelling = matches!(path[..], ["orders", _, "cancel"]);
    let (status, body) = match route(shop, request, &path) {
        Ok(answered) => answered,
        Err(refusal) => {
            let hidden = cancelling && refusal.status() == 409 && shop.has(Bug::OkWithErrorBody);
            let status = if hidden { 200 } else { refusal.status() };
            (status, refusal.body().to_string())
        }
    };
    if cancelling && shop.has(Bug::SlowAnswer) {
        thread::sleep(SLOW);
    }
    if cancelling && shop.has(Bug::ResetConnection) {
        return Outcome::Reset;
    }
    Outcome::Answer(status, body)
}

type Answered = Result<(u16, String), Refusal>;

fn route(shop: &Shop, request: &Request, path: &[&str]) -> Answered {
    match (request.method.as_str(), path) {
        ("GET", ["health"]) => {
            shop.database().query_row("SELECT 1", [], |_| Ok(()))?;
            reply(200, &json!({ "status": "UP", "database": "UP" }))
        }
        ("POST", ["login"]) => {
            let credentials: Credentials = body(request)?;
            reply(200, &shop.log_in(&credentials)?)
        }
        (_, ["orders" | "stock", ..]) => {
            let token = request.bearer.as_deref().unwrap_or_default();
            if !shop.sessions.knows(token) {
                return Err(Refusal::NotLoggedIn);
            }
            protected(shop, request, path)
        }
        (_, ["health" | "login"]) => Err(Refusal::MethodNotAllowed(request.method.clone())),
        _ => Err(Refusal::NotFound { what: "address", id: path.join("/") }),
    }
}

/// The addresses that need a token.
fn protected(shop: &Shop, request: &Request, path: &[&str]) -> Answered {
    match (request.method.as_str(), path) {
        ("GET", ["orders"]) => {
            let state = request.query.iter().find(|(name, _)| name == "state");
            reply(200, &orders::list(shop, state.map(|(_, value)| value.as_str()))?)
        }
        ("POST", ["orders"]) => {
            let NewOrder { cart_id } = body(request)?;
            reply(201, &orders::create(shop, cart_id)?)
        }
        ("GET", ["orders", id]) => reply(200, &orders::get(shop, number("order", id)?)?),
        ("POST", ["orders", id, "approve"]) => {
            reply(202, &orders::approve(shop, number("order", id)?)?)
        }
        ("POST", ["orders", id, "cancel"]) => {
            let Cancellation { reason } = body(request)?;
            reply(200, &orders::cancel(shop, number("order", id)?, &reason)?)
        }
        ("GET", ["stock", sku]) => reply(200, &catalogue::stock(shop, sku)?),
        (method, ["orders", ..] | ["stock", _]) if path.len() <= 3 => {
            Err(Refusal::MethodNotAllowed(method.to_owned()))
        }
        _ => Err(Refusal::NotFound { what: "address", id: path.join("/") }),
    }
}

fn reply(status: u16, document: &impl Serialize) -> Answered {
    match serde_json::to_string(document) {
        Ok(text) => Ok((status, text)),
        Err(error) => Err(Refusal::BadRequest(error.to_string())),
    }
}

fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body).map_err(|error| Refusal::BadRequest(error.to_string()))
}

fn number(what: &'static str, id: &str) -> Result<i64, Refusal> {
    id.parse().map_err(|_| Refusal::NotFound { what, id: id.to_owned() })
}
