"""The challenge model: who would challenge whom on one issue, who meets whom part of the way, who gives in.

`variant` names the readings of an ambiguous paper, `expected` computes utilities and risk exponents, `rounds` plays the
rounds, `narrate` tells them.
"""
