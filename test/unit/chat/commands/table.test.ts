import { describe, expect, it } from 'vitest';
import { commandFor, COMMANDS, describeCommands } from '#chat/commands/table.ts';
import { english } from '#chat/texts/en/english.ts';
import { INTENTS } from '#chat/parse/intents.ts';
import { understand } from '#chat/parse/understand.ts';
import { PERMISSIONS } from '#core/access/policy.ts';

const NOW = new Date('2026-11-21T16:02:00Z');
const intentOf = (text: string): string | null =>
  understand({ text, now: NOW, zone: 'Europe/London', locale: 'en-GB' }).intent;

describe('CHAT-1: the table of commands', () => {
  it.each(
    COMMANDS.flatMap(({ name }) =>
      [english.commands[name].title, ...english.commands[name].phrasings].map((each) => [each, name]),
    ),
  )('"%s" is understood as %s', (phrasing, name) => {
    expect(intentOf(phrasing)).toBe(name);
  });

  it('answers every intent that is offered, and only such', () => {
    const offered = INTENTS.filter((each) => each.offered && each.intent !== 'follow-up');
    expect(COMMANDS.map((command) => command.name).toSorted()).toEqual(
      offered.map((each) => each.intent).toSorted(),
    );
    for (const { intent } of INTENTS.filter((each) => !each.offered)) expect(commandFor(intent)).toBeNull();
  });

  it('fits into a manifest: at most 12 listed, titles up to 128 characters, each once (checklist 10)', () => {
    const listed = describeCommands('en-GB').filter((command) => command.listed);
    expect(listed.length).toBeGreaterThan(5);
    expect(listed.length).toBeLessThanOrEqual(12);
    expect(new Set(listed.map((command) => command.title)).size).toBe(listed.length);
    for (const { name, permission } of COMMANDS) {
      const { title, help } = english.commands[name];
      expect(title.length).toBeLessThanOrEqual(128);
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(PERMISSIONS)).toContain(permission);
    }
  });
});
