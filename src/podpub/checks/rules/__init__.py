"""The table, in pieces: a module a part of the show or the feed, each with its rows below its looks."""
