import { escapeHtml, type Page } from './page.ts';

type Json = Record<string, unknown>;

/** The reference that people read, made from the OpenAPI document so that the two cannot differ (API-3). */
export function apiReferencePage(document: Json): Page {
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  const components = document['components'] as { readonly schemas: Record<string, Json> };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const info = document['info'] as Json;
  const groups = (document['tags'] as Json[]).map((tag) => ({
    tag,
    members: operations.filter(({ operation }) => isIn(operation, tag)),
  }));
  return {
    title: 'Public API',
    wide: true,
    body: `<h1>Rollcall public API</h1>${paragraphs(info['description'])}
      <p>Send <code>Authorization: Bearer rk_…</code>. For programs: <a href="/public-api/openapi.json">openapi.json</a>.</p>
      <nav aria-label="Subjects"><ul>${groups.map(({ tag, members }) => contents(tag, members)).join('')}</ul></nav>
      ${groups.map(({ tag, members }) => group(tag, members, components.schemas)).join('')}`,
  };
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: Json;
}

function isIn(operation: Json, tag: Json): boolean {
  return (operation['tags'] as readonly unknown[]).includes(tag['name']);
}

function contents(tag: Json, members: readonly Operation[]): string {
  const links = members.map(
    ({ operation }) => `<a href="#${text(operation['operationId'])}">${text(operation['summary'])}</a>`,
  );
  return `<li><a href="#${anchorOf(tag)}">${text(tag['name'])}</a><br><span class="soft">${links.join(' · ')}</span></li>`;
}

function group(tag: Json, members: readonly Operation[], schemas: Record<string, Json>): string {
  const sections = members.map(({ method, path, operation }) => section(method, path, operation, schemas));
  return `<h2 id="${anchorOf(tag)}">${text(tag['name'])}</h2>${paragraphs(tag['description'])}${sections.join('')}`;
}

function anchorOf(tag: Json): string {
  return text(tag['name']).toLowerCase().replaceAll(' ', '-');
}

function section(method: string, path: string, operation: Json, schemas: Record<string, Json>): string {
  const parameters = (operation['parameters'] as Json[] | undefined) ?? [];
  const body = operation['requestBody'] as { readonly content: Content } | undefined;
  const responses = Object.entries(operation['responses'] as Record<string, Json>);
  const success = responses.find(([status]) => status.startsWith('2'));
  const errors = responses.filter(([status]) => !status.startsWith('2'));
  return `<section class="card" id="${text(operation['operationId'])}"><h3><code>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</code></h3>
    <p><strong>${text(operation['summary'])}</strong></p>${paragraphs(operation['description'])}
    ${block('Parameters', parameters.map(parameterRow))}
    ${block('Body', fieldRows(schemaOf(body?.content), schemas))}
    ${block(`Answer ${success?.[0] ?? ''}`, fieldRows(schemaOf(success?.[1]['content'] as Content | undefined), schemas))}
    ${errors.length > 0 ? `<details><summary>Errors</summary><dl>${errors.map(errorRow).join('')}</dl></details>` : ''}</section>`;
}

function block(title: string, rows: readonly string[]): string {
  return rows.length === 0 ? '' : `<h4>${escapeHtml(title)}</h4><dl>${rows.join('')}</dl>`;
}

function parameterRow(parameter: Json): string {
  const schema = parameter['schema'] as Json;
  const kind = `${String(parameter['in'])}${parameter['required'] ? ', needed' : ''}`;
  return definition(parameter['name'], kind, parameter['description'] ?? schema['description']);
}

function errorRow([status, response]: [string, Json]): string {
  return `<dt>${escapeHtml(status)}</dt><dd>${paragraphs(response['description'])}</dd>`;
}

type Content = Record<string, { readonly schema: Json }>;

function schemaOf(content: Content | undefined): Json | null {
  return Object.values(content ?? {})[0]?.schema ?? null;
}

/** One row per field of an object; what a field consists of is one level deep, the rest is in the document. */
function fieldRows(schema: Json | null, schemas: Record<string, Json>): readonly string[] {
  const { properties, required } = resolve(schema ?? {}, schemas) as {
    readonly properties?: Record<string, Json>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties ?? {}).map(([name, field]) => {
    const kind = `${kindOf(field, schemas)}${required?.includes(name) ? '' : ', may be left out'}`;
    return definition(name, kind, resolve(field, schemas)['description']);
  });
}

function kindOf(field: Json, schemas: Record<string, Json>): string {
  const {
    type,
    items,
    anyOf,
    oneOf = anyOf,
    enum: choices,
    const: only,
  } = resolve(field, schemas) as {
    readonly type?: string;
    readonly items?: Json;
    readonly anyOf?: readonly Json[];
    readonly oneOf?: readonly Json[];
    readonly const?: string;
    readonly enum?: readonly unknown[];
  };
  if (choices) return choices.map(String).join(' | ');
  if (only !== undefined) return only;
  if (oneOf) return oneOf.map((each) => kindOf(each, schemas)).join(' or ');
  if (type === 'object') return objectKind(resolve(field, schemas), schemas);
  if (type !== 'array' || !items) return type ?? 'value';
  return `list of ${kindOf(items, schemas)}`;
}

/** An object by its fields; those that tell alternatives apart with their value. */
function objectKind({ properties }: Json, schemas: Record<string, Json>): string {
  const fields = Object.entries((properties as Record<string, Json> | undefined) ?? {});
  const names = fields.map(([name, field]) => {
    const { const: only } = resolve(field, schemas) as { readonly const?: string };
    return only === undefined ? name : `${name}: ${only}`;
  });
  return names.length === 0 ? 'object' : `{ ${names.join(', ')} }`;
}

function resolve(schema: Json, schemas: Record<string, Json>): Json {
  const name =
    typeof schema['$ref'] === 'string' ? schema['$ref'].replace('#/components/schemas/', '') : null;
  return (name === null ? schema : schemas[name]) ?? {};
}

function definition(name: unknown, kind: string, description: unknown): string {
  return `<dt><code>${text(name)}</code> <span class="soft">${escapeHtml(kind)}</span></dt><dd>${paragraphs(description)}</dd>`;
}

function paragraphs(value: unknown): string {
  return text(value)
    .split('\n\n')
    .filter((part) => part !== '')
    .map((part) => `<p>${part.replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');
}

function text(value: unknown): string {
  // escapeHtml turns control characters into spaces, so paragraphs are kept apart first.
  return typeof value === 'string' ? value.split('\n\n').map(escapeHtml).join('\n\n') : '';
}
