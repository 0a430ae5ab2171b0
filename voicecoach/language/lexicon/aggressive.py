"""Words that put the listener below the speaker: blame, threats, orders, contempt."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_MEAN = (
    "(stupid|dumb|idiotic|moronic|pathetic|useless|worthless|lazy|selfish|incompetent|ridiculous"
    "|disgusting|hopeless"
    "|ignorant|crazy|insane|clueless|careless|irresponsible|weak|childish|immature|inconsiderate|rude"
    "|spoiled|spoilt"
    "|ungrateful|thoughtless|unreliable|unreasonable|unprofessional|impossible|annoying|arrogant|mean"
    "|a mess|a baby"
    "|(a|an) (\\w+ )?(idiot|moron|fool|jerk|liar|loser|disgrace|failure|joke|coward|bully|hypocrite|pig"
    "|baby|brat|clown))"
)
_NAME = (
    "(idiots?|morons?|imbeciles?|jerks?|losers?|dumbass|dimwit|asshole|arsehole|bastard|bitch|scumbag"
    "|prick|dickhead"
    "|wanker|cretin|halfwit|blockhead|lazy (pig|slob|cow)|bully|crybaby)"
)
_TREAT = (
    "(listen|think|care|do anything|do what|do it|clean|pay|show|bother|call|learn|understand|get|follow"
    "|respect|pull|finish|ask|consider|appreciate|take|say|tell|let|leave|forget|interrupt|complain"
    "|blame|make (me|it|this"
    "|excuses|everything|mistakes|a mess|us)|ruin|mess|screw|lie|dump|ignore|criti|put|want|talk|change"
    "|start|act|come|have to"
    "|use|expect|give (me )?(attitude|excuses)|keep|need|try|treat|turn|waste|push|spend|arrive|pick"
    "|cut|go|play|be|been)"
)
_VERY = "((so|such|being|just|really|very|always|all|completely|totally|absolutely|too|being so|acting|acting so|a|an) ){0,3}"
_NOW = "(right now|now|immediately|this instant|this minute|this second|at once|today)"

_HARSH = (
    "(stupid|dumb|idiotic?|idiots|fools?|foolish|pathetic|useless|worthless|lazy|selfish|incompetent"
    "|incompetence|ridiculous|disgusting|clueless|careless"
    "|irresponsible|sloppy|worst|garbage|rubbish|crap|crappy|shit|bullshit|nonsense|disgrace"
    "|disgraceful|shameful|ashamed|liar|liars|lies|lying|cheat|loser"
    "|ruined|ruining|ruin|wasting|wasted|blew|screwed|wrecked|failed|failure|hate|whining|moaning"
    "|excuses|mess|blame|fault|arrogant|greedy"
    "|ungrateful|hopeless|unreliable|immature|childish|crazy|insane|nuts|moron|jerk|laziness"
    "|selfishness|stupidity|nagging|drama)"
)

AGGRESSIVE: tuple[Rule, ...] = (
    # A trait for ever out of one event; no one can answer "always" and "never".
    Rule(
        "you_always",
        "aggressive",
        STRONG,
        (
            (
                "(you|you people|you guys|you all) (just )?(always|never|constantly|forever|only ever) "
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
            (
                "because (you|of your) (didnt|dont|cant|wont|never|always|couldnt|failed|were too|laziness"
                "|incompetence)"
            ),
            (
                "you (dont|didnt|never|couldnt) (even |ever |really |actually )?(care|listen|think|respect"
                "|try|bother|appreciate)"
                "(?! (for|that much))"
            ),
        ),
        negatable=True,
    ),
    # Blame for one event, told as the other's doing.
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
    Rule(
        "you_always",
        "aggressive",
        PLAIN,
        (
            (
                "you (always|never) (?!make me (smile|laugh|happy)|know|look|help|fail|bring|cheer|smile"
                "|remember|miss|get to|had)\\w+"
            ),
            "you (keep|kept) (on )?\\w+ing",
            (
                "you (made|make) me (so |feel (so )?)?(mad|angry|sick|furious|crazy|look|do|wait|late|bad"
                "|stupid|like)"
            ),
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
    # A rule laid down for the other. A tip ("you should see this film") is none.
    Rule(
        "should",
        "aggressive",
        WEAK,
        (
            (
                "you (really |just )?(should|shouldnt|must|ought to|have to|need to)"
                "(?! (see|try|watch|visit|come|meet|read|hear|taste|eat|join|be proud|take a look|check out"
                "|go see|know that i|"
                "be fine|be able|feel|get some rest|rest|turn|take the|press|click|bring|go (left|right"
                "|there)|be there|"
                "call (us|me)|have (received|gotten|got)))"
            ),
        ),
    ),
    Rule(
        "should",
        "aggressive",
        PLAIN,
        (
            (
                "you (really )?(should have|shouldnt have|ought to have|were supposed to|should already"
                "|should know)"
                "(?! (seen|come|been there|tried|heard|got|gotten|received|bought me|gone to))"
            ),
            "(youd|you had|you) better(?! (ask someone|not (wait|count)|than|at|for|if|off))",
            (
                "you (should|need to|have to|ought to|must|better) (just )?(learn|grow up|listen to me"
                "|do (as|what|your)|get (over|your|it"
                "|a grip|off)|be (ashamed|more|less|grateful|careful|quiet)|think before|respect|stop|shut"
                "|start|pull|calm|watch|show"
                " (some|more|me)|be better|try harder|work harder|obey|quit|apologi[sz]e|mind|wake up"
                "|back off)"
            ),
            "(you )?ought to be ashamed",
            "any (idiot|fool|normal person|decent person|child|one with half)~",
            "(everyone|everybody|anybody|anyone) (knows|can see|with half a)(?! (each|that one))",
            "you (wouldnt|would not) (know|understand) \\w+ if",
        ),
    ),
    # A harm promised for not obeying. A limit with its consequence ("if this goes on I'll leave") is no threat.
    Rule(
        "threat",
        "aggressive",
        STRONG,
        (
            (
                "(before|or|or else) (i|ill|im|we|were|we are|youre|youll|its|you)( \\w+){0,3} (done|over"
                "|towed|lose|fired|finished|out|through|throw|regret|sorry|call (the|your|security)|never)"
            ),
            "or else(?! (we|i|it|the|we will|ill (be|miss)))",
            (
                "(youll|you will|youre going to) (really )?(regret|be sorry|pay for|wish you"
                "|get whats coming|lose|be fired|see what)"
            ),
            "dont (make|force) me( to)?",
            "(watch|mind) (it|yourself|your (back|mouth|tone|step|language))( or)?$",
            "dont you (ever |even )?(dare|think|talk|speak|touch|start|tell|walk away)~",
            (
                "(i swear|i promise you|i warn you|im warning you|consider this|this is) (your |my |a |the )?~"
                "(regret|pay|sorry|last warning|final warning|last chance|fired|done with you|warned)"
            ),
            "(last|final) warning|im warning you|you have been warned",
            (
                "(or|if you|if i|and|then) ~(ill|im going to|i will|i swear ill) (make (you|sure you|your)"
                "|hit|kill|hurt|smack|slap"
                "|punch|fire|destroy|ruin|break|beat|sue|throw|kick|report you|get you|tell everyone"
                "|never (speak|talk|forgive)|dump"
                "|take the|come over|lose (it|my)|scream)"
            ),
            "(do|say|try) that (again|one more time) and",
            "(see|find out|guess) what happens (if|when|next)|see what happens$",
            "(one more|another) (word|mistake|time|complaint) (and|or|out of you)",
            (
                "(do it|you|get|finish|fix|stop|now|move|leave|hand)~or (youre|im|ill|were|you will|youll"
                "|you can|dont|theres|"
                "find|start looking|pack|get out)"
            ),
            "ill (make|teach|show) you (regret|pay|sorry|a lesson|who|how)",
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
            (
                "you (stupid|dumb|lazy|selfish|useless|ungrateful|pathetic|worthless|rude|little|nasty"
                "|horrible) \\w+"
            ),
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
                "(thats|this is|that was|its|what a|that is|such a) (just |so |really |totally |completely "
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
                "|lying|hopeless|(no|zero|any) (good|use|help)|nothing|not (even )?(good|smart|worth|capable))"
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
            (
                "(a child|my (dog|grandmother|five year old)|a monkey|anyone) (could|can) do (it|that|this"
                "|better)"
            ),
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
    # A command with neither please nor choice. Only where it opens a sentence: "I told him to stop" is none.
    Rule(
        "order",
        "aggressive",
        PLAIN,
        (
            (
                "^(stop|quit) (it|that|this|being|acting|making|talking|telling|whining|complaining|crying"
                "|lying|wasting|blaming|"
                "interrupting|arguing|bothering|trying|looking|pretending|asking|doing|nagging|your|messing"
                "|fooling|giving|behaving)\\b"
                "(?!.{0,40} please)"
            ),
            (
                "^get (out|off|over (it|here|yourself)|your|away|to work|on with|back to|moving|lost"
                "|a (life|grip|move on|job)|it done|me)"
                "\\b(?! (of the rain|soon)|.{0,40} please)"
            ),
            (
                "^(leave me alone|go away|back off|grow up|calm down|hurry up|wake up|be quiet|quiet$|move$"
                "|move it|sit down|"
                "deal with it|get real|toughen up|man up|speak up|butt out|knock it off|cut it out"
                "|suck it up|give it a rest|drop it|zip it)"
            ),
            "^(do|listen to|do exactly) (as|what|it (right )?now|me|it my way|your (job|work))( (i|im))?",
            "^(give|hand|bring|get|fetch|tell|show) me\\b(?= (the|that|my|your|it)).{0,30} " + _NOW,
            (
                "^dont (ever|tell me|talk to me|touch|give me|be (so|such|stupid|ridiculous|a)|start|argue"
                "|interrupt|lie|act|blame|"
                "waste|push|look at me|question|speak|walk away|come|you|even|bother me|play|pretend"
                "|get smart|go crying|mess)"
                "(?! (home|late|yet|sad|shy|hard on yourself))"
            ),
            "(look at|listen to|answer) me when i",
            "mind your own( business)?|keep your (\\w+ )?(mouth|hands|opinions?|nose|thoughts)",
            "^(just )?(do it|fix it|handle it|figure it out|get it done|move|shut the|answer me"
            "|try harder|obey|pay attention|"
            "take it or leave it|make up your mind)( " + _NOW + ")?$",
            (
                "^(get|give|hand|fetch|bring|show|tell|leave|take|clean|fix|finish|pick|put|make|listen"
                "|look|stop|quit|shut|start|keep|hurry|watch|face|admit|deal|forget|prove|learn|try)\\b"
                "(?! (me know|a look|care|your time|it easy|a seat|left|right|the (first|second|next|last))"
                "|.{0,60} please).{0,40} (you|your|yourself|or|now|this time|for once)$"
            ),
            (
                "^just (?!checking|kidding|saying|wondering|asking|tell|let|give|call|text|follow|press"
                "|ask)\\w+ (it|that|this)$"
            ),
            (
                "^(just )?(get|give|do|stop|leave|let|tell|shut|quit|drop|forget|face|admit|deal"
                "|move)\\b( \\w+){0,3} (out|away|off|up|over|alone|it|me|now)$(?<!to it)(?<!care of it)"
            ),
            (
                "i told you to|i (already )?(said|told you) (to|no|now|shut|stop|get|do|once|already"
                "|a hundred|a thousand|a million)"
            ),
            "^(clean|do(?! (you|i|we|they))|finish|fix|move|give|bring|tell|hand|send|make|put|take"
            "|answer|get|come)\\b.{0,40} " + _NOW + "$",
        ),
    ),
    # Only one outcome is allowed, and the other has no say in it.
    Rule(
        "absolute_demand",
        "aggressive",
        STRONG,
        (
            "because i (say|said|told you)( so| to)?",
            (
                "do (exactly )?(as|what|whatever|everything) i (say|said|tell|told|order|ordered|ask|asked"
                "|want|command|wanted)( you)?"
            ),
            (
                "(no way|not a chance|forget it|absolutely not|over my dead body|in your dreams"
                "|as if) (am i|you|im|ill|will i|i|its|that|not|get)\\w*"
            ),
            (
                "(you|youre|you are|you will|youll|you all) (going to|will|ll|gonna) (do|have to|stay|work"
                "|listen|finish|apologi[sz]e|fix|pay|obey|sit|be (sorry|quiet)) ?(\\w+)?"
            ),
            (
                "(its|this is|that is) (the only way|my (house|decision|way|turn|company|team|money|rules)"
                "|how (its|we|i) (going to|do|want))|what i say goes"
            ),
            "i (always )?get (my|what i) (own )?(way|want)|i (want|need|expect) (it|that|this"
            "|what i want|you to) (done |finished |fixed |here |on my desk )*" + _NOW,
            (
                "whether (you|they|anyone) likes? it( or not)?|like it or not|(im|i am|i was) (not asking"
                "|telling) you|(no|not) (a )?(debate|discussion|up for discussion|negotiable|debatable)"
            ),
            (
                "^youre going to (?!love|like|be (fine|great|okay|late|good|here|at|there)|need|see|miss"
                "|have a|enjoy|want|get|feel|make it|laugh)\\w+"
            ),
            (
                "(thats|that is|it is|is) the end of (it|that|this|the (story|discussion|matter))|keep (it"
                "|that|your \\w+) to yourself|^(couldnt|could not) care less|i (couldnt|could not) care less"
            ),
            (
                "end of (story|discussion|conversation|the discussion)|thats final|period$|no (excuses"
                "|arguments|buts|questions asked)"
            ),
            (
                "i (really |just |honestly )?(dont|couldnt) (care|give a (damn|shit|crap|hoot|toss))(?! for"
                "| much for| either| which)"
                "( (what|how|if|about|whose|who|why) (you|your|anyone|it|they|that|the|its|he|she)\\w*)?"
            ),
            "(it|were doing it|do it|do things|we do (it|this|things))~ my way|my way or|my way is",
            "i (demand|insist|order|command|forbid)( that| you| on| to)?",
            "(you|you people) (will|must|are going to|have to|need to|better|had better) ~" + _NOW,
            (
                "i (want|expect|said) (it|this|that|you|them|an answer|the \\w+)( \\w+){0,5} (right now|now"
                "|immediately|this instant)"
            ),
            (
                "you (will )?(do|are going to do|have to do|must do|do exactly) (as|what|whatever"
                "|exactly what) (i|im|youre)"
            ),
            (
                "(im|i am) (the (boss|one|parent|manager)|in charge|your (boss|manager|mother"
                "|father))( here)?(?! (of|for) (the )?(new|project))"
            ),
            (
                "(thats|its|this is|not) (just )?(your|not my|my) (problem|job to|tough|too bad)$|too bad$"
                "|tough luck"
            ),
            (
                "(you owe|give) me (an (explanation|apology|answer)|a straight|one good)"
                "|i dont have time for (this|you|your)"
            ),
            (
                "i (dont|will not|wont) (want|wait|take|accept|tolerate|put up with|hear"
                "|stand for)~(excuses|no for an answer|any more|"
                "another word|your (crap|attitude|nonsense|bs))"
            ),
        ),
        negatable=False,
    ),
)
