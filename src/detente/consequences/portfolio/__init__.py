"""A portfolio under scenarios: entropy pooling, tail risk, hedges, break-even odds. Scenario arithmetic, not advice."""
