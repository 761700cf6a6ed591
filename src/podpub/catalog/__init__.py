"""The records in the storage: what was released, and as what the show was published."""

from podpub.catalog.catalog import Catalog, Held, read_catalog, save_release, save_show

__all__ = ["Catalog", "Held", "read_catalog", "save_release", "save_show"]
