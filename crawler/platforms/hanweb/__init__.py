"""Hanweb 大汉: lists of jpage, jpaas and xxgk, and the dialects in which their records come."""
