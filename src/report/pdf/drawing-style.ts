import type { ReportNode } from './report-node.ts';

type Properties = Readonly<Record<string, string>>;

interface StyleRule {
  /** Outermost first: names of an element and its classes that must all be there. */
  readonly path: readonly { readonly tag: string | null; readonly classes: readonly string[] }[];
  readonly weight: number;
  readonly properties: Properties;
}

/**
 * What a report's own style sheet says of its drawings on white paper: rules with names of elements and classes, one inside
 * the other, and the colours of `:root`. What is said for screens of some kind only is left out.
 */
export class DrawingStyle {
  readonly #rules: readonly StyleRule[];

  constructor(css: string) {
    const plain = withoutMediaRules(css.replace(/\/\*[\s\S]*?\*\//g, ''));
    const blocks = [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selectors = '', body = '']) => ({
      selectors: selectors.split(',').map((selector) => selector.trim()),
      properties: propertiesOf(body),
    }));
    const variables = Object.assign(
      {},
      ...blocks.filter(({ selectors }) => selectors.includes(':root')).map(({ properties }) => properties),
    ) as Properties;
    this.#rules = blocks.flatMap(({ selectors, properties }) =>
      selectors.filter(isPlain).map((selector) => {
        const path = selector.split(/\s+/).map(compoundOf);
        return {
          path,
          weight: path.reduce((sum, { tag, classes }) => sum + 100 * classes.length + (tag === null ? 0 : 1), 0),
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, value]) => [
              name,
              value.replace(/var\((--[\w-]+)\)/g, (_, variable: string) => variables[variable] ?? ''),
            ]),
          ),
        };
      }),
    );
  }

  /** The properties of an element; `chain` are its ancestors and itself. Heavier rules win, then later ones. */
  of(chain: readonly ReportNode[]): Properties {
    const own = this.#rules.filter((rule) => holds(rule, chain)).sort((a, b) => a.weight - b.weight);
    return Object.assign({}, ...own.map(({ properties }) => properties)) as Properties;
  }
}

function holds({ path }: StyleRule, chain: readonly ReportNode[]): boolean {
  const fits = (part: StyleRule['path'][number], node: ReportNode | undefined): boolean =>
    node !== undefined &&
    (part.tag === null || part.tag === node.tag) &&
    part.classes.every((name) => node.classes.has(name));
  const last = path.at(-1);
  if (last === undefined || !fits(last, chain.at(-1))) return false;
  let at = chain.length - 2;
  for (let n = path.length - 2; n >= 0; n--) {
    const part = path[n];
    while (at >= 0 && part !== undefined && !fits(part, chain[at])) at--;
    if (at < 0) return false;
    at--;
  }
  return true;
}

function compoundOf(word: string): StyleRule['path'][number] {
  const [tag = '', ...classes] = word.split('.');
  return { tag: tag === '' ? null : tag, classes };
}

function isPlain(selector: string): boolean {
  return /^[\w.\s-]+$/.test(selector);
}

function propertiesOf(body: string): Properties {
  const pairs = body.split(';').map((each): [string, string] => {
    const colon = each.indexOf(':');
    return [each.slice(0, colon).trim(), each.slice(colon + 1).trim()];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

/** A media rule holds rules of its own in braces. */
function withoutMediaRules(css: string): string {
  let kept = '';
  let depth = 0;
  let isMedia = false;
  for (let at = 0; at < css.length; at++) {
    if (depth === 0 && css.startsWith('@media', at)) isMedia = true;
    const character = css.charAt(at);
    if (isMedia && character === '{') depth++;
    if (isMedia && character === '}' && --depth === 0) isMedia = false;
    else if (!isMedia) kept += character;
  }
  return kept;
}
