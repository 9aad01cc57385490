"""The words in which English writes numbers."""

CARDINALS = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        )
    )
}
"""From zero to nineteen: words that are not made of others."""

TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}

ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
            *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
            *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
        ),
        start=1,
    )
} | {tens[:-1] + "ieth": value for tens, value in TENS.items()}

MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "thousands": 1000,
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "trillion": 10**12,
}

ORDINAL_MAGNITUDES = {"hundredth": 100, "thousandth": 1000, "millionth": 10**6}

FIRST_WORDS = frozenset(
    {*CARDINALS, *TENS, *MAGNITUDES, *ORDINALS, *ORDINAL_MAGNITUDES}
    | {"half", "quarter", "quarters"}
)
"""Words that a number may begin with."""
