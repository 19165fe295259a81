"""Repairs of running cases: carried out on one instance, tried beforehand, put into words.

Nothing here decides who may ask or agree, nor commits: that is the actions'. Read in this order:
applying, rehearsing, standing, warnings, offering, wording.
"""
