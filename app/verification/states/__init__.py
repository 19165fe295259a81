"""Every state a process can be in, with the values that its conditions tell apart.

`explore(...)` gives a `Graph` (plain data, see `graph.py`); soundness, clause rules and comparisons
of versions read it. Read in this order: graph, binding, domains, moves, explore.
"""
