"""The regions that indicators are of, in words."""

from __future__ import annotations

REGIONS = {
    "EA": "euro area",
    "EU": "EU",
    "CEE": "central and eastern Europe",
    "US": "United States",
    "WLD": "world",
}
"""Names of regions, as they are printed."""
