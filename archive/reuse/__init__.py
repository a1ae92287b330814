"""How much of a report stands in another: what two texts share, what may be compared, `fazhi reuse`."""
