"""Tell which beneficiaries look like private persons, whose names are not published.

A file cannot say it: a person decides.  What looks like a name is kept back until then.
"""

import re
import unicodedata


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# First names common in France, and words that only organisations bear: two short lists
# that catch most cases.  They decide nothing; a miss or a false alarm is for a person.
FIRST_NAMES = words_of(
    """
    abdel abdelkader abdou abdoulaye adam adele adrien agathe agnes ahmed aicha
    alain albert alex alexandra alexandre alexis ali alice alicia aline alphonse
    amandine amelie amina amine amira anais andre andrea andree angelique anis anna
    anne annick annie anthony antoine antonio arlette arnaud arthur assia audrey
    aurelie aurelien aurore axel aya ayoub baptiste barbara bastien beatrice
    benedicte benjamin benoit bernadette bernard bertrand bilal boris brahim
    brigitte bruno camille carine carla carole caroline cassandra catherine cecile
    cedric celia celine chantal charlene charles charlotte chloe christelle
    christian christiane christine christophe claire clara claude claudette claudine
    clement clementine colette coline corinne cyril damien daniel daniele danielle
    david deborah delphine denis denise diane didier dimitri djamel dominique dorian
    edith edouard eleonore eliane elias elisa elisabeth elise elodie eloise elsa
    emeline emile emilie emma emmanuel emmanuelle enzo eric erika estelle esther
    ethan etienne eugene eva eve evelyne fabien fabienne fabrice fanny farid fatiha
    fatima fatma fatou felix fernand flavie florence florent florian france francine
    francis franck francois francoise frederic frederique gabriel gabrielle gael
    gaelle gaetan genevieve georges gerald gerard germaine ghislaine gilbert gilles
    gisele giulia gregory guillaume gustave guy habib hakim hamid hamza hannah
    hassan helene henri henriette herve hichem hugo hugues ibrahim ibrahima ilyes
    ines ingrid irene iris isabelle ismael jacqueline jacques jade jamel jamila
    janine jason jean jeanne jeannine jennifer jeremy jerome jessica joel joelle
    johan johanna john jonathan jordan jose joseph josephine josette josiane
    josselin jules julia julie julien juliette justin justine kader kamel karim
    karima karine katia kelly kevin khadija khaled laetitia laila lamia lara laura
    laure laurence laurent laurie lea leila lena leo leon leonie leonore lila lilian
    liliane lina linda lionel lisa loic lola lou louis louisa louise luc lucas
    lucette lucie lucien lucienne ludivine ludovic lydia lydie madeleine maelle
    magali mahmoud malik malika mamadou manon marc marcel marcelle margaux margot
    marguerite maria marianne marie marina marine mario marion marius marjorie
    marlene martin martine mary maryline maryse mateo mathias mathieu mathilde
    mathis matthieu maud maurice max maxence maxime medhi mehdi melanie melissa
    michael michel michele micheline mickael mireille mohamed mohammed moise monique
    morgane mounir moussa mustapha myriam nabil nadege nadia nadine nadir naima
    najat nancy natacha nathalie nathan nicolas nicole nina noa noe noel noelle
    noemie nora norbert nordine nour odette odile olivier omar ophelie oscar ouafa
    oumar ousmane pascal pascale patrice patricia patrick paul paule paulette
    pauline perrine philippe pierre pierrette priscilla quentin rachel rachid
    raphael raymond raymonde rebecca regine regis rejane remi remy rene renee
    ricardo richard robert roger roland rolande romain romane rosa rosalie rose
    roxane sabine sabrina said salah salim salima salome samia samir samira samuel
    sandra sandrine sara sarah saskia sebastien serge sergio severine sidonie simon
    simone slimane sofia sofiane solange solene sonia sophie souad soufiane stella
    stephane stephanie stephen steve steven suzanne suzette sybille sylvain sylviane
    sylvie tania tarik theo theodore therese thibault thierry thomas tiffany tom
    tony tristan valentin valentine valerie vanessa vera veronique victoire victor
    victoria vincent violette virginie viviane vivien wassim william willy xavier
    yacine yann yannick yasmina yasmine yassine ylan yohan yolande youcef youssef
    yvan yves yvette yvonne zahra zakaria zina zoe zohra zoubida
    """
)
ORGANISATION = words_of(
    """
    academie action actions ademe agence agv aide aides ail alliance amicale amies
    amis amitie ape apel art artiste artistes arts asbl ass assistance asso assoc
    association associations atelier ateliers athletic athletique ballet basket
    bibliotheque boules boulodrome boxe bureau cabinet caf caisse cantine ccas cco
    cdos centre cercle chambre chantier chorale cie cine cinema ciq cirque cite
    citoyen club clubs coeur collectif college comite commerce commune compagnie
    compagnons confederation conseil conservatoire coop cooperative coordination
    copropriete creche croix culture culturel culturelle danse defense departement
    developpement ecole ecoles editions eglise emploi enfance enfants ensemble
    entente entraide entreprise epicerie equipe escrime espace essor etablissement
    etat etoile ets eurl familial familiale familles fcpe federation femmes festival
    fete fetes film films fondation foot football formation forum foundation foyer
    france front gie gip groupe groupement gym gymnastique habitat handball
    handisport hopital ifac images initiative insertion institut institution jardin
    jeunes jeunesse judo karate la laboratoire le les librairie ligue logement logis
    lycee mairie maison marseille medias mediation mediterranee metropole mission
    mjc mosquee mouvement musee musical musique mutuelle natation nautique office
    olympique omnisport opera orchestre organisation parc parents paroisse patronage
    peche petanque philharmonique planning plateforme pole police presse prevention
    prod production productions programme provence quartier radio recherche regie
    region reseau restos revue rugby sa salle sarl sas sasu sci scic scop scout
    scouts secours section service services sivom social sociale societe soleil
    solidaire solidarite spa sport sportif sporting sportive sports stade studio
    syndicat taekwondo team tennis theatral theatre tiers trait treteaux union
    universite urps us usep vacances vie village ville voile volley volontaires
    youth
    """
)
PARTICLES = words_of("ben bel d da de del di du el la le van von")
SAINTS = ("saint", "sainte", "st", "ste")  # « Saint Julien » is a place, a club
CIVILITY = re.compile(
    r"(?i)(?<!\w)(m\.|mr|mrs|mm\.|mme|mmes|mlle|mlles|monsieur|madame|mademoiselle|"
    r"dr|docteur|ma[iî]tre|veuve|époux|épouse|consorts|héritiers)\.?\s+[a-zà-ÿ]"
)
SAID = re.compile(
    r"(?i)^(un )?particuliers?\b|\bpersonnes? physiques?\b|\bindivision\b|"
    r"\beirl\b|\b(?-i:EI)\b|\bauto-?entrepreneu"
)


def looks_like_a_person(name: str, has_siret: bool) -> str:
    """Say why a beneficiary may be a private person; empty when nothing says so.

    Parameters
    ----------
    name : str
        As published.
    has_siret : bool
        Whether the row gives a SIRET: without one, two words are enough to doubt.

    Returns
    -------
    str
        A reason in French, for the person who decides.

    Notes
    -----
    It misses persons whose names are ordinary words, and it takes « Léo Lagrange » for
    one: nothing is published or dropped on its word alone.
    """
    if CIVILITY.match(name):
        return "le nom commence par une civilité"
    if SAID.search(name):
        return "le nom dit que c'est une personne"
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    plain = [_plain(word) for word in words]
    short = not _is_long_or_an_organisation(name, plain)
    if short and FIRST_NAMES.intersection(_after_saints(plain)):
        return "un prénom courant dans un nom court"
    if short and _one_name_in_capitals(words):
        return "un mot en capitales et un autre non, comme « Prénom NOM »"
    two_words = len(words) == 2 and min(map(len, words)) > 2
    return "deux mots, sans SIRET" if short and two_words and not has_siret else ""


def names_a_person(text: str) -> bool:
    """Tell whether a free text (an object) names somebody with a civility."""
    return any(found[0][-1].isupper() for found in CIVILITY.finditer(text))


def _is_long_or_an_organisation(name: str, words: list[str]) -> bool:
    if not 2 <= len([word for word in words if word not in PARTICLES]) <= 4:
        return True
    parts = {part for word in words for part in word.split("-")}
    return (
        words[0] in ("la", "le", "les", "l", "des")
        or bool(re.search(r'[\d&@/+()"«]', name))
        or bool(parts & ORGANISATION - PARTICLES)
    )


def _after_saints(words: list[str]) -> list[str]:
    """Return the parts of the words, but those that follow « saint »."""
    parts = [part for word in words for part in word.split("-")]
    pairs = zip(["", *parts], parts, strict=False)
    return [part for before, part in pairs if before not in SAINTS]


def _one_name_in_capitals(words: list[str]) -> bool:
    capitals = sum(len(word) > 1 and word.isupper() for word in words)
    titled = sum(len(word) > 1 and word.istitle() for word in words)
    return capitals > 0 and titled > 0 and capitals + titled == len(words)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
