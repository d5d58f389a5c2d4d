/** Typed volumes of three lesions; reserve 1100 - 30 - 70 = 1000 cm³: L1 10 %, L2 12 %, L3 8 %. */
export const TYPED_VOLUMES = {
  schema: 'trabecula/typed/1',
  trabecularCm3: 1100,
  kind: 'trabecular',
  skeletonComplete: true,
  gtvTotalComplete: true,
  readings: { irradiationVolume: 'gtv', nodes: 'with' },
  lesions: [
    { id: 'L1', gtvCm3: 100, site: 'bone', highRisk: true, symptomatic: false, inTrabecularCm3: 30 },
    { id: 'L2', gtvCm3: 120, site: 'bone', highRisk: false, symptomatic: false, inTrabecularCm3: 70 },
    { id: 'L3', gtvCm3: 80, site: 'node', highRisk: false, symptomatic: false },
  ],
};
