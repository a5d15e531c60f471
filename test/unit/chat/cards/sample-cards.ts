import { availabilityCard } from '#chat/cards/availability-card.ts';
import { autoMapPreviewCard } from '#chat/cards/automap-preview-card.ts';
import { autoMapRunningCard } from '#chat/cards/automap-progress-cards.ts';
import { autoMapResultCard } from '#chat/cards/automap-result-card.ts';
import type { Card, Viewer } from '#chat/cards/card.ts';
import { coverageCard } from '#chat/cards/coverage-card.ts';
import { boardLinkCard } from '#chat/cards/link-cards.ts';
import { howLongCard, notedCard, notTechnicianCard } from '#chat/cards/override-card.ts';
import { whyCard } from '#chat/cards/why-card.ts';
import type { CoverageAnswer } from '#core/availability/coverage-service.ts';
import { checkConsidered, checkShiftsMatter } from '#core/availability/why-not-considered.ts';
import { consentLinkCard } from '#chat/cards/consent-link-card.ts';
import { errorCard } from '#chat/cards/error-card.ts';
import { helpCard, welcomeCard } from '#chat/cards/greeting-cards.ts';
import { healthCard } from '#chat/cards/health-card.ts';
import { technicianCard } from '#chat/cards/technician-card.ts';
import { unmatchedCard } from '#chat/cards/unmatched-card.ts';
import { whichOneCard } from '#chat/cards/which-one-card.ts';
import {
  aCrowd,
  anAnswer,
  aPerson,
  aProgress,
  aReview,
  aRow,
  at,
  aView,
  aViewer,
  covers,
  NOW,
  rows,
  shows,
  SMALL_DESK,
  TAB,
  unmapped,
  unused,
  used,
} from './card-facts.ts';

const links = TAB;

const suggestion = {
  userId: 'u-hugo',
  userPrincipalName: 'h.lindqvist@contoso.example',
  userDisplayName: 'Hugo Lindqvist',
  isGuest: false,
  because: 'alias',
  technicianValue: 'hugo@psa.example',
  userValue: 'hugo@psa.example',
} as const;

const unmatchedRows = [
  aRow('Hugo Lindqvist', 'unmatched', { reason: 'no-user-with-this-email', suggestions: [suggestion] }),
  aRow('Ines Duarte', 'ambiguous', { reason: 'email-shared-by-technicians', rivals: ['Inês Duarte'] }),
  aRow('Jun Park', 'unmatched', { reason: 'no-email', technicianEmail: null }),
  ...rows(9, 'unmatched', { reason: 'no-user-with-this-email' }),
];
const was = { userId: 'u', userPrincipalName: 'ben@contoso.example', userDisplayName: 'Ben', isGuest: false };
const wholeRun = [
  ...rows(31, 'add', { outcome: 'written' }),
  ...rows(4, 'update', { outcome: 'written' }),
  ...rows(158, 'unchanged'),
  ...rows(9, 'manual-kept'),
  ...unmatchedRows,
];
const clears = (count: number) => rows(count, 'clear', { user: was, reason: 'technician-gone' });
const [, ben] = SMALL_DESK;

const COVERAGE: CoverageAnswer = {
  now: NOW,
  asOf: NOW,
  window: { start: NOW, end: at('2026-11-22T06:00:00Z') },
  days: [],
  teams: [{ teamId: 't', name: 'Service Desk' }],
  sources: [used('technicians'), used('shifts', 'Service Desk')],
  minimum: 1,
  isRead: true,
  isPartial: true,
  unmappedTechnicians: 9,
  staffed: [],
  gaps: [{ start: at('20:00'), end: at('22:00'), lowest: 0 }],
  coveredMinutes: 718,
  totalMinutes: 838,
  people: Array.from({ length: 12 }, (_each, index) => ({
    userId: `u-${index}`,
    technicianId: index === 11 ? null : `t-${index}`,
    name: index === 11 ? null : `**Aisha** <at>Khan</at> ${index}`,
    shifts: [
      { start: at('09:00'), end: at('17:00') },
      { start: at('22:00'), end: at('2026-11-22T06:00:00Z') },
      { start: at('2026-11-23T09:00:00Z'), end: at('2026-11-23T17:00:00Z') },
    ],
    timesOff: [],
  })),
};

/** One card of each kind as a desk would see it: for looking at, and for rules that hold for all. */
export const SAMPLES: Readonly<Record<string, Card>> = samplesFor(aViewer());

/** The same cards for another reader. */
export function samplesFor(viewer: Viewer): Readonly<Record<string, Card>> {
  return {
    'c4-availability': availabilityCard({
      answer: anAnswer(aCrowd(200)),
      view: aView({
        show: 'working',
        page: 1,
        teams: [
          { teamId: 't1', name: 'Service Desk' },
          { teamId: 't2', name: 'Escalations' },
        ],
      }),
      viewer,
      links,
      echo: [],
    }),
    'c4-first-page': availabilityCard({
      answer: anAnswer(aCrowd(200)),
      view: aView({ show: 'working' }),
      viewer,
      links,
      echo: [],
    }),
    'c4-nobody-mapped': availabilityCard({
      answer: anAnswer(
        SMALL_DESK.map((person) => unmapped(person.name)),
        { sources: [unused('presence', 'nobody-mapped'), unused('shifts', 'no-rota-chosen')] },
      ),
      view: aView(),
      viewer,
      links,
      echo: [],
    }),
    'c4b-small-desk': availabilityCard({
      answer: anAnswer(SMALL_DESK),
      view: aView(),
      viewer,
      links,
      echo: [],
    }),
    'c5-at-a-time': availabilityCard({
      answer: anAnswer(
        SMALL_DESK.map((person) => ({ ...person, presence: null })),
        {
          slot: { start: at('2026-11-22T15:00:00Z'), end: at('2026-11-22T15:00:00Z') },
          isNow: false,
          sources: [
            unused('presence', 'too-far-ahead'),
            used('shifts', 'Service Desk'),
            unused('shifts', 'failed', 'no_schedule', 'Escalations'),
          ],
        },
      ),
      view: aView({ slot: { start: at('2026-11-22T15:00:00Z'), end: null } }),
      viewer,
      links,
      echo: ['I read that as Sun 22 Nov, 15:00, Europe/London (your time).'],
    }),
    'c6-technician': technicianCard({
      answer: anAnswer(SMALL_DESK),
      technician: aPerson('Ben Osei-Tutu', {
        ...ben,
        group: 'on-break',
        verdict: 'on-break',
        presence: shows('away'),
        shift: covers('22:00', {
          next: { start: at('2026-11-23T14:00:00Z'), end: at('2026-11-23T22:00:00Z') },
        }),
        override: { technicianId: 'b', says: 'on-break', from: NOW, until: at('16:45') },
      }),
      viewer,
      links,
      now: NOW,
      question: 'state',
    }),
    'c7-which-one': whichOneCard({
      asked: 'Sam',
      people: [
        { technicianId: '1', name: 'Sam Lee', group: 'working', teamHint: 'Service Desk' },
        { technicianId: '2', name: 'Sam Ortiz', group: 'on-break', teamHint: 'Escalations' },
        { technicianId: '3', name: 'Samira Haddad', group: 'no-signal', teamHint: null },
      ],
      verb: 'technician.show',
      data: { question: 'state', start: null, end: null },
      viewer,
    }),
    'c8-preview': autoMapPreviewCard({ review: aReview([...wholeRun, ...clears(2)]), viewer, links }),
    'c8-preview-mass-clear': autoMapPreviewCard({
      review: aReview([...wholeRun, ...clears(60)], { autoMappingsBefore: 160 }),
      viewer,
      links,
    }),
    'c9-running': autoMapRunningCard({
      progress: aProgress({ teamsDone: 3, teamsTotal: 12, members: 1204 }),
      scope: { teams: [], isFull: true },
      viewer,
    }),
    'c9-waiting': autoMapRunningCard({
      progress: aProgress({ teamsDone: 3, teamsTotal: 12, members: 1204, waitingUntil: at('16:10') }),
      scope: { teams: [], isFull: true },
      viewer,
    }),
    'c10-result': autoMapResultCard({
      review: aReview(wholeRun, { state: 'complete', finishedAt: at('16:04') }),
      canUndo: true,
      viewer,
      links,
    }),
    'c10-result-partial': autoMapResultCard({
      review: aReview([...wholeRun, ...clears(0)], {
        state: 'partial',
        finishedAt: at('16:04'),
        scanComplete: false,
        teamFailures: [{ team: { teamId: 'n', displayName: 'NOC' }, code: 'team_unreadable' }],
      }),
      canUndo: true,
      viewer,
      links,
    }),
    'c18-consent-admin': errorCard({
      code: 'consent_missing',
      details: {},
      reference: '7F2C9A',
      retryAt: null,
      viewer,
      links,
      askNames: [],
      consentVerb: true,
      retry: { verb: 'help', data: {} },
    }),
    'c18-throttled-member': errorCard({
      code: 'graph_throttled',
      details: {},
      reference: '7F2C9A',
      retryAt: at('16:06'),
      viewer: { ...viewer, role: 'member' },
      links,
      askNames: [],
      consentVerb: false,
      retry: { verb: 'help', data: {} },
    }),
    'c3-help': helpCard({
      commands: [
        {
          title: 'People',
          phrasings: ["who's available", "who's on tomorrow morning", 'is Ben free'],
          help: 'Who can take work, now or at a time.',
        },
        {
          title: 'Back',
          phrasings: ['when is Ben back', 'next shift for Chloe'],
          help: 'The next shift of one person.',
        },
        {
          title: 'Mapping',
          phrasings: ["who isn't mapped", 'auto-map'],
          help: 'Links technicians to Microsoft users, after a preview.',
        },
        {
          title: 'Set-up',
          phrasings: ['is teams connected', 'health'],
          help: 'Checks consent, PSA, presence and Shifts.',
        },
      ],
      viewer,
      profileZone: 'Europe/London',
    }),
    'c1-welcome': welcomeCard({ name: 'Priya', consentMissing: true, viewer, links }),
    health: healthCard({
      report: {
        checkedAt: NOW,
        findings: [
          {
            check: 'consent',
            state: 'broken',
            code: 'permission_missing',
            facts: { missing: 'Schedule.Read.All' },
          },
          { check: 'technicians', state: 'ok', code: null, facts: { technicians: 40 } },
          {
            check: 'mapping',
            state: 'warning',
            code: null,
            facts: { technicians: 40, mapped: 31, unmapped: 9 },
          },
          { check: 'presence', state: 'ok', code: null, facts: {} },
          { check: 'rota', state: 'warning', code: 'no_schedule', facts: { team: 'Escalations' } },
        ],
      },
      viewer,
      links,
      canConsent: true,
    }),
    'c16-override': notedCard({
      override: { technicianId: 'b', says: 'on-break', from: NOW, until: at('16:47') },
      viewer,
      now: NOW,
      echo: [],
    }),
    'c16-how-long': howLongCard({
      word: 'break',
      viewer,
      now: NOW,
      endOfWork: at('19:00'),
      endOfDay: at('2026-11-22T00:00:00Z'),
    }),
    'c16-not-a-technician': notTechnicianCard({
      askNames: ['Priya Nair', 'Tom Roe'],
      viewer: { ...viewer, role: 'member' },
    }),
    'c15-coverage': coverageCard({
      answer: COVERAGE,
      span: COVERAGE.window,
      isCut: false,
      teamName: 'Service Desk',
      request: { teamId: null, teamName: null, start: null, end: null },
      viewer,
      links,
      echo: [],
    }),
    'why-not-considered': whyCard({
      explanation: {
        answer: anAnswer(SMALL_DESK),
        technician: unmapped('Hugo Lindqvist'),
        considered: checkConsidered(unmapped('Hugo Lindqvist')),
        shiftsMatter: checkShiftsMatter(unmapped('Hugo Lindqvist'), 'no-schedule'),
      },
      topic: 'considered',
      isGeneral: false,
      request: { technicianId: 'h', topic: 'considered', isGeneral: false, start: null },
      viewer,
      links,
    }),
    'link-board': boardLinkCard({ answer: anAnswer(SMALL_DESK), path: 'board', viewer, links }).card,
    'consent-link': consentLinkCard({
      url: 'https://login.example/adminconsent',
      expiresAt: at('16:12'),
      viewer,
    }),
    unmatched: unmatchedCard({
      technicians: unmatchedRows.map((row) => ({
        technician: {
          technicianId: row.technicianId,
          name: row.technicianName,
          email: row.technicianEmail,
          otherEmails: [],
        },
        mapping: null,
      })),
      rows: unmatchedRows,
      page: 0,
      viewer,
      links,
    }),
  };
}
