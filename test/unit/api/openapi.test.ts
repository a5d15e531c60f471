import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '#contract/endpoints.ts';
import { startApiWorld } from './api-world.ts';

type Json = Record<string, unknown>;

let world: Awaited<ReturnType<typeof startApiWorld>>;
let document: {
  openapi: string;
  tags: { name: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};

beforeAll(async () => {
  world = await startApiWorld();
  document = (await world.call('/public-api/openapi.json', null)).json;
});
afterAll(() => world.stop());

/** Every object anywhere in `value`. */
function* objects(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objects(inner);
}

describe('API-1: the OpenAPI document', () => {
  it('is 3.1, needs no key, and names exactly the routes that are served', () => {
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = world
      .served()
      .filter((route) => route.path.startsWith('/public-api/') && route.path !== '/public-api/docs')
      .map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.toSorted()).toEqual(served.toSorted());
    expect(described).toHaveLength(ENDPOINTS.length + 1);
  });
  it('every operation belongs to one subject, and no two share an id', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const subjects = document.tags.map(({ name }) => name);
    for (const { tags } of operations) {
      expect(subjects).toContain((tags as string[])[0]);
      expect(tags).toHaveLength(1);
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('points only at schemas that are there', () => {
    const references = [...objects(document)].flatMap((each) =>
      typeof each['$ref'] === 'string' ? [each['$ref']] : [],
    );
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      const name = reference.replace('#/components/schemas/', '');
      expect(document.components.schemas[name], reference).toBeDefined();
    }
  });
  it('describes every operation: id, summary, success, errors, and each path parameter', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        expect(operation['operationId']).toEqual(expect.any(String));
        expect(operation['summary']).toEqual(expect.any(String));
        const responses = Object.keys(operation['responses'] as Json);
        expect(responses.some((status) => status.startsWith('2'))).toBe(true);
        const names = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
        const described = ((operation['parameters'] ?? []) as Json[]).filter((each) => each['in'] === 'path');
        expect(described.map((each) => each['name'])).toEqual(names);
      }
    }
  });
  it('says what a body of alternatives consists of', async () => {
    const { text } = await world.call('/public-api/docs', null);
    expect(text).toContain('{ change: away, technicianId } or { change: back, technicianId }');
    expect(text).not.toMatch(/list of value|: undefined/);
  });
  it('API-3: the page for people shows every operation and loads nothing from elsewhere', async () => {
    const page = await world.call('/public-api/docs', null);
    for (const endpoint of ENDPOINTS) {
      expect(page.text).toContain(endpoint.path);
      expect(page.text.split(`id="${endpoint.id}"`)).toHaveLength(2);
      expect(page.text).toContain(`href="#${endpoint.id}"`);
    }
    for (const [, anchor] of page.text.matchAll(/href="#([^"]+)"/g)) {
      expect(page.text).toContain(`id="${anchor}"`);
    }
    expect(page.text).not.toMatch(/<script|src=|https?:\/\/(?!rollcall)/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
