"""The style of words: labels, scores, offsets, and what stays unsure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.style import read_style
from voicecoach.reading import NO_STYLE, StyleScores

AGGRESSIVE = (
    "You clearly have no clue how this works",
    "Move your car before I have it towed",
    "Nobody wants to hear your opinion so keep it to yourself",
    "I said no and that is the end of it",
    "You're going to clean this up whether you like it or not",
    "What kind of parent forgets their own child's birthday?",
    "Your work is sloppy and everyone can see it",
    "You had one job and you blew it",
    "Get off my back",
    "If you can't handle it, quit",
    "I knew I couldn't count on you",
    "Pay me back or we're done",
    "How hard can it be to answer a phone?",
    "You must be joking, this is garbage",
    "It's your fault we lost the client",
    "You don't get to tell me what to do",
    "Only a fool would believe that",
    "You only think about yourself",
    "I'm not asking you, I'm telling you",
    "You're wasting everyone's time",
    "Stop whining and get on with it",
    "Give me one reason I shouldn't fire you",
    "You've ruined everything again",
    "I couldn't care less about your problems",
    "Shut up!",
    "You're such an idiot.",
    "You never listen to me.",
    "Why can't you ever do anything right?",
    "Do it now or else.",
    "What is wrong with you?",
    "I don't care what you think.",
    "You should have known better.",
    "Stop it right now.",
)
PASSIVE_AGGRESSIVE = (
    "Well, somebody has to do the work around here",
    "I suppose some of us just have higher standards",
    "It's okay, I'm used to being last on your list",
    "Oh no, take your time, we only started an hour ago",
    "That's a brave haircut",
    "Funny how you always find time for your friends",
    "No, go out, enjoy yourself, I'll stay home with the kids again",
    "I would have helped, but nobody asked me",
    "You're right, as always",
    "Whatever makes you happy",
    "I guess my birthday isn't that important",
    "I'm not angry, I'm just disappointed in you",
    "Great, I love cleaning up after everyone",
    "You finally remembered I exist",
    "I'll do it when I get around to it",
    "Wow, you actually cooked something",
    "I'm sure you had a very good reason for being late again",
    "Don't bother, I'll manage without you",
    "Oh, I didn't know we were allowed to leave early",
    "Nice to see someone has time for lunch",
    "It was a joke, relax",
    "Let me guess, you forgot again",
    "Congratulations, you managed to load the dishwasher",
    "Well, if you had listened the first time",
    "Sure, cancel again, I had nothing planned anyway",
    "Fine. Whatever.",
    "Sure, if you say so.",
    "I'll just do it myself, as usual.",
    "No, nothing's wrong.",
    "I'm not mad.",
    "Wow, great, another meeting, just what I needed.",
    "You look great for your age.",
    "Must be nice to have so much free time.",
    "Oh, don't worry about me, I'll just sit here in the dark.",
    "Thanks for finally showing up.",
    "I was only joking, you're so sensitive.",
    "I thought you knew.",
)
PASSIVE = (
    "I don't want to be any trouble",
    "You probably have better things to do than listen to me",
    "I'm happy with whatever you pick",
    "Never mind, it's not important",
    "I really shouldn't complain",
    "Um, I was kind of hoping we could maybe talk sometime",
    "No, no, you go first, I can wait",
    "I suppose I can work this weekend if nobody else can",
    "I'm sorry, I know you're busy, it's just a small thing",
    "Do you mind if I maybe leave a bit early?",
    "I'm terrible at this, you'd better ask someone else",
    "If it's not too much trouble, could I perhaps have my book back?",
    "I don't know, what do you think we should do?",
    "You're right, it was silly of me to ask",
    "I'm not really sure, I could be wrong, but I think there may be a mistake in the bill",
    "It's all my fault, I should have said something",
    "I'd like to say no but I don't want to disappoint them",
    "Okay, I'll do it, I guess",
    "I just thought, well, it doesn't matter",
    "I'm so sorry to bother you, I was just wondering if maybe you could look at this.",
    "It doesn't matter, it's only my opinion.",
    "whatever you want is fine",
    "I guess I could stay late if you need me to.",
    "Sorry, this is probably a stupid question.",
)
ASSERTIVE = (
    "I'd like my money back, please",
    "No, I'm not going to work this Sunday",
    "I disagree with that decision, and I'd like to explain why",
    "Please let me finish what I was saying",
    "I need an hour to myself after work",
    "I was hurt when you cancelled without calling",
    "I hear that this matters to you, and my answer is still no",
    "Thanks for asking, but I've decided not to join",
    "I want to talk about how we share the housework",
    "Let's find a time that suits both of us",
    "I made a mistake in the report and I will correct it today",
    "I'd prefer to be asked before you borrow my car",
    "I can help you tomorrow, but not tonight",
    "When you raise your voice, I find it hard to listen",
    "In my opinion the second plan is safer",
    "I don't lend out my car",
    "I ordered the steak medium, could you please take it back?",
    "I see it differently",
    "I am proud of what I did on this project",
    "Please don't call me after ten",
    "I'm not able to take that on this week.",
    "No, I can't take that on.",
    "That doesn't work for me.",
    "I feel frustrated when meetings start late.",
    "Could you send me the report by Friday?",
)
NEUTRAL = (
    "The meeting was moved to three",
    "How was your weekend?",
    "We had pasta for dinner",
    "Where did you park the car?",
    "You left your umbrella in the hall",
    "I bought some bread on the way home",
    "It might snow tonight",
    "What time does the library close?",
    "You can take the second street on the left",
    "My sister lives in Leeds",
    "Sorry, which platform was it?",
    "I forgot my umbrella",
    "You need to press the green button first",
    "Thanks a lot for the lift",
    "Oh great, the bus is here",
    "I'll see you on Monday",
    "Do you want tea or coffee?",
    "Okay, see you then",
    "You should try the soup here",
    "I don't know where the keys are",
    "We always go to the lake in summer",
    "I'm sorry to hear about your dog",
    "Why don't you come over for dinner?",
    "He told me to stop at the corner",
    "Maybe we could see a movie on Friday",
    "Nobody knows when the shop opens",
    "The kids are at school until four",
    "Turn left at the church",
    "I haven't seen that film yet",
    "You look great today",
    "The train leaves at nine.",
    "You should see this film.",
    "I'm sorry for your loss.",
    "I'm fine thanks, and you?",
    "I don't hate you",
    'she said "shut up"',
    "Can you pass me the salt?",
    "Maybe it will rain tomorrow",
    "I can't find my keys",
    "So you have two sisters",
    "Are you still going to the party",
    "If you ever need anything just call me",
    "Thanks for inviting me",
    "Glad you could make it",
    "Some people like tea in the morning",
    "It must be hard to move to a new city",
    "It would be nice to see you soon",
    "We are home at last",
    "I already finished it yesterday",
    "It's okay I'll do it tomorrow",
    "I thought you were in Paris",
    "Everybody has a ticket",
    "Someone has to feed the cat",
    "Good to know thanks",
    "I didn't know there was a meeting",
    "I was going to call you later",
    "You finally got the job that's wonderful",
    "The stupid printer is broken again",
    "My brother is lazy in summer",
    "It's nobody's fault the train was late",
    "I must have missed the bus",
    "Sure no problem",
    "Yes of course",
    "Okay fine with me",
    "Give me the blue one please",
    "Get well soon",
    "Don't forget your umbrella",
    "Take care of yourself",
    "Put the kettle on",
    "Have you seen my glasses",
    "Do you know if the bank is open now",
    "You left the light on",
    "You have a lovely garden",
    "Your package arrived this morning",
    "He told me to shut the door",
    "She is always so funny",
    "Don't worry about it",
    "No worries I will be there at six",
    "Well I just arrived",
    "I guess it will rain",
    "I hope you have a nice trip",
    "I'm not sure what time it starts",
    "Come here and look at this bird",
    "Stop at the next corner please",
    "Wow that is a lot of snow",
    "Oh no I missed the bus",
    "What a lovely day",
    "Are you serious that is wonderful news",
    "I love your new kitchen",
    "Your sister is nice",
    "Everyone knows each other here",
    "I'm fine with Tuesday",
    "You never know with the weather",
    "You always make me laugh",
    "Look who is here it's grandma",
    "I just want a coffee",
    "The kids made a mess in the kitchen",
    "You can blame the weather",
)
SAME_REQUEST = {
    "passive": "sorry to bother you i was just wondering if maybe you could turn the music down if you dont mind",
    "aggressive": "turn that garbage down right now or else",
    "passive_aggressive": "oh no please dont turn it down some of us love sleeping to your music",
    "assertive": "could you please turn the music down after ten i need to sleep",
}
WORDS = st.sampled_from(
    [
        "i",
        "you",
        "we",
        "he",
        "no",
        "please",
        "sorry",
        "fine",
        "whatever",
        "always",
        "never",
        "feel",
        "need",
        "want",
        "cant",
        "just",
        "do",
        "it",
        "that",
        "maybe",
    ]
)


def label(text: str) -> str:
    return read_style(text).label


def total(scores: StyleScores) -> float:
    return scores.passive + scores.aggressive + scores.passive_aggressive + scores.assertive + scores.neutral


@pytest.mark.parametrize("text", PASSIVE)
def test_passive(text: str) -> None:
    assert label(text) == "passive"


@pytest.mark.parametrize("text", AGGRESSIVE)
def test_aggressive(text: str) -> None:
    assert label(text) == "aggressive"


@pytest.mark.parametrize("text", PASSIVE_AGGRESSIVE)
def test_passive_aggressive(text: str) -> None:
    assert label(text) == "passive_aggressive"


@pytest.mark.parametrize("text", ASSERTIVE)
def test_assertive(text: str) -> None:
    assert label(text) == "assertive"


@pytest.mark.parametrize("text", NEUTRAL)
def test_small_talk_raises_no_alarm(text: str) -> None:
    assert label(text) in {"neutral", "assertive"}


@pytest.mark.parametrize(("style", "text"), SAME_REQUEST.items())
def test_the_same_request_in_four_styles(style: str, text: str) -> None:
    assert label(text) == style


@pytest.mark.parametrize(
    "text",
    [
        "thanks for thinking of me but i cant make it",
        "no thank you, I've decided not to",
        "I won't be able to take this on",
    ],
)
def test_a_warm_firm_no_is_assertive(text: str) -> None:
    assert label(text) == "assertive"


@pytest.mark.parametrize("text", ["Nice one, you made it!", "oh great, thanks", "Good for you!"])
def test_friendly_praise_is_no_sarcasm(text: str) -> None:
    assert label(text) in {"neutral", "unsure"}


def test_an_attack_wrapped_in_a_feeling_is_no_assertive_sentence() -> None:
    assert label("I feel like you are such an idiot") == "aggressive"


def test_sentences_weigh_together() -> None:
    """An apology, a limit and blame: each is found, and the whole isn't taken for any one of them alone."""
    text = "I'm sorry, but I can't do it. You always dump your work on me!"
    reading = read_style(text)
    assert [cue.name for cue in reading.cues] == ["needless_apology", "boundary", "you_always"]
    assert reading.label in {"unsure", "aggressive"}
    assert label("I can't do it.") != "aggressive"
    assert label("You always dump your work on me!") == "aggressive"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "...", "?!"])
def test_no_words_are_unsure_with_a_reason(text: str) -> None:
    reading = read_style(text)
    assert (reading.label, reading.scores, reading.cues) == ("unsure", NO_STYLE, ())
    assert reading.reason


def test_one_word_is_unsure_with_a_reason() -> None:
    assert read_style("table").label == "unsure"
    assert read_style("table").reason == "too few words to judge"


def test_one_word_is_judged_by_a_strong_cue() -> None:
    assert label("Whatever.") == "passive_aggressive"
    assert label("Idiot!") == "aggressive"


@pytest.mark.parametrize("language", ["de", "es-MX", "", "zz"])
def test_other_languages_are_unsure(language: str) -> None:
    reading = read_style("Shut up!", language)
    assert (reading.label, reading.reason) == ("unsure", "English only so far")


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US"])
def test_every_english_is_read(language: str) -> None:
    assert read_style("Shut up!", language).label == "aggressive"


def test_close_evidence_is_unsure_and_says_between_what() -> None:
    reading = read_style("You ruined my evening. I thought you knew.")
    assert reading.label == "unsure"
    assert reading.reason == "the words speak for aggressive and passive-aggressive almost alike"


@given(st.text())
def test_any_text_gets_a_reading(text: str) -> None:
    """Nothing raises, scores are probabilities, cues stand where they say, and only unsure has a reason."""
    reading = read_style(text)
    assert total(reading.scores) == pytest.approx(1.0)
    assert (reading.reason is not None) == (reading.label == "unsure")
    assert all(text[cue.start : cue.end] == cue.text for cue in reading.cues)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_words_in_any_order_get_a_reading(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_style(text)
    assert total(reading.scores) == pytest.approx(1.0)
    assert all(text[cue.start : cue.end] == cue.text and cue.text for cue in reading.cues)


@given(
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from(["", ".", "!", "?", "...", "!!"]),
    st.sampled_from([" ", ", ", " - ", ": ", "... "]),
)
def test_case_and_punctuation_do_not_change_the_label(words: list[str], end: str, gap: str) -> None:
    """What a recogniser adds to the words of a sentence says nothing about their style."""
    plain = label(" ".join(words))
    assert label(gap.join(words) + end) == plain
    assert label(" ".join(words).upper() + end) == plain
    assert label(" ".join(words).title() + end) == plain


@pytest.mark.parametrize(
    ("spoken", "typed"),
    [
        ("im not able to take that on", "I'm not able to take that on."),
        ("um i um cant uh do that this week", "I can\u2019t do that this week."),
        ("you are you are such an idiot", "You're such an idiot!"),
        ("i i feel hurt when you you shout", "I feel hurt when you shout."),
        ("that does not work for me", "That doesn't work for me."),
    ],
)
def test_recogniser_text_reads_as_typed_text(spoken: str, typed: str) -> None:
    assert label(spoken) == label(typed) != "neutral"


def test_long_text_takes_linear_time() -> None:
    """Twice the text takes about twice the time; four times would be quadratic."""

    def seconds(size: int) -> float:
        text = ("if you never listen to me " * (size // 26 + 1))[:size]
        start = time.perf_counter()
        read_style(text)
        return time.perf_counter() - start

    seconds(1000)
    assert min(seconds(100_000) for _ in range(2)) < 4.0 * min(seconds(50_000) for _ in range(3)) + 0.05
