"""Rosters of several weeks: who works which shift on which day.

`problem` (shift types, contracts, cover, requests), `roster` (a roster, its cost and fairness), `violations` (which
rules it breaks, also under edit), `solver` (the best roster with its proof, in a process of its own; `model` is the
program it solves and `worker` that process), `benchmark_format` (the public benchmark's text format) and `mending`
(the decision of the rostering unit).
"""
