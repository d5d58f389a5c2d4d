import type { OpenWords } from '../en/open.ts';

/** Made once: a table of files formats hundreds. */
const GROUPED = new Intl.NumberFormat('fr');

export const open: OpenWords = {
  tab: 'Ouvrir',
  heading: 'Ouvrir un export',
  lead: 'Déposez un dossier, des fichiers ou un zip avec les structures (RTSTRUCT), la dose (RTDOSE) et, s’ils existent, le plan (RTPLAN) et le scanner. Tout est calculé sur cet ordinateur ; aucun fichier n’en sort.',
  drop: 'Déposer ici un dossier, des fichiers ou un zip',
  folderHere:
    'Ouverte depuis un fichier, cette page ne peut pas lire un dossier déposé : choisissez le dossier, ou déposez ses fichiers ou un zip.',
  folderNotOpened:
    'Ici le navigateur ne lit pas les dossiers déposés. Choisissez plutôt le dossier, ou déposez ses fichiers ou un zip.',
  pickFolder: 'Choisir un dossier',
  pickFiles: 'Choisir des fichiers ou un zip',
  demo: 'Ouvrir le patient de démonstration',
  demoName: 'patient de démonstration',
  demoLead:
    'Un patient synthétique avec six lésions et des réponses connues : vérification, coupes, comparaison de deux plans.',
  tries: 'Sans fichiers à soi',
  skeleton: 'Ouvrir le fantôme squelette',
  skeletonLead:
    'Une colonne, un bassin et des fémurs synthétiques, faits ici en quelques secondes : réserve médullaire et paliers.',
  teach: 'Aller à Enseigner',
  teachLead: 'D’où vient la couverture et quand une classe change, avec des curseurs et des exercices.',
  cancel: 'Annuler',
  cannot: 'Ceci ne peut pas être vérifié',
  noWay: 'Rien ici ne permet de passer outre : les nombres seraient faux, ou ceux d’un autre patient.',
  orConfirm: 'Ou confirmer sous Structures, si c’est le cas',
  edit: 'Corriger ou confirmer sous Structures',
  found: 'Trouvé',
  file: 'Fichier',
  what: 'Objet',
  label: 'Libellé',
  size: 'Taille',
  kilobytes: (count) => `${GROUPED.format(count)} ko`,
  images: (count: number) =>
    `${count} image${count > 1 ? 's' : ''} (scanner et autres), non détaillée${count > 1 ? 's' : ''}`,
  links: 'Ces objets vont-ils ensemble ?',
  noLinks: 'Aucun objet ne renvoie à un autre.',
  refused: 'Refusé',
  passedOver: 'Laissé de côté',
  warnings: 'Avertissements',
  caseUsed: (path: string) => `Lésions et prescriptions du fichier de cas ${path}.`,
  noCase:
    'Aucun fichier de cas parmi les fichiers : lésions et prescriptions sont proposées et doivent être confirmées.',
  severalCases: 'Il y a plusieurs fichiers de cas. Lequel faut-il prendre ?',
  severalDoses: 'Il y a plusieurs doses, et rien ne dit laquelle il faut prendre.',
  checkDose: (label) => `Vérifier dans la dose ${label}`,
  useCase: 'Prendre',
  propose: 'N’en prendre aucun, proposer les lésions',
  demoMissing: 'Le patient de démonstration n’est pas à côté de cette page.',
  objects: {
    dose: 'dose',
    'structure-set': 'structures',
    plan: 'plan',
    'treatment-record': 'compte rendu de séance',
    other: 'autre',
  },
  link: { agrees: 'concorde', absent: 'non indiqué', contradicts: 'contredit' },
};
