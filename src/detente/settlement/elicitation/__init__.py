"""What a person says of how much the issues matter to a party, and which weights that leaves possible."""
