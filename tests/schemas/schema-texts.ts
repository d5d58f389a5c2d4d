import { z } from 'zod';
import {
  batchRecordSchema,
  batchSummarySchema,
  caseFileSchema,
  checkResultSchema,
  cohortNextSchema,
  cohortSimulateSchema,
  cohortStatusSchema,
  compareResultSchema,
  designSchema,
  dvhResultSchema,
  fetchResultSchema,
  inspectResultSchema,
  ledgerContentSchema,
  ledgerEntrySchema,
  ledgerListSchema,
  ledgerVerificationSchema,
  marrowResultSchema,
  scheduleResultSchema,
  screenResultSchema,
  studiesResultSchema,
  subjectsFileSchema,
  trialFileSchema,
  typedFileSchema,
} from '../../core/index.ts';
import { ROLE_SQL } from '../../src/ledger/role-sql.ts';

/** Stands beside the trials too, where whoever writes one looks for it. */
export const SEED_SCHEMA = 'trial.schema.json';

const SCHEMAS = {
  'check.schema.json': ['Result of trabecula check --format json', checkResultSchema, 'output'],
  'batch.schema.json': ['Summary of trabecula batch', batchSummarySchema, 'output'],
  'batch-record.schema.json': ['What trabecula batch leaves of each plan', batchRecordSchema, 'output'],
  'compare.schema.json': ['Result of trabecula compare --format json', compareResultSchema, 'output'],
  'dvh.schema.json': ['Result of trabecula dvh --format json', dvhResultSchema, 'output'],
  'fetch.schema.json': ['Result of trabecula fetch --format json', fetchResultSchema, 'output'],
  'inspect.schema.json': ['Result of trabecula inspect --format json', inspectResultSchema, 'output'],
  'marrow.schema.json': ['Result of trabecula marrow --format json', marrowResultSchema, 'output'],
  'schedule.schema.json': ['Result of trabecula schedule --format json', scheduleResultSchema, 'output'],
  'screen.schema.json': ['Result of trabecula screen --format json', screenResultSchema, 'output'],
  'studies.schema.json': ['Result of trabecula fetch --patient --format json', studiesResultSchema, 'output'],
  'cohort-status.schema.json': ['Result of trabecula cohort status --format json', cohortStatusSchema, 'output'],
  'ledger-entry.schema.json': ['Entry of a trial’s ledger, as exported', ledgerEntrySchema, 'output'],
  'ledger-content.schema.json': ['What trabecula ledger add records', ledgerContentSchema, 'input'],
  'ledger-list.schema.json': ['Result of trabecula ledger list --format json', ledgerListSchema, 'output'],
  'ledger-verify.schema.json': ['Result of trabecula ledger verify --format json', ledgerVerificationSchema, 'output'],
  'typed.schema.json': ['Typed volumes of trabecula marrow --typed', typedFileSchema, 'input'],
  'cohort-next.schema.json': ['Result of trabecula cohort next --format json', cohortNextSchema, 'output'],
  'cohort-simulate.schema.json': ['Result of trabecula cohort simulate --format json', cohortSimulateSchema, 'output'],
  'design.schema.json': ['Escalation design of trabecula cohort --design', designSchema, 'input'],
  'subjects.schema.json': ['Subjects of trabecula cohort next --subjects', subjectsFileSchema, 'input'],
  'case.schema.json': ['Case file of trabecula check --case', caseFileSchema, 'input'],
  'trial.schema.json': ['Trial file of trabecula check --trial', trialFileSchema, 'input'],
} as const;

/**
 * The JSON Schemas that ship with the package, as file name and text, made from the schemas that the program uses; and
 * the SQL of a ledger's role beside them.
 */
export function schemaTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, [title, schema, io]] of Object.entries(SCHEMAS)) {
    const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
    texts.set(name, `${JSON.stringify({ $schema, title, ...body }, null, 2)}\n`);
  }
  texts.set('ledger-role.sql', ROLE_SQL);
  return texts;
}
