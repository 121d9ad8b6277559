"""Groups of respondents who answer alike, or the reason why there are none."""
