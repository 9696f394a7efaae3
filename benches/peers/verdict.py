"""A peer of verdict_calculator: the status and the sum of all quantities."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    response = json.load(file)["response"]
groups = response["body"]["outboundOrderSkuGroups"]
print(response["status_code"] == 200, sum(sku["quantity"] for group in groups for sku in group["skus"]))
