import { useCallback, useEffect, useState } from 'react';
import type { LedgerExchange, LedgerView } from '../../src/worker/ledger-messages.ts';
import type { LedgerClient } from '../ledger-client.ts';

/** Where the ledger stands: not looked for yet, none, to be loaded first, at work, in another tab, open. */
type LedgerStage = 'looking' | 'none' | 'closed' | 'opening' | 'elsewhere' | 'open';

export interface UsedLedger {
  readonly stage: LedgerStage;
  /** Whether opening it asks a server for nothing. */
  readonly isReady: boolean;
  readonly view: LedgerView | null;
  /** Why the last question has no answer, and whether it was to record something. */
  readonly problem: { readonly message: string; readonly ofEntry: boolean } | null;
  readonly isBusy: boolean;
  /** NUMBER:HASH of what was recorded last. */
  readonly recorded: readonly string[] | null;
  readonly open: () => void;
  readonly close: () => void;
  readonly erase: () => void;
  readonly choose: (trial: string) => void;
  /** Asks, and shows the ledger anew; null where it was refused, with `problem` saying why. */
  readonly ask: <K extends keyof LedgerExchange>(
    kind: K,
    asks: LedgerExchange[K]['asks'],
  ) => Promise<LedgerExchange[K]['gets'] | null>;
}

/**
 * The ledger of this browser. One that is there opens by itself, unless that would ask a server for something while a
 * patient is open.
 */
export function useLedger(client: LedgerClient, designText: string | null, isPatientOpen: boolean): UsedLedger {
  const [stage, setStage] = useState<LedgerStage>('looking');
  const [isReady, setReady] = useState(false);
  const [view, setView] = useState<LedgerView | null>(null);
  const [problem, setProblem] = useState<UsedLedger['problem']>(null);
  const [trial, setTrial] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [recorded, setRecorded] = useState<readonly string[] | null>(null);
  const failed = useCallback((error: unknown, ofEntry = false): null => {
    setProblem({ message: error instanceof Error ? error.message : String(error), ofEntry });
    return null;
  }, []);
  const look = useCallback(() => client.ask('view', { trial, designText }), [client, trial, designText]);

  const open = (): void => {
    setStage('opening');
    setProblem(null);
    client
      .ask('open', {})
      .then((answer) => {
        setReady(true);
        setStage(answer);
      })
      .catch((error: unknown) => {
        setStage('closed');
        failed(error);
      });
  };
  useEffect(() => {
    client.find().then(
      (found) => {
        setReady(found.isReady);
        if (found.exists && (found.isReady || !isPatientOpen)) open();
        else setStage(found.exists ? 'closed' : 'none');
      },
      (error: unknown) => failed(error),
    );
    // Once, when the screen is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (stage === 'open') look().then(setView, (error: unknown) => failed(error));
  }, [stage, look, failed]);

  const leave = (kind: 'close' | 'erase'): void => {
    client.ask(kind, {}).then(
      async () => {
        setView(null);
        setProblem(null);
        const found = await client.find();
        setStage(found.exists ? 'closed' : 'none');
      },
      (error: unknown) => failed(error),
    );
  };
  return {
    stage,
    isReady,
    view,
    problem,
    isBusy,
    recorded,
    open,
    close: () => leave('close'),
    erase: () => leave('erase'),
    choose: setTrial,
    ask: async (kind, asks) => {
      setBusy(true);
      setProblem(null);
      setRecorded(null);
      try {
        const answer = await client.ask(kind, asks);
        setView(await look());
        if (kind === 'add' || kind === 'addResult') setRecorded(answer as readonly string[]);
        return answer;
      } catch (error) {
        return failed(error, kind === 'add' || kind === 'addResult');
      } finally {
        setBusy(false);
      }
    },
  };
}
