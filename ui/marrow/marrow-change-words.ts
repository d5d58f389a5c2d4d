import type { Words } from '../words/en/index.ts';
import type { Change } from './marrow-draft.ts';

/** A change in words, for the trace of what was done. */
export function changeWords(change: Change, { marrow: words }: Words): string {
  const { changes } = words;
  const yesNo = (value: boolean | null): string =>
    value === null ? words.notSaidOption : value ? words.yes : words.no;
  switch (change.kind) {
    case 'tick':
      return changes.tick(change.lesion, change.on);
    case 'pick':
      return changes.pick(change.lesions.join(', ') || words.nothing);
    case 'proposal':
      return changes.proposal;
    case 'lock':
      return changes.lock(change.lesion, words.locks[change.lock]);
    case 'order':
      return changes.order(change.order.join(', '));
    case 'level':
      return changes.level(change.level === null ? words.none : String(change.level));
    case 'objective':
      return changes.objective(words.objectives[change.objective]);
    case 'reading':
      return changes.reading(
        change.reading === null ? words.noReading : words.readingOption(change.reading.reading, change.reading.nodes),
      );
    case 'bone-kind':
      return changes.declared(
        words.boneKind,
        change.value === null ? words.notSaidOption : words.boneKinds[change.value],
      );
    case 'skeleton':
      return changes.declared(words.skeleton, yesNo(change.value));
    case 'tumour':
      return changes.declared(words.tumour, yesNo(change.value));
    case 'bone-rois':
      return changes.declared(words.boneRois, change.rois.join(', ') || words.nothing);
    case 'tumour-rois':
      return changes.declared(
        words.tumourRois,
        change.rois === 'all-lesions' ? words.allLesions : change.rois.join(', '),
      );
    case 'shell':
      return changes.declared(words.shell, words.shellMethods[change.shell?.method ?? '']);
    case 'lesion':
      return Object.entries(change.change)
        .map(([what, value]) =>
          changes.typed(
            change.lesion,
            what,
            typeof value === 'string' ? value : yesNo(typeof value === 'boolean' ? value : null),
          ),
        )
        .join('; ');
    case 'typed':
      return Object.entries(change.change)
        .map(([what, value]) => changes.typed(change.lesion, what, value === '' ? words.notSaidOption : value))
        .join('; ');
    case 'typed-bone':
      return changes.declared(words.trabecularCm3, change.text);
    case 'rows':
      return changes.rows[change.how];
    case 'source':
      return changes.source(words.sources[change.source]);
    case 'loaded':
      return changes.loaded(change.name);
  }
}
