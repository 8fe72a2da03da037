"""What services of this stage put together: areas and their caps, wishes for air time, items of a published schedule."""
