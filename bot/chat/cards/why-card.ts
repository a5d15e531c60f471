import type { Explanation } from '#core/availability/explain-service.ts';
import type {
  CheckState,
  ConsideredCheck,
  Remedy,
  ShiftsCheck,
} from '#core/availability/why-not-considered.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type ActionData, openTab, press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import type { Mend } from './error-mends.ts';
import { heading, line, note, row } from './elements.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';

/** Why somebody is (not) considered, or why shifts make no difference: what was looked at in its order, and the remedy of the first that
 *  speaks against it (AV-10). */
export function whyCard(options: {
  readonly explanation: Explanation;
  readonly topic: 'considered' | 'shifts';
  /** Shifts in general: nobody's mapping is the matter. */
  readonly isGeneral: boolean;
  readonly request: ActionData;
  readonly viewer: Viewer;
  readonly links: Links;
}): Card {
  const { explanation, topic, isGeneral, request, viewer, links } = options;
  const texts = textsFor(viewer.locale);
  const { technician, answer } = explanation;
  const checks = visible(
    topic === 'shifts' ? shiftsOf(explanation, isGeneral) : explanation.considered,
    viewer,
  );
  const decisive =
    checks.find(({ state }) => state === 'failed') ?? checks.find(({ state }) => state === 'unknown');
  const name = literal(technician.name, 60);
  const title = topic === 'shifts' ? shiftsTitle(decisive, texts) : consideredTitle(decisive, name, texts);
  const code = decisive && texts.why.code[decisive.code];
  const remedy = decisive?.remedy ? texts.why.remedy[decisive.remedy] : null;
  return card({
    summary: [`${title}.`, ...(code ? [code] : []), ...(remedy ? [remedy] : [])].join(' '),
    body: [
      heading(title),
      ...(topic === 'shifts' && !isGeneral ? [note(name)] : []),
      note(texts.people.asOf(clockAndZone(answer.asOf, placeOf(viewer)))),
      ...checks.map((check) => checkRow(check, texts)),
      remedy ? line(remedy) : null,
      note(texts.why.order),
    ],
    actions: [
      decisive?.remedy ? mendButton({ mend: MENDS[decisive.remedy], viewer, links, retry: null }) : null,
      press({
        title: texts.shared.buttons.refresh,
        verb: 'why.show',
        data: request,
        viewer,
        at: answer.asOf,
      }),
      openTab(texts.shared.buttons.details, links, `board/t/${encodeURIComponent(technician.technicianId)}`),
    ],
  });
}

type AnyCheck = ConsideredCheck | ShiftsCheck;

/** The last two rows are told by a decision alone, so they say nothing here. */
function shiftsOf({ shiftsMatter }: Explanation, isGeneral: boolean): readonly ShiftsCheck[] {
  return shiftsMatter.filter(
    ({ check, code }) => code !== 'outside-workflow' && !(isGeneral && check === 'mapped'),
  );
}

/** Time off is nobody's business in a channel: there it is a shift that does not cover. */
function visible(checks: readonly AnyCheck[], { isPublic }: Viewer): readonly AnyCheck[] {
  if (!isPublic) return checks;
  return checks.map((check) =>
    check.code === 'time-off' ? { ...check, code: 'off-shift' as const } : check,
  );
}

function consideredTitle(decisive: AnyCheck | undefined, name: string, { why }: Texts): string {
  if (!decisive) return why.considered(name);
  return decisive.state === 'failed' ? why.notConsidered(name) : why.unknown(name);
}

function shiftsTitle(decisive: AnyCheck | undefined, { why }: Texts): string {
  if (!decisive) return why.shiftsMatter;
  return decisive.state === 'failed' ? why.shiftsDont : why.shiftsUnknown;
}

function checkRow({ check, state, code }: AnyCheck, { why }: Texts): CardPart {
  const names: Readonly<Record<AnyCheck['check'], string>> = { ...why.shiftsCheck, ...why.check };
  const words: Readonly<Record<CheckState, string>> = why.state;
  return row({ name: names[check], words: words[state], second: why.code[code] });
}

const MENDS: Readonly<Record<Remedy, Mend>> = {
  'map-technician': 'mappings',
  'check-teams-account': null,
  'mend-connection': 'setup',
  'set-override': null,
  'end-override': null,
  'change-shifts': null,
  'choose-rota-teams': 'setup',
  'create-schedule': null,
};
