"""Assertive words that turn to the other: requests, regard, ways that suit both."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

COOPERATION: tuple[Rule, ...] = (
    # A question or wish that the other may answer with no.
    Rule(
        "request",
        "assertive",
        WEAK,
        (
            (
                "(could|would|can|will) you(?! (be any|just|stop|shut|get off|ever|believe|even|imagine"
                "|see the|people))( \\w+)?"
            ),
            "please(?! (dont be|shut|spare|forgive|dont hate))",
            "(can|could|may|might|shall) (we|i)(?! (maybe|possibly|ever|just))",
            "what (do|would|are) you (think|suggest|prefer|like|need|your thoughts)",
            (
                "(would|does|will) (that|this|it|next|monday|tuesday|wednesday|thursday|friday"
                "|tomorrow) (work|suit|help|be (possible|okay))"
            ),
            "tell me (more|what|how|about)|help me (understand|out)|let me know",
        ),
    ),
    Rule(
        "request",
        "assertive",
        PLAIN,
        (
            "(could|would|can|will) (you|we) (please|kindly)",
            (
                "(could|would|can) (you|we|i)\\b( \\w+){1,14} (by (monday|tuesday|wednesday|thursday|friday"
                "|saturday|sunday|tomorrow|noon|the|\\w+ (oclock|pm|am))|next time|in (the )?future|"
                "from now on|going forward|instead|before you|when you|so that|so i|so we|ahead of time"
                "|in advance|more often)"
            ),
            (
                "(id|i would|i will) (really |very much )?(appreciate|be grateful|value) (it|your|if|a|some"
                "|the|having|hearing|knowing|being)"
            ),
            (
                "(next time|in (the )?future|from now on|going forward|moving forward) (please|could|would"
                "|can|id|i would|i|lets|it would)"
            ),
            (
                "(please )(let me (finish|know|speak|explain)|dont|do not|give me|lower|speak|call|return"
                "|respect|talk|ask|wait|allow|keep|turn|stop|tell|check|send|include|be (on time|honest"
                "|careful))"
            ),
            (
                "(could|can|may) i (have|get|take|finish|explain|ask|talk|speak|share|offer|suggest"
                "|make a)(?! (just|maybe))"
            ),
            (
                "(can|could|shall) we (please |also |perhaps |maybe )?(talk|discuss|meet|find|agree|work"
                "|set|sit|schedule|come|look|make a plan|review|figure|start|go over|have a|take a)"
            ),
            (
                "(are|would) you (be )?(willing|able|open|comfortable|free|okay with)( to)?"
                "|would you (consider|help|mind (not|\\w+ing))"
            ),
            ("(im|i am|i was) asking (you|for|that)|my (request|suggestion|proposal|preference) is|i have a request"),
            (
                "(let me|id like to|i would like to|i want to) (finish|explain|be (clear|honest|direct)"
                "|share|talk about|discuss|understand|address|hear|say|make sure|add|point out|raise"
                "|clarify|express)"
            ),
        ),
    ),
    Rule(
        "request",
        "assertive",
        STRONG,
        (
            (
                "(id|i would) (really |very much |also )?(like|prefer|appreciate|love) (it if |if "
                "|for )?(you|us|this|that|it|my|we|everyone)"
                "( (to|could|would|not|can|didnt|were|asked|called|talked|gave|let|spoke))?(?! (shut|off))"
            ),
            (
                "i (really |also |do )?(need|ask|want|expect) (you|that you|for you|us|everyone) to (?!shut"
                "|stop being|get (out|over|lost)|do (what|as)|grow|leave me alone|obey|be quiet)(\\w+)"
            ),
        ),
    ),
    # The other's side is named before one's own.
    Rule(
        "empathy",
        "assertive",
        PLAIN,
        (
            (
                "i (do |can |really |completely |totally |fully |also )*(understand|hear|appreciate|respect"
                "|recogni[sz]e|acknowledge|realise|realize|can see|see|imagine|know)"
                "( (that|why|how|what|where|this|your|you|youre|youve|its|it))(?! (know|dont|didnt|never"
                "|think|are so|obviously|busy but|hate|forgot|all about|lied))"
            ),
            (
                "(thank you|thanks|i appreciate you|im grateful) (so much |very much )?(for (your|the"
                "|telling|sharing|asking|thinking|inviting|letting me know|bringing|listening|offering"
                "|understanding|being|considering|pointing|taking|explaining|noticing)|"
                "i (appreciate|worked|really)|that means|im glad|its nice)"
            ),
            (
                "(that|it) (must|sounds|seems) (be |like )?(hard|difficult|tough|frustrating|stressful"
                "|a lot|you|its|upsetting)(?! for you to)"
            ),
            (
                "(youre|you are|you have) (right|a (good|fair|valid)? ?point|under (a lot|pressure))|(good"
                "|fair|valid) point|i can see (why|that|how)|i get (that|why|where)"
            ),
            (
                "(youre|you are) (welcome|important to me)|your (feelings|opinion|view|time|point|feedback"
                "|help|concerns?) (is|are|matters?|means|was|makes)"
            ),
        ),
    ),
    # A way that leaves both something.
    Rule(
        "compromise",
        "assertive",
        PLAIN,
        (
            (
                "(how|what) about (we|if|i|you|this|next|meeting|on|taking|doing|splitting)|what if (we|i"
                "|you)|why dont we|(could|can) we (instead|try|compromise|split|share|take turns)"
            ),
            (
                "lets (find|agree|work|talk|try|figure|discuss|meet|take|split|both|set|sit|look|make"
                "|see (if|what|how)|schedule|come up|focus|plan|decide together|do it together|compromise"
                "|start)"
                "(?! (it your way|a movie|dinner))"
            ),
            (
                "(what|how) (can|could|should|might|do|would) (we|you and i|we both)( \\w+)?|i (will"
                "|can) (listen|consider|think about) (to |it |your )?"
            ),
            (
                "(meet (you )?(halfway|in the middle)|(works|work|good|fair|best|solution) for (both"
                "|us both|everyone|all of us|each of us)|a (solution|compromise|way) (that|we|for|to))"
            ),
            (
                "(i can|i could(?! be)|im (happy|willing|able|open|glad)(?! with (anything|what|either))"
                "|i would be (happy|willing|able|open)|id be (happy|willing|able|open|glad)|ill be (able"
                "|happy|glad))( to)?( \\w+){0,10} (but (not|i)|if you|instead|tomorrow|next|on|after"
                "|another|by|until|for|at|later|in the|with)"
            ),
            "im (happy|willing|able|open|glad) to",
            (
                "(what|which|when|where) (would|works|time|day|can (we|i do)|might) (work|works|best|you"
                "|for|be|help|suit)|if you (help|do|take|can)( \\w+){0,5} (i can|ill|i will)"
            ),
            (
                "(i|we) (can|could|will) (do|help|offer|take|have|get|look|give|come|make|talk|meet|finish"
                "|start)( \\w+){0,8} (tomorrow|next week|next month|on (monday|tuesday|wednesday|thursday"
                "|friday|saturday|sunday)|after|until|instead|later|first|another time|by|but not)"
            ),
        ),
    ),
)
