"""Near duplicates: which documents are one report, decided text by text and kept as pointers.

A digest finds equal texts before anything here is asked.  Then a MinHash finds candidates
(minhash, candidates), the texts themselves decide (reading, names, decide), and a cluster of
documents gets the one that stands for it (clusters, canonical).
"""

from archive.twins.decide import Report, Verdict, compare

__all__ = ["Report", "Verdict", "compare"]
