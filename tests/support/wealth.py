"""What the sample show leaves unsaid, to be written behind what stands in its files."""

SHOW_TELLS = """
funding: {url: https://example.org/give, text: Danke}
license: cc-by-4.0
locations: [{name: Berlin, rel: creator, geo: "52.5,13.4", osm: R62422, country: de}]
social: disabled
txt: {purpose: verify, text: abc}
medium: course
update_frequency: weekly
podroll: [{guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810, title: Podcasting 2.0}]
blocked_services: [amazon]
allowed_services: [google]
spotify: {countries: [de, at], limit: 100}
value: {type: lightning, method: keysend, suggested: 0.5, recipients: {type: node, address: 02d5, split: 1}}
"""
"""More of show.yaml than the sample show has: all that the feed can say of a show."""
EPISODE_TELLS = """
soundbites: [2.5-6 Niemand fragt, {start: 3, duration: 2}]
season: 2
season_name: Herbst
number_display: III
funding: https://example.org/give
license: {name: Studio-Lizenz, url: https://example.org/lizenz}
locations: Hamburg
social: {uri: https://example.org/@mira/1, account: "@mira", priority: 1}
txt: abc
value:
  type: lightning
  method: lnaddress
  recipients: {type: lnaddress, address: mira@example.org, split: 1, fee: yes}
"""
"""The same of an episode.yaml."""
