"""Aggressive words about the listener: faults, names, questions that want only guilt."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_MEAN = (
    "(stupid|dumb|idiotic|moronic|pathetic|useless|worthless|lazy|selfish|incompetent|ridiculous|disgusting"
    "|hopeless|ignorant|crazy|insane|clueless|careless|irresponsible|weak|childish|immature|inconsiderate|rude"
    "|spoiled|spoilt|ungrateful|thoughtless|unreliable|unreasonable|unprofessional|impossible|annoying|arrogant"
    "|mean|a mess|a baby|(a|an) (\\w+ )?(idiot|moron|fool|jerk|liar|loser|disgrace|failure|joke|coward|bully"
    "|hypocrite|pig|baby|brat|clown))"
)
_NAME = (
    "(idiots?|morons?|imbeciles?|jerks?|losers?|dumbass|dimwit|asshole|arsehole|bastard|bitch|scumbag|prick"
    "|dickhead|wanker|cretin|halfwit|blockhead|lazy (pig|slob|cow)|bully|crybaby)"
)
_TREAT = (
    "(listen|think|care|do anything|do what|do it|clean|pay|show|bother|call|learn|understand|get|follow|respect"
    "|pull|finish|ask|consider|appreciate|take|say|tell|let|leave|forget|interrupt|complain|blame|make (me|it"
    "|this|excuses|everything|mistakes|a mess|us)|ruin|mess|screw|lie|dump|ignore|criti|put|want|talk|change"
    "|start|act|come|have to|use|expect|give (me )?(attitude|excuses)|keep|need|try|treat|turn|waste|push|spend"
    "|arrive|pick|cut|go|play|be|been)"
)
_VERY = (
    "((so|such|being|just|really|very|always|all|completely|totally|absolutely|too|being so|acting|acting so|a"
    "|an) ){0,3}"
)
_HARSH = (
    "(stupid|dumb|idiotic?|idiots|fools?|foolish|pathetic|useless|worthless|lazy|selfish|incompetent|incompetence"
    "|ridiculous|disgusting|clueless|careless|irresponsible|sloppy|worst|garbage|rubbish|crap|crappy|shit"
    "|bullshit|nonsense|disgrace|disgraceful|shameful|ashamed|liar|liars|lies|lying|cheat|loser|ruined|ruining"
    "|ruin|wasting|wasted|blew|screwed|wrecked|failed|failure|hate|whining|moaning|excuses|mess|blame|fault"
    "|arrogant|greedy|ungrateful|hopeless|unreliable|immature|childish|crazy|insane|nuts|moron|jerk|laziness"
    "|selfishness|stupidity|nagging|drama)"
)

# "You're" and one of these is kind, or says where and how someone is; anything else is a verdict.
_KIND = (
    "(so |very |really |such |too |quite |a |an |the |always |all |my |truly |absolutely )*(early|late for|next"
    "|on|in|at|here|there|invited|welcome|right|kidding|going|coming|looking|up|home|back|set|good|great|kind"
    "|kinder|sweet|lovely|amazing|nice|funny|beautiful|awesome|wonderful|best|brilliant|fantastic|friend|star"
    "|angel|lifesaver|busy|tired|sick|hungry|happy|sad|sure|free|able|doing (well|great|fine|good)|getting better"
    "|not (alone|wrong|late)|old|young|tall|smart|clever|talented|strong|safe|fine|okay|important|allowed|correct"
    "|lucky|from|under|speaking|married|gifted|generous|helpful|patient|thoughtful|moving|leaving|staying|working"
    "|from|feeling|one of|part of|interested|ready|about|only (human|young))"
)
_KIND_DEEDS = (
    "helped|called|asked|texted|emailed|reminded|showed|saved|surprised|inspired|offered|handed|picked|invited"
    "|supported|thanked|hugged|visited|joined|loved|wanted|needed|encouraged|impressed|amazed|missed|trusted"
    "|introduced"
)

BLAME: tuple[Rule, ...] = (
    # A trait for ever out of one event; no one can answer "always" and "never".
    Rule(
        "you_always",
        "aggressive",
        STRONG,
        (
            (
                "(?<!do )(?<!did )(?<!are )(you|you people|you guys|you all) (just )?(always|never"
                "|constantly|forever|only ever) "
                f"((even|really|ever|just|have to|want to) )?{_TREAT}\\w*(?! (laugh|smile|me (laugh|smile"
                "|happy|feel (good|better|safe))))"
            ),
            (
                "youre (always|never|constantly|forever) (?!welcome|there for|so (kind|helpful|nice|good)"
                "|happy|free|right|"
                "good|in my|on my|kind|nice)\\w+"
            ),
            "all you (ever )?(do|did|care|want|think|know|have to do|had to do)",
            (
                "(its|this is|thats|that was|it was) (all |always |entirely |clearly )?your (own )?(fault"
                "|doing|problem|mess|mistake)"
            ),
            "(its|this is|thats) (all )?because of you",
            "every (single )?time (i|you)~you",
            ("because (you|of your) (didnt|dont|cant|wont|never|always|couldnt|failed|were too|laziness|incompetence)"),
            (
                "you (dont|didnt|never|couldnt) (even |ever |really |actually )?(care|listen|think|respect"
                "|try|bother|appreciate)"
                "(?! (for|that much))"
            ),
        ),
        negatable=True,
    ),
    # A sentence about the listener where one about oneself was possible.
    Rule(
        "you_always",
        "aggressive",
        WEAK,
        (
            (
                "^(you|your \\w+|youre)(?= (?!can|may|look|will|might|could|know|left|take|turn|want|need"
                "|should|would|probably|mentioned|said|asked|can|did (a|great|well|good)|"
                "(are |have |have been |did |were )?(so |very |really |always )*(welcome|right|invited|kind"
                "|great|good|nice|well|amazing|lovely|helpful|coming|sweet|beautiful|late for|important"
                "|next|on|in|at)|have (a|an|mail|been|got|to|the)|"
                "\\w+ing (to|on|for|at|with|in) (the|a)|order|package|table|room|bus|train|appointment|turn"
                "|coat|keys|phone)\\w+)"
            ),
        ),
    ),
    # Blame for one event, told as the other's doing.
    Rule(
        "you_always",
        "aggressive",
        PLAIN,
        (
            f"^youre (?!{_KIND})\\w+",
            f"^you (have |just |completely |totally )*(?!{_KIND_DEEDS})\\w+ed (to |at |on )?me",
            (
                "you (people |guys |always |just )?(make|turn|ruin|spoil) (everything|everyone|it all"
                "|my life|things)( \\w+)?"
            ),
            "i have had (it|enough)( up to here)?( (with|of) (you|your|this|it))?",
            "youre the (reason|cause|problem|one to blame)",
            "you people",
            (
                "(?<!do )(?<!did )you (always|never) (?!make me (smile|laugh|happy)|know|look|help|fail"
                "|bring|cheer|smile"
                "|remember|miss|get to|had)\\w+"
            ),
            "you (keep|kept) (on )?\\w+ing",
            ("you (made|make) me (so |feel (so )?)?(mad|angry|sick|furious|crazy|look|do|wait|late|bad|stupid|like)"),
            (
                "(i|we|nobody|no one) (knew )?(i |we )?(cant|couldnt|could never|can never|wont"
                "|will never)( ever)? (count|rely|depend|trust)( on)? you(?! enough)"
            ),
            (
                "(you|you people) (just |obviously |really |clearly )*(only (ever )?(think|care|want|come"
                "|call|talk|do)|dont get to|have no (clue|idea|right|excuse|business|respect|shame)"
                "|had (one|no) (job|right|business|reason))"
            ),
            (
                "youre (just |always |only |really |completely |totally )*(wasting|ruining"
                "|making (everything|it|this|things|me|a)|acting|driving me|lying|ignoring|blaming|messing"
                "|hiding|whining|complaining|nagging)"
            ),
            (
                "you (have |just |really |have just |completely |totally )*(ruined|ruin|broke|wrecked"
                "|messed up|screwed up|blew|destroyed|spoiled|spoilt|wasted|lied|failed|let me down)"
            ),
            "(the problem|the trouble|whats wrong) (is|with you is|here is) (you|that you|your)",
            (
                "you (really )?(dont|didnt) (know|understand|get|have) (what youre|anything|a clue"
                "|the first|how|it|any idea|nothing)~"
            ),
            "you (obviously|clearly) (dont|didnt|have no|cant|never)",
            "you have no (idea|right|clue|business|respect|excuse|sense)",
            (
                "you (really )?(think|act like|act as if) (youre|you are|you know|you can|you own|the world"
                "|i was|i have|im)"
            ),
            (
                "you (cant|couldnt) (even |ever |just )?(do|get|handle|follow|be bothered|be trusted|make"
                "|take|keep)~"
                "(anything|right|simple|one|single|me|this|it|a)"
            ),
        ),
        negatable=True,
    ),
    # Contempt for the person: name, verdict, dismissal.
    Rule(
        "insult",
        "aggressive",
        STRONG,
        (
            (
                "(youre|you are|you were|how can you be|you must be|you look|hes|shes|theyre|are you"
                f"|you all are) {_VERY}{_MEAN}(?! busy)"
            ),
            (
                "you ((are|re) )?((a|an|such a|such an|little|big|stupid|lazy|complete|total|absolute"
                f"|fucking|bloody|damn) ){{0,3}}{_NAME}"
            ),
            f"^{_NAME}$",
            f"(what|such) (a|an) ((complete|total|stupid|absolute|utter) )?{_NAME}",
            "shut (up|your|it$|the (hell|fuck) up)",
            (
                "(screw|fuck|damn|curse) (you|off|that|this|it)|piss off|bugger off|go to hell|drop dead"
                "|get lost|bite me"
            ),
            "(fucking|bloody|goddamn|damn) (\\w+)?",
            (
                "you make me sick|you disgust me|i (really |just )?(hate|despise|loathe|cant stand) (you"
                "|your)(?! (being|going|leaving))"
            ),
            "you (\\w+ )?(piece of (shit|crap|work)|waste of (space|time))",
            "(nobody|no one) (likes|cares about|asked|wants|needs) (you|your|what you|for your)",
            ("you (stupid|dumb|lazy|selfish|useless|ungrateful|pathetic|worthless|rude|little|nasty|horrible) \\w+"),
            (
                "(your|this is your|that is your) (stupid|dumb|ridiculous|pathetic|lame|useless|idiotic"
                "|lousy|precious|silly) \\w+"
            ),
            (
                "(are|were) you (really )?(that )?(crazy|nuts|deaf|blind|stupid|insane|dumb|mental"
                "|out of your mind|brain dead|thick)"
            ),
            (
                "youre (not )?(worth (nothing|my time)|good for nothing|nothing (but|without)|a waste"
                "|full of it|out of line"
                "|the (worst|problem|one who))"
            ),
            "(use|have you no|you have no) (your )?(brain|head|brains|shame|common sense)",
        ),
        negatable=True,
    ),
    # A hard word on its own may be about the weather; next to "you" it's about the listener.
    Rule("insult", "aggressive", WEAK, (f"(?<!i feel )(?<!im )(?<!i was ){_HARSH}",), negatable=True),
    Rule(
        "insult",
        "aggressive",
        PLAIN,
        (
            (
                "youre (a|an|such a|such an|the) (\\w+ )?(terrible|awful|lousy|horrible|bad|rotten|poor"
                "|lazy|useless|nightmare|pain|disappointment|embarrassment|sorry)( \\w+)?"
            ),
            "learn (how )?to (do|drive|read|listen|think|spell|cook|use|behave|count)",
            (
                "(you|your|yourself|youre)(?! (can|could|may|might) )( (?!i\\b|im\\b"
                f"|my\\b)\\w+){{0,6}} {_HARSH}(?! (you didnt|of you to be))"
            ),
            (
                f"(?<!\\bi )(?<!\\bim )(?<!\\bmy )(?<!\\bmy own )(?<!\\bi was ){_HARSH}( (?!i\\b|im\\b|my\\b"
                f"|me\\b)\\w+){{0,4}} (you|your|youre)(?! me)"
            ),
        ),
        negatable=True,
    ),
    # "Of you" after an adjective judges the listener: kind of you, but also small of you.
    # "You're just" makes less of whatever follows.
    Rule(
        "insult",
        "aggressive",
        PLAIN,
        (
            (
                "(thats|its|how|that was|what) (so |very |really |just |pretty |incredibly )*(?!(kind|nice"
                "|good|sweet|thoughtful|generous|lovely|considerate|big|decent|great|brave|clever|"
                "smart|wonderful|all|some|one|most|both|many|part|because|out|none|instead|more|proud"
                "|fond) )\\w+ of you(?! (can|are|guys|who|have))"
            ),
            (
                "youre (just|only|nothing but|simply) (?!(great|amazing|in time|like|kidding|saying|perfect"
                "|wonderful|lovely|fine|what|right|the best|awesome|on time|around|starting|too kind) ?)\\w+"
            ),
        ),
        negatable=True,
    ),
    # Contempt for what the other said or did.
    Rule(
        "insult",
        "aggressive",
        PLAIN,
        (
            (
                "(thats|this is|that was|what a|that is) (just |so |really |totally |completely "
                "|the most |absolutely |a |an |about the )*"
                "(stupid|dumb|idiotic|ridiculous|pathetic|nonsense|garbage|rubbish|bullshit|bs|crap|moronic"
                "|stupidest|dumbest|lame|"
                "unacceptable work|useless|disgraceful|a joke|laughable|terrible idea|waste of my time)"
            ),
            (
                "(stupid|dumb|idiotic|moronic) (idea|ideas|question|questions|mistake|mistakes|thing to"
                "|excuse|excuses|plan|suggestion)"
            ),
            (
                "(im|i am|ive been|getting) (so |really |just |absolutely )*(sick|fed up|tired"
                "|done)( and tired)? (of|with) (you|your|this|hearing|listening|having to|all|putting|always)"
            ),
            (
                "i (cant|couldnt|dont|still cant) believe (you|your|how (stupid|selfish|lazy|rude|dumb"
                "|careless))|(its|it is) about time you"
            ),
            (
                "(you|your \\w+) (are|is|were|was|re|look|looks|sound|sounds|smell|smells) (so |really "
                "|just |very |absolutely )*"
                "(terrible|awful|horrible|disgusting|ridiculous|pathetic|embarrassing|worthless|the worst"
                "|a disgrace|a joke|nonsense|garbage|rubbish|crap|a mess)"
            ),
            (
                "you call (this|that|yourself)|(what|that) (a|was a) (disaster|disgrace|joke|mess|waste)"
                "|im (surrounded|working) (by|with) (idiots|fools|morons)"
            ),
            (
                "(nobody|no one|who) (cares|asked|wants|gives)( \\w+)? (what|how|about|for|you|a)"
                "|who cares( what| if| about)?|i (dont|wont) (want|need) to hear"
            ),
            (
                "you (are|re|were|have) (just |clearly |obviously |nothing |simply )*(wrong|failed|mistaken"
                "|lying|hopeless|(no|zero|any) (good|use|help)|nothing|not (even )?(good|smart|worth"
                "|capable))"
                "|youre (wrong|lying|a liar)"
            ),
            (
                "(im|i am|i was) (right|always right|better|smarter)( and)?( (you|youre))( \\w+)?"
                "|i know (what im doing|better|best|more)( than)?"
            ),
            (
                "(you|your) (act|behave|sound|look|acting|are acting|behaving) like (a|an) (child|baby|kid"
                "|brat|two year|idiot|fool)"
            ),
            "(this is|thats|its) (none of your|not your) (business|concern)",
            (
                "(you|your \\w+) (are|is|re) (so |really |just )?(bad|terrible|awful|a disaster|lousy"
                "|sloppy|horrible) (at|work|job)?"
            ),
            ("(a child|my (dog|grandmother|five year old)|a monkey|anyone) (could|can) do (it|that|this|better)"),
            "i (knew|know) (better than you|more than you|youd (fail|mess|screw|forget))",
            (
                "the worst (excuse|idea|plan|work|job|report|decision|presentation|answer) |only (a"
                "|an) (fool|idiot|moron|child) (would|could)"
            ),
            "wrong (as usual|again)|youre (dead |completely |totally |just )?wrong",
            "youre (lying|cheating|overreacting|not listening|doing it wrong|not (even )?(trying|thinking))",
        ),
        negatable=True,
    ),
    # A question that wants no answer, only guilt.
    Rule(
        "blaming_question",
        "aggressive",
        STRONG,
        (
            (
                "are you (even|really that|actually|seriously|always this|that|deliberately"
                "|trying to be) (?!going|coming|here|there|still)\\w+"
            ),
            (
                "(why|how come) (do|cant|dont|wont|didnt|are|arent|must|is it|do you think) you "
                "(always|never|ever|even|just|keep|have to be|so|such|too|insist|being so|being such|be so"
                "|be more|be like|constantly)"
                "(?! (come|join|call|take|try|relax|rest|busy|quiet|sad|happy))"
            ),
            (
                "why (cant|wont|dont) you (listen|learn|understand|get (it|your|a)|do (anything|what|your"
                "|it|things)|see|act|grow|leave me"
                "|stop|shut|mind|pay|behave|think|follow|say what)"
            ),
            (
                "(what|who) (the (hell|fuck|heck)|on earth|in the world) (is|are|were|do|did|s|was|made"
                "|does|have|gives)~"
            ),
            "what(s| is| was)? (the matter|wrong|your (problem|deal|excuse|issue|damage)) (with you)?",
            "whats your (problem|deal|excuse|issue)",
            "what (were|are) you (even )?(thinking|an idiot|trying to pull|stupid|deaf)",
            "(who|what) do you think (you|i|this) (are|am|is)",
            "who (gave you|asked you|made you|are you to|cares what)( \\w+)?",
            "how (dare|could|can) you( (be|do|say|even|just|expect|forget|not|think|ever|let))?",
            "how (many times|often) (do|have|must|did|will) i~",
            "how (stupid|dumb|lazy|selfish|hard|difficult) (can|is|could|are) (you|it|that)",
            (
                "(do|did|dont|cant|couldnt|wont) you (ever|even) (think|listen|care|try|read|know|do|bother"
                "|look|pay|work|have|understand)"
            ),
            (
                "(cant|couldnt|dont) you (see|do|get|understand|hear|follow|just do|people|take|handle|read"
                "|think|ever)~"
                "(anything|right|im|busy|simple|english|through|one|what i|a single|instructions)"
            ),
            (
                "(do|dont) you have any (idea|respect|clue|sense|shame)|have you (no|lost|completely"
                "|gone) (shame|your mind|mad|respect)~"
            ),
            (
                "why (didnt|havent|wont|couldnt|wouldnt|hasnt|isnt) (you|this|it|the|that|my)(?! (come|be"
                "|working|going))"
            ),
            (
                "why (are|were|must|do|did) you (so|such|still|late|always|doing|making|being|acting"
                "|wasting|yelling|blaming|lie|lying|ignore|ignoring|treat|have to|insist|waste|ruin|leave"
                "|interrupt)"
            ),
            (
                "(what|where|why) (took|have|kept) you (so long|been|done|doing)|what have you done"
                "|who told you|what did i (tell|say)|didnt i (tell|say)"
            ),
            (
                "how many times|what (part|kind) of~(dont|do|you|person|idiot|no)|since when (do|are"
                "|did) you|(is|was) (it|that) (so|too|that) (hard|difficult|much)"
            ),
            (
                "what (kind|sort) of( a)? (parent|mother|father|person|friend|man|woman|husband|wife|idiot"
                "|boss|manager|fool|excuse|answer|question|doctor|teacher|human)"
            ),
            (
                "whose (fault|idea) (is|was)|are you (kidding|joking|serious|even listening"
                "|even trying)( me)?(?= /| right| with)"
            ),
        ),
    ),
)
