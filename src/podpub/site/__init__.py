"""The show's web site: records → pages (Jinja), and a server to look at them."""

from podpub.site.trying import own_findings
from podpub.site.website import MARK, Page, Website, website

__all__ = ["MARK", "Page", "Website", "own_findings", "website"]
