"""Ask: thin commands. No arithmetic."""
