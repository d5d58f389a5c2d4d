/**
 * French for sentences of a result, which come from core and src/report in English. What is not in this list stays English
 * on the page, marked so; numbers and names go through as they are, but for the decimal sign.
 */
type Turn = readonly [english: RegExp, french: string];

const CLASSES: Readonly<Record<string, string>> = {
  'unacceptable deviation': 'déviation inacceptable',
  'acceptable deviation': 'déviation acceptable',
  'no deviation': 'pas de déviation',
  'not met': 'non respecté',
  met: 'respecté',
};

/** `$1` to `$9` are what the pattern held; `{$1}` is translated, too. */
const TURNS: readonly Turn[] = [
  // Progress.
  [/^reading file (\d+) of (\d+)$/, 'lecture du fichier $1 sur $2'],
  [/^reading(?: the files)?$/, 'lecture'],
  [/^checking$/, 'vérification'],
  [/^looking into file (\d+) of (\d+)$/, 'examen du fichier $1 sur $2'],
  [/^looking at what was found$/, 'examen de ce qui a été trouvé'],
  [/^lesion (\d+) of (\d+)$/, 'lésion $1 sur $2'],
  // What was not checked.
  [/^no treatment dates given$/, 'aucune date de traitement donnée'],
  [/^no limit in this record$/, 'aucune limite dans cette fiche'],
  [/^no contours$/, 'pas de contours'],
  [/^ROI (\S+) is not usable: (.+)$/, 'le ROI $1 n’est pas utilisable : {$2}'],
  [/^(L\w+): the GTV is not usable: (.+)$/, '$1 : le GTV n’est pas utilisable : {$2}'],
  [/^the GTV is not usable: no contours \((.+)\)$/, 'le GTV n’est pas utilisable : pas de contours ($1)'],
  [/^the case names no (GTV|PTV) for (.+)$/, 'le cas ne nomme pas de $1 pour $2'],
  [/^no prescription is given$/, 'aucune prescription n’est donnée'],
  [
    /^no isodose is the prescribed one: (\S+) has at most (\S+) of (\S+) Gy$/,
    'aucune isodose n’est celle prescrite : $1 reçoit au plus $2 de $3 Gy',
  ],
  // Structures.
  [/^same name, (\S+) % of the GTV in the PTV$/, 'même nom, $1 % du GTV dans le PTV'],
  [/^no GTV found for this PTV$/, 'aucun GTV trouvé pour ce PTV'],
  [/^no PTV found for this GTV$/, 'aucun PTV trouvé pour ce GTV'],
  [/^by its type$/, 'd’après son type'],
  [/^type (\w+)$/, 'type $1'],
  [/^the name says (\w+)$/, 'le nom dit $1'],
  [/^made up of (.+)$/, 'composé de $1'],
  [
    /^a gap of (\S+) mm between the planes at z = (\S+) and (\S+) mm is not filled$/,
    'un intervalle de $1 mm entre les plans z = $2 et $3 mm n’est pas comblé',
  ],
  // A lesion and its findings.
  [/^bone$/, 'os'],
  [/^node$/, 'ganglion'],
  [/^high risk$/, 'à haut risque'],
  [/^not high risk$/, 'pas à haut risque'],
  [/^symptomatic$/, 'symptomatique'],
  [/^not symptomatic$/, 'asymptomatique'],
  [/^site, risk and symptoms not given$/, 'site, risque et symptômes non donnés'],
  [/^risk and symptoms not given$/, 'risque et symptômes non donnés'],
  [/^risk not given$/, 'risque non donné'],
  [/^symptoms not given$/, 'symptômes non donnés'],
  [/^no prescription$/, 'pas de prescription'],
  [
    /^(\S+) Gy in (\d+) fractions? on the (\S+) % isodose of the maximum \((.+)\)$/,
    '$1 Gy en $2 fractions sur l’isodose $3 % du maximum ({$4})',
  ],
  [/^(\S+) Gy in (\d+) fractions? \((.+)\)$/, '$1 Gy en $2 fractions ({$3})'],
  [/^case file$/, 'fichier de cas'],
  [/^RTPLAN, proposed$/, 'RTPLAN, proposé'],
  [/^Prescription: (.+)$/, 'Prescription : {$1}'],
  [/^Limit (\S+ \S+): (.+)$/, 'Limite $1 : $2'],
  [/^(\S+) % of (\S+) \((\S+ cm³)\) receive (\S+) Gy or more$/, '$1 % de $2 ($3) reçoivent $4 Gy ou plus'],
  [/^(\S+) %: (\S+) Gy over Dmax of (\S+) (\S+) Gy$/, '$1 % : $2 Gy sur le Dmax de $3 $4 Gy'],
  [/^(\S+) %: Dmax of (\S+) (\S+) Gy, over (\S+) Gy$/, '$1 % : Dmax de $2 $3 Gy, sur $4 Gy'],
  [
    /^Value computed with end caps half-slice, prism between slices, trilinear dose$/,
    'Valeur calculée avec une demi-coupe aux extrémités, des prismes entre les coupes, une dose trilinéaire',
  ],
  [
    /^range over computing conventions; it does not include contouring, set-up or dose algorithm$/,
    'l’étendue selon les conventions de calcul ; il ne comprend ni contourage, ni positionnement, ni algorithme de dose',
  ],
  [/^(\w[\w ]*?) at (\S+) (\S+), (\S+) (points|Gy) (less|more): (.+)$/, '{$1} à $2 $3, $4 $5 {=$6} : {$7}'],
  [/^(\S+) cm³ (more|less) at the prescribed dose, or (.+)$/, '$1 cm³ {=$2} à la dose prescrite, ou {$3}'],
  [/^(\S+) cm³ (more|less) at the prescribed dose$/, '$1 cm³ {=$2} à la dose prescrite'],
  [/^all of the dose (\S+) Gy (higher|lower)$/, 'toute la dose {=$2} de $1 Gy'],
  [/^a maximum (\S+) Gy (higher|lower)$/, 'un maximum {=$2} de $1 Gy'],
  [/^the record gives no deviation class$/, 'la fiche ne donne pas de classe de déviation'],
  [
    /^Dmax is (\S+) % of the prescription; what 100 % is decides$/,
    'Dmax est à $1 % de la prescription ; ce que sont les 100 % décide',
  ],
  [/^read as (.+)$/, 'lu comme $1'],
  [
    /^Nothing finer is expected to settle it, only a closer definition of the target: the best estimate is less than (\S+) points from (\S+) %\.?$/,
    'Rien de plus fin ne devrait trancher, seulement une définition plus précise de la cible : la meilleure estimation est à moins de $1 point de $2 %.',
  ],
  [
    /^at least this: the dose grid ends within 2 cm of a target$/,
    'au moins cela : la grille de dose finit à moins de 2 cm d’une cible',
  ],
  [/^shape interpolated between slices$/, 'forme interpolée entre les coupes'],
  [/^spline dose$/, 'dose par spline'],
  [/^no end caps$/, 'sans extrémités'],
  [/^rounded ends$/, 'extrémités arrondies'],
  [/^half-slice end caps$/, 'demi-coupe aux extrémités'],
  [/^near-maximum (.+)$/, 'quasi-maximum $1'],
  [/^near-minimum (.+)$/, 'quasi-minimum $1'],
  [/^(\d+ Gy) in (\d+) fractions is none of (.+)$/, '$1 en $2 fractions n’est aucun de : {$3}'],
  [/^(\d+ Gy) in (\d+) fractions$/, '$1 en $2 fractions'],
  // Obstacles.
  [
    /^PAIRING NOT CONFIRMED: lesions and prescriptions are proposals of this program$/,
    'Appariement non confirmé : lésions et prescriptions sont des propositions de ce programme',
  ],
  [/^(\S+) is a target that no lesion of the case names$/, '$1 est une cible qu’aucune lésion du cas ne nomme'],
  [
    /^(\S+): the structure set that the plan was made on is (\S+), but (\S+) is (\S+)$/,
    '$1 : le plan a été fait sur les structures $2, mais $3 est $4',
  ],
  [
    /^(\S+): the structure set of the dose is (\S+), but (\S+) is (\S+)$/,
    '$1 : la dose nomme les structures $2, mais $3 est $4',
  ],
  // Two plans.
  [/^findings that may be worse in B, or may not: (\d+)$/, 'constats peut-être moins bons en B, ou non : $1'],
  [/^findings that are open alike in both: (\d+)$/, 'constats ouverts de même dans les deux : $1'],
  [/^that both plans are of one patient is not shown$/, 'rien ne montre que les deux plans sont d’un même patient'],
  [/^in (A|B) only: (.+)$/, 'en $1 seulement : $2'],
  [/^in (A|B) only$/, 'en $1 seulement'],
  [
    /^classes that would not be the same, were their verdicts not withheld: (\d+)$/,
    'classes qui différeraient si leurs verdicts n’étaient pas retenus : $1',
  ],
  [/^the value crosses (.+)$/, 'la valeur franchit $1'],
  [/^the interval reaches (\S+ \S+) in (A|B) only, too$/, 'l’intervalle aussi n’atteint $1 qu’en $2'],
  [/^the interval reaches (\S+ \S+) in (A|B) only$/, 'l’intervalle n’atteint $1 qu’en $2'],
  [/^((?:GTV|PTV) \S+) (.+) in A, (.+) in B$/, '$1 : $2 en A, $3 en B'],
  [/^prescribed dose (.+) in A, (.+) in B$/, 'dose prescrite : $1 en A, $2 en B'],
  [/^fractions (.+) in A, (.+) in B$/, 'fractions : $1 en A, $2 en B'],
  [/^another dose$/, 'une autre dose'],
  [/^another structure set$/, 'd’autres structures'],
  [/^asked of (A|B) only$/, 'demandé de $1 seulement'],
  [/^not checked in (A|B)(?:: (.+))?$/, 'non vérifié en $1 : {$2}'],
  [/^prescribed dose$/, 'dose prescrite'],
  [/^((?:GTV|PTV)) volume$/, 'volume du $1'],
  [/^((?:GTV|PTV) D\S+)$/, '$1'],
  [/^dose$/, 'dose'],
  [/^plan$/, 'plan'],
  [/^structure set$/, 'structures'],
  [/^end caps$/, 'extrémités'],
  [/^shape between slices$/, 'forme entre les coupes'],
  [/^dose interpolation$/, 'interpolation de la dose'],
  [/^record of the trial$/, 'fiche de l’essai'],
  [/^lesions$/, 'lésions'],
  [/^confirmed$/, 'confirmé'],
  [/^program$/, 'programme'],
  [/^all readings$/, 'toutes les lectures'],
  // The level.
  [/^Level$/, 'Palier'],
  [/^Exclusion$/, 'Exclusion'],
  [/^Proposal$/, 'Proposition'],
  [/^Your own set$/, 'Votre propre ensemble'],
  [/^Level, exclusion and proposal$/, 'Palier, exclusion et proposition'],
  [/^None of them is told: (.+)\.$/, 'Aucun n’est dit : {$1}.'],
  [/^No level is told: (.+)\.$/, 'Aucun palier n’est dit : {$1}.'],
  [/^Nothing is proposed: (.+)\.$/, 'Rien n’est proposé : {$1}.'],
  [/^Not evaluable: (.+)\.$/, 'Non évaluable : {$1}.'],
  [
    /^Level (\S+) \((\S+) %\) is the lowest that is not exceeded: the (\d+) treated lesions are (\S+) \[(\S+) to (\S+)\] % of the reserve \((.+)\)\.$/,
    'Le palier $1 ($2 %) est le plus bas qui n’est pas dépassé : les $3 lésions traitées font $4 [$5 à $6] % de la réserve ({$7}).',
  ],
  [/^(gtv|ptv), with nodes$/, '$1, avec les ganglions'],
  [/^(gtv|ptv), without nodes$/, '$1, sans les ganglions'],
  [/^It allows (\S+) cm³ \((\S+) % of the reserve\)\.$/, 'Il autorise $1 cm³ ($2 % de la réserve).'],
  [
    /^Level (\S+) holds for any trabecular volume above (\S+) cm³; entered (\S+)\.$/,
    'Le palier $1 vaut pour tout volume trabéculaire supérieur à $2 cm³ ; donné : $3.',
  ],
  [
    /^A lower level would hold from (\S+) cm³ of trabecular bone on\.$/,
    'Un palier plus bas vaudrait à partir de $1 cm³ d’os trabéculaire.',
  ],
  [
    /^A level is taken as a ceiling, which is an assumption: the record does not say\.$/,
    'Un palier est pris comme un plafond, ce qui est une hypothèse : la fiche ne le dit pas.',
  ],
  [
    /^Not excluded: high-risk and symptomatic tumour is (\S+) \[(\S+) to (\S+)\] % of the reserve, not more than (\S+) %\.$/,
    'Non exclu : la tumeur à haut risque et symptomatique fait $1 [$2 à $3] % de la réserve, pas plus de $4 %.',
  ],
  [
    /^EXCLUDED: high-risk and symptomatic tumour is (\S+) \[(\S+) to (\S+)\] % of the reserve, more than (\S+) %\.$/,
    'EXCLU : la tumeur à haut risque et symptomatique fait $1 [$2 à $3] % de la réserve, plus de $4 %.',
  ],
  [/^Proposed for level (\S+): (.+) \(all lesions\)\.$/, 'Proposé pour le palier $1 : $2 (toutes les lésions).'],
  [/^Proposed for level (\S+): (.+)\.$/, 'Proposé pour le palier $1 : $2.'],
  [
    /^They take (\S+) cm³ of the (\S+) cm³ that level (\S+) allows \((\S+) % of the reserve\); (\S+) \[(\S+) to (\S+)\] cm³ remain\.$/,
    'Elles prennent $1 cm³ des $2 cm³ que le palier $3 autorise ($4 % de la réserve) ; il reste $5 [$6 à $7] cm³.',
  ],
  [
    /^The largest set that fits under this objective, not a treatment decision\. Objective: (.+); volume read as (.+)\.$/,
    'Le plus grand ensemble qui tient sous cet objectif, non une décision de traitement. Objectif : {$1} ; volume lu comme {$2}.',
  ],
  [/^Priority lesions, taken first: (.+)\.$/, 'Lésions prioritaires, prises d’abord : $1.'],
  [/^(\S+(?:, \S+)*) in and (\S+(?:, \S+)*) out$/, 'avec $1, sans $2'],
  [/^(L\w+(?:, L\w+)*) out$/, 'sans $1'],
  [/^(L\w+(?:, L\w+)*) in$/, 'avec $1'],
  [/^the same$/, 'la même chose'],
  [/^Locked in: (.+)\.$/, 'Prises d’office : $1.'],
  [/^Locked out: (.+)\.$/, 'Laissées d’office : $1.'],
  [/^Left out: (.+)\.$/, 'Laissées : $1.'],
  [
    /^This patient cannot fill level (\S+): all lesions together are (.+), below the next lower level\.$/,
    'Ce patient ne peut pas remplir le palier $1 : toutes les lésions ensemble font $2, moins que le palier inférieur.',
  ],
  [
    /^Level (\S+) \((\S+) cm³\) would add nothing, (\S+) cm³ in all\.$/,
    'Le palier $1 ($2 cm³) n’ajouterait rien, $3 cm³ en tout.',
  ],
  [
    /^Level (\S+) \((\S+) cm³\) would add (.+) and drop (.+), (\S+) cm³ in all\.$/,
    'Le palier $1 ($2 cm³) ajouterait $3 et retirerait $4, $5 cm³ en tout.',
  ],
  [
    /^Level (\S+) \((\S+) cm³\) would add (.+), (\S+) cm³ in all\.$/,
    'Le palier $1 ($2 cm³) ajouterait $3, $4 cm³ en tout.',
  ],
  [
    /^The choice changes if (\S+) is (above|below) (\S+) cm³ instead of (\S+): then (.+)\.$/,
    'Le choix change si $1 est {=$2} $3 cm³ au lieu de $4 : alors {$5}.',
  ],
  [/^if (\S+) is (above|below) (\S+) cm³ instead of (\S+)$/, 'si $1 est {=$2} $3 cm³ au lieu de $4'],
  [/^level (\S+), which allows (\S+) cm³$/, 'palier $1, qui autorise $2 cm³'],
  [/^your own order, skipping what does not fit$/, 'votre propre ordre, en sautant ce qui ne tient pas'],
  [/^ROIs? (.+) of (\S+)$/, 'ROI $1 de $2'],
  [
    /^(\S+) cm³ of (\S+) belong to no lesion of the case: they take from the reserve, but cannot be chosen, and whether they come first is not known$/,
    '$1 cm³ de $2 n’appartiennent à aucune lésion du cas : ils prennent sur la réserve, mais ne peuvent être choisis, et on ne sait pas s’ils sont prioritaires',
  ],
  [
    /^the skeleton is declared complete, but none of its bones is named as (.+)$/,
    'le squelette est déclaré complet, mais aucun de ses os n’est nommé comme {$1}',
  ],
  [
    /^skull, ribs, sternum, shoulder blades, collarbones, humeri$/,
    'crâne, côtes, sternum, omoplates, clavicules, humérus',
  ],
  // Fractions.
  [/^at least (\S+) h$/, 'au moins $1 h'],
  [/^at most (\S+)$/, 'au plus $1'],
  [/^every lesion: (.+)$/, 'chaque lésion : {$1}'],
  [/^((?:L\w+(?:, )?)+): (\d+) of (\d+) fractions$/, '$1 : $2 fraction(s) sur $3'],
  [/^(\d+) of (\d+) fractions$/, '$1 fraction(s) sur $2'],
  [/^no fraction is known$/, 'aucune fraction n’est connue'],
  [/^as the prescription of each lesion says$/, 'comme le dit la prescription de chaque lésion'],
  [
    /^whether more follow is not said \("complete" in the case\)$/,
    'il n’est pas dit si d’autres suivent (« complete » dans le cas)',
  ],
];

const WORDS: Readonly<Record<string, string>> = {
  less: 'de moins',
  more: 'de plus',
  higher: 'plus haut',
  lower: 'plus bas',
  above: 'au-dessus de',
  below: 'au-dessous de',
};

/** In French, or null where a part of it has no French here. */
export function sentence(english: string): string | null {
  const french = whole(english) ?? inParts(english, '; ', ' ; ') ?? inParts(english, ', ', ', ');
  return french === null ? null : french.replace(/(\d)\.(?=\d)/g, '$1,');
}

function whole(english: string): string | null {
  const known = CLASSES[english] ?? CLASSES[english.charAt(0).toLowerCase() + english.slice(1)];
  if (known !== undefined) return /^[A-Z]/.test(english) ? known.charAt(0).toUpperCase() + known.slice(1) : known;
  for (const [pattern, french] of TURNS) {
    const held = pattern.exec(english);
    if (held === null) continue;
    let isComplete = true;
    const said = french.replace(/\{=\$(\d)\}|\{\$(\d)\}|\$(\d)/g, (_, word?: string, part?: string, as?: string) => {
      const text = held[Number(word ?? part ?? as)] ?? '';
      if (word !== undefined) return WORDS[text] ?? text;
      if (part === undefined) return text;
      const inner = sentence(text);
      if (inner === null) isComplete = false;
      return inner ?? text;
    });
    if (isComplete) return said;
  }
  return null;
}

function inParts(english: string, between: string, betweenFrench: string): string | null {
  const parts = english.split(between);
  if (parts.length < 2) return null;
  const said = parts.map((part) => whole(part) ?? (between === '; ' ? inParts(part, ', ', ', ') : null));
  return said.some((part) => part === null) ? null : said.join(betweenFrench);
}
