"""The edge: media files, speech models, model weights. Library errors become ours here."""
