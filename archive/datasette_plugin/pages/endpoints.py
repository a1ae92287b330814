"""Endpoints that programs may ask; shown by the archive itself and checked against its routes by a test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address below an archive, an example of its arguments, and the word that explains it (words.py)."""

    path: str
    arguments: str
    word: str


ENDPOINTS = (
    Endpoint("search.json", "?q=营商环境&year=2024&page=1", "api_search"),
    Endpoint("search.csv", "?q=营商环境", "api_search_csv"),
    Endpoint("documents/{id}.json", "", "api_document"),
    Endpoint("documents/{id}.txt", "", "api_text"),
    Endpoint("documents/{id}.bib", "", "api_bib"),
    Endpoint("originals/{snapshot}", "", "api_original"),
    Endpoint("coverage.json", "?division=440100&until=2024", "api_coverage"),
    Endpoint("coverage.csv", "?division=440100", "api_coverage_csv"),
    Endpoint("coverage/unplaced.json", "?division=440100", "api_unplaced"),
    Endpoint("coverage/unplaced.csv", "?division=440100", "api_unplaced"),
    Endpoint("years.json", "", "api_years"),
    Endpoint("years.csv", "", "api_years"),
    Endpoint("feed.atom", "?division=440100", "api_feed"),
    Endpoint("documents.json", "?_search=法治&_shape=objects", "api_table"),
    Endpoint("documents.csv", "?_search=法治", "api_table"),
)
