-- The demo's data. Ids are fixed, because a data mapping names them. Orders that one test case
-- changes share no goods with those of another, so that the order of test cases does not matter.
INSERT INTO accounts (login_id, password, name) VALUES
  ('qa-haneul', 'demo-password-1', '김하늘'),
  ('qa-seojun', 'demo-password-2', '이서준');

INSERT INTO customers (customer_id, name) VALUES
  (1, '박지우'), (2, '최민서'), (3, '정도윤');

INSERT INTO products (sku, name, price_cents) VALUES
  ('HLB-05', '제주 한라봉 5kg', 3495),
  ('GAM-03', '상주 곶감 3호',   2990),
  ('BAG-00', '종이 봉투',         10),
  ('HNY-01', '지리산 꿀 1kg',   4120),
  ('YUJ-02', '고흥 유자청',      1275),
  ('CHA-20', '보성 녹차 20티백',  845),
  ('OMJ-01', '문경 오미자',      1890),
  ('KIM-10', '완도 김 10봉',    1010),
  ('MYK-05', '기장 미역',         735),
  ('BJG-00', '보자기',            10),
  ('GAR-02', '의성 마늘 2접',   2330);

-- Reserved is what the RESERVED lines below add up to.
INSERT INTO stock (sku, available, reserved) VALUES
  ('HLB-05',  40, 3),
  ('GAM-03',  25, 1),
  ('BAG-00', 900, 2),
  ('HNY-01',  18, 2),
  ('YUJ-02',  60, 4),
  ('CHA-20',  75, 2),
  ('OMJ-01',  30, 1),
  ('KIM-10', 120, 0),
  ('MYK-05',  44, 0),
  ('BJG-00', 500, 0),
  ('GAR-02',  12, 3);

INSERT INTO orders (order_id, customer_id, state, total_cents, cancel_reason, created_at, updated_at) VALUES
  (7301234567890123401, 1, 'PAID',      10000, NULL,        '2026-11-18T01:10:00.000Z', '2026-11-18T01:10:00.000Z'),
  (7301234567890123402, 2, 'PAID',      13340, NULL,        '2026-11-18T02:20:00.000Z', '2026-11-18T02:20:00.000Z'),
  (7301234567890123403, 3, 'SHIPPED',    3000, NULL,        '2026-11-17T03:30:00.000Z', '2026-11-18T00:30:00.000Z'),
  (7301234567890123404, 1, 'PAID',       3580, NULL,        '2026-11-18T04:40:00.000Z', '2026-11-18T04:40:00.000Z'),
  (7301234567890123405, 2, 'PAID',       6990, NULL,        '2026-11-18T05:50:00.000Z', '2026-11-18T05:50:00.000Z'),
  (7301234567890123406, 3, 'PAID',       3495, NULL,        '2026-11-18T06:00:00.000Z', '2026-11-18T06:00:00.000Z'),
  (7301234567890123407, 1, 'CANCELLED',  2990, '고객 변심', '2026-11-16T07:10:00.000Z', '2026-11-16T08:10:00.000Z');

INSERT INTO order_lines (order_id, line_no, sku, quantity, unit_price_cents, state) VALUES
  (7301234567890123401, 1, 'HLB-05', 2, 3495, 'RESERVED'),
  (7301234567890123401, 2, 'GAM-03', 1, 2990, 'RESERVED'),
  (7301234567890123401, 3, 'BAG-00', 2,   10, 'RESERVED'),
  (7301234567890123402, 1, 'HNY-01', 2, 4120, 'RESERVED'),
  (7301234567890123402, 2, 'YUJ-02', 4, 1275, 'RESERVED'),
  (7301234567890123403, 1, 'GAM-03', 1, 2990, 'SHIPPED'),
  (7301234567890123403, 2, 'BAG-00', 1,   10, 'SHIPPED'),
  (7301234567890123404, 1, 'CHA-20', 2,  845, 'RESERVED'),
  (7301234567890123404, 2, 'OMJ-01', 1, 1890, 'RESERVED'),
  (7301234567890123405, 1, 'GAR-02', 3, 2330, 'RESERVED'),
  (7301234567890123406, 1, 'HLB-05', 1, 3495, 'RESERVED'),
  (7301234567890123407, 1, 'GAM-03', 1, 2990, 'CANCELLED');

INSERT INTO shipments (order_id, state, tracking_no, requested_ms) VALUES
  (7301234567890123403, 'SHIPPED', 'KR7301234567890123403', 1795221000000);

-- 3 x 10.10 + 5 x 7.35 + 1 x 0.10 comes to 67.15.
INSERT INTO carts (cart_id, customer_id, order_id) VALUES
  (5001, 2, NULL);

INSERT INTO cart_lines (cart_id, line_no, sku, quantity) VALUES
  (5001, 1, 'KIM-10', 3),
  (5001, 2, 'MYK-05', 5),
  (5001, 3, 'BJG-00', 1);
