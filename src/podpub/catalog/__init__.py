"""The records in the storage: what was released, and as what the show was published."""

from podpub.catalog.catalog import Catalog, Held, index_catalog, read_catalog, save_record
from podpub.catalog.history import replaced_since, versions
from podpub.catalog.records import Record

__all__ = [
    "Catalog",
    "Held",
    "Record",
    "index_catalog",
    "read_catalog",
    "replaced_since",
    "save_record",
    "versions",
]
