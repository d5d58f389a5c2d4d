import type { Finding } from '../../core/index.ts';
export const wordsOf = (f: Finding): string => f.outcome;
export const overallWords = (o: string): string => o;
