"""A peer of summarize_partial_results: every result read, the statuses counted."""

import collections
import json
import pathlib
import sys

counts = collections.Counter()
for path in pathlib.Path(sys.argv[1]).glob("TC-*.json"):
    if "_" not in path.name:
        counts[json.loads(path.read_text(encoding="utf-8"))["status"]] += 1
print(dict(counts))
