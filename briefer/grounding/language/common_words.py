"""Capitals that name nobody: ranks and offices, words that open sentences, months.

A word here is folded and in the singular (see `proper_names.key_of`).
"""

from __future__ import annotations

import re

from briefer.grounding.language.words import STOP_WORDS, ideas_of, stem
from briefer.reading.words import words

# Offices, ranks, organs of any state, and what stands beside a name: they may come and go with it.
TITLES = words(
    """
    president vice prime premier minister ministry chancellor governor mayor senator representative congressman
    congresswoman ambassador envoy secretary spokesman spokesperson spokeswoman chairman chairwoman chair director chief
    head leader commander king queen prince princess emperor sultan emir sheikh sheik imam pope cardinal archbishop
    bishop rabbi ayatollah judge justice lord lady sir dame mr mr. mrs ms dr prof professor rev st saint general gen
    lieutenant lt colonel col major maj captain capt sergeant sgt admiral adm brigadier corporal private marshal
    officer deputy acting former late interim attorney foreign defence defense interior finance health state union
    federal national regional local supreme high court parliament parliamentary senate congress assembly house
    government army navy military armed force air police security intelligence service department agency office
    authority administration cabinet council committee commission bureau junta transitional republic kingdom
    democratic islamic party group movement organization organisation front alliance coalition company corporation
    corp inc ltd association federation federal agency network channel television tv radio news newspaper magazine
    international special
    rapporteur operation treaty accord agreement act law constitution convention resolution
    """
)
# What a place is called beside its name.
PLACE_NOUNS = words(
    """
    region province district state county city town village commune prefecture department municipality governorate
    capital airport area border river lake mountain mount mt sea ocean gulf bay island isle peninsula valley desert
    territory republic kingdom country camp base port suburb neighbourhood neighborhood oblast north south east west
    northern southern eastern western central northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern upper lower greater middle new old strip street road avenue square highway
    """
)
# Parts of the world: too wide to be wrong about where a bulletin only names the country.
WIDE = words(
    """
    africa african africans west western sahel sahelian europe european europeans asia asian asians america
    americas american latin middle eastern east maghreb sahara saharan arab world earth global continent
    """
)
CALENDAR = words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    am pm gmt utc
    """
)
# Words that open sentences of bulletins, beside STOP_WORDS, TITLES and those with a telling ending.
_OPENERS = words(
    """
    abuse access accord account accused activist aftermath agency aid aircraft airline airstrike alarm ally
    ambush amid amnesty anger angry animal another anyone appeal april arab area arm armed army around arrest arson
    artillery attack attempt attorney august authorities author back bad bail ballot bandit bank banker banned
    bar barely battle beef beginning behind believed below best beyond big bill bird black blast block blood blue
    boat body bomb bomber bombing border both boy branch brazen bread breaking bridge brief bring bus bush business
    cabin call campaign candidate captive captor car cargo case cash cattle caught cause ceasefire cell century
    charge chief child children china choice church citizen civil civilian claim clash class clear clergy cleric
    climate close closure coach coal coast cocaine coffee cold college combat combined come commander comment common
    company complete concern condition conflict congress consumer contact control convoy copper corn corrupt cost
    council counter country coup court cousin crash crew crime criminal crisis critic crop cross crowd crude curfew
    currency current customs cyber damage dark data daughter dead deadly deal dealer death debate debris debt decade
    defiant delay demand demonstrator deputy despite detail detainee diesel diplomat disaster disease displaced
    dissident divers divided doctor domestic donor double dozen driver drone drought drug due dust early earth
    earthquake economic economy editor effort eight eighteen eighty either election electric electricity eleven elite
    embassy emergency employee enemy energy engineer ethnic even event every everyone evidence exact ex exchange
    executive exile expert export express extra extreme extremist eyewitness face factory fake family famine far farm
    farmer father fear federal fellow female few fewer field fifteen fifth fifty fight fighter figure final financial
    fire firefighter firm first fish fisherman fishermen five flag flash fleet flight flood floodwater flour flu food
    foot football foreign forest former fort forty four fourteen fourth free fresh fuel full funeral further future gang
    gas general girl global gold good government grain grand great green grenade grief ground group growing guard
    guerrilla guest gun gunfire gunman gunmen guilty half hall hand hard harvest head health heat heavily heavy
    helicopter help high hijacker historic home hospital host hostage hot hotel hour house household however huge human
    humanitarian hundred hunger hunter identity illegal immigrant import incumbent independent individual industry
    infant inflation initial injury inmate inside insurgent intelligence interest internal international internet
    investigator investor iron islamist jet jihadist job joint journalist judge june juntum jury just key kidnapper kill
    killer knife labour labor land landslide large last late latest later law lawmaker lawyer lead leader leading
    leak least leave leaving leftist legal legislator less let letter level liberal life light like likely line
    little livestock local long longtime looter lorry loss lot low loyalist luxury magistrate mail mainstream major male
    malnutrition man managing many march marine market martial mass massive may mayor measles medic medical medium
    member men mercenary merchant message middle midwife migrant military militant militia miner mining minister
    minority missile missing mob mobile moderate modern money monitor month moreover morning mosque most mother motive
    motor motorbike motorcycle mourner much multiple murder muslim nation national nationwide natural naval navy nearby
    nearly neighbour neighbor neither new news next night nine nineteen ninety nobody noise non none normal north
    northern noted nothing notorious now nuclear number nurse oil old one online open opening opposition order ordinary
    organised organized other outgoing outrage outside overall overnight oxygen pandemic panic paper parent parliament
    parliamentary part partial partner party passenger past patient patrol peace peaceful peacekeeper pension people per
    perhaps period permanent persistent petrol phone photo pilot pirate place plan plane plague plastic plus poacher
    point police policeman policemen policy political poll poor pope popular post potential poverty power pre premature
    presidential president press previous price priest prime prior prison prisoner private pro probable problem
    professor property prosecutor protest protester protestor province provisional public publisher punch pupil
    quarter question quick quite raid rail railway rain rainfall rape rapid rare rather raw real rebel recent record
    recovery red referee reform refugee regime regional relative relief religious remains report reporter republic
    rescue rescuer research researcher reserve resident resistance responsibility rest result retail retired return
    reuter revenue review revolt rice rich rider right rightist riot rioter rising river rival road robber rocket roof
    room rough roughly round rule ruler ruling rumour rumor rural safe safety sailor sand satellite saying scale
    scandal school science scientist scout sea search second secret sectarian security seismic senior separate
    separatist series serious seven seventeen seventy several severe sex shadow shell shelling shell ship shock shooter
    shooting shop short shot shrapnel side siege silence similar single sir sister six sixteen sixty skirmish slow
    small smoke smuggler snow so social socialist soldier solar some someone son soon source south southern
    special speed spirit spokesman spokesperson spokeswoman spy squad staff stampede standard state station steel stock
    storm strategic street strict strike striker strong student studio subsequent substantial sudden suicide super
    supply support supporter supreme sure surgeon survivor suspect suspected swift table tail talk tank tanker target
    tax taxi teacher team tear tech teenager television ten tension term terror terrorist text thief thirteen thirty
    thousand threat three thus ticket tight timber time today together toll tomorrow ton too top torrential torture
    tough tour tourist town toxic trade trader traffic train transitional transport treasury trial tribal triple troop
    truce truck true twelve twenty twice twin two typhoon unarmed uncertain under unemployment unidentified unknown
    unlike unofficial unprecedented unrest unusual upper urgent user usual vaccine various vehicle very veteran vice
    victim video village villager violence violent visa visitor voice volcanic volcano volunteer voter voting wage
    war warden warning warplane warship watch water wave weak weapon weather week weekend weekly well west western
    wheat whether white whole widespread widow wife wild wildfire wind winter witness woman women work worker world
    worse worst worshipper writer writing wrong year yesterday yet young youth zero
    accordingly additionally afterward afterwards alone already although altogether anti apart approximately
    aside beside besides consequently elsewhere especially eventually furthermore hence instead likewise maybe
    meanwhile moreover namely nevertheless nonetheless notably otherwise perhaps rather regardless similarly
    sometimes somewhere still straight though throughout today tonight twice unless whereas wherever whoever
    among amongst amidst atop beneath concerning considering dear given including owing regarding since thanks until
    upon versus via within yes almost
    """
)
_ENDING = re.compile(
    r"(?:ing|ly|tions?|sions?|ments?|ness|ity|ities|ers|ors|ists?|isms?|ents|ants|ances?|ences?|ies|"
    r"icals?|ages|ures|[^aeiou]ed|[ae]ted|ives?|ables?|ibles?|ous|ful|less|wards?|ships?|hoods?)$"
)
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ing|ly)")  # "Following Wednesday's vote"
_NAMES_AMONG_IDEAS = frozenset({"wagner"})


def opens_no_name(key: str, text: str, *, leads: bool) -> bool:
    """Say whether a word that opens a sentence is a common word; `leads` where a capitalised word follows."""
    if text.isupper() and len(text) > 1:
        return False
    lower = text.lower()
    if any(
        word in group
        for word in (key, lower)
        for group in (STOP_WORDS, TITLES, _OPENERS, CALENDAR, PLACE_NOUNS)
    ):
        return True
    if key not in _NAMES_AMONG_IDEAS and ideas_of((stem(key),)):
        return True
    return bool(_PARTICIPLE.fullmatch(lower) or (not leads and _ENDING.search(lower)))
