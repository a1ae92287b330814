"""Near duplicates: which documents are one report, decided text by text and kept as pointers.

A digest finds equal texts before anything here is asked.  Then a MinHash finds candidates
(minhash, candidates), the texts themselves decide (reading, names, decide), and a cluster of
documents gets the one that stands for it (clusters, canonical).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.twins.decide import Report as Report
    from archive.twins.decide import Verdict as Verdict
    from archive.twins.decide import compare as compare
else:
    from cleaners.lazy_names import lazy_names

    __all__, __getattr__ = lazy_names(__name__, {"archive.twins.decide": "Report Verdict compare"})
