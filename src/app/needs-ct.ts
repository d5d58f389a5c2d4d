import { readCaseFacts } from '../../core/index.ts';

/** Whether a case asks for what only a CT can tell: how thick the shell of a bone is. */
export function needsCt(caseText: string | null, casePath: string): boolean {
  return caseText !== null && readCaseFacts(caseText, casePath).trabecularBone?.shell !== undefined;
}
