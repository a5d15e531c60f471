import type { KyselyConfig } from 'kysely';

/** Kysely's settings for telling `onStatement` of each statement. Values stay out: they are people's data. */
export function statementLog(onStatement: ((sql: string) => void) | undefined): Pick<KyselyConfig, 'log'> {
  if (!onStatement) return {};
  return {
    log: (event) => {
      if (event.level === 'query') onStatement(event.query.sql);
    },
  };
}
