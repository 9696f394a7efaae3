"""A peer of stimulus_executor: get a JSON answer, parse it, write it into a record."""

import json
import sys
import urllib.request

url, output = sys.argv[1:]
with urllib.request.urlopen(url) as answer:
    record = {"status_code": answer.status, "headers": dict(answer.headers), "body": json.load(answer)}
with open(output, "w", encoding="utf-8") as file:
    json.dump(record, file, ensure_ascii=False)
