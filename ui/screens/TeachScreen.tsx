import { useEffect, useState } from 'react';
import { FIRST_TEACHING_SETTINGS } from '../../core/index.ts';
import type { TeachingView } from '../../core/index.ts';
import type { DeskClient } from '../desk-client.ts';
import { Answer } from '../teach/Answer.tsx';
import { CutPicture } from '../teach/CutPicture.tsx';
import { Exercises } from '../teach/Exercises.tsx';
import { Matters } from '../teach/Matters.tsx';
import { Settings } from '../teach/Settings.tsx';
import { leaveAddress, settingsInAddress, showInAddress } from '../teach/teach-address.ts';
import styles from '../teach/Teach.module.css';
import { useTeaching } from '../teach/use-teaching.ts';
import { Colon } from '../panels/Colon.tsx';
import { useWords } from '../words/use-words.ts';

/** A target, a dose, and what becomes of the coverage as they are moved; exercises below. */
export function TeachScreen({ ask }: { readonly ask: DeskClient['ask'] }) {
  const words = useWords().teach;
  const [first] = useState(settingsInAddress);
  const [settings, setSettings] = useState(first.settings);
  const [view, setView] = useState<TeachingView>('coronal');
  const [matters, setMatters] = useState(false);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const { glance, verdict, nudges, problem } = useTeaching(ask, settings, view, matters);
  useEffect(() => {
    showInAddress(settings);
  }, [settings]);
  useEffect(() => leaveAddress, []);
  return (
    <>
      <div className={styles.teaching}>
        <h1>{words.heading}</h1>
        <p className={styles.soft}>{words.lead}</p>
        {first.problem !== null && (
          <p role="alert">
            {words.badAddress}
            <Colon /> <span lang="en">{first.problem}</span>
          </p>
        )}
        <p className={styles.buttons}>
          <button
            type="button"
            onClick={() => {
              navigator.clipboard.writeText(location.href).then(
                () => {
                  setCopied('yes');
                },
                () => {
                  setCopied('refused');
                },
              );
            }}
          >
            {words.copy}
          </button>
          <button
            type="button"
            onClick={() => {
              setSettings(FIRST_TEACHING_SETTINGS);
            }}
          >
            {words.reset}
          </button>
          <span role="status">{copied === 'no' ? '' : copied === 'yes' ? words.copied : words.notCopied}</span>
        </p>
        {problem !== null && (
          <p role="alert">
            {words.failed}
            <Colon /> <span lang="en">{problem}</span>
          </p>
        )}
        <div className={styles.columns}>
          <section aria-label={words.settings}>
            <Settings
              settings={settings}
              change={(changed) => {
                setCopied('no');
                setSettings(changed);
              }}
            />
          </section>
          <div>
            {glance === null ? (
              problem === null && <p role="status">{words.working} …</p>
            ) : (
              <>
                <CutPicture picture={glance.picture} view={view} setView={setView} />
                <Answer glance={glance} verdict={verdict} />
                <Matters
                  nudges={nudges}
                  now={verdict?.lesion.ptv?.coveragePercent ?? null}
                  isOpen={matters}
                  open={() => {
                    setMatters(true);
                  }}
                />
              </>
            )}
          </div>
        </div>
      </div>
      <Exercises ask={ask} />
    </>
  );
}
