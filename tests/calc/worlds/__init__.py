"""Random small companies: plans as text and facts as rows, for the engine and the oracle alike.

They are rolled with dice from a seed that Hypothesis draws, not drawn choice by choice: Hypothesis leans
towards the plainest value of each choice, and little would be left of a company of several hundred choices.
`smallest` in tests.calc.worlds.reduce does the shrinking.
"""
