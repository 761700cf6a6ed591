"""What the host wrote, compared with what is published: what has to be made, and what stands in its way."""
