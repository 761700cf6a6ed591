"""The services that can be told to leave a show out (podcastindex.org/namespace/1.0, serviceslugs.txt)."""

from __future__ import annotations

_NAMES = """
acast amazon anchor apple audioboom backtracks bitcoin blubrry buzzsprout captivate castos fireside google
hypercatcher libsyn mastodon megafono megaphone omnystudio overcast paypal pinecast podbean podcastaddict
podcastindex podcasts.com podchaser podfriend podiant podigee podnews podomatic podserve podverse redcircle
relayfm resonate rss.com shoutengine simplecast slack soundcloud spotify spreaker transistor twitter
whooshkaa zencast
"""
SERVICES = frozenset(_NAMES.split())
