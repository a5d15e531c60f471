import { escapeHtml, type Page } from './page.ts';

type Json = Record<string, unknown>;

/** The reference that people read, made from the OpenAPI document so that the two cannot differ (API-3). */
export function apiReferencePage(document: Json): Page {
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationSection(method, path, operation)),
  );
  const info = document['info'] as Json;
  return {
    title: 'Public API',
    wide: true,
    body: `<h1>Rollcall public API</h1><p>${text(info['description'])}</p>
      <p>Send <code>Authorization: Bearer rk_…</code>. The same as a document for programs: <a href="/public-api/openapi.json">openapi.json</a>.</p>
      ${operations.join('')}`,
  };
}

function operationSection(method: string, path: string, operation: Json): string {
  const parameters = (operation['parameters'] as Json[] | undefined) ?? [];
  const responses = operation['responses'] as Record<string, Json>;
  const rows = parameters.map(
    (parameter) =>
      `<dt><code>${text(parameter['name'])}</code> <span class="soft">${text(parameter['in'])}${parameter['required'] ? ', needed' : ''}</span></dt><dd>${text(parameter['description'] ?? (parameter['schema'] as Json)['description'] ?? '')}</dd>`,
  );
  const body = operation['requestBody'] as { content: Record<string, { schema: Json }> } | undefined;
  const answers = Object.entries(responses).map(
    ([status, response]) => `<dt>${escapeHtml(status)}</dt><dd>${paragraphs(response['description'])}</dd>`,
  );
  const bodyRow = body
    ? `<p>Body: <code>${text(Object.values(body.content)[0]?.schema['$ref'])}</code></p>`
    : '';
  return `<section class="card"><h2><code>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</code></h2>
    <p><strong>${text(operation['summary'])}</strong></p>${paragraphs(operation['description'])}
    ${rows.length > 0 ? `<dl>${rows.join('')}</dl>` : ''}${bodyRow}<dl>${answers.join('')}</dl></section>`;
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
