"""Aggressive words about what the listener must do: shoulds, orders, threats, demands."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_NOW = "(right now|now|immediately|this instant|this minute|this second|at once|today)"

COMMAND: tuple[Rule, ...] = (
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
    # A command with neither please nor choice. Only where it opens a sentence: "I told him to stop" is none.
    Rule(
        "order",
        "aggressive",
        PLAIN,
        (
            (
                "^dont (?!let|get me|remind|wait|forget|mind|worry|tell)\\w+( (back|down|at|to|with|on|up|away"
                "|out))* me"
                "(?! (wrong|know|too|if|about|down)|.{0,40} please)"
            ),
            "^(out of my|hand it|give it (to me|here|back)|not another|no more|get in|enough of)( \\w+)?",
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
            "(my|the) (word|decision|answer) is (final|law)",
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
            ("(thats|its|this is|not) (just )?(your|not my|my) (problem|job to|tough|too bad)$|too bad$|tough luck"),
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
    # A harm promised for not obeying. A limit ("if this goes on I'll leave") is no threat.
    Rule(
        "threat",
        "aggressive",
        STRONG,
        (
            (
                "i (wont|will not|am not going to) (tell|say|ask|warn|repeat|remind)( \\w+){0,2} (again"
                "|twice|myself|another time)"
            ),
            "ill have your \\w+",
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
                "(i swear|i promise you|i warn you|im warning you|consider this|this is) (your |my |a "
                "|the )?~"
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
)
