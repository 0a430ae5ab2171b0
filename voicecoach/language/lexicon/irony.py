"""Passive-aggressive words that praise and mean the opposite."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_GOOD = (
    "(great|wonderful|fantastic|perfect|lovely|nice|brilliant|terrific|awesome|marvelous"
    "|marvellous|fabulous|good|super)"
)
_PRAISE = (
    "(great|love|loved|funny|congratulations|congrats|wonderful|wow|brilliant|perfect"
    "|fantastic|lovely|terrific|awesome|amazing|impressive|bravo|nice|good)"
)

IRONY: tuple[Rule, ...] = (
    # Praise or thanks too big for its cause; alone it may be meant.
    Rule(
        "sarcasm",
        "passive_aggressive",
        WEAK,
        (
            (
                f"^(oh|wow|well|gee|yeah) (that is |thats |thats just |just |how )?({_GOOD}|really|thanks"
                "|please|joy|sure)"
            ),
            "^(wow|gee|bravo|congratulations|well well)",
            "thanks a (lot|million)",
            "(just|how) (great|perfect|wonderful|lovely|typical)$",
            (
                "(apparently|obviously|clearly|evidently) (i|you|someone|some|its|were|that|nobody|no one"
                "|not|my|im|youre)"
            ),
            "(nice|great|good) (job|work|one|going)$",
            (
                "(as you (may|might|can|probably|no doubt) \\w+)|per my|as (i )?(previously"
                "|already) (stated|mentioned|said|discussed)"
            ),
            (
                "(im just|just) (saying|being honest|trying to help|wondering (why|if you|when|how))"
                "|for what its worth|if memory serves|in case you (missed|forgot|havent|didnt)"
            ),
            (
                "(friendly|gentle|quick) reminder|correct me if im wrong|(any|an) update(s)? on"
                "|just (checking in|following up|circling back)"
            ),
            ("(of course|naturally|as i expected|predictably)( (you|he|she|they|not|it|i|that))|once again|yet again"),
            "(i|you)( would| could|d)? have (\\w+ ){0,3}(if|but) (you|someone|anyone|i)",
            (
                "(its|thats|that was) (certainly |definitely |quite |very )*(interesting|a choice|one way"
                "|different|brave|cute|special|unusual|creative)"
            ),
            (
                "(for once|for a change|at last|finally)( in your life)?$|(thanks|thank you) (in advance"
                "|for your (input|concern|opinion)|for sharing)$"
            ),
            "good for you|lucky you|interesting (choice|idea|outfit|that you)",
        ),
    ),
    Rule(
        "sarcasm",
        "passive_aggressive",
        STRONG,
        (
            (
                "(enjoy|hope you|glad you|have fun|nice that you|happy you)( \\w+){1,6} while (i|im|we"
                "|the rest)( \\w+){0,4}"
            ),
            "(glad|happy|nice|good|lucky)( \\w+){0,2} (one|some) of us( \\w+){0,3}",
            "(maybe|perhaps) (next time|one day|someday|for once) (you|someone|we)( \\w+){0,4}",
            "(help|nothing|right|thanks)( \\w+)? oh wait$|oh wait$",
            "(busy|hard at work|tired) (from )?doing nothing",
            f"(oh|wow|well|yeah|gee) {_GOOD} (another|more|now|so|just what|here we|thats just|you|were|it)",
            "just what i (needed|wanted|always wanted)",
            ("funny (how|that|you|when) (you|its|it|some|everyone|nobody|no one|the|always|only|thats|my|should)~"),
            (
                "(thats|its|i guess thats|well thats) (certainly |definitely |just )?(one way (of|to)"
                "|an interesting (way|choice|approach|idea|take|outfit)|a choice|typical)"
            ),
            (
                "(we cant|not everyone can|not all of us|not everybody|we are not|not everyone"
                "|not all of us can) (all |always )*(be|afford|have|is|has|are|get|gets|can|just)"
            ),
            (
                "(sorry|im sorry|so sorry|excuse me|forgive me|pardon me) (you feel|if (youre|i (offended"
                "|hurt|upset|dont|wasnt|didnt))|(for|that) (i (exist|cant be)|existing|breathing|caring"
                "|having|wanting|trying|"
                "not being)|(that )?(im|i) (not|am not|cant|dont|wasnt) (\\w+ )?(perfect|a mind|everyone"
                "|good enough|like|as|you|up to))"
            ),
            (
                "i (didnt (realize|realise|know)|wasnt aware|had no idea)( that)? ((i was|i had|we were"
                "|we had|you were) (supposed|such an?|so (perfect|busy|important|sensitive)|the|your"
                "|in charge|"
                "to ask|allowed)|it was (a (competition|crime|contest)|such a (crime|big deal"
                "|problem)))( \\w+)?"
            ),
            (
                "(look|guess) (who|whats)( \\w+)? (decided|finally|here|back|up|awake|showed|bothered)"
                "|glad (someone|somebody|to see (someone|somebody|you))( \\w+)? (finally|had|is|has|could"
                "|was|having|cares)"
            ),
            (
                "at least ((i|one of us|someone|somebody)( \\w+)? (tried|try|care|cares|bother|bothers"
                "|bothered|showed|remembers|remembered)|you tried)"
            ),
            "(youre|are you) (really|seriously|actually) (going to (wear|eat|say)|wearing|eating)",
            ("(nice|good|great|glad|lovely) to (see|know|hear)( that)? (someone|somebody|some people|some of us)"),
            "(if|when|whenever) (you|its) (\\w+ ){0,2}(actually |finally |for once )+(\\w+)",
            (
                "(everyone|everybody|anyone) else (seems? to|manages? to|can|could|has|does|got"
                "|had)( \\w+){0,5} "
                "(manage|on time|no (trouble|problem)|just fine|without|but you|except you)"
            ),
            (
                "thanks (so much )?for (nothing|finally|(not|never) \\w+ing|all (your|the) (help|support)"
                "|bothering|waiting for me|the (heads up|warning|invite))"
            ),
            (
                "thanks a (lot|bunch|million|ton) for (nothing|telling|asking|not|leaving|waiting|ruining"
                "|making|letting me|remembering|forgetting|the (warning|heads up))"
            ),
            (
                "(how|so|very|really|thats) (nice|thoughtful|kind|lovely|generous|considerate|convenient"
                "|sweet|big|good|big) "
                "(of you|for you)( to| that)? (finally|join|show|remember|notice|grace|bother|stop|think"
                "|let|at last|ask|tell|wake|make time|help)"
            ),
            (
                "(nice|glad|good|great|so glad|happy) (of you |that |to see )?(you )?(to )?(could |can "
                "|have |had |you )*"
                "(finally|decided|managed|found (the )?time|bothered|remembered|here at last)"
                "(?! (to meet|to see))"
            ),
            ("(it )?must be (so |really )?(nice|great|lovely|good|wonderful|easy)( for you)?( to| being| having| not)"),
            (
                "well (arent|isnt|wasnt) (you|that|this|someone|he|she) (just )?(special|clever|nice|lucky"
                "|great|perfect|convenient|the|a|something)~"
            ),
            (
                "(youre|arent you|you are|what|such|quite) (a |an |the |just |real |regular |such )*(genius"
                "|einstein|sherlock|comedian|saint"
                "|martyr|angel|ray of sunshine|expert on|rocket scientist|big help|hero|your (highness"
                "|majesty))"
            ),
            (
                "(way to go|nice going|good going|great job|nice job|bravo|well done|good work|nice work"
                "|slow clap)~"
                "(genius|einstein|sherlock|again|as usual|breaking|ruining|forgetting|late|on (ruining"
                "|missing|being)|not)"
            ),
            (
                "(because|as if|like|since) (i|im|i have|ive|were|you) ~(nothing better to do|(all day"
                "|all the time in the world)|a mind reader|"
                "made of (money|time)|your (maid|servant|mother|secretary|slave|personal))"
            ),
            "im not (a mind reader|your (maid|servant|mother|secretary|slave|assistant))",
            "(what|big|surprise) (a )?(surprise|shock|shocker)( there)?|surprise surprise|color me surprised",
            (
                "(as if|like) (that|you|it|thats|anyone|any of you|i)(d| will| would| was| could)? (ever"
                "|even|care|cares|going to|actually|really)"
            ),
            "^(yeah|yes|oh|sure|right) (right|sure|like|because)(?! (now|here|there|i can|you can|it|we|of))",
            (
                "(im|i am) (just )?(sure|certain) (you|youre|it|that|thats|the|they|everyone)~(didnt (mean"
                "|notice|realize|realise)|did your best"
                "|tried|busy|important|very|had|have better|would|works for you|must|meant|knows best"
                "|on purpose|accident)"
            ),
            "dont (strain|exert|overwork|trouble) (yourself|yourselves)|dont all (thank|rush)( me)?",
            (
                "(dont|far be it from me to|i wouldnt want to) (let me |want to )?(stop|interrupt|keep"
                "|bother|disturb|inconvenience|get in) (you|your)~"
            ),
            (
                "some of us (actually |just |around here |never |here |dont |do |have |like |can |cant "
                "|are |know |work |choose |really |only |need |obviously |always )+"
            ),
            "some people (just |never |obviously |actually |around here )+",
            (
                "(it would|itd|it might|wouldnt it|how) be (so |really )?(nice|great|lovely|helpful"
                "|good) (if|to have) (someone|somebody|people|anyone|"
                "you (could|would|ever|actually|once|bothered|did|helped)|for once|some help)"
            ),
            (
                "(since|because) (youre|you are|you) (so |obviously |clearly |apparently )+(busy|important"
                "|smart|clever|perfect|know|good at)"
            ),
            ("(youre|you are) (so|too|very) (busy|important|popular|perfect|good) (to|for|these days|i guess|now)"),
            ("(could|can) (you|this|it) (be|get|possibly be|possibly) any (more|better|slower|later|louder|worse)"),
            (
                "(per|as (per|stated in|i said in|mentioned in)) my (last|previous|earlier|first)"
                "|not sure if you (saw|got|read|missed) my"
            ),
            (
                "(love|loved) (that|how|it when) (for|i|you|nobody|no one|everyone)~(you|nobody|always"
                "|never|just|me|without|asked)"
            ),
        ),
    ),
    # Praise and its opposite in one breath.
    Rule(
        "sarcasm",
        "passive_aggressive",
        PLAIN,
        (
            "(apparently|obviously|clearly|evidently) (you|someone|somebody|nobody|no one|not|im|youre|my|i am)",
            "^oh (really|please|sure|joy|thanks|right)$",
            "per my (last|previous|earlier)|as (i )?(previously|already) (stated|mentioned|said|explained)",
            "(im just|just) (saying|being honest)$",
            "(just|how|so) (perfect|wonderful|typical|marvelous|brilliant|great)$",
            (
                f"{_PRAISE}( (?!see you|to see|to hear|talk|meet)\\w+){{0,6}} (finally|for once|actually"
                "|(you )?managed to|someone (has|had|is|can|finally|else)|somebody|after everyone|"
                "exist|(another|yet another) (meeting|email|mistake|delay|form|deadline|bill|rule|update"
                "|change|excuse)|as usual|as always|cleaning up|like always|no one|nobody|(late|early|fail"
                "|failed|forgot|forgotten|broken|ruined) again|ignor\\w+|without (me|asking))"
            ),
            (
                "(interesting|amazing|strange|odd|curious|fascinating|convenient|impressive) (how|that|you"
                "|when) (you|its|it|some|everyone|nobody|no one|the|always|only|thats|my|should)"
            ),
            "(you|you have) (actually|finally) (?!going|coming|here|there|got|found|met)\\w+(ed|t|d|de|w)",
            (
                "(let me guess|dont tell me you|oh no( please)? (take|dont|go|you)|im so sorry (that )?(my"
                "|i)( \\w+){0,3} (inconvenien\\w+|interrupt\\w*|bothers|bothered) you)"
            ),
            (
                "(take your time|no rush|no hurry)(& )(we|i|it|its|only|the|everyone|dont)|(we"
                "|i) only (started|waited|been waiting|have been waiting|asked)"
            ),
            (
                "(i|its not like i|like i|i guess i|because i) (had|have) nothing (better|else|planned"
                "|going on|to do)|i had nothing planned"
            ),
            (
                "(if|because|maybe if|well if|perhaps if) you (had|would have|hadnt|have|actually"
                "|ever)( (ever|only|just|actually|bothered to|bothered|been))* (listened|asked|told|paid"
                "|been|done|helped|called|read|remembered|checked|planned|cared|tried)"
            ),
            (
                "(i|we) (guess|suppose|see|imagine)( that)? (some of us|some people|someone|somebody"
                "|everyone|nobody|no one|its|my|your|not|rules|were|manners|that was|thats)~(matter"
                "|important|else|too much|higher|standards|"
                "better|work|apply|us|me|you|busy|fine|enough|one way|nothing|invited|asking)"
            ),
        ),
    ),
    # Praise with a slap inside.
    Rule(
        "backhanded_compliment",
        "passive_aggressive",
        STRONG,
        (
            ("is that (really )?what (you|youre) (wearing|eating|going|call|wanted|chose|made|bought|doing)( \\w+)?"),
            ("such an? (unusual|interesting|unique|unconventional|original) (sense|taste|way|style|choice|idea|look)"),
            (
                "(great|good|nice|well|smart|pretty|impressive|bad|clever|attractive|young|beautiful"
                "|amazing|decent|fit|thin|slim|cute|far|handsome)"
                "( \\w+){0,3} for (someone|somebody|a (person|woman|man|girl|guy|boy|mother|mom|blonde"
                "|beginner)|your (age|size|weight|level|type|background))"
            ),
            (
                "(thats|what|its|this is) (such )?an? (very |really |quite )?(brave|bold|interesting"
                "|unusual|creative|different|unique|daring|courageous) (\\w+)"
            ),
            "not (too )?(bad|shabby) for (a|an|someone|you|your)",
            (
                "i wish i (could|was|were|had|didnt)~(as |so |that |your )?(confident|brave|relaxed"
                "|carefree|laid back|not care|bold|little|low|courage|"
                "confidence|care|easy|simple|free|nothing)"
            ),
            (
                "(youre|you are|its|thats) (so |very |really )(brave|bold|confident|lucky|interesting"
                "|unique|different|cute|adorable|sweet|funny)"
                " (to|that you|of you to|how you|you|for wearing)"
            ),
            (
                "(im|i am|i was) (so |really |just |truly |honestly |very )*(amazed|impressed|astonished"
                "|thrilled|glad|happy|delighted|sorry) (that )?(youre|you)( \\w+){0,4} (can|could|managed"
                "|even|so|finally|it (that|so))"
            ),
            (
                "(its|how) (so |really |just |very )*(cute|sweet|adorable|amazing|interesting|impressive"
                "|funny|charming|precious|fascinating) (that|how) (you|youre)"
            ),
            (
                "(i )?(love|admire|like|envy) (how|that|the way) (you|youre)~(dont care|not (afraid|ashamed"
                "|bothered)|just wear|just (say|do)|whatever|anything|"
                "never worry|so relaxed|always|no filter|think you)"
            ),
            (
                "(im |i was |quite |really |so |very |pleasantly )+(surprised|shocked|amazed"
                "|impressed) (that )?(you|to see you|at how you|it)( \\w+)? "
                "(managed|could|can|got|actually|knew|remembered|did|even|finally|pulled|made|have|didnt"
                "|came|found|are|showed|it)"
            ),
            (
                "i (didnt|never) (expect|think|thought|know|knew|realize|realise) (you|youd|you would"
                "|you had|you could|it in you)~"
                "(it in you|could|actually|would|be (able|so)|that|had)"
            ),
            (
                "(you|your \\w+) (actually|almost) (look|looks|did|made|got|sound|sounds|came|managed|have"
                "|seem|is|was|cleaned|smell|taste|tastes)"
            ),
            (
                "(better|smarter|nicer|prettier|thinner|funnier) than (i (expected|thought)|you (look"
                "|usually|normally)|usual|most of your|last time)"
            ),
            (
                "(congratulations|congrats|well done|good job|good for you|nice) (on |for )?(you )?(finally"
                "|actually|at last|getting|not|only)"
            ),
            (
                "you (clean up|look) (so |pretty |quite |really |much )*(nice|good|well|great|better|thin"
                "|pretty|different|tired)( today)? (when|for once|with|without|now that|since)"
            ),
            (
                "(bless your heart|if thats your thing|if you like that sort of thing|if you (can pull"
                "|like that)|must have (been|taken) )"
            ),
            (
                "(most people|i|not everyone|other people|anyone else) (would|could|couldnt|wouldnt"
                "|would not|could never) (never |not |have |be |not be )*"
                "(dare|wear|worn|brave|have the (nerve|guts|courage)|embarrassed|ashamed|get away with|pull)"
            ),
        ),
    ),
)
