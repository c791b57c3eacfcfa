"""What a notebook shows and a report can carry: tables, figures, sentences, steps."""
