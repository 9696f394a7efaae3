//! The asynchronous step: a worker sends approved orders off, a moment after their approval.
//!
//! Its list of work is the table `shipments`, so that what was approved before a restart is sent
//! off after it.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rusqlite::params;

use crate::shop::Shop;
use crate::{catalogue, orders};

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Starts the worker. `delay` is the time from approval to shipment.
pub(crate) fn start(shop: Arc<Shop>, delay: Duration) -> io::Result<()> {
    let work = move || {
        loop {
            // A database that is busy now is tried again at the next look.
            let _ = send_off_due(&shop, delay);
            thread::sleep(LOOK_EVERY);
        }
    };
    thread::Builder::new().name("shipping".into()).spawn(work)?;
    Ok(())
}

fn send_off_due(shop: &Shop, delay: Duration) -> rusqlite::Result<()> {
    let delay_ms = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
    let mut database = shop.database();
    let due: Vec<i64> = database
        .prepare_cached(
            "SELECT order_id FROM shipments WHERE state = 'PREPARING' \
             AND unixepoch('subsec') * 1000 - requested_ms >= ?1",
        )?
        .query_map([delay_ms], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for order_id in due {
        let change = database.transaction()?;
        catalogue::hand_over(&change, order_id)?;
        orders::set_state(&change, order_id, "SHIPPED")?;
        change.execute(
            "UPDATE order_lines SET state = 'SHIPPED' WHERE order_id = ?1 AND state = 'RESERVED'",
            [order_id],
        )?;
        change.execute(
            "UPDATE shipments SET state = 'SHIPPED', tracking_no = ?2 WHERE order_id = ?1",
            params![order_id, format!("KR{order_id}")],
        )?;
        change.commit()?;
    }
    Ok(())
}
