import { availabilityCard } from '#chat/cards/availability-card.ts';
import { CARD_LIMIT_BYTES, cardBytes } from '#chat/cards/card.ts';
import { GROUPS } from '#kernel/vocabulary.ts';
import { aCrowd, anAnswer, aView, aViewer, TAB, unused } from '../../test/unit/chat/cards/card-facts.ts';
import type { Measurement, Row } from '../measurement.ts';

const TECHNICIANS = [0, 1, 200, 5_000];
/** What each name weighs differs: plain, all of two code units, and all escaped in JSON. */
const NAMES = ['Maximiliane Featherstonehaugh-Wolfeschlegelstein', '𝕏'.repeat(200), '"'.repeat(200)];
const TEAMS = 20;

/** The heaviest card of all views of an answer with failing sources, twenty teams to choose from and long names. */
function heaviestCard(technicians: number): number {
  const sizes = NAMES.flatMap((name) => {
    const teams = Array.from({ length: TEAMS }, (_, index) => ({
      teamId: `9f1a7c52-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name,
    }));
    const sources = [
      unused('technicians', 'failed', 'psa_down'),
      unused('presence', 'partly-failed', 'graph_down'),
      ...teams.map((team) => unused('shifts', 'failed', 'team_unreadable', team.name)),
    ];
    const answer = anAnswer(
      aCrowd(technicians, () => name),
      { sources },
    );
    return (['all', ...GROUPS] as const).flatMap((show) =>
      [0, 3].map((page) => {
        const view = aView({ show, page, teams, order: '0'.repeat(12) });
        return cardBytes(availabilityCard({ answer, view, viewer: aViewer(), links: TAB, echo: [] }));
      }),
    );
  });
  return Math.max(...sizes);
}

/** PERF-6. */
export const cardSize: Measurement = {
  name: 'card-size',
  async run() {
    return TECHNICIANS.map((technicians): Row => {
      const bytes = heaviestCard(technicians);
      return {
        id: 'B9',
        what: `heaviest availability card, ${technicians} technicians`,
        value: `${bytes} bytes UTF-16`,
        target: `≤ ${CARD_LIMIT_BYTES}`,
        isMet: bytes <= CARD_LIMIT_BYTES,
        kind: 'count',
        details: { bytes },
      };
    });
  },
};
