"""GENIUS domains and utility profiles written as XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from detente.case.profiles import Domain, Profile


def write_domain(domain: Domain) -> str:
    """Return a domain as a GENIUS template; numeric issues are written as discrete ones."""
    body = _body(domain, [[()] * len(issue.values) for issue in domain.issues], [])
    head = f'<utility_space number_of_issues="{len(domain.issues)}">'
    return f"<negotiation_template>\n{head}\n{body}</utility_space>\n</negotiation_template>\n"


def write_profile(domain: Domain, profile: Profile) -> str:
    """Return a profile as a GENIUS utility space.

    GENIUS divides evaluations by their largest, so that it moves into the weight: the utilities stay.
    """
    tops = [max(evaluations) or 1.0 for evaluations in profile.evaluations]
    rated = [
        [(("evaluation", _digits(e / top)),) for e in row] for row, top in zip(profile.evaluations, tops, strict=True)
    ]
    weights = [weight * top for weight, top in zip(profile.weights, tops, strict=True)]
    tail = f"<reservation value={quoteattr(_digits(profile.reservation))} />\n"
    if profile.discount is not None:
        tail += f"<discount_factor value={quoteattr(_digits(profile.discount))} />\n"
    return f"<utility_space>\n{_body(domain, rated, weights)}{tail}</utility_space>\n"


def _body(domain: Domain, extra: Sequence[Sequence[tuple[tuple[str, str], ...]]], weights: Sequence[float]) -> str:
    lines = [f'<objective index="0" name={quoteattr(domain.name)} type="objective" etype="objective">']
    for k, (issue, rows) in enumerate(zip(domain.issues, extra, strict=True), start=1):
        lines.append(
            f'  <issue index="{k}" name={quoteattr(issue.name)} type="discrete" etype="discrete" vtype="discrete">'
        )
        for n, (value, more) in enumerate(zip(issue.values, rows, strict=True), start=1):
            words = "".join(f" {name}={quoteattr(text)}" for name, text in more)
            lines.append(f'    <item index="{n}" value={quoteattr(value)}{words} />')
        lines.append("  </issue>")
    lines += [f'  <weight index="{k}" value={quoteattr(_digits(w))} />' for k, w in enumerate(weights, start=1)]
    return "\n".join([*lines, "</objective>", ""])


def _digits(number: float) -> str:
    return repr(float(number))
