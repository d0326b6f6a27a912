"""Parts of a value that name the same things: the place at which one lacks a name."""

from __future__ import annotations

from detente.report.schemas.agreement import Agreement, disagreements


def test_parts_that_name_other_things_are_told_apart() -> None:
    held = {"a": [{"by": {"x": 1, "y": 2}}, {"by": {"y": 2}}], "b": [{"id": "x"}], "c": None, "d": [["x", "z"]]}
    told = "a.1.by: nothing for 'x', which b names"
    assert list(disagreements(held, [Agreement("a.*.by", "b")])) == [told]
    assert list(disagreements(held, [Agreement("c.*.rows", "b"), Agreement("b", "c.*.rows")])) == []
    assert list(disagreements(held, [Agreement("b", "d.*")])) == ["b: nothing for 'z', which d.* names"]
