"""The story of a release: read, plan, build, publish, verify."""
