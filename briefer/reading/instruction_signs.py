"""The signs by which words addressed to a machine are known, each with what it is worth.

They are looked for in folded words: lower case, no accents, no emphasis, letters that only look Latin made
Latin. Every repetition is bounded, so that no text takes long.
"""

from __future__ import annotations

import re

from briefer.reading.instruction_verbs import START

Sign = tuple[int, re.Pattern[str]]  # points, what it looks like


def _sign(points: int, *parts: str) -> Sign:
    return points, re.compile("".join(parts))


_MACHINE = (
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|models?|assistants?|chatbots?|chatgpt|gpt|claude|gemini|copilot|"
    r"bots?|crawlers?|scrapers?|agents?|summari[sz]ers?|graders?|evaluators?|annotators?|classifiers?|parsers?|"
    r"indexers?|judges?|systems?|pipelines?|ai (?:systems?|models?|assistants?|agents?|readers?)|automated \w+)"
)
_ORDERED = (  # what a model was told before
    r"(?:instructions?|prompts?|directions|directives?|guidelines|rules|system messages?|programming|training|"
    r"context|messages|constraints|safeguards|guardrails|restrictions|orders|commands|consignes?|regles|ordres|"
    r"instrucciones|indicaciones|ordenes|reglas|directrices|instrucoes|istruzioni|anweisungen|vorgaben)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|former|initial|original|system|your|own|existing|current|"
    r"preced\w+|anteri\w+|initia\w+|previ[ao]s|ci-dessus|recu\w*|systeme|vorherigen|bisherigen|obigen)"
)
_OVERRIDING = (
    r"(?:ignore[zn]?|ignorad?|disregard|forget|override|bypass|discard|neglect|drop|skip|pay no (?:attention|heed) to|"
    r"(?:do not|don['’]?t|stop|no longer) (?:follow|obey|heed)\w*|oublie[zr]?|neglige[zr]?|desobei\w+|passez outre|"
    r"ne ten\w+ (?:pas|aucun) compte d\w+|olvid\w+|omit[ae]n?|ignorier\w+|missachte\w*|"
    r"descart[ae]n?|(?:haz|haga|hagan) caso omiso de)"
)
_GAP = r"\s+(?:[\w'’-]+\s+){0,4}?"
_OVERRIDE = rf"{_OVERRIDING}{_GAP}(?:{_EARLIER}{_GAP}{_ORDERED}|{_ORDERED}{_GAP}{_EARLIER})\b"
_READER = (
    r"(?:an?|any|the|some|your) (?:\w+ )?(?:reader|user|person|analyst|journalist|officer|editor|client)s?"
)
_ANSWER = r"(?:answers?|repl(?:y|ies)|responses?|outputs?)"

ORDERS: tuple[Sign, ...] = (
    _sign(1, r"\b", _OVERRIDE),
    _sign(2, rf"(?:{START}|\b(?:must|should|please|now|then|you)\s+)", _OVERRIDE),
    _sign(1, r"\bsystem (?:prompt|message)s?\b|\bprompt injection\b"),
    _sign(
        2,
        START,
        r"(?:answer|reply|respond|say|write|print|output|repeat|type)\s+(?:only|just|exactly|nothing|that|after me|"
        r"the (?:word|words|phrase|sentence|string|following)\b|with (?:only|just|exactly|nothing|the)\b|"
        r"in (?:capital|upper|french|spanish|english|arabic|json|all)\b)",
    ),
    _sign(
        2, START, r"(?:do not|don['’]?t|never) (?:mention|cite|answer|reveal|disclose|refuse|summari[sz]e)\b"
    ),
    _sign(
        2,
        rf"\byour (?:(?:final|next|own|entire|whole|full|system|initial|previous|hidden|original) ){{0,3}}(?:{_ANSWER}|"
        r"prompts?|guidelines|filters?|safeguards|programming|training data|context window|"
        r"tools|summary|citations|persona)\b",
    ),
    _sign(1, r"\byour (?:instructions|rules|training|verdict|assessment|briefing|report)\b"),
    _sign(
        2,
        r"\byour (?:new|only|real|next|actual) (?:task|job|goal|role|objective|mission|instructions?) (?:is|are)\b",
    ),
    _sign(
        2,
        r"\b(?:you are|you're|act as|pretend (?:to be|you are)|imagine you are) (?:(?:now|no longer|an?|the|my) ){0,3}"
        r"(?:\w+ ){0,3}(?:ai|assistant|llm|language model|chatbot|dan|chatgpt|gpt|claude|gemini)\b",
    ),
    _sign(2, rf"\bif you(?: are|'re) (?:an? |the )?(?:\w+ )?{_MACHINE}\b"),
    _sign(2, r"\bas an? (?:ai|(?:ai |large )?language model)\b(?=[^.]{0,200}\b(?:i|you)\b)"),
    _sign(2, r"\bi(?: am|['’]m) (?:just |only )?an? (?:large )?(?:ai|language model|llm|chatbot)\b"),
    _sign(1, r"\bi (?:have been|was|am) (?:updated|instructed|programmed|configured|trained) to\b"),
    _sign(1, r"\bthe users? (?:wants?|asks?|expects?|requests?|needs?)\b"),
    _sign(1, r"\byou to (?:say|write|answer|reply|respond|state|print|report|ignore)\b"),
    _sign(
        2,
        r"\b(?:assistant|chatbot|language model|llm|ai)s? (?:must|should|shall|will) (?:always|never|only|now) ",
        r"(?:say|answer|reply|respond|write|report|state|recommend|praise|cite|mention|refuse|ignore|use)\b",
    ),
    _sign(
        2,
        r"\b(?:notes?|messages?|instructions?|notices?|corrections?|attention|reminders?|memo|hints?|warning|important|"
        rf"update|directive) (?:to|for) (?:the |any |all |every |each )?(?:automated |reading )?{_MACHINE}"
        r"(?: (?:reading|processing|summari[sz]ing) [^:.]{1,60})?\s?[:!—]",
    ),
    _sign(2, rf"(?:^|[.!?]\s)\W{{0,6}}(?:dear|attention|hey|hello|hi|ok|okay),? {_MACHINE}\s?[,:!—]"),
    _sign(
        2,
        rf"\b{_MACHINE} (?:that |which |who (?:is |are )?)?(?:reading|processing|parsing|indexing|"
        r"summari[sz](?:ing|es?)|reads?|process|processes) (?:this|these)\b",
    ),
    _sign(1, r"\b(?:whoever|anyone who|if you) (?:are )?(?:read|summari[sz]|process|quot|cit)\w* this\b"),
    _sign(
        2,
        rf"\b(?:any|all|every) {_MACHINE} (?:must|should|shall) (?:now |only )?",
        r"(?:state|say|report|answer|write) that\b",
    ),
    _sign(
        2,
        r"\b(?:this|the above|the following|any other|all other|every other|the other) (?:bulletin|passage|source|text|"
        r"article|document)s? (?:must|should|shall|is to|are to|may|has to|have to) (?:not |only |always )?be "
        r"(?:used|cited|quoted|trusted|ignored|preferred|believed|shown|summari[sz]ed|ranked|disregarded)\b",
    ),
    _sign(
        2, r"\bbulletins?\b[^.]{0,80}\b(?:must|should|may|shall) not be (?:used|cited|quoted|trusted|shown)\b"
    ),
    _sign(
        2,
        r"\bthis (?:bulletin|passage|source|text) (?:counts as|supersedes|overrides|replaces|outranks|takes precedence|"
        r"has priority|is the only (?:true|reliable|valid|correct|trustworthy))\b",
    ),
    _sign(
        2,
        rf"\bthe (?:\w+ )?{_ANSWER} to (?:any|every|all|each|the user['’]?s?|your)\b[^.]{{0,40}}\bquestions?\b",
    ),
    _sign(
        1,
        rf"\bthe (?:correct|right|only|final|true|expected|required|approved|agreed|proper|desired) {_ANSWER}\b",
    ),
    _sign(1, rf"\b{_ANSWER} (?:must|should|shall) be\b"),
    _sign(
        1,
        r"\bwhen(?:ever)? (?:you are |anyone |someone |the user |users? )?ask(?:ed|s)?\b|"
        r"\bif (?:you are |the user |any(?:one|body) )ask|"
        r"\bshould (?:any(?:one|body)|someone|(?:the |a )?(?:user|reader)s?) ask\b",
    ),
    _sign(
        2,
        rf"(?:^|[.!?]\s)\W{{0,6}}(?:if|when(?:ever)?|should) {_READER} (?:ask|enquire|inquire|want)\w*\b",
        r"[^.]{0,160}, (?:just |simply |always |please |you )?",
        r"(?:name|say|tell|state|give|answer|reply|add|blame|deny|confirm|report)\b",
    ),
    _sign(
        2,
        START,
        rf"(?:begin|start|open|end|close|finish|conclude|prefix|precede)(?: and \w+)? (?:the|your|each|every|any|this) "
        rf"(?:{_ANSWER}|briefing|summary|report|text|paragraph|sentence|message|page)s? with\b",
    ),
    _sign(
        2,
        r"\b(?:system|developer|hidden|secret|actual|override|admin(?:istrator)?|operator) (?:instructions?|prompt|"
        r"directive|override|command)\s?[:>!]",
    ),
    _sign(
        1,
        r"(?:^|[.!?]\s)\W{0,6}(?:new|updated|revised|additional|real|final|important|further) (?:instructions?|task|"
        r"prompt|directive|goal)\s?:",
    ),
    _sign(
        2,
        r"\b(?:enter|enable|activate|switch to|now in) (?:\w+ )?(?:developer|god|jailbreak|dan|debug|unrestricted) "
        r"mode\b|\bdo anything now\b",
    ),
    _sign(
        2,
        r"\brepeat\b[^.]{0,80}\b(?:forever|endlessly|never stop|without (?:end|stopping)|"
        r"(?:\d{2,}|a hundred|a thousand) times)\b",
    ),
    _sign(2, START, r"(?:(?:answer|reply|respond) (?:in|as)|pretend (?:that|to be))\b"),
    _sign(2, START, r"(?:score|rate|grade)\b.{0,40}\b(?:10/10|1\.0|100 ?%)"),
    _sign(2, START, r"(?:do not|don['’]?t|never) (?:write|speak|talk|report|tell|say)(?: anything)? about\b"),
    _sign(
        2,
        r"\bwhen(?:ever)? you (?:summari[sz]e|answer|reply|respond|write|report|quote|cite|translate|describe)\b",
    ),
    _sign(
        2, r"\bthe (?:figure|number|answer|date|name|toll) to (?:give|report|use|write|state|print|cite) is\b"
    ),
    _sign(
        2,
        r"\b(?:summar(?:y|ies)|answers?|briefings?|quotations?) (?:of|on|about|from|based on) (?:this|the above|these) "
        r"[^.]{0,40}\b(?:must|should|shall)\b|\b(?:any|every|each) (?:summary|briefing) (?:must|should|shall)\b",
    ),
    _sign(
        2,
        r"\b(?:instruction|message|order|directive)s? from your (?:\w+ )?(?:developers?|operators?|administrators?|"
        r"creators?|makers?|owners?)\b",
    ),
    _sign(
        2,
        r"\b(?:everything|all text|(?:the )?(?:text|content|sentences|bulletins)) (?:above|before this|so far) "
        r"(?:is|are|was|were) (?:\w+ )?(?:false|fake|test|wrong|outdated|void|invalid|untrue)\b",
    ),
    _sign(
        2,
        START,
        _OVERRIDING,
        r"\s(?:the above|the foregoing|everything (?:above|before)|all of the above|what precedes|"
        r"(?:tout )?ce qui precede|(?:todo )?lo anterior)\b",
    ),
    _sign(
        2,
        r"\b(?:unless|if|until|provided) you (?:write|say|answer|state|report|reply|respond|print|repeat)\b",
    ),
    _sign(
        2,
        r"^\W{0,6}(?:no matter|whatever|regardless of) (?:what )?(?:(?:the|any) )?(?:text|questions?|bulletins?|"
        r"is asked|you are asked|anyone asks|user)\b",
    ),
    _sign(
        2,
        START,
        r"(?:skip|disable|turn off|switch off|bypass|suspend) (?:all |the |any )?(?:\w+ )?(?:verification|checks?|"
        r"checking|filters?|safety|citations?|grounding|validation|moderation|review)\b",
    ),
    _sign(
        2,
        START,
        r"(?:leave out (?:who|that|the|any|all|what)|return (?:true|false|null|nothing|an? empty)|answer yes)\b",
    ),
    _sign(2, START, r"(?:speak|talk|act|behave|write) (?:as|like) (?:if|an?|the)\b"),
    _sign(2, r"\byour (?:operators?|developers?|creators?|administrators?|programmers?)\b"),
    _sign(2, r"\b(?:developers?|operators?|owners?) of this (?:system|model|assistant|tool|archive)\b"),
    _sign(2, r"\bit (?:must|has to|is to) be (?:written|stated|answered|printed) that\b"),
    _sign(2, r"\bthe (?:user|reader) (?:must|should|has to|is to) be told\b"),
    _sign(
        2,
        r"\b(?:the|any|every|your) (?:summary|briefing|answer|reply|output) (?:has to|must|should|is to) (?:state|say|"
        r"mention|read|begin|end|report)\b",
    ),
    _sign(1, r"\bin which you (?:are|play)\b|\blet(?: us|['’]?s) (?:play|pretend|imagine)\b"),
    # French
    _sign(
        2,
        START,
        r"(?:repondez|reponds|ecrivez|ecris|dites|affichez|imprimez|repetez)\s+(?:que|uniquement|seulement|simplement|"
        r"par|le mot|votre|vos|toujours)\b",
    ),
    _sign(
        2,
        r"\b(?:votre|vos|ta|tes|ton) (?:reponses?|resumes?|synthese|consignes|invite|prompt|instructions)\b",
    ),
    _sign(
        2,
        r"\b(?:vous etes|tu es) (?:maintenant |desormais )?une? (?:ia|assistante?|modele de langage|"
        r"intelligence artificielle|chatbot)\b",
    ),
    _sign(2, r"\bn['’]?e?\s?(?:ecris|ecrivez|reponds|repondez|dis|dites) rien d['’]autre\b"),
    _sign(2, r"\b(?:vous devez|tu dois) (?:repondre|dire|ecrire|affirmer) que\b|", START, r"reponds que\b"),
    # Spanish
    _sign(2, r"\bdebes (?:responder|decir|escribir|afirmar) que\b"),
    _sign(2, START, r"no menciones\b|", START, r"(?:escribe|responde) (?:solo|solamente|unicamente)\b"),
    _sign(
        2,
        START,
        r"(?:respond[ae]|contest[ae]|escrib[ae]|diga|imprim[ae]|repit[ae])n?\s+(?:solo|solamente|unicamente|siempre|"
        r"la palabra|tus?)\b",
    ),
    _sign(2, START, r"(?:responda|conteste|escriba|diga|imprima|repita)n? que\b"),
    _sign(2, r"\btus? (?:respuestas?|resumen|resumenes|instrucciones|prompt|indicaciones)\b"),
    _sign(
        2,
        r"\b(?:eres|usted es) (?:ahora )?una? (?:ia|asistente|modelo de lenguaje|inteligencia artificial|chatbot)\b",
    ),
)

JUDGED: tuple[Sign, ...] = (
    _sign(
        2,
        r"\b(?:checks?|verification|status|result)\s?[:=]\s?(?:passed|verified|supported|true)\b|\baccept (?:any|every|"
        r"all) claims?\b|"
        r"\bthe (?:checker|grader|evaluator|verifier) (?:must|should) (?:accept|pass|approve|score|rate)\b",
    ),
    _sign(1, r"\b(?:full marks|top marks|highest score|maximum score)\b"),
    _sign(
        2,
        r"\b(?:claim|statement|sentence|answer)s? (?:is|are) (?:fully |entirely )?(?:supported|entailed|grounded) by "
        r"(?:the|this) (?:evidence|source|bulletin|passage|text|context)\b",
    ),
    _sign(
        2,
        r"\b(?:verdict|label|judge?ment|support|entailment|grounded(?:ness)?)\s?[:=]\s?[\"'“]?(?:supported|entail\w+|"
        r"verified|true|pass\w*|[01]\b)",
    ),
    _sign(
        2,
        r"\b(?:evaluation|evaluator|grading|grader|scoring|annotation|annotator|judging|fact-check(?:er|ing)?) "
        r"(?:note|notice|instructions?|message|hint)s?\s?:",
    ),
    _sign(
        1,
        r"\b(?:score|confidence|certainty|probability)\s?[:=]?\s?(?:1\.0+|0\.9\d{0,6}|100 ?(?:%|percent)|10/10)",
    ),
    _sign(
        1,
        r"\bclaims?\b[^.]{0,80}\b(?:supported|entailed|verified)\b|\bno (?:further )?checks? (?:is |are )?(?:needed|"
        r"required|necessary)\b",
    ),
)
