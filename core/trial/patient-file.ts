import { z } from 'zod';
import { ANALYTES, type AnalyteName } from './laboratory.ts';

/**
 * What a case file says of a patient and of each lesion for screening. Every key may be left out or null, which is
 * "unknown" and never "no". The descriptions are the explanations of `trabecula screen --template`.
 */

const date = z.iso.date('a date, YYYY-MM-DD').nullable().optional();
const amount = z.number().min(0, 'a number from 0 up');
const answer = z.enum(['yes', 'no', 'unknown']);

export const laboratoryValueSchema = z.strictObject({
  value: amount.nullable().describe('the number as the laboratory printed it; null: not known'),
  unit: z.string().min(1, 'a unit').describe('its unit, always'),
  date: date.describe('day of the sample'),
  upperLimit: z
    .number()
    .positive('a number above 0')
    .nullable()
    .optional()
    .describe("the laboratory's own upper limit of normal, in the same unit"),
  confirmed: z
    .boolean()
    .optional()
    .describe('true: an unlikely value was looked up and is right as it stands in value and unit'),
});

const laboratoryShape = Object.fromEntries(
  Object.entries(ANALYTES).map(([key, { name, written }]) => [
    key,
    laboratoryValueSchema.optional().describe(`${name}, in ${written.join(', ')}`),
  ]),
) as Record<AnalyteName, z.ZodOptional<typeof laboratoryValueSchema>>;

/** What is asked as yes, no or unknown and means the same in every trial. */
export const HISTORY = {
  prostateCancer: 'prostate cancer',
  adenocarcinoma: 'adenocarcinoma of the prostate',
  acinarAdenocarcinoma: 'acinar adenocarcinoma, also with neuro-endocrine dedifferentiation',
  ductalOrSmallCell: 'ductal adenocarcinoma or small-cell cancer of the prostate',
  urothelialCancer: 'urothelial cancer, proven by histology of the primary or of a metastasis',
  progressionAfterLifeProlonging:
    'clinical progression after an androgen-receptor pathway inhibitor, chemotherapy or another life-prolonging therapy',
  castrationResistant: 'castration-resistant disease',
  progressionOnPsmaPet: 'progression seen on PSMA PET',
  psmaNegativeDisease: 'disease that PSMA PET does not show',
  ongoingAdt: 'androgen deprivation is going on',
  ongoingArta: 'an androgen-receptor targeted agent (ARTA) is being given',
  artaResponseThreeMonths: 'the ARTA has kept PSA or symptoms in response for three months or more',
  chemotherapyOngoing: 'chemotherapy is being given and will not be over or stopped before radiotherapy',
  docetaxelEver: 'docetaxel was given in the past',
  progressionOnDocetaxel: 'the disease progresses while docetaxel is given',
  radionuclideCabazitaxelParpEver: 'a radionuclide, cabazitaxel or a PARP inhibitor was ever given',
  cytopenicTreatment: 'a treatment that lowers blood counts (chemotherapy, radioligand) is being given or is indicated',
  prostateRadiotherapy: 'the prostate was irradiated before',
  primaryTreated: 'the primary was treated by radiotherapy or surgery, or will be within the trial',
  otherMalignancy: 'another primary malignancy, now or in the past',
  otherMalignancyActive: 'another malignancy is active that could disturb what the trial observes',
  otherMalignancySkinOrUrothelial:
    'the only other active malignancy is non-melanoma skin cancer or non-invasive urothelial cancer',
  otherMalignancySkinOrInSitu:
    'every other malignancy was non-melanoma skin cancer, lentigo maligna or carcinoma in situ, adequately treated, no sign of it left',
  otherMalignancyCured:
    'every other malignancy was treated to cure, shows no active disease, and is unlikely to come back',
  otherInterventionalStudy: 'takes part in another study that treats',
} as const;

export type HistoryName = keyof typeof HISTORY;

const historyShape = Object.fromEntries(
  Object.entries(HISTORY).map(([key, words]) => [key, answer.optional().describe(words)]),
) as Record<HistoryName, z.ZodOptional<typeof answer>>;

export const patientSchema = z.strictObject({
  birthDate: date.describe('date of birth, YYYY-MM-DD'),
  sex: z.enum(['male', 'female', 'unknown']).optional().describe('male, female or unknown'),
  consentDate: date.describe('day on which consent was or will be signed'),
  inclusionDate: date.describe('day of inclusion'),
  randomisationDate: date.describe('planned day of randomisation'),
  firstDoseDate: date.describe('planned day of the first fraction'),
  imagingDate: date.describe('day of the conventional imaging that shows the progression'),
  otherMalignancyFreeSince: date.describe('day since which another malignancy has shown no active disease'),
  weightKg: z.number().positive('a number above 0').nullable().optional().describe('body weight, for Cockcroft-Gault'),
  performanceStatus: z
    .strictObject({
      value: z.int().min(0, 'a whole number from 0 up').nullable(),
      scale: z.enum(['WHO', 'ECOG', 'Karnofsky']),
    })
    .optional()
    .describe('performance status with its scale; WHO and ECOG are one scale, Karnofsky is another'),
  lifeExpectancy: z
    .strictObject({ value: amount.nullable(), unit: z.enum(['months', 'years']) })
    .optional()
    .describe("the investigator's estimate"),
  boneMarrowReserveCm3: z
    .number()
    .positive('a number above 0')
    .nullable()
    .optional()
    .describe('bone marrow reserve in cm³, from trabecula marrow'),
  laboratory: z.strictObject(laboratoryShape).optional().describe('laboratory values, each with its unit'),
  history: z.strictObject(historyShape).optional().describe('yes, no or unknown'),
  answers: z
    .record(z.string(), answer)
    .optional()
    .describe('answers to questions of one trial by criterion: {"himars/consent": "yes"}'),
  lesionsComplete: z
    .boolean()
    .optional()
    .describe('false: there may be lesions that the table does not name; left out: the table is taken as complete'),
});

export const ORGANS = [
  ...['bone', 'lymph node', 'prostate', 'prostate bed', 'bladder', 'upper urinary tract', 'lung', 'liver', 'brain'],
  ...['peritoneum', 'pleura', 'adrenal', 'kidney', 'soft tissue', 'skin', 'other'],
] as const;

const sizeMm = z.number().positive('a number above 0').nullable().optional();

/** Keys of a lesion in a case file that screening uses. */
export const lesionFacts = {
  organ: z
    .enum(ORGANS)
    .optional()
    .describe(`one of ${ORGANS.join(', ')}`),
  kind: z
    .enum(['metastasis', 'local-recurrence', 'primary'])
    .optional()
    .describe('left out: a metastasis; in prostate, its bed, bladder, upper urinary tract and "other": not known'),
  status: z
    .enum(['new', 'progressive', 'stable', 'responding', 'unknown'])
    .optional()
    .describe('against the imaging before; new counts as progressive'),
  region: z.enum(['regional', 'non-regional']).optional().describe('of a lymph node'),
  subregion: z.string().min(1, 'a name that is not empty').optional().describe('of a non-regional lymph node'),
  shortAxisMm: sizeMm.describe('short axis as typed from radiology'),
  longestDiameterMm: sizeMm.describe('longest diameter as typed from radiology'),
  gtvCm3: amount.nullable().optional().describe('volume of the GTV, typed'),
  measured: z
    .strictObject({ shortAxisMm: sizeMm, longAxisMm: sizeMm })
    .optional()
    .describe('sizes measured from contours (trabecula marrow); shown beside, they decide nothing'),
};

export type PatientFile = z.infer<typeof patientSchema>;
export type LaboratoryValue = z.infer<typeof laboratoryValueSchema>;
export type YesNoUnknown = z.infer<typeof answer>;
