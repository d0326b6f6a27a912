"""What a client may send, checked at the door."""
