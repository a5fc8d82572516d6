"""Seedbed: grow new, student-centered schools inside the system you already have."""

__version__ = "0.1.0"
