"""Words that speak for a style, as data: one file a style, gathered here.

Conventions
    Patterns are read against the line of `voicecoach.language.words`: lower case, no punctuation, no
    apostrophes, contractions in their short spelling. They are regular expressions with five signs of their own:

    ====  =======================================================================
    `^`   a sentence starts here, perhaps after a word like "well" or "and"
    `$`   a sentence ends here
    `~`   up to four words may stand between
    `&`   a sentence may end here, or not
    `(`   groups, never captures
    ====  =======================================================================

Method
    The styles' features are those that assertiveness workbooks teach to listen for: apologies, hedges and
    self-put-downs; blame, threats, shoulds and orders; sarcasm, denial and martyrdom; statements in the first
    person, clear requests and limits. The wording, the lists and the three strengths are own proposals made by
    hand, not measured on labelled speech; a trained model will replace the scorer, not the cues.
"""

from voicecoach.language.lexicon.aggressive import AGGRESSIVE
from voicecoach.language.lexicon.assertive import ASSERTIVE
from voicecoach.language.lexicon.passive import PASSIVE
from voicecoach.language.lexicon.passive_aggressive import PASSIVE_AGGRESSIVE
from voicecoach.language.lexicon.rule import Rule

RULES: tuple[Rule, ...] = (*PASSIVE, *AGGRESSIVE, *PASSIVE_AGGRESSIVE, *ASSERTIVE)
"""Every rule of the lexicon."""
