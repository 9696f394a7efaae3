//! Orders: list, get, create, approve, cancel.
//!
//! PAID → APPROVED → SHIPPED, or PAID → CANCELLED. Each change is one transaction.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::bug::Bug;
use crate::catalogue;
use crate::messages::{Line, Order, OrderList, OrderSummary, Shipment};
use crate::money::Cents;
use crate::refusal::Refusal;
use crate::shop::Shop;

const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

/// `GET /orders`, all or those in one state, oldest first.
pub(crate) fn list(shop: &Shop, state: Option<&str>) -> Result<OrderList, Refusal> {
    let database = shop.database();
    let mut statement = database.prepare(
        "SELECT order_id, state, name, total_cents FROM orders JOIN customers USING (customer_id) \
         WHERE ?1 IS NULL OR state = ?1 ORDER BY order_id",
    )?;
    let rows = statement.query_map([state], |row| {
        Ok(OrderSummary {
            order_id: row.get(0)?,
            state: row.get(1)?,
            customer: row.get(2)?,
            total: shown_total(shop, row.get(3)?),
        })
    })?;
    let orders: Vec<OrderSummary> = rows.collect::<Result<_, _>>()?;
    Ok(OrderList { count: orders.len(), orders })
}

/// `GET /orders/{id}`.
pub(crate) fn get(shop: &Shop, order_id: i64) -> Result<Order, Refusal> {
    read(shop, &shop.database(), order_id)
}

/// `POST /orders`: turns a cart into a paid order and reserves its goods.
pub(crate) fn create(shop: &Shop, cart_id: i64) -> Result<Order, Refusal> {
    let mut database = shop.database();
    let change = database.transaction()?;
    let cart: Option<(i64, Option<i64>)> = change
        .query_row("SELECT customer_id, order_id FROM carts WHERE cart_id = ?1", [cart_id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let customer_id = match cart {
        None => {
            return Err(Refusal::NotFound { what: "cart", id: cart_id.to_string() });
        }
        Some((_, Some(_))) => return Err(Refusal::CartOrdered(cart_id)),
        Some((customer_id, None)) => customer_id,
    };
    let order_id: i64 =
        change.query_row("SELECT max(order_id) + 1 FROM orders", [], |row| row.get(0))?;
    change.execute(
        &format!(
            "INSERT INTO orders (order_id, customer_id, state, total_cents, created_at, updated_at) \
             SELECT ?1, ?2, 'PAID', sum(quantity * price_cents), {NOW}, {NOW} \
             FROM cart_lines JOIN products USING (sku) WHERE cart_id = ?3"
        ),
        params![order_id, customer_id, cart_id],
    )?;
    change.execute(
        "INSERT INTO order_lines (order_id, line_no, sku, quantity, unit_price_cents, state) \
         SELECT ?1, line_no, sku, quantity, price_cents, 'RESERVED' \
         FROM cart_lines JOIN products USING (sku) WHERE cart_id = ?2",
        params![order_id, cart_id],
    )?;
    for (sku, quantity) in cart_goods(&change, cart_id)? {
        catalogue::reserve(&change, &sku, quantity)?;
    }
    change
        .execute("UPDATE carts SET order_id = ?1 WHERE cart_id = ?2", params![order_id, cart_id])?;
    let order = read(shop, &change, order_id)?;
    change.commit()?;
    Ok(order)
}

/// `POST /orders/{id}/approve`: asks for the shipment, which happens a moment later.
pub(crate) fn approve(shop: &Shop, order_id: i64) -> Result<Order, Refusal> {
    let mut database = shop.database();
    let change = database.transaction()?;
    let state = state_of(&change, order_id)?;
    if state != "PAID" {
        return Err(Refusal::NotApprovable { state });
    }
    set_state(&change, order_id, "APPROVED")?;
    change.execute(
        "INSERT INTO shipments (order_id, state, requested_ms) \
         VALUES (?1, 'PREPARING', CAST(unixepoch('subsec') * 1000 AS INTEGER))",
        [order_id],
    )?;
    let order = read(shop, &change, order_id)?;
    change.commit()?;
    Ok(order)
}

/// `POST /orders/{id}/cancel`: gives the goods back, unless they are on their way.
pub(crate) fn cancel(shop: &Shop, order_id: i64, reason: &str) -> Result<Order, Refusal> {
    let mut database = shop.database();
    let change = database.transaction()?;
    let state = state_of(&change, order_id)?;
    if state != "PAID" {
        return Err(Refusal::NotCancellable { state });
    }
    if !shop.has(Bug::CancelKeepsStock) {
        catalogue::release(&change, order_id)?;
    }
    set_state(&change, order_id, "CANCELLED")?;
    change.execute(
        "UPDATE orders SET cancel_reason = ?2 WHERE order_id = ?1",
        params![order_id, reason],
    )?;
    change.execute("UPDATE order_lines SET state = 'CANCELLED' WHERE order_id = ?1", [order_id])?;
    let order = read(shop, &change, order_id)?;
    change.commit()?;
    Ok(order)
}

/// Moves an order to another state and notes when.
pub(crate) fn set_state(database: &Connection, order_id: i64, state: &str) -> rusqlite::Result<()> {
    database.execute(
        &format!("UPDATE orders SET state = ?2, updated_at = {NOW} WHERE order_id = ?1"),
        params![order_id, state],
    )?;
    Ok(())
}

fn state_of(database: &Connection, order_id: i64) -> Result<String, Refusal> {
    let state = database
        .query_row("SELECT state FROM orders WHERE order_id = ?1", [order_id], |row| row.get(0))
        .optional()?;
    state.ok_or_else(|| not_found(order_id))
}

fn read(shop: &Shop, database: &Connection, order_id: i64) -> Result<Order, Refusal> {
    let order = database
        .query_row(
            "SELECT orders.state, name, cancel_reason, total_cents, shipments.state, tracking_no \
             FROM orders JOIN customers USING (customer_id) LEFT JOIN shipments USING (order_id) \
             WHERE order_id = ?1",
            [order_id],
            |row| {
                let shipment_state: Option<String> = row.get(4)?;
                let tracking_no = row.get(5)?;
                Ok(Order {
                    order_id,
                    state: row.get(0)?,
                    customer: row.get(1)?,
                    cancel_reason: row.get(2)?,
                    currency: "USD",
                    total: shown_total(shop, row.get(3)?),
                    lines: Vec::new(),
                    shipment: shipment_state.map(|state| Shipment { state, tracking_no }),
                })
            },
        )
        .optional()?;
    let order = order.ok_or_else(|| not_found(order_id))?;
    Ok(Order { lines: lines(database, order_id)?, ..order })
}

fn lines(database: &Connection, order_id: i64) -> rusqlite::Result<Vec<Line>> {
    let mut statement = database.prepare(
        "SELECT line_no, sku, name, quantity, unit_price_cents, state \
         FROM order_lines JOIN products USING (sku) WHERE order_id = ?1 ORDER BY line_no",
    )?;
    let line = |row: &Row<'_>| {
        let (quantity, unit_price_cents): (i64, i64) = (row.get(3)?, row.get(4)?);
        Ok(Line {
            line_no: row.get(0)?,
            sku: row.get(1)?,
            product: row.get(2)?,
            quantity,
            unit_price: Cents(unit_price_cents),
            amount: Cents(quantity * unit_price_cents),
            state: row.get(5)?,
        })
    };
    statement.query_map([order_id], line)?.collect()
}

fn cart_goods(database: &Connection, cart_id: i64) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut statement =
        database.prepare("SELECT sku, quantity FROM cart_lines WHERE cart_id = ?1")?;
    statement.query_map([cart_id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn shown_total(shop: &Shop, cents: i64) -> Cents {
    Cents(cents + i64::from(shop.has(Bug::TotalOffByOneCent)))
}

fn not_found(order_id: i64) -> Refusal {
    Refusal::NotFound { what: "order", id: order_id.to_string() }
}
