"""UCAP 开普: the classic system and its cloud."""
