"""What a show of a thousand or ten thousand episodes costs: its feed, its records, a release."""
