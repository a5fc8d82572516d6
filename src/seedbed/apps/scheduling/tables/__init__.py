"""The tables of the scheduling app; import them from ``scheduling.models``."""
