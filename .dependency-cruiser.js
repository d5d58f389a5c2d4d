/**
 * The walls between the rooms, each with its reason. `npm run walls` checks them and fails when it saw no modules.
 *
 * core <- src/dicom <- src/app <- src/cli;  core <- src/report <- src/cli;  seeds -> src/app;
 * core <- src/ledger <- src/app, src/cli, src/worker;  src/app, src/report <- src/worker;  core, src/report, src/worker/messages.ts <- ui
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Data flows one way. Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere would also slip through every other wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'core-stands-alone',
      comment:
        'Core is what would run on paper: numbers and rules. It must be usable without files, screens or this program.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(src|ui|seeds|tests|test-data)/' },
    },
    {
      name: 'core-knows-no-node',
      comment: 'Core runs in a browser, in a worker and in somebody else’s program.',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-through-the-front-door',
      comment: 'Other rooms see core/index.ts only, so that core can be rearranged without touching them.',
      severity: 'error',
      from: { path: '^(src|ui)/' },
      to: { path: '^core/', pathNot: '^core/index\\.ts$' },
    },
    {
      name: 'core-does-not-use-its-own-door',
      comment: 'Inside core a file says which file it needs; through the door it would import everything, and circles.',
      severity: 'error',
      from: { path: '^core/', pathNot: '^core/index\\.ts$' },
      to: { path: '^core/index\\.ts$' },
    },
    {
      name: 'geometry-comes-first',
      comment: 'Where things are does not depend on dose (its conventions apart), rules or phantoms.',
      severity: 'error',
      from: { path: '^core/geometry/' },
      to: { path: '^core/(dose|protocol|phantom)/', pathNot: '^core/dose/conventions\\.ts$' },
    },
    {
      name: 'dose-knows-no-rules',
      comment: 'A DVH is the same under every trial.',
      severity: 'error',
      from: { path: '^core/dose/' },
      to: { path: '^core/(protocol|phantom)/' },
    },
    {
      name: 'dicom-sees-core-only',
      comment: 'Reading and writing files is the same whatever is done with them.',
      severity: 'error',
      from: { path: '^src/dicom/' },
      to: { path: '^(src|ui|seeds)/', pathNot: '^src/dicom/' },
    },
    {
      name: 'nifti-sees-core-only',
      comment: 'As for DICOM.',
      severity: 'error',
      from: { path: '^src/nifti/' },
      to: { path: '^(src|ui|seeds)/', pathNot: '^src/nifti/' },
    },
    {
      name: 'dicomweb-sees-core-only',
      comment:
        'Getting objects from a server is the same whatever they hold, and who asks. Files, users and screens are others’ business.',
      severity: 'error',
      from: { path: '^src/dicomweb/' },
      to: { path: '^(src|ui|seeds)/', pathNot: '^src/dicomweb/' },
    },
    {
      name: 'dicomweb-through-its-door',
      comment: 'Retries, limits and what counts as whole stay inside.',
      severity: 'error',
      from: { path: '^(src|ui)/', pathNot: '^src/dicomweb/' },
      to: { path: '^src/dicomweb/', pathNot: '^src/dicomweb/index\\.ts$' },
    },
    {
      name: 'ledger-sees-core-only',
      comment:
        'What is recorded, and how it is chained, is the same whoever asks. Folders, locks and servers belong to whoever opens it.',
      severity: 'error',
      from: { path: '^src/ledger/' },
      to: { path: '^(src|ui|seeds)/', pathNot: '^src/ledger/' },
    },
    {
      name: 'app-sees-no-surface',
      comment:
        'A use case does not know whether a terminal, a page or a batch started it, nor how its result is printed.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^(src/(cli|report)|ui)/' },
    },
    {
      name: 'report-sees-core-only',
      comment: 'A report is a pure function of a result; it cannot read anything that the result does not say.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^(src|ui|seeds)/', pathNot: '^src/report/' },
    },
    {
      name: 'worker-sees-no-surface',
      comment: 'The worker hands bytes to a use case, as the command line does, and knows no screen.',
      severity: 'error',
      from: { path: '^src/worker/' },
      to: { path: '^(src/cli|ui)/' },
    },
    {
      name: 'nobody-needs-the-worker',
      comment: 'It is one of the ways in. The page knows its messages only.',
      severity: 'error',
      from: { path: '^(core|src|ui)/', pathNot: '^src/worker/' },
      to: { path: '^src/worker/', pathNot: '^src/worker/(ledger-)?messages\\.ts$' },
    },
    {
      name: 'page-shows-only',
      comment:
        'The page draws results. What reads, computes or decides runs in the worker, the same as on the command line.',
      severity: 'error',
      from: { path: '^ui/' },
      to: { path: '^src/', pathNot: '^src/(report/|worker/(ledger-)?messages\\.ts$)' },
    },
    {
      name: 'nothing-needs-the-page',
      comment: 'The page is one of the surfaces.',
      severity: 'error',
      from: { pathNot: '^(ui|tests)/' },
      to: { path: '^ui/' },
    },
    {
      name: 'seeds-enter-through-app',
      comment: 'Trials are data: which one is used is decided by a use case, not in the rules or the reports.',
      severity: 'error',
      from: { path: '^(src|ui|core)/', pathNot: '^src/app/' },
      to: { path: '^seeds/' },
    },
    {
      name: 'cli-sees-no-dicom',
      comment: 'The command line hands bytes to a use case and prints what comes back.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/dicom(web)?/' },
    },
    {
      name: 'node-in-the-cli-only',
      comment: 'Reading, use cases and reports run in a browser too.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What ships must not lean on what does not.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-development-packages',
      comment: 'They are not there where the package is installed. The page is: its packages are bundled into it.',
      severity: 'error',
      from: { path: '^(core|src)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    // One door per library: where its traps are known, and the one place to change when it is replaced.
    door('dicom-parser', '^src/dicom/', 'It throws strings, and needs a dictionary for implicit VR: wrapped once.'),
    door(
      'dcmjs',
      '^src/dicom/',
      'It cuts decimal strings at 16 characters: numbers are formatted in one room before it sees them.',
    ),
    door(
      'nifti-reader-js',
      '^src/nifti/read-nifti\\.ts$',
      'Its affine is wrong for half turns in single precision, and its gzip is unchecked: it reads header fields only.',
    ),
    door(
      '@cornerstonejs/codec-[a-z]+',
      '^src/dicom/',
      'Pixels come compressed in files only; the codecs hold memory that must be given back.',
    ),
    door(
      'jpeg-lossless-decoder-js',
      '^src/dicom/',
      'It ignores the point transform: refused before it sees the pixels.',
    ),
    door(
      '@remix-run/multipart-parser',
      '^src/dicomweb/multipart\\.ts$',
      'It takes no line break before the first delimiter, and nothing after the last: both are allowed.',
    ),
    door('fflate', '^src/dicom/', 'Zip files and deflated transfer syntax are matters of reading.'),
    door(
      'mathjs',
      '^core/protocol/allowed-expression\\.ts$',
      'Expressions come from files: everything but arithmetic, comparison, logic and units is switched off there.',
    ),
    door(
      'ndarray',
      '^core/geometry/volume\\.ts$',
      'Out of range it silently answers a neighbour: accessed behind checks only.',
    ),
    door(
      'kysely',
      '^src/(ledger|cli/ledger)/',
      'One SQL for the embedded database and for a server: nobody else writes any.',
    ),
    door(
      '@electric-sql/pglite',
      '^src/ledger/pglite-database\\.ts$',
      'It has one connection and no lock: given out one at a time there.',
    ),
    door(
      '(@types/)?pg',
      '^src/cli/ledger/open-server\\.ts$',
      'It encrypts only when told to: what is asked for is decided there.',
    ),
    door(
      'temporal-polyfill',
      '^core/trial/zoned-time\\.ts$',
      'Its clock and its zone of the machine stay outside: times are read as they were written.',
    ),
    door('ical-generator', '^src/report/schedule-ics\\.ts$', 'Without a stamp of its own it writes the time of now.'),
    door('pure-rand', '^core/escalation/draws\\.ts$', 'Draws come from a seed that the result prints.'),
    door(
      'd3-contour',
      '^core/dose/isodose-lines\\.ts$',
      'Its samples lie half a step off, and its rings run along the rim: put right in one place.',
    ),
    door('react(-dom)?', '^ui/', 'The page is drawn in one room.'),
    door(
      'recharts',
      '^ui/panels/DvhChart\\.tsx$',
      'It is larger than the rest of the page: fetched when it is needed.',
    ),
    door(
      'pdfkit',
      '^src/report/pdf/paper\\.ts$',
      'It writes dates, and titles into XML as they stand: fixed and made plain in one place.',
    ),
    door('commander', '^src/cli/', 'The options of the command line are nobody else’s business.'),
    door(
      'hyparquet(-writer)?',
      '^src/cli/batch/findings-parquet\\.ts$',
      'It keeps what is not yet a group of rows: how many is decided in one place.',
    ),
    door('picocolors', '^src/(cli|report)/', 'Terminal colours.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

/**
 * @param {string} library
 * @param {string} path
 * @param {string} comment
 * @returns {import('dependency-cruiser').IRegularForbiddenRuleType}
 */
function door(library, path, comment) {
  return {
    name: `one-door-for-${library}`,
    comment,
    severity: 'error',
    from: { pathNot: [path, '^tests/'] },
    to: { path: `(^|/)node_modules/${library}/` },
  };
}
