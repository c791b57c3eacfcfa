"""What people write, as tables of text: CSV, workbooks and TOML, each with its faults."""
