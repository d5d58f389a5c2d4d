/** The phantoms that are kept in test-data. */
export const SHIPPED_PHANTOMS: readonly string[] = ['himars-demo', 'sphere', 'gtv-fails-ptv-passes'];
