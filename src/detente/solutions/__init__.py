"""Which deal: solution concepts on a space of settlements."""
