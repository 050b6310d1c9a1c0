"""Makes the weights of the body filter from a corpus folder: `python -m training --corpus DIR`."""
