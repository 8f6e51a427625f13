"""The vocabulary of CSL 1.0.2, as Zotero exports and Pandoc reads it.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types and -iv-variables
"""

__all__ = ["CSL_TYPES", "DATES", "NAMES", "NUMBERS", "TEXTS"]

CSL_TYPES = tuple(
    ["article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"]
)
NAMES = tuple(
    ["author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator", "director", "editor", "editorial-director", "editor-translator", "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator", "translator"]
)
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
NUMBERS = tuple(
    ["chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue", "locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part", "part-number", "printing-number", "section", "supplement", "supplement-number", "version", "volume"]
)
TEXTS = tuple(
    ["abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority", "call-number", "citation-key", "citation-label", "collection-title", "container-title", "container-title-short", "dimensions", "division", "DOI", "event", "event-place", "event-title", "genre", "ISBN", "ISSN", "journalAbbreviation", "jurisdiction", "keyword", "language", "license", "medium", "note", "original-publisher", "original-publisher-place", "original-title", "PMCID", "PMID", "publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "shortTitle", "source", "status", "title", "title-short", "volume-title", "volume-title-short", "year-suffix"]
)
