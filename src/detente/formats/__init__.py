"""Read and write: case files and the formats of the field."""
