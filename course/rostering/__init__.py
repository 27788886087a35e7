"""Rosters of several weeks: who works which shift on which day.

`problem` (shift types, contracts, cover, requests), `roster` (a roster, its cost and what each nurse carries),
`fairness` (that as a table), `violations` (which rules it breaks, also under edit), `solver` (the best roster with its
proof, in a process of its own; `program` is the integer program that it solves and `worker` that process) and
`benchmark_format` (the public benchmark's text format).
"""
