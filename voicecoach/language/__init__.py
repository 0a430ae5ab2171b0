"""Words to style: cues and their weight, with the evidence for each reading."""
