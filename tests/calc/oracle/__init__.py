"""A second opinion on pay: slow, row by row, in whole numbers and fractions.

Written from docs/plan-rules.md apart from `calc`, of which it imports nothing, so that a mistake in one of
the two shows as a disagreement. It reads a plan's text on its own and takes facts as plain lists of dicts.
"""
