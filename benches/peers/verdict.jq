# A peer of verdict_calculator: the status and the sum of all quantities.
[.response.status_code == 200, ([.response.body.outboundOrderSkuGroups[].skus[].quantity] | add)]
