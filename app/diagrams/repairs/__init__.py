"""Mechanical repairs, one a file: which findings they mend, what they ask first, what they do.

A module has KEY, `offer(finding, diagram)` and `apply(tree, element_id, values)`; which there are
is the tuple in shelf.py.
"""
