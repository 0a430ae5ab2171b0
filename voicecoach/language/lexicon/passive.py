"""Words that put the speaker below the listener: apologies, hedges, leave asked for, needs taken back."""

from voicecoach.language.lexicon.rule import PLAIN, STRONG, WEAK, Rule

_LOW = (
    "(stupid|dumb|silly|useless|hopeless|worthless|pathetic|clumsy|incompetent|ignorant|boring|annoying"
    "|a (burden|nuisance|pain|bother|failure|mess|loser|nobody|fool)|an (idiot|imposition)|the worst)"
)
_SO = "((so|such|really|just|very|being|always|only|a bit|kind of|sort of|probably|terribly|being so) ){0,3}"

PASSIVE: tuple[Rule, ...] = (
    # A hedge takes back part of what is said. One is courtesy, several leave nothing standing.
    Rule(
        "hedge",
        "passive",
        WEAK,
        (
            "(maybe|perhaps|possibly)",
            (
                "(?<!what )(?<!that )(?<!this )(kind|sort) of(?! (music|person|thing|food|people|day|movie"
                "|film|book|like a|question|work|job))"
            ),
            "i (guess|suppose)",
            "i dont (really )?know",
            "im not (really |quite |so |too )?sure",
            "(or something|or anything|or whatever|and stuff)",
            "i (was )?(just )?(kind of |sort of )?(thinking|thought)(?= maybe| perhaps| that maybe| if)",
            "i (might|could|may|should|would) (just |probably |maybe |possibly |be able to )+",
            "i (was|am|im) (going|meaning|hoping|trying) to (ask|say|tell|mention)",
            (
                "i (will|can) try|ill try( to)?|i wish i (could|had|was|were|knew)|i (hope|wish) (someone"
                "|somebody|they|he|she|you|things|it)"
            ),
            ("if you (dont mind|get a (chance|minute|moment)|have (a |the )?(time|chance|minute|moment|second))"),
            "does that make sense",
            "i (just )?hope (you dont|thats|its|that is)",
            "i (just )?(wanted to|want to) (ask|check|see) if",
            "i might be",
            "a (little )?bit(?= (of a|too|much|upset|hurt|worried))",
        ),
    ),
    # Wording that circles the wish instead of stating it.
    Rule(
        "hedge",
        "passive",
        PLAIN,
        (
            "im afraid (i (might|may|could)|to (ask|say|tell)|ill|of (asking|saying))",
            "(could|may|might|can) i (perhaps|possibly|maybe) \\w+",
            "i was (just |kind of |sort of |really )*(wondering|hoping)(?! (what|when|where|which|who|how))",
            "(im|i was) just (wondering|thinking|hoping)",
            "i (could|may|might) be (completely |totally |way )?(wrong|mistaken|off)",
            "(i guess|i suppose) (we|i|you) (could|might)",
            "(maybe|perhaps) (i|you) (could|might|should)",
            "im not (really )?sure (but|if this|if its|if i|whether i|i should)",
            "im probably (just )?(wrong|mistaken|overreacting|being|not)",
            "i (dont|didnt) (really )?(know|have any idea) (but|what to (do|say)|how to say|if this|if i)",
            (
                "if (it|that|this)(s| is|s not| isnt)? (not )?(too )?(much |a lot of )?(of a )?"
                "(trouble|bother|problem|hassle|inconvenient|inconvenience|much to ask)"
            ),
            "if (its|thats|that is|this is) (okay|all right|possible|fine)( with (you|everyone|everybody))?",
            "if you (really )?(wouldnt mind|could possibly|possibly can|possibly could)",
            "only if (you|its|thats)",
            (
                "if youre (too |not too |really |very )?busy( \\w+){0,3} (dont|no|its|i can|never|forget)"
                "|but (only )?if you (cant|dont|have|would rather|need)|(dont|no need to) feel (you have"
                "|obliged|obligated)( to)?"
            ),
            (
                "i dont know (what do you|whatever|maybe|i (just|guess|suppose|might|was|thought)"
                "|you (choose|decide|pick))"
            ),
            "i (just )?thought (maybe|perhaps|that maybe|it might|you might|i might|we might|i would just)",
            "i (would|could|might) (never|not) (possibly |dare )?(ask|dare|presume|complain|expect you)",
        ),
    ),
    # "Sorry" where nothing was done wrong. Condolence and sympathy are left out.
    Rule(
        "needless_apology",
        "passive",
        WEAK,
        (
            (
                "(im )?((so|really|very|terribly|awfully) )?sorry"
                "(?! (for your|to hear|to see|you (had|have|are|feel|were)|youre|that you|about your"
                "|for the loss|"
                "for being late|im late|about (last|yesterday)|not sorry))"
            ),
            "i (do )?apologi[sz]e",
            "(forgive|pardon|excuse) me",
        ),
    ),
    Rule(
        "needless_apology",
        "passive",
        PLAIN,
        (
            (
                "i (hope|trust) (you|it|this|thats|theyre|hes|shes)( \\w+)? (wont|dont|doesnt|isnt"
                "|not)( \\w+)? (mind|cross|angry|mad|upset|offended|annoyed|bother|hate|too much)"
            ),
            (
                "i (wouldnt|would never|dont ever) want to (upset|hurt|bother|offend|disappoint|burden"
                "|annoy|anger|impose|trouble)( \\w+)?"
            ),
            (
                "sorry (to|for|if im|about) (bother|bothering|trouble|troubling|ask|asking|interrupt"
                "|interrupting|bug"
                "|bugging|be a|being (a|so)|disturb|disturbing|take up|taking up|go on|keep|impose|complain"
                "|complaining|always|everything|taking your|wasting)"
            ),
            "sorry i (just|know|didnt mean|shouldnt have|was (just|only)|should have|dont|really|feel)",
            (
                "(im|i feel|id feel) (so |really |very |terribly |extremely )+(sorry|bad|awful|terrible"
                "|guilty)(?! for your)"
            ),
            ("i feel (bad|guilty|awful|terrible) (about |for )?(asking|saying|not|leaving|that i|but|bothering)"),
            "sorry sorry|sorry again|i keep apologi[sz]ing",
            "(its|it was|thats|this is) (all |probably |totally |entirely )*my (own )?fault",
            "(im|i am) (always |just )?(in the|in your) way",
            (
                "i (hate|dont (want|mean|like)|didnt (want|mean)) to (bother|impose|be (a|any)|trouble"
                "|disturb|intrude"
                "|interrupt|make a fuss|cause|ask|upset|hurt|start|seem|sound|nag|complain|burden|offend"
                "|disappoint)"
            ),
        ),
    ),
    # Reasons given before anyone asked for them: a no needs none.
    Rule(
        "justification",
        "passive",
        WEAK,
        (
            "its just( that)?(?! (a|the|an|for|me|us|around|down|like))",
            "the (only )?(thing|problem) is",
            "i (really )?(would|wish i could|want to) but",
            "(id|i would) (really )?(love|like) to but",
            "its only because|only because|i only (did|said|asked|wanted)",
            "(you see|i mean) (i|its|my)",
            "i was (just|only) trying to",
        ),
    ),
    # The speaker makes himself small before anyone else can.
    Rule(
        "self_put_down",
        "passive",
        STRONG,
        (
            "(just )?(ignore|forget about|dont (listen to|mind)) me",
            "(someone|somebody|people|a person) like me",
            "i (dont|never|didnt) have the (courage|nerve|guts|confidence|right|strength) to",
            "it was (probably|all|just) me( who)?",
            f"(im|i was|ive been|i am|id be|i feel|i look|i sound|i must be|i must sound) {_SO}{_LOW}",
            "(stupid|silly|dumb|foolish) (of )?(old )?me|i have no right to",
            (
                "(this|it|thats|its|mine)( is|s| was| might be| may be| could be| will sound"
                "| sounds)? (just |probably |maybe |really |kind of )+(a )?"
                "(stupid|silly|dumb|foolish|bad|terrible)( (question|idea|thing))?"
            ),
            "(a|have a|ask a) (really )?(stupid|silly|dumb|foolish) question",
            "i (never|cant ever|always|cant) (seem to )?(get|do|say|mess|screw|ruin)~(right|wrong|up)",
            "what do i know",
            (
                f"(im|ive always been|i was|i am) {_SO}(terrible|bad|awful|useless|hopeless|no good"
                "|not (very |so |really |that )?good|horrible|rubbish) (at|with)"
            ),
            (
                "you (probably|must|surely|all) (have|know|think)( (so many|far|much|a lot))* (better"
                "|more important|that im|im (stupid|boring|silly))( \\w+){0,6}"
            ),
            (
                "(you|they|youd) (should|could|might|better|might want to|had better)( just)? (ask|find|get"
                "|pick|choose) (someone|somebody) (else|better)"
            ),
            (
                "(i dont|im not) (deserve|worth|that important|important|good enough|smart enough"
                "|clever enough|as good as"
                "|very good at|any good|much good|cut out for|really qualified)~"
            ),
            "(no one|nobody) (cares|wants|likes|listens|ever listens|would want|would listen)~(me|i)",
            (
                "my (opinion|opinions|feelings|ideas|needs|thoughts|views?) (dont|doesnt|arent|isnt)"
                "( really)? (matter|count|important|that important|worth)"
            ),
            "(its|it was) (just |only )?a (stupid|silly|dumb) idea",
            "youre (all )?(so )?much (better|smarter|more) than me",
            (
                "im (just |really |probably )?(no (expert|good|use)|not (an expert|brave enough|clever"
                "|smart|very (clever|smart|good|important)|sure im|that good|qualified|the right person))"
            ),
            (
                "(everyone|everybody|anyone|you|they|others|other people) (else )?(probably )?(knows?|know"
                "|understands?|deserves?|is|are) (so much |far |much |probably )*(better|more"
                "|smarter) than (me|i)"
            ),
            (
                "i (dont|never) (count|matter|stand up|get what i|have a say|have anything (useful"
                "|important|worthwhile))"
            ),
            (
                "(i should have|i shouldve) (known|noticed|been|tried|done|asked|thought|kept|stayed)"
                "|what (was i thinking|if (they|he|she|i))"
            ),
            "im (just|only) (a|an|the) (\\w+ )?(beginner|assistant|student|intern|newbie|amateur|housewife)",
            "i (know )?i shouldnt (be )?(feel|complain|upset|say|ask)",
        ),
    ),
    # Asking leave for what is one's own to decide.
    Rule(
        "permission_seeking",
        "passive",
        WEAK,
        (
            "(is|would|will) (it|that) be (okay|all right|fine|possible|a problem)( if| to| for)?",
            "is (it|that|this) (okay|all right|fine)( (with|by) you)?( if)?",
            "(do|would) you mind if",
            "(could|can|may|might) i (just|please|maybe|possibly)",
            "if i (may|might|could just|can just|could)",
        ),
    ),
    Rule(
        "permission_seeking",
        "passive",
        PLAIN,
        (
            "am i allowed to",
            (
                "(do you think|would it be okay|is it okay|would you mind if) (i|it|that)~(maybe|perhaps"
                "|possibly|just|could)"
            ),
            (
                "(as long as|if|so long as|only if|unless) (its|thats|youre|everyone|everybody|nobody"
                "|no one|you)~"
                "(okay with|fine with|all right with|happy with|objects|minds)"
            ),
            "i (should|ought to) (probably )?(check|ask)~(first|husband|wife|permission)",
        ),
    ),
    # The need is named and taken back in one breath.
    Rule(
        "minimising",
        "passive",
        PLAIN,
        (
            "it (doesnt|didnt|does not) (really )?matter(?! (how|if|which|what))",
            "(its |thats |this is )?(only|just) my (own )?(opinion|thought|view|two cents|feeling)",
            (
                "(its|it was|that was|thats|this is) (really )?(not|no|not a|not that"
                "|isnt) (really )?(big deal|important|a big deal"
                "|that important|big a deal)"
            ),
            "(its|it was|oh) (really )?nothing(?! to| for| like| but| in| on| wrong)",
            "(i|we) (really )?dont (really )?mind(?! (you|the|that|him|her|if))",
            "dont (worry|mind|bother) (about )?me(?! (about|with))",
            "(im|ill be|i am) (fine|okay|happy|good|easy) (with|doing) (anything|whatever|either|whichever)",
            (
                "(anything|either|whatever|anywhere|whichever|any of them|either one|whenever) (is|works|s"
                "|will be|would be) "
                "(fine|okay|good|all right|great|best)( (with|by|for) me)?"
            ),
            "(forget|ignore|never mind) (i|that i|what i) (said|mentioned|asked|brought)",
            "i dont (really )?(need|want) (much|anything)(?! else| from you)",
            ("i didnt (really )?(want|need|like|care about) (it|that|them|to go|one) (anyway|that much|so much)"),
            (
                "(no|oh no|its) (really )?(its (okay|fine|all right|nothing)|no trouble|no bother"
                "|no problem at all)( really)?(?= /| dont| i| you)"
            ),
            "(no its fine|never mind me)",
            (
                "(you|everyone else|everybody else|they|the others|he|she) (need|needs|deserve|deserves"
                "|should have|can have|go|take) (it |that )?(more than (me|i)|first|mine)"
            ),
            "(dont|didnt) (go to any|put yourself out|trouble yourself|want you to go)~",
            "i (dont|didnt) (really )?(have|need) (a|an|any|much) (strong )?(preference|opinion|say)",
            ("i (really |probably )?shouldnt (really |even )?(have )?(said|say|complain|mention|bother|brought)~"),
        ),
    ),
    Rule(
        "minimising",
        "passive",
        STRONG,
        (
            (
                "never mind( about)? (me|it|that|its|it was|it doesnt|it isnt)( (\\w+ )?(nothing|important"
                "|matter|silly|stupid|not (that )?important))?"
            ),
            (
                "(whatever|anything|wherever|whichever|however|whenever) (you|everyone|everybody|they"
                "|the rest of you)( all)?"
                "(d| would)? (want|like|think|prefer|prefers|wants|likes|decide|decides|say|says|feel|need"
                "|choose)"
                "( (is|works|would be|s))?( fine| best| okay)?"
            ),
            (
                "(its|this is|thats) (okay|all right|fine) (i can wait|dont worry|ill manage|i dont need"
                "|ill live|forget it)"
            ),
            ("ill (manage|cope|survive|get by|live with it|be okay|figure something out|work around it|make it work)"),
        ),
    ),
    # The other's wish is done although one's own was different.
    Rule(
        "giving_in",
        "passive",
        PLAIN,
        (
            (
                "i (always |just |usually |end up )+(do|doing|agree|agreeing|go along|give in|giving in"
                "|let|say yes|saying yes|apologi[sz]e)( \\w+){0,4}"
            ),
            "my (needs|feelings|problems|plans|work|opinion) (can|will|could|are less|come|comes) \\w+",
            "i (could|can) never (ask|say|tell|refuse|do|be|stand up|speak)",
            (
                "if (everyone|everybody|you all|they|the others)( else)? (wants?|prefers?|likes?"
                "|decides?)~(fine|okay|happy|go along|good)"
            ),
            "(its|thats) (totally |completely |entirely |all )?(up to you|your (call|choice|decision))",
            "(you|why dont you) (decide|choose|pick)( for (me|us))?$",
            (
                "(i guess|i suppose) (ill|i can|i could|ill have to)( just)? "
                "(do|stay|work|cancel|take|change|try|go|wait|move|come|help|cover|manage)"
            ),
            (
                "(i guess|i suppose)( so| its okay| thats fine| its fine| its all right| thats okay"
                "| youre right| we can| ill)"
            ),
            ("(ill|i will|i can|i could) \\w+( \\w+){0,4} (i guess|i suppose|if (nobody|no one|noone) else( \\w+)?)"),
            (
                "(id|i would|i want|i wanted|i wish i could|i should)( really)?( (like"
                "|love))?( to)? (say no|speak up|complain|disagree|tell (him|her|them"
                "|you))( \\w+){0,4} but( i (dont|cant|couldnt|wouldnt)( \\w+){0,3})?"
            ),
            "if you (really )?(think|say|want|insist|need)( (so|me to|thats|its|it|i should))( best)?",
            (
                "(ill|i will|i can|i could) (just )?(go along|go with (it|whatever|what)|do whatever"
                "|change my plans|cancel my|"
                "rearrange|stay late|skip|do without|put up with|keep quiet|stay quiet)"
            ),
            "i (just )?(cant|couldnt|can never|could never|dont know how to|find it hard to) say no",
            "i (just )?(let|always let) (them|him|her|you|people|it)",
            "(youre|you are) (probably |of course |always )+right",
            ("(yes|yeah|oh|sure|okay|all right|well) (of course )?(anything|whatever) (you (need|say|want)|for you)$"),
            (
                "if (thats|that is|its) what (you|they|everyone|everybody|he|she|the (boss"
                "|others)) (really )?(want|wants|think|thinks|need|prefer|like)"
            ),
            (
                "(i|we) (really )?(have|had) (no|no other|little) (choice|option|say)"
                "|theres nothing i can do|(i|we) (just )?have to (put up|live) with"
            ),
            (
                "i (cant|couldnt|could never|would never|wouldnt|dont) (possibly|dare|really) (ask|say|tell"
                "|complain|refuse|do that|speak|bother|disagree|turn)"
            ),
            (
                "(im|i am|i was|i get|i feel) (too |so |really |just |a bit )*(afraid|scared|shy|frightened"
                "|embarrassed|nervous|intimidated) (to|of|that|what|hell|shell|theyll|you)"
            ),
            (
                "(whatever|anything) to (keep the peace|make (you|them|everyone|him|her) happy)"
                "|keep the peace|i always (say yes|give in|end up|agree)"
            ),
            (
                "(id|i had) better (not|just)|i (just )?(stay|stayed|keep|kept) (quiet|silent|my mouth shut"
                "|it to myself)|i (didnt|never) say anything"
            ),
            (
                "(id|i would) (hate|never want) (to|for you|for anyone)|what (would|will) (people|they"
                "|everyone) (think|say)"
            ),
            (
                "i (dont|didnt|wouldnt|couldnt) (dare|(want|like) to (rock|make waves|argue|disagree"
                "|say anything|speak up|"
                "get in|cause (any )?(trouble|problems|a scene)|make (a|any) (fuss|trouble|scene)))"
            ),
            (
                "(ill|i will) (just )?(take|do) (it|that|the blame|the extra|yours|whatever)( then| anyway"
                "| i guess| i suppose)"
            ),
        ),
    ),
)
