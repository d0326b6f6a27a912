"""Work timed against its bounds and peers: `python3 run.py bench [NAME ...]`."""
