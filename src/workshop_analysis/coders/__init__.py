"""Who coded how: agreement, the quality of a codebook, suggestions and marks; never a decision."""
