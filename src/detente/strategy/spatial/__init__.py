"""The spatial model: bargaining over positions in several dimensions, decided by probabilistic Condorcet elections.

`rules` names the parameters, `election` says which position would win and how much risk actors take, `contest` what a
challenge is worth, `bargain` what is offered and accepted, `turns` plays it.
"""
