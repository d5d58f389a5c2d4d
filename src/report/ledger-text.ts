import type { LedgerContent, LedgerEntry, LedgerList, LedgerVerification } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

/** The entries for people, oldest first. */
export function ledgerText({ entries, head }: LedgerList): string {
  const rows = entries.map((entry) => [String(entry.sequence), shownAt(entry), entry.by, contentWords(entry.content)]);
  const lines = [
    ...(rows.length === 0
      ? ['No entries.']
      : textColumns([['', 'when (declared)', 'who (declared)', 'what'], ...rows], [0])),
    '',
    headLine(head),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** Whether the chain is whole, what is wrong with it, and what that cannot tell. */
export function ledgerVerificationText(verification: LedgerVerification): string {
  const { outcome, entries, head, faults, faultsUnnamed, anchors, clockBackwards, limits } = verification;
  const count = entries === 1 ? '1 entry' : `${entries} entries`;
  const lines = [
    outcome === 'whole'
      ? `The ledger is whole: ${count}, each chained to the one before.`
      : `THE LEDGER IS BROKEN (${count}).`,
    ...textColumns(
      faults.map(({ sequence, kind, words }) => [`entry ${sequence}`, kind, words]),
      [],
      '  ',
    ),
    ...(faultsUnnamed === 0 ? [] : [`  and ${faultsUnnamed} more`]),
    ...anchors.map(({ sequence, found, agrees }) =>
      agrees
        ? `  anchor ${sequence}: agrees`
        : `  anchor ${sequence}: ${found === null ? 'there is no such entry' : `another hash stands here, ${found}`}`,
    ),
    ...(clockBackwards.length === 0
      ? []
      : wrapText(
          `  Declared earlier than the entry before: ${clockBackwards.join(', ')}. No fault: clocks are self-declared.`,
          '',
        )),
    headLine(head),
    '',
    ...limits.flatMap((limit) => wrapText(limit, '')),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** What to write down elsewhere: --anchor takes it as it stands. */
export function headLine({ sequence, hash }: LedgerVerification['head']): string {
  return `head ${sequence}:${hash}`;
}

/** An instant without its seconds' fractions: nobody reads them. */
function shownAt({ at }: LedgerEntry): string {
  return at.replace(/\.\d+Z$/, 'Z').replace('T', ' ');
}

/** An entry in a line. */
export function contentWords(content: LedgerContent): string {
  switch (content.kind) {
    case 'subject':
      return `subject ${content.subject} in ${content.trial}${noted(content.note)}`;
    case 'screening':
      return `${content.subject}: screened for ${content.trial}: ${content.outcome}`;
    case 'reading':
      return `${content.subject === undefined ? content.trial : `${content.subject}, ${content.trial}`}: ${content.reading} is read as ${content.option}: ${content.reason}`;
    case 'level':
      return `${content.subject}: level ${content.level}: ${content.reason}`;
    case 'selection': {
      const { subject, lesions, irradiatedCm3, reserveCm3 } = content;
      const percent = ((100 * irradiatedCm3) / reserveCm3).toFixed(2);
      return `${subject}: lesions ${lesions.join(', ')}: ${irradiatedCm3} of ${reserveCm3} cm³, ${percent} %`;
    }
    case 'plan-check':
      return `${content.subject}: plan checked for ${content.trial}: ${content.outcome}`;
    case 'fraction':
      return `${content.subject}: fraction ${content.number} to ${content.lesions.join(', ')}, ${content.startedAt}`;
    case 'toxicity':
      return `${content.subject}: ${content.term}, grade ${content.grade}, from ${content.onset}; dose-limiting: ${content.doseLimiting}`;
    case 'evaluation':
      return `${content.subject}: dose-limiting toxicity in the window up to ${content.windowEnd}: ${content.doseLimitingToxicity}; ${content.reason}`;
    case 'decision':
      return `decision${content.subject === undefined ? '' : ` on ${content.subject}`}${content.level === undefined ? '' : ` on level ${content.level}`}: ${content.decision}: ${content.reason}`;
    case 'correction':
      return `corrects entry ${content.corrects}: ${content.instead === null ? 'withdrawn' : contentWords(content.instead)} (${content.reason})`;
  }
}

function noted(note: string | undefined): string {
  return note === undefined ? '' : `: ${note}`;
}
