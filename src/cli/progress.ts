/** Calls back with what is being done; a line on a terminal once the work has taken a second. */
export interface Progress {
  readonly onProgress: (step: string) => void;
  readonly done: () => void;
}

/** Writes to standard error only, and only when that is a terminal: results must not depend on it. */
export function showProgress(): Progress {
  const isShown = process.stderr.isTTY === true;
  const startedAt = Date.now();
  let isDirty = false;
  return {
    onProgress(step) {
      if (!isShown || Date.now() - startedAt < 1000) return;
      isDirty = true;
      process.stderr.write(`\r\u001b[K${step.slice(0, 78)}`);
    },
    done() {
      if (isDirty) process.stderr.write('\r\u001b[K');
      isDirty = false;
    },
  };
}
