from .references import STYLES, Bibliography, style_fault

__all__ = [
    "STYLES",
    "Bibliography",
    "style_fault",
]
