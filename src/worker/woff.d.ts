/** A font as a data address, put into the bundle by vite. */
declare module '*.woff?inline' {
  const address: string;
  export { address as default };
}
