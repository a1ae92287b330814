"""Values only; importing them does nothing else."""

VERSION = "0.1.0"
