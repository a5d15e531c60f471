import { describe, expect, it } from 'vitest';
import type { Candidate } from '#core/dispatch/candidate.ts';
import { inOrder } from '#core/dispatch/decision.ts';
import {
  aCandidate,
  ask,
  chosen,
  decisionOf,
  gateCode,
  NOW,
  RANKED,
  ROUND_ROBIN,
  says,
  TICKET,
} from './builders.ts';

const away = (id: string) =>
  aCandidate(id, { shows: 'Away', openLoad: id === 'lee' ? 0 : 4, poolPosition: id === 'lee' ? 0 : 1 });

describe('DIS-6: dispatch never blocks, and says why presence was not used', () => {
  it.each([
    ['graph-down', 'open-health'],
    ['graph-slow', 'open-health'],
    ['consent-revoked', 'open-consent'],
    ['consent-missing', 'open-consent'],
    ['consent-spreading', 'open-consent'],
  ] as const)('%s', (presenceReading, remedy) => {
    for (const workflow of [RANKED, ROUND_ROBIN]) {
      const people: Candidate[] = [
        { ...aCandidate('lee'), availability: null },
        { ...aCandidate('ana', { openLoad: 5, poolPosition: 1 }), availability: null },
      ];
      const record = ask(people, { workflow, presenceReading, shiftsReading: 'unreadable' });
      expect(chosen(record)).toBe('lee');
      expect(record.notes[0]).toEqual({ note: 'presence', because: presenceReading, remedy });
      expect(decisionOf(record, 'ana').word).toBe('judged-without-presence');
    }
  });

  it('nobody mapped is a case of its own and points to auto-map', () => {
    const people = [
      aCandidate('lee', { isMapped: false }),
      aCandidate('ana', { isMapped: false, openLoad: 3 }),
      aCandidate('gone', { isInPool: false }),
    ];
    const record = ask(people, { presenceReading: 'not-read' });
    expect(chosen(record)).toBe('lee');
    expect(record.presence).toEqual({
      use: 'not-used',
      because: 'nobody-mapped',
      sentence: null,
      remedy: 'run-auto-map',
    });
  });

  it('presence partly read: those who were read are held to it, the others are judged without', () => {
    const record = ask(
      [
        aCandidate('lee', { shows: 'Away' }),
        aCandidate('ana', { shows: null, openLoad: 5 }),
        aCandidate('ben'),
      ],
      { presenceReading: 'partly-read' },
    );
    expect(record.presence).toMatchObject({ use: 'partly', because: 'partly-read' });
    expect(record.candidates.map(({ word }) => word)).toEqual([
      'skipped',
      'judged-without-presence',
      'suggested',
    ]);
  });

  it.each([
    ['unreadable', RANKED, 'unreadable'],
    ['read', { ...RANKED, rotaTeams: [] }, 'no-rota-chosen'],
    ['no-schedule', RANKED, 'no-schedule'],
    ['read', ROUND_ROBIN, 'round-robin'],
    ['read', { ...RANKED, teamsAvailability: 'off' }, 'teams-availability-off'],
  ] as const)('shifts %s', (shiftsReading, workflow, because) => {
    const record = ask([aCandidate('lee')], { workflow, shiftsReading });
    expect(chosen(record)).toBe('lee');
    expect(record.notes).toContainEqual(expect.objectContaining({ note: 'shifts', because }));
  });

  it('with Teams availability off presence has no say, but the own word has', () => {
    const workflow = { ...RANKED, teamsAvailability: 'off' } as const;
    expect(chosen(ask([away('lee')], { workflow }))).toBe('lee');
    const lunch = aCandidate('lee', { overrides: [says('lee', 'on-break')] });
    expect(chosen(ask([lunch], { workflow }))).toBe('held: nobody-eligible');
  });
});

describe('DIS-6: everyone on a break', () => {
  it('by default the PSA logic assigns, with a note', () => {
    const record = ask([away('lee'), away('ana'), aCandidate('full', { openLoad: 10 })]);
    expect(chosen(record)).toBe('lee');
    expect(record.notes).toEqual([{ note: 'everyone-on-a-break', because: 'assign-by-psa', remedy: null }]);
    expect(decisionOf(record, 'ana').word).toBe('judged-without-presence');
    expect(gateCode(record, 'full')).toBe('at-capacity');
  });

  it('still minds the lease, and people who said so themselves', () => {
    const leased = aCandidate('lee', { shows: 'Away', slotLease: 'taken' });
    expect(chosen(ask([leased, away('ana')]))).toBe('ana');
    expect(chosen(ask([leased]))).toBe('held: slots-taken');
    expect(chosen(ask([aCandidate('lee', { overrides: [says('lee', 'off')] })]))).toBe(
      'held: nobody-eligible',
    );
  });

  it.each([
    ['hold', 'held: everyone-on-a-break'],
    ['leave-unassigned', 'left-unassigned: everyone-on-a-break'],
  ] as const)('%s', (whenEveryoneIsOnABreak, outcome) => {
    const record = ask([away('lee'), away('ana')], { workflow: { ...ROUND_ROBIN, whenEveryoneIsOnABreak } });
    expect(chosen(record)).toBe(outcome);
    expect(record.candidates.map(({ word }) => word)).toEqual(['skipped', 'skipped']);
  });

  it('is not the case while one of them is at work elsewhere', () => {
    const busy = aCandidate('ana', { slotLease: 'taken' });
    expect(chosen(ask([away('lee'), busy]))).toBe('held: slots-taken');
  });
});

describe('DIS-8 and DIS-10: nothing to do, and nobody to do it', () => {
  const owned = { ...TICKET, ownerId: 'ana' };
  it.each([
    [
      'closed',
      { ticket: { ...TICKET, status: { id: '9', label: 'Closed', phase: 'closed' } } },
      'not-needed: ticket-closed',
    ],
    [
      'owned, assigning',
      { ticket: owned, workflow: { ...RANKED, act: 'assign' } },
      'not-needed: already-owned',
    ],
    ['owned, asking', { ticket: owned }, 'lee'],
  ] as const)('%s', (_, changes, outcome) => {
    expect(chosen(ask([aCandidate('lee')], changes))).toBe(outcome);
  });

  it('an empty pool is held', () => {
    expect(chosen(ask([]))).toBe('held: pool-empty');
    expect(chosen(ask([aCandidate('lee', { isInPool: false })]))).toBe('held: pool-empty');
  });
});

describe('DIS-7: the record', () => {
  it('holds no presence as Graph gave it, no shift time and no words of the ticket', () => {
    const words = [
      'DoNotDisturb',
      'InACall',
      'Away',
      'Offline',
      'OutOfOffice',
      'PresenceUnknown',
      'BeRightBack',
    ];
    const record = ask(words.map((shows, index) => aCandidate(`t${index}`, { shows, poolPosition: index })));
    const text = JSON.stringify(record);
    expect(text).not.toMatch(
      /do-?not-?disturb|in-?a-?call|\baway\b|offline|out-?of-?office|presence-?unknown|be-?right-?back/i,
    );
    expect(text).not.toContain('18:30');
    expect(text).not.toMatch(/Outlook|Ignore all rules|u-t\d/);
  });

  it('is in order for people', () => {
    const record = ask([
      aCandidate('c', { openLoad: 4 }),
      aCandidate('x', { shows: 'Away' }),
      aCandidate('a'),
      aCandidate('b', { openLoad: 2 }),
    ]);
    expect(inOrder(record).map(({ input }) => input.facts.technicianId)).toEqual(['a', 'b', 'c', 'x']);
    expect(record.decidedAt).toBe(NOW);
  });
});
