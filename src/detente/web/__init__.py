"""The app's server: cases, answers and the ledger over HTTP on this machine alone. It computes nothing of its own."""
