"""Sweeps: many variants of a case, judged on any executor, resumable, the same to the bit however they are split."""
