"""The brief: what is judged and how surely, what speaks against it, what changed it, and what was asked."""
