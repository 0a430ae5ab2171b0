"""Assertive words about the speaker: feelings and needs, limits, facts before opinions."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_FEELING = (
    "(disappointed|upset|frustrated|concerned|angry|hurt|worried|annoyed|uncomfortable|overwhelmed"
    "|anxious|unhappy|sad|stressed|tired"
    "|excited|proud|pleased|confused|nervous|embarrassed|irritated|disrespected|unheard|ignored"
    "|undervalued|left out|lonely|valued|torn|strongly"
    "|appreciated|overloaded|rushed|pressured|resentful|let down|taken for granted|bothered"
    "|unsure about|unsafe|scared|awkward|confident|comfortable)"
)
_VERY = (
    "((very|really|quite|a bit|a little|so|pretty|rather|extremely|also|still|just|somewhat"
    "|increasingly|feeling) ){0,3}"
)
_TAKE = (
    "(take|do|make|help|stay|work|lend|accept|commit|come|agree|cover|attend|join|talk|manage|drive"
    "|give|babysit|loan|go|meet|be|continue|discuss|"
    "answer|fit|finish|add|offer|allow|change|say yes|support|share|get to|pick|handle|promise|provide"
    "|complete|put|spend|participate|swap|afford|let|volunteer|host|tolerate|have)"
)

STATEMENT: tuple[Rule, ...] = (
    # The speaker's own view as his own.
    Rule(
        "i_statement",
        "assertive",
        WEAK,
        (
            (
                "i (really |also |still |do |just |personally |honestly )*(think|believe|want|hope|feel"
                "|find|would like)"
                "(?! (you|youre|that you|that youre|like you|so (bad|guilty|stupid)|(really )?(bad|guilty"
                "|awful|stupid)|i (might|could|may)|its just|im (just|being)|maybe))"
            ),
            "(ill|i will|im going to|i plan to|i intend to|ive decided|i choose|i can)",
            "(we|we are|together|both of us|each other|mutual)( (need|can|both|could|have))",
            "i (really )?(enjoy|like|love|value|care about|know what i)(?! (you to|how you|to but))",
            "im (glad|happy|grateful|pleased|thankful)",
            "(for|to) me$|to me that",
            "i (would|might|may) (consider|suggest|recommend)",
        ),
    ),
    # Feelings and needs as one's own, with no verdict on the other.
    Rule(
        "i_statement",
        "assertive",
        PLAIN,
        (
            (
                "i (really |do |just |also |will |would |still |actually )*(need|prefer|expect|deserve"
                "|disagree|agree|suggest|propose|recommend|value)(?! (you to shut|to but|(an? )?excuse))"
            ),
            (
                "(i (also |really |still |sometimes |often |do )?(feel|felt|get|become|was|am)|im|ive been"
                "|it makes me( feel)?|it made me( feel)?|i have been|i start to feel"
                f"|makes me feel) {_VERY}{_FEELING}"
                "(?! of me)"
            ),
            (
                "(it|that|this) (really |also |does |still |kind of )*(bothers|hurts|hurt|upsets|frustrates"
                "|worries|worried|concerns|matters to|upset|disappoints|affects|bothered|frustrated) me"
            ),
            (
                "(its|this is|that is|thats) (very |really |also |so )*(important|frustrating|difficult"
                "|hard|upsetting|hurtful|stressful|meaningful) (to|for) me"
            ),
            (
                "(id|i would) (really |much |also |still |definitely |very much )*(like|love|prefer|rather"
                "|appreciate|feel|be (happy|glad|willing|grateful))"
                "(?! to but| (some|a) (coffee|tea|sandwich|pizza|burger|beer|glass|cup))"
            ),
            ("i (have|hold) (a )?(different|another|some (concerns|thoughts|ideas)|concerns|the right)|i have a right"),
            (
                "i (would|will|do|can|have|am going) (to )?(be honest|take responsibility|own)|i (made"
                "|accept|admit|take|own) (a mistake|that|my|full|it|responsibility)"
            ),
            (
                "i (stand by|am confident|am proud|trust my|worked hard|did (a good|well))|im (proud"
                "|confident|worth|good at|capable)"
            ),
        ),
    ),
    Rule(
        "i_statement",
        "assertive",
        STRONG,
        (
            (
                "when (you|we|the|this|that|i|my|people|it|meetings|someone"
                "|plans)( \\w+){1,12}? i( really| often| also)? (feel|felt|get|am|become|need|find|worry"
                "|start|lose|have)"
            ),
            f"(i feel|im|i felt|i get|im feeling) {_VERY}{_FEELING} (when|that|about|because|with|by|if)",
            ("(it|that|this) (really )?(bothers|hurts|upsets|frustrates|worries|concerns) me (when|that|because)"),
        ),
    ),
    # A limit said as one's own decision.
    Rule(
        "boundary",
        "assertive",
        WEAK,
        (
            (
                "i (cant|wont|couldnt)(?! (wait|believe|find|see|hear|remember|stand|help but|complain|stop"
                "|do anything|say no|ever|get anything|even|seem|wont|tell you how|lie|bother|be long))"
            ),
            "i (have|had|need)( to)? (other|my own|already|prior|finish|go|leave)",
            (
                "i dont (want|have|like|think|feel|believe|need|do)(?! (to (bother|impose|be a|cause|upset"
                "|trouble|make|hurt|talk|hear)|anything|any idea|much|time for (this|you)|a clue))"
            ),
            (
                "^no(?! (you|its|please|take|go|dont|one|idea|way|problem|worries|offen|its (okay|fine)"
                "|im fine|nothing|really|wonder|more|doubt|excuses|matter))"
            ),
            "(not|isnt) (possible|an option|available)",
        ),
    ),
    Rule(
        "boundary",
        "assertive",
        PLAIN,
        (
            (
                "i (really |just |simply |also |still |unfortunately )*(cant|wont|couldnt|will have to"
                f"|will need to|need to|wouldnt)( be able to)? {_TAKE}"
                "(?! (anything|it right|you|your crap|the noise|up my mind))"
            ),
            (
                "(im|i am|i will) (not|unable|unavailable)( to)? (able|willing|comfortable|available"
                "|prepared|ready|interested|okay with|taking|going to|in a position|open to|free"
                "|happy (with|about))"
            ),
            (
                "im (already )?(unable to|fully booked|booked|at capacity|busy (then|that|on|with|at|right"
                "|tomorrow|this))|i (already )?have (other )?(plans|commitments|another commitment|too much)"
            ),
            "no (thank you|thanks)(?! to you)",
            (
                "i (would )?(rather not|prefer not|choose not|have decided not|chose not)|id rather (not"
                "|you)|id prefer (not|to|that|if|you)"
            ),
            (
                "i (dont|do not|didnt) (agree|appreciate|accept|lend|have (the )?(time|capacity|space"
                "|energy|room|bandwidth)|feel (comfortable|right|safe|ready|up)|like (being|it when|the way"
                "|to be|how)"
                "|think (its|thats|that is|this is|it is) (fair|okay|right|appropriate|a good)|see it"
                "|want to (be|do|go|take|lend|discuss|have|continue|work|answer)|share|wish|do that|discuss"
                "|work (on|weekends|late|after))"
            ),
            (
                "(thats|that is|this is|its) (not|isnt) (okay|acceptable|all right|appropriate|fair"
                "|something i|going to work|possible for me|how i|what i)"
            ),
            (
                "i (have|need|want|ought) (to )?(decline|say no|pass|decided|set|think about it|refuse|stop"
                "|leave|time to think|some time|a break|space|more time|focus|go now|get back to)"
            ),
            ("i wont (?!be (home|there|late|back|in|at|able|long)|know|see|need|forget|bother|say|ask|tell)\\w+"),
            (
                "i (dont|do not) want (to|you|your|this|that|us) ?(?!bother|impose|be a|cause|upset|trouble"
                "|make|hurt|talk|hear|miss|be late|seem|sound|ask|disturb|your (crap|excuses))"
            ),
            (
                "(let me|i need to|i want to|id like to|ill) (think (about it|it over)|get back to you"
                "|check my|take some time|sleep on it)"
            ),
            (
                "(this|that|it|the way \\w+) (isnt|is not|doesnt|does not|feels?"
                "|seems?) (\\w+ ){0,2}(working|acceptable|okay with me|fair to me|right to me|unfair"
                "|unacceptable|respectful|disrespectful|feel right|good for me|me)"
            ),
            (
                "(you|that|it|there) (may|might|could) (well )?be (right|true|some truth|a good)|i (can"
                "|do) (agree|accept) (that|with|your)|youre right (i|that|about)"
            ),
            (
                "i (will |would |do )?(refuse|choose|chose|decline|intend|have chosen) (to|not)|ill not"
                "|i shall not|i will never"
            ),
            (
                "(i said|the answer is|my answer is|means|still|saying|say) no(?! (one|matter|problem))"
                "|no (i|im) (just |really |simply |am )*(dont|wont|cant|not|do not|didnt|disagree)"
            ),
            (
                "i have decided|my (answer|decision|limit|position) is|my (answer|decision) (hasnt|wont"
                "|remains)|i will not be|i wont be (able|doing|taking|lending|going)"
            ),
            (
                "(not|none) (this time|today|right now) (but )?(thank you|thanks)|thank you but|thanks but"
                "|i appreciate (it|that|the \\w+|your \\w+) but"
            ),
            (
                "i (disagree|object|see (it|things|this) differently|changed my mind|have changed my mind)"
                "|i need (you to respect|my|some|a little)"
            ),
            (
                "if (you|this|that|it|we)( \\w+){1,8} (ill|i will) (have to|need to|be|leave|end|go|hang up"
                "|take a break|talk to|speak to|step|ask|stop|excuse|not be)"
            ),
        ),
    ),
    Rule(
        "boundary",
        "assertive",
        STRONG,
        (
            ("(that|this|it) (really |just |simply |time )?(doesnt|does not|wont|isnt going to|didnt) work for me"),
            (
                "(^no|thanks but|thank you but|offer but|asking but|but|however|unfortunately"
                "|so) (thank you |thanks |but )?(i|im|ill) (really |just |also |still )?(cant|wont|not able"
                "|not going|have to (decline|say no)|need to (decline|say no)|not (willing|comfortable"
                f"|available|interested)) ?({_TAKE})?"
            ),
            "im not (willing|comfortable|prepared|okay) (to|with|being|doing|when|lending|discussing)",
        ),
    ),
    # The other's side, then one's own: empathic assertion.
    Rule(
        "empathy",
        "assertive",
        STRONG,
        (
            (
                "i (understand|hear|appreciate|see|know|realise|realize|get)( \\w+){1,12}(?= (but|and|however"
                "|yet|still) (i|im|my|id|ill|we|at|right now|the) )"
            ),
        ),
    ),
    # What happened, then what it means to the speaker.
    Rule(
        "fact_before_opinion",
        "assertive",
        PLAIN,
        (
            (
                "(in my (opinion|view|experience)|from my (point of view|perspective|side|experience)"
                "|(the way|as|how) i see it|as far as i|my (understanding|impression|concern|view|sense"
                "|experience) is|to my mind|for my part)"
            ),
            (
                "i( have|ve)? (noticed|noticed that|observed|see that|saw that|found that"
                "|have seen)(?! (you never|you always|you dont care|you finally|youre so))"
            ),
            (
                "(we|you|i|they) (agreed|had agreed|decided|arranged|said|discussed)( \\w+){0,8} (but"
                "|and (today|now|this|it)|instead|however)"
            ),
            (
                "(this is|thats|it was|its|that is) (the )?(second|third|fourth|fifth|first|last) time"
                "|(twice|three times|several times) (this|last|in)|for the (last|past) (\\w+ )?(days?"
                "|weeks?|months?|meetings?)"
            ),
            (
                "(this|the|my|our)( \\w+){1,3} (is|was|came|arrived|isnt|wasnt|doesnt|has"
                "|hasnt)( \\w+){1,6} (and|so|but) (i|id) (want|need|would|have|expect|wish|like|prefer|ask"
                "|will)"
            ),
            (
                "(the|this|our|my) (report|meeting|deadline|project|music|kitchen|order|bill|food|agreement"
                "|plan|invoice|work|schedule|noise)( \\w+){1,8} (and|so|but) (i|we|id|it) "
            ),
        ),
    ),
)
