"""MinHash of texts: what two of them share estimates what the texts share, without reading either.

One-permutation MinHash: each run of eight characters falls into one of 128 bins by its hash, and
the smallest hash of each bin is kept.  32 bands of 4 bins are the keys by which candidates are found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.text.simplified import table_version
from archive.twins.report_features import Reading, mixed, run_hashes

# Whoever changes folding, hashes, bins or bands changes this: `fazhi twins --rebuild` then makes all anew.
ALGORITHM = f"oph128-8grams-32x4-1/{table_version()}"

# A shorter text has too few runs: bins stay empty, and what fills them says little.
SHORTEST_CHARS = 300

_BINS = 128
_BIN_BITS = 7
_BANDS = 32
_GRAM_CHARS = 8
KEY_BITS = 47  # six bytes in SQLite; at 32 million keys two texts meet by chance once in 100,000 questions

MinHash = NDArray[np.uint16]


def minhash(reading: Reading) -> MinHash | None:
    """128 numbers of 16 bits; None for a text of less than SHORTEST_CHARS folded characters."""
    if len(reading.folded) < SHORTEST_CHARS:
        return None
    hashes = run_hashes(reading.folded, _GRAM_CHARS)
    bins = (hashes >> np.uint64(64 - _BIN_BITS)).astype(np.intp)
    smallest = np.full(_BINS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(smallest, bins, hashes << np.uint64(_BIN_BITS))
    return _filled(smallest, np.bincount(bins, minlength=_BINS) > 0)


def _filled(smallest: NDArray[np.uint64], is_filled: NDArray[np.bool_]) -> MinHash:
    """The bins as 16 bits each; an empty one borrows from the next that is filled, changed by the distance."""
    numbers = mixed(smallest)
    filled = np.flatnonzero(is_filled)
    bins = np.arange(_BINS)
    lender = filled[np.searchsorted(filled, bins) % len(filled)]
    distance = ((lender - bins) % _BINS).astype(np.uint64)
    borrowed = mixed(numbers[lender] + distance * np.uint64(0x9E3779B97F4A7C15))
    return np.asarray(np.where(is_filled, numbers, borrowed) >> np.uint64(48)).astype(np.uint16)


def band_keys(numbers: MinHash) -> list[int]:
    """The 32 keys of *numbers*; texts that share one are candidates for each other."""
    words = np.ascontiguousarray(numbers.astype("<u2")).view("<u8").astype(np.uint64)
    bands = np.arange(_BANDS, dtype=np.uint64)
    keys: list[int] = (mixed(words + bands * np.uint64(0xD1B54A32D192ED03)) >> np.uint64(64 - KEY_BITS)).tolist()
    return keys


def to_bytes(numbers: MinHash) -> bytes:
    """*numbers* as it is stored, 256 bytes."""
    return numbers.astype("<u2").tobytes()


def from_bytes(stored: bytes) -> MinHash:
    """The numbers that to_bytes() made *stored* of."""
    return np.frombuffer(stored, dtype="<u2")


def estimates(numbers: MinHash, others: Sequence[bytes]) -> list[float]:
    """The estimated resemblance of *numbers* to each of the stored *others*, 0.0 to 1.0."""
    if not others:
        return []
    rows = np.frombuffer(b"".join(others), dtype="<u2").reshape(len(others), _BINS)
    shares: list[float] = (rows == numbers).mean(axis=1).tolist()
    return shares
