"""Figures of one report that agree with each other: parts add up, rates are those of the counts."""

from __future__ import annotations

from random import Random

SCALES = {"government": 40, "justice": 12, "street": 2, "zone": 2}  # the rest: 5


def rate(part: int, whole: int) -> str:
    """The percentage as it is printed: two places, without zeros at the end."""
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") if whole else "0"


def draw_figures(rng: Random, domain: str) -> dict[str, str]:
    """A value for each indicator that the phrases may state, by its id."""
    scale = SCALES.get(domain, 5)
    numbers = _disputes(rng, scale) | _documents(rng, scale) | _enforcement(rng, scale) | _services(rng, scale)
    return {name: str(value) for name, value in numbers.items()}


def _disputes(rng: Random, scale: int) -> dict[str, int | str]:
    upheld, corrected, mediated = (rng.randint(low, low + 3 * scale) for low in (2, 1, 1))
    closed = upheld + corrected + mediated
    accepted = closed + rng.randint(0, scale)
    first, second = rng.randint(3, 3 + 4 * scale), rng.randint(1, 1 + 2 * scale)
    lost = rng.randint(0, 1 + first // 8)
    resolved = rng.randint(10, 90 * scale)
    mediations = resolved + rng.randint(0, 2 + resolved // 20)
    return {
        "review.received": accepted + rng.randint(0, scale),
        "review.accepted": accepted,
        "review.closed": closed,
        "review.upheld": upheld,
        "review.corrected": corrected,
        "review.mediated": mediated,
        "litig.total": first + second,
        "litig.first": first,
        "litig.second": second,
        "litig.lost": lost,
        "litig.loss_rate": rate(lost, first + second),
        "appear.count": rng.randint(1, first),
        "mediate.total": mediations,
        "mediate.ok": resolved,
        "mediate.rate": rate(resolved, mediations),
    }


def _documents(rng: Random, scale: int) -> dict[str, int | str]:
    issued = rng.randint(1, 2 + scale // 3)
    return {
        "norm.issued": issued,
        "norm.reviewed": issued + rng.randint(1, 3 + scale),
        "norm.filed": issued,
        "norm.kept": rng.randint(4, 6 + scale),
        "norm.amended": rng.randint(1, 2 + scale // 4),
        "norm.abolished": rng.randint(1, 2 + scale // 4),
        "decision.catalog": rng.randint(2, 4 + scale // 5),
        "decision.reviewed": rng.randint(8, 20 + 6 * scale),
    }


def _enforcement(rng: Random, scale: int) -> dict[str, int | str]:
    simple, general = rng.randint(3, 60 * scale), rng.randint(4, 30 * scale)
    return {
        "punish.cases": simple + general,
        "punish.simple": simple,
        "punish.general": general,
        "punish.fine": f"{rng.randint(120, 9000 * scale) / 100:.2f}",
        "inspect.count": rng.randint(80, 600 * scale),
        "enforce.publicity": rng.randint(40, 900 * scale),
        "enforce.staff": rng.randint(6, 20 * scale),
        "permit.count": rng.randint(60, 1900 * scale),
    }


def _services(rng: Random, scale: int) -> dict[str, int | str]:
    return {
        "study.law": rng.randint(4, 16),
        "report.law": rng.randint(5, 20 * scale),
        "train.sessions": rng.randint(2, 6 + scale),
        "train.people": rng.randint(60, 300 * scale),
        "pop.events": rng.randint(6, 30 * scale),
        "pop.reach": rng.randint(900, 6000 * scale),
        "lawyer.public": rng.randint(1, 2 + scale),
        "counsel.units": rng.randint(2, 4 + scale),
        "counsel.jobs": rng.randint(12, 40 * scale),
        "hotline.12345": rng.randint(30, 800 * scale),
        "petition": rng.randint(8, 90 * scale),
        "deputies": rng.randint(2, 6 * scale),
        "cppcc": rng.randint(1, 5 * scale),
        "foi.published": rng.randint(90, 900 * scale),
        "foi.requests": rng.randint(1, 6 * scale),
    }
