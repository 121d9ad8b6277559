"""Better and worse over periods: how much they differ, whether by more than chance, and where a step is likeliest."""
