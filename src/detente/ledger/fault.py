"""Why a ledger cannot be read or written: each says what was found and what to do; the ledger is left as it is."""

from __future__ import annotations


class LedgerFault(ValueError):
    """A ledger that cannot be used: it is not there, not a ledger, damaged, changed, or of a newer version."""


class LedgerBusy(LedgerFault):
    """Somebody else is writing, and did not end in time; or wrote first."""


class LedgerUnwritable(LedgerFault):
    """A place that a ledger cannot be kept in, or a server that cannot be reached."""
