/** A whole design file of one method; for tests, with what they change. */
export function aDesign(method: '3+3' | 'rolling-six' | 'boin' | 'mtpi' | 'crm', changes: object = {}): object {
  const walked = { candidateSubjects: 6 };
  const aimed = { cohortSize: 3, targetToxicity: 0.3 };
  const own = {
    '3+3': walked,
    'rolling-six': walked,
    boin: { ...aimed, eliminateAbove: 0.95 },
    mtpi: { ...aimed, epsilonBelow: 0.05, epsilonAbove: 0.05, eliminateAbove: 0.95 },
    crm: {
      ...aimed,
      skeleton: [0.1, 0.2, 0.3, 0.4],
      priorVariance: 1.34,
      maySkipLevels: false,
      stopAbove: null,
    },
  };
  return {
    schema: 'trabecula/design/1',
    version: 'test 1',
    method,
    levels: [
      { id: -1, percent: 20 },
      { id: 1, percent: 30 },
      { id: 2, percent: 40 },
      { id: 3, percent: 50 },
    ],
    startLevel: 1,
    maxSubjects: 18,
    doseLimitingToxicity: { definition: 'thrombopenia of grade 4', windowDays: 42 },
    ...own[method],
    ...changes,
  };
}
