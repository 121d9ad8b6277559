"""What the page of the order shows: its list, its groups, its target sheet."""
