import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Only what is inside the file may run, and it may ask for nothing: every script and style is named by its hash. */
function policy(scripts: readonly string[], styles: readonly string[]): string {
  const named = (texts: readonly string[]): string =>
    texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
  return [
    "default-src 'none'",
    `script-src ${named(scripts)} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src ${named(styles)}`,
    'img-src data: blob:',
    // Codecs come as data addresses inside the worker.
    'connect-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Puts the one script and the one style sheet of a build into its HTML file, and nothing beside it. */
export function oneFile(fileName: string): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const chunks = files.filter((file) => file.type === 'chunk');
      const assets = files.filter((file) => file.type === 'asset');
      const html = assets.find((file) => file.fileName.endsWith('.html'));
      const [chunk, ...others] = chunks;
      if (html === undefined || chunk === undefined || others.length > 0)
        this.error(`one HTML file and one script are wanted; there are ${chunks.length} scripts`);
      // Neither may end the element that it is put into.
      const script = chunk.code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
      const style = assets
        .filter((file) => file.fileName.endsWith('.css'))
        .map((file) => String(file.source))
        .join('');
      const left = assets.filter((file) => file !== html && !file.fileName.endsWith('.css'));
      if (left.length > 0) this.error(`not inside the file: ${left.map((file) => file.fileName).join(', ')}`);
      const source = String(html.source)
        .replace(/<script type="module"[^>]*><\/script>/, '')
        .replace(/<link rel="(?:stylesheet|modulepreload|manifest|icon)"[^>]*>/g, '')
        .replace(
          /(<meta\s+http-equiv="Content-Security-Policy"\s+content=")[^"]*"/,
          (_all, before: string) => `${before}${policy([script], [style])}"`,
        )
        // Functions, because a script may hold "$&".
        .replace('</head>', () => `<link rel="icon" href="data:," /><style>${style}</style></head>`)
        .replace('</body>', () => `<script>${script}</script></body>`);
      for (const name of Object.keys(bundle)) Reflect.deleteProperty(bundle, name);
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
