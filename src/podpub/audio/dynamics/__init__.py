"""What happens to the level: gains, limiter, levelling of voices, tracks of a conversation."""
