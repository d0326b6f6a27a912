"""Will it hold: whether a signed settlement would be ratified, kept and enforced."""
