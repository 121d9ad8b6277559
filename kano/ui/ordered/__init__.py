"""The Order page: the list and its groups, the target sheet, and the tickets."""
