import { createRequire } from 'node:module';
import type { Ajv, ErrorObject } from 'ajv';
import { publishedData } from './published-data.ts';

/** One of Microsoft's published JSON schemas (from github.com/microsoft/json-schemas). A test that needs one is skipped without. */
export function publishedSchema(name: string, test: { skip(note: string): never }): object {
  return publishedData('schemas', name) ?? test.skip(`no schema data (${name})`);
}

/** What is wrong with `value` by the schema, empty when nothing is. Takes drafts 04 (Teams manifest) and 07. */
export function schemaErrors(schema: object, value: unknown): readonly ErrorObject[] {
  const ajv = validatorFor(schema);
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

/** The validators come with `@microsoft/app-manifest`; draft 04 is not part of `ajv` itself. */
function validatorFor(schema: { readonly $schema?: string }): Ajv {
  const near = createRequire(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
  const draft = schema.$schema?.includes('draft-04') ? 'ajv-draft-04' : 'ajv';
  const { default: Validator } = near(draft) as { default: new (options: object) => Ajv };
  const { default: addFormats } = near('ajv-formats') as { default: (ajv: Ajv) => void };
  const ajv = new Validator({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv;
}
