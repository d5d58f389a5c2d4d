import { dirname, join, resolve } from 'node:path';
import { type BatchFailure, isTrabeculaError, setLimits, TrabeculaError } from '../../../core/index.ts';
import { checkJson } from '../../report/check-json.ts';
import { EXIT, EXIT_OF_ERROR, exitStatusOf } from '../exit-status.ts';
import { runCheck } from '../run-check.ts';
import { hashInputs, sha256OfFile, sha256OfText, stampOf } from './hash-inputs.ts';
import type { PlanAnswer, PlanTask } from './plan-task.ts';

/** One plan, unless it is known already: what is printed is what `check --format json` of it prints. */
export async function checkOnePlan(task: PlanTask): Promise<PlanAnswer> {
  let key: string | null = null;
  setLimits(task.options.limits);
  try {
    const hashed = await hashInputs(task.folder, task.casePath, task.options);
    key = hashed.key;
    if (await isUnchanged(hashed.key, task)) return { kind: 'unchanged' };
    const beside = new Map<string, string>();
    const { result } = await runCheck([task.folder], {
      ...task,
      case: task.casePath,
      acceptProposal: false,
      mask: [],
      // Of servers only, which a batch does not ask.
      withCt: false,
      timeout: 60,
      onNamed: (file, absolute) => beside.set(file, absolute),
    });
    const json = checkJson(result);
    const named = await Promise.all(
      [...beside].map(async ([file, absolute]) => ({ file, sha256: await sha256OfFile(absolute) })),
    );
    if ((await stampOf(task.folder, task.casePath)) !== hashed.stamp) {
      key = null;
      throw new TrabeculaError('unreadable', { what: 'files changed while they were read', where: task.folder });
    }
    const { outcome, summary } = result;
    return {
      kind: 'checked',
      json,
      key,
      named,
      result: {
        sha256: sha256OfText(json),
        outcome,
        worstPossible: summary.worstPossible,
        exitStatus: exitStatusOf(result),
      },
    };
  } catch (error) {
    return { kind: 'failed', key, failure: failureOf(error) };
  }
}

async function isUnchanged(key: string, { before, casePath }: PlanTask): Promise<boolean> {
  if (before === null || before.key !== key) return false;
  for (const { file, sha256 } of before.named) {
    const now = await sha256OfFile(join(dirname(resolve(casePath)), file)).catch(() => null);
    if (now !== sha256) return false;
  }
  return true;
}

function failureOf(error: unknown): BatchFailure {
  if (isTrabeculaError(error)) {
    return { kind: error.kind, message: error.message, exitStatus: EXIT_OF_ERROR[error.kind] };
  }
  const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
  return { kind: 'internal', message: `internal error, please report it: ${what}`, exitStatus: EXIT.internal };
}
