"""Were we right: forecast questions, their scores, kept runs, and the file that holds them."""
