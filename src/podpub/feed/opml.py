"""The show as a subscription that an app can import (OPML 2.0, opml.org/spec2.opml)."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from lxml import etree

from podpub.feed.legal import writing
from podpub.markup import to_text
from podpub.model import say
from podpub.model.layout import FEED_KEY, public_address

if TYPE_CHECKING:
    from podpub.model import ShowRecord


def opml(record: ShowRecord) -> bytes:
    """Return a list of subscriptions with one show in it.

    Raises:
        InvalidResultError: The show, named in the message, cannot be written as XML.
    """
    show = record.show
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    with writing(say("the show"), record):
        etree.SubElement(head, "title").text = show.title
        etree.SubElement(head, "dateModified").text = format_datetime(record.changed)
        etree.SubElement(head, "ownerName").text = show.owner.name if show.owner else show.author
        etree.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
        outline = {
            "type": "rss",
            "text": show.title,
            "title": show.title,
            "description": " ".join(to_text(show.description).split()),
            "xmlUrl": public_address(record.public_url, FEED_KEY),
            "htmlUrl": show.link,
            "language": show.language,
            "version": "RSS2",
        }
        etree.SubElement(etree.SubElement(root, "body"), "outline", outline)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
