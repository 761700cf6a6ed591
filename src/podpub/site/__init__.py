"""The published folder as a web site: for now, a server to look at it."""
