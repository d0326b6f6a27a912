"""Draws of one or two parties solved all at once in numpy, so that nobody waits for a compiler.

`solve` asks for one solution concept after the other. `objectives` says what is asked of each draw and from which
bound, `prices` finds the bounds, `breadth` searches, and `support` looks ahead for both.
"""
