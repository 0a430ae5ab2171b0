"""Words that say one thing and mean another: praise that stings, agreement that refuses, anger denied."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_GOOD = "(great|wonderful|fantastic|perfect|lovely|nice|brilliant|terrific|awesome|marvelous|marvellous|fabulous|good|super)"
_YES = "(fine|okay|sure|right|yeah|yes|yep|all right|of course|well|oh|no|great|really|whatever)"

_PRAISE = "(great|love|loved|funny|congratulations|congrats|wonderful|wow|brilliant|perfect|fantastic|lovely|terrific|awesome|amazing|impressive|bravo|nice|good)"

PASSIVE_AGGRESSIVE: tuple[Rule, ...] = (
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
            (
                "(of course|naturally|as i expected|predictably)( (you|he|she|they|not|it|i|that))"
                "|once again|yet again"
            ),
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
            f"(oh|wow|well|yeah|gee) {_GOOD} (another|more|now|so|just what|here we|thats just|you|were|it)",
            "just what i (needed|wanted|always wanted)",
            (
                "funny (how|that|you|when) (you|its|it|some|everyone|nobody|no one|the|always|only|thats|my"
                "|should)~"
            ),
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
                "|we had|you were) (supposed|such an?|so (perfect|busy|important|sensitive)|the|your|in charge|"
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
            (
                "(nice|good|great|glad|lovely) to (see|know|hear)( that)? (someone|somebody|some people"
                "|some of us)"
            ),
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
            (
                "(it )?must be (so |really )?(nice|great|lovely|good|wonderful|easy)( for you)?( to| being"
                "| having| not)"
            ),
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
            (
                "(youre|you are) (so|too|very) (busy|important|popular|perfect|good) (to|for|these days"
                "|i guess|now)"
            ),
            (
                "(could|can) (you|this|it) (be|get|possibly be|possibly) any (more|better|slower|later"
                "|louder|worse)"
            ),
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
    # Praise with a slap inside.
    Rule(
        "backhanded_compliment",
        "passive_aggressive",
        STRONG,
        (
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
            (
                "dont (worry|mind|bother|feel bad|trouble) (about|yourself about|for)? ?me (ill|im|i|just"
                "|you|go)"
            ),
            (
                "dont (you )?worry (about it|yourself|your pretty|i)& (ill|i can|i always|im used"
                "|i have already|i)"
            ),
            (
                "after (all|everything) (i|that i|ive|i have|the|weve)( \\w+){0,2} (do|done|did|for"
                "|sacrificed|given)"
            ),
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
            (
                "(just )?(forget (it|about it|i (said|asked|mentioned|brought)( \\w+)?)|never mind)(?! (the"
                "|about|that))"
            ),
            (
                "i (dont|do not) (want|feel like) (to )?(talk|talking|discuss|discussing) (about )?(it"
                "|to you|this)"
            ),
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
            (
                "you (wouldnt|wont|wouldnt even) (understand|care|get it|notice|be interested|want to"
                "|miss me)( anyway)?"
            ),
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
            (
                "(you|youve) (obviously |clearly |apparently |got |have |had )*(better"
                "|more important) things to do"
            ),
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
