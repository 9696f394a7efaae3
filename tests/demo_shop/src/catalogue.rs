//! Goods, and how many of them are there.

use rusqlite::{Connection, OptionalExtension, params};

use crate::messages::Stock;
use crate::refusal::Refusal;
use crate::shop::Shop;

/// `GET /stock/{sku}`.
pub(crate) fn stock(shop: &Shop, sku: &str) -> Result<Stock, Refusal> {
    let found = shop
        .database()
        .query_row(
            "SELECT sku, name, available, reserved FROM stock JOIN products USING (sku) \
             WHERE sku = ?1",
            [sku],
            |row| {
                Ok(Stock {
                    sku: row.get(0)?,
                    product: row.get(1)?,
                    available: row.get(2)?,
                    reserved: row.get(3)?,
                })
            },
        )
        .optional()?;
    found.ok_or_else(|| Refusal::NotFound { what: "product", id: sku.to_owned() })
}

/// Moves goods from available to reserved.
pub(crate) fn reserve(database: &Connection, sku: &str, quantity: i64) -> Result<(), Refusal> {
    let available: i64 =
        database
            .query_row("SELECT available FROM stock WHERE sku = ?1", [sku], |row| row.get(0))?;
    if available < quantity {
        return Err(Refusal::OutOfStock { sku: sku.to_owned(), available });
    }
    database.execute(
        "UPDATE stock SET available = available - ?2, reserved = reserved + ?2 WHERE sku = ?1",
        params![sku, quantity],
    )?;
    Ok(())
}

/// Moves the goods of an order's reserved lines back to available.
pub(crate) fn release(database: &Connection, order_id: i64) -> rusqlite::Result<()> {
    database.execute(
        "UPDATE stock SET available = available + l.quantity, reserved = reserved - l.quantity \
         FROM (SELECT sku, sum(quantity) AS quantity FROM order_lines \
               WHERE order_id = ?1 AND state = 'RESERVED' GROUP BY sku) AS l \
         WHERE stock.sku = l.sku",
        [order_id],
    )?;
    Ok(())
}

/// Takes the goods of an order's reserved lines out of the house.
pub(crate) fn hand_over(database: &Connection, order_id: i64) -> rusqlite::Result<()> {
    database.execute(
        "UPDATE stock SET reserved = reserved - l.quantity \
         FROM (SELECT sku, sum(quantity) AS quantity FROM order_lines \
               WHERE order_id = ?1 AND state = 'RESERVED' GROUP BY sku) AS l \
         WHERE stock.sku = l.sku",
        [order_id],
    )?;
    Ok(())
}
