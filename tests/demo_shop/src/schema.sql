-- The shop's tables. Money is whole cents, so that SQL adds it exactly.
DROP VIEW IF EXISTS cart_totals;
DROP TABLE IF EXISTS shipments;
DROP TABLE IF EXISTS cart_lines;
DROP TABLE IF EXISTS carts;
DROP TABLE IF EXISTS order_lines;
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS stock;
DROP TABLE IF EXISTS products;
DROP TABLE IF EXISTS customers;
DROP TABLE IF EXISTS accounts;

CREATE TABLE accounts (
  login_id TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  name     TEXT NOT NULL
);

CREATE TABLE customers (
  customer_id INTEGER PRIMARY KEY,
  name        TEXT NOT NULL
);

CREATE TABLE products (
  sku         TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  price_cents INTEGER NOT NULL
);

CREATE TABLE stock (
  sku       TEXT PRIMARY KEY REFERENCES products,
  available INTEGER NOT NULL CHECK (available >= 0),
  reserved  INTEGER NOT NULL CHECK (reserved >= 0)
);

CREATE TABLE orders (
  order_id      INTEGER PRIMARY KEY,
  customer_id   INTEGER NOT NULL REFERENCES customers,
  state         TEXT NOT NULL,
  total_cents   INTEGER NOT NULL,
  cancel_reason TEXT,
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL
);

CREATE TABLE order_lines (
  order_id         INTEGER NOT NULL REFERENCES orders,
  line_no          INTEGER NOT NULL,
  sku              TEXT NOT NULL REFERENCES products,
  quantity         INTEGER NOT NULL,
  unit_price_cents INTEGER NOT NULL,
  state            TEXT NOT NULL,
  PRIMARY KEY (order_id, line_no)
);

CREATE TABLE carts (
  cart_id     INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers,
  order_id    INTEGER REFERENCES orders
);

CREATE TABLE cart_lines (
  cart_id  INTEGER NOT NULL REFERENCES carts,
  line_no  INTEGER NOT NULL,
  sku      TEXT NOT NULL REFERENCES products,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (cart_id, line_no)
);

CREATE TABLE shipments (
  order_id     INTEGER PRIMARY KEY REFERENCES orders,
  state        TEXT NOT NULL,
  tracking_no  TEXT,
  requested_ms INTEGER NOT NULL
);

-- What a cart comes to, worked out by the database rather than by the shop.
CREATE VIEW cart_totals AS
  SELECT cart_id, sum(quantity * price_cents) / 100.0 AS total
  FROM cart_lines JOIN products USING (sku)
  GROUP BY cart_id;
