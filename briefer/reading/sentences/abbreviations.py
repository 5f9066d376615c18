"""Words with a full stop that may end no sentence, and words that may start one; all in lower case."""

from __future__ import annotations

from briefer.reading.words import words

# Before a capital or a figure these never end a sentence.
TITLES = words(
    """
    adm amb brig capt cmdr col cpl cpt dr ens fr gen gov hon insp lt maj messrs mgr mlle mme mr mrs ms
    msgr pfc pres prof pvt rep reps rev sen sens sgt spc supt
    """
)
LINKS = words("v vs viz approx cf eg ie aka ca rs")
# Before a figure these never end a sentence.
NUMBERED = words("no nos art arts fig figs vol vols pp ch para paras reg")
MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")
# These end a sentence only where the next word plainly starts one.
NAME_ENDS = words(
    """
    inc ltd co corp jr sr bros esq st mt ft ave blvd al dept univ etc ph.d phd
    """
)
SHOUTED_NAMES = words("yahoo! marche! jeopardy!")
AFTER_CLOCK = words(
    """
    est edt cst cdt mst mdt pst pdt et ct pt gmt utc bst cet cest eet eest ist jst kst sgt aedt aest
    nzst msk wat cat eat local monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december jan feb mar apr aug sept sep
    oct nov dec
    """
)
STARTERS = words(
    """
    a about according after all along also although among an and another any around as at authorities
    because before both but by despite due during each earlier early eight eleven even every few fifteen
    fifty five following for forty four from further he her his however i if in instead it its later
    many meanwhile more moreover most nearly neither nine no nobody none nor not now of on once one only
    or other others our over part police previously roughly separately seven several she since six so
    some such ten thanks that the their then there these they this those though thousands three through
    thus to today tomorrow twelve twenty two under unlike until upon we what when where whether which
    while who with within without yesterday yet you
    """
)
