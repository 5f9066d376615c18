"""The words by which a sentence raises a question, and those that answer it."""

from __future__ import annotations

import re


def _any(words: str, after: str = r"\b") -> re.Pattern[str]:
    """A pattern of any of these words: an underline is a space, a star any ending."""
    rows = (re.escape(word).replace("_", " ").replace(r"\*", r"\w*") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(rows)}){after}", re.IGNORECASE)


_WEAPON = r"(?:(?:missile|drone|knife|arson|bomb|suicide|car|roadside|mass) )?"
_ACT = rf"(?P<act>{_WEAPON}(?:attacks?|strikes?|bombings?|shooting|stabbing)|ambush(?:es)?|airstrikes?|massacres?)"
_COUNT = r"(?:(?:an?|two|three|four|several|separate|series of|deadly|armed|twin) )*"
_NOBODY = (
    r"(?:(?:a|an|the|group of|two|three|several|unknown|unidentified|armed|masked) )*"
    r"(?:gunm[ae]n|men|attackers|assailants)"
)
# "in an ambush"; not "in a Russian strike", "in an attack by rebels", "in attacks between clans".
UNSIGNED = re.compile(
    rf"\b(?:in|during|after|by) {_COUNT}{_ACT}\b(?! (?:by (?!{_NOBODY}\b)|between|from|carried))"
)
GUNMEN = re.compile(
    r"^(?:(?:Unknown|Unidentified|Armed|Masked) )?(?:gunmen|men|attackers|assailants) "
    r"(?P<act>(?:open|shoot|attack|ambush|storm|raid|kill)\w*)",
    re.IGNORECASE,
)
SLAIN_BY = re.compile(rf"\b(?P<act>assassinated|murdered|ambushed|killed|shot dead) by {_NOBODY}\b")
HARMED = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly )?(?:killed|wounded|injured|shot|stabbed|assassinated|murdered)\b"
)
SOMEBODY = re.compile(
    rf"\bby (?!{_NOBODY}\b|{_COUNT}{_ACT}|\d)|\b(?:after|when|as) (?!{_NOBODY}\b)[^,.;]*\bopen(?:s|ed)? fire"
)
NAMES_WHO = _any(
    "responsib* blam* accus* claim claims claimed claiming suspect* arrest* detain* perpetrator* identif* charged"
    " manhunt jihadis* islamis* islamic_state militant militants militia* rebel rebels separatist* extremis*"
    " insurgent* terrorist* cartel* gang gangs rival rivals clash* himself herself bomber linked_to attributed"
    " believed_to shot_dead_by shooter killer gunman_is gunman_was mutin* husband son father apprehend* caught custody"
    " jailed attacker_is attacker_was motiv* shouted hunt at_large the_names identit* the_gunm* the_attackers"
    " the_attacker the_assailant* the_shooter during_a_raid unintentional* accident* yesterday ago rumo*"
)

THE_DEED = re.compile(
    r"\b(?:the|yesterday['’]s|its) (?:\w+ ){0,3}?"
    r"(?:attack|gunm[ae]n|assailant|shoot|bomb|ambush|massacre|kill|murder|stabb)",
    re.IGNORECASE,
)

_TARGET = (
    r"(?:towns?|villages?|cit(?:y|ies)|bases?|convoys?|camps?|hospitals?|schools?|markets?|church(?:es)?|mosques?"
    r"|troops|soldiers|police|checkpoints?|buildings?|ships?|tankers?|headquarters|embassy|consulate|prison|area"
    r"|neighbou?rhoods?|districts?)"
)
STRUCK = re.compile(
    r"\b(?:(?<!to )(?:launch(?:es|ed)?|carr(?:y|ies|ied) out|conduct(?:s|ed)?) (?:an? |the |\w+ ){0,2}?"
    r"(?:missile |drone )?(?P<launched>attacks?|strikes?|airstrikes?|air raids?)"
    r"|(?<!armed )(?P<verb>shells|shelled|bombs|bombed|bombards|bombarded|ambush(?:es|ed)?|storms|stormed"
    r"|attacks|attacked)"
    rf"(?= (?:[A-Z]|(?:an?|the) (?:[\w-]+ ){{0,2}}?{_TARGET}\b))"
    r"|(?P<noun>(?:missile |drone )(?:attack|strike)s?|airstrikes?|shelling|clashes) "
    r"(?:are|is|was|were|hits?|occurs?|occurred|breaks? out|broke out|damag\w+"
    r"|(?:in|on) [A-Z]\w+, [^.;]{0,60}\bdamag\w+)\b"
    r"|set(?:s|ting)? (?P<fire>fire) to the (?:\w+ ){0,3}?"
    r"(?:headquarters|embassy|house|home|building|offices?|consulate))"
)
CALLED = {"shel": "shelling", "bomb": "bombing", "ambu": "ambush", "stor": "storming", "atta": "attack"}
HARM = _any(
    "kill* dead death deaths die dies died dying wound* injur* hurt casualt* victim* body bodies fatal* toll unharmed"
    " hospitali* surviv* massacre* execut* assassin* murder* no_one nobody slain lives"
)
# What is only spoken of: a threat, a trial, an exercise, an attack of another time, one that was no attack on people.
NOT_TOLD = _any(
    "would could will may might should threat* plot* plan* warn* deny denies denied alleg* trial sentenc* convict*"
    " guilty investigat* commemorat* anniversar* cancel* exercise* drill* test tests sea waters ballistic heart cyber*"
    " hack* verbal* album film game match cup ago since"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BEFORE_IT = re.compile(
    r",? ?\b(?:after|following|amid|amidst|due to|despite|because of|in response to|in retaliation for|ahead of)\b.*",
    re.DOTALL,
)

TAKEN = re.compile(
    r"(?<!to )\b(?P<how>detain|abduct|kidnap)(?:s|p?ed(?= the | President | Prime Minister )|)\b"
)
WAS_TAKEN = re.compile(r"^ (?:is|are|was|were|has been|have been) (?P<how>detained|abducted|kidnapped)\b")
IN_ANOTHER = re.compile(
    r"\b(?:of|for|by|with|to|against|from|on|at) (?:[\w-]+ ){0,3}$"
)  # "wanted for the murder of"
PERSON = re.compile(r"(?:[A-Z][\w'’-]*[a-z][\w'’-]* ?)+")  # "MV Alba" is a ship
TAKING = {"detain": "detention", "abduct": "abduction", "kidnap": "kidnapping"}
TITLE = re.compile(
    r"^(?: (?:the|its|former|ousted|opposition|[A-Z][\w-]+|president|leader|minister|mayor|general)){0,5} $"
)
SOME_TAKEN = re.compile(
    r"\b(?:are|were|been|at least \w+|\d+|two|three|four|five|six|seven|eight|nine|ten|others) "
    r"(?P<how>kidnapped|abducted|taken hostage)\b(?=[.,;]|$| (?:by|in|from|at|during|when|while|after|on|near|and)\b)"
)
BY_LAW = _any(
    "suspect* perpetrator court charg* sentenc* on_suspicion for_alleged for_failing illegal* border investigation"
    " detained_former drug fraud corruption since"
)
WISHED = re.compile(
    r"\b(?:if|unless|until|demand\w*|call\w* (?:for|on)|urg\w+|order\w*|threat\w+)\b[^.;]*", re.IGNORECASE
)
FATE = _any(
    "releas* free freed escap* rescu* house_arrest health condition doctor* hospital* whereabouts found dead dies"
    " died body bodies meet meets met spoke speaks phone* photo* transfer* extradit* trial charged charges sentenc*"
    " convict* flee flees fled exile* held custody ransom return* visited"
)
FATE_OF_SOME = _any(
    "rumo* body bodies had_been reported_to releas* free freed escap* rescu* whereabouts found ransom held custody"
    " return* recover*"
)
PLACED = re.compile(r"\b(?:in|at|inside) (?:the |an? |his |her )?(?:[A-Z]|hotel|prison|palace|home)")
MEANWHILE = _any("reject* ignor* compl* extend* lift* expire* met_the")
A_RULE = re.compile(r"\bwithin [\w -]{1,20}\b(?:of|before|after|prior)\b|\btravell?er", re.IGNORECASE)
OF_A_DEADLINE = _any("ultimatum deadline expir*")
