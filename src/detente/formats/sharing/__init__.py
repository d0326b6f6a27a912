"""A case for a reader: without what is marked above a level, and without what other parties confided."""
