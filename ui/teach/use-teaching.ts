import { useCallback, useEffect, useRef, useState } from 'react';
import { TEACHING_NUMBER_NAMES } from '../../core/index.ts';
import type { TeachingSettings, TeachingView } from '../../core/index.ts';
import type { TeachingGlance, TeachingNudge, TeachingVerdict } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';

interface Asked {
  readonly settings: TeachingSettings;
  readonly view: TeachingView;
  readonly nudges: boolean;
}

export interface Teaching {
  readonly glance: TeachingGlance | null;
  /** Null until it is there for the settings as they are now. */
  readonly verdict: TeachingVerdict | null;
  readonly nudges: readonly TeachingNudge[];
  readonly problem: string | null;
}

const NOTHING: Teaching = { glance: null, verdict: null, nudges: [], problem: null };

/**
 * Answers for the settings as they are: the glance at once, then the verdict, then what each setting does. One question at
 * a time; when the settings change, what was still to be asked about the old ones is not asked any more.
 */
export function useTeaching(
  ask: DeskClient['ask'],
  settings: TeachingSettings,
  view: TeachingView,
  nudges: boolean,
): Teaching {
  const [teaching, setTeaching] = useState(NOTHING);
  const wanted = useRef<Asked>({ settings, view, nudges });
  const isRunning = useRef(false);
  const isShown = useRef(true);

  const run = useCallback(async (): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    try {
      for (let done: Asked | null = null; isShown.current && done !== wanted.current;) {
        const asked: Asked = wanted.current;
        const isStale = (): boolean => wanted.current !== asked || !isShown.current;
        const glance = await ask('teach-glance', { settings: asked.settings, view: asked.view });
        setTeaching({ ...NOTHING, glance });
        if (isStale()) continue;
        const verdict = await ask('teach', { settings: asked.settings });
        if (isStale()) continue;
        setTeaching({ ...NOTHING, glance, verdict });
        for (const name of asked.nudges ? TEACHING_NUMBER_NAMES : []) {
          const found = await ask('teach-nudge', { settings: asked.settings, name });
          if (isStale()) break;
          setTeaching((before) => ({ ...before, nudges: [...before.nudges, found] }));
        }
        if (!isStale()) done = asked;
      }
    } catch (error) {
      setTeaching({ ...NOTHING, problem: error instanceof Error ? error.message : String(error) });
    } finally {
      isRunning.current = false;
    }
  }, [ask]);

  useEffect(() => {
    wanted.current = { settings, view, nudges };
    void run();
  }, [run, settings, view, nudges]);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return teaching;
}
