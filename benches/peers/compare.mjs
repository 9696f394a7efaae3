// A peer of compare_db_snapshots: rows by `id`, changed, added and removed ones counted.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

const rows = (path) => new Map(JSON.parse(readFileSync(path, "utf8")).rows.map((row) => [row.id, row]));
const [before, after] = process.argv.slice(2).map(rows);
let [changed, added] = [0, 0];
for (const [id, row] of after) {
  if (!before.has(id)) added += 1;
  else if (!isDeepStrictEqual(before.get(id), row)) changed += 1;
}
console.log(changed, added, before.size + added - after.size);
