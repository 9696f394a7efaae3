//! Why the shop says no: a status, a code that clients branch on, a sentence.

use serde_json::{Value, json};

/// A request that is answered with an error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the body is not what this address takes: {0}")]
    BadRequest(String),
    #[error("log-in and password do not fit")]
    BadCredentials,
    #[error("a valid bearer token is needed")]
    NotLoggedIn,
    #[error("there is no {what} {id}")]
    NotFound { what: &'static str, id: String },
    #[error("this address does not take {0}")]
    MethodNotAllowed(String),
    #[error("cart {0} has been ordered already")]
    CartOrdered(i64),
    #[error("only {available} of {sku} are left")]
    OutOfStock { sku: String, available: i64 },
    #[error("an order that is {state} cannot be approved")]
    NotApprovable { state: String },
    #[error("an order that is {state} cannot be cancelled")]
    NotCancellable { state: String },
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

impl Refusal {
    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::BadRequest(_) => 400,
            Self::BadCredentials | Self::NotLoggedIn => 401,
            Self::NotFound { .. } => 404,
            Self::MethodNotAllowed(_) => 405,
            Self::CartOrdered(_)
            | Self::OutOfStock { .. }
            | Self::NotApprovable { .. }
            | Self::NotCancellable { .. } => 409,
            Self::Database(_) => 500,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::BadRequest(_) => "BAD_REQUEST",
            Self::BadCredentials => "BAD_CREDENTIALS",
            Self::NotLoggedIn => "NOT_LOGGED_IN",
            Self::NotFound { .. } => "NOT_FOUND",
            Self::MethodNotAllowed(_) => "METHOD_NOT_ALLOWED",
            Self::CartOrdered(_) => "CART_ORDERED",
            Self::OutOfStock { .. } => "OUT_OF_STOCK",
            Self::NotApprovable { .. } => "NOT_APPROVABLE",
            Self::NotCancellable { .. } => "NOT_CANCELLABLE",
            Self::Database(_) => "DATABASE",
        }
    }

    /// The body: `{"error": {"code", "message"}}`.
    pub(crate) fn body(&self) -> Value {
        json!({ "error": { "code": self.code(), "message": self.to_string() } })
    }
}
