"""A show of another host on its way to the disk: its feed, the files beside it, its sound, and its folder."""
