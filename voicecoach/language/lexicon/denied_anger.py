"""Passive-aggressive words that hide anger: denied, billed as a sacrifice, agreed away, or sulked."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, Rule

_YES = "(fine|okay|sure|right|yeah|yes|yep|all right|of course|well|oh|no|great|really|whatever)"

DENIED_ANGER: tuple[Rule, ...] = (
    # The anger is there and is denied. "I'm fine thanks, and you?" is small talk.
    Rule(
        "denial",
        "passive_aggressive",
        PLAIN,
        (
            (
                "(im|i am|no im|i said im|i said i am) (totally |perfectly |completely |just |absolutely "
                "|really )*fine"
                "(?= /| i said| really| dont| just| go| why| stop| whatever| nothing| its| leave| okay"
                "| i guess| i promise)(?! / (thanks|thank|how|and you))"
            ),
            "i (just )?(forgot|must have forgotten)(?= /| about it| to do| i thought| you| i guess| it was)",
            (
                "(must have|it|that) (just |totally |completely )?(slipped|slip) my mind"
                "|i must have (missed|overlooked) (your|that) (email|message|memo|note)"
            ),
            (
                "(you|nobody|no one) (never|didnt|hadnt|ever) (actually |even |ever |specifically )?(told"
                "|asked|said|mentioned|reminded|gave me)( me)?( (to|when|that|you|it|about|anything))?"
            ),
            "i (did|was doing|only did|just did) (exactly )?what you (said|asked|told|wanted)",
            (
                "(thats|its|it is|thats really) not (really )?(my|in my) (job|problem|department|fault"
                "|responsibility|business)( description)?"
            ),
            (
                "i (thought|assumed|figured) (you|that you|someone|somebody) (knew|meant|didnt"
                "|wouldnt (mind|care|notice)|already knew|had it (covered|handled)|understood|said (it|that"
                "|you))"
                "(?! (coming|like))"
            ),
            (
                "i (didnt|wasnt) (know|realize|realise|think|aware|sure) (that )?(you (meant|wanted|needed"
                "|cared|were serious|expected)|"
                "it was (so |that |such )?(urgent|important|a big deal|due|today|my)|(i|we) (had|needed|was"
                "|were) ~(to|permission|supposed))"
            ),
            (
                "(i )?(didnt|never) (see|get|got|saw|hear|heard|received?) (your|the|that|any"
                "|about) (message|email|memo|note|text|call|invite)"
            ),
            (
                "(no offen[cs]e|dont take this the wrong way|with all due respect|not to be (rude|mean"
                "|that person|difficult)|no disrespect)( but)?"
            ),
            (
                "(it was|it is|its|thats|just|only) (just |only |all )*a joke|(its|it was) (just "
                "|only )?(a )?(bit of )?(fun|banter|teasing)|^(just )?(relax|chill|chill out)$"
            ),
            (
                "(im not|not) (saying|blaming|complaining|judging|accusing|pointing fingers|mad at"
                "|criticizing|criticising)~but"
            ),
        ),
    ),
    Rule(
        "denial",
        "passive_aggressive",
        STRONG,
        (
            (
                "(im|i am|i was) (not|never) (at all |even |really |that )?(mad|angry|upset|bothered"
                "|annoyed|jealous|offended|sulking|bitter|hurt)"
                "(?! (at|with) you|about it anymore|anymore|any more| i am)"
            ),
            "(no |nothing |oh )*(nothings|nothing is) (wrong|the matter|bothering me)",
            (
                "(what makes you think|who said|why would|why should|do i (look|seem|sound)"
                "|did i say) ?~(mad|angry|upset|wrong|anything|jealous|annoyed|bothered|problem)"
            ),
            (
                "(i was|it was|im|i am) (just|only) (a )?(kidding|joking|teasing|joke|messing|having fun"
                "|playing)|just a joke|"
                "(cant|couldnt|dont) (you|anyone) (even )?(take|have|get) a (joke|sense of humor"
                "|sense of humour)|learn to take a joke|lighten up"
            ),
            (
                "(youre|you are|dont be|why are you|why do you (have|always)) (just |always |being "
                "|getting |be |to be |so |way |a bit |a little |too |really )*"
                "(sensitive|overreacting|dramatic|paranoid|imagining|reading (too|things)|upset|defensive"
                "|emotional|touchy|worked up|uptight)"
                "(?! about (your|the) (news|loss))"
            ),
            (
                "(i )?(didnt|never) (know|realize|realise) (you|it|that|i) (meant now|was going to be"
                "|had to|was supposed|meant today)"
            ),
            (
                "(it )?(wasnt|isnt|its not) (like|as if|as though) (i|you|its|it) (did|do|meant|asked|would"
                "|ever|knew|was|is)"
            ),
        ),
    ),
    # The deed is done with a bill attached.
    Rule(
        "martyrdom",
        "passive_aggressive",
        STRONG,
        (
            (
                "(ill|i will|i can|i guess ill|i guess i|guess ill|i guess i will|i have to|ill have to"
                "|looks like ill) (just |have to |always |be the one to |probably )*"
                "(do|clean|finish|fix|handle|take care of|go|carry|cook|pay|make|eat|sit|figure|wash|stay"
                "|manage|be|deal with|pick|cover|stay home|spend)~"
                "(myself|alone|as usual|like always|like i always|as always|by myself|all by|on my own"
                "|again|in the dark|in the corner|here all)"
                "(?! (time|soon|later|next|tomorrow|some))"
            ),
            "(as usual|as always|like always|yet again|like i always do|same as always)$",
            ("dont (worry|mind|bother|feel bad|trouble) (about|yourself about|for)? ?me (ill|im|i|just|you|go)"),
            ("dont (you )?worry (about it|yourself|your pretty|i)& (ill|i can|i always|im used|i have already|i)"),
            ("after (all|everything) (i|that i|ive|i have|the|weve)( \\w+){0,2} (do|done|did|for|sacrificed|given)"),
            (
                "(i|im the one who|im the only one who) (always |have to |has to |do |does |already "
                "|end up |ends? up )+(do|does|doing|did|clean|cleans|everything) "
                "(everything|all the|it all|around here|anything)"
            ),
            (
                "(no one|nobody|not that anyone|not that anybody|does anyone|does anybody"
                "|none of you) (ever |else |even |actually |around here |here )*(helps?|appreciates?|"
                "asks?|tells?|thinks?|notices?|notice|thanks|invites?|bothers?|asked|told|thought"
                "|remembered|noticed|offered|lifts?|does|considers?)"
            ),
            (
                "(go ahead|go on|have fun|you (go|all go|guys go|enjoy)"
                "|enjoy yourselves?)(& )?( \\w+){0,3} (without me|ill (just|be|stay|sit|manage)|dont (worry"
                "|mind))"
            ),
            (
                "(i guess|apparently|clearly|obviously|so|i see) (im|i am|i was|my|i|nobody|no one|its|that)~"
                "(not (important|good|worth|invited|allowed|smart|as|enough|needed|wanted)|dont (matter"
                "|count|exist|get|deserve)|doesnt (matter|count)|"
                "just (the|a|your)|the only one|the bad guy|on my own|invisible|too much to ask|always"
                "|cares?|have to do|my fault|wrong as)"
            ),
            (
                "(why|how come) (do i|am i|is it|does it)( always)? (always|the (only )?one|have to be|me"
                "|end up|got to|be me)( \\w+){0,3}|(its|it is) always (me|my|up to me|left to)"
            ),
            "(i guess|guess|looks like|fine|well then) (ill|i will) (just |have to )+\\w+",
            (
                "(i already|i have already|ive already|already) (did|done|cleaned|finished|took|fixed) (it"
                "|that|everything|them|yours) (for you|myself)"
            ),
            (
                "dont (mind|worry about|let) me|i (can|could) (always|just) (do|cancel|wait|give up"
                "|skip)( \\w+){0,3}( (again|anyway|alone|like always))"
            ),
            (
                "a (little )?(help|thank you|heads up|warning|call|thanks) would (be|have been)"
                "|would it (kill|hurt) (you|anyone)"
            ),
            (
                "(i|you) (only|just) (asked|told|waited|wanted|reminded)( you)?( \\w+){0,2} (once|twice"
                "|three times|five times|ten times|a hundred|hours?|all (day|night|week))"
            ),
            (
                "(someone|somebody) (around here )?(has|had|needs) to (do|clean|think|work|pay|take care"
                "|be (responsible|the adult|grown))|i (only|just) (work|live) here$"
            ),
            (
                "(im|i am) (used to (it|being)|just (the|a|your) (maid|servant|help|slave|bank)"
                "|nobody (important|special)|only (the|your))"
            ),
            (
                "(i|ive) (gave|given|sacrificed|gave up|given up) (up )?(everything|my (life|career|whole"
                "|weekend|evening))|who am i to|what about me$|poor me"
            ),
            (
                "(its|im) (fine|okay|all right|not a problem)& (ill|i will|i can|i always|i guess ill"
                "|i didnt) (just |always |really )*(do|clean|finish|wait|manage|sit|walk|need|"
                "stay|want|eat|take|cancel|be)\\b.{0,30}(myself|alone|anyway|again|instead|hungry)"
            ),
        ),
    ),
    # A yes that means no.
    Rule(
        "agreement_that_isnt",
        "passive_aggressive",
        STRONG,
        (
            (
                f"^{_YES}& ?(fine|okay|sure|yeah|right|well|oh|just|then|but)?&( then)? ?(whatever"
                "|if you say so|if thats (what|how|the way)|be that way|have it (your|whatever)|"
                "you (win|know best|do (it|that|you|whatever|what))|do (it|what|as|whatever)|suit yourself"
                "|since you|go ahead|go (on|without|then|do)|"
                "see if i care|i get it|i see how|i wont|ill (just|leave|stop|go|keep|never|say|shut"
                "|be quiet)|dont|lets just|i guess|you always|"
                "anything (for|you)|your (way|wish)|if you (insist|must|really|want|think)|not (like|that) i)"
            ),
            "^(fine|whatever)$",
            (
                "^(fine|whatever|great)&( then)? ill (just )?do (it|everything|that|them)(?! (today|tonight"
                "|tomorrow|now|for you))"
            ),
            (
                "(?<=/ )(fine|whatever)&? (i|you|just|then|then ill|be|im|dont|its|go|with|do|let|leave"
                "|have|if|forget)(?! (with|by|then see|for (me|us)))"
            ),
            "if you (really )?say so",
            (
                "(have it|we will do it|lets do it|do it|always|fine) your way|your way$|suit yourself"
                "|see if i care|be that way"
            ),
            "(be my guest|knock yourself out|you do you|go right ahead)",
            (
                "do (what|whatever|as|how) you (want|like|please|always do|must|think is)( (with"
                "|about) \\w+)?( i| then| its| because| you| anyway)?(?= /| i| then| its| you| anyway)"
            ),
            (
                "(if|as long as|whatever)( (that|it|thats what|this))? (makes|helps|floats) (you"
                "|your) (happy|feel|boat|sleep|better)"
            ),
            (
                "(if|well if|okay if|but if) (thats|that is|this is) (really |truly )?(what|how"
                "|the way) (you|its)( really)? (want|think|feel|say|believe|going|need|see)"
            ),
            (
                "(youre|you are) (the (boss|expert|one who knows|genius|smart one|professional)"
                "|always right|obviously (right|the)|never wrong)"
            ),
            (
                "(ill|i will|i am going to|im going to|ill try to) (probably |maybe |eventually )*(get (to"
                "|around to|round to)|do) (it|that|them|this) "
                "(when(ever)? i|later i|eventually|at some point|if i (feel|have|get)|someday|sometime"
                "|when im (ready|done|good))"
            ),
            (
                "(i said|yes|okay|yeah|all right) (i said )?(ill|i will) (do|get to) (it|that|them)( (later"
                "|in a minute|when))?$|im coming im coming|i said im coming"
            ),
            "(you|you clearly|you obviously|you always|you do) know (best|better|everything|so much)( than)?",
            (
                "^sure (i|id|ill|why|no|take|let|go|you|lets|whatever)(?! (do|can|could|see|be there|have"
                "|hope|know))~(love|happy|not|bother|just|else|nothing|time|want)"
            ),
        ),
    ),
    # Contact withdrawn as a punishment.
    Rule(
        "sulking",
        "passive_aggressive",
        PLAIN,
        (
            ("(just )?(forget (it|about it|i (said|asked|mentioned|brought)( \\w+)?)|never mind)(?! (the|about|that))"),
            ("i (dont|do not) (want|feel like) (to )?(talk|talking|discuss|discussing) (about )?(it|to you|this)"),
            (
                "(dont|no need to|please dont|you dont (have|need) to) bother|why (do i|should i"
                "|did i) (even |ever )?bother|whats the point|why even (try|ask|bother)"
            ),
            (
                "(its|thats) (fine|okay|all right)& (really|i (said|guess|understand|get it|expected|didnt)"
                "|just (go|leave|forget)|whatever|dont|forget|nobody|you|no one|im used)"
            ),
            "its whatever|i see how it is|message received",
            (
                "im not (talking|speaking) to (you|him|her|them)|just leave me (alone|out)"
                "|i have nothing to say|no comment$"
            ),
        ),
    ),
    Rule(
        "sulking",
        "passive_aggressive",
        STRONG,
        (
            (
                "(dont bother|never mind|forget it)& (ill|i can|i will) (manage|do|be|go|find|just|figure"
                "|handle)( \\w+){0,2}"
            ),
            ("you (wouldnt|wont|wouldnt even) (understand|care|get it|notice|be interested|want to|miss me)( anyway)?"),
            (
                "not that (you|anyone|anybody|it|i|its|they|any of you)(d| would)? (\\w+ )?(care|cares"
                "|cared|matters|matter|notice|noticed|would|ask|asked|expected|mind|bother|bothered)"
            ),
            (
                "i (should|shouldnt|might|could) have (known|expected|guessed|just done)|(what did i"
                "|i dont know what i|i dont know why i) (expect|expected|bother|bothered|even|thought)"
            ),
            "(like|as if) you (even |ever |really |actually )?(care|cared|noticed|would know)",
            (
                "if you (really |actually |even |truly |just |ever )*(cared|loved me|loved|respected"
                "|wanted to|listened|appreciated|paid|knew me)"
                "( \\w+){0,4} (youd|you would|you wouldnt|i wouldnt|wouldnt)?"
            ),
            ("(you|youve) (obviously |clearly |apparently |got |have |had )*(better|more important) things to do"),
            (
                "(i knew|i know) (you|youd|you would|it|better)~(forget|forgot|not|wouldnt|didnt|happen"
                "|care|ask|let)|(i )?figures$|typical$|(how|so) typical"
            ),
            (
                "(i guess|i see|apparently|clearly|obviously)( that)? (you|youre|you have) (dont|didnt|cant"
                "|wont|forgot|forgotten|too busy|found (better|someone)|never|have better|must)( \\w+){0,4}"
            ),
            (
                "(long time no|oh so now|so now|oh now|look who|look what|well look) (you|hear|decided"
                "|finally|its|the|is|s)~"
            ),
            (
                "(thanks|thank you) for (inviting|telling|asking|including|letting|remembering"
                "|thinking)( of)? me (though|either|i guess|last)$"
            ),
        ),
    ),
)
