"""An analysis to text: JSON and the terminal report. Nothing here writes a file."""
