"""What can go wrong in a move, by what it happens to."""
