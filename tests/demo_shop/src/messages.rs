//! The JSON that goes in and out.

use serde::{Deserialize, Serialize};

use crate::money::Cents;

/// `POST /login`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Credentials {
    pub(crate) login_id: String,
    pub(crate) password: String,
}

/// `POST /orders`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrder {
    pub(crate) cart_id: i64,
}

/// `POST /orders/{id}/cancel`.
#[derive(Deserialize)]
pub(crate) struct Cancellation {
    pub(crate) reason: String,
}

/// The answer to a log-in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    pub(crate) access_token: String,
    pub(crate) name: String,
}

/// One order, whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "fields are named as in the JSON")]
pub(crate) struct Order {
    /// 19 digits, more than a double can hold.
    pub(crate) order_id: i64,
    pub(crate) state: String,
    pub(crate) customer: String,
    pub(crate) cancel_reason: Option<String>,
    pub(crate) currency: &'static str,
    pub(crate) total: Cents,
    pub(crate) lines: Vec<Line>,
    pub(crate) shipment: Option<Shipment>,
}

/// One line of an order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "fields are named as in the JSON")]
pub(crate) struct Line {
    pub(crate) line_no: i64,
    pub(crate) sku: String,
    pub(crate) product: String,
    pub(crate) quantity: i64,
    pub(crate) unit_price: Cents,
    pub(crate) amount: Cents,
    pub(crate) state: String,
}

/// The parcel of an approved order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shipment {
    pub(crate) state: String,
    pub(crate) tracking_no: Option<String>,
}

/// The answer to `GET /orders`.
#[derive(Serialize)]
pub(crate) struct OrderList {
    pub(crate) count: usize,
    pub(crate) orders: Vec<OrderSummary>,
}

/// One order in a list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderSummary {
    pub(crate) order_id: i64,
    pub(crate) state: String,
    pub(crate) customer: String,
    pub(crate) total: Cents,
}

/// The answer to `GET /stock/{sku}`.
#[derive(Serialize)]
pub(crate) struct Stock {
    pub(crate) sku: String,
    pub(crate) product: String,
    pub(crate) available: i64,
    pub(crate) reserved: i64,
}
