"""A peer of compare_db_snapshots: rows by `id`, changed, added and removed ones counted."""

import json
import sys


def rows(path):
    with open(path, encoding="utf-8") as file:
        return {row["id"]: row for row in json.load(file)["rows"]}


before, after = map(rows, sys.argv[1:])
changed = sum(1 for key, row in after.items() if key in before and before[key] != row)
print(changed, len(after.keys() - before.keys()), len(before.keys() - after.keys()))
