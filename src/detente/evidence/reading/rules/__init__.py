"""What a careful reader would ask: one function a question, article in, flags out."""
