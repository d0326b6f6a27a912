"""Graph model for conflict resolution: which states hold, for whom, and who would punish a move away from them.

`graph` makes a model ready, `judge` says what is stable, `narrate` why; `paths`, `coalitions`, `inverse` and
`near_ties` answer what is asked next; `describe` puts it all in one object.
"""
