"""Key points."""

from digests.summarizers.lead import VERSION, condense

__all__ = ["VERSION", "condense"]
