/** An element of a report, or text. */
export type ReportPart = ReportNode | string;

export interface ReportNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly classes: ReadonlySet<string>;
  readonly children: readonly ReportPart[];
}

const TOKEN =
  /<!doctype[^>]*>|<style>([\s\S]*?)<\/style>|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** Without an end tag. */
const EMPTY = new Set(['meta', 'br', 'link']);

/**
 * The elements of a page that `html` of markup.ts made. That is well formed, quotes every attribute and escapes whatever
 * came from a file, so this need not be a parser for any other HTML.
 */
export function reportNodes(source: string): ReportNode {
  const open: { tag: string; attributes: Record<string, string>; children: ReportPart[] }[] = [
    { tag: 'root', attributes: {}, children: [] },
  ];
  for (const [token, css, slash, name = '', attributes = '', closed] of source.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (top === undefined) break;
    if (css !== undefined) top.children.push(asNode({ tag: 'style', attributes: {}, children: [css] }));
    else if (!token.startsWith('<')) top.children.push(unescaped(token));
    else if (slash === '/') {
      if (top.tag !== name) throw new Error(`a report is not well formed: </${name}> in <${top.tag}>`);
      open.pop();
      open.at(-1)?.children.push(asNode(top));
    } else if (name !== '') {
      const node = { tag: name, attributes: attributesOf(attributes), children: [] };
      if (closed === '/' || EMPTY.has(name)) top.children.push(asNode(node));
      else open.push(node);
    }
  }
  const [root, ...rest] = open;
  if (root === undefined || rest.length > 0) throw new Error('a report is not well formed: an element has no end');
  return asNode(root);
}

export function childrenNamed({ children }: ReportNode, tag: string): readonly ReportNode[] {
  return children.filter((child): child is ReportNode => typeof child !== 'string' && child.tag === tag);
}

/** The first element of that name, itself or at any depth. */
export function firstNamed(node: ReportNode, tag: string): ReportNode | null {
  if (node.tag === tag) return node;
  for (const child of node.children) {
    const found = typeof child === 'string' ? null : firstNamed(child, tag);
    if (found !== null) return found;
  }
  return null;
}

/** All the text of an element, white space as one blank. */
export function textOf(part: ReportPart): string {
  const all = (each: ReportPart): string => (typeof each === 'string' ? each : each.children.map(all).join(''));
  return all(part).replace(/\s+/g, ' ').trim();
}

function asNode(node: { tag: string; attributes: Record<string, string>; children: ReportPart[] }): ReportNode {
  return { ...node, classes: new Set((node.attributes['class'] ?? '').split(' ').filter((name) => name !== '')) };
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
