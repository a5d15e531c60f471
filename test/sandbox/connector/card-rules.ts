/** What Teams' clients draw: elements by the schema version that brought them, and Teams' own ones beyond 1.5, which stand
 *  in cards of version 1.5 (Adaptive Cards schema 1.5; Teams docs: cards reference). */
const ELEMENTS: Readonly<Record<string, { readonly since: number; readonly needs?: readonly string[] }>> = {
  TextBlock: { since: 1.0, needs: ['text'] },
  Image: { since: 1.0, needs: ['url'] },
  Media: { since: 1.1, needs: ['sources'] },
  RichTextBlock: { since: 1.2, needs: ['inlines'] },
  TextRun: { since: 1.2, needs: ['text'] },
  Container: { since: 1.0, needs: ['items'] },
  ColumnSet: { since: 1.0 },
  Column: { since: 1.0 },
  FactSet: { since: 1.0, needs: ['facts'] },
  ImageSet: { since: 1.0, needs: ['images'] },
  ActionSet: { since: 1.2, needs: ['actions'] },
  Table: { since: 1.5, needs: ['columns', 'rows'] },
  TableRow: { since: 1.5 },
  TableCell: { since: 1.5, needs: ['items'] },
  'Input.Text': { since: 1.0, needs: ['id'] },
  'Input.Number': { since: 1.0, needs: ['id'] },
  'Input.Date': { since: 1.0, needs: ['id'] },
  'Input.Time': { since: 1.0, needs: ['id'] },
  'Input.Toggle': { since: 1.0, needs: ['id', 'title'] },
  'Input.ChoiceSet': { since: 1.0, needs: ['id'] },
  'Action.OpenUrl': { since: 1.0, needs: ['url'] },
  'Action.Submit': { since: 1.0 },
  'Action.ShowCard': { since: 1.0, needs: ['card'] },
  'Action.ToggleVisibility': { since: 1.2, needs: ['targetElements'] },
  'Action.Execute': { since: 1.4 },
  Icon: { since: 1.5, needs: ['name'] },
  Badge: { since: 1.5 },
  Rating: { since: 1.5 },
  'Input.Rating': { since: 1.5, needs: ['id'] },
  Carousel: { since: 1.5, needs: ['pages'] },
  CarouselPage: { since: 1.5, needs: ['items'] },
  CodeBlock: { since: 1.5, needs: ['codeSnippet'] },
  CompoundButton: { since: 1.5, needs: ['title'] },
  ProgressBar: { since: 1.5 },
  ProgressRing: { since: 1.5 },
  Component: { since: 1.5, needs: ['name', 'properties'] },
  'Chart.Donut': { since: 1.5, needs: ['data'] },
  'Chart.Pie': { since: 1.5, needs: ['data'] },
  'Chart.HorizontalBar': { since: 1.5, needs: ['data'] },
  'Chart.HorizontalBar.Stacked': { since: 1.5, needs: ['data'] },
  'Chart.VerticalBar': { since: 1.5, needs: ['data'] },
  'Chart.VerticalBar.Grouped': { since: 1.5, needs: ['data'] },
  'Chart.Line': { since: 1.5, needs: ['data'] },
  'Chart.Gauge': { since: 1.5, needs: ['value'] },
};
const NEWEST = 1.5;
const REFRESH_USERS = 60;
const TEXTS = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'altText',
  'url',
  'id',
  'fallbackText',
  'speak',
]);
/** Places in an element where further elements stand. */
const CHILDREN = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'actions',
  'inlines',
  'images',
  'pages',
] as const;
const SINGLES = ['selectAction', 'inlineAction', 'card'] as const;

type Json = Readonly<Record<string, unknown>>;

/** Why Teams would not show the card, one sentence each, with the place; empty when it would. */
export function cardProblems(card: unknown): readonly string[] {
  if (!isObject(card)) return ['the card is no object'];
  if (card['type'] !== 'AdaptiveCard') return ['type is not AdaptiveCard'];
  const version = Number(card['version']);
  if (typeof card['version'] !== 'string' || !/^1\.\d$/.test(card['version'])) {
    return ['version is missing or is not a text like "1.5"'];
  }
  if (version > NEWEST) return [`version ${card['version']} is newer than 1.5, the newest that Teams knows`];
  const problems: string[] = [];
  const seen = { ids: new Set<string>(), version, problems };
  walkElement(card, '$', seen);
  problems.push(...refreshProblems(card['refresh']));
  return problems;
}

interface Walk {
  readonly ids: Set<string>;
  readonly version: number;
  readonly problems: string[];
}

function walkElement(element: Json, path: string, walk: Walk): void {
  for (const [key, value] of Object.entries(element)) {
    if (TEXTS.has(key) && value !== undefined && typeof value !== 'string') {
      walk.problems.push(`${path}.${key} is not a text`);
    }
  }
  if (typeof element['id'] === 'string' && String(element['type']).startsWith('Input.')) {
    if (walk.ids.has(element['id'])) walk.problems.push(`${path}: two inputs have the id ${element['id']}`);
    walk.ids.add(element['id']);
  }
  for (const place of CHILDREN) {
    const children = element[place];
    if (children === undefined) continue;
    if (!Array.isArray(children)) walk.problems.push(`${path}.${place} is not a list`);
    else children.forEach((child, index) => visit(child, `${path}.${place}[${index}]`, place, element, walk));
  }
  for (const place of SINGLES) {
    if (element[place] !== undefined) visit(element[place], `${path}.${place}`, place, element, walk);
  }
}

function visit(child: unknown, path: string, place: string, parent: Json, walk: Walk): void {
  if (place === 'inlines' && typeof child === 'string') return;
  if (!isObject(child)) return void walk.problems.push(`${path} is no element`);
  if (place === 'columns' && parent['type'] === 'Table') return; // widths, no elements
  if (place === 'card') {
    if (child['type'] !== 'AdaptiveCard') walk.problems.push(`${path} is no card`);
    return walkElement(child, path, walk);
  }
  const type = child['type'] ?? (place === 'columns' ? 'Column' : undefined);
  const found = elementProblems(child, type, walk.version);
  if (found.length > 0 && child['fallback'] !== undefined) {
    return visitFallback(child['fallback'], path, place, parent, walk);
  }
  walk.problems.push(...found.map((problem) => `${path}: ${problem}`));
  if (isObject(child['fallback'])) visitFallback(child['fallback'], path, place, parent, walk);
  walkElement(child, path, walk);
}

/** Inputs of a fallback may bear the ids of what they stand in for. */
function visitFallback(fallback: unknown, path: string, place: string, parent: Json, walk: Walk): void {
  if (fallback === 'drop') return;
  visit(fallback, `${path}.fallback`, place, parent, { ...walk, ids: new Set() });
}

function elementProblems(element: Json, type: unknown, version: number): string[] {
  const known = typeof type === 'string' ? ELEMENTS[type] : undefined;
  if (known === undefined) return [`Teams knows no element of the type ${JSON.stringify(type)}`];
  if (known.since > version) return [`${String(type)} came with version ${known.since.toFixed(1)}`];
  const missing = (known.needs ?? []).filter((field) => element[field] === undefined);
  return [...missing.map((field) => `${String(type)} lacks ${field}`), ...urlProblems(element)];
}

function urlProblems(element: Json): string[] {
  const { type, url } = element;
  if (type !== 'Action.OpenUrl' || typeof url !== 'string') return [];
  const isOpenable =
    URL.canParse(url) && ['https:', 'http:', 'mailto:', 'tel:', 'msteams:'].includes(new URL(url).protocol);
  return isOpenable ? [] : ['the address of Action.OpenUrl cannot be opened'];
}

function refreshProblems(refresh: unknown): string[] {
  if (refresh === undefined) return [];
  if (!isObject(refresh)) return ['refresh is no object'];
  const { action, userIds } = refresh;
  const problems: string[] = [];
  if (!isObject(action) || action['type'] !== 'Action.Execute')
    problems.push('refresh.action is no Action.Execute');
  if (userIds !== undefined && (!Array.isArray(userIds) || userIds.some((id) => typeof id !== 'string'))) {
    problems.push('refresh.userIds is not a list of texts');
  }
  if (Array.isArray(userIds) && userIds.length > REFRESH_USERS)
    problems.push('refresh.userIds has more than 60 users');
  return problems;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
