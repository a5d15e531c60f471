import { expect, it } from 'vitest';
import { createAuditService, type StoredAuditEntry } from '#core/access/audit-service.ts';
import type { Caller } from '#kernel/caller.ts';

const ADMIN: Caller = { kind: 'person', deskId: 'desk', id: 'u', name: 'Priya', role: 'admin' };

function entries(count: number): readonly StoredAuditEntry[] {
  return Array.from({ length: count }, (_each, index) => ({
    entryId: String(99_999 - index),
    deskId: 'desk',
    at: new Date(0),
    actor: { kind: 'system', id: 'x', name: 'x' },
    subject: 'role',
    subjectId: String(index),
    action: 'granted',
    before: null,
    after: null,
  }));
}

async function readAll(count: number, caller: Caller = ADMIN) {
  const all = entries(count);
  const pages: number[] = [];
  const service = createAuditService({
    store: {
      async listAudit(_desk, { limit, before }) {
        const start = before === null ? 0 : all.findIndex((entry) => entry.entryId === before) + 1;
        const page = all.slice(start, start + limit);
        pages.push(page.length);
        return page;
      },
    },
  });
  const read: string[] = [];
  for await (const entry of service.read(caller)) read.push(entry.subjectId);
  return { read, pages };
}

it.each([0, 1, 499, 500, 501, 1000, 1203])(
  'DATA-2: all %i entries, each once, newest first',
  async (count) => {
    const { read, pages } = await readAll(count);
    expect(read).toEqual(entries(count).map((entry) => entry.subjectId));
    expect(Math.max(...pages)).toBeLessThanOrEqual(500);
  },
);

it('SPEC 0: a lead does not read the audit trail', async () => {
  await expect(readAll(1, { ...ADMIN, role: 'lead' })).rejects.toMatchObject({ code: 'not_allowed' });
});
