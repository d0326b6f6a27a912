"""Import this before a compiled kernel: the decorators, and where numba keeps machine code (`kernels.cache`)."""

from __future__ import annotations

import tempfile
from typing import Any, cast

import numba

from detente.kernels.cache import cache_folder

_numba = cast(Any, numba)
_numba.config.CACHE_DIR = str(cache_folder() or tempfile.mkdtemp(prefix="detente-kernels-"))

kernel = _numba.njit(cache=True, nogil=True, error_model="numpy")
"""Decorator of the functions that Python calls."""
inner = _numba.njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Decorator of the functions that only kernels call: no wrapper, compiled once and linked into the kernel."""
