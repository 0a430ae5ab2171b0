"""What is shown when words speak of danger: where help is, once and calmly.

The numbers are those of the Substance Abuse and Mental Health Services Administration (SAMHSA, 2022) for the United
States; elsewhere only the general way is named, since a wrong number is worse than none.
"""

HELP = (
    "Some of these words speak of danger. This tool can't help in a crisis, and it stops coaching here.\n"
    "In the US call or text 988 or chat 988lifeline.org, or call 911 in an emergency. Elsewhere call your local "
    "emergency number, or find a helpline at findahelpline.com.\n"
    "If someone near you may hurt you, practising a firm answer with them may not be safe: talk to a professional or a "
    "helpline first."
)
"""The words, with no name for what may be the matter."""
