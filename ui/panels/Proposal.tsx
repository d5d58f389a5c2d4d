import { useEffect, useRef, useState } from 'react';
import type { CaseFile } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import styles from './Proposal.module.css';

interface ProposalProps {
  readonly proposed: CaseFile;
  readonly accept: () => void;
  /** To where it can be corrected; null where nothing can. */
  readonly edit: (() => void) | null;
}

/**
 * The lesions that this program proposes, to be looked at by a person. They can be confirmed once the last of them was on
 * the screen: nobody vouches for what was never shown.
 */
export function Proposal({ proposed, accept, edit }: ProposalProps) {
  const { check: words, result: say } = useWords();
  const [isSeen, setSeen] = useState(false);
  const last = useRef<HTMLTableRowElement>(null);
  const lesions = proposed.lesions ?? [];
  useEffect(() => {
    const { current } = last;
    if (current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      // What the footer hides is not seen.
      { threshold: 0.9, rootMargin: '0px 0px -64px 0px' },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [proposed]);
  return (
    <section className={styles.proposal} aria-label={words.proposed}>
      <h2>{words.proposed}</h2>
      <p>{words.proposedLead}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            {[words.lesion, 'GTV', 'PTV', words.prescription].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lesions.map(({ id, gtv, ptv, prescription }, index) => (
            <tr key={id} ref={index === lesions.length - 1 ? last : null}>
              <th scope="row">{id}</th>
              <td>{gtv ?? words.noTarget}</td>
              <td>{ptv ?? words.noTarget}</td>
              <td>
                {prescription === undefined
                  ? words.noPrescription
                  : say.digits(words.fractions(prescription.doseGy, prescription.fractions))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.buttons}>
        <button type="button" disabled={!isSeen} aria-describedby={isSeen ? undefined : 'see-all'} onClick={accept}>
          {words.confirmProposal}
        </button>
        {edit !== null && (
          <button type="button" onClick={edit}>
            {words.editCase}
          </button>
        )}
      </p>
      {!isSeen && (
        <p id="see-all" className={styles.soft}>
          {words.seeAll}
        </p>
      )}
    </section>
  );
}
