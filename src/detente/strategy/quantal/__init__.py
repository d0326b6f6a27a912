"""Quantal response: parties that choose the better action the more often, the more it is better.

`equilibrium` follows the logit equilibria of a small game from chance towards Nash; `acceptance` asks it whether all
who must consent say yes to one offer.
"""
