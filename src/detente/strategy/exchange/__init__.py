"""The exchange model: two actors trade positions on two issues so that both gain the same.

`swaps` lists all equal-gain exchanges of a table, `realise` carries them out, best first, until none is left.
"""
