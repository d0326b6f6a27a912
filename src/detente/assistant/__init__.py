"""Answers for assistants over the Model Context Protocol: asked, not guessed; nothing is written."""
