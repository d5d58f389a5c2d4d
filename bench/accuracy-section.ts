/** What a run of the accuracy suites is asked for. */
export interface AccuracyRequest {
  /** Random targets per seed. */
  readonly targets: number;
  /** Folder of real exports; null when there is none. */
  readonly dataFolder: string | null;
  /** Processes that may work at once. */
  readonly processes: number;
  readonly say: (progress: string) => void;
}

/** One part of docs/accuracy.md: it is measured and kept alone, and the page is written from what is kept. */
export interface AccuracySection<Result> {
  readonly name: string;
  readonly title: string;
  /** Null when what it needs is not there. The result must survive JSON. */
  readonly measure: (request: AccuracyRequest) => Promise<Result | null>;
  /** Markdown of a kept result. */
  readonly page: (result: Result) => string;
}

/** A Markdown table; cells of numbers are aligned by the formatter. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** With its sign, since a deviation of either kind may matter. */
export function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) > 0 ? `+${text}` : text.replace(/^-(0\.?0*)$/, '$1');
}
