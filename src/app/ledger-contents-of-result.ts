import {
  checkResultSchema,
  type LedgerContent,
  ledgerContentSchema,
  marrowResultSchema,
  parseJson,
  readStrict,
  screenResultSchema,
  TrabeculaError,
} from '../../core/index.ts';
import { sha256Of } from '../ledger/sha256-of.ts';

/**
 * What a ledger records of a result of `check`, `marrow` or `screen` that was written as JSON: the outcome, and the hash
 * of the file, by which it is found again.
 *
 * @param subject null: as the result has it
 * @throws TrabeculaError (unreadable) for another file, (contradiction) for a result of another subject, (usage) for a
 * result in which there is nothing to record
 */
export async function ledgerContentsOfResult(
  text: string,
  where: string,
  subject: string | null,
): Promise<readonly LedgerContent[]> {
  const json = parseJson(text, where);
  const resultSha256 = await sha256Of(text);
  const kind = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : null;
  switch (kind) {
    case 'trabecula/check/1': {
      const { outcome, trial, subject: said } = readStrict(checkResultSchema, json, where);
      return [
        contentOf({
          kind: 'plan-check',
          subject: sameSubject(said, subject, where),
          trial: trial.id,
          outcome,
          resultSha256,
        }),
      ];
    }
    case 'trabecula/screen/1': {
      const { trials, subject: said } = readStrict(screenResultSchema, json, where);
      const who = sameSubject(said, subject, where);
      return trials.map(({ id, outcome }) =>
        contentOf({ kind: 'screening', subject: who, trial: id, outcome, resultSha256 }),
      );
    }
    case 'trabecula/marrow/1': {
      const { selection, reserveCm3, subject: said } = readStrict(marrowResultSchema, json, where);
      const { proposed, usedCm3 } = selection;
      if (usedCm3 === null || reserveCm3 === null) {
        throw new TrabeculaError('usage', {
          what: `this result has no selection of lesions to record: ${selection.reason ?? 'no level was given'}`,
          where,
        });
      }
      return [
        contentOf({
          kind: 'selection',
          subject: sameSubject(said, subject, where),
          lesions: proposed,
          irradiatedCm3: usedCm3,
          reserveCm3: reserveCm3.value,
          resultSha256,
        }),
      ];
    }
    default:
      throw new TrabeculaError('unreadable', {
        what: 'this is no result of check, marrow or screen',
        where,
        found: String(kind),
        expected: 'the JSON that --format json writes',
      });
  }
}

function contentOf(content: unknown): LedgerContent {
  return readStrict(ledgerContentSchema, content, 'the result');
}

function sameSubject(said: string | null, given: string | null, where: string): string {
  const known = said === '' ? null : said;
  if (known !== null && given !== null && known !== given) {
    throw new TrabeculaError('contradiction', {
      what: 'this is the result of another subject',
      where,
      found: known,
      expected: given,
    });
  }
  const subject = given ?? known;
  if (subject !== null) return subject;
  throw new TrabeculaError('usage', { what: 'the result names no subject; --subject says whose it is', where });
}
