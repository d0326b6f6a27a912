"""Every solution concept for draws of the flagship in numpy, beside the merging twin and the compiled search."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.row import Row, once, timed
from detente.ensemble import propagate
from detente.ensemble.draws import draw
from detente.formats.load import load
from detente.kernels import solve as search
from detente.settlement.known import known
from detente.settlement.space import table

DRAWS, REACH = 500, 0.5


def run() -> list[Row]:
    """Time all three on the same draws; the answers are compared bit for bit."""
    case = known(load("miami"))
    signing, rows = propagate.signing(case)
    inputs = propagate.of_parties(case, draw(case, draws=DRAWS, seed=1).inputs, rows)
    asked = table(propagate.space_of(signing, inputs))
    work = {name: partial(search.solve, asked, backend=name, threads=1) for name in ("batch", "compiled", "twin")}
    batch, compiled, twin = (timed(work["batch"]), timed(work["compiled"]), once(work["twin"]))
    answers = [answer() for answer in work.values()]
    same = all(np.array_equal(*pair) for other in answers[1:] for pair in zip(answers[0], other, strict=True))
    note = f"no machine code; compiled {compiled:.2g} s on one thread; the same answers, bit for bit: {same}"
    return [Row(f"every concept, {DRAWS} draws of the flagship, in numpy", batch, REACH, "twin", twin, note=note)]
