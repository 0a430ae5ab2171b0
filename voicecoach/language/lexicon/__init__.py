"""Words that speak for a style, as data, gathered here from one file a kind.

Conventions
    Patterns are read against the line of `voicecoach.language.words`: lower case, no punctuation, no
    apostrophes, contractions in their short spelling. They are regular expressions with five signs of
    their own:

    ====  =======================================================================
    `^`   a sentence starts here, perhaps after a word like "well" or "and"
    `$`   a sentence ends here
    `~`   up to four words may stand between
    `&`   a sentence may end here, or not
    `(`   groups, never captures
    ====  =======================================================================

Method
    The features are those that assertiveness workbooks teach to listen for: apologies, hedges, self-put-downs;
    blame, threats, shoulds and orders; sarcasm, denial and martyrdom; statements in the first person, clear
    requests and limits. The wording, the lists and the three strengths are own proposals made by hand, not
    fitted to labelled speech. What a style's cues count beside the trained model was (`language.scored`).
"""

from voicecoach.language.lexicon.blame import BLAME
from voicecoach.language.lexicon.command import COMMAND
from voicecoach.language.lexicon.cooperation import COOPERATION
from voicecoach.language.lexicon.denied_anger import DENIED_ANGER
from voicecoach.language.lexicon.irony import IRONY
from voicecoach.language.lexicon.passive import PASSIVE
from voicecoach.language.lexicon.rule import Rule
from voicecoach.language.lexicon.statement import STATEMENT

RULES: tuple[Rule, ...] = (*PASSIVE, *BLAME, *COMMAND, *IRONY, *DENIED_ANGER, *STATEMENT, *COOPERATION)
"""Every rule of the lexicon."""
