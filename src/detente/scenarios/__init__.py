"""What if: changes of a case, levers, what opens the zone, and how sensitive the answer is."""
