import type { PacsWords } from '../en/pacs.ts';

export const pacs: PacsWords = {
  heading: 'Depuis le PACS',
  lead: (server) =>
    `Le serveur ${server} est interrogé, et seulement quand vous appuyez sur un bouton ici. Plans, structures, doses et segmentations sont copiés sur cet ordinateur ; rien n’est envoyé sauf ce que l’on cherche.`,
  patientId: 'Identifiant du patient',
  search: 'Chercher les examens',
  study: 'Study Instance UID',
  fetch: 'Copier et ouvrir',
  withCt: 'avec le scanner, pour les coupes',
  login: 'Utilisateur et mot de passe, si le PACS les demande',
  user: 'Utilisateur',
  password: 'Mot de passe',
  notKept: 'Conservés nulle part, et oubliés quand vous quittez cet écran.',
  searching: 'Recherche …',
  none: 'Aucun examen de ce patient. L’identifiant doit être exactement celui du PACS.',
  found: (patientId) => `Examens du patient ${patientId}`,
  date: 'Date',
  what: 'Objet',
  modalities: 'Modalités',
  objects: 'Objets DICOM',
  open: 'Ouvrir',
  openStudy: (date, what) => `Copier et ouvrir l’examen du ${date} ${what}`.trimEnd(),
  cannot: 'Le PACS ne répond pas comme prévu',
  perhaps:
    'Si le PACS fonctionne, il n’autorise peut-être pas cette page ; la personne qui l’a installée sait où l’autoriser.',
  name: 'examen du PACS',
};
